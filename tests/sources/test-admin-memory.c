/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-memory.h"

typedef struct {
  SgAdminMemory *memory;
  GDateTime     *now;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->memory = sg_admin_memory_new ();
  f->now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  sg_admin_memory_free (f->memory);
  g_date_time_unref (f->now);
}

static void
hear (Fixture    *f,
      const char *key)
{
  const SgCents spent = { 250, 0 };
  g_autoptr (SgReading) reading = NULL;

  sg_admin_memory_note_key (f->memory, key);
  f->memory->organization = g_strdup ("Looms");
  reading = sg_admin_memory_take_answer (f->memory, sg_console_new (SG_ORIGIN_ADMIN, f->now), &spent, f->now);
  g_assert_cmpstr (reading->console->organization, ==, "Looms");
}

static void
test_nothing_is_known_at_first (Fixture      *f,
                                gconstpointer unused)
{
  g_assert_null (sg_admin_memory_dup_reading (f->memory));
}

static void
test_the_same_key_keeps_what_was_told (Fixture      *f,
                                       gconstpointer unused)
{
  g_autoptr (SgReading) reading = NULL;

  hear (f, "key-1");
  f->memory->is_refused = TRUE;
  sg_admin_memory_note_key (f->memory, "key-1");
  reading = sg_admin_memory_dup_reading (f->memory);

  g_assert_cmpstr (reading->console->organization, ==, "Looms");
  g_assert_true (f->memory->is_refused);
}

/* %NULL is no key at all. */
static void
test_another_key_starts_afresh (Fixture      *f,
                                gconstpointer unused)
{
  const char *const others[] = { "key-2", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    hear (f, "key-1");
    f->memory->is_refused = f->memory->has_no_analytics = TRUE;
    sg_admin_memory_note_key (f->memory, others[i]);

    g_assert_null (sg_admin_memory_dup_reading (f->memory));
    g_assert_null (f->memory->organization);
    g_assert_false (f->memory->is_refused);
    g_assert_false (f->memory->has_no_analytics);
  }
}

static void
test_a_balance_is_any_keys (Fixture      *f,
                            gconstpointer unused)
{
  const SgCents ten_dollars = { 1000, 0 };
  g_autoptr (SgBalance) typed = sg_balance_new (&ten_dollars, f->now);
  g_autoptr (SgReading) reading = NULL;

  sg_admin_memory_set_balance (f->memory, typed);
  hear (f, "key-1");
  sg_admin_memory_note_key (f->memory, NULL);
  reading = sg_admin_memory_dup_reading (f->memory);

  g_assert_nonnull (reading->balance);
  g_assert_null (reading->console);
}

#define ADD(name, function) g_test_add ("/admin-memory/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("nothing-is-known-at-first", test_nothing_is_known_at_first);
  ADD ("the-same-key-keeps-what-was-told", test_the_same_key_keeps_what_was_told);
  ADD ("another-key-starts-afresh", test_another_key_starts_afresh);
  ADD ("a-balance-is-any-keys", test_a_balance_is_any_keys);

  return g_test_run ();
}
