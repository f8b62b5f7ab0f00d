/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-anomaly.h"
#include "sg-console-days.h"
#include "sg-price-table.h"

G_BEGIN_DECLS

/* Days of one kind: with fewer nothing is called unusual, and no more are looked at. */
#define SG_ANOMALY_LEAST_DAYS 8
#define SG_ANOMALY_MOST_DAYS 28
/* 28 days of weekends are 14 weeks. */
#define SG_ANOMALY_HISTORY_DAYS 98

gboolean   sg_console_is_unusual (GArray        *history,
                                  const SgCents *amount,
                                  SgCents       *usual);
SgAnomaly *sg_console_find_odd_day (const SgConsoleDays *days,
                                    gint64               day) G_GNUC_WARN_UNUSED_RESULT;
SgAnomaly *sg_console_find_odd_hour (GPtrArray          *hour_buckets,
                                     const SgPriceTable *prices,
                                     gint64              first,
                                     gint64              day) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
