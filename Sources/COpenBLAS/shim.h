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

// Cholesky factorisation, and the inverse from it.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
void spotrf_(const char *uplo, const int *n, float *a, const int *lda, int *info, size_t);
void dpotri_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
void spotri_(const char *uplo, const int *n, float *a, const int *lda, int *info, size_t);

// Eigenvalues and eigenvectors of a symmetric matrix by divide and conquer.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info, size_t,
             size_t);
void ssyevd_(const char *jobz, const char *uplo, const int *n, float *a, const int *lda, float *w,
             float *work, const int *lwork, int *iwork, const int *liwork, int *info, size_t,
             size_t);

#endif
