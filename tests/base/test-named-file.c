/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sg-named-file.h"

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->folder = g_dir_make_tmp ("sg-named-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "named", NULL);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (f->folder, name, NULL);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->path);
}

static void
write_new (const Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sg_named_file_write (f->path, "new", 3, 0644, &error));
  g_assert_no_error (error);
}

static void
assert_refused (const Fixture *f,
                int            code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sg_named_file_write (f->path, "new", 3, 0644, &error));
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_null (strstr (error->message, f->path));
}

static void
assert_holds (const char *path,
              const char *text)
{
  g_autofree char *met = NULL;

  g_assert_true (g_file_get_contents (path, &met, NULL, NULL));
  g_assert_cmpstr (met, ==, text);
}

static void
test_replaces_a_file_whole (Fixture      *f,
                            gconstpointer data)
{
  g_autofree char *other = g_build_filename (f->folder, "other", NULL);
  GStatBuf met;

  write_new (f);
  g_assert_cmpint (g_stat (f->path, &met), ==, 0);
  g_assert_cmpint (met.st_mode & 0600, ==, 0600);
  g_assert_true (g_file_set_contents (f->path, "what was longer", -1, NULL));
  /* Who has the old one open reads on in it. */
  g_assert_cmpint (link (f->path, other), ==, 0);
  write_new (f);

  assert_holds (f->path, "new");
  assert_holds (other, "what was longer");
}

static void
test_follows_links (Fixture      *f,
                    gconstpointer data)
{
  g_autofree char *second = g_build_filename (f->folder, "second", NULL);
  g_autofree char *target = g_build_filename (f->folder, "target", NULL);

  g_assert_cmpint (symlink ("second", f->path), ==, 0);
  g_assert_cmpint (symlink (target, second), ==, 0);
  write_new (f);
  assert_holds (target, "new");

  g_assert_true (g_file_set_contents (target, "what was longer", -1, NULL));
  write_new (f);
  assert_holds (target, "new");
  g_assert_true (g_file_test (f->path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (second, G_FILE_TEST_IS_SYMLINK));
}

static void
test_writes_into_a_pipe (Fixture      *f,
                         gconstpointer data)
{
  char met[8] = { 0 };
  GStatBuf after;
  int fd;

  g_assert_cmpint (mkfifo (f->path, 0600), ==, 0);
  fd = open (f->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  write_new (f);

  g_assert_cmpint (read (fd, met, sizeof met), ==, 3);
  g_assert_cmpstr (met, ==, "new");
  g_assert_cmpint (g_stat (f->path, &after), ==, 0);
  g_assert_true (S_ISFIFO (after.st_mode));
  close (fd);
}

static void
test_refuses_what_cannot_be_written (Fixture      *f,
                                     gconstpointer data)
{
  g_assert_cmpint (g_mkdir (f->path, 0700), ==, 0);
  assert_refused (f, G_IO_ERROR_IS_DIRECTORY);
  g_assert_cmpint (g_rmdir (f->path), ==, 0);

  g_assert_cmpint (symlink ("named", f->path), ==, 0);
  assert_refused (f, G_IO_ERROR_TOO_MANY_LINKS);
  g_assert_cmpint (g_unlink (f->path), ==, 0);

  g_assert_cmpint (symlink ("nowhere/file", f->path), ==, 0);
  assert_refused (f, G_IO_ERROR_NOT_FOUND);
}

/* It reads as the name the file had. */
static void
test_writes_into_a_file_that_is_gone (Fixture      *f,
                                      gconstpointer data)
{
  char met[8] = { 0 };
  int fd = open (f->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  g_autofree char *gone = g_strdup (f->path);

  g_assert_cmpint (g_unlink (f->path), ==, 0);
  g_free (f->path);
  f->path = g_strdup_printf ("/proc/self/fd/%d", fd);
  write_new (f);

  g_assert_cmpint (read (fd, met, sizeof met), ==, 3);
  g_assert_false (g_file_test (gone, G_FILE_TEST_EXISTS));
  close (fd);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/base/named-file/replaces-a-file-whole", Fixture, NULL, set_up, test_replaces_a_file_whole, tear_down);
  g_test_add ("/base/named-file/follows-links", Fixture, NULL, set_up, test_follows_links, tear_down);
  g_test_add ("/base/named-file/writes-into-a-pipe", Fixture, NULL, set_up, test_writes_into_a_pipe, tear_down);
  g_test_add ("/base/named-file/refuses-what-cannot-be-written", Fixture, NULL, set_up, test_refuses_what_cannot_be_written, tear_down);
  g_test_add ("/base/named-file/writes-into-a-file-that-is-gone", Fixture, NULL, set_up, test_writes_into_a_file_that_is_gone, tear_down);

  return g_test_run ();
}
