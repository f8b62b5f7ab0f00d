/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-key-chain.h"

#include <string.h>

#include "sg-error.h"
#include "sg-flatpak.h"
#include "sg-json.h"
#include "sg-secret-store.h"

#define KEYRING "org.freedesktop.secrets"

/**
 * SgKeyChain:
 *
 * Where keys are, in the order of #SgKeyPlace.
 */
struct _SgKeyChain {
  SgKeyFinder      parent_instance;

  SgSecretKind     kind;
  char            *session_key;        /* (owned) (nullable): wiped */
  char            *from_environment;   /* (owned) (nullable): wiped */
  char            *credentials_path;   /* (owned) (nullable) */
  SgKeyPlace       place;
  gboolean         has_looked;
  gboolean         was_in_keyring;     /* when a keyring last answered */
  GDBusConnection *connection;         /* (owned) (nullable): where the keyring is watched */
  guint            name_id;
  guint            signal_id;
};

G_DEFINE_FINAL_TYPE (SgKeyChain, sg_key_chain, SG_TYPE_KEY_FINDER)

static void
return_key (GTask      *task,
            SgKeyPlace  place,
            const char *text)
{
  SgKeyChain *self = g_task_get_source_object (task);
  GError *error = NULL;
  char *key = sg_secret_key_parse (self->kind, text, &error);

  self->place = place;
  self->has_looked = TRUE;
  if (key != NULL) {
    g_task_return_pointer (task, key, (GDestroyNotify) sg_secret_key_free);
    return;
  }

  error->code = SG_ERROR_KEY_OF_OTHER_KIND;
  g_task_return_error (task, error);
}

/* A locked keyring may hold the key; one that has ended did if it had it. */
static gboolean
may_hold (SgKeyChain   *self,
          const GError *of_keyring)
{
  return g_error_matches (of_keyring, SG_ERROR, SG_ERROR_STORE_LOCKED) ||
         g_error_matches (of_keyring, SG_ERROR, SG_ERROR_STORE_REFUSED) ||
         (self->was_in_keyring && g_error_matches (of_keyring, SG_ERROR, SG_ERROR_STORE_MISSING));
}

/* What the keyring said was kept while other places were tried. */
static void
return_nothing (GTask *task)
{
  GError *of_keyring = g_task_get_task_data (task);
  SgKeyChain *self = g_task_get_source_object (task);

  self->place = SG_KEY_NOWHERE;
  self->has_looked = TRUE;
  if (may_hold (self, of_keyring))
    g_task_return_error (task, g_error_copy (of_keyring));
  else
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_KEY_MISSING, "no key: looked in the keyring and the environment");
}

/* A terminal tool keeps an Admin key there; Claude Code itself never does. */
static void
file_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) root = NULL;
  const char *key = NULL;
  char *text = NULL;
  gsize length = 0;

  if (g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, NULL))
    root = sg_json_parse_object (text, length, NULL);
  if (root != NULL)
    key = sg_json_get_string (sg_json_get_object (json_node_get_object (root), "anthropicConsole"), "adminApiKey");

  if (key != NULL)
    return_key (task, SG_KEY_BESIDE_LOGIN, key);
  else
    return_nothing (task);

  if (text != NULL)
    explicit_bzero (text, length);
  g_free (text);
}

static void
look_beside_login (GTask *task)
{
  SgKeyChain *self = g_task_get_source_object (task);
  g_autoptr (GFile) file = NULL;

  if (self->credentials_path == NULL) {
    return_nothing (task);
    g_object_unref (task);
    return;
  }

  file = g_file_new_for_path (self->credentials_path);
  g_file_load_contents_async (file, g_task_get_cancellable (task), file_loaded_cb, task);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SgKeyChain *self = g_task_get_source_object (task);
  GError *error = NULL;
  char *key = sg_secret_store_lookup_finish (result, &error);

  if (key != NULL || g_error_matches (error, SG_ERROR, SG_ERROR_NOT_FOUND))
    self->was_in_keyring = key != NULL;
  if (key != NULL) {
    return_key (task, SG_KEY_IN_KEYRING, key);
    sg_secret_key_free (key);
    return;
  }
  if (error != NULL)
    g_task_set_task_data (task, error, (GDestroyNotify) g_error_free);
  if (self->from_environment != NULL)
    return_key (task, SG_KEY_IN_ENVIRONMENT, self->from_environment);
  else
    look_beside_login (g_steal_pointer (&task));
}

