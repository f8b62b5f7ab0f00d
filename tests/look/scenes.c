/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scenes.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "panel-widgets.h"
#include "sample-bus.h"
#include "sg-card.h"
#include "sg-chart.h"
#include "sg-config.h"
#include "sg-history-demo.h"
#include "sg-look.h"
#include "sg-main-window.h"
#include "sg-preferences.h"
#include "sg-sample.h"
#include "sg-session-page.h"
#include "sg-sheet.h"
#include "sg-team-table.h"

/* The state the pages of the windows are shown in: one that has each of them */
#define STATE "code-and-console"
#define LONGEST_PAGE 2400
/* How long a window may take to get its size, or a page its numbers */
#define FRAMES 120

typedef struct {
  GtkApplication  *app;
  const Look      *look;
  SceneVisit       visit;
  gpointer         user_data;
  SgBusSandglass1 *bus;
  SgServiceClient *client;
} Scenes;

static const Look looks[] = {
  { "light" },
  { "dark", .dark = TRUE },
  { "contrast", .high_contrast = TRUE },
  { "contrast-dark", .dark = TRUE, .high_contrast = TRUE },
  { "german-large", .large = TRUE, .language = "de" },
  { "arabic", .mirrored = TRUE, .language = "ar" },
};

const Look *
look_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++) {
    if (g_strcmp0 (looks[i].name, name) == 0)
      return &looks[i];
  }

  return NULL;
}

char *
look_names (void)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", looks[i].name);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/**
 * look_prepare:
 *
 * What must be known before the toolkit starts: its language, and its contrast.
 */
void
look_prepare (const Look *look)
{
  g_setenv ("LANGUAGE", look->language ? look->language : "en", TRUE);
  g_setenv ("ADW_DEBUG_HIGH_CONTRAST", look->high_contrast ? "1" : "0", TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CATALOGUES);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static void
look_apply (const Look *look)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      look->dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_object_set (gtk_settings_get_default (),
                "gtk-font-name", "Cantarell 11",
                "gtk-xft-dpi", (look->large ? 192 : 96) * 1024,
                "gtk-enable-animations", FALSE,
                NULL);
  gtk_widget_set_default_direction (look->mirrored ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

/* Buttons without an action would look switched off. */
static void
add_actions (GActionMap *map)
{
  static const char *const names[] = {
    "refresh", "snooze", "window", "preferences", "about", "quit", "start-agent", "balance", "keys",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], NULL);

    g_action_map_add_action (map, G_ACTION (action));
  }
}

static void
show (Scenes     *self,
      const char *group,
      const char *name,
      GtkWidget  *window,
      GtkWidget  *part)
{
  g_autofree char *full = g_strconcat (group, "-", name, NULL);

  self->visit (full, GTK_WINDOW (window), part, self->look, self->user_data);
}

static GtkWidget *
new_sheet (const char *state)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgUsageModel) model = sg_sample_new (state);
  g_autoptr (GPtrArray) profiles = sg_sample_dup_profiles (state);
  GPtrArray *limits = sg_usage_model_get_limits (model);
  gint64 present = g_date_time_to_unix (now);
  GtkWidget *card = sg_card_new ();

  sg_card_show_profiles (SG_CARD (card), profiles, NULL);
  sg_card_show (SG_CARD (card), model, sg_sample_is_connected (state), now);
  if (limits != NULL) {
    g_autoptr (SgHistoryRecord) record = sg_history_demo_new (limits, present, zone);
    g_autoptr (SgHistoryView) past =
      sg_history_view_new (sg_history_new (record, SG_HISTORY_DAY, present, zone), limits, zone);

    sg_history_brief_show (sg_card_get_brief (SG_CARD (card)), past);
  }

  return sg_sheet_new (card);
}

static void
show_state (Scenes     *self,
            const char *state)
{
  GtkWidget *window = gtk_application_window_new (self->app);
  GtkWidget *sheet = new_sheet (state);

  gtk_widget_add_css_class (window, "popover-window");
  gtk_widget_add_css_class (window, "rounded");
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_resizable (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), sheet);
  gtk_window_present (GTK_WINDOW (window));
  widget_wait_for_frame (window);
  show (self, "panel", state, window, sheet);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_hidden (GtkWidget *widget,
            gpointer   hidden)
{
  double *most = hidden;

  if (GTK_IS_SCROLLED_WINDOW (widget) && gtk_widget_get_mapped (widget)) {
    GtkAdjustment *way = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));

    *most = MAX (*most, gtk_adjustment_get_upper (way) - gtk_adjustment_get_page_size (way));
  }
}

