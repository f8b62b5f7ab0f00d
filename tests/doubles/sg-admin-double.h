/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_ADMIN_DOUBLE_KEY "sk-ant-admin01-DOUBLE-aaaaaaaaaaaaaaaaaaaaaaaa"

/* Every UTC day: Opus and Sonnet from Monday to Friday, searches always. */
#define SG_ADMIN_DOUBLE_OPUS_CENTS "823.104500"
#define SG_ADMIN_DOUBLE_SONNET_CENTS "300"
#define SG_ADMIN_DOUBLE_SEARCH_CENTS "12.00"
/* Of a workday, all is used from ten to eleven */
#define SG_ADMIN_DOUBLE_HOUR 10

/**
 * SgAdminDouble:
 *
 * Plays the Admin API of api.anthropic.com on the loopback: the organisation,
 * its cost and usage reports by day, old and new, page by page, and what its
 * people did with Claude Code (see sg-team-double.h).
 */
#define SG_TYPE_ADMIN_DOUBLE (sg_admin_double_get_type ())
G_DECLARE_FINAL_TYPE (SgAdminDouble, sg_admin_double, SG, ADMIN_DOUBLE, GObject)

SgAdminDouble *sg_admin_double_new (void);

const char *sg_admin_double_get_base_url (SgAdminDouble *self);
void        sg_admin_double_set_key (SgAdminDouble *self,
                                     const char    *key);
void        sg_admin_double_set_organization (SgAdminDouble *self,
                                              const char    *id);
gboolean    sg_admin_double_set_scenario (SgAdminDouble *self,
                                          const char    *name);
void        sg_admin_double_set_fault_after (SgAdminDouble *self,
                                             guint          n_calls);
void        sg_admin_double_allow_analytics (SgAdminDouble *self,
                                             gboolean       allowed);
void        sg_admin_double_set_endless (SgAdminDouble *self,
                                         gboolean       endless);
void        sg_admin_double_set_people (SgAdminDouble *self,
                                        guint          n_people);
void        sg_admin_double_set_page_records (SgAdminDouble *self,
                                              guint          n_records);
void        sg_admin_double_set_circle (SgAdminDouble *self,
                                        gboolean       is_circle);
void        sg_admin_double_set_extra (SgAdminDouble *self,
                                       gint64         day,
                                       const char    *cents);
guint       sg_admin_double_get_n_calls (SgAdminDouble *self);
const char *sg_admin_double_get_complaints (SgAdminDouble *self);

G_END_DECLS
