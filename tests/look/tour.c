/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws everything there is to see in one look: tour FOLDER LOOK. Without a look it names them. */

#include "eye.h"
#include "scenes.h"

#include <glib/gprintf.h>

static void
draw (const char *name,
      GtkWindow  *window,
      GtkWidget  *part,
      const Look *look,
      gpointer    folder)
{
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, look->name);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (Eye) eye = eye_open (part, 1);
  g_autoptr (GError) error = NULL;

  if (!eye_save (eye, path, &error))
    g_error ("%s", error->message);
  g_printf ("%s\n", file);

  for (EyeKind kind = EYE_GREYSCALE; g_str_equal (look->name, "light") && kind < EYE_N_KINDS; kind++) {
    g_autofree char *seen_file = g_strdup_printf ("%s-%s.png", name, eye_kind_name (kind));
    g_autofree char *seen_path = g_build_filename (folder, seen_file, NULL);
    g_autoptr (Eye) seen = eye_as (eye, kind);

    if (!eye_save (seen, seen_path, &error))
      g_error ("%s", error->message);
    g_printf ("%s\n", seen_file);
  }
}

int
main (int   argc,
      char *argv[])
{
  const Look *look = argc == 3 ? look_find (argv[2]) : NULL;
  g_autofree char *names = look_names ();

  if (argc == 1) {
    g_printf ("%s\n", names);
    return 0;
  }
  if (look == NULL) {
    g_printerr ("tour FOLDER LOOK; there are: %s\n", names);
    return 2;
  }
  look_prepare (look);

  return scenes_visit (look, draw, argv[1]);
}
