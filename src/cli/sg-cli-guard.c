/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Starts a command only while there is room in the limits. */

#include "sg-cli-guard.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "sg-claude-folder.h"
#include "sg-cli-program.h"
#include "sg-cli-refuse.h"
#include "sg-cli-subject.h"
#include "sg-cli.h"
#include "sg-words.h"

/* As a shell has it. */
#define CANNOT_RUN 126
#define NOT_FOUND 127

typedef struct {
  double   max_percent;
  char   **limits;        /* (owned) (nullable): ids */
  char    *profile;       /* (owned) (nullable): as typed */
  gboolean unknown_ok;
  char   **command;       /* (owned) (nullable) */
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->limits);
  g_free (options->profile);
  g_strfreev (options->command);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
understand (Options    *options,
            const char *max,
            GError    **error)
{
  char *end = NULL;

  if (options->command != NULL && g_str_equal (options->command[0], "--")) {
    g_free (options->command[0]);
    for (guint i = 0; options->command[i] != NULL || i == 0; i++)
      options->command[i] = options->command[i + 1];
  }
  options->max_percent = max ? g_ascii_strtod (max, &end) : SG_LIMIT_CRITICAL_PERCENT;
  if (max != NULL && (end == max || *end != '\0' || !(options->max_percent > 0.0 && options->max_percent <= 100.0)))
    return sg_cli_refuse (error, _ ("--max takes a percentage from 1 to 100"));
  if (options->command == NULL || options->command[0] == NULL)
    return sg_cli_refuse (error, _ ("it takes a command, after --"));

  return TRUE;
}

static gboolean
parse (Options *options,
       char   **words,
       GError **error)
{
  g_autofree char *max = NULL;
  const GOptionEntry entries[] = {
    { "max", 'm', 0, G_OPTION_ARG_STRING, &max, N_ ("From which percentage on the command is not started; 90 unless said otherwise"), N_ ("PERCENT") },
    { "limit", 'l', 0, G_OPTION_ARG_STRING_ARRAY, &options->limits, N_ ("Look at this limit alone: session, weekly, weekly:MODEL; more than once for more"), N_ ("ID") },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &options->profile, N_ ("The profile whose limits count, by name or id; else this shell's (CLAUDE_CONFIG_DIR), else the main one"), N_ ("NAME") },
    { "unknown-ok", 'u', 0, G_OPTION_ARG_NONE, &options->unknown_ok, N_ ("Start it too where nobody knows how full the limits are"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->command, NULL, N_ ("-- COMMAND [ARGUMENT…]") },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;

  /* The usage line says it. */
  g_set_prgname ("sandglass guard");
  g_strv_builder_add (builder, g_get_prgname ());
  g_strv_builder_addv (builder, (const char **) words);
  arguments = g_strv_builder_end (builder);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_strict_posix (context, TRUE);

  return g_option_context_parse_strv (context, &arguments, error) && understand (options, max, error);
}

/* Within its window a limit only fills up, so an old number that is too high is reason enough. */
static gboolean
is_too_full (const Options *options,
             const SgLimit *limit,
             GDateTime     *now)
{
  return limit != NULL && sg_limit_get_state (limit, now) != SG_LIMIT_RESET && limit->used_percent >= options->max_percent;
}

static gboolean
is_certain (const SgLimit *limit,
            GDateTime     *now)
{
  SgLimitState state = limit != NULL ? sg_limit_get_state (limit, now) : SG_LIMIT_RESET;

  return state != SG_LIMIT_RESET && state != SG_LIMIT_STALE;
}

/* The limits that matter: those named; else all there are, of which those for every model must be known. */
static GPtrArray *
find_limits (const Options *options,
             GPtrArray     *known,
             GDateTime     *now,
             gboolean      *certain)
{
  GPtrArray *limits = g_ptr_array_new ();
  guint n_certain = 0;

  *certain = TRUE;
  for (guint i = 0; options->limits != NULL && options->limits[i] != NULL; i++) {
    const SgLimit *limit = sg_limits_find (known, options->limits[i]);

    *certain = *certain && is_certain (limit, now);
    g_ptr_array_add (limits, (gpointer) limit);
  }
  if (limits->len > 0)
    return limits;

  for (guint i = 0; known != NULL && i < known->len; i++) {
    const SgLimit *limit = g_ptr_array_index (known, i);

    g_ptr_array_add (limits, (gpointer) limit);
    if (limit->kind != SG_LIMIT_SESSION && limit->kind != SG_LIMIT_WEEKLY)
      continue;
    n_certain += is_certain (limit, now);
    *certain = *certain && is_certain (limit, now);
  }
  *certain = *certain && n_certain > 0;

  return limits;
}

static int
say_too_full (const SgLimit *limit,
              const char    *login,
              GDateTime     *now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *line = sg_words_limit_line (limit, now, zone);

  if (login == NULL)
    /* Translators: %s is “5-hour limit: 92 % used, resets at 14:50” */
    g_printerr (_ ("sandglass guard: not started. %s\n"), line);
  else
    /* Translators: a profile's name; then “5-hour limit: 92 % used, resets at 14:50” */
    g_printerr (_ ("sandglass guard: not started. Profile “%s”: %s\n"), login, line);

  return SG_CLI_GUARD_FULL;
}

static int
say_unknown (const char *login)
{
  if (login == NULL)
    g_printerr (_ ("sandglass guard: not started. How full the limits are is not known for certain; --unknown-ok starts it all the same.\n"));
  else
    g_printerr (_ ("sandglass guard: not started. How full the limits of the profile “%s” are is not known for certain; "
                   "--unknown-ok starts it all the same.\n"), login);

  return SG_CLI_GUARD_UNKNOWN;
}

static gboolean
check_limits (const Options *options,
              GPtrArray     *known)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; options->limits != NULL && options->limits[i] != NULL; i++) {
    if (sg_cli_check_limit (known, options->limits[i], &error))
      continue;
    g_printerr ("sandglass guard: %s\n", error->message);
    return FALSE;
  }

  return TRUE;
}

