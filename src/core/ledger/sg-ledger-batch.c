/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-batch.h"

#include "sg-ledger-order.h"

#define FIRST_INDEX_SIZE 1024

typedef struct {
  guint32 next;   /* 1 + the next row of the same slot, or 0 */
  guint32 tag;    /* of its message: spares a look at the row */
} Link;

struct _SgLedgerBatch {
  GArray       *rows;         /* (owned) (element-type SgLedgerRow) */
  GArray       *links;        /* (owned) (element-type Link): of each row */
  guint32      *slots;        /* (owned): 1 + the first row, or 0 */
  guint         n_slots;      /* a power of two */
  guint32      *order;        /* (owned) (nullable): of the rows, once they are sorted */
  GArray       *files;        /* (owned) (element-type SgLedgerFile) */
  GArray       *notices;      /* (owned) (element-type SgLedgerNotice) */
  SgLedgerNames names;
};

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
  sg_ledger_names_init (&self->names);

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
  sg_ledger_names_clear (&self->names);
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
      sg_ledger_names_compare_places (&self->names, copy->place, row->place) < 0)
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

/**
 * sg_ledger_batch_set_profile:
 * @profile: (nullable): whose the files are that are started from now on; %NULL for the main profile
 */
void
sg_ledger_batch_set_profile (SgLedgerBatch *self,
                             const char    *profile)
{
  sg_ledger_names_set_profile (&self->names, profile);
}

/**
 * sg_ledger_batch_start_file:
 * @relative_path: below `projects/`
 *
 * The requests that follow are from this file.
 */
void
sg_ledger_batch_start_file (SgLedgerBatch *self,
                            const char    *relative_path)
{
  sg_ledger_names_start_file (&self->names, relative_path);
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
  row.model = sg_ledger_names_find_model (&self->names, request->model);
  row.place = sg_ledger_names_find_place (&self->names, request->session);
  add_row (self, &row);
}

void
sg_ledger_batch_add_notice (SgLedgerBatch            *self,
                            const SgTranscriptNotice *notice)
{
  const SgLedgerNotice kept = { notice->time_ms, notice->resets_ms, sg_ledger_names_find_place (&self->names, notice->session) };

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
  models = sg_ledger_names_add_all (&self->names, &other->names);
  for (guint i = 0; i < other->rows->len; i++) {
    SgLedgerRow *row = &g_array_index (other->rows, SgLedgerRow, i);
    const SgLedgerRow *later = &g_array_index (other->rows, SgLedgerRow, MIN (i + 8, other->rows->len - 1));

    __builtin_prefetch (slot_of (self, later->key.message));
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
  return self->names.places->len;
}

const SgLedgerPlace *
sg_ledger_batch_get_place (SgLedgerBatch *self,
                           guint          index)
{
  return &g_array_index (self->names.places, SgLedgerPlace, index);
}

guint
sg_ledger_batch_get_n_models (SgLedgerBatch *self)
{
  return self->names.models->len;
}

const char *
sg_ledger_batch_get_model (SgLedgerBatch *self,
                           guint          index)
{
  return g_ptr_array_index (self->names.models, index);
}
