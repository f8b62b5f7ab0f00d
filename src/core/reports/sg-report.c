/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-report.h"

#include <string.h>

#include "sg-report-calendar.h"

static const char NO_NAME[] = "";

typedef struct {
  const SgReportQuery *query;      /* (unowned) */
  SgReport            *report;     /* (unowned) */
  GHashTable          *rows;       /* (owned) (element-type SgReportRow) */
  gboolean            *wanted;     /* (owned) (nullable): by place */
  SgReportRow        **sessions;   /* (owned) (nullable): by place, when rows are sessions */
  SgReportClock        clock;
  gint64               start_ms;   /* what @day was looked up for */
  gint64               day;
} Grouping;

static void
row_free (SgReportRow *row)
{
  sg_report_models_free (row->models);
  g_free (row);
}

void
sg_report_free (SgReport *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->unpriced_models);
  g_clear_pointer (&self->walk, sg_ledger_walk_free);
  g_free (self);
}

/* The walk has each project's name once. */
static guint
row_hash (gconstpointer row)
{
  const SgReportRow *self = row;
  guint64 hash = sg_slice_hash ((SgSlice) { self->session, strlen (self->session) }, (guint64) self->period);

  return (guint) hash ^ g_direct_hash (self->project);
}

static gboolean
row_equal (gconstpointer a,
           gconstpointer b)
{
  const SgReportRow *first = a, *second = b;

  return first->period == second->period && first->project == second->project &&
         g_str_equal (first->session, second->session);
}

/* Claude Code's way to make a folder's name of a path. */
static char *
encode_path (const char *path)
{
  char *name = g_strdup (path);

  for (char *at = name; *at != '\0'; at++) {
    if (!g_ascii_isalnum (*at))
      *at = '-';
  }

  return name;
}

/**
 * sg_report_find_project:
 * @project: as below `projects/`, or the path of the folder that was worked in
 *
 * Returns: (transfer full): by place, whether it is in that project
 */
gboolean *
sg_report_find_project (SgLedgerWalk *walk,
                        const char   *project)
{
  g_autofree char *encoded = *project == '/' ? encode_path (project) : g_strdup (project);
  gboolean *wanted = g_new (gboolean, walk->places->len + 1);

  for (guint i = 0; i < walk->places->len; i++) {
    const char *name = g_array_index (walk->places, SgLedgerWalkPlace, i).project;

    wanted[i] = g_str_equal (name, project) || g_str_equal (name, encoded);
  }

  return wanted;
}

static gint64
period_of (const SgReportQuery *query,
           gint64               day)
{
  switch (query->kind) {
  case SG_REPORT_WEEKLY:
    return sg_report_week_of (day);
  case SG_REPORT_MONTHLY:
    return sg_report_month_of (day);
  case SG_REPORT_SESSION:
    return 0;
  case SG_REPORT_DAILY:
  default:
    return day;
  }
}

static SgReportRow *
add_row (Grouping          *grouping,
         const SgReportRow *key)
{
  SgReportRow *row = g_memdup2 (key, sizeof *key);

  row->day = grouping->query->kind == SG_REPORT_SESSION ? grouping->day : key->period;
  row->first_ms = G_MAXINT64;
  row->last_ms = G_MININT64;
  g_ptr_array_add (grouping->report->rows, row);
  g_hash_table_add (grouping->rows, row);

  return row;
}

static SgReportRow *
look_up_row (Grouping              *grouping,
             const SgLedgerQuarter *quarter)
{
  const SgReportQuery *query = grouping->query;
  const SgLedgerWalkPlace *place = &g_array_index (grouping->report->walk->places, SgLedgerWalkPlace, quarter->place);
  gboolean session = query->kind == SG_REPORT_SESSION;
  const SgReportRow key = {
    .period = period_of (query, grouping->day),
    .project = query->by_project || session ? place->project : NO_NAME,
    .session = session ? place->session : NO_NAME,
  };
  SgReportRow *row = g_hash_table_lookup (grouping->rows, &key);

  return row ? row : add_row (grouping, &key);
}

static SgReportRow *
find_row (Grouping              *grouping,
          const SgLedgerQuarter *quarter)
{
  SgReportRow **session = grouping->sessions ? &grouping->sessions[quarter->place] : NULL;

  if (session == NULL)
    return look_up_row (grouping, quarter);
  if (*session == NULL)
    *session = look_up_row (grouping, quarter);

  return *session;
}

