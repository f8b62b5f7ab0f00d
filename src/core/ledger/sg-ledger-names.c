/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-names.h"

#include <string.h>

#include "sg-claude-folder.h"

/* SQLite keeps 48 bits in six bytes. Among 10^5 sessions the chance that two share a number is 2 in 10^5. */
#define PLACE_BITS 48

static void
clear_place (gpointer place)
{
  SgLedgerPlace *self = place;

  g_free (self->profile);
  g_free (self->project);
  g_free (self->session);
  g_free (self->file_session);
}

void
sg_ledger_names_init (SgLedgerNames *self)
{
  memset (self, 0, sizeof *self);
  self->models = g_ptr_array_new_with_free_func (g_free);
  self->model_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->places = g_array_new (FALSE, FALSE, sizeof (SgLedgerPlace));
  g_array_set_clear_func (self->places, clear_place);
  self->place_index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->profile = g_strdup ("");
}

void
sg_ledger_names_clear (SgLedgerNames *self)
{
  g_hash_table_unref (self->model_index);
  g_ptr_array_unref (self->models);
  g_hash_table_unref (self->place_index);
  g_array_unref (self->places);
  g_free (self->profile);
  g_free (self->project);
  g_free (self->file_session);
}

/**
 * sg_ledger_names_set_profile:
 * @profile: (nullable): whose the files are that are started from now on; %NULL for the main profile
 */
void
sg_ledger_names_set_profile (SgLedgerNames *self,
                             const char    *profile)
{
  g_free (self->profile);
  self->profile = g_strdup (profile && !g_str_equal (profile, SG_CLAUDE_MAIN_PROFILE) ? profile : "");
}

/**
 * sg_ledger_names_start_file:
 * @relative_path: below `projects/`
 *
 * The requests that follow are from this file. `P/S.jsonl` is session S of
 * project P, `P/S/subagents/x.jsonl` too; elsewhere the folder is the session.
 */
void
sg_ledger_names_start_file (SgLedgerNames *self,
                            const char    *relative_path)
{
  g_auto (GStrv) parts = g_strsplit (relative_path, "/", -1);
  guint n_parts = g_strv_length (parts);
  guint session = n_parts - 1;

  if (n_parts >= 4 && g_str_equal (parts[n_parts - 2], "subagents"))
    session = n_parts - 3;
  else if (n_parts > 2)
    session = n_parts - 2;
  else if (n_parts == 2)
    parts[1][strlen (parts[1]) - strlen (".jsonl")] = '\0';

  g_free (self->file_session);
  self->file_session = g_strndup (parts[session], SG_LEDGER_MAX_NAME);
  g_clear_pointer (&parts[session], g_free);
  for (guint i = session + 1; i < n_parts; i++)
    g_clear_pointer (&parts[i], g_free);

  g_free (self->project);
  self->project = session > 0 ? g_strjoinv ("/", parts) : g_strdup (SG_LEDGER_UNKNOWN_PROJECT);
  self->session_length = G_MAXSIZE;
}

static guint
add_model (SgLedgerNames *self,
           const char    *name)
{
  gpointer index;
  char *copy;

  if (g_hash_table_lookup_extended (self->model_index, name, NULL, &index))
    return GPOINTER_TO_UINT (index);

  copy = g_strdup (name);
  g_ptr_array_add (self->models, copy);
  g_hash_table_insert (self->model_index, copy, GUINT_TO_POINTER (self->models->len - 1));

  return self->models->len - 1;
}

static void
copy_name (SgSlice slice,
           char    name[SG_LEDGER_MAX_NAME + 1])
{
  gsize length = MIN (slice.length, SG_LEDGER_MAX_NAME);

  if (length > 0)
    memcpy (name, slice.text, length);
  name[length] = '\0';
}

/**
 * sg_ledger_names_find_model:
 * @slice: its name
 *
 * Returns: its number; it is added where it is new
 */
guint
sg_ledger_names_find_model (SgLedgerNames *self,
                            SgSlice        slice)
{
  char name[SG_LEDGER_MAX_NAME + 1];

  if (self->last_model < self->models->len) {
    const char *last = g_ptr_array_index (self->models, self->last_model);

    if (strncmp (last, slice.text ? slice.text : "", slice.length) == 0 && last[slice.length] == '\0')
      return self->last_model;
  }

  copy_name (slice, name);
  self->last_model = add_model (self, name);

  return self->last_model;
}

