/* SPDX-License-Identifier: GPL-3.0-or-later */

/* https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */

#include "sg-prometheus-text.h"

static void
append_escaped (GString    *text,
                const char *value,
                gboolean    quoted)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  for (const char *at = valid; *at != '\0'; at++) {
    if (*at == '\n')
      g_string_append (text, "\\n");
    else if (*at == '\\' || (quoted && *at == '"'))
      g_string_append_printf (text, "\\%c", *at);
    else
      g_string_append_c (text, *at);
  }
}

static void
append_labels (GString *text,
               GStrv    labels)
{
  for (guint i = 0; labels[i] != NULL; i += 2) {
    g_string_append_printf (text, "%s%s=\"", i == 0 ? "{" : ",", labels[i]);
    append_escaped (text, labels[i + 1], TRUE);
    g_string_append_c (text, '"');
  }
  if (labels[0] != NULL)
    g_string_append_c (text, '}');
}

static void
append_number (GString *text,
               double   value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.15g", value);
  if (g_ascii_strtod (number, NULL) != value)
    g_ascii_dtostr (number, sizeof number, value);
  g_string_append (text, number);
}

static void
append_metric (GString        *text,
               const SgMetric *metric)
{
  g_string_append_printf (text, "# HELP %s ", metric->name);
  append_escaped (text, metric->help, FALSE);
  g_string_append_printf (text, "\n# TYPE %s gauge\n", metric->name);

  for (guint i = 0; i < metric->samples->len; i++) {
    const SgMetricSample *sample = g_ptr_array_index (metric->samples, i);

    g_string_append (text, metric->name);
    append_labels (text, sample->labels);
    g_string_append_c (text, ' ');
    append_number (text, sample->value);
    g_string_append_c (text, '\n');
  }
}

/**
 * sg_prometheus_text:
 *
 * Returns: (transfer full): the text format, version 0.0.4
 */
char *
sg_prometheus_text (const SgMetricSet *set)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < set->metrics->len; i++)
    append_metric (text, g_ptr_array_index (set->metrics, i));

  return g_string_free (text, FALSE);
}
