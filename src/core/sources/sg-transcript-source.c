/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-transcript-source.h"

#include "sg-claude-folder.h"
#include "sg-error.h"
#include "sg-file-watch.h"
#include "sg-folder-watch.h"
#include "sg-ledger-results.h"
#include "sg-ledger-scan.h"
#include "sg-memory.h"

/* A look at everything, should the watch have missed something; it also brings midnight. */
#define SAFETY_SECONDS (15 * 60)

/**
 * SgTranscriptSource:
 *
 * Costs from Claude Code's transcripts. It reads them into the ledger in a
 * thread, only what is new, and sums up from there.
 */
struct _SgTranscriptSource {
  SgSource       parent_instance;

  char         **projects_paths;   /* (owned) */
  char         **profiles;         /* (owned) (nullable): whose each of them is */
  char          *ledger_path;      /* (owned) */
  char          *prices_path;      /* (owned) (nullable) */
  GTimeZone     *zone;             /* (owned) */
  SgFolderWatch *watch;            /* (owned) */
  SgFileWatch   *results_watch;    /* (owned) */
  gboolean       results_came;     /* command results: to sum up is enough */
  gboolean       look_at_all;
  gboolean       folder_missing;
  guint64        n_unreadable[SG_TRANSCRIPT_N_PROBLEMS];
};

G_DEFINE_FINAL_TYPE (SgTranscriptSource, sg_transcript_source, SG_TYPE_SOURCE)

typedef enum {
  LEDGER_MOVED_ASIDE,
  N_SIGNALS,
} SgTranscriptSourceSignal;

static guint signals[N_SIGNALS];

/* What the thread gets and gives. */
typedef struct {
  char         **projects_paths;   /* (owned) */
  char         **profiles;         /* (owned) (nullable): whose each of them is */
  char          *ledger_path;      /* (owned) */
  char          *prices_path;      /* (owned) (nullable) */
  GTimeZone     *zone;             /* (owned) */
  GDateTime     *now;              /* (owned) */
  GPtrArray     *changed;          /* (owned) (nullable): %NULL looks at all */

  GPtrArray     *readings;         /* (owned) (nullable) (element-type SgReading): of each profile, the main one first */
  GString       *notes;            /* (owned): what the doctor should know */
  GPtrArray     *folders;          /* (owned) (nullable): all there are, after a look at all */
  gboolean       folder_missing;
  SgLedgerTotals totals;
  char          *skipped;          /* (owned) (nullable) */
  char          *aside;            /* (owned) (nullable): where a damaged ledger is now */
  guint64        n_unreadable[SG_TRANSCRIPT_N_PROBLEMS];
} Job;

static void
job_free (Job *job)
{
  g_strfreev (job->projects_paths);
  g_strfreev (job->profiles);
  g_free (job->ledger_path);
  g_free (job->prices_path);
  g_time_zone_unref (job->zone);
  g_date_time_unref (job->now);
  g_clear_pointer (&job->changed, g_ptr_array_unref);
  g_clear_pointer (&job->readings, g_ptr_array_unref);
  g_string_free (job->notes, TRUE);
  g_clear_pointer (&job->folders, g_ptr_array_unref);
  g_free (job->skipped);
  g_free (job->aside);
  g_free (job);
}

static void
note (Job        *job,
      const char *text)
{
  g_string_append_printf (job->notes, "; %s", text);
}

static SgPriceTable *
load_prices (Job *job)
{
  SgPriceTable *prices = sg_price_table_new ();
  g_autoptr (GError) error = NULL;

  if (job->prices_path != NULL && !sg_price_table_merge_file (prices, job->prices_path, &error))
    note (job, error->message);

  return prices;
}

static gboolean
is_damaged (const GError *error)
{
  return g_error_matches (error, SG_ERROR, SG_ERROR_BAD_DATA);
}

static void
keep_results (Job          *job,
              SgLedgerScan *scan)
{
  g_free (job->skipped);
  job->skipped = sg_transcript_tree_describe_skipped (scan->tree);
  for (guint i = 0; i < SG_TRANSCRIPT_N_PROBLEMS; i++)
    job->n_unreadable[i] = scan->tally.n_unreadable[i];
  if (scan->changed_paths == NULL) {
    job->folder_missing = scan->n_roots == 0;
    g_clear_pointer (&job->folders, g_ptr_array_unref);
    job->folders = g_steal_pointer (&scan->tree->folders);
    scan->tree->folders = g_ptr_array_new ();
  }
}

