/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-main-window.h"

#include "sg-card-feed.h"
#include "sg-doctor-page.h"
#include "sg-history-page.h"
#include "sg-prices-page.h"
#include "sg-session-watch.h"
#include "sg-settings-store.h"
#include "sg-style.h"
#include "sg-team-table.h"

#define DEFAULT_WIDTH 900
#define DEFAULT_HEIGHT 680

struct _SgMainWindow {
  AdwApplicationWindow parent_instance;

  AdwViewStack        *stack;
  AdwSqueezer         *switcher;
  AdwWindowTitle      *title;          /* instead of the switcher */
  AdwViewSwitcherBar  *switcher_bar;
  SgCard              *card;
  SgDoctorPage        *doctor;
  SgHistoryPage       *history;
  SgSessionPage       *sessions;
  SgSessionPage       *projects;
  AdwViewStackPage    *team_page;
  SgTeamTable         *team;
  SgCardFeed          *feed;     /* (owned) */
  SgSessionWatch      *sessions_watch;   /* (owned) */
  SgSessionWatch      *projects_watch;   /* (owned) */
  SgServiceClient     *client;   /* (owned) (nullable) */
  guint                reveal_id;
};

G_DEFINE_FINAL_TYPE (SgMainWindow, sg_main_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_sources (SgMainWindow *self)
{
  g_autoptr (GDateTime) now = sg_service_client_now (self->client);

  sg_doctor_page_show (self->doctor, sg_usage_model_get_sources (sg_service_client_get_model (self->client)), now);
}

/* Somebody presents the screen: the first page says so, and the others are not there, for a screen reader neither. */
static void
show_hidden (SgMainWindow *self)
{
  gboolean hidden = sg_style_get ().hidden;
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self->card), ADW_TYPE_CLAMP);

  gtk_widget_set_sensitive (GTK_WIDGET (self->switcher), !hidden);
  gtk_widget_set_sensitive (GTK_WIDGET (self->switcher_bar), !hidden);
  if (hidden)
    adw_view_stack_set_visible_child (self->stack, page);
  for (GtkWidget *other = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); other != NULL; other = gtk_widget_get_next_sibling (other))
    gtk_widget_set_visible (other, other == page || !hidden);
}

/* Whoever has no organisation need not hear of teams. */
static void
show_team (SgMainWindow *self)
{
  SgUsageModel *model = self->client ? sg_service_client_get_model (self->client) : NULL;

  adw_view_stack_page_set_visible (self->team_page, sg_team_table_has_data (self->team) ||
                                   (model != NULL && sg_usage_model_get_console (model) != NULL));
}

static gboolean
reveal_cb (gpointer user_data)
{
  SgMainWindow *self = user_data;

  self->reveal_id = 0;
  adw_view_switcher_bar_set_reveal (self->switcher_bar, adw_squeezer_get_visible_child (self->switcher) == GTK_WIDGET (self->title));

  return G_SOURCE_REMOVE;
}

/* The pages are below where their names have no room above. That is known while the window is laid out: too late for the bar in that round. */
static void
squeezed_cb (SgMainWindow *self)
{
  if (self->reveal_id == 0)
    self->reveal_id = g_idle_add_full (G_PRIORITY_DEFAULT, reveal_cb, self, NULL);
}

static GPtrArray *
collect_pages (SgMainWindow *self)
{
  g_autoptr (GListModel) all = G_LIST_MODEL (adw_view_stack_get_pages (self->stack));
  GPtrArray *pages = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (AdwViewStackPage) page = g_list_model_get_item (all, i);

    if (adw_view_stack_page_get_visible (page) && gtk_widget_get_visible (adw_view_stack_page_get_child (page)))
      g_ptr_array_add (pages, g_steal_pointer (&page));
  }

  return pages;
}

/**
 * sg_main_window_turn_to:
 * @place: among the pages that are there, from 0
 *
 * Returns: whether there are so many
 */
gboolean
sg_main_window_turn_to (SgMainWindow *self,
                        guint         place)
{
  g_autoptr (GPtrArray) pages = NULL;

  g_return_val_if_fail (SG_IS_MAIN_WINDOW (self), FALSE);

  pages = collect_pages (self);
  if (place >= pages->len)
    return FALSE;

  adw_view_stack_set_visible_child (self->stack, adw_view_stack_page_get_child (g_ptr_array_index (pages, place)));

  return TRUE;
}

/**
 * sg_main_window_turn_by:
 * @n_pages: below 0 for back; after the last page comes the first
 */
void
sg_main_window_turn_by (SgMainWindow *self,
                        int           n_pages)
{
  g_autoptr (GPtrArray) pages = NULL;
  GtkWidget *shown;

  g_return_if_fail (SG_IS_MAIN_WINDOW (self));

  pages = collect_pages (self);
  shown = adw_view_stack_get_visible_child (self->stack);
  for (int i = 0; i < (int) pages->len; i++) {
    if (adw_view_stack_page_get_child (g_ptr_array_index (pages, (guint) i)) == shown) {
      sg_main_window_turn_to (self, (guint) ((i + n_pages + (int) pages->len) % (int) pages->len));
      return;
    }
  }
}

