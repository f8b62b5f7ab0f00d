/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* What libFuzzer calls with every text it makes up; it returns 0. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);