/* That there is nothing to read is not the same as a cost of nothing. */
static gboolean
found_something (Job                *job,
                 const SgLedgerScan *scan,
                 GError            **error)
{
  g_autofree char *places = g_strjoinv (", ", job->projects_paths);

  if (job->changed != NULL || job->totals.n_requests > 0 || job->totals.n_files > 0)
    return TRUE;

  if (scan->n_roots == 0) {
    g_set_error (error, SG_ERROR, SG_ERROR_NOT_FOUND, "no transcripts; looked for %s", places);
    return FALSE;
  }
  if (scan->tree->n_skipped[SG_TRANSCRIPT_SKIP_UNREADABLE] > 0) {
    g_set_error (error, SG_ERROR, SG_ERROR_UNREADABLE, "looked in %s; %s", places, job->skipped);
    return FALSE;
  }

  return TRUE;
}

/* The main one is there whether a folder of its is looked at or not. */
static GStrv
list_profiles (const Job *job)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, SG_CLAUDE_MAIN_PROFILE);
  for (guint i = 0; job->profiles != NULL && job->profiles[i] != NULL; i++) {
    gboolean is_new = !g_str_equal (job->profiles[i], SG_CLAUDE_MAIN_PROFILE);

    for (guint j = 0; j < i && is_new; j++)
      is_new = !g_str_equal (job->profiles[j], job->profiles[i]);
    if (is_new)
      g_strv_builder_add (builder, job->profiles[i]);
  }

  return g_strv_builder_end (builder);
}

static gboolean
summarize (Job      *job,
           SgLedger *ledger,
           GError  **error)
{
  g_auto (GStrv) profiles = list_profiles (job);

  g_clear_pointer (&job->readings, g_ptr_array_unref);
  job->readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_reading_unref);
  for (guint i = 0; profiles[i] != NULL; i++) {
    SgReading *reading = sg_reading_new (SG_ORIGIN_TRANSCRIPTS, job->now);

    g_ptr_array_add (job->readings, reading);
    reading->profile = g_strdup (profiles[i]);
    sg_ledger_look_at_profile (ledger, (const char *const *) profiles, i);
    reading->costs = sg_ledger_summarize (ledger, job->now, job->zone, error);
    if (reading->costs == NULL)
      return FALSE;
  }

  return TRUE;
}

static gboolean
scan_into (Job                *job,
           const char         *path,
           const SgPriceTable *prices,
           GCancellable       *cancellable,
           GError            **error)
{
  g_autoptr (SgLedger) ledger = sg_ledger_open (path, prices, error);
  g_auto (SgLedgerScan) scan = {
    .projects_paths = (const char *const *) job->projects_paths,
    .profiles = (const char *const *) job->profiles,
    .changed_paths = job->changed,
    .n_threads = SG_LEDGER_SCAN_THREADS,
  };

  if (ledger == NULL || !sg_ledger_scan (ledger, &scan, cancellable, error))
    return FALSE;
  keep_results (job, &scan);

  if (!sg_ledger_get_totals (ledger, &job->totals, error))
    return FALSE;
  if (!found_something (job, &scan, error))
    return FALSE;

  return summarize (job, ledger, error);
}