static void
sg_key_chain_find_async (SgKeyFinder        *finder,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  SgKeyChain *self = SG_KEY_CHAIN (finder);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sg_key_chain_find_async);
  if (self->session_key != NULL)
    return_key (task, SG_KEY_IN_SESSION, self->session_key);
  else
    sg_secret_store_lookup_async (self->kind, cancellable, looked_up_cb, g_steal_pointer (&task));
}

static void
sg_key_chain_finalize (GObject *object)
{
  SgKeyChain *self = SG_KEY_CHAIN (object);

  g_clear_handle_id (&self->name_id, g_bus_unwatch_name);
  if (self->signal_id != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->signal_id);
  g_clear_pointer (&self->session_key, sg_secret_key_free);
  g_clear_pointer (&self->from_environment, sg_secret_key_free);
  g_clear_pointer (&self->credentials_path, g_free);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (sg_key_chain_parent_class)->finalize (object);
}

static void
sg_key_chain_class_init (SgKeyChainClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_key_chain_finalize;
  SG_KEY_FINDER_CLASS (klass)->find_async = sg_key_chain_find_async;
}

static void
sg_key_chain_init (SgKeyChain *self)
{
}

/**
 * sg_key_chain_new:
 * @from_environment: (nullable): what a variable such as `ANTHROPIC_ADMIN_API_KEY` holds
 * @credentials_path: (nullable): Claude Code's `.credentials.json`, where `anthropicConsole.adminApiKey` may be; read only
 */
SgKeyChain *
sg_key_chain_new (SgSecretKind kind,
                  const char  *from_environment,
                  const char  *credentials_path)
{
  SgKeyChain *self = g_object_new (SG_TYPE_KEY_CHAIN, NULL);

  self->kind = kind;
  self->from_environment = from_environment && *from_environment != '\0' ? g_strdup (from_environment) : NULL;
  self->credentials_path = g_strdup (credentials_path);

  return self;
}

SgSecretKind
sg_key_chain_get_kind (SgKeyChain *self)
{
  return self->kind;
}

/**
 * sg_key_chain_get_place:
 *
 * Returns: where the last search ended, also when what was there is no such key
 */
SgKeyPlace
sg_key_chain_get_place (SgKeyChain *self)
{
  return self->place;
}

/**
 * sg_key_chain_set_session_key:
 * @key: (nullable): %NULL forgets it
 */
void
sg_key_chain_set_session_key (SgKeyChain *self,
                              const char *key)
{
  g_return_if_fail (SG_IS_KEY_CHAIN (self));

  g_clear_pointer (&self->session_key, sg_secret_key_free);
  self->session_key = g_strdup (key);
  sg_key_finder_changed (SG_KEY_FINDER (self));
}

/* Who has the key, or was never asked for it, need not know. */
static void
look_again (SgKeyChain *self)
{
  if (self->has_looked && self->place == SG_KEY_NOWHERE)
    sg_key_finder_changed (SG_KEY_FINDER (self));
}

static void
keyring_appeared_cb (GDBusConnection *connection,
                     const char      *name,
                     const char      *owner,
                     gpointer         user_data)
{
  look_again (user_data);
}

/* It was unlocked, or locked. */
static void
collection_changed_cb (GDBusConnection *connection,
                       const char      *sender,
                       const char      *path,
                       const char      *interface,
                       const char      *signal,
                       GVariant        *parameters,
                       gpointer         user_data)
{
  look_again (user_data);
}

/**
 * sg_key_chain_watch_keyring:
 * @connection: the session bus
 *
 * From now on a keyring that comes, or is unlocked, after a key was looked for
 * in vain is a change. Not in a Flatpak, where keys are in a file.
 */
void
sg_key_chain_watch_keyring (SgKeyChain      *self,
                            GDBusConnection *connection)
{
  g_return_if_fail (SG_IS_KEY_CHAIN (self));
  g_return_if_fail (self->connection == NULL);

  if (sg_flatpak_is_around ())
    return;

  self->connection = g_object_ref (connection);
  self->name_id = g_bus_watch_name_on_connection (connection, KEYRING, G_BUS_NAME_WATCHER_FLAGS_NONE, keyring_appeared_cb, NULL,
                                                  self, NULL);
  self->signal_id = g_dbus_connection_signal_subscribe (connection, KEYRING, "org.freedesktop.Secret.Service", "CollectionChanged",
                                                        NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE, collection_changed_cb, self, NULL);
}
