/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-tray-presenter.h"

#include "sg-agent-menu.h"
#include "sg-presence.h"
#include "sg-service-address.h"
#include "sg-style.h"
#include "sg-tray-item.h"
#include "sg-words.h"
#include "sg-xembed-launcher.h"

#define MENU_PATH SG_BUS_PATH "/menu"

struct _SgTrayPresenter {
  GObject             parent_instance;

  GDBusConnection    *connection;   /* (owned) */
  SgMonitor          *monitor;      /* (owned) */
  SgPanelLauncher    *panel;        /* (owned) */
  GMenu              *menu;         /* (owned) */
  GSimpleActionGroup *actions;      /* (owned) */
  SgTrayItem         *item;         /* (owned) */
  SgXembedLauncher   *xembed;       /* (owned) (nullable) */
  const char         *stand_in;     /* (nullable): the id of what stands in for every source */
  SgPresenceSubject   subject;
  SgBadgeForm         form;
  guint               menu_export_id;
  guint               actions_export_id;
};

enum { QUIT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgTrayPresenter, sg_tray_presenter, G_TYPE_OBJECT)

static void
sg_tray_presenter_dispose (GObject *object)
{
  SgTrayPresenter *self = SG_TRAY_PRESENTER (object);

  if (self->menu_export_id != 0)
    g_dbus_connection_unexport_menu_model (self->connection, self->menu_export_id);
  if (self->actions_export_id != 0)
    g_dbus_connection_unexport_action_group (self->connection, self->actions_export_id);
  self->menu_export_id = self->actions_export_id = 0;

  G_OBJECT_CLASS (sg_tray_presenter_parent_class)->dispose (object);
}

static void
sg_tray_presenter_finalize (GObject *object)
{
  SgTrayPresenter *self = SG_TRAY_PRESENTER (object);

  g_clear_object (&self->xembed);
  g_clear_object (&self->item);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_clear_object (&self->panel);
  g_clear_object (&self->monitor);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (sg_tray_presenter_parent_class)->finalize (object);
}

static void
sg_tray_presenter_class_init (SgTrayPresenterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_tray_presenter_dispose;
  object_class->finalize = sg_tray_presenter_finalize;

  signals[QUIT] = g_signal_new ("quit", SG_TYPE_TRAY_PRESENTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_tray_presenter_init (SgTrayPresenter *self)
{
}

/* None while there is one profile only */
static void
add_profiles (GPtrArray  *lines,
              SgProfiles *profiles,
              GDateTime  *now,
              GTimeZone  *zone)
{
  GPtrArray *all = sg_profiles_get_all (profiles);
  g_autoptr (GPtrArray) infos = NULL;

  if (all->len < 2)
    return;

  infos = sg_profiles_dup_infos (profiles);
  for (guint i = 0; i < infos->len; i++) {
    const SgProfileInfo *info = g_ptr_array_index (infos, i);
    GPtrArray *limits = sg_usage_model_get_limits (sg_profile_get_model (g_ptr_array_index (all, i)));

    g_ptr_array_add (lines, sg_words_profile_line (info->name, sg_limits_find_tightest (limits, now), now, zone));
  }
}

/* Whoever sees the numbers sees, too, that they are not the present ones. */
static GPtrArray *
further_lines (SgTrayPresenter *self,
               GDateTime       *now,
               GTimeZone       *zone)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  if (sg_style_get ().hidden)
    return lines;

  add_profiles (lines, sg_monitor_get_profiles (self->monitor), now, zone);
  if (self->stand_in != NULL)
    g_ptr_array_add (lines, g_strdup (sg_words_source_name (self->stand_in)));

  return lines;
}

static void
add_lines (GString    *text,
           GPtrArray  *lines,
           const char *title)
{
  for (guint i = 0; i < lines->len; i++) {
    const char *line = g_ptr_array_index (lines, i);

    if (!g_str_equal (line, title))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
  }
}

/* The tooltip's text: what its title does not say. */
static char *
describe (SgUsageModel *model,
          const char   *title,
          GPtrArray    *more,
          GDateTime    *now,
          GTimeZone    *zone)
{
  g_autoptr (GPtrArray) lines = sg_presence_lines (model, now, zone);
  GString *text = g_string_new (NULL);

  add_lines (text, lines, title);
  add_lines (text, more, title);

  return g_string_free (text, FALSE);
}

static gboolean
is_snoozed (SgTrayPresenter *self)
{
  g_auto (GStrv) ids = sg_profiles_dup_snoozed (sg_monitor_get_profiles (self->monitor), NULL);

  return *ids != NULL;
}

/**
 * sg_tray_presenter_update:
 *
 * Says everything as it is now; it does so by itself whenever the monitor knows more.
 */
void
sg_tray_presenter_update (SgTrayPresenter *self)
{
  GAction *snooze = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "snooze");
  SgUsageModel *model = sg_monitor_get_model (self->monitor);
  g_autoptr (GDateTime) now = sg_clock_now (sg_monitor_get_clock (self->monitor));
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GPtrArray) more = further_lines (self, now, zone);
  g_autofree char *title = sg_presence_title (model, self->subject, now, zone);
  g_autofree char *description = describe (model, title, more, now, zone);
  SgBadge badge;

  sg_badge_of_model (model, self->subject, self->form, now, &badge);
  sg_tray_item_set_badge (self->item, &badge);
  sg_tray_item_set_words (self->item, title, description);
  sg_agent_menu_update (self->menu, model, more, now, zone);
  g_simple_action_set_state (G_SIMPLE_ACTION (snooze), g_variant_new_boolean (is_snoozed (self)));
}

