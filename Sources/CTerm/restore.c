// Everything that gives the terminal back is prepared when the screen opens, so that a signal
// handler only has to write it.

#include "terminal.h"

#include <curses.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

static char restoring_text[512];
static size_t restoring_length;
static char clearing_text[128];
static size_t clearing_length;
static atomic_bool armed;

// Copies a capability without its padding, `$<2>`, which only tputs understands.
static size_t copy_capability(const char *name, char *buffer, size_t limit) {
  const char *text = tigetstr(name);
  size_t length = 0;
  if (!text || text == (const char *)-1) return 0;
  while (*text && length < limit) {
    if (text[0] == '$' && text[1] == '<') {
      const char *end = strchr(text, '>');
      if (end) {
        text = end + 1;
        continue;
      }
    }
    buffer[length++] = *text++;
  }
  return length;
}

static void append_capability(const char *name) {
  restoring_length += copy_capability(
    name, restoring_text + restoring_length, sizeof restoring_text - restoring_length);
}

void ct_restore_prepare(void) {
  restoring_length = ct_modes_off_text(restoring_text, sizeof restoring_text);
  append_capability("sgr0");
  append_capability("cnorm");
  size_t before = restoring_length;
  append_capability("rmcup");
  bool has_alternate_screen = restoring_length > before;
  if (!has_alternate_screen) append_capability("clear");
  clearing_length =
    has_alternate_screen ? 0 : copy_capability("clear", clearing_text, sizeof clearing_text);
}

// readline brackets pastes by itself, except on terminals it takes for dumb.
void ct_restore_prepare_plain(void) {
  const char *terminal = getenv("TERM");
  bool is_dumb = !terminal || strcmp(terminal, "dumb") == 0;
  strcpy(restoring_text, is_dumb ? "" : "\033[?2004l");
  restoring_length = strlen(restoring_text);
}

void ct_clear_without_alternate_screen(void) {
  ct_write_all(STDOUT_FILENO, clearing_text, clearing_length);
}

void ct_restore_arm(bool is_armed) {
  atomic_store(&armed, is_armed);
}

// Async-safe, and does nothing the second time.
void ct_restore_now(void) {
  if (!atomic_exchange(&armed, false)) return;
  ct_write_all(STDOUT_FILENO, restoring_text, restoring_length);
  tcsetattr(STDIN_FILENO, TCSANOW, &ct_found_settings);
  ct_log_copy_tail();
}
