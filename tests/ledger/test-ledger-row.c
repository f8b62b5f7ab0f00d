/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-ledger-batch.h"
#include "sg-ledger-order.h"

#define SIDE SG_REQUEST_SIDECHAIN
#define COPY SG_REQUEST_COPIED
#define CUT SG_LEDGER_ROW_CUT

typedef struct {
  guint64 request;   /* 0: the line has no request id */
  guint32 output;
  guint32 input;
  gint64  time_ms;
  guint32 flags;
  char    session;
} Line;

typedef struct {
  const char *name;
  Line        lines[4];      /* of one message, until one with an output of 0 */
  Line        rows[3];       /* what they come to, by request */
} MergeCase;

static const MergeCase cases[] = {
  { "growing-count", { { 1, 2, 5, 100, 0, 'a' }, { 1, 9, 5, 200, 0, 'a' }, { 1, 41, 5, 300, 0, 'a' } }, { { 1, 41, 5, 300, 0, 'a' } } },
  { "stale-line-last", { { 1, 41, 5, 100, 0, 'a' }, { 1, 2, 5, 200, 0, 'a' } }, { { 1, 41, 5, 100, 0, 'a' } } },
  { "equal-lines-take-the-first-time", { { 1, 41, 5, 200, 0, 'a' }, { 1, 41, 5, 100, 0, 'a' } }, { { 1, 41, 5, 100, 0, 'a' } } },
  { "equal-output-takes-the-greater-rest", { { 1, 41, 5, 100, 0, 'a' }, { 1, 41, 6, 200, 0, 'a' } }, { { 1, 41, 6, 200, 0, 'a' } } },
  { "two-requests", { { 1, 41, 5, 100, 0, 'a' }, { 2, 41, 5, 105, 0, 'a' } }, { { 1, 41, 5, 100, 0, 'a' }, { 2, 41, 5, 105, 0, 'a' } } },
  { "without-request-ids", { { 0, 2, 5, 100, 0, 'a' }, { 0, 41, 5, 200, 0, 'b' } }, { { 0, 41, 5, 200, 0, 'a' } } },
  { "request-id-comes-later", { { 0, 2, 5, 100, 0, 'a' }, { 7, 41, 5, 200, 0, 'a' } }, { { 7, 41, 5, 200, 0, 'a' } } },
  { "fork-stays-with-its-maker", { { 1, 41, 5, 100, COPY, 'a' }, { 1, 41, 5, 100, 0, 'b' } }, { { 1, 41, 5, 100, 0, 'b' } } },
  { "fork-knows-the-final-count", { { 1, 41, 5, 200, COPY, 'a' }, { 1, 2, 5, 100, 0, 'b' } }, { { 1, 41, 5, 100, CUT, 'b' } } },
  { "fork-knew-it-before-its-maker", { { 1, 41, 5, 200, COPY, 'a' }, { 1, 2, 5, 100, 0, 'b' }, { 1, 41, 5, 200, 0, 'b' }, { 1, 2, 5, 100, COPY, 'a' } },
    { { 1, 41, 5, 200, 0, 'b' } } },
  { "maker-was-cut-short-twice", { { 1, 41, 5, 200, COPY, 'a' }, { 1, 2, 5, 100, 0, 'b' }, { 1, 20, 5, 150, 0, 'b' } }, { { 1, 41, 5, 150, CUT, 'b' } } },
  { "unmarked-copy-goes-to-the-first-by-name", { { 1, 41, 5, 100, 0, 'b' }, { 1, 41, 5, 100, 0, 'a' } }, { { 1, 41, 5, 100, 0, 'a' } } },
  { "side-question-replays", { { 1, 41, 5, 100, 0, 'a' }, { 9, 41, 5000, 100, SIDE, 'a' } }, { { 1, 41, 5, 100, 0, 'a' } } },
  { "side-question-replays-two", { { 1, 41, 5, 100, 0, 'a' }, { 9, 99, 5000, 100, SIDE, 'a' }, { 2, 3, 4, 100, 0, 'a' } },
    { { 1, 41, 5, 100, 0, 'a' }, { 2, 3, 4, 100, 0, 'a' } } },
  { "sub-agent-asks-twice", { { 1, 41, 5, 100, SIDE, 'a' }, { 2, 2, 5, 105, SIDE, 'a' }, { 2, 7, 5, 106, SIDE, 'a' } },
    { { 1, 41, 5, 100, SIDE, 'a' }, { 2, 7, 5, 106, SIDE, 'a' } } },
  { "side-questions-replay", { { 8, 41, 50, 110, SIDE, 'a' }, { 9, 41, 60, 120, SIDE, 'a' }, { 1, 41, 5, 100, 0, 'a' }, { 1, 2, 5, 90, 0, 'a' } },
    { { 1, 41, 5, 100, 0, 'a' } } },
  { "side-question-with-the-same-request", { { 1, 41, 5, 100, SIDE, 'a' }, { 9, 41, 60, 120, SIDE, 'a' }, { 1, 41, 5, 100, 0, 'b' } },
    { { 1, 41, 5, 100, 0, 'b' } } },
  { "sub-agent", { { 1, 2, 5, 100, SIDE, 'a' }, { 1, 41, 5, 200, SIDE, 'a' } }, { { 1, 41, 5, 200, SIDE, 'a' } } },
  { "sidechain-and-main-of-one-request", { { 1, 41, 5, 100, SIDE, 'a' }, { 1, 41, 5, 200, 0, 'b' } }, { { 1, 41, 5, 200, 0, 'b' } } },
};

