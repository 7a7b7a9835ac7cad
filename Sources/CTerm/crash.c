// A process that dies gives the terminal back first, says what killed it, and then dies of it.

#include "terminal.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
  int number;
  const char *sentence;
} deadly[] = {
  {SIGSEGV, "\nstopped by an invalid memory access (SIGSEGV)\n"},
  {SIGILL, "\nstopped by a failed check in the program (SIGILL)\n"},
  {SIGTRAP, "\nstopped by a failed check in the program (SIGTRAP)\n"},
  {SIGABRT, "\nstopped by the program itself (SIGABRT)\n"},
  {SIGBUS, "\nstopped by an invalid memory access (SIGBUS)\n"},
  {SIGFPE, "\nstopped by an arithmetic fault (SIGFPE)\n"},
  {SIGQUIT, "\nstopped from the keyboard (SIGQUIT)\n"},
};
enum { DEADLY_COUNT = sizeof deadly / sizeof *deadly };

static char note[512];
static void *spare_stack;
static atomic_flag is_dying = ATOMIC_FLAG_INIT;

static void die(int number) {
  if (!atomic_flag_test_and_set(&is_dying)) {
    ct_restore_now();
    for (size_t i = 0; i < DEADLY_COUNT; i++) {
      if (deadly[i].number != number) continue;
      ct_write_all(STDERR_FILENO, deadly[i].sentence, strlen(deadly[i].sentence));
    }
    ct_write_all(STDERR_FILENO, note, strlen(note));
  }
  signal(number, SIG_DFL);
  raise(number);
}

void ct_crash_note(const char *text) {
  // One byte short, for the line's end.
  size_t length = strnlen(text, sizeof note - 2);
  memcpy(note, text, length);
  strcpy(note + length, length > 0 ? "\n" : "");
}

void ct_crash_install(void) {
  // An overflowed stack leaves no room for a handler.
  enum { STACK = 64 * 1024 };
  if (!spare_stack) spare_stack = malloc(STACK);
  stack_t stack = {.ss_sp = spare_stack, .ss_size = STACK};
  if (spare_stack) sigaltstack(&stack, NULL);
  for (size_t i = 0; i < DEADLY_COUNT; i++) {
    ct_install(deadly[i].number, die, SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
  }
}

void ct_crash_remove(void) {
  for (size_t i = 0; i < DEADLY_COUNT; i++) signal(deadly[i].number, SIG_DFL);
}
