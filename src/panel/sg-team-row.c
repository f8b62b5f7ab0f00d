/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-team-row.h"

#include <glib/gi18n-lib.h>

#include "sg-number.h"

struct _SgTeamRow {
  GObject       parent_instance;

  SgTeamRecord *record;
  SgCents       cost;
};

G_DEFINE_FINAL_TYPE (SgTeamRow, sg_team_row, G_TYPE_OBJECT)

static void
sg_team_row_finalize (GObject *object)
{
  g_clear_pointer (&SG_TEAM_ROW (object)->record, sg_team_record_free);

  G_OBJECT_CLASS (sg_team_row_parent_class)->finalize (object);
}

static void
sg_team_row_class_init (SgTeamRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_team_row_finalize;
}

static void
sg_team_row_init (SgTeamRow *self)
{
}

/**
 * sg_team_row_new:
 * @record: (transfer full):
 */
SgTeamRow *
sg_team_row_new (SgTeamRecord *record)
{
  SgTeamRow *self = g_object_new (SG_TYPE_TEAM_ROW, NULL);

  self->record = record;
  sg_team_record_get_cost (record, &self->cost);

  return self;
}

static char *
format_percent (const SgTeamRecord *record)
{
  double percent;

  if (!sg_team_accepted_percent (record->accepted, record->rejected, &percent))
    return g_strdup ("–");

  /* TRANSLATORS: a percentage */
  return g_strdup_printf (_ ("%.0f %%"), percent);
}

static char *
format_cost (const SgTeamRecord *record)
{
  SgCents cost;

  return sg_team_record_get_cost (record, &cost) ? sg_cents_format (&cost) : g_strdup ("–");
}

/**
 * sg_team_record_dup_text:
 *
 * Returns: (transfer full): what stands in that column
 */
char *
sg_team_record_dup_text (const SgTeamRecord *record,
                         SgTeamColumn        column)
{
  switch (column) {
  case SG_TEAM_COLUMN_COST:
    return format_cost (record);
  case SG_TEAM_COLUMN_SESSIONS:
    return sg_number_format (record->sessions);
  case SG_TEAM_COLUMN_COMMITS:
    return sg_number_format (record->commits);
  case SG_TEAM_COLUMN_LINES:
    return sg_number_format (sg_team_record_get_lines (record));
  case SG_TEAM_COLUMN_ACCEPTED:
    return format_percent (record);
  case SG_TEAM_COLUMN_PERSON:
  default:
    return g_strdup (record->name);
  }
}

char *
sg_team_row_dup_text (SgTeamRow   *self,
                      SgTeamColumn column)
{
  return sg_team_record_dup_text (self->record, column);
}

static int
compare_counts (gint64 a,
                gint64 b)
{
  return (a > b) - (a < b);
}

/**
 * sg_team_row_compare:
 *
 * Returns: below 0 when @a has less
 */
int
sg_team_row_compare (SgTeamRow   *a,
                     SgTeamRow   *b,
                     SgTeamColumn column)
{
  switch (column) {
  case SG_TEAM_COLUMN_COST:
    return sg_cents_compare (&a->cost, &b->cost);
  case SG_TEAM_COLUMN_SESSIONS:
    return compare_counts (a->record->sessions, b->record->sessions);
  case SG_TEAM_COLUMN_COMMITS:
    return compare_counts (a->record->commits, b->record->commits);
  case SG_TEAM_COLUMN_LINES:
    return compare_counts (sg_team_record_get_lines (a->record), sg_team_record_get_lines (b->record));
  case SG_TEAM_COLUMN_ACCEPTED:
    return sg_team_record_compare_accepted (a->record, b->record);
  case SG_TEAM_COLUMN_PERSON:
  default:
    return g_utf8_collate (a->record->name, b->record->name);
  }
}
