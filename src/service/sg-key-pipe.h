/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gunixfdlist.h>

G_BEGIN_DECLS

/* A key goes through a pipe, as what is said on the bus others can read. */

GUnixFDList *sg_key_pipe_write (const char *key,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char        *sg_key_pipe_read (int fd) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
