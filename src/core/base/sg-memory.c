/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-memory.h"

#include <sys/resource.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define MMAP_THRESHOLD (128 * 1024)

/**
 * sg_memory_use_one_heap:
 *
 * For the main() of a program that stays: glibc keeps the free end of every thread's heap.
 */
void
sg_memory_use_one_heap (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 1);
#endif
}

/**
 * sg_memory_stay_small:
 *
 * For the main() of a program that stays and draws nothing: glibc keeps large blocks too, once it has seen a few
 * come and go. What draws a picture of its window sixty times a second wants just that.
 */
void
sg_memory_stay_small (void)
{
  sg_memory_use_one_heap ();
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, MMAP_THRESHOLD);
#endif
}

/**
 * sg_memory_give_back:
 *
 * Gives what is free to the system; after work that needed much more than the rest does.
 */
void
sg_memory_give_back (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

/**
 * sg_memory_keep_out_of_dumps:
 *
 * For the main() of a program that has keys and tokens in memory at times: when it crashes, no file of its memory is left.
 */
void
sg_memory_keep_out_of_dumps (void)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
}
