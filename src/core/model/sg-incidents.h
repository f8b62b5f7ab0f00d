/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-origin.h"

G_BEGIN_DECLS

/**
 * SgIncident:
 * @name: as the server's owner calls it
 * @impact: (nullable): their word: `minor`, `major`, `critical`, `maintenance`
 * @stage: (nullable): their word: `investigating`, `identified`, `monitoring` …
 * @began_at: (nullable)
 */
typedef struct {
  char      *name;
  char      *impact;
  char      *stage;
  GDateTime *began_at;
} SgIncident;

/**
 * SgIncidents:
 * @list: (element-type SgIncident): what is not over yet, as told; empty when they know of none
 *
 * What those who run a server say of its troubles.
 */
typedef struct {
  GPtrArray *list;
  SgOrigin   origin;
  GDateTime *as_of;
} SgIncidents;

SgIncidents *sg_incidents_new (SgOrigin   origin,
                               GDateTime *as_of) G_GNUC_WARN_UNUSED_RESULT;
SgIncidents *sg_incidents_copy (const SgIncidents *self) G_GNUC_WARN_UNUSED_RESULT;
void         sg_incidents_free (SgIncidents *self);
void         sg_incidents_add (SgIncidents *self,
                               const char  *name,
                               const char  *impact,
                               const char  *stage,
                               GDateTime   *began_at);
GVariant    *sg_incidents_to_variant (const SgIncidents *self) G_GNUC_WARN_UNUSED_RESULT;
SgIncidents *sg_incidents_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgIncidents, sg_incidents_free)

G_END_DECLS
