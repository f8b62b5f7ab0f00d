/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-error.h"
#include "sg-usage-reply.h"

#define WINDOWS \
  "\"five_hour\":{\"utilization\":37.0,\"resets_at\":\"2026-11-21T14:49:59.847110+00:00\",\"locked_reason\":null}," \
  "\"seven_day\":{\"utilization\":52.5,\"resets_at\":\"2026-11-24T09:00:00.102233+00:00\"}"
#define ENTRIES \
  "\"limits\":[" \
  "{\"kind\":\"session\",\"group\":\"session\",\"percent\":38,\"resets_at\":\"2026-11-21T14:50:00.247110+00:00\",\"scope\":null}," \
  "{\"kind\":\"weekly_all\",\"group\":\"weekly\",\"percent\":53,\"resets_at\":\"2026-11-24T09:00:00.1+00:00\",\"scope\":null}," \
  "{\"kind\":\"weekly_scoped\",\"group\":\"weekly\",\"percent\":91,\"resets_at\":null," \
  "\"scope\":{\"model\":{\"id\":null,\"display_name\":\"Fable\"},\"surface\":null}}]"

/* Each limit reads `id kind percent resets label`. */
typedef struct {
  const char *name;
  const char *body;
  const char *limits;
} LimitCase;

static const LimitCase limit_cases[] = {
  { "entries", "{" ENTRIES "}",
    "session 0 38 14:50 - | weekly 1 53 09:00 - | weekly:Fable 2 91 - Fable" },
  { "windows", "{" WINDOWS "}", "session 0 37 14:50 - | weekly 1 52.5 09:00 -" },
  { "entries-first", "{" WINDOWS "," ENTRIES "}",
    "session 0 38 14:50 - | weekly 1 53 09:00 - | weekly:Fable 2 91 - Fable" },
  { "windows-fill-in", "{" WINDOWS ",\"limits\":[{\"kind\":\"session\",\"percent\":1}]}", "session 0 1 - - | weekly 1 52.5 09:00 -" },
  { "all-null", "{\"five_hour\":null,\"seven_day\":null,\"limits\":[],\"tangelo\":null}", "" },
  { "null-inside", "{\"five_hour\":{\"utilization\":null,\"resets_at\":null},\"limits\":[null,{\"kind\":null,\"percent\":null}]}", "" },
  { "model-window", "{\"seven_day_opus\":{\"utilization\":5,\"resets_at\":null},\"five_hour\":null}", "weekly:Opus 2 5 - Opus" },
  { "model-window-after-scopes", "{\"seven_day_overage_included\":{\"utilization\":91}," ENTRIES "}",
    "session 0 38 14:50 - | weekly 1 53 09:00 - | weekly:Fable 2 91 - Fable" },
  { "unknown-window", "{\"nimbus_quill\":{\"utilization\":7,\"resets_at\":\"2026-11-24T09:00:00Z\"}}",
    "nimbus_quill 3 7 09:00 Nimbus quill" },
  { "unknown-kind", "{\"limits\":[{\"kind\":\"monthly_all\",\"percent\":3},"
    "{\"kind\":\"monthly\",\"percent\":4,\"scope\":{\"surface\":\"web\"}}]}",
    "monthly_all 3 3 - Monthly all | monthly:web 3 4 - Monthly, web" },
  { "surface", "{\"limits\":[{\"kind\":\"weekly_scoped\",\"percent\":3,\"scope\":{\"model\":{\"id\":\"m\"},\"surface\":{\"display_name\":\"Cowork\"}}}]}",
    "weekly:m, Cowork 2 3 - m, Cowork" },
  { "scope-without-name", "{\"limits\":[{\"kind\":\"weekly_scoped\",\"percent\":3,\"scope\":{\"model\":null}}]}",
    "weekly_scoped 3 3 - Weekly scoped" },
  { "over-full", "{\"five_hour\":{\"utilization\":104}}", "session 0 104 - -" },
  { "negative", "{\"five_hour\":{\"utilization\":-1},\"seven_day\":{\"utilization\":0}}", "weekly 1 0 - -" },
  { "endless", "{\"five_hour\":{\"utilization\":1e999},\"seven_day\":{\"utilization\":1e9}}", "" },
  { "wrong-types", "{\"five_hour\":7,\"seven_day\":{\"utilization\":\"9\",\"resets_at\":4},"
    "\"limits\":[1,[],\"x\",{\"kind\":2,\"percent\":3},{\"kind\":\"session\",\"percent\":12,\"resets_at\":{},\"scope\":[]}]}",
    "session 0 12 - -" },
  { "bad-time", "{\"five_hour\":{\"utilization\":1,\"resets_at\":\"soon\"}}", "session 0 1 - -" },
  { "same-twice", "{\"limits\":[{\"kind\":\"session\",\"percent\":1},{\"kind\":\"session\",\"percent\":2}]}", "session 0 1 - -" },
  { "error-null", "{\"error\":null,\"five_hour\":{\"utilization\":1}}", "session 0 1 - -" },
  { "control-characters", "{\"limits\":[{\"kind\":\"weekly_scoped\",\"percent\":3,\"scope\":{\"model\":{\"display_name\":\"a\\u0007\\nb\"}}}]}",
    "weekly:a  b 2 3 - a  b" },
};