/**
 * sg_ledger_place_make_id:
 * @profile: "" for the main one
 *
 * Returns: what an #SgLedgerPlace of these is known by
 */
guint64
sg_ledger_place_make_id (const char *profile,
                         const char *project,
                         const char *session,
                         const char *file_session)
{
  guint64 id = sg_slice_hash ((SgSlice) { project, strlen (project) }, 0);

  id = sg_slice_hash ((SgSlice) { session, strlen (session) }, id);
  id = sg_slice_hash ((SgSlice) { file_session, strlen (file_session) }, id);
  /* The main profile's places have the numbers they had before there were others. */
  if (*profile != '\0')
    id = sg_slice_hash ((SgSlice) { profile, strlen (profile) }, id);

  return id >> (64 - PLACE_BITS);
}

static guint64
add_place (SgLedgerNames *self,
           const char    *profile,
           const char    *project,
           const char    *session,
           const char    *file_session)
{
  SgLedgerPlace place = { .id = sg_ledger_place_make_id (profile, project, session, file_session) };

  if (g_hash_table_contains (self->place_index, &place.id))
    return place.id;

  place.profile = g_strdup (profile);
  place.project = g_strdup (project);
  place.session = g_strdup (session);
  place.file_session = g_strdup (file_session);
  g_array_append_val (self->places, place);
  g_hash_table_insert (self->place_index, g_memdup2 (&place.id, sizeof place.id), GUINT_TO_POINTER (self->places->len - 1));

  return place.id;
}

/**
 * sg_ledger_names_find_place:
 * @session: as the record says it; empty for the file's own
 *
 * Returns: the id of that session in the file that was started last
 */
guint64
sg_ledger_names_find_place (SgLedgerNames *self,
                            SgSlice        session)
{
  if (session.length == self->session_length &&
      (session.length == 0 || memcmp (session.text, self->session, session.length) == 0))
    return self->place;

  copy_name (session, self->session);
  self->session_length = session.length <= SG_LEDGER_MAX_NAME ? session.length : G_MAXSIZE;
  self->place = add_place (self, self->profile, self->project, session.length > 0 ? self->session : self->file_session,
                           self->file_session);

  return self->place;
}

/**
 * sg_ledger_names_add_all:
 *
 * Returns: (transfer full): @self's number for each model of @other
 */
guint *
sg_ledger_names_add_all (SgLedgerNames       *self,
                         const SgLedgerNames *other)
{
  guint *models = g_new (guint, other->models->len + 1);

  for (guint i = 0; i < other->models->len; i++)
    models[i] = add_model (self, g_ptr_array_index (other->models, i));
  for (guint i = 0; i < other->places->len; i++) {
    const SgLedgerPlace *place = &g_array_index (other->places, SgLedgerPlace, i);

    add_place (self, place->profile, place->project, place->session, place->file_session);
  }

  return models;
}

static const SgLedgerPlace *
get_place (const SgLedgerNames *self,
           guint64              id)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->place_index, &id));

  return &g_array_index (self->places, SgLedgerPlace, index);
}

/* A record that names another session than the one its file is for was copied there. */
static gboolean
is_visitor (const SgLedgerPlace *place)
{
  return strcmp (place->session, place->file_session) != 0;
}

/**
 * sg_ledger_names_compare_places:
 *
 * Who is at home in its file comes first, then it goes by name.
 *
 * Returns: below 0 when @a_id comes first
 */
int
sg_ledger_names_compare_places (const SgLedgerNames *self,
                                guint64              a_id,
                                guint64              b_id)
{
  const SgLedgerPlace *a = get_place (self, a_id), *b = get_place (self, b_id);
  int order = is_visitor (a) - is_visitor (b);

  if (order == 0)
    order = strcmp (a->profile, b->profile);
  if (order == 0)
    order = strcmp (a->project, b->project);
  if (order == 0)
    order = strcmp (a->file_session, b->file_session);

  return order ? order : strcmp (a->session, b->session);
}
