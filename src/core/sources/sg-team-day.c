/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-team-day.h"

#include "sg-error.h"
#include "sg-ledger-team.h"
#include "sg-team-page.h"
#include "sg-team-sums.h"

/* The server's greatest; a page is about a megabyte. */
#define PAGE_RECORDS 1000
/* A million people, which no organisation has. */
#define MAX_PAGES 1000

struct _SgTeamDay {
  char       *ledger_path;
  char       *organization;
  gint64      day;
  gint64      read_at;
  char       *next_page;     /* (owned) (nullable) */
  GHashTable *pages;         /* (owned): the tokens that were followed */
  GHashTable *seen;          /* (owned): a record sent twice counts once */
  SgTeamSums *sums;          /* (owned) */
  guint       n_unreadable;
  guint       n_records;     /* of the last page */
  gboolean    is_done;
  gboolean    is_broken;
};

/**
 * sg_team_day_new:
 * @day: Unix seconds, a UTC midnight
 * @read_at: when it is asked for, in Unix seconds
 */
SgTeamDay *
sg_team_day_new (const char *ledger_path,
                 const char *organization,
                 gint64      day,
                 gint64      read_at)
{
  SgTeamDay *self = g_new0 (SgTeamDay, 1);

  self->ledger_path = g_strdup (ledger_path);
  self->organization = g_strdup (organization);
  self->day = day;
  self->read_at = read_at;
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sums = sg_team_sums_new ();

  return self;
}

void
sg_team_day_free (SgTeamDay *self)
{
  g_free (self->ledger_path);
  g_free (self->organization);
  g_free (self->next_page);
  g_hash_table_unref (self->pages);
  g_hash_table_unref (self->seen);
  sg_team_sums_free (self->sums);
  g_free (self);
}

/**
 * sg_team_day_to_uri:
 *
 * Returns: (transfer full): where its next page is
 */
char *
sg_team_day_to_uri (const SgTeamDay *self,
                    const char      *base_url)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (self->day);
  g_autofree char *date = g_date_time_format (time, "%Y-%m-%d");
  g_autofree char *page = self->next_page ? g_uri_escape_string (self->next_page, NULL, FALSE) : NULL;

  return g_strdup_printf ("%s/v1/organizations/usage_report/claude_code?starting_at=%s&limit=%d%s%s", base_url, date,
                          PAGE_RECORDS, page ? "&page=" : "", page ? page : "");
}

static gboolean
add_records (SgTeamDay  *self,
             SgTeamPage *page,
             GError    **error)
{
  for (guint i = 0; i < page->records->len; i++) {
    const SgTeamRecord *record = g_ptr_array_index (page->records, i);
    char *key = g_strdup_printf ("%d %s %s", record->is_key, record->terminal, record->name);

    if (g_hash_table_add (self->seen, key) && !sg_team_sums_add (self->sums, record)) {
      g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the figures of a day are more than can be added");
      return FALSE;
    }
  }
  self->n_records = page->records->len;
  self->n_unreadable += page->n_unreadable;

  return TRUE;
}

/* A server that never ends, or turns in a circle, is believed nothing. */
static gboolean
follow (SgTeamDay  *self,
        SgTeamPage *page,
        GError    **error)
{
  g_free (self->next_page);
  self->next_page = g_steal_pointer (&page->next_page);
  if (self->next_page == NULL ||
      (g_hash_table_add (self->pages, g_strdup (self->next_page)) && g_hash_table_size (self->pages) < MAX_PAGES))
    return TRUE;

  g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the pages of a day never end");

  return FALSE;
}

static gboolean
take (SgTeamDay *self,
      GBytes    *body,
      GError   **error)
{
  g_autoptr (SgTeamPage) page =
    sg_team_page_parse (self->day, g_bytes_get_data (body, NULL), g_bytes_get_size (body), error);

  return page != NULL && add_records (self, page, error) && follow (self, page, error);
}

static gboolean
keep (SgTeamDay *self,
      GError   **error)
{
  g_autoptr (SgLedger) ledger = sg_ledger_open (self->ledger_path, NULL, error);

  return ledger != NULL && sg_ledger_team_replace_day (ledger, self->organization, self->day, self->sums->people,
                                                       self->n_unreadable, self->read_at, error);
}

static void
take_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  SgTeamDay *self = g_object_get_data (G_OBJECT (task), "day");
  GError *error = NULL;

  self->is_broken = !take (self, task_data, &error);
  if (error == NULL && self->next_page == NULL)
    self->is_done = keep (self, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * sg_team_day_take_async:
 * @self: must outlive the call, and is nobody else's meanwhile
 * @body: the page sg_team_day_to_uri() leads to
 */
void
sg_team_day_take_async (SgTeamDay          *self,
                        GBytes             *body,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, sg_team_day_take_async);
  g_object_set_data (G_OBJECT (task), "day", self);
  g_task_set_task_data (task, g_bytes_ref (body), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, take_in_thread);
}

gboolean
sg_team_day_take_finish (SgTeamDay    *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sg_team_day_get_start:
 *
 * Returns: Unix seconds, a UTC midnight
 */
gint64
sg_team_day_get_start (const SgTeamDay *self)
{
  return self->day;
}

/**
 * sg_team_day_is_done:
 *
 * Returns: whether all of it is in the ledger
 */
gboolean
sg_team_day_is_done (const SgTeamDay *self)
{
  return self->is_done;
}

/**
 * sg_team_day_is_broken:
 *
 * Returns: whether the last page was no page; then the day cannot be read on, but others may
 */
gboolean
sg_team_day_is_broken (const SgTeamDay *self)
{
  return self->is_broken;
}

/**
 * sg_team_day_get_n_records:
 *
 * Returns: how many the last page had
 */
guint
sg_team_day_get_n_records (const SgTeamDay *self)
{
  return self->n_records;
}
