/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Everything Sandglass can show: the panel in every made-up state, and, of the full window and of the
 * preferences, every page they have. A new page is here by being there. */

/* How it is to look; set once, before anything is shown. */
typedef struct {
  const char *name;
  gboolean    dark;
  gboolean    high_contrast;
  gboolean    large;
  gboolean    mirrored;
  const char *language;
} Look;

const Look *look_find (const char *name);
char       *look_names (void);
void        look_prepare (const Look *look);

/**
 * SceneVisit:
 * @name: `panel-mixed`, `window-history`, `preferences-keys` …
 * @shown: a window, as large as all that is in it
 * @part: what of it is Sandglass's: the card or the window
 */
typedef void (*SceneVisit) (const char *name,
                            GtkWindow  *window,
                            GtkWidget  *part,
                            const Look *look,
                            gpointer    user_data);

int scenes_visit (const Look *look,
                  SceneVisit  visit,
                  gpointer    user_data);

G_END_DECLS
