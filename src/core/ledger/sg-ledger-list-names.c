/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-ledger-list-private.h"
#include "sg-model-name.h"

typedef struct {
  char  *text;     /* as typed */
  char  *folded;
  gint64 models;   /* the bits of those it is in */
} Word;

static void
project_free (SgLedgerListProject *project)
{
  g_free (project->name);
  g_free (project->shown);
  g_free (project->folded);
  g_free (project);
}

static void
word_free (Word *word)
{
  g_free (word->text);
  g_free (word->folded);
  g_free (word);
}

void
sg_ledger_list_names_free (SgLedgerListNames *self)
{
  g_ptr_array_unref (self->projects);
  g_hash_table_unref (self->project_ids);
  g_array_unref (self->models);
  g_ptr_array_unref (self->bits);
  g_clear_pointer (&self->mask_ranks, g_hash_table_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_free (self);
}

/* Ids of models are small letters, their names have large ones: no locale may tell them apart by that. */
static int
collate (const char *a,
         const char *b)
{
  g_autofree char *first = g_utf8_casefold (a, -1);
  g_autofree char *second = g_utf8_casefold (b, -1);

  return g_utf8_collate (first, second);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return collate (*(const char *const *) a, *(const char *const *) b);
}

static char *
name_of (const SgLedgerModel *model)
{
  return model->prices ? sg_model_name_display (model->name) : g_strdup (*model->name ? model->name : "?");
}

static void
add_bit (SgLedgerListNames   *self,
         const SgLedgerModel *model)
{
  g_autofree char *name = name_of (model);

  if (!g_ptr_array_find_with_equal_func (self->bits, name, g_str_equal, NULL))
    g_ptr_array_add (self->bits, g_steal_pointer (&name));
}

static void
add_model (SgLedgerListNames   *self,
           const SgLedgerModel *model)
{
  g_autofree char *name = name_of (model);
  guint bit = 0;
  SgLedgerListModel known = { .id = model->id, .prices = model->prices };

  g_ptr_array_find_with_equal_func (self->bits, name, g_str_equal, &bit);
  known.bit = G_GINT64_CONSTANT (1) << MIN (bit, SG_LEDGER_LIST_BITS - 1);
  g_array_append_val (self->models, known);
}

/* The ledger may have been opened without prices: what cost what it knows, but not what was saved. */
static void
read_models (SgLedgerListNames *self,
             GHashTable        *models)
{
  GHashTableIter iter;
  gpointer model;

  g_hash_table_iter_init (&iter, models);
  while (g_hash_table_iter_next (&iter, NULL, &model))
    add_bit (self, model);
  g_ptr_array_sort (self->bits, compare_names);

  g_hash_table_iter_init (&iter, models);
  while (g_hash_table_iter_next (&iter, NULL, &model))
    add_model (self, model);
}

SgLedgerListNames *
sg_ledger_list_names_new (SgLedger                *ledger,
                          const SgLedgerListQuery *query,
                          GError                 **error)
{
  g_autoptr (SgLedgerListNames) self = g_new0 (SgLedgerListNames, 1);
  const SgPriceTable *own = ledger->prices;
  g_autoptr (GHashTable) models = NULL;

  self->query = query;
  self->projects = g_ptr_array_new_with_free_func ((GDestroyNotify) project_free);
  self->project_ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->models = g_array_new (FALSE, FALSE, sizeof (SgLedgerListModel));
  self->bits = g_ptr_array_new_with_free_func (g_free);

  ledger->prices = query->prices;
  models = sg_ledger_load_models (ledger, error);
  ledger->prices = own;
  if (models == NULL)
    return NULL;
  read_models (self, models);

  return g_steal_pointer (&self);
}

guint
sg_ledger_list_names_add_project (SgLedgerListNames *self,
                                  const char        *project)
{
  gpointer id;
  SgLedgerListProject *added;

  if (g_hash_table_lookup_extended (self->project_ids, project, NULL, &id))
    return GPOINTER_TO_UINT (id);

  added = g_new0 (SgLedgerListProject, 1);
  added->name = g_strdup (project);
  added->shown = self->query->name_project ? self->query->name_project (project, self->query->name_data) : g_strdup (project);
  added->folded = g_utf8_casefold (added->shown, -1);
  g_hash_table_insert (self->project_ids, added->name, GUINT_TO_POINTER (self->projects->len));
  g_ptr_array_add (self->projects, added);

  return self->projects->len - 1;
}

/* `Haiku 4.5, Opus 5.5` */
char *
sg_ledger_list_names_dup_models (SgLedgerListNames *self,
                                 gint64             mask)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (self->bits->len, SG_LEDGER_LIST_BITS); i++) {
    gboolean shared = i == SG_LEDGER_LIST_BITS - 1 && self->bits->len > SG_LEDGER_LIST_BITS;

    if ((mask >> i & 1) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", shared ? "…" : (const char *) self->bits->pdata[i]);
  }

  return g_string_free (text, FALSE);
}

