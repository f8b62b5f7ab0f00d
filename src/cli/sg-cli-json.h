/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgCliJson:
 *
 * JSON as serde writes it: two spaces, and the shortest number that reads back the same. Keys
 * come in the order they are added.
 */
typedef struct {
  GString *text;
  guint    depth;
  gboolean has_members;   /* of what was opened last */
} SgCliJson;

void   sg_cli_json_init (SgCliJson *self);
void   sg_cli_json_print (SgCliJson *self);
void   sg_cli_json_open (SgCliJson  *self,
                         const char *key,
                         char        bracket);
void   sg_cli_json_close (SgCliJson *self,
                          char       bracket);
void   sg_cli_json_add_string (SgCliJson  *self,
                               const char *key,
                               const char *value);
void   sg_cli_json_add_int (SgCliJson  *self,
                            const char *key,
                            gint64      value);
void   sg_cli_json_add_boolean (SgCliJson  *self,
                                const char *key,
                                gboolean    value);
void   sg_cli_json_add_null (SgCliJson  *self,
                             const char *key);
void   sg_cli_json_add_double (SgCliJson  *self,
                               const char *key,
                               double      value);
void   sg_cli_json_add_pico_usd (SgCliJson  *self,
                                 const char *key,
                                 gint64      pico_usd);

char  *sg_cli_json_format_double (double value) G_GNUC_WARN_UNUSED_RESULT;
double sg_cli_json_pico_usd_to_double (gint64 pico_usd);

G_END_DECLS
