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

// The caller draws the line itself, once for all keys of a turn.
void ct_queue_draw_nothing(void) {}

void ct_edit_feed(const uint8_t *bytes, size_t count) {
  if (!append(bytes, count)) return;
  // Without bytes readline would take the end of the input for ^D.
  while (queue_start < queue_end) rl_callback_read_char();
}
