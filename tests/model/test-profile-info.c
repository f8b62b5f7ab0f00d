/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-profile-info.h"

static void
add (GPtrArray  *infos,
     const char *id,
     const char *name,
     const char *folder)
{
  SgProfileInfo *info = sg_profile_info_new (id, name);

  info->folder = g_strdup (folder);
  g_ptr_array_add (infos, info);
}

static GPtrArray *
new_infos (void)
{
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);

  add (infos, "main", "Acme", "claude");
  add (infos, "work_1f3a90c2", "Acme", "work");
  add (infos, "home_77aa0011", "home", "home");

  return infos;
}

static void
test_each_word_a_person_has_for_one_finds_it (void)
{
  static const struct {
    const char *word, *id;
  } cases[] = {
    { "main", "main" }, { "acme", "main" }, { "claude", "main" }, { ".claude", "main" }, { "/home/me/.claude", "main" },
    { "work_1f3a90c2", "work_1f3a90c2" }, { "Work", "work_1f3a90c2" }, { "claude-work", "work_1f3a90c2" },
    { ".claude-work", "work_1f3a90c2" }, { "/home/me/.claude-work/", "work_1f3a90c2" }, { "HOME", "home_77aa0011" },
    { "nobody", NULL }, { "", NULL },
  };
  g_autoptr (GPtrArray) infos = new_infos ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const SgProfileInfo *info = sg_profile_infos_find (infos, cases[i].word);

    g_test_message ("%s", cases[i].word);
    g_assert_cmpstr (info ? info->id : NULL, ==, cases[i].id);
  }
}

static void
test_two_of_one_name_are_told_apart_by_their_folders (void)
{
  g_autoptr (GPtrArray) infos = new_infos ();
  g_autofree char *list = NULL;

  sg_profile_infos_tell_apart (infos);
  list = sg_profile_infos_list (infos);
  g_assert_cmpstr (list, ==, "Acme (claude) (claude, main), Acme (work) (work, work_1f3a90c2), home (home_77aa0011)");
}

static void
test_an_agent_of_an_earlier_version_tells_no_folders (void)
{
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);
  g_autofree char *list = NULL;

  add (infos, "main", "Acme", NULL);
  list = sg_profile_infos_list (infos);
  g_assert_cmpstr (list, ==, "Acme (main)");
  g_assert_null (sg_profile_infos_find (infos, "claude"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile-info/each-word-a-person-has-for-one-finds-it", test_each_word_a_person_has_for_one_finds_it);
  g_test_add_func ("/profile-info/two-of-one-name-are-told-apart-by-their-folders", test_two_of_one_name_are_told_apart_by_their_folders);
  g_test_add_func ("/profile-info/an-agent-of-an-earlier-version-tells-no-folders", test_an_agent_of_an_earlier_version_tells_no_folders);

  return g_test_run ();
}
