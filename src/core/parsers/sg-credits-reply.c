/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The money in the usage endpoint's answer: `spend`, and the older `extra_usage`. All amounts are minor units. */

#include "sg-credits-reply.h"

#include "sg-json.h"
#include "sg-reply-text.h"

/* ISO 4217, for replies that name a currency but not its decimals. */
static guint
usual_exponent (const char *currency)
{
  static const char *const none[] = { "CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", NULL };
  static const char *const three[] = { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", NULL };

  if (g_strv_contains (none, currency))
    return 0;

  return g_strv_contains (three, currency) ? 3 : 2;
}

static gboolean
get_money (JsonObject *object,
           const char *amount_member,
           const char *exponent_member,
           JsonObject *currency_of,
           SgMoney    *money)
{
  const char *named = sg_json_get_string (currency_of, "currency");
  g_autofree char *currency = g_ascii_strup (named ? named : "USD", -1);
  gint64 exponent = usual_exponent (currency);
  gint64 minor;

  if (!sg_json_get_int (object, amount_member, &minor) || minor < 0)
    return FALSE;
  if (sg_json_get_int (currency_of, exponent_member, &exponent) &&
      (exponent < 0 || exponent > SG_MONEY_MAX_EXPONENT))
    return FALSE;

  return sg_money_init (money, minor, (guint) exponent, currency);
}

static gboolean
get_extra_money (JsonObject *extra,
                 const char *member,
                 SgMoney    *money)
{
  return get_money (extra, member, "decimal_places", extra, money);
}

static gboolean
get_spend_money (JsonObject *spend,
                 const char *member,
                 SgMoney    *money)
{
  JsonObject *amount = sg_json_get_object (spend, member);

  return get_money (amount, "amount_minor", "exponent", amount, money);
}

static gboolean
is_same_currency (const SgMoney *a,
                  const SgMoney *b)
{
  return g_str_equal (a->currency, b->currency);
}

/**
 * sg_credits_reply_read:
 * @body: what the usage endpoint answered
 *
 * A null cap is no cap. Replies without currency fields are from before there
 * was any but US dollars, in cents.
 *
 * Returns: (transfer full) (nullable): %NULL when there is no amount, or
 *   credits are off and were never used
 */
SgCredits *
sg_credits_reply_read (JsonObject *body,
                       SgOrigin    origin,
                       GDateTime  *as_of)
{
  JsonObject *extra = sg_json_get_object (body, "extra_usage");
  JsonObject *spend = sg_json_get_object (body, "spend");
  gboolean enabled = sg_json_get_boolean (spend, "enabled", sg_json_get_boolean (extra, "is_enabled", FALSE));
  gboolean ever_enabled = sg_json_get_boolean (extra, "credits_ever_enabled", FALSE);
  const char *reason = sg_json_get_string (spend, "disabled_reason");
  g_autofree char *clean_reason = NULL;
  gboolean has_cap;
  SgMoney used, cap;

  if (!get_spend_money (spend, "used", &used) && !get_extra_money (extra, "used_credits", &used))
    return NULL;
  if (!enabled && !ever_enabled && used.minor == 0)
    return NULL;

  has_cap = get_spend_money (spend, "limit", &cap) || get_extra_money (extra, "monthly_limit", &cap);
  if (has_cap && !is_same_currency (&used, &cap))
    has_cap = FALSE;
  clean_reason = sg_reply_clean_text (reason ? reason : sg_json_get_string (extra, "disabled_reason"));

  return sg_credits_new (enabled, &used, has_cap ? &cap : NULL, clean_reason, origin, as_of);
}
