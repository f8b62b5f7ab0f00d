/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cli-bar.h"

G_BEGIN_DECLS

/**
 * SgCliStatusOptions:
 * @is_line: whether @bar is asked for, and not the whole table
 * @template: (owned) (nullable):
 * @limit: (owned) (nullable): what sg_cli_find_subject() takes
 * @profile: (owned) (nullable): the only one to print, by id or name
 * @has_mode: whether @mode was given; it holds for this once
 * @exit_code: whether the state of that limit is the exit code
 *
 * What `status` and `watch` print.
 */
typedef struct {
  gboolean json;
  gboolean is_line;
  SgCliBar bar;
  char *template;
  char    *limit;
  char    *profile;
  gboolean has_mode;
  SgMode   mode;
  gboolean exit_code;

  /*< private >*/
  char    *endpoint_url;
} SgCliStatusOptions;

gboolean sg_cli_status_options_parse (SgCliStatusOptions *self,
                                      const char         *command,
                                      char              **words,
                                      GError            **error);
gboolean sg_cli_status_options_check_limits (const SgCliStatusOptions *self,
                                             GPtrArray                *limits,
                                             GError                  **error);
void     sg_cli_status_options_clear (SgCliStatusOptions *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgCliStatusOptions, sg_cli_status_options_clear)

G_END_DECLS
