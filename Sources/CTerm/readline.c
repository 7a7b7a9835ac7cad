// The line editor: readline, driven by callbacks.
//
// readline leaves its functions by longjmp when a key is aborted, so the callbacks into Swift never
// call an editing function, and lines are queued here rather than run.

#include "terminal.h"
#include "edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

static ct_edit_callbacks callbacks;
static char *prompt_text;
static bool is_plain;

// MARK: Lines handed in

typedef struct submission {
  char *text;  // NULL for the end of the input
  struct submission *next;
} submission;

static submission *first_submission, **last_submission = &first_submission;
static char *taken_text;
static bool discards_line;

// Runs inside readline: a command started here would stop the keyboard.
static void on_line(char *text) {
  if (is_plain) rl_callback_handler_remove();
  if (discards_line) {
    free(text);
    return;
  }
  submission *entry = malloc(sizeof *entry);
  if (!entry) return;
  *entry = (submission){.text = text};
  *last_submission = entry;
  last_submission = &entry->next;
}

enum ct_submission ct_edit_take(const char **text) {
  submission *entry = first_submission;
  if (!entry) return CT_NOTHING_SUBMITTED;
  first_submission = entry->next;
  if (!first_submission) last_submission = &first_submission;
  free(taken_text);
  taken_text = entry->text;
  free(entry);
  *text = taken_text;
  return taken_text ? CT_LINE_SUBMITTED : CT_END_OF_INPUT;
}

// MARK: Completion

static char **candidates;  // candidates[0] is kept free for the common prefix
static int candidate_count;
static char single_append;

void ct_completion_add(const char *text, char append) {
  char **larger = realloc(candidates, ((size_t)candidate_count + 3) * sizeof *candidates);
  char *copy = strdup(text);
  if (!larger || !copy) {
    if (larger) candidates = larger;
    free(copy);
    return;
  }
  candidates = larger;
  candidates[++candidate_count] = copy;
  candidates[candidate_count + 1] = NULL;
  single_append = append;
}

// The longest text that all candidates begin with, never cutting a scalar.
static char *common_prefix(void) {
  char *prefix = strdup(candidates[1]);
  size_t length = prefix ? strlen(prefix) : 0;
  for (int i = 2; i <= candidate_count; i++) {
    size_t same = 0;
    while (same < length && candidates[i][same] == prefix[same]) same++;
    length = same;
  }
  bool is_whole = candidate_count == 1;
  while (prefix && !is_whole && length > 0 && (prefix[length] & 0xC0) == 0x80) length--;
  if (prefix) prefix[length] = 0;
  return prefix;
}

// The form readline wants: the common prefix first, and nothing else if there is but one.
static char **on_complete(const char *word, int start, int end) {
  (void)word;
  (void)end;
  rl_attempted_completion_over = 1;
  candidates = NULL;
  candidate_count = 0;
  single_append = 0;
  callbacks.complete(rl_line_buffer, rl_end, rl_point, start);
  if (candidate_count == 0) return NULL;
  candidates[0] = common_prefix();
  if (candidate_count == 1) {
    free(candidates[1]);
    candidates[1] = NULL;
  }
  rl_completion_append_character = candidate_count == 1 ? single_append : 0;
  rl_completion_suppress_append = rl_completion_append_character == 0;
  return candidates;
}

static void on_list(char **matches, int count, int longest) {
  (void)matches;
  (void)count;
  (void)longest;
  callbacks.list();
}

// MARK: Settings

static void silence_readline(void) {
  // Bells, questions and key lists.
  rl_outstream = fopen("/dev/null", "w");
  rl_prep_term_function = NULL;
  rl_deprep_term_function = NULL;
  rl_getc_function = ct_queue_getc;
  rl_input_available_hook = ct_queue_has_bytes;
  rl_redisplay_function = ct_queue_draw_nothing;
  rl_completion_display_matches_hook = on_list;
  rl_variable_bind("menu-complete-display-prefix", "on");
}

