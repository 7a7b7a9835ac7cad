#include "CEmbeddedLessons.h"

// `#embed` is C23. Clang takes it in every C mode; only its pedantic warning is silenced.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char lesson_1[] = {
#embed "lessons/1-terminal.la.md"
};

static const unsigned char lesson_2[] = {
#embed "lessons/2-posterior.la.md"
};

static const unsigned char lesson_3[] = {
#embed "lessons/3-evidence.la.md"
};

static const unsigned char lesson_4[] = {
#embed "lessons/4-structures.la.md"
};

static const unsigned char lesson_5[] = {
#embed "lessons/5-variance.la.md"
};

static const unsigned char lesson_6[] = {
#embed "lessons/6-calibration.la.md"
};

static const unsigned char lesson_7[] = {
#embed "lessons/7-failure.la.md"
};

struct EmbeddedLesson embedded_lesson_1(void) {
  return (struct EmbeddedLesson){lesson_1, sizeof lesson_1};
}

struct EmbeddedLesson embedded_lesson_2(void) {
  return (struct EmbeddedLesson){lesson_2, sizeof lesson_2};
}

struct EmbeddedLesson embedded_lesson_3(void) {
  return (struct EmbeddedLesson){lesson_3, sizeof lesson_3};
}

struct EmbeddedLesson embedded_lesson_4(void) {
  return (struct EmbeddedLesson){lesson_4, sizeof lesson_4};
}

struct EmbeddedLesson embedded_lesson_5(void) {
  return (struct EmbeddedLesson){lesson_5, sizeof lesson_5};
}

struct EmbeddedLesson embedded_lesson_6(void) {
  return (struct EmbeddedLesson){lesson_6, sizeof lesson_6};
}

struct EmbeddedLesson embedded_lesson_7(void) {
  return (struct EmbeddedLesson){lesson_7, sizeof lesson_7};
}