/* The frame around a window is its own; what is asked for is with it. */
static void
resize (GtkWidget *window,
        int        by)
{
  int width, height, before = gtk_widget_get_height (window);

  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height + by);
  for (guint i = 0; i < FRAMES && gtk_widget_get_height (window) == before; i++)
    widget_wait_for_frame (window);
  widget_wait_for_frame (window);
}

/* As high as it takes to see all of it; returns how much that was. */
static int
grow (GtkWidget *window)
{
  int grown = 0;

  for (guint i = 0; i < 3; i++) {
    double hidden = 0;
    int by;

    widget_visit (window, add_hidden, &hidden);
    by = MIN ((int) hidden, LONGEST_PAGE - gtk_widget_get_height (window));
    if (by <= 0)
      break;
    resize (window, by);
    grown += by;
  }

  return grown;
}

static void
note_empty (GtkWidget *widget,
            gpointer   empty)
{
  if (SG_IS_CHART (widget) && gtk_widget_get_mapped (widget) && sg_chart_get_cursor (SG_CHART (widget)) == 0)
    *(gboolean *) empty = TRUE;
  if (GTK_IS_SPINNER (widget) && gtk_widget_get_mapped (widget) && gtk_spinner_get_spinning (GTK_SPINNER (widget)))
    *(gboolean *) empty = TRUE;
  if (SG_IS_SESSION_PAGE (widget) && gtk_widget_get_mapped (widget) && !sg_session_page_is_settled (SG_SESSION_PAGE (widget)))
    *(gboolean *) empty = TRUE;
  if (SG_IS_TEAM_TABLE (widget) && gtk_widget_get_mapped (widget) && !sg_team_table_has_data (SG_TEAM_TABLE (widget)))
    *(gboolean *) empty = TRUE;
}

/* What is read in a thread comes some frames later. */
static void
wait_for_page (GtkWidget *window)
{
  gboolean empty = TRUE;

  for (guint i = 0; i < FRAMES && empty; i++) {
    empty = FALSE;
    widget_wait_for_frame (window);
    widget_visit (window, note_empty, &empty);
  }
  /* What came after the last frame has no place yet. */
  widget_wait_for_frame (window);
}

static void
show_pages_of (Scenes     *self,
               const char *group,
               GtkWidget  *window,
               GtkWidget  *stack)
{
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (ADW_VIEW_STACK (stack));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++) {
    g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);
    const char *name = adw_view_stack_page_get_name (page);
    int grown;

    g_assert_nonnull (name);
    if (!adw_view_stack_page_get_visible (page))
      continue;
    adw_view_stack_set_visible_child (ADW_VIEW_STACK (stack), adw_view_stack_page_get_child (page));
    wait_for_page (window);
    grown = grow (window);
    gtk_window_set_focus (GTK_WINDOW (window), NULL);
    widget_wait_for_frame (window);
    show (self, group, name, window, window);
    if (grown > 0)
      resize (window, -grown);
  }
}

static void
show_window (Scenes     *self,
             const char *group,
             GtkWidget  *window)
{
  gtk_window_present (GTK_WINDOW (window));
  widget_wait_for_frame (window);
  show_pages_of (self, group, window, widget_find (window, ADW_TYPE_VIEW_STACK, 0));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
show_panel (Scenes *self)
{
  g_auto (GStrv) states = sg_sample_dup_names (FALSE);

  for (char **state = states; *state != NULL; state++)
    show_state (self, *state);
}

static void
start_agent (Scenes *self)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  self->bus = sample_bus_new (connection, STATE);
  g_bus_own_name_on_connection (connection, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);
  self->client = sg_service_client_new (connection);
  while (!sg_service_client_is_connected (self->client))
    g_main_context_iteration (NULL, TRUE);
}

static void
activate_cb (GApplication *app,
             Scenes       *self)
{
  add_actions (G_ACTION_MAP (app));
  sg_look_follow (adw_style_manager_get_default ());
  look_apply (self->look);
  start_agent (self);
  g_application_hold (app);
  show_panel (self);
  show_window (self, "window", GTK_WIDGET (sg_main_window_new (self->app, self->client)));
  show_window (self, "preferences", GTK_WIDGET (sg_preferences_new (self->client)));
  g_application_quit (app);
}

/**
 * scenes_visit:
 *
 * Shows one scene after another, and calls @visit with each.
 */
int
scenes_visit (const Look *look,
              SceneVisit  visit,
              gpointer    user_data)
{
  g_autoptr (AdwApplication) app = adw_application_new (APP_ID ".Panel", G_APPLICATION_NON_UNIQUE);
  Scenes self = { .app = GTK_APPLICATION (app), .look = look, .visit = visit, .user_data = user_data };
  int status;

  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), &self);
  status = g_application_run (G_APPLICATION (app), 0, NULL);
  g_clear_object (&self.client);
  g_clear_object (&self.bus);

  return status;
}
