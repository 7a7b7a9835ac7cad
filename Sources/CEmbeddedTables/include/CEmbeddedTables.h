#ifndef CEMBEDDEDTABLES_H
#define CEMBEDDEDTABLES_H

#include <stddef.h>

/// The bytes of a table; they live as long as the program.
struct EmbeddedBytes {
  const unsigned char *_Nonnull start;
  size_t count;
};

struct EmbeddedBytes embedded_banana(void);
struct EmbeddedBytes embedded_breast_cancer(void);
struct EmbeddedBytes embedded_diabetes(void);
struct EmbeddedBytes embedded_digits(void);
struct EmbeddedBytes embedded_ionosphere(void);
struct EmbeddedBytes embedded_iris(void);
struct EmbeddedBytes embedded_wine(void);

#endif