static int
compare_projects (gconstpointer a,
                  gconstpointer b)
{
  const SgLedgerListProject *first = *(const SgLedgerListProject *const *) a, *second = *(const SgLedgerListProject *const *) b;
  int order = g_utf8_collate (first->folded, second->folded);

  return order ? order : strcmp (first->name, second->name);
}

void
sg_ledger_list_names_rank_projects (SgLedgerListNames *self)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (self->projects->len);

  for (guint i = 0; i < self->projects->len; i++)
    g_ptr_array_add (sorted, self->projects->pdata[i]);
  g_ptr_array_sort (sorted, compare_projects);
  for (guint i = 0; i < sorted->len; i++)
    ((SgLedgerListProject *) sorted->pdata[i])->rank = i;
}

typedef struct {
  char  *text;
  gint64 mask;
} Mask;

static int
compare_masks (gconstpointer a,
               gconstpointer b)
{
  return collate (((const Mask *) a)->text, ((const Mask *) b)->text);
}

static void
mask_clear (Mask *mask)
{
  g_free (mask->text);
}

/* @masks: (element-type gint64): all there are; sorted by what they read */
void
sg_ledger_list_names_rank_models (SgLedgerListNames *self,
                                  GArray            *masks)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Mask));

  g_array_set_clear_func (sorted, (GDestroyNotify) mask_clear);
  for (guint i = 0; i < masks->len; i++) {
    gint64 mask = g_array_index (masks, gint64, i);
    Mask added = { sg_ledger_list_names_dup_models (self, mask), mask };

    g_array_append_val (sorted, added);
  }
  g_array_sort (sorted, compare_masks);

  g_clear_pointer (&self->mask_ranks, g_hash_table_unref);
  self->mask_ranks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < sorted->len; i++) {
    gint64 *key = g_memdup2 (&g_array_index (sorted, Mask, i).mask, sizeof (gint64));

    g_hash_table_insert (self->mask_ranks, key, GUINT_TO_POINTER (i));
  }
}

static Word *
word_new (SgLedgerListNames *self,
          const char        *text)
{
  Word *word = g_new0 (Word, 1);

  word->text = g_strdup (text);
  word->folded = g_utf8_casefold (text, -1);
  for (guint i = 0; i < self->bits->len; i++) {
    g_autofree char *folded = g_utf8_casefold (self->bits->pdata[i], -1);

    if (strstr (folded, word->folded) != NULL)
      word->models |= G_GINT64_CONSTANT (1) << MIN (i, SG_LEDGER_LIST_BITS - 1);
  }

  return word;
}

/* @search: (nullable): words with spaces between */
void
sg_ledger_list_names_set_search (SgLedgerListNames *self,
                                 const char        *search)
{
  g_auto (GStrv) words = g_strsplit_set (search ? search : "", " \t\n", -1);

  g_clear_pointer (&self->words, g_ptr_array_unref);
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) word_free);
  for (char **word = words; *word != NULL; word++) {
    if (**word != '\0')
      g_ptr_array_add (self->words, word_new (self, *word));
  }
}

/* Sessions have ids of ASCII letters. */
static gboolean
contains (const char *session,
          const char *word)
{
  gsize length = strlen (word);

  for (; *session != '\0'; session++) {
    if (g_ascii_strncasecmp (session, word, length) == 0)
      return TRUE;
  }

  return FALSE;
}

/* Whether every word that is searched for is somewhere */
gboolean
sg_ledger_list_names_find (SgLedgerListNames *self,
                           guint              project,
                           gint64             mask,
                           const char        *session)
{
  const SgLedgerListProject *known = g_ptr_array_index (self->projects, project);

  for (guint i = 0; i < self->words->len; i++) {
    const Word *word = self->words->pdata[i];

    if ((mask & word->models) == 0 && strstr (known->folded, word->folded) == NULL && (session == NULL || !contains (session, word->text)))
      return FALSE;
  }

  return TRUE;
}