static void
count_quarter (Grouping              *grouping,
               const SgLedgerQuarter *quarter)
{
  SgReportRow *row;

  if (grouping->wanted != NULL && !grouping->wanted[quarter->place])
    return;
  if (quarter->start_ms != grouping->start_ms) {
    grouping->start_ms = quarter->start_ms;
    grouping->day = sg_report_clock_get_day (&grouping->clock, quarter->start_ms);
  }

  row = find_row (grouping, quarter);
  row->first_ms = MIN (row->first_ms, quarter->span.first_ms);
  row->last_ms = MAX (row->last_ms, quarter->span.last_ms);
  sg_report_sums_add (&row->sums, quarter);
  sg_report_sums_add (&grouping->report->totals, quarter);
  sg_report_models_add (&row->models, grouping->report->walk, quarter);
}

static void
group (SgReport            *self,
       const SgReportQuery *query)
{
  Grouping grouping = { .query = query, .report = self, .clock = { .zone = query->zone }, .start_ms = G_MAXINT64 };

  grouping.rows = g_hash_table_new (row_hash, row_equal);
  if (query->project != NULL)
    grouping.wanted = sg_report_find_project (self->walk, query->project);
  if (query->kind == SG_REPORT_SESSION)
    grouping.sessions = g_new0 (SgReportRow *, self->walk->places->len + 1);
  for (guint i = 0; i < self->walk->quarters->len; i++)
    count_quarter (&grouping, &g_array_index (self->walk->quarters, SgLedgerQuarter, i));

  g_hash_table_unref (grouping.rows);
  g_free (grouping.wanted);
  g_free (grouping.sessions);
}

/* An old version's command result states a cost and no token. */
static void
drop_empty (GPtrArray *rows)
{
  for (guint i = rows->len; i > 0; i--) {
    const SgReportRow *row = g_ptr_array_index (rows, i - 1);

    if (sg_report_sums_get_total (&row->sums) == 0 && row->sums.pico_usd == 0)
      g_ptr_array_remove_index (rows, i - 1);
  }
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const SgReportRow *first = *(const SgReportRow *const *) a, *second = *(const SgReportRow *const *) b;
  const SgReportQuery *query = user_data;
  int order;

  if (query->kind == SG_REPORT_SESSION && first->sums.pico_usd != second->sums.pico_usd) {
    int by_cost = compare_numbers (first->sums.pico_usd, second->sums.pico_usd);

    return query->descending ? -by_cost : by_cost;
  }

  order = strcmp (first->project, second->project);
  if (order == 0 && query->kind == SG_REPORT_SESSION)
    order = strcmp (first->session, second->session);
  if (order == 0)
    order = query->descending ? compare_numbers (second->day, first->day) : compare_numbers (first->day, second->day);

  return order;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_unpriced (SgReport *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->rows->len; i++) {
    const SgReportRow *row = g_ptr_array_index (self->rows, i);

    for (const SgReportModel *model = row->models; model != NULL; model = model->next) {
      if (model->sums.n_unpriced > 0 && *model->id != '\0' && g_hash_table_add (names, (gpointer) model->id))
        g_ptr_array_add (self->unpriced_models, (gpointer) model->id);
    }
  }
  g_ptr_array_sort (self->unpriced_models, compare_names);
}

/**
 * sg_report_new:
 *
 * Groups what the ledger has. Each request is in the day it was answered, in
 * the project and session of the file that stands for it.
 *
 * Returns: (transfer full): or %NULL with @error set to %SG_ERROR_DISK or %SG_ERROR_BAD_DATA
 */
SgReport *
sg_report_new (SgLedger            *ledger,
               const SgReportQuery *query,
               GError             **error)
{
  g_autoptr (SgReport) self = g_new0 (SgReport, 1);
  gint64 from_ms = query->since != G_MININT64 ? sg_report_day_start_ms (query->zone, query->since) : G_MININT64;
  gint64 to_ms = query->until != G_MAXINT64 ? sg_report_day_start_ms (query->zone, query->until + 1) : G_MAXINT64;

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->unpriced_models = g_ptr_array_new ();
  self->walk = sg_ledger_walk_new (ledger, from_ms, to_ms, error);
  if (self->walk == NULL)
    return NULL;

  group (self, query);
  if (query->kind == SG_REPORT_SESSION)
    drop_empty (self->rows);
  g_ptr_array_sort_with_data (self->rows, compare_rows, (gpointer) query);
  add_unpriced (self);

  return g_steal_pointer (&self);
}
