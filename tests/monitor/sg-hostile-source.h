/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-clock.h"
#include "sg-source.h"

/**
 * SgHostileLog:
 * @last_call: in elapsed microseconds, as is @penalty_end
 * @n_early: calls within 300 s of the one before
 * @n_in_penalty: calls before `Retry-After`, or our own back-off, was over
 *
 * What a server would write down about us. It outlives restarts.
 */
typedef struct {
  gint64   last_call;
  gint64   penalty_end;
  guint    n_failures;
  gboolean is_about_login;
  guint    n_calls;
  guint    n_answers;
  guint    n_early;
  guint    n_in_penalty;
  guint    n_restarts;
  guint    n_settings;
} SgHostileLog;

/* Stands for the endpoint: answers well or badly at random, late or at once, and writes down when it was asked. */
#define SG_TYPE_HOSTILE_SOURCE (sg_hostile_source_get_type ())
G_DECLARE_FINAL_TYPE (SgHostileSource, sg_hostile_source, SG, HOSTILE_SOURCE, SgSource)

SgHostileSource *sg_hostile_source_new (SgClock      *clock,
                                        GRand        *random,
                                        SgHostileLog *log);
void sg_hostile_source_log_in (SgHostileSource *self);
