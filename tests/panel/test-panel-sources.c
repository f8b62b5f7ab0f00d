/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences' sources: each can be switched off, and the status line be set up and given back. */

#include <adwaita.h>
#include <string.h>

#include "panel-widgets.h"
#include "sg-settings-store.h"
#include "sg-source-row.h"
#include "sg-sources-page.h"
#include "sg-statusline-row.h"

static void
test_a_switch_is_a_word_in_a_list (void)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  GtkWidget *cache = g_object_ref_sink (sg_source_row_new ("claude-cache", settings, NULL));
  GtkWidget *transcripts = g_object_ref_sink (sg_source_row_new ("transcripts", settings, NULL));
  GtkWidget *cache_switch = widget_find (cache, GTK_TYPE_SWITCH, 0);
  GtkWidget *transcripts_switch = widget_find (transcripts, GTK_TYPE_SWITCH, 0);
  g_auto (GStrv) off = NULL;

  g_assert_true (gtk_switch_get_active (GTK_SWITCH (cache_switch)));
  gtk_switch_set_active (GTK_SWITCH (cache_switch), FALSE);
  gtk_switch_set_active (GTK_SWITCH (transcripts_switch), FALSE);
  gtk_switch_set_active (GTK_SWITCH (cache_switch), TRUE);
  off = g_settings_get_strv (settings, "sources-off");
  g_assert_cmpuint (g_strv_length (off), ==, 1);
  g_assert_cmpstr (off[0], ==, "transcripts");

  g_settings_reset (settings, "sources-off");
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (transcripts_switch)));
  g_object_unref (cache);
  g_object_unref (transcripts);
}

static void
test_a_row_says_how_its_source_is_doing (void)
{
  g_autoptr (SgSourceStatus) status = sg_source_status_new ("endpoint", SG_ORIGIN_ENDPOINT);
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  GtkWidget *row = g_object_ref_sink (sg_source_row_new ("endpoint", NULL, "ask-anthropic"));
  const char *said;

  status->state = SG_SOURCE_OK;
  status->last_answer_at = g_date_time_add_minutes (now, -2);
  sg_source_row_show (SG_SOURCE_ROW (row), status, now);
  said = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
  g_assert_nonnull (strstr (said, "Claude Code’s login"));
  g_assert_true (g_str_has_suffix (said, "\nWorking · 2 min ago"));

  sg_source_row_show (SG_SOURCE_ROW (row), NULL, now);
  g_assert_null (strchr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), '\n'));
  g_object_unref (row);
}

static void
test_minutes_are_kept_as_seconds (void)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  GtkWidget *page = g_object_ref_sink (sg_sources_page_new (NULL));
  GtkSpinButton *spin = GTK_SPIN_BUTTON (widget_find (page, GTK_TYPE_SPIN_BUTTON, 0));
  double least, most;

  gtk_spin_button_get_range (spin, &least, &most);
  g_assert_cmpfloat (least, ==, 5.0);
  g_assert_cmpfloat (most, ==, 60.0);
  gtk_spin_button_set_value (spin, 15.0);
  g_assert_cmpuint (g_settings_get_uint (settings, "refresh-seconds"), ==, 900);
  g_settings_reset (settings, "refresh-seconds");
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 5.0);
  g_object_unref (page);
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next) {
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;
  }

  return NULL;
}

static void
wait_for_words (GtkWidget  *row,
                const char *words)
{
  const char *said;

  while ((said = adw_action_row_get_subtitle (ADW_ACTION_ROW (row))) == NULL || strstr (said, words) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Returns: what it showed before it was told to go on */
static char *
press_and_agree (GtkWidget *row)
{
  GtkWidget *dialog;
  char *texts;

  g_signal_emit_by_name (widget_find (row, GTK_TYPE_BUTTON, 0), "clicked");
  while ((dialog = find_dialog ()) == NULL)
    g_main_context_iteration (NULL, TRUE);
  texts = widget_texts (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "change");
  gtk_window_destroy (GTK_WINDOW (dialog));

  return texts;
}

static void
remove_all (const char *folder)
{
  const char *const command[] = { "rm", "-r", folder, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
}

static void
test_the_status_line_is_set_up_and_given_back (void)
{
  static const char before[] = "{\"statusLine\": {\"type\": \"command\", \"command\": \"echo mine\"}}\n";
  g_autofree char *folder = g_dir_make_tmp ("sandglass-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "settings.json", NULL);
  g_autofree char *shown = NULL, *shown_again = NULL, *during = NULL, *after = NULL;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = sg_statusline_row_new (g_getenv ("SANDGLASS_CLI"));

  g_assert_true (g_file_set_contents (path, before, -1, NULL));
  g_setenv ("CLAUDE_CONFIG_DIR", folder, TRUE);
  g_setenv ("HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  gtk_window_set_child (GTK_WINDOW (window), group);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_words (row, "It is not set up");

  shown = press_and_agree (row);
  wait_for_words (row, "It is set up");
  g_file_get_contents (path, &during, NULL, NULL);
  shown_again = press_and_agree (row);
  wait_for_words (row, "It is not set up");
  g_file_get_contents (path, &after, NULL, NULL);

  g_assert_nonnull (strstr (shown, "echo mine"));
  g_assert_nonnull (strstr (shown, "sandglass-statusline"));
  g_assert_null (strstr (shown, "--yes"));
  g_assert_nonnull (strstr (during, "sandglass-statusline"));
  g_assert_nonnull (strstr (shown_again, "echo mine"));
  g_assert_cmpstr (after, ==, before);
  gtk_window_destroy (GTK_WINDOW (window));
  remove_all (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  widgets_load_style ();

  g_test_add_func ("/panel/sources/a-switch-is-a-word-in-a-list", test_a_switch_is_a_word_in_a_list);
  g_test_add_func ("/panel/sources/a-row-says-how-its-source-is-doing", test_a_row_says_how_its_source_is_doing);
  g_test_add_func ("/panel/sources/minutes-are-kept-as-seconds", test_minutes_are_kept_as_seconds);
  g_test_add_func ("/panel/sources/the-status-line-is-set-up-and-given-back", test_the_status_line_is_set_up_and_given_back);

  return g_test_run ();
}