/* A damaged ledger is kept aside and made anew; without a disk to write to the sums live in memory. */
static gboolean
scan_or_recover (Job                *job,
                 const SgPriceTable *prices,
                 GCancellable       *cancellable,
                 GError            **error)
{
  guint64 identity = sg_ledger_identify (job->ledger_path);
  g_autoptr (GError) local = NULL;

  if (scan_into (job, job->ledger_path, prices, cancellable, &local))
    return TRUE;

  g_clear_pointer (&job->changed, g_ptr_array_unref);
  if (is_damaged (local) && sg_ledger_move_aside (job->ledger_path, identity, &job->aside)) {
    if (job->aside != NULL)
      g_string_append_printf (job->notes, "; the ledger was damaged (%s): kept as %s, and made anew", local->message, job->aside);
    g_clear_error (&local);
    if (scan_into (job, job->ledger_path, prices, cancellable, &local))
      return TRUE;
  }
  if (is_damaged (local) || g_error_matches (local, SG_ERROR, SG_ERROR_DISK)) {
    g_string_append_printf (job->notes, "; nothing is kept in %s: %s", job->ledger_path, local->message);
    return scan_into (job, SG_LEDGER_IN_MEMORY, prices, cancellable, error);
  }
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static void
scan_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (SgPriceTable) prices = load_prices (job);
  GError *error = NULL;
  gboolean done = scan_or_recover (job, prices, cancellable, &error);

  sg_memory_give_back ();

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
append_unreadable (SgTranscriptSource *self,
                   GString            *detail)
{
  gboolean first = TRUE;

  for (guint i = 0; i < SG_TRANSCRIPT_N_PROBLEMS; i++) {
    if (self->n_unreadable[i] == 0)
      continue;
    g_string_append_printf (detail, "%s%" G_GUINT64_FORMAT " %s", first ? "; lines left out: " : ", ",
                            self->n_unreadable[i], sg_transcript_problem_to_text (i));
    first = FALSE;
  }
}

static void
append_count (GString    *detail,
              gint64      n,
              const char *thing)
{
  g_string_append_printf (detail, "%" G_GINT64_FORMAT " %s%s", n, thing, n == 1 ? "" : "s");
}

/* Without the folder what is known of its files is old, and only what was counted is left. */
static void
append_totals (SgTranscriptSource   *self,
               const SgLedgerTotals *totals,
               GString              *detail)
{
  g_autofree char *places = g_strjoinv (", ", self->projects_paths);
  g_autofree char *size = g_format_size ((guint64) totals->n_bytes);

  if (self->folder_missing) {
    g_string_append_printf (detail, "no transcripts are there now; looked for %s; kept from before: ", places);
  } else {
    append_count (detail, totals->n_files, "file");
    g_string_append_printf (detail, ", %s, ", size);
  }
  append_count (detail, totals->n_requests, "request");
}

static void
describe (SgTranscriptSource *self,
          Job                *job)
{
  g_autoptr (GString) detail = g_string_new (NULL);
  const char *problem = sg_folder_watch_get_problem (self->watch);

  append_totals (self, &job->totals, detail);
  if (job->skipped != NULL)
    g_string_append_printf (detail, "; %s", job->skipped);
  append_unreadable (self, detail);
  g_string_append (detail, job->notes->str);
  if (problem != NULL)
    g_string_append_printf (detail, "; %s", problem);
  sg_source_set_detail (SG_SOURCE (self), detail->str);
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SgTranscriptSource *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = NULL;

  if (job->aside != NULL)
    g_signal_emit (self, signals[LEDGER_MOVED_ASIDE], 0, job->aside);
  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    self->look_at_all = TRUE;
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (job->folders != NULL)
    self->folder_missing = job->folder_missing;
  if (job->folders != NULL && sg_folder_watch_add_folders (self->watch, job->folders)) {
    self->look_at_all = TRUE;
    sg_source_changed (SG_SOURCE (self));
  }
  for (guint i = 0; i < SG_TRANSCRIPT_N_PROBLEMS; i++)
    self->n_unreadable[i] += job->n_unreadable[i];
  describe (self, job);

  reading = sg_reading_ref (g_ptr_array_index (job->readings, 0));
  for (guint i = 1; i < job->readings->len; i++)
    sg_reading_take_other (reading, sg_reading_ref (g_ptr_array_index (job->readings, i)));
  g_task_return_pointer (task, g_steal_pointer (&reading), (GDestroyNotify) sg_reading_unref);
}

/* The paths the watch named, if it named any: who asks without a change wants a look at all. */
static GPtrArray *
take_changed (SgTranscriptSource *self)
{
  g_autoptr (GPtrArray) changed = sg_folder_watch_take_changed (self->watch);
  gboolean all = self->look_at_all || changed == NULL || (changed->len == 0 && !self->results_came);

  self->look_at_all = FALSE;
  self->results_came = FALSE;

  return all ? NULL : g_steal_pointer (&changed);
}

static void
sg_transcript_source_read_async (SgSource           *source,
                                 GDateTime          *now,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  SgTranscriptSource *self = SG_TRANSCRIPT_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) scan = NULL;
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, sg_transcript_source_read_async);
  job->projects_paths = g_strdupv (self->projects_paths);
  job->profiles = g_strdupv (self->profiles);
  job->ledger_path = g_strdup (self->ledger_path);
  job->prices_path = g_strdup (self->prices_path);
  job->zone = g_time_zone_ref (self->zone);
  job->now = g_date_time_ref (now);
  job->changed = take_changed (self);
  job->notes = g_string_new (NULL);

  /* Without us: the thread lets go of its task at a time of its own. */
  scan = g_task_new (NULL, cancellable, scanned_cb, g_steal_pointer (&task));
  g_task_set_task_data (scan, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (scan, scan_thread);
}

