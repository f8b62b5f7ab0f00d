/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert.h"

#include "sg-variant.h"

static const char *const kind_nicks[SG_ALERT_N_KINDS] = {
  [SG_ALERT_THRESHOLD] = "threshold",
  [SG_ALERT_RESET] = "reset",
  [SG_ALERT_ANOMALY] = "anomaly",
  [SG_ALERT_LOGIN] = "login",
  [SG_ALERT_REACHED] = "reached",
  [SG_ALERT_RUN_OUT] = "run-out",
  [SG_ALERT_BUDGET] = "budget",
  [SG_ALERT_TEST] = "test",
};

/**
 * sg_alert_kind_to_nick:
 *
 * Returns: (transfer none): the word for it in settings, JSON and the environment of commands
 */
const char *
sg_alert_kind_to_nick (SgAlertKind kind)
{
  return kind_nicks[kind];
}

/**
 * sg_alert_new:
 * @limit: (nullable):
 */
SgAlert *
sg_alert_new (SgAlertKind    kind,
              const SgLimit *limit,
              guint          threshold_percent)
{
  SgAlert *self = g_new0 (SgAlert, 1);

  self->kind = kind;
  self->limit = limit ? sg_limit_copy (limit) : NULL;
  self->threshold_percent = threshold_percent;

  return self;
}

SgAlert *
sg_alert_new_anomaly (const SgAnomaly *anomaly)
{
  SgAlert *self = g_new0 (SgAlert, 1);

  self->kind = SG_ALERT_ANOMALY;
  self->anomaly = sg_anomaly_copy (anomaly);

  return self;
}

SgAlert *
sg_alert_new_login (GDateTime *ends_at)
{
  SgAlert *self = g_new0 (SgAlert, 1);

  self->kind = SG_ALERT_LOGIN;
  self->login_ends_at = g_date_time_ref (ends_at);

  return self;
}

SgAlert *
sg_alert_copy (const SgAlert *self)
{
  SgAlert *copy = sg_alert_new (self->kind, self->limit, self->threshold_percent);

  copy->profile_id = g_strdup (self->profile_id);
  copy->profile_name = g_strdup (self->profile_name);
  copy->profile_folder = g_strdup (self->profile_folder);
  copy->anomaly = self->anomaly ? sg_anomaly_copy (self->anomaly) : NULL;
  copy->login_ends_at = self->login_ends_at ? g_date_time_ref (self->login_ends_at) : NULL;

  return copy;
}

void
sg_alert_free (SgAlert *self)
{
  g_clear_pointer (&self->login_ends_at, g_date_time_unref);
  g_clear_pointer (&self->limit, sg_limit_free);
  g_clear_pointer (&self->anomaly, sg_anomaly_free);
  g_free (self->profile_id);
  g_free (self->profile_name);
  g_free (self->profile_folder);
  g_free (self);
}

/**
 * sg_alert_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: kind s, limit a{sv}, threshold u, anomaly a{sv}, login-ends-at x,
 *   profile s, profile-name s, profile-folder s; what is not known is not there
 */
GVariant *
sg_alert_to_variant (const SgAlert *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  sg_variant_put_string (&dict, "kind", kind_nicks[self->kind]);
  if (self->limit != NULL)
    g_variant_dict_insert_value (&dict, "limit", sg_limit_to_variant (self->limit));
  if (self->threshold_percent > 0)
    g_variant_dict_insert (&dict, "threshold", "u", self->threshold_percent);
  if (self->anomaly != NULL)
    g_variant_dict_insert_value (&dict, "anomaly", sg_anomaly_to_variant (self->anomaly));
  sg_variant_put_time (&dict, "login-ends-at", self->login_ends_at);
  sg_variant_put_string (&dict, "profile", self->profile_id);
  sg_variant_put_string (&dict, "profile-name", self->profile_name);
  sg_variant_put_string (&dict, "profile-folder", self->profile_folder);

  return g_variant_dict_end (&dict);
}

static gboolean
find_kind (const char  *nick,
           SgAlertKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_nicks); i++) {
    if (g_strcmp0 (nick, kind_nicks[i]) == 0) {
      *kind = (SgAlertKind) i;
      return TRUE;
    }
  }

  return FALSE;
}

/* What a kind cannot do without. */
static gboolean
is_whole (const SgAlert *self)
{
  switch (self->kind) {
  case SG_ALERT_ANOMALY:
    return self->anomaly != NULL;
  case SG_ALERT_LOGIN:
    return self->login_ends_at != NULL;
  case SG_ALERT_TEST:
    return TRUE;
  case SG_ALERT_THRESHOLD:
  case SG_ALERT_RESET:
  case SG_ALERT_REACHED:
  case SG_ALERT_RUN_OUT:
  case SG_ALERT_BUDGET:
  default:
    return self->limit != NULL;
  }
}

/**
 * sg_alert_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_alert_to_variant() makes
 */
SgAlert *
sg_alert_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  g_autoptr (GVariant) limit = g_variant_dict_lookup_value (&dict, "limit", G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) anomaly = g_variant_dict_lookup_value (&dict, "anomaly", G_VARIANT_TYPE_VARDICT);
  g_autoptr (SgAlert) self = g_new0 (SgAlert, 1);

  if (!find_kind (sg_variant_get_string (&dict, "kind"), &self->kind))
    return NULL;

  self->limit = limit ? sg_limit_from_variant (limit) : NULL;
  self->anomaly = anomaly ? sg_anomaly_from_variant (anomaly) : NULL;
  self->login_ends_at = sg_variant_get_time (&dict, "login-ends-at");
  g_variant_dict_lookup (&dict, "threshold", "u", &self->threshold_percent);
  self->profile_id = g_strdup (sg_variant_get_string (&dict, "profile"));
  self->profile_name = g_strdup (sg_variant_get_string (&dict, "profile-name"));
  self->profile_folder = g_strdup (sg_variant_get_string (&dict, "profile-folder"));

  return is_whole (self) ? g_steal_pointer (&self) : NULL;
}
