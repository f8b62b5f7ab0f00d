/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-refuse.h"

/**
 * sg_cli_refuse:
 * @sentence: worded for people, about a word of the command line
 *
 * Returns: %FALSE, with @error set to %G_OPTION_ERROR_BAD_VALUE
 */
gboolean
sg_cli_refuse (GError    **error,
               const char *sentence)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, sentence);

  return FALSE;
}
