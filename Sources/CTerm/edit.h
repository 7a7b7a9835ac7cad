// What the parts of the line editor share.

#ifndef CTERM_EDIT_H
#define CTERM_EDIT_H

#include <stdio.h>

// queue.c: readline's keyboard and display while the caller owns the terminal.
int ct_queue_getc(FILE *stream);
int ct_queue_has_bytes(void);
void ct_queue_draw_nothing(void);

// Ends the line as Enter would, whatever the user has bound to it.
void ct_queue_end_line(void);

// plain.c: the terminal is given back even if the process dies while a line is edited.
void ct_plain_guard(void);
void ct_plain_release(void);

// queue.c: the queue first, for a line that is ended from outside, and then the terminal.
int ct_plain_getc(FILE *stream);

#endif
