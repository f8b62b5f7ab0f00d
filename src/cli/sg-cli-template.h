/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-usage-model.h"

G_BEGIN_DECLS

/**
 * SgCliFacts:
 * @subject: (nullable): the limit that the line is about
 * @profile: (nullable): what the login is called whose model it is
 * @is_of_several: whether there are other logins
 *
 * What a line is made of; nothing in it is its own.
 */
typedef struct {
  SgUsageModel  *model;
  const SgLimit *subject;
  const char    *profile;
  gboolean       is_of_several;
  GDateTime     *now;
  GTimeZone     *zone;
} SgCliFacts;

gboolean sg_cli_template_check (const char *text,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_cli_template_check_limits (const char *text,
                                       GPtrArray  *limits,
                                       GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char    *sg_cli_template_expand (const char       *text,
                                 const SgCliFacts *facts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
