/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-rate-headers.h"

#include "sg-time.h"

/* No key has more; whoever says so did not count. */
#define MOST G_GUINT64_CONSTANT (1000000000000)
/* A minute's worth is whole again in minutes. */
#define LONGEST_RESET_SPAN G_TIME_SPAN_DAY

/* The doc's names: anthropic-ratelimit-requests-limit, but anthropic-priority-input-tokens-limit. */
static const char *
get (GHashTable *headers,
     SgRateKind  kind,
     const char *what)
{
  const char *family = kind < SG_RATE_PRIORITY_INPUT_TOKENS ? "ratelimit-" : "";
  g_autofree char *name = g_strdup_printf ("anthropic-%s%s-%s", family, sg_rate_kind_to_nick (kind), what);

  return g_hash_table_lookup (headers, name);
}

static gboolean
get_count (GHashTable *headers,
           SgRateKind  kind,
           const char *what,
           guint64    *count)
{
  const char *text = get (headers, kind, what);
  g_autofree char *value = text ? g_strstrip (g_strdup (text)) : NULL;

  return value != NULL && g_ascii_string_to_unsigned (value, 10, 0, MOST, count, NULL);
}

static GDateTime *
get_reset (GHashTable *headers,
           SgRateKind  kind,
           GDateTime  *as_of)
{
  const char *text = get (headers, kind, "reset");
  g_autofree char *value = text ? g_strstrip (g_strdup (text)) : NULL;
  g_autoptr (GDateTime) reset = sg_time_parse (value);
  GTimeSpan span = reset ? g_date_time_difference (reset, as_of) : 0;

  return ABS (span) <= LONGEST_RESET_SPAN ? g_steal_pointer (&reset) : NULL;
}

static SgRate *
read_rate (GHashTable *headers,
           SgRateKind  kind,
           GDateTime  *as_of)
{
  g_autoptr (SgRate) rate = sg_rate_new (kind);

  rate->has_limit = get_count (headers, kind, "limit", &rate->limit);
  rate->has_remaining = get_count (headers, kind, "remaining", &rate->remaining);
  rate->resets_at = get_reset (headers, kind, as_of);

  return rate->has_limit || rate->has_remaining ? g_steal_pointer (&rate) : NULL;
}

/**
 * sg_rate_headers_parse:
 * @headers: (element-type utf8 utf8): of an answer of the Messages API, by name in lower case:
 *   `anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-{limit,remaining,reset}` and the
 *   same of `anthropic-priority-` and `anthropic-fast-`, all of them optional
 * @model: (nullable): which the call was about
 * @as_of: when the server said it
 *
 * What makes no sense is not there. Pure.
 *
 * Returns: (transfer full): what it names, which may be nothing
 */
SgRateLimits *
sg_rate_headers_parse (GHashTable *headers,
                       const char *model,
                       SgOrigin    origin,
                       GDateTime  *as_of)
{
  SgRateLimits *limits = sg_rate_limits_new (model, origin, as_of);

  for (guint kind = 0; kind < SG_N_RATES; kind++) {
    SgRate *rate = read_rate (headers, (SgRateKind) kind, as_of);

    if (rate != NULL)
      g_ptr_array_add (limits->rates, rate);
  }

  return limits;
}
