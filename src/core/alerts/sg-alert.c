/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert.h"

SgAlert *
sg_alert_new (SgAlertKind    kind,
              const SgLimit *limit,
              guint          threshold_percent)
{
  SgAlert *self = g_new0 (SgAlert, 1);

  self->kind = kind;
  self->limit = sg_limit_copy (limit);
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

void
sg_alert_free (SgAlert *self)
{
  g_clear_pointer (&self->login_ends_at, g_date_time_unref);
  g_clear_pointer (&self->limit, sg_limit_free);
  g_clear_pointer (&self->anomaly, sg_anomaly_free);
  g_free (self->profile_id);
  g_free (self->profile_name);
  g_free (self);
}
