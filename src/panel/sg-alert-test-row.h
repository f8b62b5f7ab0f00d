/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgAlertTestRow:
 *
 * A button that sends a test alert by one way; the row then says how it went.
 */
#define SG_TYPE_ALERT_TEST_ROW (sg_alert_test_row_get_type ())
G_DECLARE_FINAL_TYPE (SgAlertTestRow, sg_alert_test_row, SG, ALERT_TEST_ROW, AdwActionRow)

GtkWidget *sg_alert_test_row_new (SgServiceClient *client,
                                  const char *way);

G_END_DECLS
