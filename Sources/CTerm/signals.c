// Signals become bits in a word and a byte in a pipe, which the event loop waits for.

#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

enum { STALE_MILLISECONDS = 2000, IMPATIENT_INTERRUPTS = 3, TERMINATION_SECONDS = 1 };

static int pipe_ends[2] = {-1, -1};
static atomic_uint pending;
static atomic_int terminating_signal;

// The heartbeat: when the loop last came by, whether it is waiting just now (and so is well), and
// how often ^C was pressed since.
static atomic_llong last_beat;
static atomic_bool is_waiting;
static atomic_int interrupts_since_beat;

// Async-safe.
void ct_write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno != EINTR) return;
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    }
  }
}

static long long milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void beat(void) {
  atomic_store(&last_beat, milliseconds_now());
  atomic_store(&interrupts_since_beat, 0);
}

static bool loop_is_stuck(void) {
  long long silence = milliseconds_now() - atomic_load(&last_beat);
  return !atomic_load(&is_waiting) && silence > STALE_MILLISECONDS;
}

// Async-safe.
static void post(unsigned event) {
  int saved = errno;
  atomic_fetch_or(&pending, event);
  // A pipe too full to take the byte wakes the loop as well.
  ssize_t written = write(pipe_ends[1], "", 1);
  (void)written;
  errno = saved;
}

void ct_wake(void) {
  post(CT_WAKE);
}

static void on_resize(int number) {
  (void)number;
  post(CT_RESIZE);
}

static void on_suspend(int number) {
  (void)number;
  post(CT_SUSPEND);
}

static void on_continue(int number) {
  (void)number;
  post(CT_CONTINUE);
}

// Tied to the heartbeat, because a held-down key alone also interrupts three times.
static void on_interrupt(int number) {
  int count = atomic_fetch_add(&interrupts_since_beat, 1) + 1;
  if (count >= IMPATIENT_INTERRUPTS && loop_is_stuck()) {
    ct_restore_now();
    _exit(128 + number);
  }
  post(CT_INTERRUPT);
}

static void on_terminate(int number) {
  atomic_store(&terminating_signal, number);
  // Taken back by ct_wait; a loop that does not come by is not waited for.
  alarm(TERMINATION_SECONDS);
  post(CT_TERMINATE);
}

static void on_alarm(int number) {
  (void)number;
  ct_restore_now();
  _exit(128 + atomic_load(&terminating_signal));
}

void ct_install(int number, void (*handler)(int), int flags) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

static const struct {
  int number;
  void (*handler)(int);
} handled[] = {
  {SIGWINCH, on_resize},   {SIGTSTP, on_suspend},  {SIGCONT, on_continue}, {SIGINT, on_interrupt},
  {SIGTERM, on_terminate}, {SIGHUP, on_terminate}, {SIGALRM, on_alarm},    {SIGPIPE, SIG_IGN},
};
enum { HANDLED_COUNT = sizeof handled / sizeof *handled };

bool ct_events_open(void) {
  if (pipe_ends[0] >= 0) return true;
  if (pipe(pipe_ends) != 0) return false;
  for (int i = 0; i < 2; i++) {
    fcntl(pipe_ends[i], F_SETFD, FD_CLOEXEC);
    fcntl(pipe_ends[i], F_SETFL, O_NONBLOCK);
  }
  beat();
  for (size_t i = 0; i < HANDLED_COUNT; i++) {
    ct_install(handled[i].number, handled[i].handler, SA_RESTART);
  }
  return true;
}

// The pipe stays: another thread may be about to call ct_wake.
void ct_events_close(void) {
  alarm(0);
  for (size_t i = 0; i < HANDLED_COUNT; i++) signal(handled[i].number, SIG_DFL);
}

static void drain_pipe(void) {
  char bytes[256];
  while (read(pipe_ends[0], bytes, sizeof bytes) > 0) continue;
}

unsigned ct_wait(int milliseconds) {
  struct pollfd sources[2] = {
    {.fd = STDIN_FILENO, .events = POLLIN}, {.fd = pipe_ends[0], .events = POLLIN}};
  beat();
  atomic_store(&is_waiting, true);
  int ready = poll(sources, 2, milliseconds);
  beat();
  atomic_store(&is_waiting, false);
  drain_pipe();
  unsigned events = atomic_exchange(&pending, 0);
  if (ready > 0 && sources[0].revents & POLLIN) events |= CT_INPUT;
  else if (ready > 0 && sources[0].revents) events |= CT_TERMINATE;
  if (events & CT_TERMINATE) alarm(0);
  return events;
}

int ct_terminating_signal(void) {
  return atomic_load(&terminating_signal);
}

size_t ct_read(uint8_t *bytes, size_t limit) {
  ssize_t count = read(STDIN_FILENO, bytes, limit);
  if (count > 0) return (size_t)count;
  if (count == 0 || (errno != EINTR && errno != EAGAIN)) post(CT_TERMINATE);
  return 0;
}

void ct_stop_self(void) {
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  signal(SIGTSTP, SIG_DFL);
  // The main actor may live on a thread that leaves signals to others.
  pthread_sigmask(SIG_UNBLOCK, &stop, &before);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  ct_install(SIGTSTP, on_suspend, SA_RESTART);
  atomic_fetch_and(&pending, ~(unsigned)(CT_SUSPEND | CT_CONTINUE));
}
