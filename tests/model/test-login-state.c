/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-error.h"
#include "sg-login-state.h"

#define NO_END 0
#define HOUR (60 * 60)
#define NONE (-2)   /* no endpoint among the sources */

typedef struct {
  const char  *name;
  int          error_code;
  gint64       ends_in_seconds;   /* NO_END: not known */
  int          n_limits;          /* -1: no list */
  SgLoginState state;
} Case;

static const Case cases[] = {
  { "good", SG_SOURCE_NO_ERROR, 27 * 24 * HOUR, 1, SG_LOGIN_GOOD },
  { "good-without-a-date", SG_SOURCE_NO_ERROR, NO_END, 1, SG_LOGIN_GOOD },
  { "four-days", SG_SOURCE_NO_ERROR, 73 * HOUR, 1, SG_LOGIN_GOOD },
  { "three-days", SG_SOURCE_NO_ERROR, 72 * HOUR, 1, SG_LOGIN_ENDS_SOON },
  { "a-minute", SG_SOURCE_NO_ERROR, 60, 1, SG_LOGIN_ENDS_SOON },
  { "past-and-still-answered", SG_SOURCE_NO_ERROR, -60, 1, SG_LOGIN_GOOD },
  { "soon-though-the-token-lapsed", SG_ERROR_LOGIN_LAPSED, 5 * HOUR, 1, SG_LOGIN_ENDS_SOON },
  { "soon-though-offline", SG_ERROR_OFFLINE, 5 * HOUR, 1, SG_LOGIN_ENDS_SOON },
  { "lapsed", SG_ERROR_LOGIN_LAPSED, NO_END, 1, SG_LOGIN_LAPSED },
  { "ended", SG_ERROR_LOGIN_ENDED, -60, 1, SG_LOGIN_ENDED },
  { "refused", SG_ERROR_LOGIN_REFUSED, 5 * HOUR, 1, SG_LOGIN_REFUSED },
  { "forbidden", SG_ERROR_LOGIN_FORBIDDEN, NO_END, 1, SG_LOGIN_FORBIDDEN },
  { "setup-token", SG_ERROR_SCOPE_MISSING, NO_END, -1, SG_LOGIN_SCOPE_MISSING },
  { "api-key", SG_ERROR_LOGIN_MISSING, NO_END, -1, SG_LOGIN_MISSING },
  { "enterprise", SG_SOURCE_NO_ERROR, NO_END, 0, SG_LOGIN_WITHOUT_LIMITS },
  { "enterprise-ends-soon", SG_SOURCE_NO_ERROR, HOUR, 0, SG_LOGIN_ENDS_SOON },
  { "rate-limited", SG_ERROR_RATE_LIMITED, NO_END, 1, SG_LOGIN_UNKNOWN },
  { "switched-off", SG_ERROR_SWITCHED_OFF, NO_END, 1, SG_LOGIN_UNKNOWN },
  { "no-endpoint", NONE, NO_END, 1, SG_LOGIN_UNKNOWN },
};

static SgUsageModel *
new_model (const Case *c,
           GDateTime  *now)
{
  SgUsageModel *model = sg_usage_model_new ();
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_ENDPOINT, now);
  g_autoptr (GPtrArray) statuses = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_status_free);

  if (c->n_limits >= 0)
    reading->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  if (c->n_limits > 0)
    sg_reading_take_limit (reading, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 5.0, NULL, SG_ORIGIN_ENDPOINT, now));
  reading->account = sg_account_new (SG_ORIGIN_ENDPOINT, now);
  if (c->ends_in_seconds != NO_END)
    reading->account->login_ends_at = g_date_time_add_seconds (now, c->ends_in_seconds);
  sg_usage_model_apply (model, reading);

  if (c->error_code != NONE) {
    SgSourceStatus *status = sg_source_status_new ("endpoint", SG_ORIGIN_ENDPOINT);

    status->error_code = c->error_code;
    status->state = sg_source_state_after (c->error_code);
    g_ptr_array_add (statuses, status);
  }
  sg_usage_model_apply_sources (model, statuses);

  return model;
}

static void
test_state (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  g_autoptr (SgUsageModel) model = new_model (c, now);

  g_assert_cmpstr (sg_login_state_to_nick (sg_login_state_of (model, now)), ==, sg_login_state_to_nick (c->state));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/login-state/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_state);
  }

  return g_test_run ();
}
