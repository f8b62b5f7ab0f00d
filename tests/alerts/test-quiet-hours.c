/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-quiet-hours.h"

typedef struct {
  const char *name;
  const char *zone;
  gboolean    enabled;
  guint       from_minute;
  guint       until_minute;
  const char *days;
  const char *now;           /* local time */
  const char *end;           /* local time; NULL for not quiet */
} Case;

/* 2026-11-21 is a Saturday; Berlin's clocks change on 2026-10-25 and 2027-03-28 at night. */
static const Case cases[] = {
  { "off", "UTC", FALSE, 1320, 420, "1234567", "2026-11-21T23:00", NULL },
  { "before", "UTC", TRUE, 1320, 420, "1234567", "2026-11-21T21:59", NULL },
  { "at-the-start", "UTC", TRUE, 1320, 420, "1234567", "2026-11-21T22:00", "2026-11-22T07:00" },
  { "before-midnight", "UTC", TRUE, 1320, 420, "1234567", "2026-11-21T23:30", "2026-11-22T07:00" },
  { "after-midnight", "UTC", TRUE, 1320, 420, "1234567", "2026-11-21T06:59", "2026-11-21T07:00" },
  { "at-the-end", "UTC", TRUE, 1320, 420, "1234567", "2026-11-21T07:00", NULL },
  { "of-one-day", "UTC", TRUE, 540, 1020, "1234567", "2026-11-21T12:00", "2026-11-21T17:00" },
  { "after-that-day", "UTC", TRUE, 540, 1020, "1234567", "2026-11-21T17:00", NULL },
  { "a-whole-day", "UTC", TRUE, 600, 600, "1234567", "2026-11-21T12:00", "2026-11-22T10:00" },
  { "not-on-saturday", "UTC", TRUE, 1320, 420, "12345", "2026-11-21T23:00", NULL },
  { "fridays-night-is-saturdays-morning", "UTC", TRUE, 1320, 420, "5", "2026-11-21T03:00", "2026-11-21T07:00" },
  { "saturdays-own-evening-not", "UTC", TRUE, 1320, 420, "5", "2026-11-21T23:00", NULL },
  { "no-day", "UTC", TRUE, 1320, 420, "", "2026-11-21T23:00", NULL },
  { "local-time", "Europe/Berlin", TRUE, 1320, 420, "1234567", "2026-11-21T22:30", "2026-11-22T07:00" },
  { "the-night-of-25-hours", "Europe/Berlin", TRUE, 1320, 420, "1234567", "2026-10-24T23:00", "2026-10-25T07:00" },
  { "an-hour-that-is-not", "Europe/Berlin", TRUE, 150, 420, "1234567", "2027-03-28T04:00", "2027-03-28T07:00" },
  { "out-of-range", "UTC", TRUE, 99999, 99999, "1234567", "2026-11-21T12:00", "2026-11-21T23:59" },
};

static GDateTime *
parse (const char *text,
       GTimeZone  *zone)
{
  g_autofree char *whole = g_strconcat (text, ":00", NULL);

  return g_date_time_new_from_iso8601 (whole, zone);
}

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (c->zone);
  g_autoptr (GDateTime) now = parse (c->now, zone);
  g_autoptr (GDateTime) end = NULL;
  SgQuietHours hours;

  sg_quiet_hours_init (&hours, c->enabled, c->from_minute, c->until_minute, c->days);
  end = sg_quiet_hours_find_end (&hours, now, zone);
  if (c->end == NULL) {
    g_assert_null (end);
  } else {
    g_autoptr (GDateTime) wanted = parse (c->end, zone);

    g_assert_nonnull (end);
    g_assert_cmpint (g_date_time_to_unix (end), ==, g_date_time_to_unix (wanted));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/quiet-hours/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }

  return g_test_run ();
}