static void
results_came_cb (SgTranscriptSource *self)
{
  g_autofree char *marker = sg_ledger_results_get_marker (self->ledger_path);

  if (!g_file_test (marker, G_FILE_TEST_EXISTS))
    return;

  self->results_came = TRUE;
  sg_source_changed (SG_SOURCE (self));
}

static void
sg_transcript_source_finalize (GObject *object)
{
  SgTranscriptSource *self = SG_TRANSCRIPT_SOURCE (object);

  g_clear_pointer (&self->projects_paths, g_strfreev);
  g_clear_pointer (&self->profiles, g_strfreev);
  g_clear_pointer (&self->ledger_path, g_free);
  g_clear_pointer (&self->prices_path, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_object (&self->watch);
  g_clear_object (&self->results_watch);

  G_OBJECT_CLASS (sg_transcript_source_parent_class)->finalize (object);
}

static void
sg_transcript_source_class_init (SgTranscriptSourceClass *klass)
{
  SgSourceClass *source_class = SG_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sg_transcript_source_finalize;
  source_class->read_async = sg_transcript_source_read_async;

  /**
   * SgTranscriptSource::ledger-moved-aside:
   * @path: where it is now
   *
   * The ledger was damaged, and is made anew from the transcripts.
   */
  signals[LEDGER_MOVED_ASIDE] = g_signal_new ("ledger-moved-aside", SG_TYPE_TRANSCRIPT_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sg_transcript_source_init (SgTranscriptSource *self)
{
  self->look_at_all = TRUE;
}

/**
 * sg_transcript_source_new:
 * @projects_paths: the `projects` folders of every Claude folder; they need not exist
 * @ledger_path: for example `$XDG_STATE_HOME/sandglass/ledger.db`
 * @zone: whose midnight begins a day
 *
 * Returns: (transfer full): a source named `transcripts`. Reading fails with
 *   %SG_ERROR_NOT_FOUND where there are no transcripts and none were ever counted
 */
SgSource *
sg_transcript_source_new (const char *const *projects_paths,
                          const char        *ledger_path,
                          GTimeZone         *zone)
{
  SgTranscriptSource *self = g_object_new (SG_TYPE_TRANSCRIPT_SOURCE,
                                           "id", "transcripts",
                                           "origin", (guint) SG_ORIGIN_TRANSCRIPTS,
                                           "interval-seconds", SAFETY_SECONDS,
                                           NULL);
  g_autofree char *marker = sg_ledger_results_get_marker (ledger_path);

  self->projects_paths = g_strdupv ((char **) projects_paths);
  self->ledger_path = g_strdup (ledger_path);
  self->zone = g_time_zone_ref (zone);
  self->watch = sg_folder_watch_new (projects_paths, ".jsonl");
  self->results_watch = sg_file_watch_new (marker);
  g_signal_connect_object (self->results_watch, "changed", G_CALLBACK (results_came_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (sg_source_changed), self, G_CONNECT_SWAPPED);

  return SG_SOURCE (self);
}

/**
 * sg_transcript_source_set_profiles:
 * @profiles: whose each of the `projects` folders is
 *
 * Before it is first asked. Then its readings have others: one for each profile.
 */
void
sg_transcript_source_set_profiles (SgTranscriptSource *self,
                                   const char *const  *profiles)
{
  g_return_if_fail (SG_IS_TRANSCRIPT_SOURCE (self));

  g_strfreev (self->profiles);
  self->profiles = g_strdupv ((char **) profiles);
}

/**
 * sg_transcript_source_set_prices_path:
 * @path: (nullable): a file of the user's own prices, as in `data/prices.json`; read again each time
 */
void
sg_transcript_source_set_prices_path (SgTranscriptSource *self,
                                      const char         *path)
{
  g_return_if_fail (SG_IS_TRANSCRIPT_SOURCE (self));

  g_free (self->prices_path);
  self->prices_path = g_strdup (path);
}
