// OpenBLAS: CBLAS, its thread control, and the LAPACK routines we use.
//
// Debian's OpenBLAS carries LAPACK but not LAPACKE, and the separate LAPACKE package may pull in a
// second BLAS through the alternatives system. So the Fortran routines are declared here; every
// character argument adds a trailing length, as the Fortran calling convention asks.

#ifndef COPENBLAS_SHIM_H
#define COPENBLAS_SHIM_H

#include <cblas.h>
#include <stddef.h>
#if defined(__linux__)
// Settings of the C library's allocator, which Swift's Glibc module leaves out.
#include <malloc.h>
#endif

// Symmetric and triangular matrices in rectangular full packed format: to and from a square, Cholesky
// factorisation, the inverse from it, and solves with the factor.
void dtrttf_(const char *transr, const char *uplo, const int *n, const double *a, const int *lda,
             double *arf, int *info, size_t, size_t);
void dtfttr_(const char *transr, const char *uplo, const int *n, const double *arf, double *a,
             const int *lda, int *info, size_t, size_t);
void dpftrf_(const char *transr, const char *uplo, const int *n, double *a, int *info, size_t, size_t);
void dpftri_(const char *transr, const char *uplo, const int *n, double *a, int *info, size_t, size_t);
void dtfsm_(const char *transr, const char *side, const char *uplo, const char *trans,
            const char *diag, const int *m, const int *n, const double *alpha, const double *a, double *b,
            const int *ldb, size_t, size_t, size_t, size_t, size_t);
void strttf_(const char *transr, const char *uplo, const int *n, const float *a, const int *lda,
             float *arf, int *info, size_t, size_t);
void stfttr_(const char *transr, const char *uplo, const int *n, const float *arf, float *a,
             const int *lda, int *info, size_t, size_t);
void spftrf_(const char *transr, const char *uplo, const int *n, float *a, int *info, size_t, size_t);
void spftri_(const char *transr, const char *uplo, const int *n, float *a, int *info, size_t, size_t);
void stfsm_(const char *transr, const char *side, const char *uplo, const char *trans,
            const char *diag, const int *m, const int *n, const float *alpha, const float *a, float *b,
            const int *ldb, size_t, size_t, size_t, size_t, size_t);

// Eigenvalues and eigenvectors of a symmetric matrix by divide and conquer.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info, size_t,
             size_t);
void ssyevd_(const char *jobz, const char *uplo, const int *n, float *a, const int *lda, float *w,
             float *work, const int *lwork, int *iwork, const int *liwork, int *info, size_t,
             size_t);

#endif
