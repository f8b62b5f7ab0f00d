/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "sg-request.h"

G_BEGIN_DECLS

/**
 * SgPrices:
 *
 * 10^-12 USD a token; 1 USD per million tokens is 1,000,000.
 */
typedef struct {
  gint64 input;
  gint64 output;
  gint64 write_5m;
  gint64 write_1h;
  gint64 cache_read;
} SgPrices;

/**
 * SgModelPrices:
 *
 * What one model costs at which time and in which way.
 */
typedef struct _SgModelPrices SgModelPrices;

/**
 * SgPriceTable:
 *
 * Anthropic's list prices, dated. On a subscription what it says is no bill.
 */
typedef struct _SgPriceTable SgPriceTable;

char                *sg_price_table_dup_user_path (void) G_GNUC_WARN_UNUSED_RESULT;
SgPriceTable        *sg_price_table_new (void) G_GNUC_WARN_UNUSED_RESULT;
void                 sg_price_table_free (SgPriceTable *self);
gboolean             sg_price_table_merge (SgPriceTable *self,
                                           const char   *text,
                                           gsize         length,
                                           GError      **error);
gboolean             sg_price_table_merge_file (SgPriceTable *self,
                                                const char   *path,
                                                GError      **error);

const char          *sg_price_table_get_as_of (const SgPriceTable *self);
guint64              sg_price_table_get_digest (const SgPriceTable *self);
const SgModelPrices *sg_price_table_find (const SgPriceTable *self,
                                          const char         *model_id);
GPtrArray           *sg_price_table_list (const SgPriceTable *self) G_GNUC_WARN_UNUSED_RESULT;
const SgPrices      *sg_model_prices_get_usual (const SgModelPrices *self);
const SgPrices      *sg_model_prices_get_fast (const SgModelPrices *self);
const SgPrices      *sg_model_prices_get_long (const SgModelPrices *self,
                                               guint64             *above_tokens);
gint64               sg_model_prices_get_saving (const SgModelPrices *self,
                                                 gint64               time_ms,
                                                 SgRequestFlags       flags,
                                                 gint64               cache_read);
gint64               sg_price_table_cost (const SgPriceTable  *self,
                                          const SgModelPrices *model,
                                          gint64               time_ms,
                                          SgRequestFlags       flags,
                                          const SgUsage       *usage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgPriceTable, sg_price_table_free)

G_END_DECLS
