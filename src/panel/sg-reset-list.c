/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-reset-list.h"

#include <glib/gi18n-lib.h>

#define FIRST_ROWS 8
#define MORE_ROWS 40

typedef struct {
  guint           line;
  SgHistoryWindow window;
} Entry;

struct _SgResetList {
  AdwPreferencesGroup *group;     /* outlives it */
  SgHistoryView       *view;      /* (owned) (nullable) */
  GArray              *entries;   /* (owned) (element-type Entry): latest first */
  GPtrArray           *rows;      /* (owned) (element-type GtkWidget): they belong to the group */
};

SgResetList *
sg_reset_list_new (AdwPreferencesGroup *group)
{
  SgResetList *self = g_new0 (SgResetList, 1);

  self->group = group;
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->rows = g_ptr_array_new ();

  return self;
}

void
sg_reset_list_free (SgResetList *self)
{
  g_clear_pointer (&self->view, sg_history_view_unref);
  g_array_unref (self->entries);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *first = a, *second = b;

  if (first->window.seen_until != second->window.seen_until)
    return first->window.seen_until > second->window.seen_until ? -1 : 1;

  return first->line < second->line ? -1 : first->line > second->line;
}

static void
collect (SgResetList *self,
         guint       *n_of_kind)
{
  GPtrArray *lines = self->view->history->lines;

  g_array_set_size (self->entries, 0);
  for (guint line = 0; line < lines->len; line++) {
    GArray *windows = ((SgHistoryLine *) g_ptr_array_index (lines, line))->windows;

    for (guint i = 0; i < windows->len; i++) {
      const Entry entry = { line, g_array_index (windows, SgHistoryWindow, i) };

      n_of_kind[entry.window.kind]++;
      if (entry.window.kind != SG_RESET_NONE)
        g_array_append_val (self->entries, entry);
    }
  }
  g_array_sort (self->entries, compare_entries);
}

/**
 * sg_reset_list_show:
 *
 * Leaves the list empty; sg_reset_list_show_more() fills it.
 *
 * Returns: (transfer full): how many there were of which kind
 */
char *
sg_reset_list_show (SgResetList   *self,
                    SgHistoryView *view)
{
  guint n_of_kind[SG_RESET_MOVED + 1] = { 0 };

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  sg_history_view_ref (view);
  g_clear_pointer (&self->view, sg_history_view_unref);
  self->view = view;
  collect (self, n_of_kind);
  if (self->entries->len == 0)
    return g_strdup (_ ("None was seen in this time."));

  /* TRANSLATORS: how many resets came in which manner */
  return g_strdup_printf (_ ("On time: %u · early: %u · late: %u · time changed: %u"), n_of_kind[SG_RESET_ON_TIME],
                          n_of_kind[SG_RESET_EARLY], n_of_kind[SG_RESET_LATE], n_of_kind[SG_RESET_MOVED]);
}

static GtkWidget *
new_row (SgResetList *self,
         const Entry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *how = sg_history_view_dup_reset (self->view, &entry->window);
  g_autofree char *name = g_strdup_printf ("%s · %s", sg_history_view_get_name (self->view, entry->line), how);
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *detail = sg_history_view_dup_reset_detail (self->view, &entry->window);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  gtk_widget_add_css_class (row, "numeric");

  return row;
}

/**
 * sg_reset_list_show_more:
 *
 * Returns: whether there are still more
 */
gboolean
sg_reset_list_show_more (SgResetList *self)
{
  guint n_wanted = self->rows->len + (self->rows->len == 0 ? FIRST_ROWS : MORE_ROWS);

  for (guint i = self->rows->len; i < MIN (n_wanted, self->entries->len); i++) {
    GtkWidget *row = new_row (self, &g_array_index (self->entries, Entry, i));

    adw_preferences_group_add (self->group, row);
    g_ptr_array_add (self->rows, row);
  }

  return self->rows->len < self->entries->len;
}