static int
decide (const SgCliView *view,
        const char      *login,
        const Options   *options)
{
  gboolean certain = FALSE;
  GPtrArray *known = sg_usage_model_get_limits (view->model);
  g_autoptr (GPtrArray) limits = find_limits (options, known, view->now, &certain);

  if (!check_limits (options, known))
    return SG_CLI_WRONG_CALL;

  for (guint i = 0; i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (is_too_full (options, limit, view->now))
      return say_too_full (limit, login, view->now);
  }
  if (!certain && !options->unknown_ok)
    return say_unknown (login);
  if (!certain && login != NULL)
    g_printerr (_ ("sandglass guard: started. How full the limits of the profile “%s” are is not known for certain.\n"), login);

  return EXIT_SUCCESS;
}

static int
become (char **command)
{
  int why;

  execvp (command[0], command);
  why = errno;
  g_printerr ("sandglass guard: %s: %s\n", command[0], g_strerror (why));

  return why == ENOENT ? NOT_FOUND : CANNOT_RUN;
}

/* The command will be Claude Code's own in this shell: its login counts, not the one a bar shows. */
static const SgProfileInfo *
find_login (const SgCliView *view,
            const char      *name,
            GError         **error)
{
  const SgProfileInfo *main_profile = sg_profile_infos_find (view->profiles, SG_CLAUDE_MAIN_PROFILE);

  if (name != NULL)
    return sg_cli_view_find_profile (view, name, error);
  if (view->meant != NULL)
    return view->meant;

  return main_profile ? main_profile : g_ptr_array_index (view->profiles, 0);
}

static int
judge (SgCliView     *view,
       const Options *options)
{
  g_autoptr (GError) error = NULL;
  const SgProfileInfo *login = find_login (view, options->profile, &error);
  gboolean of_several = view->profiles->len > 1;

  if (login == NULL) {
    g_printerr ("sandglass guard: %s\n", error->message);
    return SG_CLI_WRONG_CALL;
  }

  if (of_several && login != view->meant)
    sg_cli_view_turn_to (view, login);

  return decide (view, of_several ? login->name : NULL, options);
}

/* GIO ignores SIGPIPE, and what is ignored stays so in the program we become. */
static int
look_and_become (const Options *options,
                 char         **words,
                 SgCliLook      look)
{
  struct sigaction on_pipe;
  g_autoptr (SgCliView) view = NULL;
  int code;

  sigaction (SIGPIPE, NULL, &on_pipe);
  view = look ();
  code = view != NULL ? judge (view, options) : EXIT_SUCCESS;
  sigaction (SIGPIPE, &on_pipe, NULL);

  if (view == NULL)
    return sg_cli_hand_over ("guard", words);

  return code != EXIT_SUCCESS ? code : become (options->command);
}

/**
 * sg_cli_guard_with:
 * @look: where the numbers come from; without any, another program looks for them
 *
 * Returns: the exit code, if it did not become the command
 */
int
sg_cli_guard_with (char    **words,
                   SgCliLook look)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  if (!parse (&options, words, &error)) {
    g_printerr ("sandglass guard: %s\n", error->message);
    return SG_CLI_WRONG_CALL;
  }

  return look_and_become (&options, words, look);
}

int
sg_cli_guard (char **words)
{
  return sg_cli_guard_with (words, sg_cli_view_new);
}
