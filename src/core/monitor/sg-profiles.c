/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-profiles.h"

#include "sg-claude-folder.h"

struct _SgProfiles {
  GObject      parent_instance;

  SgClock     *clock;    /* (owned) */
  SgStateFile *state;    /* (owned) */
  GPtrArray   *all;      /* (owned) (element-type SgProfile): the main one first; only ever added to */
  char        *pinned;   /* (nullable): what the user calls the profile to show */
};

enum { CHANGED, MODEL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgProfiles, sg_profiles, G_TYPE_OBJECT)

static void
sg_profiles_finalize (GObject *object)
{
  SgProfiles *self = SG_PROFILES (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->state);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_clear_pointer (&self->pinned, g_free);

  G_OBJECT_CLASS (sg_profiles_parent_class)->finalize (object);
}

static void
sg_profiles_class_init (SgProfilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_profiles_finalize;

  signals[CHANGED] = g_signal_new ("changed", SG_TYPE_PROFILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MODEL_CHANGED] = g_signal_new ("model-changed", SG_TYPE_PROFILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, SG_TYPE_PROFILE);
}

static void
sg_profiles_init (SgProfiles *self)
{
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
emit_changed (SgProfiles *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
emit_model_changed (SgProfiles *self,
                    SgProfile  *profile)
{
  g_signal_emit (self, signals[MODEL_CHANGED], 0, profile);
}

/* What the past says of a limit comes later than its number. */
static void
limits_changed_cb (SgUsageModel *model,
                   GParamSpec   *pspec,
                   SgProfiles   *self)
{
  emit_changed (self);
  for (guint i = 0; i < self->all->len; i++) {
    SgProfile *profile = g_ptr_array_index (self->all, i);

    if (sg_profile_get_model (profile) == model)
      emit_model_changed (self, profile);
  }
}

/**
 * sg_profiles_add:
 * @id: of sg_claude_folders_dup_profiles(); the main one is there from the start, and only named
 * @folder_name: what to call it as long as nothing better is known
 *
 * Before the monitor's start, and before anybody listens.
 */
void
sg_profiles_add (SgProfiles *self,
                 const char *id,
                 const char *folder_name)
{
  SgProfile *profile = sg_profiles_find (self, id);
  SgUsageModel *model;

  if (profile != NULL) {
    sg_profile_set_folder_name (profile, folder_name);
    return;
  }
  profile = sg_profile_new (id, folder_name, self->state);
  model = sg_profile_get_model (profile);

  g_signal_connect_object (model, "notify::limits", G_CALLBACK (limits_changed_cb), self, 0);
  g_signal_connect_object (model, "notify::loaded", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::account", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->all, profile);
}

/**
 * sg_profiles_new:
 * @state: keeps what was told of each
 *
 * Returns: (transfer full): the main one
 */
SgProfiles *
sg_profiles_new (SgClock     *clock,
                 SgStateFile *state)
{
  SgProfiles *self = g_object_new (SG_TYPE_PROFILES, NULL);

  self->clock = g_object_ref (clock);
  self->state = g_object_ref (state);
  sg_profiles_add (self, SG_CLAUDE_MAIN_PROFILE, "claude");

  return self;
}

/**
 * sg_profiles_get_all:
 *
 * Returns: (transfer none) (element-type SgProfile): the main one first
 */
GPtrArray *
sg_profiles_get_all (SgProfiles *self)
{
  return self->all;
}

/**
 * sg_profiles_find:
 * @id: (nullable): %NULL for the main one
 *
 * Returns: (transfer none) (nullable): the profile of that id
 */
SgProfile *
sg_profiles_find (SgProfiles *self,
                  const char *id)
{
  for (guint i = 0; i < self->all->len; i++) {
    SgProfile *profile = g_ptr_array_index (self->all, i);

    if (g_str_equal (sg_profile_get_id (profile), id ? id : SG_CLAUDE_MAIN_PROFILE))
      return profile;
  }

  return NULL;
}

static SgProfileInfo *
choose_shown (SgProfiles *self,
              GPtrArray  *infos)
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
 * sg_profiles_dup_infos:
 *
 * Returns: (transfer full) (element-type SgProfileInfo): the profiles as of now, the main one first; one of them is shown
 */
GPtrArray *
sg_profiles_dup_infos (SgProfiles *self)
{
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  for (guint i = 0; i < self->all->len; i++)
    g_ptr_array_add (infos, sg_profile_dup_info (g_ptr_array_index (self->all, i), now));
  sg_profile_infos_tell_apart (infos);
  choose_shown (self, infos)->shown = TRUE;

  return infos;
}

/**
 * sg_profiles_dup_name:
 *
 * Returns: (transfer full): what @profile is called where there are others
 */
char *
sg_profiles_dup_name (SgProfiles *self,
                      SgProfile  *profile)
{
  g_autoptr (GPtrArray) infos = sg_profiles_dup_infos (self);

  return g_strdup (sg_profile_infos_find (infos, sg_profile_get_id (profile))->name);
}

/**
 * sg_profiles_get_shown:
 *
 * Returns: (transfer none): the profile the icon shows: the pinned one, else the one nearest to a limit
 */
SgProfile *
sg_profiles_get_shown (SgProfiles *self)
{
  g_autoptr (GPtrArray) infos = NULL;

  if (self->all->len == 1)
    return g_ptr_array_index (self->all, 0);

  infos = sg_profiles_dup_infos (self);
  for (guint i = 0; i < infos->len; i++) {
    if (((SgProfileInfo *) g_ptr_array_index (infos, i))->shown)
      return g_ptr_array_index (self->all, i);
  }

  g_return_val_if_reached (NULL);
}

/**
 * sg_profiles_pin:
 * @word: (nullable): an id or a name; %NULL, "" and one that nobody has show the profile nearest to a limit
 */
void
sg_profiles_pin (SgProfiles *self,
                 const char *word)
{
  g_free (self->pinned);
  self->pinned = word && *word ? g_strdup (word) : NULL;
  emit_changed (self);
}

/**
 * sg_profiles_set_mode:
 *
 * What people want to see; nothing is asked less or more for it.
 */
void
sg_profiles_set_mode (SgProfiles *self,
                      SgMode      mode)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  for (guint i = 0; i < self->all->len; i++) {
    SgProfile *profile = g_ptr_array_index (self->all, i);

    if (sg_profile_set_mode (profile, mode, now))
      emit_model_changed (self, profile);
  }
}

/**
 * sg_profiles_set_budgets:
 * @budgets: of the main profile: for the organisation's bill, else for the estimate
 */
void
sg_profiles_set_budgets (SgProfiles      *self,
                         const SgBudgets *budgets)
{
  SgProfile *profile = sg_profiles_find (self, NULL);
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  if (sg_profile_set_budgets (profile, budgets, now))
    emit_model_changed (self, profile);
}

/**
 * sg_profiles_set_session_limit:
 * @pico_usd: what a whole 5-hour limit of the main profile comes to at list prices, for the estimate
 *   where there is no official number; 0 to go by what those have taught, as of the other profiles
 */
void
sg_profiles_set_session_limit (SgProfiles *self,
                               gint64      pico_usd)
{
  SgProfile *profile = sg_profiles_find (self, NULL);
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  if (sg_profile_set_session_limit (profile, pico_usd, now))
    emit_model_changed (self, profile);
}

/**
 * sg_profiles_note_change:
 *
 * For who has given a profile another name or budget.
 */
void
sg_profiles_note_change (SgProfiles *self)
{
  for (guint i = 0; i < self->all->len; i++)
    emit_model_changed (self, g_ptr_array_index (self->all, i));
  emit_changed (self);
}

static gboolean
is_meant (SgProfile  *profile,
          const char *id)
{
  return id == NULL || g_str_equal (sg_profile_get_id (profile), id);
}

/**
 * sg_profiles_snooze:
 * @profile_id: (nullable): %NULL for every profile
 * @limit_id: "" for every limit
 *
 * No alert of that limit until it resets.
 */
void
sg_profiles_snooze (SgProfiles *self,
                    const char *profile_id,
                    const char *limit_id)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  for (guint i = 0; i < self->all->len; i++) {
    SgProfile *profile = g_ptr_array_index (self->all, i);
    g_autoptr (GError) error = NULL;

    if (is_meant (profile, profile_id) && !sg_profile_snooze (profile, limit_id, now, &error))
      g_warning ("The snooze holds until Sandglass ends: %s", error->message);
  }
  emit_changed (self);
}

/**
 * sg_profiles_end_snooze:
 * @profile_id: (nullable): %NULL for every profile
 *
 * What has been passed meanwhile is told with the next number.
 */
void
sg_profiles_end_snooze (SgProfiles *self,
                        const char *profile_id)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  for (guint i = 0; i < self->all->len; i++) {
    SgProfile *profile = g_ptr_array_index (self->all, i);
    g_autoptr (GError) error = NULL;

    if (is_meant (profile, profile_id) && !sg_profile_end_snooze (profile, now, &error))
      g_warning ("The snooze is over until Sandglass ends: %s", error->message);
  }
  emit_changed (self);
}

/**
 * sg_profiles_dup_snoozed:
 * @profile_id: (nullable): %NULL for every profile
 *
 * Returns: (transfer full): the ids of the limits whose alerts are silent until they reset
 */
GStrv
sg_profiles_dup_snoozed (SgProfiles *self,
                         const char *profile_id)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->all->len; i++) {
    SgProfile *profile = g_ptr_array_index (self->all, i);

    if (is_meant (profile, profile_id))
      sg_profile_add_snoozed (profile, ids, now);
  }
  g_ptr_array_add (ids, NULL);

  return (GStrv) g_ptr_array_steal (ids, NULL);
}
