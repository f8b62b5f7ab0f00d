/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-key-group.h"

#include <glib/gi18n-lib.h>

#include "sg-claude-folder.h"
#include "sg-entry-row.h"
#include "sg-error.h"
#include "sg-key-chain.h"
#include "sg-service-calls.h"
#include "sg-words.h"

struct _SgKeyGroup {
  AdwPreferencesGroup  parent_instance;

  AdwPasswordEntryRow *entry;
  AdwActionRow        *status;
  GtkWidget           *remove;
  GtkWidget           *move;
  SgSecretKind         kind;
  SgServiceClient     *client;        /* (owned) (nullable) */
  SgKeyChain          *elsewhere;     /* (owned) (nullable): where else an Admin key may be */
  GCancellable        *cancellable;   /* (owned) */
  int                  store_error;   /* an #SgError, or %SG_SOURCE_NO_ERROR */
  gboolean             was_moved;     /* and is therefore in two places */
};

G_DEFINE_FINAL_TYPE (SgKeyGroup, sg_key_group, ADW_TYPE_PREFERENCES_GROUP)

/**
 * sg_key_state_words:
 *
 * Returns: (transfer none): where the key is, in a sentence. Pure.
 */
const char *
sg_key_state_words (SgKeyState state){
  switch (state) {
  case SG_KEY_NONE:
    return _ ("No key");
  case SG_KEY_STORED:
    return _ ("Stored in the keyring");
  case SG_KEY_FOR_SESSION:
    return _ ("Kept until Sandglass ends");
  case SG_KEY_OF_ENVIRONMENT:
    return _ ("In the environment, as ANTHROPIC_ADMIN_API_KEY");
  case SG_KEY_OF_OTHER_TOOL:
    return _ ("Beside Claude Code's login, where another tool keeps it");
  case SG_KEY_LOST:
    return _ ("Not kept: Sandglass is not running");
  case SG_KEY_NOT_KNOWN:
  default:
    return _ ("Looking in the keyring…");
  }
}

static void
show_state (SgKeyGroup *self,
            SgKeyState  state)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status), sg_key_state_words (state));
  if (self->kind == SG_SECRET_WEBHOOK && state == SG_KEY_NONE)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status), _ ("No address"));
  adw_action_row_set_subtitle (self->status, self->was_moved && state == SG_KEY_STORED
                               ? _ ("It is also still in Claude Code's .credentials.json, which Sandglass never changes.")
                               : sg_words_error (self->store_error));
  gtk_widget_set_visible (self->remove, state == SG_KEY_STORED || state == SG_KEY_FOR_SESSION);
  gtk_widget_set_visible (self->move, state == SG_KEY_OF_OTHER_TOOL && self->store_error == SG_SOURCE_NO_ERROR);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), TRUE);
}

static gboolean
is_session_key (SgKeyGroup *self)
{
  const char *const *kinds = self->client ? sg_service_client_get_session_keys (self->client) : NULL;

  return kinds != NULL && g_strv_contains (kinds, sg_secret_kind_to_nick (self->kind));
}

static int
code_of (const GError *error)
{
  return error != NULL && error->domain == SG_ERROR ? error->code : SG_ERROR_STORE_REFUSED;
}

static void
found_elsewhere_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (SgKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = sg_key_finder_find_finish (SG_KEY_FINDER (source), result, &error);
  SgKeyPlace place = sg_key_chain_get_place (SG_KEY_CHAIN (source));

  sg_secret_key_free (key);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* One of another kind is no key to move. */
  if (g_error_matches (error, SG_ERROR, SG_ERROR_KEY_OF_OTHER_KIND))
    self->store_error = SG_ERROR_KEY_OF_OTHER_KIND;
  show_state (self, place == SG_KEY_IN_ENVIRONMENT ? SG_KEY_OF_ENVIRONMENT :
              place == SG_KEY_BESIDE_LOGIN ? SG_KEY_OF_OTHER_TOOL : SG_KEY_NONE);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SgKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  SgSecretState state = sg_secret_store_get_state_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (state == SG_SECRET_LOCKED || state == SG_SECRET_UNAVAILABLE)
    self->store_error = code_of (error);

  if (is_session_key (self))
    show_state (self, SG_KEY_FOR_SESSION);
  else if (state == SG_SECRET_PRESENT)
    show_state (self, SG_KEY_STORED);
  else if (self->elsewhere != NULL)
    sg_key_finder_find_async (SG_KEY_FINDER (self->elsewhere), self->cancellable, found_elsewhere_cb, g_object_ref (self));
  else
    show_state (self, SG_KEY_NONE);
}

static void
look (SgKeyGroup *self)
{
  self->store_error = SG_SOURCE_NO_ERROR;
  show_state (self, SG_KEY_NOT_KNOWN);
  sg_secret_store_get_state_async (self->kind, self->cancellable, looked_cb, g_object_ref (self));
}

typedef struct {
  SgKeyGroup *group;   /* (owned) */
  char       *key;     /* (owned): "" forgets it; wiped when it goes */
} Change;

static Change *
change_new (SgKeyGroup *group,
            const char *key)
{
  Change *change = g_new0 (Change, 1);

  change->group = g_object_ref (group);
  change->key = g_strdup (key);

  return change;
}

