// A copy of this program on a terminal of its own, whose input and output pass through this process,
// so that they can be recorded: what the copy does to its terminal, its death included, is seen here.

#include "edit.h"
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#endif

enum { PATIENCE_MILLISECONDS = 200, INPUT_LIMIT = 4096 };

static const char marks_variable[] = "LAPLACE_CAST_MARKS";

static char **arguments;
static size_t argument_count;
static int terminal = -1;
static int marks = -1;
static pid_t copy = -1;
static int status;
static bool has_ended;
static bool has_input = true;
static atomic_bool has_resized;
// Keys that the copy has not taken yet.
static uint8_t keys[INPUT_LIMIT];
static size_t key_count;

static void on_resize(int number) {
  (void)number;
  atomic_store(&has_resized, true);
}

// What would end this process ends the copy, whose last output is still to come.
static void on_end(int number) {
  int saved = errno;
  if (copy > 0) kill(copy, number);
  errno = saved;
}

static struct winsize own_size(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) {
    size = (struct winsize){.ws_row = 24, .ws_col = 80};
  }
  return size;
}

// Between fork and exec only what is safe in a signal handler may be called.
static void become_copy(int slave, const char *program) {
  bool has_diagnostics_here = isatty(STDERR_FILENO);
  setsid();
  ioctl(slave, TIOCSCTTY, 0);
  dup2(slave, STDIN_FILENO);
  dup2(slave, STDOUT_FILENO);
  if (has_diagnostics_here) dup2(slave, STDERR_FILENO);
  if (slave > STDERR_FILENO) close(slave);
  execvp(program, arguments);
  _exit(127);
}

static void take_over_terminal(void) {
  ct_plain_guard();
  struct termios raw = ct_found_settings;
  cfmakeraw(&raw);
  tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
  ct_install(SIGWINCH, on_resize, 0);
  ct_install(SIGTERM, on_end, 0);
  ct_install(SIGHUP, on_end, 0);
  ct_install(SIGINT, on_end, 0);
  ct_install(SIGPIPE, SIG_IGN, 0);
}

void ct_relay_add(const char *argument) {
  char **larger = realloc(arguments, (argument_count + 2) * sizeof *arguments);
  char *own = strdup(argument);
  if (!larger || !own) abort();
  arguments = larger;
  arguments[argument_count++] = own;
  arguments[argument_count] = NULL;
}

bool ct_relay_open(void) {
  int slave = -1, ends[2];
  struct winsize size = own_size();
  struct termios settings;
  if (argument_count == 0 || tcgetattr(STDIN_FILENO, &settings) != 0) return false;
  if (openpty(&terminal, &slave, NULL, &settings, &size) != 0) return false;
  if (pipe(ends) != 0) return false;
  fcntl(terminal, F_SETFD, FD_CLOEXEC);
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  for (int i = 0; i < 2; i++) fcntl(ends[i], F_SETFL, O_NONBLOCK);
  char number[16];
  snprintf(number, sizeof number, "%d", ends[1]);
  setenv(marks_variable, number, 1);
  // The name alone may be found on another path by now.
  char program[4096];
  ssize_t path_length = readlink("/proc/self/exe", program, sizeof program - 1);
  program[path_length > 0 ? path_length : 0] = 0;
  copy = fork();
  if (copy == 0) become_copy(slave, path_length > 0 ? program : arguments[0]);
  unsetenv(marks_variable);
  close(slave);
  close(ends[1]);
  marks = ends[0];
  if (copy < 0) return false;
  fcntl(terminal, F_SETFL, O_NONBLOCK);
  take_over_terminal();
  return true;
}

// MARK: What passes

static void send_keys(void) {
  ssize_t count = write(terminal, keys, key_count);
  if (count <= 0) return;
  memmove(keys, keys + count, key_count - (size_t)count);
  key_count -= (size_t)count;
}

static void look_for_end(void) {
  if (!has_ended && waitpid(copy, &status, WNOHANG) == copy) has_ended = true;
}

unsigned ct_relay_wait(void) {
  if (key_count > 0) send_keys();
  // While keys wait for the copy no more are taken: a paste is not lost, however long it is.
  struct pollfd sources[3] = {
    {.fd = terminal, .events = (short)(POLLIN | (key_count > 0 ? POLLOUT : 0))},
    {.fd = marks, .events = POLLIN},
    {.fd = has_input && key_count == 0 ? STDIN_FILENO : -1, .events = POLLIN}};
  int ready = poll(sources, 3, has_ended ? 0 : PATIENCE_MILLISECONDS);
  unsigned events = 0;
  if (atomic_exchange(&has_resized, false)) events |= CT_RELAY_RESIZE;
  if (ready > 0 && sources[0].revents & POLLIN) events |= CT_RELAY_OUTPUT;
  if (ready > 0 && sources[1].revents) events |= CT_RELAY_MARK;
  if (ready > 0 && sources[2].revents) events |= CT_RELAY_INPUT;
  // Without a reader of its terminal left, or without output after its end, the copy is done.
  bool is_deserted = ready > 0 && (sources[0].revents & (POLLHUP | POLLIN)) == POLLHUP;
  if (is_deserted && !has_ended) has_ended = waitpid(copy, &status, 0) == copy;
  if (has_ended && !(events & (CT_RELAY_OUTPUT | CT_RELAY_MARK))) events |= CT_RELAY_END;
  if (ready == 0) look_for_end();
  return events;
}

size_t ct_relay_output(uint8_t *bytes, size_t limit) {
  ssize_t count = read(terminal, bytes, limit);
  return count > 0 ? (size_t)count : 0;
}

void ct_relay_show(const uint8_t *bytes, size_t count) {
  ct_write_all(STDOUT_FILENO, (const char *)bytes, count);
}

size_t ct_relay_input(uint8_t *bytes, size_t limit) {
  ssize_t count = read(STDIN_FILENO, keys, limit < INPUT_LIMIT ? limit : INPUT_LIMIT);
  if (count <= 0) {
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return 0;
    // The terminal is gone; the copy learns it as it would have without us.
    has_input = false;
    kill(copy, SIGHUP);
    return 0;
  }
  key_count = (size_t)count;
  memcpy(bytes, keys, key_count);
  send_keys();
  return (size_t)count;
}

size_t ct_relay_marks(uint8_t *bytes, size_t limit) {
  ssize_t count = read(marks, bytes, limit);
  if (count > 0) return (size_t)count;
  // The other end is closed, and would be ready for ever.
  if (count == 0) {
    close(marks);
    marks = -1;
    look_for_end();
  }
  return 0;
}

void ct_relay_size(int *columns, int *rows) {
  struct winsize size = own_size();
  if (terminal >= 0) ioctl(terminal, TIOCSWINSZ, &size);
  *columns = size.ws_col;
  *rows = size.ws_row;
}

int ct_relay_close(void) {
  close(terminal);
  terminal = -1;
  ct_plain_release();
  tcsetattr(STDIN_FILENO, TCSADRAIN, &ct_found_settings);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

// MARK: In the copy

static int own_marks = -1;

bool ct_relay_adopt(void) {
  const char *number = getenv(marks_variable);
  if (!number) return false;
  int descriptor = atoi(number);
  unsetenv(marks_variable);
  if (descriptor <= STDERR_FILENO || fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0) return false;
  own_marks = descriptor;
  return true;
}

void ct_relay_mark(const char *text) {
  if (own_marks < 0) return;
  // A full pipe loses the mark, never the time of the copy.
  ssize_t written = write(own_marks, text, strlen(text) + 1);
  (void)written;
}
