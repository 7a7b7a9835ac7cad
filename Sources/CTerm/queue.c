// readline's keyboard: a queue that holds whole keys. Searches, quoted inserts and letters of
// several bytes ask for more bytes within one call, and find them here.

#include "terminal.h"
#include "edit.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/readline.h>

static uint8_t *queue;
static size_t queue_room, queue_start, queue_end;

static bool append(const uint8_t *bytes, size_t count) {
  if (queue_start == queue_end) queue_start = queue_end = 0;
  if (queue_end + count > queue_room) {
    size_t room = 2 * (queue_end + count);
    uint8_t *larger = realloc(queue, room);
    if (!larger) return false;
    queue = larger;
    queue_room = room;
  }
  memcpy(queue + queue_end, bytes, count);
  queue_end += count;
  return true;
}

int ct_queue_has_bytes(void) {
  return queue_start < queue_end;
}

// Keys come whole, so the queue runs dry only if readline wants more than a key; it is then given
// a moment's worth of the keyboard.
int ct_queue_getc(FILE *stream) {
  enum { MOMENT = 200 };
  (void)stream;
  if (queue_start < queue_end) return queue[queue_start++];
  struct pollfd keyboard = {.fd = STDIN_FILENO, .events = POLLIN};
  uint8_t byte;
  if (poll(&keyboard, 1, MOMENT) == 1 && read(STDIN_FILENO, &byte, 1) == 1) return byte;
  return EOF;
}

int ct_plain_getc(FILE *stream) {
  return queue_start < queue_end ? queue[queue_start++] : rl_getc(stream);
}

// The caller draws the line itself, once for all keys of a turn.
void ct_queue_draw_nothing(void) {}

static void run(const uint8_t *bytes, size_t count) {
  if (!append(bytes, count)) return;
  // Without bytes readline would take the end of the input for ^D.
  while (queue_start < queue_end) rl_callback_read_char();
}

void ct_queue_end_line(void) {
  static Keymap leaving;
  const uint8_t enter = '\r';
  if (!leaving) leaving = rl_make_bare_keymap();
  rl_bind_key_in_map(enter, rl_newline, leaving);
  Keymap current = rl_get_keymap();
  rl_set_keymap(leaving);
  run(&enter, 1);
  // In vi mode the next line has chosen its own map already.
  if (rl_get_keymap() == leaving) rl_set_keymap(current);
}

// Whether a key goes to another line of the history, as far as its binding tells.
static bool leaves_line(const uint8_t *bytes, size_t count) {
  rl_command_func_t *movers[] = {
    rl_get_previous_history, rl_get_next_history, rl_beginning_of_history, rl_end_of_history,
    rl_fetch_history, rl_operate_and_get_next, rl_reverse_search_history,
    rl_forward_search_history, rl_history_search_backward, rl_history_search_forward,
    rl_history_substr_search_backward, rl_history_substr_search_forward,
    rl_noninc_reverse_search, rl_noninc_forward_search, rl_noninc_reverse_search_again,
    rl_noninc_forward_search_again, rl_vi_search, rl_vi_search_again, rl_vi_fetch_history,
  };
  int type = 0;
  rl_command_func_t *function = rl_function_of_keyseq_len((const char *)bytes, count, NULL, &type);
  if (!function || type != ISFUNC) return type == ISMACR;
  for (size_t i = 0; i < sizeof movers / sizeof *movers; i++) {
    if (function == movers[i]) return true;
  }
  return false;
}

// A key sequence ends a search and is then carried out. readline does that within the search, and
// crashes if the key aborts; so the search is ended first. A command that waits for a character is
// given up: it would take the first byte of the sequence for it. Counts, motions and prefixes stay.
static void make_way_for_sequence(void) {
  const uint8_t escape = 0x1B;
  if (ct_edit_is_searching()) run(&escape, 1);
  bool is_prefixed = RL_ISSTATE(RL_STATE_NUMERICARG | RL_STATE_VIMOTION | RL_STATE_MULTIKEY);
  if (!is_prefixed) rl_callback_sigcleanup();
}

void ct_edit_feed(const uint8_t *bytes, size_t count) {
  bool is_sequence = count > 1 && bytes[0] < ' ';
  if (is_sequence) make_way_for_sequence();
  // readline 8.2 shares undo lists between the line and the history, and in searches frees them
  // twice. So undoing ends where one line is left for another.
  if (leaves_line(bytes, count)) rl_free_undo_list();
  run(bytes, count);
  // A line ended behind a count stays unfinished until the next key.
  if (rl_done) ct_queue_end_line();
}