static GDateTime *
as_of (void)
{
  return g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
}

static SgReading *
parse (const char *body,
       GError    **error)
{
  g_autoptr (GDateTime) time = as_of ();

  return sg_usage_reply_parse (body, strlen (body), SG_ORIGIN_ENDPOINT, time, error);
}

static char *
describe (GPtrArray *limits)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);
    g_autofree char *resets = limit->resets_at ? g_date_time_format (limit->resets_at, "%H:%M") : NULL;

    if (limit->resets_at != NULL)
      g_assert_cmpint (g_date_time_to_unix (limit->resets_at) % 60, ==, 0);
    g_string_append_printf (text, "%s%s %d %g %s %s", i ? " | " : "", limit->id, limit->kind, limit->used_percent,
                            resets ? resets : "-", limit->label ? limit->label : "-");
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_limits (gconstpointer user_data)
{
  const LimitCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = parse (c->body, &error);
  g_autofree char *limits = NULL;

  g_assert_no_error (error);
  g_assert_true (reading->complete);
  g_assert_nonnull (reading->limits);
  g_assert_null (reading->credits);
  limits = describe (reading->limits);
  g_assert_cmpstr (limits, ==, c->limits);
}

typedef struct {
  const char *name;
  const char *body;
  SgError     code;
} ErrorCase;

static const ErrorCase error_cases[] = {
  { "rate-limit", "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"m\"}}", SG_ERROR_RATE_LIMITED },
  { "login", "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\"}}", SG_ERROR_LOGIN_REFUSED },
  { "permission", "{\"error\":{\"type\":\"permission_error\"}}", SG_ERROR_SCOPE_MISSING },
  { "overloaded", "{\"error\":{\"type\":\"overloaded_error\"}," WINDOWS "}", SG_ERROR_SERVER_FAILED },
  { "unknown-error", "{\"error\":\"secret@example.org\"}", SG_ERROR_UNEXPECTED_ANSWER },
  { "array", "[]", SG_ERROR_BAD_DATA },
  { "empty", "", SG_ERROR_BAD_DATA },
  { "cut", "{\"five_hour\":{\"utiliz", SG_ERROR_BAD_DATA },
  { "html", "<html>502</html>", SG_ERROR_BAD_DATA },
  { "nothing-known", "{\"weather\":\"fine\"}", SG_ERROR_BAD_DATA },
  { "all-wrong", "{\"five_hour\":1,\"seven_day\":[],\"limits\":{},\"spend\":2,\"extra_usage\":\"x\"}", SG_ERROR_BAD_DATA },
};

static void
test_error (gconstpointer user_data)
{
  const ErrorCase *c = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (c->body, &error));
  g_assert_error (error, SG_ERROR, (int) c->code);
  g_assert_null (strstr (error->message, "@"));
}

