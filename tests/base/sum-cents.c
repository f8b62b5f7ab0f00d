/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Adds up the amounts on its input, one a line, for test-cents-sum.py. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sg-cents.h"

int
main (void)
{
  SgCents sum = SG_CENTS_ZERO;
  g_autofree char *text = NULL;
  char line[80];

  while (fgets (line, sizeof line, stdin) != NULL) {
    SgCents cents;

    line[strcspn (line, "\n")] = '\0';
    if (!sg_cents_parse (line, &cents, NULL) || !sg_cents_add (&sum, &cents))
      return EXIT_FAILURE;
  }

  text = sg_cents_to_text (&sum);
  puts (text);

  return EXIT_SUCCESS;
}
