/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-secret-key.h"

#include <string.h>

#include "sg-error.h"
#include "sg-public-address.h"

#define MIN_BYTES 20
#define MAX_BYTES 1024
#define SPACE " \t\r\n\f\v"

typedef struct {
  const char *nick;
  const char *prefix;
  const char *name;
} Kind;

static const Kind kinds[] = {
  [SG_SECRET_ADMIN] = { "admin", "sk-ant-admin", "an Admin API key" },
  [SG_SECRET_API] = { "api", "sk-ant-api", "an API key" },
  [SG_SECRET_WEBHOOK] = { "webhook", "https://", "the address of a webhook" },
};

static const Kind login_token = { NULL, "sk-ant-o", "a token of Claude Code's login" };

const char *
sg_secret_kind_to_nick (SgSecretKind kind)
{
  return kinds[kind].nick;
}

/**
 * sg_secret_kind_from_nick:
 * @nick: (nullable): `admin`, `api` or `webhook`
 * @kind: (out):
 *
 * Returns: whether @nick is one
 */
gboolean
sg_secret_kind_from_nick (const char   *nick,
                          SgSecretKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_strcmp0 (nick, kinds[i].nick) == 0) {
      *kind = (SgSecretKind) i;
      return TRUE;
    }
  }

  return FALSE;
}

static gboolean
is_key_text (const char *text,
             gsize       length)
{
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
      return FALSE;
  }

  return length >= MIN_BYTES && length <= MAX_BYTES;
}

static GUri *
parse_address (const char *text,
               gsize       length)
{
  g_autofree char *address = g_strndup (text, length);
  GUri *uri = length <= MAX_BYTES && strpbrk (address, SPACE) == NULL && g_str_is_ascii (address)
    ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;

  explicit_bzero (address, strlen (address));

  return uri;
}

static gboolean
has_host (GUri *uri)
{
  return g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
}

/* Plain HTTP is for a server under test on this machine; sending to it has to be allowed there too. */
static gboolean
is_address_text (const char *text,
                 gsize       length)
{
  g_autoptr (GUri) uri = parse_address (text, length);

  return uri != NULL && has_host (uri) && g_uri_get_userinfo (uri) == NULL &&
         (g_str_equal (g_uri_get_scheme (uri), "https") ||
          (g_str_equal (g_uri_get_scheme (uri), "http") && g_str_equal (g_uri_get_host (uri), "127.0.0.1")));
}

/* Returns: (transfer none) (nullable): what is wrong with what begins as it should */
static const char *
find_fault (SgSecretKind kind,
            const char  *text,
            gsize        length)
{
  g_autoptr (GUri) uri = NULL;

  if (kind != SG_SECRET_WEBHOOK || !g_str_has_prefix (text, kinds[kind].prefix))
    return NULL;

  uri = parse_address (text, length);
  if (uri == NULL)
    return "it cannot be read as an address";

  return has_host (uri) ? "it has a user name or a password in it" : "it names no server";
}

static gboolean
is_of_kind (SgSecretKind kind,
            const char  *text,
            gsize        length)
{
  if (kind == SG_SECRET_WEBHOOK)
    return is_address_text (text, length);

  return g_str_has_prefix (text, kinds[kind].prefix) && is_key_text (text, length);
}

static const Kind *
find_other (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_has_prefix (text, kinds[i].prefix))
      return &kinds[i];
  }

  return g_str_has_prefix (text, login_token.prefix) ? &login_token : NULL;
}

/**
 * sg_secret_key_parse:
 * @text: what was typed or pasted; space around it does not count
 *
 * Pure. Admin keys begin with `sk-ant-admin`, API keys with `sk-ant-api`, a webhook is an https address. The error never repeats @text.
 *
 * Returns: (transfer full): the key, for sg_secret_key_free(), or %NULL with
 *   %SG_ERROR_BAD_DATA that says what it is instead, if that is known
 */
char *
sg_secret_key_parse (SgSecretKind kind,
                     const char  *text,
                     GError     **error)
{
  const char *start = text + strspn (text, SPACE);
  gsize length = strlen (start);
  const Kind *other;
  const char *fault;
  char *key;

  while (length > 0 && strchr (SPACE, start[length - 1]) != NULL)
    length--;

  if (is_of_kind (kind, start, length)) {
    key = g_malloc0 (length + 1);
    memcpy (key, start, length);
    return key;
  }

  other = find_other (start);
  if (other != NULL && other != &kinds[kind])
    g_set_error (error, SG_ERROR, SG_ERROR_BAD_DATA, "this is %s, not %s", other->name, kinds[kind].name);
  else if ((fault = find_fault (kind, start, length)) != NULL)
    g_set_error (error, SG_ERROR, SG_ERROR_BAD_DATA, "this is not %s: %s", kinds[kind].name, fault);
  else
    g_set_error (error, SG_ERROR, SG_ERROR_BAD_DATA, "this is not %s: that begins with %s", kinds[kind].name,
                 kinds[kind].prefix);

  return NULL;
}

/* Plain HTTP got here for a server under test. */
static gboolean
is_useless (SgSecretKind kind,
            const char  *key)
{
  g_autoptr (GUri) uri = kind == SG_SECRET_WEBHOOK ? parse_address (key, strlen (key)) : NULL;

  return uri != NULL && g_str_equal (g_uri_get_scheme (uri), "https") && !sg_public_address_may_be (g_uri_get_host (uri));
}

/**
 * sg_secret_key_parse_typed:
 *
 * The same for what a person gives now: an address that nothing would ever be sent to is refused too, while they are there.
 *
 * Returns: (transfer full): as of sg_secret_key_parse()
 */
char *
sg_secret_key_parse_typed (SgSecretKind kind,
                           const char  *text,
                           GError     **error)
{
  char *key = sg_secret_key_parse (kind, text, error);

  if (key != NULL && is_useless (kind, key)) {
    g_clear_pointer (&key, sg_secret_key_free);
    g_set_error (error, SG_ERROR, SG_ERROR_BAD_DATA, "this is not %s: its server is this machine, or in a private network",
                 kinds[kind].name);
  }

  return key;
}

/**
 * sg_secret_key_free:
 * @key: (nullable): wiped, then freed
 */
void
sg_secret_key_free (char *key)
{
  if (key == NULL)
    return;

  explicit_bzero (key, strlen (key));
  g_free (key);
}
