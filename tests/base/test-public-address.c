/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-public-address.h"

typedef struct {
  const char *text;
  gboolean    is_public;
} Case;

static const Case cases[] = {
  { "1.1.1.1", TRUE }, { "8.8.8.8", TRUE }, { "9.255.255.255", TRUE }, { "11.0.0.0", TRUE }, { "100.63.255.255", TRUE },
  { "100.128.0.0", TRUE }, { "172.15.255.255", TRUE }, { "172.32.0.0", TRUE }, { "192.167.1.1", TRUE }, { "198.17.0.1", TRUE },
  { "198.20.0.1", TRUE }, { "223.255.255.255", TRUE }, { "2606:4700::1111", TRUE }, { "2001:4860:4860::8888", TRUE },
  { "2002:0808:0808::1", TRUE }, { "64:ff9b::8.8.8.8", TRUE }, { "::ffff:8.8.8.8", TRUE },
  { "0.0.0.0", FALSE }, { "0.1.2.3", FALSE }, { "10.0.0.1", FALSE }, { "100.64.0.1", FALSE }, { "127.0.0.1", FALSE },
  { "127.8.8.8", FALSE }, { "169.254.169.254", FALSE }, { "172.16.0.1", FALSE }, { "172.31.255.255", FALSE },
  { "192.0.0.1", FALSE }, { "192.0.2.1", FALSE }, { "192.168.1.1", FALSE }, { "198.18.0.1", FALSE }, { "198.19.255.255", FALSE },
  { "198.51.100.1", FALSE }, { "203.0.113.1", FALSE }, { "224.0.0.1", FALSE }, { "240.0.0.1", FALSE },
  { "255.255.255.255", FALSE }, { "::", FALSE }, { "::1", FALSE }, { "::ffff:127.0.0.1", FALSE }, { "::ffff:10.1.2.3", FALSE },
  { "64:ff9b::10.0.0.1", FALSE }, { "64:ff9b:1::1", FALSE }, { "2002:7f00:1::1", FALSE }, { "2002:0a00:1::1", FALSE },
  { "2001::1", FALSE }, { "2001:db8::1", FALSE }, { "3fff::1", FALSE }, { "fc00::1", FALSE }, { "fd12::1", FALSE },
  { "fe80::1", FALSE }, { "fec0::1", FALSE }, { "ff02::1", FALSE }, { "100::1", FALSE },
};

static void
test_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (cases[i].text, 443);

    g_assert_nonnull (address);
    if (sg_public_address_is (address) != cases[i].is_public)
      g_error ("%s", cases[i].text);
  }
}

static const Case hosts[] = {
  { "hooks.slack.com", TRUE }, { "1.1.1.1", TRUE }, { "2606:4700::1111", TRUE }, { "10.example.org", TRUE },
  { "localhost.example.org", TRUE }, { "notlocalhost", TRUE }, { "", TRUE },
  { "localhost", FALSE }, { "LOCALHOST", FALSE }, { "localhost.", FALSE }, { "looms.localhost", FALSE },
  { "localhost.localdomain", FALSE }, { "10.0.0.1", FALSE }, { "127.0.0.1", FALSE }, { "172.20.1.1", FALSE },
  { "192.168.1.1", FALSE }, { "169.254.169.254", FALSE }, { "127.1", FALSE }, { "0x7f000001", FALSE }, { "2130706433", FALSE },
  { "::1", FALSE }, { "fe80::1", FALSE }, { "fe80::1%eth0", FALSE }, { "fd12::1", FALSE }, { "::ffff:10.0.0.1", FALSE },
};

static void
test_hosts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    if (sg_public_address_may_be (hosts[i].text) != hosts[i].is_public)
      g_error ("%s", hosts[i].text);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/public-address/addresses", test_addresses);
  g_test_add_func ("/public-address/hosts", test_hosts);

  return g_test_run ();
}
