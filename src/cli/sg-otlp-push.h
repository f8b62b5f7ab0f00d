/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char    *sg_otlp_push_make_url (const char *base,
                                gboolean    insecure,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;
GStrv    sg_otlp_push_parse_headers (const char *text,
                                     GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_otlp_push (const char        *url,
                       const char *const *headers,
                       const char        *json,
                       GError           **error);

G_END_DECLS
