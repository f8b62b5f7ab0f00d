/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-fuzz.h"
#include "sg-transcript-splitter.h"

static void
found_cb (const SgRequest *request,
          SgSlice          record,
          gpointer         user_data)
{
  GString *found = user_data;

  g_string_append_len (found, request->message_id.text, (gssize) request->message_id.length);
  g_string_append_printf (found, " %u %u\n", request->usage.input, request->usage.output);
}

/* How it comes in, and how much is kept of it, must not matter. */
static char *
split (const char *text,
       gsize       length,
       gsize       step,
       gsize       capacity)
{
  GString *found = g_string_new (NULL);
  g_autoptr (SgTranscriptSplitter) splitter = sg_transcript_splitter_new (found_cb, found);
  gboolean skipping;

  splitter->usual_size = capacity;
  sg_transcript_splitter_start (splitter, 0, FALSE);
  while (length > 0) {
    gsize size;
    char *room = sg_transcript_splitter_reserve (splitter, &size);
    gsize n = MIN (MIN (size, step), length);

    g_assert_cmpuint (n, >, 0);
    memcpy (room, text, n);
    sg_transcript_splitter_commit (splitter, n);
    text += n;
    length -= n;
  }
  sg_transcript_splitter_get_offset (splitter, &skipping);
  for (guint i = 0; i < SG_TRANSCRIPT_N_PROBLEMS; i++)
    g_string_append_printf (found, "%" G_GUINT64_FORMAT " ", splitter->n_unreadable[i]);

  return g_string_free (found, FALSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *text = (const char *) data;
  g_autofree char *at_once = split (text, size, G_MAXSIZE, 256 * 1024);
  g_autofree char *in_steps = split (text, size, 1 + size % 61, 64);
  g_autofree char *in_pieces = split (text, size, 1 + size % 251, 512);

  g_assert_cmpstr (at_once, ==, in_steps);
  g_assert_cmpstr (at_once, ==, in_pieces);

  return 0;
}
