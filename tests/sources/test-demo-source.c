/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-demo-source.h"
#include "sg-sample.h"
#include "source-testing.h"

static SgSource *
nth_source (const char *sample,
            guint       place)
{
  g_autoptr (GPtrArray) statuses = sg_sample_statuses (sample);

  return sg_demo_source_new (sample, g_ptr_array_index (statuses, place));
}

static void
test_it_answers_with_the_sample_s_reading (void)
{
  g_autoptr (SgSource) source = nth_source ("needs-you", 0);
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = read_and_wait (source, now, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sg_source_get_id (source), ==, "demo");
  g_assert_cmpint (reading->origin, ==, SG_ORIGIN_DEMO);
  g_assert_cmpfloat (sg_limits_find (reading->limits, "session")->used_percent, ==, 41.0);
}

static void
test_it_fails_as_the_sample_s_source (void)
{
  g_autoptr (SgSource) source = nth_source ("needs-you", 1);
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GError) error = NULL;

  g_assert_null (read_and_wait (source, now, NULL, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_LOGIN_ENDED);
  g_assert_cmpstr (error->message, ==, "HTTP 401");
  g_assert_cmpstr (sg_source_get_id (source), ==, "endpoint");
}

static void
test_loading_lasts_until_it_is_cancelled (void)
{
  SgSource *source = nth_source ("loading", 0);
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sg_source_read_async (source, now, cancellable, keep_result_cb, &result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (result);

  g_cancellable_cancel (cancellable);
  wait_for_result (&result);
  g_assert_null (sg_source_read_finish (source, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (source);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/demo-source/it-answers-with-the-sample-s-reading", test_it_answers_with_the_sample_s_reading);
  g_test_add_func ("/demo-source/it-fails-as-the-sample-s-source", test_it_fails_as_the_sample_s_source);
  g_test_add_func ("/demo-source/loading-lasts-until-it-is-cancelled", test_loading_lasts_until_it_is_cancelled);

  return g_test_run ();
}
