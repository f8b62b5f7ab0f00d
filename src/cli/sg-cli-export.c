/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "sg-cli-view.h"
#include "sg-cli.h"
#include "sg-named-file.h"
#include "sg-otlp-json.h"
#include "sg-otlp-push.h"
#include "sg-prometheus-text.h"
#include "sg-words.h"

/* node_exporter, which runs as another user, has to read the file. */
#define FILE_MODE 0644

typedef struct {
  const char *otlp_url;
  const char *file;        /* NULL is stdout */
  gboolean    prometheus;
  gboolean    insecure;
} Options;

static gboolean
parse (char   **words,
       Options *options)
{
  for (; *words != NULL; words++) {
    gboolean has_value = words[1] != NULL && (words[1][0] != '-' || words[1][1] == '\0');

    if (g_str_equal (*words, "--otlp") && has_value) {
      options->otlp_url = *++words;
    } else if (g_str_equal (*words, "--prometheus")) {
      options->prometheus = TRUE;
      if (has_value)
        options->file = *++words;
    } else if (g_str_equal (*words, "--insecure")) {
      options->insecure = TRUE;
    } else {
      return FALSE;
    }
  }

  return (options->otlp_url != NULL) != options->prometheus && (!options->insecure || options->otlp_url != NULL);
}

/* The main profile, as the agent's own Prometheus endpoint has it. */
static SgMetricSet *
look (void)
{
  g_autoptr (SgCliView) view = sg_cli_view_new ();
  SgMetricSet *set;

  if (view == NULL)
    view = sg_cli_view_new_here ();
  set = sg_metric_set_new (view->now);
  for (guint i = 0; i < view->profiles->len; i++) {
    const SgProfileInfo *profile = g_ptr_array_index (view->profiles, i);

    sg_cli_view_turn_to (view, profile);
    sg_metric_set_add_profile (set, profile->id, view->model);
  }

  return set;
}

static int
fail (const GError *error)
{
  g_printerr ("sandglass export: %s\n", error->message);

  return EXIT_FAILURE;
}

static int
export_otlp (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = sg_otlp_push_make_url (options->otlp_url, options->insecure, &error);
  g_auto (GStrv) headers = url ? sg_otlp_push_parse_headers (g_getenv ("OTEL_EXPORTER_OTLP_HEADERS"), &error) : NULL;
  g_autoptr (SgMetricSet) set = NULL;
  g_autofree char *json = NULL;

  if (headers == NULL) {
    fail (error);
    return SG_CLI_WRONG_CALL;
  }

  set = look ();
  json = sg_otlp_json (set, g_get_host_name ());

  return sg_otlp_push (url, (const char *const *) headers, json, &error) ? EXIT_SUCCESS : fail (error);
}

/* Before anything is read, which may take a while. */
static gboolean
has_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *quoted = g_shell_quote (folder);

  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    return TRUE;

  g_printerr (_ ("sandglass export: %s cannot be written, as there is no folder %s.\n→ mkdir -p %s\n"), path, folder, quoted);

  return FALSE;
}

static int
write_file (const char *path,
            const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (sg_named_file_write (path, text, strlen (text), FILE_MODE, &error))
    return EXIT_SUCCESS;

  sentence = g_strdup_printf (_ ("%s could not be written: %s"), path, error->message);
  g_printerr ("sandglass export: %s\n", sentence);

  return EXIT_FAILURE;
}

static int
export_prometheus (const Options *options)
{
  gboolean into_file = options->file != NULL && !g_str_equal (options->file, "-");
  g_autoptr (SgMetricSet) set = NULL;
  g_autofree char *text = NULL;

  if (into_file && !has_folder (options->file))
    return EXIT_FAILURE;

  set = look ();
  text = sg_prometheus_text (set);
  if (into_file)
    return write_file (options->file, text);
  g_print ("%s", text);

  return EXIT_SUCCESS;
}

/**
 * sg_cli_export:
 *
 * Gives the numbers to other engines, once. Who wants them again and again has a timer for that.
 */
int
sg_cli_export (char **words)
{
  Options options = { NULL };

  if (!parse (words, &options)) {
    g_printerr (_ ("sandglass export: it takes --otlp URL [--insecure], --prometheus [FILE], or --history csv|json [--days N]\n"));
    return SG_CLI_WRONG_CALL;
  }

  return options.prometheus ? export_prometheus (&options) : export_otlp (&options);
}
