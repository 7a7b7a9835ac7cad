// readline's list of earlier lines, which its keys walk and search.

#include "cterm.h"

#include <stdio.h>

#include <readline/history.h>

void ct_history_add(const char *text) {
  add_history(text);
}

void ct_history_clear(void) {
  clear_history();
}
