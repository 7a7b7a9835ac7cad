// Line editing in the ordinary screen, where readline reads the keys and draws the line.

#include "terminal.h"
#include "edit.h"

#include <stdio.h>
#include <unistd.h>

#include <readline/readline.h>

void ct_plain_guard(void) {
  if (tcgetattr(STDIN_FILENO, &ct_found_settings) != 0) return;
  ct_restore_prepare_plain();
  ct_restore_arm(true);
  ct_crash_install();
}

void ct_plain_release(void) {
  ct_restore_arm(false);
  ct_crash_remove();
}

void ct_edit_read(void) {
  rl_callback_read_char();
}

void ct_edit_redraw(void) {
  rl_on_new_line();
  rl_forced_update_display();
}

void ct_edit_resize(void) {
  rl_resize_terminal();
}

void ct_edit_suspend(void) {
  rl_deprep_terminal();
  ct_stop_self();
  rl_prep_terminal(1);
  ct_edit_redraw();
}
