// Modes of the terminal that curses does not know: bracketed paste, and the wheel turned into
// arrow keys, which would walk through the history.

#include "terminal.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

static bool has_paste;
static bool has_wheel;

// Whether the terminal description has a string capability, extended names included.
static bool describes(const char *name) {
  const char *text = tigetstr(name);
  return text && text != (const char *)-1;
}

// Terminals that bracket pastes although their descriptions often do not say so.
static bool is_known_to_bracket(const char *terminal) {
  const char *names[] = {"rxvt", "screen", "foot", "xterm-kitty", "alacritty", "tmux"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strncmp(terminal, names[i], strlen(names[i])) == 0) return true;
  }
  return false;
}

void ct_modes_learn(void) {
  const char *terminal = getenv("TERM");
  has_paste = describes("BE") || is_known_to_bracket(terminal ? terminal : "");
  has_wheel = describes("kmous") && describes("smcup");
}

void ct_modes_on(void) {
  if (has_paste) ct_write_all(STDOUT_FILENO, "\033[?2004h", 8);
  // Saved first where the terminal can do that, so that it returns to the user's choice.
  if (has_wheel) ct_write_all(STDOUT_FILENO, "\033[?1007s\033[?1007l", 16);
}

size_t ct_modes_off_text(char *buffer, size_t limit) {
  // A terminal that cannot restore is left with its wheel on, as such terminals have it.
  const char *paste = has_paste ? "\033[?2004l" : "";
  const char *wheel = has_wheel ? "\033[?1007h\033[?1007r" : "";
  if (strlen(paste) + strlen(wheel) >= limit) return 0;
  strcpy(buffer, paste);
  strcat(buffer, wheel);
  return strlen(buffer);
}

void ct_modes_off(void) {
  char text[64];
  ct_write_all(STDOUT_FILENO, text, ct_modes_off_text(text, sizeof text));
}

void ct_copy(const char *encoded) {
  if (!ct_is_open()) return;
  ct_write_all(STDOUT_FILENO, "\033]52;c;", 7);
  ct_write_all(STDOUT_FILENO, encoded, strlen(encoded));
  ct_write_all(STDOUT_FILENO, "\a", 1);
}
