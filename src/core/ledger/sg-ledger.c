/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sg-error.h"
#include "sg-ledger-guard.h"
#include "sg-ledger-private.h"
#include "sg-ledger-times.h"
#include "sg-state-folder.h"

#define BUSY_TIMEOUT_MS 5000

/* This many requests are summed up at a time: a long history needs no more memory than a short one. */
#define COUNT_ROWS (1024 * 1024)

static gboolean
make_folder (const char *path,
             GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, SG_ERROR, SG_ERROR_DISK, "the folder of %s: %s", path, g_strerror (errno));

  return FALSE;
}

static gboolean
make_file (const char *path,
           GError    **error)
{
  int fd;

  /* Never opened when it exists: closing it would drop SQLite's locks on it. */
  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd >= 0) {
    close (fd);
    return TRUE;
  }
  if (errno == EEXIST) {
    sg_state_folder_keep_private (path);
    return TRUE;
  }
  g_set_error (error, SG_ERROR, SG_ERROR_DISK, "%s: %s", path, g_strerror (errno));

  return FALSE;
}

static void
model_free (SgLedgerModel *model)
{
  g_free (model->name);
  g_free (model);
}

static SgLedgerModel *
model_new (SgLedger   *self,
           gint64      id,
           const char *name)
{
  SgLedgerModel *model = g_new (SgLedgerModel, 1);

  model->id = id;
  model->name = g_strdup (name);
  model->prices = sg_price_table_find (self->prices, name);

  return model;
}

/* Returns: (element-type gint64 SgLedgerModel): by id, with their present prices */
GHashTable *
sg_ledger_load_models (SgLedger *self,
                       GError  **error)
{
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (self->db, "SELECT id, name FROM models", error);
  g_autoptr (GHashTable) models =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) model_free);
  int code;

  if (statement == NULL)
    return NULL;

  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    SgLedgerModel *model = model_new (self, sqlite3_column_int64 (statement, 0),
                                      (const char *) sqlite3_column_text (statement, 1));

    g_hash_table_insert (models, &model->id, model);
  }
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (self->db, error);
    return NULL;
  }

  return g_steal_pointer (&models);
}

/* Returns: (transfer none): the model with that name, new in @models if need be */
const SgLedgerModel *
sg_ledger_add_model (SgLedger   *self,
                     GHashTable *models,
                     const char *name,
                     GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GHashTableIter iter;
  gpointer value;
  SgLedgerModel *model;

  g_hash_table_iter_init (&iter, models);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    model = value;
    if (g_str_equal (model->name, name))
      return model;
  }

  statement = sg_ledger_db_prepare (self->db, "INSERT INTO models (name) VALUES (?)", error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  if (!sg_ledger_db_run (self->db, statement, error))
    return NULL;
  model = model_new (self, sqlite3_last_insert_rowid (self->db), name);
  g_hash_table_insert (models, &model->id, model);

  return model;
}

/**
 * sg_ledger_get_cost:
 * @model: (nullable): the row's
 * @pico_usd: (out): at list prices, 10^-12 USD
 *
 * What the record itself said counts only where no price is known (old versions miscalculated),
 * and for what a command result stands for, which has no usage of its own.
 *
 * Returns: %FALSE when neither is known; @pico_usd is 0 then
 */
gboolean
sg_ledger_get_cost (SgLedger            *self,
                    const SgLedgerModel *model,
                    const SgLedgerRow   *row,
                    gint64              *pico_usd)
{
  if (model != NULL && model->prices != NULL && !sg_ledger_row_is_stated (row)) {
    *pico_usd = sg_price_table_cost (self->prices, model->prices, row->time_ms, (SgRequestFlags) row->flags, &row->usage);
    return TRUE;
  }
  *pico_usd = MAX (row->stated_pico_usd, 0);

  return row->stated_pico_usd >= 0;
}

/* Returns: how the statement ended */
static int
count_some (SgLedger         *self,
            sqlite3_stmt     *statement,
            SgLedgerQuarters *quarters)
{
  int code = SQLITE_ROW;

  for (int i = 0; i < COUNT_ROWS && (code = sqlite3_step (statement)) == SQLITE_ROW; i++) {
    SgLedgerRow row;

    sg_ledger_read_row (statement, &row);
    sg_ledger_quarters_count (quarters, &row, 1);
  }

  return code;
}

