/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-status-options.h"

#include <glib/gi18n.h>

#include "sg-cli-refuse.h"
#include "sg-cli-subject.h"
#include "sg-cli-template.h"

#define N_BARS (SG_CLI_BAR_TMUX + 1)

void
sg_cli_status_options_clear (SgCliStatusOptions *self)
{
  g_clear_pointer (&self->template, g_free);
  g_clear_pointer (&self->limit, g_free);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->endpoint_url, g_free);
}

static gboolean
read_mode (SgCliStatusOptions *self,
           const char         *text,
           GError            **error)
{
  self->has_mode = text != NULL && sg_mode_from_nick (text, &self->mode);

  return text == NULL || self->has_mode || sg_cli_refuse (error, _ ("--mode takes auto, code or console"));
}

static gboolean
understand (SgCliStatusOptions *self,
            const gboolean      bars[N_BARS],
            GError            **error)
{
  guint n_forms = self->json;

  for (guint bar = 0; bar < N_BARS; bar++) {
    if (!bars[bar])
      continue;
    self->bar = (SgCliBar) bar;
    n_forms++;
  }
  self->is_line = self->bar != SG_CLI_BAR_PLAIN || self->template != NULL;
  if (n_forms > 1 || (self->json && self->is_line))
    return sg_cli_refuse (error, _ ("one form at a time: --json, or one bar's, with --template for its text"));

  return self->template == NULL || sg_cli_template_check (self->template, error);
}

/* What cannot do its work without an option that says how. */
static gboolean
check_command (const SgCliStatusOptions *self,
               const char               *command,
               char                    **rest,
               GError                  **error)
{
  if (rest != NULL && rest[0] != NULL) {
    g_autofree char *quoted = g_strescape (rest[0], NULL);
    g_autofree char *sentence = g_strdup_printf (_ ("it takes no “%s”"), quoted);

    return sg_cli_refuse (error, sentence);
  }
  if (g_str_equal (command, "watch") && (self->has_mode || self->exit_code))
    return sg_cli_refuse (error, _ ("--mode and --exit-code are for status"));
  if (g_str_equal (command, "watch") && !self->json && !self->is_line)
    return sg_cli_refuse (error, _ ("it takes --json, --template or one of the bars"));

  return TRUE;
}

/**
 * sg_cli_status_options_parse:
 * @self: (out): zeros before
 * @command: `status` or `watch`
 * @words: after it
 *
 * Returns: %FALSE with @error set to one of %G_OPTION_ERROR, worded for people
 */
gboolean
sg_cli_status_options_parse (SgCliStatusOptions *self,
                             const char         *command,
                             char              **words,
                             GError            **error)
{
  gboolean bars[N_BARS] = { FALSE };
  g_auto (GStrv) rest = NULL;
  g_autofree char *mode = NULL;
  GOptionFlags only_status = g_str_equal (command, "status") ? 0 : G_OPTION_FLAG_HIDDEN;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print JSON, in the keys of the session bus"), NULL },
    { "waybar", 0, 0, G_OPTION_ARG_NONE, &bars[SG_CLI_BAR_WAYBAR], N_ ("One line for a custom module of Waybar"), NULL },
    { "i3blocks", 0, 0, G_OPTION_ARG_NONE, &bars[SG_CLI_BAR_I3BLOCKS], N_ ("One line for i3blocks, format=json"), NULL },
    { "polybar", 0, 0, G_OPTION_ARG_NONE, &bars[SG_CLI_BAR_POLYBAR], N_ ("One line for a script module of polybar"), NULL },
    { "tmux", 0, 0, G_OPTION_ARG_NONE, &bars[SG_CLI_BAR_TMUX], N_ ("One line for tmux's status line"), NULL },
    { "template", 't', 0, G_OPTION_ARG_STRING, &self->template, N_ ("The line's text, as in “{used} until {reset}”"), N_ ("TEXT") },
    { "limit", 'l', 0, G_OPTION_ARG_STRING, &self->limit, N_ ("Which limit: session, weekly, weekly:MODEL or tightest"), N_ ("ID") },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &self->profile, N_ ("The Claude folder with this name or id alone"), N_ ("NAME") },
    { "mode", 0, only_status, G_OPTION_ARG_STRING, &mode, N_ ("What is shown: auto, code or console"), N_ ("MODE") },
    { "exit-code", 'e', only_status, G_OPTION_ARG_NONE, &self->exit_code, N_ ("Exit with 10 warning, 11 critical, 12 full, 20 unknown"), NULL },
    { "endpoint-url", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &self->endpoint_url, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &rest, NULL, NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *name = g_strconcat ("sandglass ", command, NULL);
  g_auto (GStrv) arguments = NULL;

  /* The usage line says it. */
  g_set_prgname (name);
  g_strv_builder_add (builder, name);
  g_strv_builder_addv (builder, (const char **) words);
  arguments = g_strv_builder_end (builder);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return g_option_context_parse_strv (context, &arguments, error) && read_mode (self, mode, error) && understand (self, bars, error) &&
         check_command (self, command, rest, error);
}

/**
 * sg_cli_status_options_check_limits:
 * @limits: (nullable) (element-type SgLimit): those there are
 *
 * Returns: %FALSE with @error set to one of %G_OPTION_ERROR, worded for people, when one that the options name is none and never will be
 */
gboolean
sg_cli_status_options_check_limits (const SgCliStatusOptions *self,
                                    GPtrArray                *limits,
                                    GError                  **error)
{
  gboolean names_one = self->limit != NULL && !g_str_equal (self->limit, SG_CLI_TIGHTEST);

  return (!names_one || sg_cli_check_limit (limits, self->limit, error)) &&
         (self->template == NULL || sg_cli_template_check_limits (self->template, limits, error));
}
