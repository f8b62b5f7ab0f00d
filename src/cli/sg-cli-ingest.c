/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-ingest.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sg-cli-ledger.h"
#include "sg-cli-output.h"
#include "sg-cli-stream.h"
#include "sg-cli.h"
#include "sg-error.h"
#include "sg-number.h"
#include "sg-whole-write.h"

#define CHUNK_BYTES (64 * 1024)

/* What was called for, and what came of it. */
typedef struct {
  GPtrArray        *paths;      /* (owned) (element-type utf8): `-` is stdin */
  gboolean          json;
  gboolean          tee;
  gboolean          all;
  int               why_lost;   /* errno of what could not be passed on, or 0 */
  GPtrArray        *texts;      /* (owned) (element-type Text) */
  GPtrArray        *sessions;   /* (owned) (element-type utf8) */
  SgCliIngestCounts counts;
} Ingest;

/* One file, read. */
typedef struct {
  const char  *name;      /* (unowned) */
  SgCliStream *stream;    /* (owned) */
  gboolean     is_read;   /* to its end; else why not is said */
  gint64       time_ms;   /* when it was written: no result says when it was made */
} Text;

static void
text_free (Text *text)
{
  sg_cli_stream_free (text->stream);
  g_free (text);
}

static void
ingest_clear (Ingest *ingest)
{
  g_clear_pointer (&ingest->paths, g_ptr_array_unref);
  g_clear_pointer (&ingest->texts, g_ptr_array_unref);
  g_clear_pointer (&ingest->sessions, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ingest, ingest_clear)

static int
wrong_call (const char *word)
{
  if (word != NULL)
    g_printerr (_ ("sandglass ingest: it takes files, - for stdin, --all, --json and --tee, not “%s”\n"), word);
  else
    g_printerr (_ ("sandglass ingest: --tee passes stdin on to stdout: it goes with neither files nor --all nor --json\n"));

  return SG_CLI_WRONG_CALL;
}

static gboolean
is_stdin (const char *path)
{
  return g_str_equal (path, "-");
}

static int
read_words (Ingest *ingest,
            char  **words)
{
  for (guint i = 0; words[i] != NULL; i++) {
    if (g_str_equal (words[i], "--json"))
      ingest->json = TRUE;
    else if (g_str_equal (words[i], "--tee"))
      ingest->tee = TRUE;
    else if (g_str_equal (words[i], "--all"))
      ingest->all = TRUE;
    else if (*words[i] == '-' && !is_stdin (words[i]))
      return wrong_call (words[i]);
    else
      g_ptr_array_add (ingest->paths, words[i]);
  }

  if (ingest->paths->len == 0 && !ingest->all && (ingest->tee || !isatty (STDIN_FILENO)))
    g_ptr_array_add (ingest->paths, (char *) "-");
  if (ingest->tee && (ingest->json || ingest->all || ingest->paths->len != 1 || !is_stdin (g_ptr_array_index (ingest->paths, 0))))
    return wrong_call (NULL);

  return EXIT_SUCCESS;
}

/* Whoever reads on may be gone, or have no room; what was paid for counts all the same. */
static gboolean
read_to_end (Ingest      *ingest,
             int          fd,
             SgCliStream *stream)
{
  g_autofree char *bytes = g_malloc (CHUNK_BYTES);

  for (;;) {
    gssize n_read = read (fd, bytes, CHUNK_BYTES);

    if (n_read < 0 && errno == EINTR)
      continue;
    if (n_read <= 0)
      return n_read == 0;
    if (ingest->tee && ingest->why_lost == 0)
      ingest->why_lost = sg_whole_write (STDOUT_FILENO, bytes, (gsize) n_read);
    sg_cli_stream_push (stream, bytes, (gsize) n_read);
  }
}

static gint64
get_time (int fd)
{
  gint64 now_ms = g_get_real_time () / 1000;
  struct stat info;

  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    return now_ms;

  return MIN (now_ms, (gint64) info.st_mtim.tv_sec * 1000 + info.st_mtim.tv_nsec / 1000000);
}

static gboolean
read_text (Ingest     *ingest,
           const char *path)
{
  int fd = is_stdin (path) ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  Text *text = g_new0 (Text, 1);

  text->name = is_stdin (path) ? _ ("stdin") : path;
  text->stream = sg_cli_stream_new ();
  g_ptr_array_add (ingest->texts, text);
  if (fd >= 0)
    text->time_ms = get_time (fd);

  text->is_read = fd >= 0 && read_to_end (ingest, fd, text->stream);
  if (!text->is_read)
    g_printerr ("%s: %s\n", text->name, g_strerror (errno));
  if (fd > STDIN_FILENO)
    close (fd);
  sg_cli_stream_finish (text->stream);

  return text->is_read;
}

static void
say_partial (const Text *text)
{
  for (guint i = 0; i < text->stream->results->len; i++) {
    const SgCliResult *result = g_ptr_array_index (text->stream->results, i);

    if (result->is_partial)
      g_printerr (_ ("%s: no result of session %s came; its answers count as far as they are there, so it cost at least that\n"),
                  text->name, result->session);
  }
}

/* What could not be read, where, and what to do. */
static gboolean
say_troubles (Ingest     *ingest,
              const Text *text)
{
  const SgCliStream *stream = text->stream;

  if (stream->cut_line > 0) {
    g_autofree char *line = sg_number_format (stream->cut_line);

    g_printerr (_ ("%s: it is cut off in what begins at line %s; all before that counts. "
                   "Take the whole output in when you have it: nothing counts twice.\n"), text->name, line);
    ingest->counts.n_cut++;
  }
  if (stream->n_left_out > 0) {
    g_autofree char *n_left_out = sg_number_format (stream->n_left_out);
    g_autofree char *line = sg_number_format (stream->left_out_line);

    g_printerr (_ ("%s: left out, as it is no whole JSON of Claude Code's: %s, first at line %s\n"), text->name, n_left_out, line);
  }
  ingest->counts.n_left_out += stream->n_left_out;
  say_partial (text);
  if (stream->results->len > 0)
    return TRUE;
  if (!text->is_read)
    return FALSE;

  g_printerr (_ ("%s: there is no result in it. It takes what “claude -p --output-format json” or “stream-json” prints.\n"), text->name);

  return FALSE;
}

static void
note_sessions (Ingest    *ingest,
               GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++) {
    const SgCliResult *result = g_ptr_array_index (results, i);

    if (!g_ptr_array_find_with_equal_func (ingest->sessions, result->session, g_str_equal, NULL))
      g_ptr_array_add (ingest->sessions, g_strdup (result->session));
  }
}

