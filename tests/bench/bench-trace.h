/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-use-rate.h"

/*
 * A made-up life with a limit, minute by minute: who works when, on which models, on this
 * machine and elsewhere; a server that counts it all and is asked now and then.
 */

#define TRACE_DAYS 49
#define TRACE_MINUTES (TRACE_DAYS * 24 * 60)

typedef enum {
  TRACE_STEADY,   /* office hours, calm */
  TRACE_BURSTS,   /* a few wild hours, days apart from each other in kind */
  TRACE_NIGHTS,   /* evenings and nights, weekends too */
  TRACE_ROBOT,    /* round the clock, with breaks */
  TRACE_N_KINDS,
} TraceKind;

typedef struct {
  gint64    start;              /* Unix seconds */
  double   *usd;                /* this machine, per minute, at list prices */
  double   *tokens;             /* this machine, per minute, as peers count them: input and output */
  double   *session_percent;    /* true, at the end of each minute */
  gint64   *session_resets_at;  /* 0 where no window runs */
  double   *week_percent;
  gint64   *week_resets_at;
  gboolean *asked;              /* whether the server was asked in that minute, with an answer */
} Trace;

Trace *trace_new (TraceKind kind,
                  guint32   seed,
                  double    elsewhere_share);
void   trace_free (Trace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trace, trace_free)
