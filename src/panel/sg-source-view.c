/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-source-view.h"

#include <glib/gi18n-lib.h>

#include "sg-time.h"
#include "sg-words.h"

static void
add_line (GString    *text,
          const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
add_last_answer (GString              *text,
                 const SgSourceStatus *source,
                 GDateTime            *now)
{
  g_autofree char *age = NULL;
  g_autofree char *line = NULL;

  if (source->last_answer_at == NULL)
    return;

  age = sg_words_age (source->last_answer_at, now);
  /* Translators: %s is “2 min ago” */
  line = g_strdup_printf (_ ("Last answer: %s"), age);
  add_line (text, line);
}

static void
add_next_try (GString              *text,
              const SgSourceStatus *source,
              GDateTime            *now)
{
  gint64 seconds = source->next_try_at ? sg_time_seconds_between (now, source->next_try_at) : 0;
  g_autofree char *span = NULL;
  g_autofree char *line = NULL;

  if (seconds <= 0)
    return;

  span = sg_words_duration (seconds);
  /* Translators: %s is “4 min” */
  line = g_strdup_printf (_ ("Next try in %s"), span);
  add_line (text, line);
}

/**
 * sg_source_view_words:
 *
 * Returns: (transfer full): state, trouble, detail, last answer and next try, a line each
 */
char *
sg_source_view_words (const SgSourceStatus *source,
                      GDateTime            *now)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_line (text, sg_words_source_state (source->state));
  add_line (text, sg_words_error (source->error_code));
  add_line (text, source->detail);
  add_last_answer (text, source, now);
  add_next_try (text, source, now);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sg_source_view_report:
 * @sources: (element-type SgSourceStatus):
 *
 * Returns: (transfer full): the same of all sources, to be pasted into a report
 */
char *
sg_source_view_report (GPtrArray *sources,
                       GDateTime *now)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sources->len; i++) {
    const SgSourceStatus *source = g_ptr_array_index (sources, i);
    g_autofree char *words = sg_source_view_words (source, now);

    g_string_append_printf (text, "%s%s\n%s\n", i > 0 ? "\n" : "", sg_words_source_name (source->id), words);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sg_source_view_icon_name:
 *
 * Returns: a shape for each state
 */
const char *
sg_source_view_icon_name (SgSourceState state)
{
  switch (state) {
  case SG_SOURCE_OK:
    return "object-select-symbolic";
  case SG_SOURCE_NEEDS_USER:
    return "dialog-warning-symbolic";
  case SG_SOURCE_WAITING:
    return "document-open-recent-symbolic";
  case SG_SOURCE_OFF:
    return "action-unavailable-symbolic";
  case SG_SOURCE_MISSING:
    return "system-search-symbolic";
  case SG_SOURCE_STARTING:
  default:
    return "content-loading-symbolic";
  }
}
