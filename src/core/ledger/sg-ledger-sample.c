/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A made-up month of work for the demonstration and for pictures: the same every time. */

#include "sg-ledger-sample.h"

#include <string.h>

#include "sg-error.h"
#include "sg-ledger-private.h"

#define N_SESSIONS 140
#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAY_MS (24 * 60 * MINUTE_MS)
#define SEED 7

static const char *const projects[] = {
  "-home-ada-src-loom", "-home-ada-src-loom-web", "-home-ada-src-shuttle", "-home-ada-notes", "-home-ada-src-jacquard-cards",
  "-home-ada-src-analytical-engine",
};

typedef struct {
  SgLedgerBatch *batch;    /* (unowned) */
  GRand         *random;   /* (unowned) */
  guint          number;
  gint64         now_ms;
} Maker;

static SgSlice
slice (const char *text)
{
  return (SgSlice) { text, strlen (text) };
}

static void
add_request (Maker      *maker,
             const char *model,
             gint64      time_ms,
             gint32      context)
{
  g_autofree char *id = g_strdup_printf ("sample-%u", maker->number++);
  const SgRequest request = {
    .message_id = slice (id),
    .request_id = slice (id),
    .model = slice (model),
    .time_ms = time_ms,
    .stated_pico_usd = SG_REQUEST_COST_UNSTATED,
    .usage = {
      .input = (guint32) g_rand_int_range (maker->random, 3, 900),
      .output = (guint32) g_rand_int_range (maker->random, 40, 1400),
      .write_5m = (guint32) g_rand_int_range (maker->random, 300, 5200),
      .cache_read = (guint32) context,
    },
  };

  sg_ledger_batch_add_request (maker->batch, &request, request.message_id);
}

static const char *
choose_model (Maker *maker,
              guint  session)
{
  static const char *const models[] = { "claude-opus-5-5", "claude-opus-5-5", "claude-sonnet-5", "claude-haiku-4-5" };

  if (session % 23 == 11)
    return "claude-ibis-6";

  return g_rand_int_range (maker->random, 0, 5) == 0 ? "claude-haiku-4-5" : models[session % G_N_ELEMENTS (models)];
}

static void
add_session (Maker *maker,
             guint  session,
             gint64 start_ms)
{
  const char *project = projects[(guint) g_rand_int_range (maker->random, 0, G_N_ELEMENTS (projects)) * session % G_N_ELEMENTS (projects)];
  g_autofree char *file = g_strdup_printf ("%s/%08x-5a3d-4c1e-9b02-%06x%06x.jsonl", project, g_rand_int (maker->random),
                                           g_rand_int (maker->random) >> 8, g_rand_int (maker->random) >> 8);
  int n_requests = g_rand_int_range (maker->random, 4, 60);
  gint32 context = g_rand_int_range (maker->random, 9000, 16000);

  sg_ledger_batch_start_file (maker->batch, file);
  for (int i = 0; i < n_requests && start_ms < maker->now_ms; i++) {
    add_request (maker, choose_model (maker, session), start_ms, context);
    start_ms += g_rand_int_range (maker->random, 8, 150) * 1000;
    context = MIN (context + g_rand_int_range (maker->random, 200, 4000), 160000);
  }
}

/* Some at the start of the present window, the others in the working hours of four weeks. */
static gint64
choose_start (Maker *maker,
              guint  session)
{
  gint64 day_ms = maker->now_ms - maker->now_ms % DAY_MS;

  if (session < 5)
    return maker->now_ms - (155 - 32 * (gint64) session) * MINUTE_MS;

  return day_ms - (1 + (gint64) (session - 5) / 5) * DAY_MS + (8 * 60 + g_rand_int_range (maker->random, 0, 10 * 60)) * MINUTE_MS;
}

/**
 * sg_ledger_takes_sample:
 *
 * Nothing made-up may come to what somebody really did.
 *
 * Returns: whether it is one in memory; else %FALSE with @error set
 */
gboolean
sg_ledger_takes_sample (SgLedger *self,
                        GError  **error)
{
  const char *path = sqlite3_db_filename (self->db, NULL);

  if (path == NULL || *path == '\0')
    return TRUE;

  g_set_error_literal (error, SG_ERROR, SG_ERROR_DISK, "sample data is never written to the disk");

  return FALSE;
}

/**
 * sg_ledger_fill_sample:
 * @self: one in memory; one on the disk takes nothing, and says so
 */
gboolean
sg_ledger_fill_sample (SgLedger  *self,
                       GDateTime *now,
                       GError   **error)
{
  g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  Maker maker = { batch, random, 0, g_date_time_to_unix (now) * 1000 };

  if (!sg_ledger_takes_sample (self, error))
    return FALSE;

  for (guint i = 0; i < N_SESSIONS; i++)
    add_session (&maker, i, choose_start (&maker, i));

  return sg_ledger_write (self, batch, error);
}
