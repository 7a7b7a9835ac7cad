// The flat border between Swift and the two C libraries of the terminal, ncursesw and readline.
//
// No macro, global variable or type of either library crosses it. Everything here belongs to the
// user interface thread, except ct_wake.

#ifndef CTERM_H
#define CTERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: Locale

// Sets the character encoding to UTF-8 (LC_CTYPE and nothing else, so that numbers keep their
// decimal point), and tells whether the environment wants to be written to in it.
bool ct_locale(void);

// The number of cells curses gives a scalar: 0, 1 or 2, or -1 if it cannot be shown.
int ct_width(uint32_t scalar);

// MARK: Screen

// Why the full screen could not be opened.
enum ct_opening {
  CT_OPENED = 0,
  CT_ALREADY_OPEN,
  CT_NOT_A_TERMINAL,
  CT_UNKNOWN_TERMINAL,
  CT_CANNOT_MOVE_CURSOR,
  CT_OUT_OF_MEMORY,
};

// Scalars a cell can hold: a base and four combining marks.
enum { CT_CELL_SCALARS = 5 };

// Drawing attributes of a style.
enum { CT_BOLD = 1, CT_REVERSED = 2 };

// Style ids run from 0 to CT_STYLE_LIMIT - 1.
enum { CT_STYLE_LIMIT = 1024 };

int ct_is_terminal(int descriptor);
int ct_open(bool colours);
void ct_close(void);
bool ct_is_open(void);

// Leaves the full screen for another program on the same terminal, and comes back.
void ct_pause(void);
void ct_resume(void);

// Stops the process as ^Z does, and returns when it is continued.
void ct_suspend(void);

// Sets the terminal's modes again, after a stop that could not be prepared for.
void ct_reassert(void);

// Asks the terminal for its size and takes it over.
void ct_resize(void);

// Makes the next flush repaint every cell.
void ct_repaint(void);

int ct_rows(void);
int ct_columns(void);

// The number of colours in use: 256, or 0 where only attributes are.
int ct_colours(void);

// Defines a style; colours are palette numbers, or -1 for the terminal's own.
void ct_style(uint16_t id, int foreground, int background, int attributes);

// Draws the cells of a row from its left edge. Each cell has CT_CELL_SCALARS scalars, filled up
// with zeros, and the number of columns it takes (0 behind a wide one).
void ct_row(
  int row, int count, const uint32_t *scalars, const uint8_t *widths, const uint16_t *styles);

// Places the cursor, or hides it if the row is negative.
void ct_cursor(int row, int column);

// Sends to the terminal what differs from what it shows.
void ct_flush(void);

// Has the mouse report to the program or not; false where the terminal has none.
bool ct_mouse(bool reports);

// Asks the terminal to put a text, in base64, on the clipboard.
void ct_copy(const char *encoded);

// MARK: Events

enum {
  CT_INPUT = 1,
  CT_WAKE = 2,
  CT_RESIZE = 4,
  CT_INTERRUPT = 8,
  CT_TERMINATE = 16,
  CT_SUSPEND = 32,
  CT_CONTINUE = 64,
};

// Begins and ends turning signals into events.
bool ct_events_open(void);
void ct_events_close(void);

// Waits for events, for ever if the time is negative, and returns them as a set of bits.
unsigned ct_wait(int milliseconds);

// Makes ct_wait return CT_WAKE; safe from every thread.
void ct_wake(void);

// The signal behind CT_TERMINATE, or 0.
int ct_terminating_signal(void);

// Reads what the keyboard has sent; the end of the input becomes CT_TERMINATE.
size_t ct_read(uint8_t *bytes, size_t limit);

// A line printed after a crash, when the terminal is itself again.
void ct_crash_note(const char *text);

// MARK: A terminal in between

// What ct_relay_wait returns: something to read, another size, or the end of the copy.
enum {
  CT_RELAY_OUTPUT = 1,
  CT_RELAY_INPUT = 2,
  CT_RELAY_MARK = 4,
  CT_RELAY_RESIZE = 8,
  CT_RELAY_END = 16,
};

// Starts this program with the arguments added before, its name first, on a new terminal of the size of
// this one, whose keys then pass on untouched.
void ct_relay_add(const char *argument);
bool ct_relay_open(void);

// Waits until something passes, and returns it as a set of bits; 0 after a while.
unsigned ct_relay_wait(void);

// The copy's output, which is then to be shown on this terminal; 0 where there is none.
size_t ct_relay_output(uint8_t *bytes, size_t limit);
void ct_relay_show(const uint8_t *bytes, size_t count);

// Passes keys to the copy and gives them; 0 where there are none.
size_t ct_relay_input(uint8_t *bytes, size_t limit);

// The marks of the copy, each with a zero byte behind it.
size_t ct_relay_marks(uint8_t *bytes, size_t limit);

// The size of this terminal, which the copy's gets too, if there is one.
void ct_relay_size(int *columns, int *rows);

// Gives the terminal back, and the status that the copy ended with, 128 + the signal if one ended it.
int ct_relay_close(void);

// In the copy: whether it is one, asked once and before the program starts others.
bool ct_relay_adopt(void);

// In the copy: leaves a mark.
void ct_relay_mark(const char *text);

// MARK: Line editor

// How lines are edited; the same for the whole life of a process.
enum ct_editing {
  CT_EDIT_QUEUED,  // keys come from a queue, drawing is the caller's
  CT_EDIT_PLAIN,   // readline reads the terminal and draws the line itself
};

// What an edit can ask of its owner. `complete` answers by calls of ct_completion_add.
typedef struct {
  void (*complete)(const char *line, int length, int point, int start);
  void (*list)(void);
} ct_edit_callbacks;

void ct_edit_open(enum ct_editing editing, const char *prompt, ct_edit_callbacks callbacks);
void ct_edit_close(void);

// Hands whole keys to readline.
void ct_edit_feed(const uint8_t *bytes, size_t count);

// Lets readline read one key from the terminal; for CT_EDIT_PLAIN.
void ct_edit_read(void);

// Shows the prompt and the line again after something else was printed; for CT_EDIT_PLAIN.
void ct_edit_redraw(void);

// Takes the terminal's size over; for CT_EDIT_PLAIN.
void ct_edit_resize(void);

// Stops the process as ^Z does, the terminal being as it was found; for CT_EDIT_PLAIN.
void ct_edit_suspend(void);

void ct_edit_insert(const char *text);
void ct_edit_set(const char *text, int point);

// Leaves any search or prefix and empties the line; with CT_EDIT_PLAIN the editing ends, too.
void ct_edit_abort(void);

// The line, its length and the place of the cursor, in bytes.
const char *ct_edit_text(void);
int ct_edit_length(void);
int ct_edit_point(void);

// The prompt as readline would show it now: during a search, that of the search.
const char *ct_edit_prompt(void);

// Whether keys go to a search of the history.
bool ct_edit_is_searching(void);

// Whether the last key completed a word.
bool ct_edit_is_completing(void);

// Whether the keys are those of vi.
bool ct_edit_is_vi(void);

// What became of the edited line.
enum ct_submission { CT_NOTHING_SUBMITTED, CT_LINE_SUBMITTED, CT_END_OF_INPUT };

// Takes the oldest line handed in; its text stays valid until the next call.
enum ct_submission ct_edit_take(const char **text);

// Adds a candidate while `complete` runs; append is the character behind it, or 0.
void ct_completion_add(const char *text, char append);

// MARK: History

void ct_history_add(const char *text);
void ct_history_clear(void);

#endif
