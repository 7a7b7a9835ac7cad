// Messages of the runtime and of libraries, written to standard error while the screen is full,
// would be painted over it and then lost with it. They go to a nameless file and are copied to the
// real standard error when the screen is left, by whatever way.

#include "terminal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TAIL = 4096 };

static int log_descriptor = -1;
static int real_error = -1;

static int nameless_file(void) {
  const char *folder = getenv("TMPDIR");
  char path[4096];
  int length = snprintf(path, sizeof path, "%s/cterm-XXXXXX", folder && *folder ? folder : "/tmp");
  int descriptor = length < (int)sizeof path ? mkstemp(path) : -1;
  if (descriptor >= 0) unlink(path);
  // Without a place for it the text is lost, but the screen stays whole.
  if (descriptor < 0) descriptor = open("/dev/null", O_RDWR);
  if (descriptor >= 0) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  return descriptor;
}

void ct_log_begin(void) {
  // A standard error that is already sent elsewhere cannot spoil the screen.
  if (!isatty(STDERR_FILENO)) return;
  real_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10);
  log_descriptor = nameless_file();
  if (log_descriptor >= 0) fcntl(log_descriptor, F_SETFL, O_APPEND);
  ct_log_redirect(true);
}

void ct_log_redirect(bool away) {
  if (real_error < 0 || log_descriptor < 0) return;
  fflush(stderr);
  dup2(away ? log_descriptor : real_error, STDERR_FILENO);
}

// Async-safe.
void ct_log_copy_tail(void) {
  if (log_descriptor < 0 || real_error < 0) return;
  static char tail[TAIL];
  off_t end = lseek(log_descriptor, 0, SEEK_END);
  ssize_t count = pread(log_descriptor, tail, TAIL, end > TAIL ? end - TAIL : 0);
  if (count > 0) ct_write_all(real_error, tail, (size_t)count);
  dup2(real_error, STDERR_FILENO);
}

void ct_log_end(void) {
  fflush(stderr);
  ct_log_copy_tail();
  if (log_descriptor >= 0) close(log_descriptor);
  if (real_error >= 0) close(real_error);
  log_descriptor = real_error = -1;
}
