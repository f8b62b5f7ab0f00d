/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-batch.h"

#include <string.h>

#include "sg-claude-folder.h"
#include "sg-ledger-order.h"

/* Longer names are cut: no model or session has one. */
#define MAX_NAME 255

#define FIRST_INDEX_SIZE 1024

/* SQLite keeps 48 bits in six bytes. Among 10^5 sessions the chance that two share a number is 2 in 10^5. */
#define PLACE_BITS 48

typedef struct {
  guint32 next;   /* 1 + the next row of the same slot, or 0 */
  guint32 tag;    /* of its message: spares a look at the row */
} Link;

struct _SgLedgerBatch {
  GArray     *rows;           /* (owned) (element-type SgLedgerRow) */
  GArray     *links;          /* (owned) (element-type Link): of each row */
  guint32    *slots;          /* (owned): 1 + the first row, or 0 */
  guint       n_slots;        /* a power of two */
  guint32    *order;          /* (owned) (nullable): of the rows, once they are sorted */
  GArray     *files;          /* (owned) (element-type SgLedgerFile) */
  GArray     *notices;        /* (owned) (element-type SgLedgerNotice) */
  GPtrArray  *models;         /* (owned) (element-type utf8) */
  GHashTable *model_index;    /* (owned) (element-type utf8 guint) */
  guint       last_model;
  GArray     *places;         /* (owned) (element-type SgLedgerPlace) */
  GHashTable *place_index;    /* (owned) (element-type guint64 guint): by id */
  char       *profile;        /* (owned): of the file being read */
  char       *project;        /* (owned) */
  char       *file_session;   /* (owned) */
  char        session[MAX_NAME + 1];
  gsize       session_length; /* G_MAXSIZE: none seen in this file */
  guint64     place;          /* of @session */
};

static void
clear_place (gpointer place)
{
  SgLedgerPlace *self = place;

  g_free (self->profile);
  g_free (self->project);
  g_free (self->session);
  g_free (self->file_session);
}

SgLedgerBatch *
sg_ledger_batch_new (void)
{
  SgLedgerBatch *self = g_new0 (SgLedgerBatch, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (SgLedgerRow));
  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  self->n_slots = FIRST_INDEX_SIZE;
  self->slots = g_new0 (guint32, self->n_slots);
  self->files = g_array_new (FALSE, FALSE, sizeof (SgLedgerFile));
  self->notices = g_array_new (FALSE, FALSE, sizeof (SgLedgerNotice));
  self->models = g_ptr_array_new_with_free_func (g_free);
  self->model_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->places = g_array_new (FALSE, FALSE, sizeof (SgLedgerPlace));
  g_array_set_clear_func (self->places, clear_place);
  self->profile = g_strdup ("");
  self->place_index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  return self;
}

void
sg_ledger_batch_free (SgLedgerBatch *self)
{
  g_array_unref (self->rows);
  g_array_unref (self->links);
  g_free (self->slots);
  g_free (self->order);
  g_array_unref (self->files);
  g_array_unref (self->notices);
  g_hash_table_unref (self->model_index);
  g_ptr_array_unref (self->models);
  g_hash_table_unref (self->place_index);
  g_array_unref (self->places);
  g_free (self->profile);
  g_free (self->project);
  g_free (self->file_session);
  g_free (self);
}

static guint32 *
slot_of (SgLedgerBatch *self,
         guint64        message)
{
  return &self->slots[message & (self->n_slots - 1)];
}

static guint32
tag_of (guint64 message)
{
  return (guint32) (message >> 32);
}

static void
link_row (SgLedgerBatch *self,
          guint32        index)
{
  guint64 message = g_array_index (self->rows, SgLedgerRow, index).key.message;
  guint32 *slot = slot_of (self, message);

  g_array_index (self->links, Link, index) = (Link) { *slot, tag_of (message) };
  *slot = index + 1;
}

