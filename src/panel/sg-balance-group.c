/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-balance-group.h"

#include <glib/gi18n-lib.h>

#include "sg-balance.h"
#include "sg-entry-row.h"
#include "sg-settings-store.h"
#include "sg-words.h"

struct _SgBalanceGroup {
  AdwPreferencesGroup parent_instance;

  GSettings          *settings;   /* (owned) (nullable): %NULL where the schema is not installed */
  AdwEntryRow        *entry;
  AdwActionRow       *status;
};

G_DEFINE_FINAL_TYPE (SgBalanceGroup, sg_balance_group, ADW_TYPE_PREFERENCES_GROUP)

static void
say (SgBalanceGroup *self,
     const char     *sentence)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status), sentence);
}

static void
say_since (SgBalanceGroup *self)
{
  g_autofree char *typed = g_settings_get_string (self->settings, "api-balance");
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) typed_at = g_date_time_new_from_unix_utc (g_settings_get_int64 (self->settings, "api-balance-time"));
  g_autofree char *age = typed_at ? sg_words_age (typed_at, now) : NULL;
  g_autofree char *sentence = NULL;

  if (*typed == '\0' || age == NULL) {
    say (self, _ ("Not known"));
    return;
  }

  /* Translators: an amount of money, and “2 min ago” */
  sentence = g_strdup_printf (_ ("$%s, typed in %s"), *typed == '$' ? typed + 1 : typed, age);
  say (self, sentence);
}

/* Both at once, or the old amount would for a moment be of today. */
static void
keep (SgBalanceGroup *self,
      const char     *text)
{
  g_settings_delay (self->settings);
  g_settings_set_string (self->settings, "api-balance", text);
  g_settings_set_int64 (self->settings, "api-balance-time", g_get_real_time () / G_USEC_PER_SEC);
  g_settings_apply (self->settings);
  say_since (self);
}

static void
apply_cb (SgBalanceGroup *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  SgCents cents;

  if (*text != '\0' && !sg_balance_parse_dollars (text, &cents, NULL)) {
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
    say (self, _ ("That is no amount of dollars. One looks like 127.45."));
    return;
  }

  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  keep (self, text);
}

static void
sg_balance_group_finalize (GObject *object)
{
  g_clear_object (&SG_BALANCE_GROUP (object)->settings);

  G_OBJECT_CLASS (sg_balance_group_parent_class)->finalize (object);
}

static void
sg_balance_group_class_init (SgBalanceGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sg_balance_group_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-balance-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SgBalanceGroup, entry);
  gtk_widget_class_bind_template_child (widget_class, SgBalanceGroup, status);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
sg_balance_group_init (SgBalanceGroup *self)
{
  g_autofree char *typed = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  sg_entry_row_let_be_heard (self->entry);

  self->settings = sg_settings_store_open ();
  gtk_widget_set_sensitive (GTK_WIDGET (self), self->settings != NULL);
  if (self->settings == NULL)
    return;

  typed = g_settings_get_string (self->settings, "api-balance");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), typed);
  say_since (self);
}

GtkWidget *
sg_balance_group_new (void)
{
  return g_object_new (SG_TYPE_BALANCE_GROUP, NULL);
}

/**
 * sg_balance_group_focus:
 *
 * Makes ready for typing.
 */
void
sg_balance_group_focus (SgBalanceGroup *self)
{
  g_return_if_fail (SG_IS_BALANCE_GROUP (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