static void
add_line (SgLedgerBatch *batch,
          const Line    *line)
{
  g_autofree char *request_id = line->request ? g_strdup_printf ("req_%u", (guint) line->request) : g_strdup ("");
  const SgRequest request = {
    .message_id = { "msg", 3 },
    .request_id = { request_id, strlen (request_id) },
    .session = { &line->session, 1 },
    .model = { "m", 1 },
    .time_ms = line->time_ms,
    .stated_pico_usd = SG_REQUEST_COST_UNSTATED,
    .usage = { .input = line->input, .output = line->output },
    .flags = line->flags,
  };

  sg_ledger_batch_start_file (batch, "project/file.jsonl");
  sg_ledger_batch_add_request (batch, &request, (SgSlice) { "", 0 });
}

static const SgLedgerPlace *
find_place (SgLedgerBatch *batch,
            guint64        id)
{
  for (guint i = 0; i < sg_ledger_batch_get_n_places (batch); i++) {
    if (sg_ledger_batch_get_place (batch, i)->id == id)
      return sg_ledger_batch_get_place (batch, i);
  }
  g_assert_not_reached ();
}

static guint64
key_of (guint64 request)
{
  g_autofree char *request_id = g_strdup_printf ("req_%u", (guint) request);

  return request ? sg_slice_hash ((SgSlice) { request_id, strlen (request_id) }, 3) : 0;
}

static const SgLedgerRow *
find_row (SgLedgerBatch *batch,
          guint64        request)
{
  for (guint i = 0; i < sg_ledger_batch_get_n_rows (batch); i++) {
    const SgLedgerRow *row = sg_ledger_batch_get_row (batch, i);

    if (row->key.request == key_of (request))
      return row;
  }

  return NULL;
}

static void
assert_rows (SgLedgerBatch *batch,
             const Line    *rows)
{
  guint n_rows = 0;

  for (; rows[n_rows].output > 0; n_rows++) {
    const SgLedgerRow *row = find_row (batch, rows[n_rows].request);

    g_assert_nonnull (row);
    g_assert_cmpuint (row->usage.output, ==, rows[n_rows].output);
    g_assert_cmpuint (row->usage.input, ==, rows[n_rows].input);
    g_assert_cmpint (row->time_ms, ==, rows[n_rows].time_ms);
    g_assert_cmpuint (row->flags, ==, rows[n_rows].flags);
    g_assert_cmpint (find_place (batch, row->place)->session[0], ==, rows[n_rows].session);
  }
  g_assert_cmpuint (sg_ledger_batch_get_n_rows (batch), ==, n_rows);
}

/* Swaps its way through all orders of @n lines. */
static void
assert_in_any_order (const MergeCase *c,
                     Line            *lines,
                     guint            n,
                     guint            n_lines)
{
  if (n == 0) {
    g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();
    g_autoptr (SgLedgerBatch) absorbing = sg_ledger_batch_new ();

    for (guint i = 0; i < n_lines; i++) {
      SgLedgerBatch *one = sg_ledger_batch_new ();

      add_line (batch, &lines[i]);
      add_line (one, &lines[i]);
      sg_ledger_batch_absorb (absorbing, one);
    }
    assert_rows (batch, c->rows);
    assert_rows (absorbing, c->rows);
    return;
  }

  for (guint i = 0; i < n; i++) {
    Line kept = lines[i];

    lines[i] = lines[n - 1];
    lines[n - 1] = kept;
    assert_in_any_order (c, lines, n - 1, n_lines);
    lines[n - 1] = lines[i];
    lines[i] = kept;
  }
}

static void
test_merge (gconstpointer user_data)
{
  const MergeCase *c = user_data;
  Line lines[4];
  guint n_lines = 0;

  memcpy (lines, c->lines, sizeof lines);
  while (n_lines < 4 && lines[n_lines].output > 0)
    n_lines++;

  assert_in_any_order (c, lines, n_lines, n_lines);
}

