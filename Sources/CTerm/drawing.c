// Rows of scalars and style numbers become curses cells.

#include "terminal.h"

#include <curses.h>
#include <stdlib.h>
#include <wchar.h>

static struct {
  attr_t attributes;
  int pair;
} styles[CT_STYLE_LIMIT];

static cchar_t *line;
static int line_room;

void ct_style(uint16_t id, int foreground, int background, int attributes) {
  if (id >= CT_STYLE_LIMIT) return;
  styles[id].attributes = (attributes & CT_BOLD ? A_BOLD : A_NORMAL) | (attributes & CT_REVERSED ? A_REVERSE : A_NORMAL);
  bool is_coloured = ct_colours() > 0 && (foreground >= 0 || background >= 0);
  int pair = is_coloured ? alloc_pair(foreground, background) : 0;
  styles[id].pair = pair > 0 ? pair : 0;
}

static bool make_room(int count) {
  if (count <= line_room) return true;
  cchar_t *larger = realloc(line, (size_t)count * sizeof *line);
  if (!larger) return false;
  line = larger;
  line_room = count;
  return true;
}

// A base that the terminal would give another width would shift the whole rest of the row.
static wchar_t base_for(uint32_t scalar, int width) {
  int own = ct_width(scalar);
  if (own == width) return (wchar_t)scalar;
  return width == 1 && ct_width(0xFFFD) == 1 ? 0xFFFD : L'?';
}

// Marks that join glyphs or change their width are left out: terminals disagree about them.
static bool combines(uint32_t scalar) {
  bool joins = scalar == 0x200D || scalar == 0xFE0E || scalar == 0xFE0F;
  return scalar != 0 && !joins && ct_width(scalar) == 0;
}

static void fill(cchar_t *cell, const uint32_t *scalars, int width, uint16_t style) {
  wchar_t text[CT_CELL_SCALARS + 1] = {base_for(scalars[0], width)};
  for (int from = 1, to = 1; from < CT_CELL_SCALARS && scalars[from]; from++) {
    if (ct_width(scalars[from]) > 0) break;
    if (combines(scalars[from])) text[to++] = (wchar_t)scalars[from];
  }
  int pair = styles[style].pair;
  setcchar(cell, text, styles[style].attributes, (short)pair, &pair);
}

void ct_row(
  int row, int count, const uint32_t *scalars, const uint8_t *widths, const uint16_t *ids) {
  if (!ct_is_open() || !make_room(count)) return;
  const uint32_t blank[CT_CELL_SCALARS] = {' '};
  int used = 0;
  for (int column = 0; column < count && column < COLS; column++) {
    int width = widths[column];
    if (width == 0) continue;
    // A wide glyph that the edge would cut is not drawn.
    bool fits = column + width <= COLS && column + width <= count;
    const uint32_t *cell = fits ? scalars + column * CT_CELL_SCALARS : blank;
    // A wide cell whose glyph has another width becomes two narrow ones.
    bool is_wide = fits && width == 2 && ct_width(cell[0]) == 2;
    uint16_t style = ids[column] < CT_STYLE_LIMIT ? ids[column] : 0;
    fill(&line[used++], cell, is_wide ? 2 : 1, style);
    if (width == 2 && fits && !is_wide) fill(&line[used++], blank, 1, style);
  }
  mvadd_wchnstr(row, 0, line, used);
}

void ct_cursor(int row, int column) {
  if (!ct_is_open()) return;
  curs_set(row >= 0 ? 1 : 0);
  if (row >= 0) move(row, column);
}

void ct_flush(void) {
  if (ct_is_open()) refresh();
}
