/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-cli-stream.h"
#include "sg-fuzz.h"

static SgCliStream *
read_in_pieces (const char *text,
                gsize       length,
                gsize       piece)
{
  SgCliStream *stream = sg_cli_stream_new ();

  for (gsize i = 0; i < length; i += piece)
    sg_cli_stream_push (stream, text + i, MIN (piece, length - i));
  sg_cli_stream_finish (stream);

  return stream;
}

static void
check (const SgCliResult *result)
{
  g_assert_true (sg_cli_result_is_name (result->session));
  g_assert_cmpint (result->cost_pico_usd, >=, SG_CLI_RESULT_UNSTATED);
  for (guint i = 0; i < result->models->len; i++) {
    const SgCliModelUse *use = g_ptr_array_index (result->models, i);

    g_assert_true (*use->model == '\0' || sg_cli_result_is_name (use->model));
    g_assert_cmpint (use->cost_pico_usd, >=, SG_CLI_RESULT_UNSTATED);
  }
}

/* Wherever the pieces begin and end, the same is met. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (SgCliStream) whole = read_in_pieces ((const char *) data, size, MAX (size, 1));
  g_autoptr (SgCliStream) pieces = read_in_pieces ((const char *) data, size, 7);

  g_assert_cmpuint (whole->results->len, ==, pieces->results->len);
  g_assert_cmpuint (whole->n_objects, ==, pieces->n_objects);
  g_assert_cmpuint (whole->n_left_out, ==, pieces->n_left_out);
  g_assert_cmpuint (whole->left_out_line, ==, pieces->left_out_line);
  g_assert_cmpuint (whole->cut_line, ==, pieces->cut_line);
  for (guint i = 0; i < whole->results->len; i++)
    check (g_ptr_array_index (whole->results, i));

  return 0;
}
