#ifndef CEMBEDDEDLESSONS_H
#define CEMBEDDEDLESSONS_H

#include <stddef.h>

/// The bytes of a lesson's file; they live as long as the program.
struct EmbeddedLesson {
  const unsigned char *_Nonnull start;
  size_t count;
};

struct EmbeddedLesson embedded_lesson_1(void);
struct EmbeddedLesson embedded_lesson_2(void);
struct EmbeddedLesson embedded_lesson_3(void);
struct EmbeddedLesson embedded_lesson_4(void);
struct EmbeddedLesson embedded_lesson_5(void);
struct EmbeddedLesson embedded_lesson_6(void);
struct EmbeddedLesson embedded_lesson_7(void);

#endif