static gboolean
turn_by_cb (GtkWidget *widget,
            GVariant  *arguments,
            gpointer   user_data)
{
  sg_main_window_turn_by (SG_MAIN_WINDOW (widget), g_variant_get_int32 (arguments));

  return TRUE;
}

static gboolean
turn_to_cb (GtkWidget *widget,
            GVariant  *arguments,
            gpointer   user_data)
{
  return sg_main_window_turn_to (SG_MAIN_WINDOW (widget), g_variant_get_uint32 (arguments));
}

static void
add_key (GtkEventController *keys,
         guint               key,
         GdkModifierType     modifiers,
         GtkShortcutFunc     turn,
         GVariant           *argument)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_callback_action_new (turn, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, argument);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

/* Before the tables and texts of a page, which have a use of their own for some. */
static void
add_keys (SgMainWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, GDK_KEY_Page_Up, GDK_CONTROL_MASK, turn_by_cb, g_variant_new_int32 (-1));
  add_key (keys, GDK_KEY_Page_Down, GDK_CONTROL_MASK, turn_by_cb, g_variant_new_int32 (1));
  for (guint i = 0; i < 9; i++)
    add_key (keys, GDK_KEY_1 + i, GDK_ALT_MASK, turn_to_cb, g_variant_new_uint32 (i));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
restore_size (SgMainWindow *self)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  int width = DEFAULT_WIDTH, height = DEFAULT_HEIGHT;
  gboolean maximized = FALSE;

  if (settings != NULL)
    g_settings_get (settings, SG_SETTINGS_WINDOW_SIZE, "(iib)", &width, &height, &maximized);

  gtk_window_set_default_size (GTK_WINDOW (self), width > 0 ? width : DEFAULT_WIDTH, height > 0 ? height : DEFAULT_HEIGHT);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
sg_main_window_unmap (GtkWidget *widget)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (widget), &width, &height);
  if (settings != NULL)
    g_settings_set (settings, SG_SETTINGS_WINDOW_SIZE, "(iib)", width, height, gtk_window_is_maximized (GTK_WINDOW (widget)));
  /* The program may end with its last window. */
  g_settings_sync ();

  GTK_WIDGET_CLASS (sg_main_window_parent_class)->unmap (widget);
}

static void
sg_main_window_dispose (GObject *object)
{
  SgMainWindow *self = SG_MAIN_WINDOW (object);

  g_clear_handle_id (&self->reveal_id, g_source_remove);
  g_clear_object (&self->feed);
  g_clear_object (&self->sessions_watch);
  g_clear_object (&self->projects_watch);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sg_main_window_parent_class)->dispose (object);
}

static void
sg_main_window_class_init (SgMainWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_main_window_dispose;
  widget_class->unmap = sg_main_window_unmap;

  g_type_ensure (SG_TYPE_CARD);
  g_type_ensure (SG_TYPE_DOCTOR_PAGE);
  g_type_ensure (SG_TYPE_HISTORY_PAGE);
  g_type_ensure (SG_TYPE_PRICES_PAGE);
  g_type_ensure (SG_TYPE_SESSION_PAGE);
  g_type_ensure (SG_TYPE_TEAM_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-main-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SgMainWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SgMainWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, SgMainWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SgMainWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, SgMainWindow, card);
  gtk_widget_class_bind_template_child (widget_class, SgMainWindow, doctor);
  gtk_widget_class_bind_template_child (widget_class, SgMainWindow, history);
  gtk_widget_class_bind_template_child (widget_class, SgMainWindow, sessions);
  gtk_widget_class_bind_template_child (widget_class, SgMainWindow, projects);
  gtk_widget_class_bind_template_child (widget_class, SgMainWindow, team_page);
  gtk_widget_class_bind_template_child (widget_class, SgMainWindow, team);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
sg_main_window_init (SgMainWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  restore_size (self);
  add_keys (self);
  g_signal_connect_object (self->switcher, "notify::visible-child", G_CALLBACK (squeezed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sg_main_window_new:
 * @client: (nullable): %NULL where there is no session bus
 */
SgMainWindow *
sg_main_window_new (GtkApplication  *app,
                    SgServiceClient *client)
{
  SgMainWindow *self = g_object_new (SG_TYPE_MAIN_WINDOW, "application", app, NULL);

  self->feed = sg_card_feed_new (client, self->card);
  sg_history_page_follow (self->history, client);
  g_signal_connect_object (self->team, "notify::has-data", G_CALLBACK (show_team), self, G_CONNECT_SWAPPED);
  sg_team_table_follow (self->team, client);
  self->sessions_watch = sg_session_watch_new (client, self->sessions);
  self->projects_watch = sg_session_watch_new (client, self->projects);
  if (client == NULL)
    return self;

  self->client = g_object_ref (client);
  g_signal_connect_object (sg_service_client_get_model (client), "notify::sources",
                           G_CALLBACK (show_sources), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->doctor, "map", G_CALLBACK (show_sources), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sg_service_client_get_model (client), "notify::console",
                           G_CALLBACK (show_team), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sg_service_client_get_model (client), "notify::limits",
                           G_CALLBACK (show_hidden), self, G_CONNECT_SWAPPED);
  show_sources (self);
  show_team (self);
  show_hidden (self);

  return self;
}