static gboolean
count_all (SgLedger *self,
           GError  **error)
{
  g_autoptr (GHashTable) models = sg_ledger_load_models (self, error);
  g_autoptr (sqlite3_stmt) statement = NULL;
  int code = SQLITE_ROW;

  if (models == NULL || !sg_ledger_db_exec (self->db, "DELETE FROM quarters", error))
    return FALSE;
  statement = sg_ledger_db_prepare (self->db, "SELECT " SG_LEDGER_ROW_COLUMNS " FROM requests UNION ALL SELECT "
                                    SG_LEDGER_TELEMETRY_COLUMNS " FROM telemetry", error);
  if (statement == NULL)
    return FALSE;

  while (code == SQLITE_ROW) {
    g_autoptr (SgLedgerQuarters) quarters = sg_ledger_quarters_new (self, models);

    code = count_some (self, statement, quarters);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
      return sg_ledger_db_fail (self->db, error);
    if (!sg_ledger_quarters_write (quarters, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
stamp_prices (SgLedger *self,
              GError  **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT OR REPLACE INTO meta VALUES ('prices', %" G_GINT64_FORMAT ")",
                                          (gint64) sg_price_table_get_digest (self->prices));

  return sg_ledger_db_exec (self->db, sql, error);
}

/* The sums hold costs: with other prices they are made anew. */
static gboolean
settle_prices (SgLedger *self,
               GError  **error)
{
  gint64 digest = 0;

  if (!sg_ledger_db_get_int (self->db, "SELECT value FROM meta WHERE key = 'prices'", &digest, error))
    return FALSE;
  if ((guint64) digest == sg_price_table_get_digest (self->prices))
    return TRUE;

  if (!sg_ledger_db_exec (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (count_all (self, error) && stamp_prices (self, error) && sg_ledger_db_exec (self->db, "COMMIT", error))
    return TRUE;
  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

/**
 * sg_ledger_open:
 * @path: made with its folder, for this user's eyes only, or %SG_LEDGER_IN_MEMORY
 * @prices: (nullable): must outlive the ledger; %NULL for one that is not asked about requests
 *
 * Returns: (transfer full): or %NULL with @error set to %SG_ERROR_BAD_DATA when the file is damaged
 *   (see sg_ledger_move_aside()), to %SG_ERROR_DISK when it cannot be used now
 */
SgLedger *
sg_ledger_open (const char         *path,
                const SgPriceTable *prices,
                GError            **error)
{
  g_autoptr (SgLedger) self = g_new0 (SgLedger, 1);
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;

  self->prices = prices;
  self->guard = -1;
  if (!g_str_equal (path, SG_LEDGER_IN_MEMORY)) {
    if (!make_folder (path, error))
      return NULL;
    self->guard = sg_ledger_guard_share (path);
    if (!make_file (path, error))
      return NULL;
  }

  if (sqlite3_open_v2 (path, &self->db, flags, NULL) != SQLITE_OK) {
    sg_ledger_db_fail (self->db, error);
    return NULL;
  }
  sqlite3_extended_result_codes (self->db, 0);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  if (!sg_ledger_db_set_up (self->db, error) || !sg_ledger_times_set_up (self->db, error) ||
      (prices != NULL && !settle_prices (self, error)) || !sg_ledger_db_be_durable (self->db, error)) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }

  return g_steal_pointer (&self);
}

void
sg_ledger_close (SgLedger *self)
{
  sqlite3_close (self->db);
  sg_ledger_guard_release (self->guard);
  g_free (self->places_where);
  g_free (self);
}

/* Ids are of letters, digits and `_`. */
static char *
where_of (const char *const *profiles,
          guint              index)
{
  g_autofree char *others = NULL;

  if (profiles == NULL || profiles[1] == NULL)
    return NULL;
  if (index > 0)
    return g_strdup_printf (" WHERE profile = '%s'", profiles[index]);

  others = g_strjoinv ("','", (char **) profiles + 1);

  return g_strdup_printf (" WHERE profile NOT IN ('%s')", others);
}

/**
 * sg_ledger_look_at_profile:
 * @profiles: (nullable): of sg_claude_folders_dup_profiles(), the main one first; %NULL looks at all together again
 * @index: of the profile that sums are wanted of
 *
 * What nobody else has is the main profile's: also what was counted before there were others.
 */
void
sg_ledger_look_at_profile (SgLedger          *self,
                           const char *const *profiles,
                           guint              index)
{
  g_free (self->places_where);
  self->places_where = where_of (profiles, index);
}

/* What follows the other conditions on a `place`; "" where all are looked at. */
char *
sg_ledger_dup_place_condition (SgLedger *self)
{
  return self->places_where ? g_strconcat (" AND place IN (SELECT id FROM places", self->places_where, ")", NULL) : g_strdup ("");
}

static gboolean
rename_with_suffix (const char *path,
                    const char *suffix,
                    const char *aside)
{
  g_autofree char *from = g_strconcat (path, suffix, NULL);
  g_autofree char *to = g_strconcat (aside, suffix, NULL);

  return g_rename (from, to) == 0;
}

/**
 * sg_ledger_identify:
 *
 * Returns: a number for sg_ledger_move_aside(), to be asked for before the ledger is opened; 0 when there is none
 */
guint64
sg_ledger_identify (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (guint64) info.st_ino : 0;
}

/* The log first: should we be stopped half-way, it must not be taken for the next ledger's. */
static char *
move_aside (const char *path)
{
  for (guint i = 1; i < 1000; i++) {
    g_autofree char *aside = g_strdup_printf ("%s.damaged-%u", path, i);

    if (g_file_test (aside, G_FILE_TEST_EXISTS))
      continue;
    rename_with_suffix (path, "-wal", aside);
    rename_with_suffix (path, "-shm", aside);
    rename_with_suffix (path, "-journal", aside);
    return rename_with_suffix (path, "", aside) ? g_steal_pointer (&aside) : NULL;
  }

  return NULL;
}

/**
 * sg_ledger_move_aside:
 * @path: a ledger that cannot be read, and is not open here
 * @identity: what sg_ledger_identify() said of it
 * @aside: (out) (nullable): where it is now; %NULL when another process was faster
 *
 * It is kept, in case someone can mend it; a new one can take its place.
 *
 * Returns: whether that ledger is no longer at @path
 */
gboolean
sg_ledger_move_aside (const char *path,
                      guint64     identity,
                      char      **aside)
{
  int guard = sg_ledger_guard_take (path);
  gboolean gone = guard >= 0 && sg_ledger_identify (path) != identity;

  *aside = guard >= 0 && !gone ? move_aside (path) : NULL;
  sg_ledger_guard_release (guard);

  return gone || *aside != NULL;
}
