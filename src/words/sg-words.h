/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-console.h"
#include "sg-cost-summary.h"
#include "sg-balance.h"
#include "sg-console.h"
#include "sg-credits.h"
#include "sg-error.h"
#include "sg-incidents.h"
#include "sg-limit.h"
#include "sg-login-state.h"
#include "sg-pace.h"
#include "sg-pacing.h"
#include "sg-profile-info.h"
#include "sg-rate-limits.h"
#include "sg-source-status.h"

/* Every sentence that more than one presenter says: panel, tray, alerts, terminal. Translated; pure. */

G_BEGIN_DECLS

char       *sg_words_join (GPtrArray *parts) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_duration (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_duration_spoken (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_clock_time (GDateTime *time,
                                 GDateTime *now,
                                 GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_age (GDateTime *as_of,
                          GDateTime *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_updated (GDateTime *as_of,
                              SgOrigin   origin,
                              GDateTime *now) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_words_origin (SgOrigin origin);

char       *sg_words_limit_name (const SgLimit *limit) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_limit_name_of_id (const char *id) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_limit_money (const SgLimit *limit,
                                  GDateTime     *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_limit_percent (const SgLimit *limit,
                                    GDateTime     *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_used_or_left (int used_percent) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_limit_used_percent (const SgLimit *limit,
                                         GDateTime     *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_limit_reset (const SgLimit *limit,
                                  GDateTime     *now,
                                  GTimeZone     *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_limit_warning (const SgLimit *limit,
                                    GDateTime     *now,
                                    GTimeZone     *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_limit_line (const SgLimit *limit,
                                 GDateTime     *now,
                                 GTimeZone     *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_limit_spoken (const SgLimit *limit,
                                   GDateTime     *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_statusline (const SgLimit *session,
                                 const SgLimit *week,
                                 GDateTime     *now,
                                 GTimeZone     *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_pace (const SgPace *pace) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_full_at (const SgLimit *limit,
                              const SgPace  *pace,
                              GDateTime     *now,
                              GTimeZone     *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_forecast (const SgLimit *limit,
                               GDateTime     *now,
                               GTimeZone     *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_plan (const SgLimit *limit,
                           GDateTime     *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_credits (const SgCredits *credits) G_GNUC_WARN_UNUSED_RESULT;

char       *sg_words_profile_line (const char    *name,
                                   const SgLimit *limit,
                                   GDateTime     *now,
                                   GTimeZone     *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_profile_limit (const SgProfileInfo *profile) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_profile_percent (const SgProfileInfo *profile) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_profile_spoken (const SgProfileInfo *profile) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_health (int health) G_GNUC_WARN_UNUSED_RESULT;

char       *sg_words_pacing_state (const SgPacing *pacing,
                                   GDateTime      *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_pacing_age (const SgPacing *pacing,
                                 GDateTime      *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_pacing_limit (const SgPacing *pacing) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_pacing_deviation (const SgPacing *pacing) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_pacing_manner (const SgPacing *pacing) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_words_pacing_fallback (const SgPacing *pacing);

const char *sg_words_rate_name (SgRateKind kind);
char       *sg_words_rate_amount (const SgRate *rate) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_rate_reset (const SgRate *rate,
                                 GDateTime    *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_rate_spent (const SgRate *rate) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_words_rates_absent (const SgRateLimits *limits);

char       *sg_words_anomaly (const SgAnomaly *anomaly,
                              GDateTime       *now,
                              GTimeZone       *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_gap (const SgUsageGap *gap) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *sg_words_gap_reasons (const SgUsageGap *gap) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_projection_method (guint n_days) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_account (const SgAccount *account) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_words_login_title (SgLoginState state);
char       *sg_words_login (SgLoginState     state,
                            const SgAccount *account,
                            GDateTime       *now,
                            GTimeZone       *zone) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_words_login_next_step (SgLoginState state);

char       *sg_words_estimate (gint64   pico_usd,
                               gboolean unpriced) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_words_model (const char *model);
char       *sg_words_block (const SgCostSummary *costs,
                            GDateTime           *now,
                            GTimeZone           *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_runway (const SgBalance *balance,
                             GDateTime       *now,
                             GTimeZone       *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_balance_typed (const SgBalance *balance,
                                    GDateTime       *now,
                                    GTimeZone       *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_burn_rate (const SgConsole *console) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_projection (const SgConsole *console) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_share (const SgCents *part,
                            const SgCents *whole) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_last_week (const SgConsole *console) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_average_day (const SgConsole *console,
                                  GDateTime       *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_passed_day (const SgConsole *console,
                                 GDateTime       *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_passed_month (const SgConsole *console,
                                   GDateTime       *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_console_line (const SgConsole *console,
                                   const SgBalance *balance,
                                   GDateTime       *now,
                                   GTimeZone       *zone) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_words_console_hint (gboolean has_key,
                                   int      error_code);
const char *sg_words_individual_account (void);

char       *sg_words_incidents (const SgIncidents *incidents,
                                GDateTime         *now,
                                GTimeZone         *zone) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_words_source_name (const char *source_id);
const char *sg_words_source_reads (const char *source_id);
const char *sg_words_source_state (SgSourceState state);
const char *sg_words_source_next_step (const SgSourceStatus *source);
const char *sg_words_error (int error_code);
const char *sg_words_next_step (int error_code);

G_END_DECLS
