/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which addresses are the public internet's. IANA's special-purpose registries (RFC 6890 and what updates it), 2024. */

#include "sg-public-address.h"

#include <arpa/inet.h>
#include <string.h>

typedef struct {
  guint8 bytes[16];
  guint  n_bits;
} Block;

static const Block blocks4[] = {
  { { 0 }, 8 }, { { 10 }, 8 }, { { 100, 64 }, 10 }, { { 127 }, 8 }, { { 169, 254 }, 16 }, { { 172, 16 }, 12 },
  { { 192, 0, 0 }, 24 }, { { 192, 0, 2 }, 24 }, { { 192, 88, 99 }, 24 }, { { 192, 168 }, 16 }, { { 198, 18 }, 15 },
  { { 198, 51, 100 }, 24 }, { { 203, 0, 113 }, 24 }, { { 224 }, 4 }, { { 240 }, 4 },
};

/* Of the internet is 2000::/3 alone, and of that not all. */
static const Block global6 = { { 0x20 }, 3 };
static const Block blocks6[] = {
  { { 0x20, 0x01, 0x00 }, 23 }, { { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, { { 0x3f, 0xff }, 20 },
};

/* These carry an IPv4 address, at that byte. */
static const struct {
  Block block;
  guint at;
} carriers[] = {
  { { { [10] = 0xff, [11] = 0xff }, 96 }, 12 },
  { { { 0x00, 0x64, 0xff, 0x9b }, 96 }, 12 },
  { { { 0x20, 0x02 }, 16 }, 2 },
};

static gboolean
is_in (const guint8 *bytes,
       const Block  *block)
{
  guint n_whole = block->n_bits / 8;
  guint8 mask = (guint8) (0xff00 >> block->n_bits % 8);

  return memcmp (bytes, block->bytes, n_whole) == 0 &&
         (block->n_bits % 8 == 0 || (bytes[n_whole] & mask) == (block->bytes[n_whole] & mask));
}

static gboolean
is_public4 (const guint8 *bytes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (blocks4); i++) {
    if (is_in (bytes, &blocks4[i]))
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_public6 (const guint8 *bytes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (carriers); i++) {
    if (is_in (bytes, &carriers[i].block))
      return is_public4 (bytes + carriers[i].at);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (blocks6); i++) {
    if (is_in (bytes, &blocks6[i]))
      return FALSE;
  }

  return is_in (bytes, &global6);
}

static gboolean
is_public_inet (GInetAddress *inet)
{
  return g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV4 ? is_public4 (g_inet_address_to_bytes (inet))
                                                                   : is_public6 (g_inet_address_to_bytes (inet));
}

/**
 * sg_public_address_is:
 *
 * Returns: whether it is neither this machine's, nor a private or special network's, nor one that leads to such
 */
gboolean
sg_public_address_is (GSocketAddress *address)
{
  GInetAddress *inet = G_IS_INET_SOCKET_ADDRESS (address)
    ? g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)) : NULL;

  return inet != NULL && is_public_inet (inet);
}

/* RFC 6761, and what many a hosts file adds. */
static gboolean
is_this_machine (const char *name)
{
  return g_str_equal (name, "localhost") || g_str_has_suffix (name, ".localhost") || g_str_equal (name, "localhost.localdomain");
}

/**
 * sg_public_address_may_be:
 * @host: a name, or an address without brackets, as in a URL
 *
 * Asks nobody: where a name leads is known when it is looked up.
 *
 * Returns: whether @host is neither `localhost` nor written as an address that sg_public_address_is() refuses
 */
gboolean
sg_public_address_may_be (const char *host)
{
  g_autofree char *name = g_ascii_strdown (host, -1);
  g_autoptr (GInetAddress) inet = NULL;
  struct in_addr of_old_form;

  name[strcspn (name, "%")] = '\0';
  if (g_str_has_suffix (name, "."))
    name[strlen (name) - 1] = '\0';
  if (is_this_machine (name))
    return FALSE;

  /* `127.1` and `0x7f000001` too, as the resolver takes them. */
  if (inet_aton (name, &of_old_form) != 0)
    inet = g_inet_address_new_from_bytes ((const guint8 *) &of_old_form, G_SOCKET_FAMILY_IPV4);
  else
    inet = g_inet_address_new_from_string (name);

  return inet == NULL || is_public_inet (inet);
}
