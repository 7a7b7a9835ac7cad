// Modes of the terminal that curses does not know: bracketed paste, and the wheel turned into
// arrow keys, which would walk through the history; and the mouse, which takes the terminal's own
// selecting of text away while it reports.

#include "terminal.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

static bool has_paste;
static bool has_wheel;
static bool mouse_exists;
static bool reports_mouse;

// Buttons and wheel, with places in decimal numbers.
static const char *mouse_on = "\033[?1000;1006h";
static const char *mouse_off = "\033[?1000;1006l";

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
  mouse_exists = describes("kmous");
  has_wheel = mouse_exists && describes("smcup");
}

void ct_modes_on(void) {
  if (has_paste) ct_write_all(STDOUT_FILENO, "\033[?2004h", 8);
  // Saved first where the terminal can do that, so that it returns to the user's choice.
  if (has_wheel) ct_write_all(STDOUT_FILENO, "\033[?1007s\033[?1007l", 16);
  if (reports_mouse) ct_write_all(STDOUT_FILENO, mouse_on, strlen(mouse_on));
}

size_t ct_modes_off_text(char *buffer, size_t limit) {
  // A terminal that cannot restore is left with its wheel on, as such terminals have it.
  const char *paste = has_paste ? "\033[?2004l" : "";
  const char *wheel = has_wheel ? "\033[?1007h\033[?1007r" : "";
  const char *mouse = mouse_exists ? mouse_off : "";
  if (strlen(paste) + strlen(wheel) + strlen(mouse) >= limit) return 0;
  strcpy(buffer, paste);
  strcat(buffer, mouse);
  strcat(buffer, wheel);
  return strlen(buffer);
}

void ct_modes_off(void) {
  char text[64];
  ct_write_all(STDOUT_FILENO, text, ct_modes_off_text(text, sizeof text));
}

bool ct_mouse(bool reports) {
  if (!ct_is_open() || !mouse_exists) return false;
  reports_mouse = reports;
  const char *text = reports ? mouse_on : mouse_off;
  ct_write_all(STDOUT_FILENO, text, strlen(text));
  return true;
}

void ct_copy(const char *encoded) {
  if (!ct_is_open()) return;
  ct_write_all(STDOUT_FILENO, "\033]52;c;", 7);
  ct_write_all(STDOUT_FILENO, encoded, strlen(encoded));
  ct_write_all(STDOUT_FILENO, "\a", 1);
}
