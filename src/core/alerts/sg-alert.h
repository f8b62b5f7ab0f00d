/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-anomaly.h"
#include "sg-limit.h"

G_BEGIN_DECLS

typedef enum {
  SG_ALERT_THRESHOLD,   /* the limit passed a threshold */
  SG_ALERT_RESET,       /* the limit started anew after a critical one was told */
  SG_ALERT_ANOMALY,     /* an organisation spends far more than it does */
  SG_ALERT_LOGIN,       /* the login ends soon */
  SG_ALERT_REACHED,     /* the limit is full */
  SG_ALERT_RUN_OUT,     /* the limit is likely to be full well before it resets */
  SG_ALERT_BUDGET,      /* a budget of the user's own passed a threshold */
  SG_ALERT_TEST,        /* none: somebody tries how alerts arrive */
} SgAlertKind;

#define SG_ALERT_N_KINDS (SG_ALERT_TEST + 1)

/**
 * SgAlert:
 * @limit: (owned) (nullable): as it was when the alert was raised; %NULL when it is about no limit
 * @profile_id: (nullable): whose it is; set by who knows the profiles
 * @profile_name: (nullable): its name, where there are several
 * @profile_folder: (nullable): what its folder is called, where there are several
 * @threshold_percent: the highest threshold passed; 0 where it is about none
 * @anomaly: (owned) (nullable): of %SG_ALERT_ANOMALY
 * @login_ends_at: (owned) (nullable): of %SG_ALERT_LOGIN
 *
 * One thing worth telling a person once.
 */
typedef struct {
  SgAlertKind kind;
  SgLimit    *limit;
  char       *profile_id;
  char       *profile_name;
  char       *profile_folder;
  guint       threshold_percent;
  SgAnomaly  *anomaly;
  GDateTime  *login_ends_at;
} SgAlert;

SgAlert    *sg_alert_new (SgAlertKind    kind,
                          const SgLimit *limit,
                          guint          threshold_percent) G_GNUC_WARN_UNUSED_RESULT;
SgAlert    *sg_alert_new_anomaly (const SgAnomaly *anomaly) G_GNUC_WARN_UNUSED_RESULT;
SgAlert    *sg_alert_new_login (GDateTime *ends_at) G_GNUC_WARN_UNUSED_RESULT;
SgAlert    *sg_alert_copy (const SgAlert *self) G_GNUC_WARN_UNUSED_RESULT;
void        sg_alert_free (SgAlert *self);

GVariant   *sg_alert_to_variant (const SgAlert *self) G_GNUC_WARN_UNUSED_RESULT;
SgAlert    *sg_alert_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

const char *sg_alert_kind_to_nick (SgAlertKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgAlert, sg_alert_free)

G_END_DECLS
