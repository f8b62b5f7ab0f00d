/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-service-profiles.h"
#include "sg-service-values.h"

/* On the test's own bus, where no agent is: a list is all that is heard. */
typedef struct {
  SgServiceProfiles *profiles;
  guint              n_turned;
} Fixture;

static void
count (guint *n)
{
  (*n)++;
}

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  f->profiles = sg_service_profiles_new (connection, cancellable);
  g_signal_connect_swapped (f->profiles, "turned", G_CALLBACK (count), &f->n_turned);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_assert_finalize_object (f->profiles);
}

static gboolean
hear (Fixture    *f,
      const char *first,
      const char *second)
{
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);
  g_autoptr (GVariant) list = NULL;

  g_ptr_array_add (infos, sg_profile_info_new (first, first));
  if (second != NULL)
    g_ptr_array_add (infos, sg_profile_info_new (second, second));
  list = sg_service_values_list_profiles (infos);

  return sg_service_profiles_hear (f->profiles, list);
}

static void
test_the_same_list_is_no_news (Fixture      *f,
                               gconstpointer unused)
{
  g_assert_cmpuint (sg_service_profiles_get_infos (f->profiles)->len, ==, 0);
  g_assert_false (sg_service_profiles_hear (f->profiles, NULL));
  g_assert_true (hear (f, "main", "work"));
  g_assert_false (hear (f, "main", "work"));
  g_assert_true (hear (f, "main", NULL));
  g_assert_cmpuint (sg_service_profiles_get_infos (f->profiles)->len, ==, 1);
}

static void
test_of_several_one_is_chosen (Fixture      *f,
                               gconstpointer unused)
{
  hear (f, "main", "work");
  g_assert_true (sg_service_profiles_choose_sync (f->profiles, "work", NULL));
  g_assert_nonnull (sg_service_profiles_get_chosen (f->profiles));
  g_assert_cmpstr (sg_service_profiles_get_chosen_id (f->profiles), ==, "work");

  sg_service_profiles_choose (f->profiles, NULL);
  g_assert_null (sg_service_profiles_get_chosen (f->profiles));
  g_assert_cmpuint (f->n_turned, ==, 2);
}

static void
test_the_last_choice_wins (Fixture      *f,
                           gconstpointer unused)
{
  hear (f, "main", "work");
  sg_service_profiles_choose (f->profiles, "main");
  sg_service_profiles_choose (f->profiles, "work");
  while (f->n_turned == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (g_dbus_proxy_get_object_path (G_DBUS_PROXY (sg_service_profiles_get_chosen (f->profiles))), ==,
                   "/io/github/sandglass/Sandglass/profiles/work");
}

static void
test_a_lost_one_is_chosen_no_longer (Fixture      *f,
                                     gconstpointer unused)
{
  hear (f, "main", "work");
  sg_service_profiles_choose_sync (f->profiles, "work", NULL);
  hear (f, "main", "home");
  g_assert_null (sg_service_profiles_get_chosen (f->profiles));
  g_assert_null (sg_service_profiles_get_chosen_id (f->profiles));
}

#define ADD(name, function) g_test_add ("/service-profiles/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("the-same-list-is-no-news", test_the_same_list_is_no_news);
  ADD ("of-several-one-is-chosen", test_of_several_one_is_chosen);
  ADD ("the-last-choice-wins", test_the_last_choice_wins);
  ADD ("a-lost-one-is-chosen-no-longer", test_a_lost_one_is_chosen_no_longer);

  return g_test_run ();
}
