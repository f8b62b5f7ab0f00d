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

/* A new buffer of just that size, so that what is written behind it is seen. */
static void
start (SgTranscriptSplitter *splitter,
       GString              *found,
       gsize                 capacity)
{
  g_free (splitter->buffer);
  splitter->buffer = g_malloc (capacity);
  splitter->allocated = capacity;
  splitter->usual_size = capacity;
  splitter->user_data = found;
  memset (splitter->n_unreadable, 0, sizeof splitter->n_unreadable);
  sg_transcript_splitter_start (splitter, 0, FALSE);
}

/* How it comes in, and how much is kept of it, must not matter. */
static char *
split (SgTranscriptSplitter *splitter,
       const char           *text,
       gsize                 length,
       gsize                 step,
       gsize                 capacity)
{
  GString *found = g_string_new (NULL);
  gboolean skipping;

  start (splitter, found, capacity);
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
  g_autoptr (SgTranscriptSplitter) splitter = sg_transcript_splitter_new (found_cb, NULL);
  g_autofree char *at_once = split (splitter, text, size, G_MAXSIZE, 64 * 1024);
  g_autofree char *in_steps = split (splitter, text, size, 1 + size % 61, 64);
  g_autofree char *in_pieces = split (splitter, text, size, 1 + size % 251, 512);

  g_assert_cmpstr (at_once, ==, in_steps);
  g_assert_cmpstr (at_once, ==, in_pieces);

  return 0;
}