static void
grow_index (SgLedgerBatch *self)
{
  g_free (self->slots);
  self->n_slots *= 4;
  self->slots = g_new0 (guint32, self->n_slots);
  for (guint32 i = 0; i < self->rows->len; i++)
    link_row (self, i);
}

static void
append_row (SgLedgerBatch     *self,
            const SgLedgerRow *row)
{
  const Link none = { 0 };

  g_array_append_vals (self->rows, row, 1);
  g_array_append_val (self->links, none);
  if (self->rows->len > self->n_slots)
    grow_index (self);
  else
    link_row (self, self->rows->len - 1);
}

static const SgLedgerPlace *
get_place (SgLedgerBatch *self,
           guint64        id)
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

static int
compare_places (const SgLedgerPlace *a,
                const SgLedgerPlace *b)
{
  int order = is_visitor (a) - is_visitor (b);

  if (order == 0)
    order = strcmp (a->profile, b->profile);
  if (order == 0)
    order = strcmp (a->project, b->project);
  if (order == 0)
    order = strcmp (a->file_session, b->file_session);

  return order ? order : strcmp (a->session, b->session);
}

/* Of sessions with an equal claim the first by name has it, whichever thread was faster. */
static void
merge_row (SgLedgerBatch     *self,
           SgLedgerRow       *row,
           const SgLedgerRow *copy)
{
  const guint32 foreign = SG_REQUEST_COPIED | SG_REQUEST_SIDECHAIN;
  gboolean equal_claim = (row->flags & foreign) == (copy->flags & foreign);

  sg_ledger_row_merge (row, copy);
  if (equal_claim && row->place != copy->place &&
      compare_places (get_place (self, copy->place), get_place (self, row->place)) < 0)
    row->place = copy->place;
}

static void
unlink_row (SgLedgerBatch *self,
            guint32        index)
{
  guint32 *link = slot_of (self, g_array_index (self->rows, SgLedgerRow, index).key.message);

  while (*link != index + 1)
    link = &g_array_index (self->links, Link, *link - 1).next;
  *link = g_array_index (self->links, Link, index).next;
}

/* The last row takes its place. */
static void
remove_row (SgLedgerBatch *self,
            guint32        index)
{
  guint32 last = self->rows->len - 1;

  unlink_row (self, index);
  if (index != last) {
    unlink_row (self, last);
    g_array_index (self->rows, SgLedgerRow, index) = g_array_index (self->rows, SgLedgerRow, last);
    link_row (self, index);
  }
  g_array_set_size (self->rows, last);
  g_array_set_size (self->links, last);
}

static void
remove_replays (SgLedgerBatch *self,
                guint64        message)
{
  guint32 next = *slot_of (self, message);

  while (next != 0) {
    const SgLedgerRow *row = &g_array_index (self->rows, SgLedgerRow, next - 1);

    if (row->key.message == message && sg_ledger_row_is_sidechain (row)) {
      remove_row (self, next - 1);
      next = *slot_of (self, message);
    } else {
      next = g_array_index (self->links, Link, next - 1).next;
    }
  }
}

static void
add_row (SgLedgerBatch     *self,
         const SgLedgerRow *copy)
{
  SgLedgerGroup group = { 0 };
  SgLedgerRow *row;
  guint32 next = *slot_of (self, copy->key.message);

  while (next != 0) {
    const Link *link = &g_array_index (self->links, Link, next - 1);

    row = &g_array_index (self->rows, SgLedgerRow, next - 1);
    if (link->tag == tag_of (copy->key.message) && row->key.message == copy->key.message)
      sg_ledger_group_look (&group, row, copy);
    next = link->next;
  }

  switch (sg_ledger_group_decide (&group, copy, &row)) {
  case SG_LEDGER_ADD:
    append_row (self, copy);
    break;
  case SG_LEDGER_MERGE:
    merge_row (self, row, copy);
    break;
  case SG_LEDGER_REPLACE:
    *row = *copy;
    break;
  case SG_LEDGER_DROP:
  default:
    break;
  }

  if (group.sidechain != NULL && !sg_ledger_row_is_sidechain (copy))
    remove_replays (self, copy->key.message);
}

