/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "eye.h"

G_BEGIN_DECLS

guint severity_check (Eye       *eye,
                      GtkWidget *part,
                      GString   *faults);

G_END_DECLS
