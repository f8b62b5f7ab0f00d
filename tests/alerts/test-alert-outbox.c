/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "sg-alert-outbox.h"

#define ALL (SG_ALERT_WAY_DESKTOP | SG_ALERT_WAY_COMMAND | SG_ALERT_WAY_WEBHOOK)

typedef struct {
  char          *folder;
  char          *path;
  SgStateFile   *state;
  SgAlertOutbox *outbox;
  GDateTime     *now;
} Fixture;

static void
open_outbox (Fixture *f)
{
  f->state = sg_state_file_new (f->path);
  f->outbox = sg_alert_outbox_new (f->state, f->now);
}

static void
close_outbox (Fixture *f)
{
  g_assert_finalize_object (f->outbox);
  g_assert_finalize_object (f->state);
}

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->folder = g_dir_make_tmp ("sg-outbox-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "state.ini", NULL);
  f->now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);
  open_outbox (f);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  close_outbox (f);
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
  g_date_time_unref (f->now);
}

static void
restart (Fixture *f)
{
  close_outbox (f);
  open_outbox (f);
}

static void
add (Fixture    *f,
     const char *limit_id,
     guint       threshold)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_alert_free);
  g_autoptr (GDateTime) reset = g_date_time_add_hours (f->now, 2);
  g_autoptr (SgLimit) limit = sg_limit_new (limit_id, SG_LIMIT_SESSION, "it's \"so\"; here", (double) threshold + 0.125, reset,
                                            SG_ORIGIN_ENDPOINT, f->now);

  g_ptr_array_add (alerts, sg_alert_new (SG_ALERT_THRESHOLD, limit, threshold));
  sg_alert_outbox_add (f->outbox, alerts, f->now);
  g_assert_true (sg_state_file_save (f->state, NULL));
}

static guint
n_batches (Fixture *f)
{
  return sg_alert_outbox_get_batches (f->outbox)->len;
}

static const SgAlertBatch *
batch (Fixture *f,
       guint    i)
{
  return g_ptr_array_index (sg_alert_outbox_get_batches (f->outbox), i);
}

static void
test_what_is_not_told_is_there_after_a_restart (Fixture      *f,
                                                gconstpointer unused)
{
  const SgAlert *alert;
  guint id;

  sg_alert_outbox_set_ways (f->outbox, ALL);
  add (f, "session", 70);
  id = batch (f, 0)->id;
  restart (f);

  g_assert_cmpuint (n_batches (f), ==, 1);
  g_assert_cmpuint (batch (f, 0)->id, ==, id);
  g_assert_cmpuint (batch (f, 0)->due, ==, ALL);
  g_assert_false (batch (f, 0)->is_fresh);
  alert = g_ptr_array_index (batch (f, 0)->alerts, 0);
  g_assert_cmpuint (alert->threshold_percent, ==, 70);
  g_assert_cmpstr (alert->limit->label, ==, "it's \"so\"; here");
  g_assert_cmpfloat (alert->limit->used_percent, ==, 70.125);
}

static void
test_each_way_is_done_once (Fixture      *f,
                            gconstpointer unused)
{
  guint id;

  sg_alert_outbox_set_ways (f->outbox, ALL);
  add (f, "session", 70);
  id = batch (f, 0)->id;
  sg_alert_outbox_note_done (f->outbox, id, SG_ALERT_WAY_COMMAND);
  sg_alert_outbox_note_post (f->outbox, id);
  restart (f);
  g_assert_cmpuint (batch (f, 0)->due, ==, SG_ALERT_WAY_DESKTOP | SG_ALERT_WAY_WEBHOOK);
  g_assert_cmpuint (batch (f, 0)->n_posts, ==, 1);

  sg_alert_outbox_note_done (f->outbox, id, SG_ALERT_WAY_DESKTOP);
  sg_alert_outbox_note_done (f->outbox, id, SG_ALERT_WAY_WEBHOOK);
  g_assert_cmpuint (n_batches (f), ==, 0);
  restart (f);
  g_assert_cmpuint (n_batches (f), ==, 0);
}

static void
test_what_comes_before_somebody_tells_joins (Fixture      *f,
                                             gconstpointer unused)
{
  add (f, "session", 70);
  add (f, "weekly", 90);
  g_assert_cmpuint (n_batches (f), ==, 1);
  g_assert_cmpuint (batch (f, 0)->alerts->len, ==, 2);

  sg_alert_outbox_note_begun (f->outbox, batch (f, 0)->id);
  add (f, "session", 90);
  g_assert_cmpuint (n_batches (f), ==, 2);
}

static void
test_what_is_held_becomes_one (Fixture      *f,
                               gconstpointer unused)
{
  guint id;

  sg_alert_outbox_set_ways (f->outbox, SG_ALERT_WAY_DESKTOP | SG_ALERT_WAY_WEBHOOK);
  add (f, "session", 70);
  sg_alert_outbox_hold (f->outbox);
  add (f, "weekly", 70);
  sg_alert_outbox_hold (f->outbox);
  g_assert_cmpuint (n_batches (f), ==, 2);
  sg_alert_outbox_note_done (f->outbox, batch (f, 1)->id, SG_ALERT_WAY_WEBHOOK);
  restart (f);

  sg_alert_outbox_release (f->outbox);
  g_assert_cmpuint (n_batches (f), ==, 2);
  g_assert_cmpuint (batch (f, 0)->due, ==, SG_ALERT_WAY_WEBHOOK);
  g_assert_true (batch (f, 1)->is_summary);
  g_assert_false (batch (f, 1)->held);
  g_assert_cmpuint (batch (f, 1)->due, ==, SG_ALERT_WAY_DESKTOP);
  g_assert_cmpuint (batch (f, 1)->alerts->len, ==, 2);
  id = batch (f, 1)->id;

  restart (f);
  sg_alert_outbox_release (f->outbox);
  g_assert_cmpuint (n_batches (f), ==, 2);
  g_assert_cmpuint (batch (f, 1)->id, ==, id);
}

