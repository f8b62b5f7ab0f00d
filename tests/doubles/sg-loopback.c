/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-loopback.h"

/**
 * sg_loopback_listen:
 *
 * On a free port of 127.0.0.1, in this thread's main context. Without one, a test can do nothing: it aborts.
 *
 * Returns: (transfer full): the address, without a slash at its end
 */
char *
sg_loopback_listen (SoupServer *server)
{
  g_autoptr (GError) error = NULL;
  char *base_url;
  GSList *uris;

  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    g_error ("No loopback: %s", error->message);

  uris = soup_server_get_uris (server);
  base_url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return base_url;
}
