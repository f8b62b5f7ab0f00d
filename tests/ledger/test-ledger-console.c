/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ledger-testing.h"
#include "sg-error.h"
#include "sg-ledger-askings.h"
#include "sg-ledger-console.h"

#define REPORT "org-1 cost"
#define DAY 86400
#define FIRST (20000 * (gint64) DAY)

static SgConsoleBucket *
bucket_of (gint64      day,
           const char *model,
           const char *amount)
{
  SgConsoleBucket *bucket = sg_console_bucket_new (SG_BUCKET_COST, FIRST + day * DAY, FIRST + (day + 1) * DAY);

  bucket->dimensions[SG_DIMENSION_MODEL] = g_strdup (model);
  bucket->dimensions[SG_DIMENSION_DESCRIPTION] = g_strdup ("Output, and more");
  g_assert_true (sg_cents_parse (amount, &bucket->amount, NULL));
  bucket->output = 5;

  return bucket;
}

static void
replace (SgLedger *ledger,
         gint64    first_day,
         gint64    end_day,
         gint64    read_on_day,
         ...)
{
  g_autoptr (GPtrArray) buckets = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_console_bucket_free);
  g_autoptr (GError) error = NULL;
  SgConsoleBucket *bucket;
  va_list more;

  va_start (more, read_on_day);
  while ((bucket = va_arg (more, SgConsoleBucket *)) != NULL)
    g_ptr_array_add (buckets, bucket);
  va_end (more);

  sg_ledger_replace_buckets (ledger, REPORT, FIRST + first_day * DAY, FIRST + end_day * DAY, buckets,
                             FIRST + read_on_day * DAY, &error);
  g_assert_no_error (error);
}

/* `day model amount output`, a line each */
static char *
list (SgLedger   *ledger,
      const char *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) buckets = sg_ledger_load_buckets (ledger, report, SG_BUCKET_COST, FIRST, FIRST + 100 * DAY, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < buckets->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (buckets, i);
    g_autofree char *amount = sg_cents_to_text (&bucket->amount);
    const char *model = bucket->dimensions[SG_DIMENSION_MODEL];

    g_assert_cmpstr (bucket->dimensions[SG_DIMENSION_DESCRIPTION], ==, "Output, and more");
    g_assert_null (bucket->dimensions[SG_DIMENSION_WORKSPACE]);
    g_string_append_printf (text, "%d %s %s %d\n", (int) ((bucket->start - FIRST) / DAY), model ? model : "-", amount,
                            (int) bucket->output);
  }

  return g_string_free (text, FALSE);
}

static void
test_an_answer_replaces_its_span (Desk         *desk,
                                  gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *other = NULL;

  replace (ledger, 0, 3, 3, bucket_of (0, "opus", "1.5"), bucket_of (1, "opus", "2.000001"), bucket_of (1, NULL, "-3"),
           bucket_of (2, "opus", "4"), NULL);
  before = list (ledger, REPORT);
  g_assert_cmpstr (before, ==, "0 opus 1.5 5\n1 - -3 5\n1 opus 2.000001 5\n2 opus 4 5\n");

  replace (ledger, 1, 3, 3, bucket_of (1, "opus", "7"), NULL);
  after = list (ledger, REPORT);
  g_assert_cmpstr (after, ==, "0 opus 1.5 5\n1 opus 7 5\n");

  other = list (ledger, "org-2 cost");
  g_assert_cmpstr (other, ==, "");
}

static void
test_a_bucket_sent_twice_counts_once (Desk         *desk,
                                      gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autofree char *text = NULL;

  replace (ledger, 0, 1, 1, bucket_of (0, "opus", "1"), bucket_of (0, "opus", "2"), bucket_of (5, "opus", "9"), NULL);
  text = list (ledger, REPORT);
  g_assert_cmpstr (text, ==, "0 opus 2 5\n");
}

static void
assert_unsettled_from (SgLedger *ledger,
                       gint64    day)
{
  g_autoptr (GError) error = NULL;
  gint64 first = 0;

  g_assert_true (sg_ledger_find_unsettled (ledger, REPORT, FIRST, FIRST + 10 * DAY, &first, &error));
  g_assert_no_error (error);
  g_assert_cmpint ((first - FIRST) / DAY, ==, day);
}

static void
test_only_what_may_change_is_asked_again (Desk         *desk,
                                          gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  assert_unsettled_from (ledger, 0);
  replace (ledger, 0, 5, 5, NULL);
  assert_unsettled_from (ledger, 4);
  replace (ledger, 4, 6, 7, NULL);
  assert_unsettled_from (ledger, 6);
  replace (ledger, 7, 10, 20, NULL);
  assert_unsettled_from (ledger, 6);
  replace (ledger, 6, 10, 20, NULL);
  assert_unsettled_from (ledger, 10);
}

