/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of the secret store share: each call, waited for. */

#pragma once

#include <string.h>

#include "sg-error.h"
#include "sg-key-chain.h"
#include "sg-secret-store.h"
#include "wait-testing.h"

#define ADMIN_KEY "sk-ant-admin01-abcDEF_123-456"
#define API_KEY "sk-ant-api03-abcDEF_123-456"

static inline gboolean
set_and_wait (SgSecretKind kind,
              const char  *text,
              GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sg_secret_store_set_async (kind, text, NULL, keep_result_cb, &result);
  wait_for_result (&result);

  return sg_secret_store_set_finish (result, error);
}

static inline char *
lookup_and_wait (SgSecretKind kind,
                 GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sg_secret_store_lookup_async (kind, NULL, keep_result_cb, &result);
  wait_for_result (&result);

  return sg_secret_store_lookup_finish (result, error);
}

static inline SgSecretState
state_and_wait (SgSecretKind kind)
{
  g_autoptr (GAsyncResult) result = NULL;

  sg_secret_store_get_state_async (kind, NULL, keep_result_cb, &result);
  wait_for_result (&result);

  return sg_secret_store_get_state_finish (result, NULL);
}

static inline gboolean
clear_and_wait (SgSecretKind kind,
                GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sg_secret_store_clear_async (kind, NULL, keep_result_cb, &result);
  wait_for_result (&result);

  return sg_secret_store_clear_finish (result, error);
}

static inline char *
find_and_wait (SgKeyChain *chain,
               GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sg_key_finder_find_async (SG_KEY_FINDER (chain), NULL, keep_result_cb, &result);
  wait_for_result (&result);

  return sg_key_finder_find_finish (SG_KEY_FINDER (chain), result, error);
}

static inline void
assert_finds (SgKeyChain *chain,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *key = find_and_wait (chain, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, expected);
  sg_secret_key_free (key);
}

static inline void
assert_finds_nothing (SgKeyChain *chain,
                      SgError     code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (find_and_wait (chain, &error));
  g_assert_error (error, SG_ERROR, (int) code);
  g_assert_null (strstr (error->message, "abcDEF"));
}

static inline void
assert_kept (SgSecretKind kind,
             const char  *key)
{
  g_autoptr (GError) error = NULL;
  char *kept = lookup_and_wait (kind, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (kept, ==, key);
  g_assert_cmpint (state_and_wait (kind), ==, SG_SECRET_PRESENT);
  sg_secret_key_free (kept);
}

static inline void
assert_not_kept (SgSecretKind  kind,
                 SgSecretState state,
                 SgError       code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lookup_and_wait (kind, &error));
  g_assert_error (error, SG_ERROR, (int) code);
  g_assert_cmpint (state_and_wait (kind), ==, state);
}

/* The whole life of two keys, in a store that works. */
static inline void
assert_store_works (void)
{
  g_autoptr (GError) error = NULL;

  assert_not_kept (SG_SECRET_ADMIN, SG_SECRET_ABSENT, SG_ERROR_NOT_FOUND);

  g_assert_true (set_and_wait (SG_SECRET_ADMIN, " " ADMIN_KEY "\n", &error));
  g_assert_no_error (error);
  assert_kept (SG_SECRET_ADMIN, ADMIN_KEY);
  assert_not_kept (SG_SECRET_API, SG_SECRET_ABSENT, SG_ERROR_NOT_FOUND);

  g_assert_true (set_and_wait (SG_SECRET_API, API_KEY, NULL));
  g_assert_true (set_and_wait (SG_SECRET_ADMIN, ADMIN_KEY "7", NULL));
  assert_kept (SG_SECRET_ADMIN, ADMIN_KEY "7");
  assert_kept (SG_SECRET_API, API_KEY);

  g_assert_true (clear_and_wait (SG_SECRET_ADMIN, &error));
  g_assert_no_error (error);
  g_assert_true (clear_and_wait (SG_SECRET_ADMIN, NULL));
  assert_not_kept (SG_SECRET_ADMIN, SG_SECRET_ABSENT, SG_ERROR_NOT_FOUND);
  assert_kept (SG_SECRET_API, API_KEY);
}
