/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Has `sandglass setup statusline` do it: one place in all of Sandglass writes into Claude's folder. */

#include "sg-statusline-row.h"

#include <glib/gi18n-lib.h>

struct _SgStatuslineRow {
  AdwActionRow  parent_instance;

  char         *command;       /* (owned): `sandglass`, or what it becomes */
  GCancellable *cancellable;   /* (owned) */
  GtkButton    *button;
  gboolean      is_set_up;
};

G_DEFINE_FINAL_TYPE (SgStatuslineRow, sg_statusline_row, ADW_TYPE_ACTION_ROW)

static void
sg_statusline_row_dispose (GObject *object)
{
  g_cancellable_cancel (SG_STATUSLINE_ROW (object)->cancellable);

  G_OBJECT_CLASS (sg_statusline_row_parent_class)->dispose (object);
}

static void
sg_statusline_row_finalize (GObject *object)
{
  SgStatuslineRow *self = SG_STATUSLINE_ROW (object);

  g_free (self->command);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sg_statusline_row_parent_class)->finalize (object);
}

static void
sg_statusline_row_class_init (SgStatuslineRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_statusline_row_dispose;
  object_class->finalize = sg_statusline_row_finalize;
}

/* @option: (nullable): */
static void
run (SgStatuslineRow    *self,
     gboolean            undo,
     const char         *option,
     GAsyncReadyCallback callback)
{
  const char *words[] = { self->command, "setup", "statusline", undo ? "--undo" : option, undo ? option : NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_newv (words, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
  if (process != NULL)
    g_subprocess_communicate_utf8_async (process, NULL, self->cancellable, callback, g_object_ref (self));
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), error->message);
}

/* Returns: whether somebody is left to read it; both are not %NULL then */
static gboolean
take_words (SgStatuslineRow *self,
            GObject         *process,
            GAsyncResult    *result,
            char           **said,
            char           **complained)
{
  if (!g_subprocess_communicate_utf8_finish (G_SUBPROCESS (process), result, said, complained, NULL) ||
      g_cancellable_is_cancelled (self->cancellable))
    return FALSE;

  gtk_widget_set_sensitive (GTK_WIDGET (self->button), TRUE);
  g_strstrip (*said);
  g_strstrip (*complained);

  return TRUE;
}

/* Returns: (nullable): what it said; %NULL where nobody is left to read it */
static char *
finish (SgStatuslineRow *self,
        GObject         *process,
        GAsyncResult    *result,
        gboolean        *succeeded)
{
  g_autofree char *said = NULL;
  g_autofree char *complained = NULL;

  if (!take_words (self, process, result, &said, &complained))
    return NULL;

  *succeeded = g_subprocess_get_successful (G_SUBPROCESS (process));

  return *said != '\0' && (*succeeded || *complained == '\0') ? g_steal_pointer (&said) : g_steal_pointer (&complained);
}

static void
checked_cb (GObject      *process,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SgStatuslineRow) self = user_data;
  gboolean is_set_up = FALSE;
  g_autofree char *said = finish (self, process, result, &is_set_up);

  if (said == NULL)
    return;

  self->is_set_up = is_set_up;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), said);
  gtk_button_set_label (self->button, is_set_up ? _ ("_Undo…") : _ ("_Set Up…"));
}

static void
check (SgStatuslineRow *self)
{
  run (self, FALSE, "--check", checked_cb);
}

static void
changed_cb (GObject      *process,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SgStatuslineRow) self = user_data;
  gboolean succeeded = FALSE;
  g_autofree char *said = finish (self, process, result, &succeeded);

  if (said == NULL)
    return;
  if (succeeded)
    check (self);
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), said);
}

static void
response_cb (SgStatuslineRow *self,
             const char      *response)
{
  if (g_str_equal (response, "change"))
    run (self, self->is_set_up, "--yes", changed_cb);
}

static GtkWidget *
new_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0F);
  gtk_widget_add_css_class (label, "monospace");

  return label;
}

/* Shown before it is done; inside a Flatpak, instead. */
static void
shown_cb (GObject      *process,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SgStatuslineRow) self = user_data;
  g_autofree char *plan = NULL, *complained = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog;

  if (!take_words (self, process, result, &plan, &complained) || root == NULL)
    return;

  dialog = adw_message_dialog_new (GTK_WINDOW (root), self->is_set_up ? _ ("Give the status line back?")
                                                                      : _ ("Set up Claude Code’s status line?"), NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), new_text (*plan != '\0' ? plan : complained));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Cancel"));
  /* It ends with 1, as nobody was there to say yes. */
  if (*plan != '\0' && !g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS)) {
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "change", _ ("_Make This Change"));
    adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "change", ADW_RESPONSE_SUGGESTED);
  }
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
clicked_cb (SgStatuslineRow *self)
{
  run (self, self->is_set_up, NULL, shown_cb);
}

static void
mapped_cb (SgStatuslineRow *self)
{
  check (self);
}

static void
sg_statusline_row_init (SgStatuslineRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->button = GTK_BUTTON (gtk_button_new_with_mnemonic (_ ("_Set Up…")));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Set up the status line"));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
}

/**
 * sg_statusline_row_new:
 * @command: the program that knows `setup statusline`
 */
GtkWidget *
sg_statusline_row_new (const char *command)
{
  SgStatuslineRow *self = g_object_new (SG_TYPE_STATUSLINE_ROW, NULL);

  self->command = g_strdup (command);

  return GTK_WIDGET (self);
}