/* It may be on somebody's screen: under another id it would come twice. */
static void
test_what_may_have_been_shown_is_not_held (Fixture      *f,
                                           gconstpointer unused)
{
  guint id;

  add (f, "session", 70);
  id = batch (f, 0)->id;
  restart (f);
  sg_alert_outbox_hold (f->outbox);
  sg_alert_outbox_release (f->outbox);

  g_assert_cmpuint (n_batches (f), ==, 1);
  g_assert_cmpuint (batch (f, 0)->id, ==, id);
  g_assert_false (batch (f, 0)->is_summary);
}

static void
test_a_way_that_is_switched_off_is_waited_for_no_longer (Fixture      *f,
                                                         gconstpointer unused)
{
  sg_alert_outbox_set_ways (f->outbox, SG_ALERT_WAY_DESKTOP | SG_ALERT_WAY_WEBHOOK);
  add (f, "session", 70);
  sg_alert_outbox_note_done (f->outbox, batch (f, 0)->id, SG_ALERT_WAY_DESKTOP);
  g_assert_cmpuint (n_batches (f), ==, 1);
  sg_alert_outbox_set_ways (f->outbox, SG_ALERT_WAY_DESKTOP);
  g_assert_cmpuint (n_batches (f), ==, 0);
}

static void
test_what_is_old_is_no_news (Fixture      *f,
                             gconstpointer unused)
{
  add (f, "session", 70);
  g_date_time_unref (f->now);
  f->now = g_date_time_new_utc (2026, 11, 30, 12, 0, 0.0);
  restart (f);

  g_assert_cmpuint (n_batches (f), ==, 0);
}

static void
test_a_strange_file_is_empty (Fixture      *f,
                              gconstpointer unused)
{
  static const char *const texts[] = {
    "", "(", "nonsense", "(1, 1, false, false, 0, 0, [])", "(1, 1, false, false, 0, 1795262400, [{'kind': <'sun'>}])",
    "(1, 1, false, false, 0, 1795262400, [{'kind': <'login'>}])", NULL,
  };

  sg_state_file_set_strings (f->state, "alerts to tell", "batches", texts);
  g_assert_true (sg_state_file_save (f->state, NULL));
  restart (f);

  g_assert_cmpuint (n_batches (f), ==, 0);
}

static void
test_every_kind_comes_back_as_it_was (Fixture      *f,
                                      gconstpointer unused)
{
  g_autoptr (SgLimit) limit = sg_limit_new ("weekly:Fable", SG_LIMIT_SCOPED, "Fable", 91.0, f->now, SG_ORIGIN_ENDPOINT, f->now);
  g_autoptr (SgAnomaly) anomaly = sg_anomaly_new (f->now, TRUE, &SG_CENTS_ZERO, &SG_CENTS_ZERO, 28);

  for (SgAlertKind kind = SG_ALERT_THRESHOLD; kind < SG_ALERT_N_KINDS; kind++) {
    g_autoptr (SgAlert) alert = kind == SG_ALERT_ANOMALY ? sg_alert_new_anomaly (anomaly)
                                : kind == SG_ALERT_LOGIN ? sg_alert_new_login (f->now) : sg_alert_new (kind, limit, 90);
    g_autoptr (GVariant) variant = NULL;
    g_autoptr (GVariant) again = NULL;
    g_autoptr (SgAlert) back = NULL;

    alert->profile_id = g_strdup ("work_12");
    alert->profile_name = g_strdup ("Work");
    alert->profile_folder = g_strdup ("work");
    variant = g_variant_ref_sink (sg_alert_to_variant (alert));
    back = sg_alert_from_variant (variant);
    g_assert_nonnull (back);
    again = g_variant_ref_sink (sg_alert_to_variant (back));
    g_assert_true (g_variant_equal (variant, again));
  }
}

#define ADD(name, function) g_test_add ("/alert-outbox/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("what-is-not-told-is-there-after-a-restart", test_what_is_not_told_is_there_after_a_restart);
  ADD ("each-way-is-done-once", test_each_way_is_done_once);
  ADD ("what-comes-before-somebody-tells-joins", test_what_comes_before_somebody_tells_joins);
  ADD ("what-is-held-becomes-one", test_what_is_held_becomes_one);
  ADD ("what-may-have-been-shown-is-not-held", test_what_may_have_been_shown_is_not_held);
  ADD ("a-way-that-is-switched-off-is-waited-for-no-longer", test_a_way_that_is_switched_off_is_waited_for_no_longer);
  ADD ("what-is-old-is-no-news", test_what_is_old_is_no_news);
  ADD ("a-strange-file-is-empty", test_a_strange_file_is_empty);
  ADD ("every-kind-comes-back-as-it-was", test_every_kind_comes_back_as_it_was);

  return g_test_run ();
}