static guint
add_model (SgLedgerBatch *self,
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
           char    name[MAX_NAME + 1])
{
  gsize length = MIN (slice.length, MAX_NAME);

  if (length > 0)
    memcpy (name, slice.text, length);
  name[length] = '\0';
}

static guint
find_model (SgLedgerBatch *self,
            SgSlice        slice)
{
  char name[MAX_NAME + 1];

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
add_place (SgLedgerBatch *self,
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

static guint64
find_place (SgLedgerBatch *self,
            SgSlice        session)
{
  if (session.length == self->session_length &&
      (session.length == 0 || memcmp (session.text, self->session, session.length) == 0))
    return self->place;

  copy_name (session, self->session);
  self->session_length = session.length <= MAX_NAME ? session.length : G_MAXSIZE;
  self->place = add_place (self, self->profile, self->project, session.length > 0 ? self->session : self->file_session,
                           self->file_session);

  return self->place;
}

/**
 * sg_ledger_batch_set_profile:
 * @profile: (nullable): whose the files are that are started from now on; %NULL for the main profile
 */
void
sg_ledger_batch_set_profile (SgLedgerBatch *self,
                             const char    *profile)
{
  g_free (self->profile);
  self->profile = g_strdup (profile && !g_str_equal (profile, SG_CLAUDE_MAIN_PROFILE) ? profile : "");
}

/**
 * sg_ledger_batch_start_file:
 * @relative_path: below `projects/`
 *
 * The requests that follow are from this file. `P/S.jsonl` is session S of
 * project P, `P/S/subagents/x.jsonl` too; elsewhere the folder is the session.
 */
void
sg_ledger_batch_start_file (SgLedgerBatch *self,
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
  self->file_session = g_strndup (parts[session], MAX_NAME);
  g_clear_pointer (&parts[session], g_free);
  for (guint i = session + 1; i < n_parts; i++)
    g_clear_pointer (&parts[i], g_free);

  g_free (self->project);
  self->project = session > 0 ? g_strjoinv ("/", parts) : g_strdup (SG_LEDGER_UNKNOWN_PROJECT);
  self->session_length = G_MAXSIZE;
}

/**
 * sg_ledger_batch_add_request:
 * @record: the bytes of the record it is from
 */
void
sg_ledger_batch_add_request (SgLedgerBatch   *self,
                             const SgRequest *request,
                             SgSlice          record)
{
  SgLedgerRow row = {
    .key = sg_request_get_key (request, record),
    .time_ms = request->time_ms,
    .stated_pico_usd = request->stated_pico_usd,
    .usage = request->usage,
    .flags = request->flags,
  };

  __builtin_prefetch (slot_of (self, row.key.message));
  row.model = find_model (self, request->model);
  row.place = find_place (self, request->session);
  add_row (self, &row);
}

void
sg_ledger_batch_add_notice (SgLedgerBatch            *self,
                            const SgTranscriptNotice *notice)
{
  const SgLedgerNotice kept = { notice->time_ms, notice->resets_ms, find_place (self, notice->session) };

  g_array_append_val (self->notices, kept);
}

/**
 * sg_ledger_batch_add_file:
 * @file: how far the file was read; all requests before that were added
 */
void
sg_ledger_batch_add_file (SgLedgerBatch      *self,
                          const SgLedgerFile *file)
{
  g_array_append_vals (self->files, file, 1);
}

/* The fewer rows are moved. */
static void
swap (SgLedgerBatch *a,
      SgLedgerBatch *b)
{
  SgLedgerBatch kept = *a;

  *a = *b;
  *b = kept;
}

/**
 * sg_ledger_batch_absorb:
 * @other: (transfer full): added to @self
 *
 * The next request of @self needs sg_ledger_batch_start_file() again.
 */
void
sg_ledger_batch_absorb (SgLedgerBatch *self,
                        SgLedgerBatch *other)
{
  g_autoptr (SgLedgerBatch) owned = other;
  g_autofree guint *models = NULL;

  if (other->rows->len > self->rows->len)
    swap (self, other);
  models = g_new (guint, other->models->len + 1);
  for (guint i = 0; i < other->models->len; i++)
    models[i] = add_model (self, g_ptr_array_index (other->models, i));
  for (guint i = 0; i < other->places->len; i++) {
    const SgLedgerPlace *place = &g_array_index (other->places, SgLedgerPlace, i);

    add_place (self, place->profile, place->project, place->session, place->file_session);
  }
  for (guint i = 0; i < other->rows->len; i++) {
    SgLedgerRow *row = &g_array_index (other->rows, SgLedgerRow, i);

    row->model = models[row->model];
    add_row (self, row);
  }
  g_array_append_vals (self->files, other->files->data, other->files->len);
  g_array_append_vals (self->notices, other->notices->data, other->notices->len);
}

static int
compare_files (gconstpointer a,
               gconstpointer b)
{
  gint64 first = (gint64) ((const SgLedgerFile *) a)->id, second = (gint64) ((const SgLedgerFile *) b)->id;

  return first < second ? -1 : first > second;
}

/**
 * sg_ledger_batch_sort:
 *
 * Puts all into the ledger's own order. Nothing can be added after that.
 */
void
sg_ledger_batch_sort (SgLedgerBatch *self)
{
  g_clear_pointer (&self->slots, g_free);
  g_free (self->order);
  self->order = sg_ledger_order_rows ((const SgLedgerRow *) (gpointer) self->rows->data, self->rows->len);
  g_array_sort (self->files, compare_files);
}

guint
sg_ledger_batch_get_n_rows (SgLedgerBatch *self)
{
  return self->rows->len;
}

const SgLedgerRow *
sg_ledger_batch_get_row (SgLedgerBatch *self,
                         guint          index)
{
  return &g_array_index (self->rows, SgLedgerRow, index);
}

/**
 * sg_ledger_batch_get_sorted_row:
 * @index: in the order of sg_ledger_batch_sort()
 */
const SgLedgerRow *
sg_ledger_batch_get_sorted_row (SgLedgerBatch *self,
                                guint          index)
{
  const SgLedgerRow *later = &g_array_index (self->rows, SgLedgerRow, self->order[MIN (index + 8, self->rows->len - 1)]);

  /* They lie all over memory. */
  __builtin_prefetch (later);
  __builtin_prefetch (later + 1);

  return &g_array_index (self->rows, SgLedgerRow, self->order[index]);
}

guint
sg_ledger_batch_get_n_files (SgLedgerBatch *self)
{
  return self->files->len;
}

const SgLedgerFile *
sg_ledger_batch_get_file (SgLedgerBatch *self,
                          guint          index)
{
  return &g_array_index (self->files, SgLedgerFile, index);
}

/**
 * sg_ledger_batch_get_notices:
 *
 * Returns: (transfer none) (element-type SgLedgerNotice): usage limits that were met
 */
GArray *
sg_ledger_batch_get_notices (SgLedgerBatch *self)
{
  return self->notices;
}

guint
sg_ledger_batch_get_n_places (SgLedgerBatch *self)
{
  return self->places->len;
}

const SgLedgerPlace *
sg_ledger_batch_get_place (SgLedgerBatch *self,
                           guint          index)
{
  return &g_array_index (self->places, SgLedgerPlace, index);
}

guint
sg_ledger_batch_get_n_models (SgLedgerBatch *self)
{
  return self->models->len;
}

const char *
sg_ledger_batch_get_model (SgLedgerBatch *self,
                           guint          index)
{
  return g_ptr_array_index (self->models, index);
}
