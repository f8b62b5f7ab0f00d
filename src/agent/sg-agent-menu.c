/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tray menu. On GNOME it is what a click opens, so its first lines are the numbers in words. */

#include "sg-agent-menu.h"

#include <glib/gi18n.h>

#include "sg-presence.h"
#include "sg-style.h"

static GMenuModel *
numbers_of (GMenu *menu)
{
  return g_menu_model_get_item_link (G_MENU_MODEL (menu), 0, G_MENU_LINK_SECTION);
}

/**
 * sg_agent_menu_new:
 *
 * Returns: (transfer full): the menu; its actions are `app.show`, `app.refresh`,
 *   `app.snooze`, `app.window`, `app.presentation`, `app.preferences` and `app.quit`
 */
GMenu *
sg_agent_menu_new (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) numbers = g_menu_new ();
  g_autoptr (GMenu) deeds = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();

  g_menu_append (deeds, _ ("Show _details"), "app.show");
  g_menu_append (deeds, _ ("_Refresh"), "app.refresh");
  g_menu_append (deeds, _ ("_Snooze alerts until reset"), "app.snooze");
  g_menu_append (deeds, _ ("Open _window"), "app.window");
  /* Translators: hides every number, for those who show their screen to others */
  g_menu_append (deeds, _ ("Presentation _mode"), "app.presentation");
  g_menu_append (deeds, _ ("_Preferences"), "app.preferences");
  g_menu_append (end, _ ("_Quit"), "app.quit");

  g_menu_append_section (menu, NULL, G_MENU_MODEL (numbers));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (deeds));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));

  return menu;
}

static char *
label_at (GMenuModel *model,
          guint       position)
{
  char *label = NULL;

  g_menu_model_get_item_attribute (model, position, G_MENU_ATTRIBUTE_LABEL, "s", &label);

  return label;
}

/* A line that nobody can click: its action does not exist. An underscore would be read as a mnemonic. */
static void
put_line (GMenu      *numbers,
          guint       position,
          const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);
  g_autofree char *present = NULL;

  if ((guint) g_menu_model_get_n_items (G_MENU_MODEL (numbers)) > position) {
    present = label_at (G_MENU_MODEL (numbers), position);
    if (g_strcmp0 (present, label) == 0)
      return;
    g_menu_remove (numbers, position);
  }
  g_menu_insert (numbers, position, label, "app.line");
}

static const char *
nothing_to_say (SgUsageModel *model)
{
  if (sg_style_get ().hidden)
    return _ ("Numbers are hidden");

  return sg_usage_model_is_loaded (model) ? _ ("No limit is known yet") : _ ("Loading …");
}

/**
 * sg_agent_menu_update:
 * @model: of the profile shown
 * @more: (nullable) (element-type utf8): further lines
 *
 * Rewrites the lines that differ.
 */
void
sg_agent_menu_update (GMenu        *menu,
                      SgUsageModel *model,
                      GPtrArray    *more,
                      GDateTime    *now,
                      GTimeZone    *zone)
{
  g_autoptr (GMenuModel) numbers = numbers_of (menu);
  g_autoptr (GPtrArray) lines = sg_presence_lines (model, now, zone);

  if (lines->len == 0)
    g_ptr_array_add (lines, g_strdup (nothing_to_say (model)));
  for (guint i = 0; more != NULL && i < more->len; i++)
    g_ptr_array_add (lines, g_strdup (g_ptr_array_index (more, i)));
  for (guint i = 0; i < lines->len; i++)
    put_line (G_MENU (numbers), i, g_ptr_array_index (lines, i));
  while ((guint) g_menu_model_get_n_items (numbers) > lines->len)
    g_menu_remove (G_MENU (numbers), (int) lines->len);
}
