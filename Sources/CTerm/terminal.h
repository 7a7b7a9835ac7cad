// What the files of this target share and Swift does not see.

#ifndef CTERM_TERMINAL_H
#define CTERM_TERMINAL_H

#include "cterm.h"

#include <termios.h>

// screen.c: the terminal's settings as they were found.
extern struct termios ct_found_settings;

// modes.c: private modes of the terminal that curses does not know.
void ct_modes_learn(void);
void ct_modes_on(void);
void ct_modes_off(void);
size_t ct_modes_off_text(char *buffer, size_t limit);

// restore.c: the way back to an ordinary terminal, from a signal handler too.
void ct_restore_prepare(void);
void ct_restore_prepare_plain(void);
void ct_restore_arm(bool armed);
void ct_restore_now(void);
void ct_clear_without_alternate_screen(void);

// log.c: where standard error goes while the screen is full.
void ct_log_begin(void);
void ct_log_end(void);
void ct_log_redirect(bool away);
void ct_log_copy_tail(void);

// crash.c: handlers of the signals that end the process at once.
void ct_crash_install(void);
void ct_crash_remove(void);

// signals.c
void ct_install(int number, void (*handler)(int), int flags);
void ct_write_all(int descriptor, const char *bytes, size_t count);
void ct_stop_self(void);

#endif