typedef struct {
  const char *relative;
  const char *project;
  const char *session;
} PlaceCase;

static const PlaceCase place_cases[] = {
  { "-home-a/S.jsonl", "-home-a", "S" },
  { "-home-a/S/subagents/agent-1.jsonl", "-home-a", "S" },
  { "-home-a/deep/S/subagents/x.jsonl", "-home-a/deep", "S" },
  { "-home-a/S/other/x.jsonl", "-home-a/S", "other" },
  { "-home-a/folder/x.jsonl", "-home-a", "folder" },
  { "subagents/x.jsonl", "subagents", "x" },
  { "x.jsonl", "Unknown Project", "x.jsonl" },
};

static void
test_place (gconstpointer user_data)
{
  const PlaceCase *c = user_data;
  g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();
  const SgRequest request = { .message_id = { "msg", 3 } };
  const SgLedgerPlace *place;

  sg_ledger_batch_start_file (batch, c->relative);
  sg_ledger_batch_add_request (batch, &request, (SgSlice) { "", 0 });
  place = sg_ledger_batch_get_place (batch, 0);
  g_assert_cmpstr (place->project, ==, c->project);
  g_assert_cmpstr (place->file_session, ==, c->session);
  g_assert_cmpstr (place->session, ==, c->session);
}

static void
test_without_message_id (void)
{
  g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();
  const SgRequest by_uuid = { .uuid = { "u-1", 3 }, .session = { "s", 1 } };
  const SgRequest nameless = { .session = { "s", 1 } };

  sg_ledger_batch_start_file (batch, "p/s.jsonl");
  sg_ledger_batch_add_request (batch, &by_uuid, (SgSlice) { "{1}", 3 });
  sg_ledger_batch_add_request (batch, &by_uuid, (SgSlice) { "{2}", 3 });
  g_assert_cmpuint (sg_ledger_batch_get_n_rows (batch), ==, 1);

  sg_ledger_batch_add_request (batch, &nameless, (SgSlice) { "{3}", 3 });
  sg_ledger_batch_add_request (batch, &nameless, (SgSlice) { "{4}", 3 });
  sg_ledger_batch_add_request (batch, &nameless, (SgSlice) { "{4}", 3 });
  g_assert_cmpuint (sg_ledger_batch_get_n_rows (batch), ==, 3);
}

/* The ledger keeps these numbers: another hash would count everything twice. */
static void
test_hash_never_changes (void)
{
  const struct {
    const char *text;
    guint64     seed;
    guint64     hash;
  } hashes[] = {
    { "", 0, G_GUINT64_CONSTANT (0x5750d947e86577e3) }, { "msg_01Vqp67G2WfbayKg4MGbNR6TV8", 0, G_GUINT64_CONSTANT (0xee8dbabea22b8d18) }, { "req_011CV", 3, G_GUINT64_CONSTANT (0x8fa93f81690da0dc) }, { "12345678", 1, G_GUINT64_CONSTANT (0xdbfe989e1fa0df80) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hashes); i++) {
    guint64 hash = sg_slice_hash ((SgSlice) { hashes[i].text, strlen (hashes[i].text) }, hashes[i].seed);

    g_assert_cmphex (hash, ==, hashes[i].hash);
  }
}

static void
test_order_is_the_ledgers (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint n_rows = 0; n_rows < 300; n_rows++) {
    g_autofree SgLedgerRow *rows = g_new0 (SgLedgerRow, n_rows + 1);
    g_autofree guint32 *order = NULL;

    for (guint i = 0; i < n_rows; i++) {
      rows[i].key.message = (guint64) g_rand_int_range (rand, -20, 20) << 58;
      rows[i].key.request = (guint64) g_rand_int_range (rand, -3, 3);
    }
    order = sg_ledger_order_rows (rows, n_rows);

    for (guint i = 1; i < n_rows; i++) {
      const SgRequestKey *a = &rows[order[i - 1]].key, *b = &rows[order[i]].key;

      g_assert_cmpint ((gint64) a->message, <=, (gint64) b->message);
      if (a->message == b->message)
        g_assert_cmpint ((gint64) a->request, <=, (gint64) b->request);
    }
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/ledger-row/merge/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], test_merge);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (place_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/ledger-row/place/%" G_GSIZE_FORMAT, i);
    g_test_add_data_func (path, &place_cases[i], test_place);
  }
  g_test_add_func ("/ledger-row/order-is-the-ledgers", test_order_is_the_ledgers);
  g_test_add_func ("/ledger-row/without-message-id", test_without_message_id);
  g_test_add_func ("/ledger-row/hash-never-changes", test_hash_never_changes);

  return g_test_run ();
}
