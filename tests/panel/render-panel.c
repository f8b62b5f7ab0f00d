/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws the panel in a made-up state into a picture:
 * render-panel FILE.png STATE [--dark] [--large] [--rtl] */

#include "sg-config.h"

#include <adwaita.h>

#include "panel-states.h"
#include "sg-card.h"
#include "sg-render.h"

typedef struct {
  const char *path;
  const char *state;
  gboolean    dark;
  gboolean    large;
  gboolean    rtl;
  int         status;
} Job;

static const char *const actions[] = {
  "refresh", "snooze", "window", "preferences", "about", "quit", "start-agent",
};

static void
prepare (GApplication *app,
         Job          *job)
{
  GtkSettings *settings = gtk_settings_get_default ();

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (actions[i], NULL);

    g_action_map_add_action (G_ACTION_MAP (app), G_ACTION (action));
  }

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      job->dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_object_set (settings, "gtk-font-name", "Cantarell 11", "gtk-xft-dpi", (job->large ? 192 : 96) * 1024,
                "gtk-enable-animations", FALSE, NULL);
  if (job->rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

static void
drawn_cb (GdkFrameClock *clock,
          gpointer       user_data)
{
  GtkWindow *window = user_data;
  Job *job = g_object_get_data (G_OBJECT (window), "job");
  g_autoptr (GError) error = NULL;

  if (!sg_render_to_png (gtk_window_get_child (window), job->path, &error)) {
    g_printerr ("%s\n", error->message);
    job->status = 1;
  }

  g_signal_handlers_disconnect_by_func (clock, drawn_cb, user_data);
  gtk_window_destroy (window);
}

static void
activate_cb (GApplication *app,
             Job          *job)
{
  g_autoptr (SgUsageModel) model = NULL;
  g_autoptr (GDateTime) now = panel_state_now ();
  GtkWidget *window, *sheet, *card;
  gboolean connected;

  prepare (app, job);
  window = gtk_application_window_new (GTK_APPLICATION (app));
  sheet = adw_bin_new ();
  card = sg_card_new ();
  model = panel_state_new (job->state, &connected);
  gtk_widget_add_css_class (window, "popover-window");
  gtk_widget_add_css_class (window, "rounded");
  gtk_widget_add_css_class (sheet, "sheet");
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_resizable (GTK_WINDOW (window), FALSE);
  gtk_widget_set_size_request (sheet, job->large ? 600 : 400, -1);
  sg_card_set_max_height (SG_CARD (card), 3000);
  adw_bin_set_child (ADW_BIN (sheet), card);
  gtk_window_set_child (GTK_WINDOW (window), sheet);
  sg_card_show (SG_CARD (card), model, connected, now);

  g_object_set_data (G_OBJECT (window), "job", job);
  gtk_widget_realize (window);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (drawn_cb), window);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AdwApplication) app = NULL;
  Job job = { .path = argc > 1 ? argv[1] : NULL, .state = argc > 2 ? argv[2] : "normal" };

  if (job.path == NULL) {
    g_printerr ("usage: render-panel FILE.png [STATE] [--dark] [--large] [--rtl]\n");
    return 2;
  }

  for (int i = 3; i < argc; i++) {
    job.dark |= g_str_equal (argv[i], "--dark");
    job.large |= g_str_equal (argv[i], "--large");
    job.rtl |= g_str_equal (argv[i], "--rtl");
  }

  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  app = adw_application_new (APP_ID ".Panel", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), &job);
  g_application_run (G_APPLICATION (app), 0, NULL);

  return job.status;
}
