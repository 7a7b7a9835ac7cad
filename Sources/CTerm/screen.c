// One window as large as the terminal. curses enters and leaves the full screen, finds out what
// changed, and knows the terminal's language; it never reads a key.

#include "terminal.h"

#include <curses.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

struct termios ct_found_settings;

static SCREEN *screen;
static bool uses_colours;

// Looks the terminal up without printing anything, which newterm would do even for a dumb one.
static enum ct_opening examine_terminal(void) {
  int status = 0;
  if (setupterm(NULL, STDOUT_FILENO, &status) != OK) return CT_UNKNOWN_TERMINAL;
  const char *move = tigetstr("cup");
  bool can_move = move && move != (const char *)-1;
  del_curterm(cur_term);
  return can_move ? CT_OPENED : CT_CANNOT_MOVE_CURSOR;
}

// Keys reach us as they are typed: ^S must not stop the output for good, nor ^V or ^O be eaten by
// the driver. ^C, ^Z and ^\ stay signals, so that they work even when this program hangs.
static void take_keys(void) {
  cbreak();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  struct termios settings;
  if (tcgetattr(STDIN_FILENO, &settings) == 0) {
    settings.c_iflag &= ~(tcflag_t)(IXON | IXOFF | ISTRIP);
    settings.c_lflag &= ~(tcflag_t)IEXTEN;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings);
  }
  def_prog_mode();
}

// The palette is the user's: curses would reset it when it comes back to the screen. It reads a copy
// of its own of the macros' array, but the text of tigetstr.
static void keep_palette(void) {
  char *reset = tigetstr("oc");
  if (reset && reset != (char *)-1) *reset = 0;
}

// Fewer than 256 colours are treated as none: a theme cannot be told in eight.
static void take_colours(bool wanted) {
  keep_palette();
  uses_colours = wanted && tigetnum("colors") >= 256 && start_color() == OK
    && use_default_colors() == OK;
}

int ct_is_terminal(int descriptor) {
  return isatty(descriptor);
}

int ct_open(bool colours) {
  if (screen) return CT_ALREADY_OPEN;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return CT_NOT_A_TERMINAL;
  if (tcgetattr(STDIN_FILENO, &ct_found_settings) != 0) return CT_NOT_A_TERMINAL;
  enum ct_opening verdict = examine_terminal();
  if (verdict != CT_OPENED) return verdict;
  // Before newterm, which installs its own handlers where it finds none; those leave the process.
  if (!ct_events_open()) return CT_OUT_OF_MEMORY;
  screen = newterm(NULL, stdout, stdin);
  if (!screen) return CT_UNKNOWN_TERMINAL;
  take_keys();
  take_colours(colours);
  ct_modes_learn();
  ct_restore_prepare();
  ct_log_begin();
  ct_restore_arm(true);
  ct_crash_install();
  ct_resize();
  refresh();
  ct_modes_on();
  return CT_OPENED;
}

bool ct_is_open(void) {
  return screen != NULL;
}

// Back to the terminal as it was found, in the order in which a crash does it.
static void leave(void) {
  ct_modes_off();
  curs_set(1);
  endwin();
  ct_clear_without_alternate_screen();
  tcsetattr(STDIN_FILENO, TCSADRAIN, &ct_found_settings);
  ct_restore_arm(false);
}

void ct_close(void) {
  if (!screen) return;
  leave();
  ct_crash_remove();
  ct_log_end();
  delscreen(screen);
  screen = NULL;
}

void ct_pause(void) {
  if (!screen) return;
  leave();
  ct_log_redirect(false);
}

void ct_resume(void) {
  if (!screen) return;
  ct_log_redirect(true);
  ct_restore_arm(true);
  ct_reassert();
}

void ct_suspend(void) {
  ct_pause();
  ct_stop_self();
  ct_resume();
}

void ct_reassert(void) {
  if (!screen) return;
  reset_prog_mode();
  ct_resize();
  refresh();
  ct_modes_on();
}

void ct_resize(void) {
  struct winsize size;
  if (!screen) return;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0
      && (size.ws_row != LINES || size.ws_col != COLS)) {
    resizeterm(size.ws_row, size.ws_col);
  }
  ct_repaint();
}

void ct_repaint(void) {
  if (screen) clearok(curscr, TRUE);
}

int ct_rows(void) {
  return screen ? LINES : 0;
}

int ct_columns(void) {
  return screen ? COLS : 0;
}

int ct_colours(void) {
  return uses_colours ? 256 : 0;
}
