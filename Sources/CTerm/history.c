// readline's list of earlier lines, which its keys walk and search.

#include "cterm.h"

#include <stdio.h>

#include <readline/history.h>

// readline has begun the next line already when the last one is added. Its place in the list must
// stay behind the end, or it would take the new line for an edit of the added one and free the undo
// list of both.
void ct_history_add(const char *text) {
  bool is_at_end = where_history() == history_length;
  add_history(text);
  if (is_at_end) using_history();
}

void ct_history_clear(void) {
  clear_history();
  using_history();
}