// The keys that differ from readline's own; an inputrc, read later, may say otherwise.
static void bind_keys(void) {
  // Tab inserts what is certain, then goes through the choices.
  Keymap maps[] = {emacs_standard_keymap, vi_insertion_keymap};
  for (int i = 0; i < 2 && !is_plain; i++) {
    rl_bind_key_in_map('\t', rl_menu_complete, maps[i]);
    rl_bind_keyseq_in_map("\033[Z", rl_backward_menu_complete, maps[i]);
  }
  // readline 8.2 does not survive a keyboard macro that is aborted while it is driven by callbacks.
  for (const char *key = "()e"; *key; key++) rl_unbind_key_in_map(*key, emacs_ctlx_keymap);
}

static void set_up(void) {
  rl_readline_name = "laplace";
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_persistent_signal_handlers = 0;
  // Else LINES and COLUMNS go into the environment and freeze the size that curses sees.
  rl_change_environment = 0;
  rl_basic_word_break_characters = " \t\n|=,()";
  rl_completer_word_break_characters = " \t\n|=,()";
  rl_attempted_completion_function = on_complete;
  // The order of the candidates is that of their list on the screen.
  rl_sort_completion_matches = 0;
  rl_variable_bind("bell-style", "none");
  rl_variable_bind("show-all-if-ambiguous", "on");
  rl_variable_bind("keyseq-timeout", "50");
  rl_variable_bind("enable-bracketed-paste", "on");
  if (is_plain) rl_getc_function = ct_plain_getc;
  else silence_readline();
  bind_keys();
}

void ct_edit_open(enum ct_editing editing, const char *prompt, ct_edit_callbacks owner) {
  static bool is_set_up;
  callbacks = owner;
  is_plain = editing == CT_EDIT_PLAIN;
  free(prompt_text);
  prompt_text = strdup(prompt);
  // Once: what the user's inputrc says comes later and stays.
  if (!is_set_up) set_up();
  is_set_up = true;
  if (is_plain) ct_plain_guard();
  rl_callback_handler_install(prompt_text ? prompt_text : "", on_line);
  using_history();
}

void ct_edit_close(void) {
  rl_callback_handler_remove();
  if (is_plain) ct_plain_release();
  const char *ignored;
  while (ct_edit_take(&ignored) != CT_NOTHING_SUBMITTED) continue;
}

// MARK: The line

// A Tab after a change from outside begins a new completion instead of going on with the last.
static void forget_last_key(void) {
  rl_last_func = NULL;
}

void ct_edit_insert(const char *text) {
  rl_insert_text(text);
  forget_last_key();
}

void ct_edit_set(const char *text, int point) {
  // As an edit that can be undone: a replaced line would lose an undo list that the history shares.
  rl_begin_undo_group();
  rl_delete_text(0, rl_end);
  rl_point = 0;
  rl_insert_text(text);
  rl_end_undo_group();
  rl_point = point < 0 ? 0 : point > rl_end ? rl_end : point;
  forget_last_key();
}

// readline ends the line itself: only it knows which undo lists are shared with the history.
void ct_edit_abort(void) {
  const uint8_t control_g = 7;
  if (ct_edit_is_searching()) ct_edit_feed(&control_g, 1);
  rl_callback_sigcleanup();
  discards_line = true;
  ct_queue_end_line();
  discards_line = false;
  forget_last_key();
}

const char *ct_edit_text(void) {
  return rl_line_buffer ? rl_line_buffer : "";
}

int ct_edit_length(void) {
  return rl_end;
}

int ct_edit_point(void) {
  return rl_point;
}

const char *ct_edit_prompt(void) {
  return rl_display_prompt ? rl_display_prompt : "";
}

bool ct_edit_is_searching(void) {
  return RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH);
}

bool ct_edit_is_completing(void) {
  return rl_last_func == rl_menu_complete || rl_last_func == rl_backward_menu_complete
    || rl_last_func == rl_complete || rl_last_func == rl_possible_completions;
}

bool ct_edit_is_vi(void) {
  return rl_editing_mode == 0;
}
