/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* No honest answer or settings file nests deeper; json-glib recurses. */
#define SG_JSON_MAX_DEPTH 128

JsonNode   *sg_json_parse_object (const char *text,
                                  gsize       length,
                                  GError    **error) G_GNUC_WARN_UNUSED_RESULT;

JsonObject *sg_json_get_object (JsonObject *object,
                                const char *member);
JsonArray  *sg_json_get_array (JsonObject *object,
                               const char *member);
const char *sg_json_get_string (JsonObject *object,
                                const char *member);
gboolean    sg_json_get_double (JsonObject *object,
                                const char *member,
                                double     *value);
gboolean    sg_json_get_int (JsonObject *object,
                             const char *member,
                             gint64     *value);
gboolean    sg_json_get_boolean (JsonObject *object,
                                 const char *member,
                                 gboolean    fallback);
JsonObject *sg_json_array_get_object (JsonArray *array,
                                      guint      index);

G_END_DECLS