static void
test_days_without_a_gap (Desk         *desk,
                         gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autofree char *report = NULL;
  g_autofree char *nothing = NULL;
  gint64 first = 0, read_at = 0;

  replace (ledger, 0, 2, 5, NULL);
  replace (ledger, 3, 6, 7, NULL);
  g_assert_true (sg_ledger_find_first_read (ledger, REPORT, FIRST + 5 * DAY, &first, NULL));
  g_assert_cmpint ((first - FIRST) / DAY, ==, 3);
  g_assert_true (sg_ledger_find_first_read (ledger, REPORT, FIRST + 6 * DAY, &first, NULL));
  g_assert_cmpint ((first - FIRST) / DAY, ==, 7);

  g_assert_true (sg_ledger_find_report (ledger, "org-1 *", &report, &read_at, NULL));
  g_assert_cmpstr (report, ==, REPORT);
  g_assert_cmpint (read_at, ==, FIRST + 7 * DAY);
  g_assert_true (sg_ledger_find_report (ledger, "org-9 *", &nothing, &read_at, NULL));
  g_assert_null (nothing);
}

static void
test_commands_keep_a_gap (Desk         *desk,
                          gconstpointer user_data)
{
  const struct {
    gint64   now;
    gboolean may;
  } steps[] = { { 1000, TRUE }, { 1000, FALSE }, { 1059, FALSE }, { 1060, TRUE }, { 1119, FALSE }, { 500, TRUE }, { 1120, TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (SgLedger) ledger = desk_open (desk);
    gboolean may = FALSE;

    g_assert_true (sg_ledger_begin_asking (ledger, "key", steps[i].now, 60, 0, &may, NULL));
    g_assert_cmpint (may, ==, steps[i].may);
  }
}

static gboolean
may_ask_after (SgLedger   *ledger,
               const char *who,
               gint64      now,
               gint64      gap_seconds)
{
  gboolean may = FALSE;

  g_assert_true (sg_ledger_begin_asking (ledger, who, now, gap_seconds, 0, &may, NULL));

  return may;
}

static gboolean
may_ask (SgLedger   *ledger,
         const char *who,
         gint64      now,
         gint64      own_asked_at)
{
  gboolean may = FALSE;

  g_assert_true (sg_ledger_begin_asking (ledger, who, now, 60, own_asked_at, &may, NULL));

  return may;
}

static gint64
pause_of (SgLedger   *ledger,
          const char *who,
          gint64      now)
{
  gint64 until = -1;

  g_assert_true (sg_ledger_get_pause (ledger, who, now, 60, &until, NULL));

  return until;
}

static void
test_a_pause_binds_whoever_has_the_key (Desk         *desk,
                                        gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  g_assert_cmpint (pause_of (ledger, "key", 1000), ==, 0);
  g_assert_true (sg_ledger_note_pause (ledger, "key", 1000, 1120, NULL));
  g_assert_cmpint (pause_of (ledger, "key", 1000), ==, 1120);
  g_assert_cmpint (pause_of (ledger, "key", 1119), ==, 1120);
  g_assert_false (may_ask (ledger, "key", 1119, 0));
  g_assert_cmpint (pause_of (ledger, "other", 1000), ==, 0);
  g_assert_cmpint (pause_of (ledger, "key", 1120), ==, 0);

  /* One without an end is over soon; one that ran wild never was. */
  g_assert_true (sg_ledger_note_pause (ledger, "key", 2000, 0, NULL));
  g_assert_cmpint (pause_of (ledger, "key", 2000), ==, 2060);
  g_assert_cmpint (pause_of (ledger, "key", 2060), ==, 0);
  g_assert_true (sg_ledger_note_pause (ledger, "key", 3000, 3000 + 26 * 60 * 60, NULL));
  g_assert_cmpint (pause_of (ledger, "key", 3100), ==, 0);

  g_assert_true (sg_ledger_note_pause (ledger, "key", 4000, 4120, NULL));
  g_assert_true (sg_ledger_end_asking (ledger, "key", 4000, 0, -1, NULL));
  g_assert_cmpint (pause_of (ledger, "key", 4001), ==, 0);
}

static void
test_askings_of_one_key_do_not_bind_another (Desk         *desk,
                                             gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autofree char *organization = NULL;
  g_autofree char *name = NULL;
  int trouble = 0;

  g_assert_true (may_ask (ledger, "a", 1000, 0));
  g_assert_true (may_ask (ledger, "b", 1000, 0));
  g_assert_false (may_ask (ledger, "a", 1001, 0));
  /* Who asked it itself has a gap of its own. */
  g_assert_true (may_ask (ledger, "a", 1001, 1000));

  /* A pause holds for everybody, as far as it can be meant. */
  g_assert_true (sg_ledger_end_asking (ledger, "a", 1001, 5000, 7, NULL));
  g_assert_false (may_ask (ledger, "a", 4999, 0));
  g_assert_true (sg_ledger_get_asking_trouble (ledger, "a", &trouble, NULL));
  g_assert_cmpint (trouble, ==, 7);
  g_assert_true (may_ask (ledger, "a", 5000, 0));
  g_assert_true (sg_ledger_end_asking (ledger, "a", 5000, 9000000, -1, NULL));
  g_assert_true (may_ask (ledger, "a", 5060, 0));

  /* Five minutes after a failure, then ten; a key that was refused is refused for as long as anything. */
  g_assert_true (may_ask_after (ledger, "c", 10000, 3600));
  g_assert_true (sg_ledger_end_asking (ledger, "c", 10000, 0, SG_ERROR_SERVER_FAILED, NULL));
  g_assert_false (may_ask_after (ledger, "c", 10299, 3600));
  g_assert_true (may_ask_after (ledger, "c", 10300, 3600));
  g_assert_true (sg_ledger_end_asking (ledger, "c", 10300, 0, SG_ERROR_SERVER_FAILED, NULL));
  g_assert_false (may_ask_after (ledger, "c", 10899, 3600));
  g_assert_true (may_ask_after (ledger, "c", 10900, 3600));
  g_assert_true (sg_ledger_end_asking (ledger, "c", 10900, 0, SG_ERROR_KEY_REFUSED, NULL));
  g_assert_false (may_ask_after (ledger, "c", 14499, 3600));
  g_assert_true (may_ask_after (ledger, "c", 14500, 3600));
  g_assert_true (sg_ledger_end_asking (ledger, "c", 14500, 0, -1, NULL));
  g_assert_false (may_ask_after (ledger, "c", 18099, 3600));

  /* Nobody was reached. */
  g_assert_true (sg_ledger_end_asking (ledger, "a", 0, 0, -1, NULL));
  g_assert_true (may_ask (ledger, "a", 5061, 0));

  g_assert_true (sg_ledger_name_asked (ledger, "b", "org-1", NULL, NULL));
  g_assert_true (sg_ledger_name_asked (ledger, "a", "org-2", "Looms", NULL));
  g_assert_true (sg_ledger_find_asked (ledger, &organization, &name, NULL));
  g_assert_cmpstr (organization, ==, "org-2");
  g_assert_cmpstr (name, ==, "Looms");
  g_clear_pointer (&organization, g_free);
  g_clear_pointer (&name, g_free);
  g_assert_true (sg_ledger_forget_asked (ledger, NULL));
  g_assert_true (sg_ledger_find_asked (ledger, &organization, &name, NULL));
  g_assert_null (organization);
  g_assert_false (may_ask (ledger, "a", 5062, 0));
}

static void
test_an_old_ledger_learns_of_askings (Desk         *desk,
                                      gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = NULL;

  write_version_1 (desk->ledger_path, NULL);
  ledger = desk_open (desk);
  g_assert_true (may_ask (ledger, "a", 1000, 0));
}

static void
test_hours_of_this_machine (Desk         *desk,
                            gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = NULL;
  g_autoptr (GPtrArray) hours = NULL;
  g_autofree char *early = answer ("m1", "r1", 100, 10, "2026-11-20T09:59:59Z", "");
  g_autofree char *first = answer ("m2", "r2", 20, 2, "2026-11-20T10:00:00Z", "");
  g_autofree char *second = answer ("m3", "r3", 3, 1, "2026-11-20T10:59:59Z", "");
  g_autofree char *late = answer ("m4", "r4", 100, 10, "2026-11-20T11:00:00Z", "");
  g_autofree char *text = g_strconcat (early, first, second, late, NULL);
  g_autoptr (GDateTime) ten = g_date_time_new_utc (2026, 11, 20, 10, 0, 0.0);
  gint64 from = g_date_time_to_unix (ten), input = 0, output = 0;

  desk_write (desk, "-loom/s1.jsonl", "w", text, strlen (text));
  desk_scan (desk);
  ledger = desk_open (desk);
  hours = sg_ledger_load_hours (ledger, from, from + 3600, NULL);
  for (guint i = 0; i < hours->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (hours, i);

    g_assert_cmpint (bucket->start, ==, from);
    g_assert_cmpstr (bucket->dimensions[SG_DIMENSION_MODEL], ==, "claude-opus-5-5");
    input += bucket->uncached_input;
    output += bucket->output;
  }
  g_assert_cmpint (input, ==, 23);
  g_assert_cmpint (output, ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  desk_test ("/ledger-console/an-answer-replaces-its-span", test_an_answer_replaces_its_span);
  desk_test ("/ledger-console/a-bucket-sent-twice-counts-once", test_a_bucket_sent_twice_counts_once);
  desk_test ("/ledger-console/only-what-may-change-is-asked-again", test_only_what_may_change_is_asked_again);
  desk_test ("/ledger-console/days-without-a-gap", test_days_without_a_gap);
  desk_test ("/ledger-console/commands-keep-a-gap", test_commands_keep_a_gap);
  desk_test ("/ledger-console/askings-of-one-key-do-not-bind-another", test_askings_of_one_key_do_not_bind_another);
  desk_test ("/ledger-console/a-pause-binds-whoever-has-the-key", test_a_pause_binds_whoever_has_the_key);
  desk_test ("/ledger-console/an-old-ledger-learns-of-askings", test_an_old_ledger_learns_of_askings);
  desk_test ("/ledger-console/hours-of-this-machine", test_hours_of_this_machine);

  return g_test_run ();
}