/* Reads `enabled used of cap (reason)`; "none" for no credits. */
static const LimitCase credit_cases[] = {
  { "both", "{\"extra_usage\":{\"is_enabled\":true,\"monthly_limit\":5000,\"used_credits\":1234.0,\"currency\":\"USD\",\"decimal_places\":2},"
    "\"spend\":{\"used\":{\"amount_minor\":1235,\"currency\":\"USD\",\"exponent\":2},"
    "\"limit\":{\"amount_minor\":6000,\"currency\":\"USD\",\"exponent\":2},\"enabled\":true}}", "1 $12.35 of $60.00" },
  { "extra-only", "{\"extra_usage\":{\"is_enabled\":true,\"monthly_limit\":5000,\"used_credits\":1234.4,\"currency\":\"EUR\",\"decimal_places\":2}}",
    "1 €12.34 of €50.00" },
  { "no-currency", "{\"extra_usage\":{\"is_enabled\":true,\"monthly_limit\":5000,\"used_credits\":0}}", "1 $0.00 of $50.00" },
  { "no-cap", "{\"extra_usage\":{\"is_enabled\":true,\"monthly_limit\":null,\"used_credits\":10690}}", "1 $106.90 of -" },
  { "yen", "{\"extra_usage\":{\"is_enabled\":true,\"monthly_limit\":5000,\"used_credits\":1234,\"currency\":\"JPY\"}}", "1 ¥1234 of ¥5000" },
  { "yen-exponent", "{\"spend\":{\"used\":{\"amount_minor\":12,\"currency\":\"jpy\",\"exponent\":0},\"limit\":null,\"enabled\":true}}", "1 ¥12 of -" },
  { "dinar", "{\"extra_usage\":{\"is_enabled\":true,\"monthly_limit\":9000,\"used_credits\":1250,\"currency\":\"KWD\"}}", "1 KWD\302\2401.250 of KWD\302\2409.000" },
  { "off-but-used", "{\"extra_usage\":{\"is_enabled\":false,\"used_credits\":5,\"disabled_reason\":\"out_of_credits\"}}", "0 $0.05 of - (out_of_credits)" },
  { "off-once-on", "{\"extra_usage\":{\"is_enabled\":false,\"used_credits\":0,\"credits_ever_enabled\":true}}", "0 $0.00 of -" },
  { "off", "{\"five_hour\":null,\"extra_usage\":{\"is_enabled\":false,\"used_credits\":0}}", "none" },
  { "amount-unknown", "{\"five_hour\":null,\"extra_usage\":{\"is_enabled\":true,\"used_credits\":null}}", "none" },
  { "amount-negative", "{\"five_hour\":null,\"extra_usage\":{\"is_enabled\":true,\"used_credits\":-4}}", "none" },
  { "decimals-absurd", "{\"five_hour\":null,\"extra_usage\":{\"is_enabled\":true,\"used_credits\":4,\"decimal_places\":99}}", "none" },
  { "currency-absurd", "{\"five_hour\":null,\"extra_usage\":{\"is_enabled\":true,\"used_credits\":4,\"currency\":\"<b>\"}}", "none" },
  { "cap-of-other-currency", "{\"extra_usage\":{\"is_enabled\":true,\"monthly_limit\":5000,\"currency\":\"USD\"},"
    "\"spend\":{\"used\":{\"amount_minor\":1,\"currency\":\"EUR\",\"exponent\":2},\"enabled\":true}}", "1 €0.01 of -" },
};

static char *
describe_credits (const SgCredits *credits)
{
  g_autofree char *used = credits ? sg_money_format (&credits->used) : NULL;
  g_autofree char *cap = credits && credits->has_cap ? sg_money_format (&credits->cap) : NULL;

  if (credits == NULL)
    return g_strdup ("none");

  return g_strdup_printf ("%d %s of %s%s%s%s", credits->enabled, used, cap ? cap : "-", credits->disabled_reason ? " (" : "",
                          credits->disabled_reason ? credits->disabled_reason : "", credits->disabled_reason ? ")" : "");
}

static void
test_credits (gconstpointer user_data)
{
  const LimitCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = parse (c->body, &error);
  g_autofree char *credits = NULL;

  g_assert_no_error (error);
  credits = describe_credits (reading->credits);
  g_assert_cmpstr (credits, ==, c->limits);
}

static void
test_credits_alone_do_not_take_limits_away (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = parse ("{\"extra_usage\":{\"is_enabled\":true,\"used_credits\":4},\"five_hour\":\"?\"}", &error);

  g_assert_no_error (error);
  g_assert_nonnull (reading->credits);
  g_assert_null (reading->limits);
  g_assert_false (reading->complete);
}

static void
test_many_limits_are_bounded (void)
{
  g_autoptr (GString) body = g_string_new ("{\"five_hour\":null");
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (body, ",\"window_%u\":{\"utilization\":1}", i);
  g_string_append_c (body, '}');

  reading = parse (body->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading->limits->len, ==, 64);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (limit_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/usage-reply/limits/%s", limit_cases[i].name);
    g_test_add_data_func (path, &limit_cases[i], test_limits);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (error_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/usage-reply/error/%s", error_cases[i].name);
    g_test_add_data_func (path, &error_cases[i], test_error);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (credit_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/usage-reply/credits/%s", credit_cases[i].name);
    g_test_add_data_func (path, &credit_cases[i], test_credits);
  }
  g_test_add_func ("/usage-reply/credits-alone-do-not-take-limits-away", test_credits_alone_do_not_take_limits_away);
  g_test_add_func ("/usage-reply/many-limits-are-bounded", test_many_limits_are_bounded);

  return g_test_run ();
}
