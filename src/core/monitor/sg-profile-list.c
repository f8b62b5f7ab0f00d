/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-profile-list.h"

SgProfileList *
sg_profile_list_new (void)
{
  SgProfileList *self = g_new0 (SgProfileList, 1);

  self->all = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

void
sg_profile_list_free (SgProfileList *self)
{
  g_ptr_array_unref (self->all);
  g_free (self->pinned);
  g_free (self);
}

/**
 * sg_profile_list_find:
 *
 * Returns: (transfer none) (nullable): the profile of that id
 */
SgProfile *
sg_profile_list_find (SgProfileList *self,
                      const char    *id)
{
  for (guint i = 0; i < self->all->len; i++) {
    SgProfile *profile = g_ptr_array_index (self->all, i);

    if (g_str_equal (sg_profile_get_id (profile), id))
      return profile;
  }

  return NULL;
}

/**
 * sg_profile_list_dup_name:
 *
 * Returns: (transfer full): what @profile is called where there are others
 */
char *
sg_profile_list_dup_name (SgProfileList *self,
                          SgProfile     *profile)
{
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);

  for (guint i = 0; i < self->all->len; i++) {
    SgProfile *each = g_ptr_array_index (self->all, i);
    g_autofree char *name = sg_profile_dup_name (each);
    SgProfileInfo *info = sg_profile_info_new (sg_profile_get_id (each), name);

    info->folder = g_strdup (sg_profile_get_folder_name (each));
    g_ptr_array_add (infos, info);
  }
  sg_profile_infos_tell_apart (infos);

  return g_strdup (sg_profile_infos_find (infos, sg_profile_get_id (profile))->name);
}

/**
 * sg_profile_list_pin:
 * @word: (nullable): an id or a name; %NULL, "" and one that nobody has show the profile nearest to a limit
 */
void
sg_profile_list_pin (SgProfileList *self,
                     const char    *word)
{
  g_free (self->pinned);
  self->pinned = word && *word ? g_strdup (word) : NULL;
}

static SgProfileInfo *
choose_shown (SgProfileList *self,
              GPtrArray     *infos)
{
  SgProfileInfo *shown =
    self->pinned ? (SgProfileInfo *) sg_profile_infos_find (infos, self->pinned) : NULL;

  if (shown != NULL)
    return shown;
  for (guint i = 0; i < infos->len; i++) {
    SgProfileInfo *info = g_ptr_array_index (infos, i);

    if (shown == NULL || info->used_percent > shown->used_percent)
      shown = info;
  }

  return shown;
}

/**
 * sg_profile_list_dup_infos:
 *
 * Returns: (transfer full) (element-type SgProfileInfo): the profiles as of @now, the main one first; one of them is shown
 */
GPtrArray *
sg_profile_list_dup_infos (SgProfileList *self,
                           GDateTime     *now)
{
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);

  for (guint i = 0; i < self->all->len; i++)
    g_ptr_array_add (infos, sg_profile_dup_info (g_ptr_array_index (self->all, i), now));
  sg_profile_infos_tell_apart (infos);
  choose_shown (self, infos)->shown = TRUE;

  return infos;
}

/**
 * sg_profile_list_get_shown:
 *
 * Returns: (transfer none): the pinned one, else the one nearest to a limit
 */
SgProfile *
sg_profile_list_get_shown (SgProfileList *self,
                           GDateTime     *now)
{
  g_autoptr (GPtrArray) infos = NULL;

  if (self->all->len == 1)
    return g_ptr_array_index (self->all, 0);

  infos = sg_profile_list_dup_infos (self, now);
  for (guint i = 0; i < infos->len; i++) {
    if (((SgProfileInfo *) g_ptr_array_index (infos, i))->shown)
      return g_ptr_array_index (self->all, i);
  }

  g_return_val_if_reached (NULL);
}
