/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-profile-chooser.h"

#include <glib/gi18n-lib.h>

#include "sg-claude-folder.h"

struct _SgProfileChooser {
  AdwBin       parent_instance;

  GtkDropDown *drop_down;
  GStrv        ids;          /* (owned) (nullable): what is listed after “all”, the main one first */
  gboolean     is_showing;
};

enum {
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgProfileChooser, sg_profile_chooser, ADW_TYPE_BIN)

static void
selected_cb (SgProfileChooser *self)
{
  if (!self->is_showing)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
sg_profile_chooser_finalize (GObject *object)
{
  g_clear_pointer (&SG_PROFILE_CHOOSER (object)->ids, g_strfreev);

  G_OBJECT_CLASS (sg_profile_chooser_parent_class)->finalize (object);
}

static void
sg_profile_chooser_class_init (SgProfileChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_profile_chooser_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", SG_TYPE_PROFILE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_profile_chooser_init (SgProfileChooser *self)
{
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Profile"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->drop_down));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}

static const SgProfileInfo *
find_shown (GPtrArray  *profiles,
            const char *profile)
{
  for (guint i = 0; i < profiles->len; i++) {
    const SgProfileInfo *info = g_ptr_array_index (profiles, i);

    if (profile ? g_str_equal (info->id, profile) : info->shown)
      return info;
  }

  return NULL;
}

static void
add_some (GtkStringList *names,
          GStrvBuilder  *ids,
          GPtrArray     *profiles,
          gboolean       main)
{
  for (guint i = 0; i < profiles->len; i++) {
    const SgProfileInfo *info = g_ptr_array_index (profiles, i);

    if (g_str_equal (info->id, SG_CLAUDE_MAIN_PROFILE) == main) {
      gtk_string_list_append (names, info->name);
      g_strv_builder_add (ids, info->id);
    }
  }
}

static guint
find_id (SgProfileChooser *self,
         const char       *id)
{
  guint place = 0;

  while (self->ids[place] != NULL && !g_str_equal (self->ids[place], id))
    place++;

  return place;
}

static void
list (SgProfileChooser    *self,
      GPtrArray           *profiles,
      const SgProfileInfo *shown)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  gtk_string_list_append (names, _ ("All profiles"));
  add_some (names, ids, profiles, TRUE);
  add_some (names, ids, profiles, FALSE);
  g_clear_pointer (&self->ids, g_strfreev);
  self->ids = g_strv_builder_end (ids);
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->drop_down, shown ? 1 + find_id (self, shown->id) : 0);
}

/* Who looks at all keeps looking at all. */
static gboolean
is_outdated (SgProfileChooser    *self,
             GPtrArray           *profiles,
             const SgProfileInfo *shown)
{
  guint selected = gtk_drop_down_get_selected (self->drop_down);

  if (self->ids == NULL || g_strv_length (self->ids) != profiles->len)
    return TRUE;
  for (guint i = 0; i < profiles->len; i++) {
    if (self->ids[find_id (self, ((SgProfileInfo *) profiles->pdata[i])->id)] == NULL)
      return TRUE;
  }

  return selected != 0 && shown != NULL && selected != 1 + find_id (self, shown->id);
}

/**
 * sg_profile_chooser_show:
 * @profiles: (nullable) (element-type SgProfileInfo):
 * @profile: (nullable): the id of the one that the panel shows; %NULL for the icon's
 */
void
sg_profile_chooser_show (SgProfileChooser *self,
                         GPtrArray        *profiles,
                         const char       *profile)
{
  gboolean several = profiles != NULL && profiles->len > 1;

  g_return_if_fail (SG_IS_PROFILE_CHOOSER (self));

  self->is_showing = TRUE;
  if (!several)
    g_clear_pointer (&self->ids, g_strfreev);
  else if (is_outdated (self, profiles, find_shown (profiles, profile)))
    list (self, profiles, find_shown (profiles, profile));
  gtk_widget_set_visible (GTK_WIDGET (self), several);
  self->is_showing = FALSE;
}

/**
 * sg_profile_chooser_get:
 * @index: (out): of the chosen one
 *
 * Returns: (transfer none) (nullable): the ids of all, the main one first; %NULL when all together are chosen
 */
GStrv
sg_profile_chooser_get (SgProfileChooser *self,
                        guint            *index)
{
  guint selected = gtk_drop_down_get_selected (self->drop_down);
  gboolean one = self->ids != NULL && selected != GTK_INVALID_LIST_POSITION && selected > 0;

  *index = one ? selected - 1 : 0;

  return one ? self->ids : NULL;
}