static gboolean
take_in (Ingest   *ingest,
         SgLedger *ledger,
         GError  **error)
{
  for (guint i = 0; i < ingest->texts->len; i++) {
    const Text *text = g_ptr_array_index (ingest->texts, i);
    guint n_new;

    if (!sg_ledger_results_add (ledger, text->stream->results, text->time_ms, &n_new, error))
      return FALSE;
    ingest->counts.n_new += n_new;
    ingest->counts.n_known += text->stream->results->len - n_new;
    note_sessions (ingest, text->stream->results);
  }

  return TRUE;
}

static void
print (const Ingest *ingest,
       GPtrArray    *reviews)
{
  if (ingest->json) {
    sg_cli_ingest_print_json (reviews, &ingest->counts);
  } else if (ingest->tee) {
    g_printerr (_ ("sandglass: %u new results, %u known ones\n"), ingest->counts.n_new, ingest->counts.n_known);
  } else if (reviews->len > 0) {
    sg_cli_ingest_print_table (reviews);
    if (ingest->paths->len > 0)
      g_print (_ ("%u new results, %u known ones\n"), ingest->counts.n_new, ingest->counts.n_known);
  } else if (ingest->paths->len == 0) {
    g_print (_ ("No results were taken in yet: “claude -p … --output-format json | sandglass ingest”\n"));
  }
}

static int
count_and_print (Ingest *ingest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgCliLedger) ledger = sg_cli_ledger_new_maybe_empty (&error);
  g_autoptr (GPtrArray) reviews = NULL;

  if (ledger == NULL || !take_in (ingest, ledger->ledger, &error))
    return sg_cli_ledger_say (error);
  reviews = sg_ledger_results_review (ledger->ledger, ingest->all || ingest->paths->len == 0 ? NULL : ingest->sessions, &error);
  if (reviews == NULL)
    return sg_cli_ledger_say (error);
  print (ingest, reviews);

  return ledger->is_kept ? EXIT_SUCCESS : EXIT_FAILURE;
}

/**
 * sg_cli_ingest:
 *
 * Takes in what `claude -p` printed, and shows what it says beside our own estimate. Without a
 * file it reads stdin, or on a terminal shows all that was taken in before.
 */
int
sg_cli_ingest (char **words)
{
  g_auto (Ingest) ingest = {
    .paths = g_ptr_array_new (),
    .texts = g_ptr_array_new_with_free_func ((GDestroyNotify) text_free),
    .sessions = g_ptr_array_new_with_free_func (g_free),
  };
  gboolean all_read = TRUE;
  int code = read_words (&ingest, words);

  if (code != EXIT_SUCCESS)
    return code;

  signal (SIGPIPE, SIG_IGN);
  for (guint i = 0; i < ingest.paths->len; i++)
    all_read &= read_text (&ingest, g_ptr_array_index (ingest.paths, i));
  for (guint i = 0; i < ingest.texts->len; i++)
    all_read &= say_troubles (&ingest, g_ptr_array_index (ingest.texts, i));
  code = count_and_print (&ingest);
  if (ingest.why_lost != 0 && ingest.why_lost != EPIPE)
    return sg_cli_output_say (ingest.why_lost);

  return all_read ? code : EXIT_FAILURE;
}
