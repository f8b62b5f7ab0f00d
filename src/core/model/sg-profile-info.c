/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-profile-info.h"

#include "sg-claude-folder.h"
#include "sg-health.h"
#include "sg-variant.h"

/**
 * sg_profile_info_new:
 *
 * Returns: (transfer full): a profile nothing is known of; its maker fills it in
 */
SgProfileInfo *
sg_profile_info_new (const char *id,
                     const char *name)
{
  SgProfileInfo *self = g_new0 (SgProfileInfo, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->used_percent = -1.0;
  self->state = SG_LIMIT_RESET;
  self->health = SG_HEALTH_NOT_KNOWN;

  return self;
}

void
sg_profile_info_free (SgProfileInfo *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->folder);
  g_free (self->plan);
  g_free (self->tightest_limit);
  g_free (self);
}

/**
 * sg_profile_info_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: id s, name s, folder s, plan s, tightest-limit s, tightest-percent d, state s,
 *   health i, shown b, weekly-budget-pico-usd x; what is not known is not there
 */
GVariant *
sg_profile_info_to_variant (const SgProfileInfo *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  sg_variant_put_string (&dict, "id", self->id);
  sg_variant_put_string (&dict, "name", self->name);
  sg_variant_put_string (&dict, "folder", self->folder);
  sg_variant_put_string (&dict, "plan", self->plan);
  sg_variant_put_string (&dict, "tightest-limit", self->tightest_limit);
  if (self->used_percent >= 0.0) {
    g_variant_dict_insert (&dict, "tightest-percent", "d", self->used_percent);
    g_variant_dict_insert (&dict, "state", "s", sg_limit_state_to_nick (self->state));
  }
  if (self->health != SG_HEALTH_NOT_KNOWN)
    g_variant_dict_insert (&dict, "health", "i", self->health);
  g_variant_dict_insert (&dict, "shown", "b", self->shown);
  if (self->weekly_budget_pico_usd > 0)
    g_variant_dict_insert (&dict, "weekly-budget-pico-usd", "x", self->weekly_budget_pico_usd);

  return g_variant_dict_end (&dict);
}

static SgLimitState
state_from_nick (const char *nick)
{
  for (int state = SG_LIMIT_NORMAL; state < SG_LIMIT_RESET; state++) {
    if (g_strcmp0 (nick, sg_limit_state_to_nick (state)) == 0)
      return state;
  }

  return SG_LIMIT_RESET;
}

/**
 * sg_profile_info_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_profile_info_to_variant() makes
 */
SgProfileInfo *
sg_profile_info_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  const char *id = sg_variant_get_string (&dict, "id");
  const char *name = sg_variant_get_string (&dict, "name");
  SgProfileInfo *self;

  if (id == NULL || name == NULL)
    return NULL;

  self = sg_profile_info_new (id, name);
  self->folder = g_strdup (sg_variant_get_string (&dict, "folder"));
  self->plan = g_strdup (sg_variant_get_string (&dict, "plan"));
  self->tightest_limit = g_strdup (sg_variant_get_string (&dict, "tightest-limit"));
  g_variant_dict_lookup (&dict, "tightest-percent", "d", &self->used_percent);
  self->state = state_from_nick (sg_variant_get_string (&dict, "state"));
  g_variant_dict_lookup (&dict, "health", "i", &self->health);
  g_variant_dict_lookup (&dict, "shown", "b", &self->shown);
  g_variant_dict_lookup (&dict, "weekly-budget-pico-usd", "x", &self->weekly_budget_pico_usd);

  return self;
}

/**
 * sg_profile_infos_tell_apart:
 * @infos: (element-type SgProfileInfo):
 *
 * Two folders may have one organisation: then the folder tells them apart.
 */
void
sg_profile_infos_tell_apart (GPtrArray *infos)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < infos->len; i++) {
    const SgProfileInfo *info = g_ptr_array_index (infos, i);
    gboolean alone = TRUE;

    for (guint j = 0; j < infos->len; j++) {
      const SgProfileInfo *other = g_ptr_array_index (infos, j);

      alone = alone && (other == info || !g_str_equal (other->name, info->name));
    }
    g_ptr_array_add (names, alone || g_strcmp0 (info->name, info->folder) == 0
                       ? NULL : g_strdup_printf ("%s (%s)", info->name, info->folder));
  }
  for (guint i = 0; i < infos->len; i++) {
    SgProfileInfo *info = g_ptr_array_index (infos, i);

    if (g_ptr_array_index (names, i) == NULL)
      continue;
    g_free (info->name);
    info->name = g_strdup (g_ptr_array_index (names, i));
  }
}

static gboolean
is_called (const char *name,
           const char *word)
{
  g_autofree char *a = name ? g_utf8_casefold (name, -1) : NULL;
  g_autofree char *b = g_utf8_casefold (word, -1);

  return g_strcmp0 (a, b) == 0;
}

static const SgProfileInfo *
find_called (GPtrArray  *infos,
             const char *word)
{
  const SgProfileInfo *by_name = NULL;
  const SgProfileInfo *by_folder = NULL;

  for (guint i = 0; i < infos->len; i++) {
    const SgProfileInfo *info = g_ptr_array_index (infos, i);

    if (g_str_equal (info->id, word))
      return info;
    if (by_name == NULL && is_called (info->name, word))
      by_name = info;
    if (by_folder == NULL && is_called (info->folder, word))
      by_folder = info;
  }

  return by_name ? by_name : by_folder;
}

/**
 * sg_profile_infos_find:
 * @infos: (element-type SgProfileInfo):
 * @word: what a person calls it: its id or, whatever the case, its name or its folder's: `work`, `claude-work`,
 *   `.claude-work`, or its path
 *
 * Returns: (transfer none) (nullable): the first that is meant
 */
const SgProfileInfo *
sg_profile_infos_find (GPtrArray  *infos,
                       const char *word)
{
  const SgProfileInfo *info = find_called (infos, word);
  const SgClaudeFolder typed = { .config_path = (char *) word };
  g_autofree char *folder = sg_claude_folder_dup_name (&typed);

  return info != NULL ? info : find_called (infos, folder);
}

/**
 * sg_profile_infos_list:
 *
 * Returns: (transfer full): all that sg_profile_infos_find() takes: `Acme (claude, main), work (claude_work_1f3a90c2)`
 */
char *
sg_profile_infos_list (GPtrArray *infos)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < infos->len; i++) {
    const SgProfileInfo *info = g_ptr_array_index (infos, i);
    /* An agent of an earlier version tells no folders. */
    gboolean has_other_name = info->folder != NULL && !g_str_equal (info->name, info->folder);

    g_string_append_printf (list, "%s%s (%s%s%s)", i > 0 ? ", " : "", info->name, has_other_name ? info->folder : "",
                            has_other_name ? ", " : "", info->id);
  }

  return g_string_free (g_steal_pointer (&list), FALSE);
}
