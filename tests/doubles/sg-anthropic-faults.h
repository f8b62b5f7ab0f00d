/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SgFaultContext:
 * @open: (element-type GIOStream): connections that never end by themselves
 * @n_bytes_sent: of the endless kind
 *
 * What the faults need to live on between calls.
 */
typedef struct {
  GPtrArray *open;
  char      *redirect;
  guint64    n_bytes_sent;
  guint      drip_id;
} SgFaultContext;

typedef struct _SgFault SgFault;

/**
 * SgFault:
 * @answer: answers one request; @good_body is what a healthy server says
 *
 * One way of answering, good or bad. @status and @text are for those that need them.
 */
struct _SgFault {
  const char *name;
  void        (*answer) (const SgFault     *self,
                         SgFaultContext    *context,
                         SoupServerMessage *message,
                         const char        *good_body);
  guint       status;
  const char *text;
  const char *retry_after;
};

const SgFault     *sg_fault_find (const char *name);
const char *const *sg_fault_get_names (void);
void               sg_fault_context_init (SgFaultContext *context);
void               sg_fault_context_clear (SgFaultContext *context);

G_END_DECLS
