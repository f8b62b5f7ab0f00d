/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cents.h"
#include "sg-money.h"
#include "sg-origin.h"

/* How the model's parts write themselves for the bus and for --json: what is not known is not there. */

G_BEGIN_DECLS

typedef GVariant *(*SgToVariant) (gconstpointer value);

void        sg_variant_put_string (GVariantDict *dict,
                                   const char   *key,
                                   const char   *value);
void        sg_variant_put_time (GVariantDict *dict,
                                 const char   *key,
                                 GDateTime    *time);
void        sg_variant_put_money (GVariantDict  *dict,
                                  const char    *key,
                                  const SgMoney *money);
void        sg_variant_put_cents (GVariantDict  *dict,
                                  const char    *key,
                                  const SgCents *cents);
void        sg_variant_put_stamp (GVariantDict *dict,
                                  SgOrigin      origin,
                                  GDateTime    *as_of);

GVariant   *sg_variant_as_dict (GVariant *variant);
const char *sg_variant_get_string (GVariantDict *dict,
                                   const char   *key);
GDateTime  *sg_variant_get_time (GVariantDict *dict,
                                 const char   *key) G_GNUC_WARN_UNUSED_RESULT;
gboolean    sg_variant_get_money (GVariantDict *dict,
                                  const char   *key,
                                  SgMoney      *money);
gboolean    sg_variant_get_cents (GVariantDict *dict,
                                  const char   *key,
                                  SgCents      *cents);
SgOrigin    sg_variant_get_origin (GVariantDict *dict);

GPtrArray  *sg_variant_get_array (GVariant      *variant,
                                  gpointer (    *from_variant ) (GVariant *),
                                  GDestroyNotify free_element) G_GNUC_WARN_UNUSED_RESULT;

gboolean    sg_variant_is_same_value (gconstpointer a,
                                      gconstpointer b,
                                      SgToVariant   to_variant);
gboolean    sg_variant_is_same_array (GPtrArray  *a,
                                      GPtrArray  *b,
                                      SgToVariant to_variant);

G_END_DECLS
