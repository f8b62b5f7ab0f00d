/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-bus.h"

G_BEGIN_DECLS

/* The agent's data service without the agent: it only says the panel's samples. */

SgBusSandglass1 *sample_bus_new (GDBusConnection *connection,
                                 const char      *sample) G_GNUC_WARN_UNUSED_RESULT;
void             sample_bus_say (SgBusSandglass1 *bus,
                                 const char      *sample);

G_END_DECLS
