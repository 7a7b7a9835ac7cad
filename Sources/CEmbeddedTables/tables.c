#include "CEmbeddedTables.h"

// `#embed` is C23. Clang takes it in every C mode and costs milliseconds where an array literal of
// the same bytes costs seconds; only its pedantic warning is silenced.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char banana_bytes[] = {
#embed "tables/banana.csv"
};

static const unsigned char breast_cancer_bytes[] = {
#embed "tables/breast-cancer.csv"
};

static const unsigned char diabetes_bytes[] = {
#embed "tables/diabetes.csv"
};

static const unsigned char digits_bytes[] = {
#embed "tables/digits.csv"
};

static const unsigned char ionosphere_bytes[] = {
#embed "tables/ionosphere.csv"
};

static const unsigned char iris_bytes[] = {
#embed "tables/iris.csv"
};

static const unsigned char wine_bytes[] = {
#embed "tables/wine.csv"
};

struct EmbeddedBytes embedded_banana(void) {
  return (struct EmbeddedBytes){banana_bytes, sizeof banana_bytes};
}

struct EmbeddedBytes embedded_breast_cancer(void) {
  return (struct EmbeddedBytes){breast_cancer_bytes, sizeof breast_cancer_bytes};
}

struct EmbeddedBytes embedded_diabetes(void) {
  return (struct EmbeddedBytes){diabetes_bytes, sizeof diabetes_bytes};
}

struct EmbeddedBytes embedded_digits(void) {
  return (struct EmbeddedBytes){digits_bytes, sizeof digits_bytes};
}

struct EmbeddedBytes embedded_ionosphere(void) {
  return (struct EmbeddedBytes){ionosphere_bytes, sizeof ionosphere_bytes};
}

struct EmbeddedBytes embedded_iris(void) {
  return (struct EmbeddedBytes){iris_bytes, sizeof iris_bytes};
}

struct EmbeddedBytes embedded_wine(void) {
  return (struct EmbeddedBytes){wine_bytes, sizeof wine_bytes};
}
