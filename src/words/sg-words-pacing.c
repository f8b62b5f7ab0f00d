/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What Claude Pace Maker does, in a line for each thing one may want to know. */

#include <glib/gi18n-lib.h>

#include "sg-words-private.h"

/* Above it, a whole minute more or less says enough. */
#define LONGEST_SECONDS 600

static char *
delay_text (guint seconds)
{
  /* Translators: a number of seconds, as in “Throttling, next delay 45 s” */
  return seconds <= LONGEST_SECONDS ? g_strdup_printf (_ ("%u s"), seconds) : sg_words_duration (seconds);
}

/**
 * sg_words_pacing_state:
 *
 * Returns: (transfer full): `Throttling, next delay 45 s`, `Not throttling`, `Switched off` …
 */
char *
sg_words_pacing_state (const SgPacing *pacing,
                       GDateTime      *now)
{
  g_autofree char *delay = delay_text (pacing->delay_seconds);

  switch (sg_pacing_get_state (pacing, now)) {
  case SG_PACING_OFF:
    return g_strdup (C_ ("pace maker", "Switched off"));
  case SG_PACING_THROTTLING:
    /* Translators: Pace Maker holds Claude Code up before each tool; %s is “45 s” */
    return g_strdup_printf (_ ("Throttling, next delay %s"), delay);
  case SG_PACING_IDLE:
    /* Translators: no session is running; %s is “45 s” */
    return g_strdup_printf (_ ("At rest, the last delay was %s"), delay);
  case SG_PACING_FREE:
    return g_strdup (C_ ("pace maker", "Not throttling"));
  case SG_PACING_UNDECIDED:
  default:
    return g_strdup (C_ ("pace maker", "Nothing decided yet"));
  }
}

/**
 * sg_words_pacing_age:
 *
 * Returns: (transfer full) (nullable): `Last decision 2 min ago`
 */
char *
sg_words_pacing_age (const SgPacing *pacing,
                     GDateTime      *now)
{
  g_autofree char *age = pacing->decided_at ? sg_words_age (pacing->decided_at, now) : NULL;

  /* Translators: %s is “2 min ago” or “just now” */
  return age ? g_strdup_printf (_ ("Last decision %s"), age) : NULL;
}

/**
 * sg_words_pacing_limit:
 *
 * Returns: (transfer full) (nullable): `By the 5-hour limit: 78 % used, target 62 %`
 */
char *
sg_words_pacing_limit (const SgPacing *pacing)
{
  int used = (int) (CLAMP (pacing->used_percent, 0.0, 9999.0) + 0.5);
  int target = (int) (CLAMP (pacing->target_percent, 0.0, 100.0) + 0.5);

  if (pacing->binding_limit == NULL)
    return NULL;
  if (g_str_equal (pacing->binding_limit, "session"))
    /* Translators: by which limit Pace Maker paces; the space before % is a no-break space */
    return g_strdup_printf (_ ("By the 5-hour limit: %d %% used, target %d %%"), used, target);

  return g_strdup_printf (_ ("By the week’s limit: %d %% used, target %d %%"), used, target);
}

/**
 * sg_words_pacing_deviation:
 *
 * Returns: (transfer full) (nullable): `16 % over target`, `12 % under target`, `on target`
 */
char *
sg_words_pacing_deviation (const SgPacing *pacing)
{
  double deviation = pacing->used_percent - pacing->target_percent;
  int whole = (int) (CLAMP (ABS (deviation), 0.0, 9999.0) + 0.5);

  if (pacing->binding_limit == NULL)
    return NULL;
  if (whole == 0)
    return g_strdup (_ ("on target"));

  return g_strdup_printf (deviation > 0.0 ? _ ("%d %% over target") : _ ("%d %% under target"), whole);
}

static const char *
strategy_words (SgPacingStrategy strategy)
{
  switch (strategy) {
  case SG_PACING_NONE:
    return C_ ("pace maker", "No braking");
  case SG_PACING_MINIMAL:
    return C_ ("pace maker", "Minimal braking");
  case SG_PACING_GRADUAL:
    return C_ ("pace maker", "Gradual braking");
  case SG_PACING_AGGRESSIVE:
    return C_ ("pace maker", "Aggressive braking");
  case SG_PACING_EMERGENCY:
    return C_ ("pace maker", "Emergency braking");
  case SG_PACING_NOT_KNOWN:
  default:
    return NULL;
  }
}

static const char *
tempo_words (const char *tempo)
{
  if (g_strcmp0 (tempo, "auto") == 0)
    return C_ ("pace maker", "tempo automatic");
  if (g_strcmp0 (tempo, "on") == 0)
    return C_ ("pace maker", "tempo on");
  if (g_strcmp0 (tempo, "off") == 0)
    return C_ ("pace maker", "tempo off");

  return NULL;
}

/**
 * sg_words_pacing_manner:
 *
 * Returns: (transfer full) (nullable): `Gradual braking · tempo automatic`
 */
char *
sg_words_pacing_manner (const SgPacing *pacing)
{
  const char *strategy = strategy_words (pacing->strategy);
  const char *tempo = tempo_words (pacing->tempo);

  return strategy && tempo ? g_strjoin (" · ", strategy, tempo, NULL) : g_strdup (strategy ? strategy : tempo);
}

/**
 * sg_words_pacing_fallback:
 *
 * Returns: (transfer none) (nullable): that its numbers are its own reckoning, if they are
 */
const char *
sg_words_pacing_fallback (const SgPacing *pacing)
{
  return pacing->in_fallback ? _ ("Fallback: it hears nothing from the server and reckons the limits by itself") : NULL;
}
