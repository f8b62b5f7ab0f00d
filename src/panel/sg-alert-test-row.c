/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-test-row.h"

#include <glib/gi18n-lib.h>

#include "sg-service-calls.h"

struct _SgAlertTestRow {
  AdwActionRow     parent_instance;

  SgServiceClient *client;        /* (owned) (nullable) */
  GCancellable    *cancellable;   /* (owned) */
  char            *way;
  GtkWidget       *button;
};

G_DEFINE_FINAL_TYPE (SgAlertTestRow, sg_alert_test_row, ADW_TYPE_ACTION_ROW)

static void
show (SgAlertTestRow *self,
      const char     *text)
{
  gtk_widget_set_sensitive (self->button, TRUE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SgAlertTestRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = sg_service_calls_test_alert_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (problem == NULL)
    show (self, _ ("Sandglass is not running, so nothing was sent"));
  else
    show (self, *problem != '\0' ? problem : _ ("The test alert was sent."));
}

static void
clicked_cb (SgAlertTestRow *self)
{
  if (self->client == NULL) {
    show (self, _ ("Sandglass is not running, so nothing was sent"));
    return;
  }

  gtk_widget_set_sensitive (self->button, FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _ ("Sending…"));
  sg_service_calls_test_alert_async (sg_service_client_get_agent (self->client), self->way, self->cancellable, tested_cb,
                                     g_object_ref (self));
}

static void
sg_alert_test_row_dispose (GObject *object)
{
  g_cancellable_cancel (SG_ALERT_TEST_ROW (object)->cancellable);

  G_OBJECT_CLASS (sg_alert_test_row_parent_class)->dispose (object);
}

static void
sg_alert_test_row_finalize (GObject *object)
{
  SgAlertTestRow *self = SG_ALERT_TEST_ROW (object);

  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->way, g_free);

  G_OBJECT_CLASS (sg_alert_test_row_parent_class)->finalize (object);
}

static void
sg_alert_test_row_class_init (SgAlertTestRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_alert_test_row_dispose;
  object_class->finalize = sg_alert_test_row_finalize;
}

static void
sg_alert_test_row_init (SgAlertTestRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->button = gtk_button_new_with_label (_ ("Send a test"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

static const char *
title_of (const char *way)
{
  if (g_str_equal (way, "command"))
    return _ ("See what the command does");
  if (g_str_equal (way, "webhook"))
    return _ ("See what is posted");

  return _ ("See how an alert arrives");
}

/**
 * sg_alert_test_row_new:
 * @client: (nullable):
 * @way: `desktop`, `command` or `webhook`
 */
GtkWidget *
sg_alert_test_row_new (SgServiceClient *client,
                       const char      *way)
{
  SgAlertTestRow *self = g_object_new (SG_TYPE_ALERT_TEST_ROW, NULL);

  g_set_object (&self->client, client);
  self->way = g_strdup (way);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title_of (way));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title_of (way), -1);

  return GTK_WIDGET (self);
}
