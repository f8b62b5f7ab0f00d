/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_ANTHROPIC_DOUBLE_TOKEN "sk-ant-oat01-DOUBLE"
#define SG_ANTHROPIC_DOUBLE_KEY "sk-ant-api03-DOUBLE_double_DOUBLE"

/**
 * SgAnthropicDouble:
 *
 * Plays api.anthropic.com on the loopback: `/api/oauth/usage`, `/api/oauth/profile`
 * and `/v1/messages/count_tokens`, well or with one of the faults a scenario names.
 */
#define SG_TYPE_ANTHROPIC_DOUBLE (sg_anthropic_double_get_type ())
G_DECLARE_FINAL_TYPE (SgAnthropicDouble, sg_anthropic_double, SG, ANTHROPIC_DOUBLE, GObject)

SgAnthropicDouble *sg_anthropic_double_new (void);

const char        *sg_anthropic_double_get_base_url (SgAnthropicDouble *self);
const char *const *sg_anthropic_double_get_scenarios (void);
gboolean           sg_anthropic_double_set_scenario (SgAnthropicDouble *self,
                                                     const char        *name);
gboolean           sg_anthropic_double_set_profile_scenario (SgAnthropicDouble *self,
                                                             const char        *name);
gboolean           sg_anthropic_double_set_count_scenario (SgAnthropicDouble *self,
                                                           const char        *name);
void               sg_anthropic_double_set_rate_headers (SgAnthropicDouble *self,
                                                         const char        *lines);
void               sg_anthropic_double_set_token (SgAnthropicDouble *self,
                                                  const char        *token);
void               sg_anthropic_double_set_percents (SgAnthropicDouble *self,
                                                     double             session,
                                                     double             weekly,
                                                     double             scoped);
void               sg_anthropic_double_set_redirect (SgAnthropicDouble *self,
                                                     const char        *location);

guint              sg_anthropic_double_get_n_usage_calls (SgAnthropicDouble *self);
guint              sg_anthropic_double_get_n_profile_calls (SgAnthropicDouble *self);
guint              sg_anthropic_double_get_n_count_calls (SgAnthropicDouble *self);
GArray            *sg_anthropic_double_get_call_times (SgAnthropicDouble *self);
guint64            sg_anthropic_double_get_n_bytes_sent (SgAnthropicDouble *self);
const char        *sg_anthropic_double_get_complaints (SgAnthropicDouble *self);

G_END_DECLS
