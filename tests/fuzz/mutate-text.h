/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* What texts are made of */
typedef struct {
  GPtrArray *seeds;   /* (owned) (element-type GBytes), in the order they were added */
  GPtrArray *words;   /* (owned) (element-type utf8) */
} MutateStock;

void mutate_stock_init (MutateStock *stock);
void mutate_stock_clear (MutateStock *stock);
void mutate_stock_add_seeds (MutateStock *stock,
                             const char  *file_or_folder);
void mutate_stock_add_words (MutateStock *stock,
                             const char  *dictionary);
void mutate_text (GString           *text,
                  const MutateStock *stock,
                  guint64            run);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MutateStock, mutate_stock_clear)