static void
change_free (Change *change)
{
  sg_secret_key_free (change->key);
  g_object_unref (change->group);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void
told_agent_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  gboolean taken = sg_service_calls_set_session_key_finish (result, &error);
  SgKeyGroup *self = change->group;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Whether a removal removed it only the keyring knows. */
  if (*change->key == '\0')
    look (self);
  else if (self->store_error == SG_SOURCE_NO_ERROR)
    show_state (self, SG_KEY_STORED);
  else
    show_state (self, taken ? SG_KEY_FOR_SESSION : SG_KEY_LOST);
}

/* What the keyring did not take lives in the agent; what it took, or forgot, does so no longer. */
static void
tell_agent (SgKeyGroup *self,
            Change     *change)
{
  gboolean keep = self->store_error != SG_SOURCE_NO_ERROR;

  if (self->client != NULL)
    sg_service_calls_set_session_key_async (sg_service_client_get_agent (self->client), sg_secret_kind_to_nick (self->kind),
                                            keep ? change->key : "", self->cancellable, told_agent_cb, change);
  else {
    if (*change->key == '\0')
      look (self);
    else
      show_state (self, keep ? SG_KEY_LOST : SG_KEY_STORED);
    change_free (change);
  }
}

static gboolean
finish (const Change *change,
        GAsyncResult *result,
        GError      **error)
{
  return *change->key == '\0' ? sg_secret_store_clear_finish (result, error)
                             : sg_secret_store_set_finish (result, error);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  SgKeyGroup *self = change->group;

  if (!finish (change, result, &error)) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      return;
    self->store_error = code_of (error);
  }

  tell_agent (self, g_steal_pointer (&change));
}

static void
set_key (SgKeyGroup *self,
         const char *key)
{
  Change *change = change_new (self, key);

  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), FALSE);
  self->store_error = SG_SOURCE_NO_ERROR;
  if (*key == '\0')
    sg_secret_store_clear_async (self->kind, self->cancellable, stored_cb, change);
  else
    sg_secret_store_set_async (self->kind, change->key, self->cancellable, stored_cb, change);
}

static void
apply_cb (SgKeyGroup *self)
{
  g_autoptr (GError) error = NULL;
  char *key = sg_secret_key_parse_typed (self->kind, gtk_editable_get_text (GTK_EDITABLE (self->entry)), &error);

  if (key == NULL) {
    adw_action_row_set_subtitle (self->status, error->message);
    return;
  }

  set_key (self, key);
  sg_secret_key_free (key);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
remove_cb (SgKeyGroup *self)
{
  set_key (self, "");
}

static void
found_to_move_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (SgKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = sg_key_finder_find_finish (SG_KEY_FINDER (source), result, &error);

  if (key != NULL) {
    self->was_moved = TRUE;
    set_key (self, key);
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    look (self);
  }
  sg_secret_key_free (key);
}

/* It is read anew: what was there when we looked may be another by now. */
static void
move_cb (SgKeyGroup *self)
{
  gtk_widget_set_visible (self->move, FALSE);
  sg_key_finder_find_async (SG_KEY_FINDER (self->elsewhere), self->cancellable, found_to_move_cb, g_object_ref (self));
}

static void
sg_key_group_dispose (GObject *object)
{
  g_cancellable_cancel (SG_KEY_GROUP (object)->cancellable);

  G_OBJECT_CLASS (sg_key_group_parent_class)->dispose (object);
}

static void
sg_key_group_finalize (GObject *object)
{
  SgKeyGroup *self = SG_KEY_GROUP (object);

  g_clear_object (&self->client);
  g_clear_object (&self->elsewhere);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sg_key_group_parent_class)->finalize (object);
}

static void
sg_key_group_class_init (SgKeyGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_key_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = sg_key_group_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-key-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SgKeyGroup, entry);
  gtk_widget_class_bind_template_child (widget_class, SgKeyGroup, status);
  gtk_widget_class_bind_template_child (widget_class, SgKeyGroup, remove);
  gtk_widget_class_bind_template_child (widget_class, SgKeyGroup, move);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_cb);
}

static void
sg_key_group_init (SgKeyGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->store_error = SG_SOURCE_NO_ERROR;

  gtk_widget_init_template (GTK_WIDGET (self));
  sg_entry_row_let_be_heard (ADW_ENTRY_ROW (self->entry));
}

static SgKeyChain *
new_elsewhere (void)
{
  g_autoptr (GPtrArray) folders = sg_claude_folders_from_environment (NULL);

  return sg_key_chain_new (SG_SECRET_ADMIN, g_getenv ("ANTHROPIC_ADMIN_API_KEY"),
                           sg_claude_folders_get_main (folders)->credentials_path);
}

/**
 * sg_key_group_new:
 * @client: (nullable):
 */
GtkWidget *
sg_key_group_new (SgSecretKind     kind,
                  SgServiceClient *client)
{
  SgKeyGroup *self = g_object_new (SG_TYPE_KEY_GROUP, NULL);

  self->kind = kind;
  if (kind == SG_SECRET_WEBHOOK)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _ ("New address"));
  self->client = client ? g_object_ref (client) : NULL;
  self->elsewhere = kind == SG_SECRET_ADMIN ? new_elsewhere () : NULL;
  look (self);

  return GTK_WIDGET (self);
}
