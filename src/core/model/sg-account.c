/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-account.h"

#include <string.h>

#include "sg-variant.h"

/**
 * sg_account_new:
 *
 * Returns: (transfer full): an account nothing is known of; its maker fills it in
 */
SgAccount *
sg_account_new (SgOrigin   origin,
                GDateTime *as_of)
{
  SgAccount *self = g_new0 (SgAccount, 1);

  self->origin = origin;
  self->as_of = g_date_time_ref (as_of);

  return self;
}

SgAccount *
sg_account_copy (const SgAccount *self)
{
  SgAccount *copy = sg_account_new (self->origin, self->as_of);

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->email = g_strdup (self->email);
  copy->organization = g_strdup (self->organization);
  copy->plan = g_strdup (self->plan);
  copy->tier = g_strdup (self->tier);
  copy->login_ends_at = self->login_ends_at ? g_date_time_ref (self->login_ends_at) : NULL;

  return copy;
}

void
sg_account_free (SgAccount *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->email);
  g_free (self->organization);
  g_free (self->plan);
  g_free (self->tier);
  g_clear_pointer (&self->login_ends_at, g_date_time_unref);
  g_clear_pointer (&self->as_of, g_date_time_unref);
  g_free (self);
}

/**
 * sg_account_to_variant:
 *
 * The e-mail address stays behind: the bus gives it to nobody who did not ask.
 *
 * Returns: (transfer floating): as sg_account_to_variant_of() the names
 */
GVariant *
sg_account_to_variant (const SgAccount *self)
{
  return sg_account_to_variant_of (self, SG_ACCOUNT_NAMES);
}

/**
 * sg_account_to_variant_of:
 * @parts: what the user lets be shown
 *
 * Returns: (transfer floating): `a{sv}`: name s, organization s, email s, plan s, tier s, login-ends-at x, origin s, as-of x
 */
GVariant *
sg_account_to_variant_of (const SgAccount *self,
                          SgAccountParts   parts)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  if (parts & SG_ACCOUNT_NAMES) {
    sg_variant_put_string (&dict, "name", self->name);
    sg_variant_put_string (&dict, "organization", self->organization);
  }
  if (parts & SG_ACCOUNT_EMAIL)
    sg_variant_put_string (&dict, "email", self->email);
  sg_variant_put_string (&dict, "plan", self->plan);
  sg_variant_put_string (&dict, "tier", self->tier);
  sg_variant_put_time (&dict, "login-ends-at", self->login_ends_at);
  sg_variant_put_stamp (&dict, self->origin, self->as_of);

  return g_variant_dict_end (&dict);
}

/**
 * sg_account_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_account_to_variant() makes
 */
SgAccount *
sg_account_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  g_autoptr (GDateTime) as_of = sg_variant_get_time (&dict, "as-of");
  SgAccount *self;

  if (as_of == NULL)
    return NULL;

  self = sg_account_new (sg_variant_get_origin (&dict), as_of);
  self->name = g_strdup (sg_variant_get_string (&dict, "name"));
  self->organization = g_strdup (sg_variant_get_string (&dict, "organization"));
  self->email = g_strdup (sg_variant_get_string (&dict, "email"));
  self->plan = g_strdup (sg_variant_get_string (&dict, "plan"));
  self->tier = g_strdup (sg_variant_get_string (&dict, "tier"));
  self->login_ends_at = sg_variant_get_time (&dict, "login-ends-at");

  return self;
}

/**
 * sg_account_plan_badge:
 * @subscription_type: (nullable): `max`, `claude_max`, `pro`, `team`, `enterprise` …
 * @rate_limit_tier: (nullable): `default_claude_max_5x` …
 *
 * Returns: (transfer full) (nullable): `Max 5×`, `Pro` …; a plan we do not know by
 *   the server's own word; %NULL when the server names none
 */
char *
sg_account_plan_badge (const char *subscription_type,
                       const char *rate_limit_tier)
{
  static const char *plans[][2] = {
    { "pro", "Pro" }, { "max", "Max" }, { "team", "Team" }, { "enterprise", "Enterprise" },
  };
  const char *plan = subscription_type;

  if (plan != NULL && g_str_has_prefix (plan, "claude_"))
    plan += strlen ("claude_");
  if (plan == NULL || *plan == '\0')
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (plans); i++) {
    if (g_str_equal (plan, plans[i][0]))
      plan = plans[i][1];
  }
  if (rate_limit_tier != NULL && g_str_has_suffix (rate_limit_tier, "_5x"))
    return g_strconcat (plan, " 5×", NULL);
  if (rate_limit_tier != NULL && g_str_has_suffix (rate_limit_tier, "_20x"))
    return g_strconcat (plan, " 20×", NULL);

  return g_strdup (plan);
}

/* Anthropic names an organisation of one person after the e-mail address. */
static gboolean
is_fit_to_show (const char *name)
{
  return name != NULL && *name != '\0' && strchr (name, '@') == NULL;
}

/**
 * sg_account_get_shown_name:
 *
 * Returns: (transfer none) (nullable): the organisation's, else the account's; never an e-mail address
 */
const char *
sg_account_get_shown_name (const SgAccount *self)
{
  if (is_fit_to_show (self->organization))
    return self->organization;

  return is_fit_to_show (self->name) ? self->name : NULL;
}