static void
clicked (SgTrayPresenter *self,
         int              x,
         int              y,
         const char      *activation_token)
{
  sg_panel_launcher_activate (self->panel, "toggle", g_variant_new ("(ii)", x, y), activation_token);
}

static void
wants_menu (SgTrayPresenter *self,
            int              x,
            int              y,
            const char      *activation_token)
{
  sg_panel_launcher_activate (self->panel, "menu", g_variant_new ("(ii)", x, y), activation_token);
}

static void
page_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  SgTrayPresenter *self = user_data;
  g_autofree char *token = sg_tray_item_take_activation_token (self->item);

  sg_panel_launcher_activate (self->panel, g_action_get_name (G_ACTION (action)), NULL, token);
}

static void
refresh_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  SgTrayPresenter *self = user_data;

  sg_monitor_refresh (self->monitor);
}

static void
snooze_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  SgTrayPresenter *self = user_data;
  SgProfiles *profiles = sg_monitor_get_profiles (self->monitor);

  if (is_snoozed (self))
    sg_profiles_end_snooze (profiles, NULL);
  else
    sg_profiles_snooze (profiles, NULL, "");
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_signal_emit (user_data, signals[QUIT], 0);
}

static const GActionEntry action_entries[] = {
  { "show", page_action },
  { "window", page_action },
  { "preferences", page_action },
  { "refresh", refresh_action },
  { "snooze", snooze_action, NULL, "false" },
  { "quit", quit_action },
};

static void
connect_all (SgTrayPresenter *self)
{
  static const char *const details[] = { "notify::console", "notify::balance", "notify::mode" };
  SgUsageModel *model = sg_monitor_get_model (self->monitor);

  g_signal_connect_object (sg_monitor_get_profiles (self->monitor), "changed", G_CALLBACK (sg_tray_presenter_update), self,
                           G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (details); i++)
    g_signal_connect_object (model, details[i], G_CALLBACK (sg_tray_presenter_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->monitor, "time-passed", G_CALLBACK (sg_tray_presenter_update), self, G_CONNECT_SWAPPED);
  /* “on Tue at 09:00” becomes “at 09:00” when Tuesday has come. */
  g_signal_connect_object (self->item, "menu-opening", G_CALLBACK (sg_tray_presenter_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->item, "activate", G_CALLBACK (clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->item, "context-menu", G_CALLBACK (wants_menu), self, G_CONNECT_SWAPPED);
}

/**
 * sg_tray_presenter_new:
 * @stand_in: (nullable) (static): what stands in for every source, `demo` or `replay`; a line says so
 */
SgTrayPresenter *
sg_tray_presenter_new (GDBusConnection *connection,
                       SgMonitor       *monitor,
                       SgPanelLauncher *panel,
                       const char      *stand_in)
{
  SgTrayPresenter *self = g_object_new (SG_TYPE_TRAY_PRESENTER, NULL);

  self->connection = g_object_ref (connection);
  self->monitor = g_object_ref (monitor);
  self->panel = g_object_ref (panel);
  self->stand_in = stand_in;
  self->menu = sg_agent_menu_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  self->item = sg_tray_item_new (connection, G_MENU_MODEL (self->menu), G_ACTION_GROUP (self->actions));
  connect_all (self);

  return self;
}

/**
 * sg_tray_presenter_set_badge:
 * @subject: which limit the icon shows: `session` or `tightest`
 * @form: what it looks like: `number`, `bars` or `symbolic`
 */
void
sg_tray_presenter_set_badge (SgTrayPresenter *self,
                             const char      *subject,
                             const char      *form)
{
  self->subject = sg_presence_subject_from_nick (subject);
  self->form = sg_presence_form_from_nick (form);
  sg_tray_presenter_update (self);
}

/**
 * sg_tray_presenter_add_action:
 *
 * For the menu.
 */
void
sg_tray_presenter_add_action (SgTrayPresenter *self,
                              GAction         *action)
{
  g_action_map_add_action (G_ACTION_MAP (self->actions), action);
}

/**
 * sg_tray_presenter_export:
 * @xembed_program: shows the icon where panels know no StatusNotifierItem
 *
 * Returns: %FALSE with @error set when the bus refuses one of our objects
 */
gboolean
sg_tray_presenter_export (SgTrayPresenter *self,
                          const char      *xembed_program,
                          GError         **error)
{
  self->menu_export_id = g_dbus_connection_export_menu_model (self->connection, MENU_PATH, G_MENU_MODEL (self->menu), error);
  if (self->menu_export_id == 0)
    return FALSE;
  self->actions_export_id =
    g_dbus_connection_export_action_group (self->connection, MENU_PATH, G_ACTION_GROUP (self->actions), error);
  if (self->actions_export_id == 0 || !sg_tray_item_export (self->item, error))
    return FALSE;

  self->xembed = sg_xembed_launcher_new (self->item, xembed_program);

  return TRUE;
}
