/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-error.h"
#include "sg-status-summary.h"

/* Reads `name | impact | stage | when`, one after the other. */
typedef struct {
  const char *name;
  const char *body;
  const char *incidents;
} SummaryCase;

static const SummaryCase summary_cases[] = {
  { "calm", "{\"status\":{\"indicator\":\"none\"},\"incidents\":[]}", "" },
  { "one", "{\"status\":{},\"incidents\":[{\"name\":\"Elevated errors\",\"impact\":\"major\",\"status\":\"investigating\","
    "\"started_at\":\"2026-11-21T14:02:00.123Z\",\"created_at\":\"2026-11-21T14:03:00Z\"}]}",
    "Elevated errors | major | investigating | 14:02;" },
  { "over-and-maintenance", "{\"status\":{},\"incidents\":[{\"name\":\"Old\",\"status\":\"resolved\"},{\"name\":\"New\",\"created_at\":\"2026-11-21T14:03:00Z\"}],"
    "\"scheduled_maintenances\":[{\"name\":\"Now\",\"status\":\"in_progress\"},{\"name\":\"Next week\",\"status\":\"scheduled\"}]}",
    "New | - | - | 14:03;Now | - | in_progress | -;" },
  { "odd", "{\"status\":{},\"incidents\":[null,7,[],{},{\"name\":null},{\"name\":\"\\u0007\\n\"},{\"name\":\"a\\nb\",\"started_at\":\"soon\"}],\"scheduled_maintenances\":{}}",
    "a b | - | - | -;" },
};

static SgIncidents *
parse (const char *body,
       GError    **error)
{
  g_autoptr (GDateTime) as_of = g_date_time_new_utc (2026, 11, 21, 15, 0, 0);

  return sg_status_summary_parse (body, strlen (body), SG_ORIGIN_STATUS_PAGE, as_of, error);
}

static void
test_summary (gconstpointer user_data)
{
  const SummaryCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgIncidents) incidents = parse (c->body, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < incidents->list->len; i++) {
    const SgIncident *incident = g_ptr_array_index (incidents->list, i);
    g_autofree char *when = incident->began_at ? g_date_time_format (incident->began_at, "%H:%M") : g_strdup ("-");

    g_string_append_printf (text, "%s | %s | %s | %s;", incident->name, incident->impact ? incident->impact : "-",
                            incident->stage ? incident->stage : "-", when);
  }
  g_assert_cmpstr (text->str, ==, c->incidents);
}

static void
test_what_is_no_summary (void)
{
  static const char *const bodies[] = { "", "<html>", "[]", "{}", "{\"status\":{}}", "{\"incidents\":[]}" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (parse (bodies[i], &error));
    g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  }
}

static void
test_a_long_page_is_cut (void)
{
  g_autoptr (GString) body = g_string_new ("{\"status\":{},\"incidents\":[");
  g_autoptr (SgIncidents) incidents = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (body, "%s{\"name\":\"n%u\"}", i > 0 ? "," : "", i);
  g_string_append (body, "]}");
  incidents = parse (body->str, NULL);

  g_assert_cmpuint (incidents->list->len, ==, SG_STATUS_SUMMARY_MOST_INCIDENTS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (summary_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/status-summary/%s", summary_cases[i].name);

    g_test_add_data_func (path, &summary_cases[i], test_summary);
  }
  g_test_add_func ("/status-summary/what-is-none", test_what_is_no_summary);
  g_test_add_func ("/status-summary/a-long-page-is-cut", test_a_long_page_is_cut);

  return g_test_run ();
}
