/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib-unix.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "sg-key-pipe.h"

/* What comes out at the other end; the bus would have handed it on. */
static char *
send_key (const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) fds = sg_key_pipe_write (key, &error);
  char *got;
  int fd;

  g_assert_no_error (error);
  g_assert_cmpint (g_unix_fd_list_get_length (fds), ==, 1);
  fd = g_unix_fd_list_get (fds, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_unix_set_fd_nonblocking (fd, TRUE, &error));
  got = sg_key_pipe_read (fd);
  close (fd);

  return got;
}

static void
test_a_key_arrives_whole (void)
{
  g_autofree char *longest = g_strnfill (PIPE_BUF, 'k');
  g_autofree char *key = send_key ("sk-ant-api03-abc");
  g_autofree char *long_key = send_key (longest);

  g_assert_cmpstr (key, ==, "sk-ant-api03-abc");
  g_assert_cmpstr (long_key, ==, longest);
}

static void
test_nothing_is_no_key (void)
{
  g_assert_null (send_key (""));
}

static void
test_too_long_is_not_sent (void)
{
  g_autofree char *text = g_strnfill (PIPE_BUF + 1, 'k');
  g_autoptr (GError) error = NULL;

  g_assert_null (sg_key_pipe_write (text, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* Who says the method over the bus may send any pipe. */
static void
test_what_cannot_be_a_key_is_none (void)
{
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  g_assert_true (g_unix_set_fd_nonblocking (ends[0], TRUE, NULL));
  g_assert_null (sg_key_pipe_read (ends[0]));
  g_assert_cmpint (write (ends[1], "sk\0ant", 6), ==, 6);
  g_assert_null (sg_key_pipe_read (ends[0]));
  close (ends[0]);
  close (ends[1]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/key-pipe/a-key-arrives-whole", test_a_key_arrives_whole);
  g_test_add_func ("/key-pipe/nothing-is-no-key", test_nothing_is_no_key);
  g_test_add_func ("/key-pipe/too-long-is-not-sent", test_too_long_is_not_sent);
  g_test_add_func ("/key-pipe/what-cannot-be-a-key-is-none", test_what_cannot_be_a_key_is_none);

  return g_test_run ();
}
