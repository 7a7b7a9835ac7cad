#include "cterm.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

static bool is_utf8(const char *name) {
  return strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "utf8") == 0;
}

// The locale the environment asks for, by the order of precedence that POSIX gives.
static const char *wanted_locale(void) {
  const char *names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t i = 0; i < 3; i++) {
    const char *value = getenv(names[i]);
    if (value && *value) return value;
  }
  return "";
}

static bool wants_utf8(void) {
  const char *dot = strrchr(wanted_locale(), '.');
  if (!dot) return false;
  char charset[16] = "";
  strncpy(charset, dot + 1, sizeof charset - 1);
  charset[strcspn(charset, "@")] = 0;
  return is_utf8(charset);
}

// In a locale without UTF-8 readline would take the bytes of a letter for keys pressed with Meta.
// It asks the environment again for every line, so the environment has to say it.
static void demand_utf8(void) {
  const char *all = getenv("LC_ALL");
  const char *name = setlocale(LC_CTYPE, "C.UTF-8");
  if (!name) name = setlocale(LC_CTYPE, "en_US.UTF-8");
  if (name) setenv(all && *all ? "LC_ALL" : "LC_CTYPE", name, 1);
}

bool ct_locale(void) {
  static bool is_known, is_wanted;
  if (is_known) return is_wanted;
  is_known = true;
  is_wanted = wants_utf8();
  bool is_taken = setlocale(LC_CTYPE, "") && is_utf8(nl_langinfo(CODESET));
  // Also if the environment names a UTF-8 locale that is not installed.
  if (!is_taken) demand_utf8();
  is_wanted = is_taken || (is_wanted && is_utf8(nl_langinfo(CODESET)));
  return is_wanted;
}

int ct_width(uint32_t scalar) {
  return wcwidth((wchar_t)scalar);
}
