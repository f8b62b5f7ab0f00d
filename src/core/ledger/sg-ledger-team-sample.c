/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two made-up months of a made-up team, for the demonstration and for pictures: the same every time. */

#include "sg-ledger-team-sample.h"

#include "sg-ledger-sample.h"
#include "sg-ledger-team.h"
#include "sg-time.h"

#define ORGANIZATION "sample"
#define N_DAYS 60
#define SEED 11

/* Who they are; days are counted back from today, 0 where there was neither a first nor a last one. */
static const struct {
  const char *name;
  gint32      sessions;         /* at most, of a working day */
  gint32      accepts;          /* of a hundred proposals */
  guint       first_day;
  guint       last_day;
  gboolean    is_key;
} members[] = {
  { "ada@example.org", 9, 91, 0, 0, FALSE },
  { "adelheid.von-hohenstein-rittershausen@weaving-research.example.org", 4, 84, 0, 0, FALSE },
  { "amara@example.org", 6, 88, 0, 0, FALSE },
  { "anselm@example.org", 3, 79, 0, 0, FALSE },
  { "ayumi@example.org", 7, 93, 0, 0, FALSE },
  { "bela@example.org", 2, 66, 0, 0, FALSE },
  { "birgit@example.org", 5, 87, 0, 0, FALSE },
  { "bruno@example.org", 4, 72, 0, 24, FALSE },
  { "caoimhe@example.org", 6, 90, 0, 0, FALSE },
  { "cem@example.org", 3, 81, 0, 0, FALSE },
  { "chinonso@example.org", 8, 86, 0, 0, FALSE },
  { "ci-nightly", 8, 97, 0, 0, TRUE },
  { "dagny@example.org", 4, 77, 0, 0, FALSE },
  { "delphine@example.org", 5, 92, 0, 0, FALSE },
  { "docs-and-release-notes-eu-central-production", 3, 99, 0, 0, TRUE },
  { "edvard@example.org", 2, 58, 0, 0, FALSE },
  { "eun-ji@example.org", 7, 94, 0, 0, FALSE },
  { "farid@example.org", 5, 83, 0, 0, FALSE },
  { "freya@example.org", 3, 89, 0, 0, FALSE },
  { "giacomo@example.org", 4, 75, 0, 0, FALSE },
  { "hanna@example.org", 6, 85, 0, 0, FALSE },
  { "ines@example.org", 5, 90, 5, 0, FALSE },
  { "ivo@example.org", 44, 96, 0, 0, FALSE },
  { "jadwiga@example.org", 3, 82, 0, 0, FALSE },
  { "joao.pedro.de-albuquerque-cavalcanti@example.org", 6, 88, 0, 0, FALSE },
  { "kaito@example.org", 4, 91, 0, 0, FALSE },
  { "kirsten@example.org", 2, 70, 0, 0, FALSE },
  { "leonie@example.org", 7, 87, 0, 0, FALSE },
  { "lwazi@example.org", 5, 80, 0, 0, FALSE },
  { "mateo@example.org", 6, 84, 0, 0, FALSE },
  { "nadia@example.org", 4, 93, 0, 0, FALSE },
  { "oskar@example.org", 1, 62, 0, 0, FALSE },
  { "paulina@example.org", 5, 86, 0, 0, FALSE },
  { "quentin@example.org", 3, 78, 0, 0, FALSE },
  { "ruth@example.org", 8, 95, 0, 0, FALSE },
  { "soraya@example.org", 4, 89, 0, 0, FALSE },
  { "tadeusz@example.org", 6, 76, 0, 0, FALSE },
  { "ulrike@example.org", 2, 90, 0, 0, FALSE },
  { "wanjiru@example.org", 5, 92, 0, 0, FALSE },
  { "xiaoyu@example.org", 7, 88, 0, 0, FALSE },
  { "yusuf@example.org", 3, 74, 0, 0, FALSE },
  { "zofia@example.org", 5, 91, 0, 0, FALSE },
};

/* What a token costs, in 10⁻¹² USD */
static const struct {
  const char *name;
  gint64      input, output, cache_read, cache_write;
} models[] = {
  { "claude-opus-5-5", 4000000, 20000000, 200000, 5000000 },
  { "claude-sonnet-5-5", 2000000, 10000000, 100000, 2500000 },
  { "claude-haiku-5-5", 100000, 500000, 10000, 125000 },
};

typedef struct {
  GRand *random;    /* (unowned) */
  gint64 start;     /* of the day, in Unix seconds */
  guint  ago;       /* in days */
  double gone;      /* how much of the day is over, 0–1 */
} Day;

static gboolean
is_weekend (gint64 start)
{
  /* The first day of Unix time was a Thursday. */
  return (start / SG_DAY_SECONDS + 3) % 7 >= 5;
}

static gboolean
is_at_work (const Day *day,
            gsize      member)
{
  gint32 chance = is_weekend (day->start) ? 6 : 86;

  if (members[member].first_day != 0 && day->ago > members[member].first_day)
    return FALSE;
  if (day->ago < members[member].last_day)
    return FALSE;

  return members[member].is_key || g_rand_int_range (day->random, 0, 100) < chance;
}

static gboolean
add_model (SgTeamRecord *record,
           const Day    *day,
           gsize         model,
           gint64        sessions)
{
  SgTeamModel used = {
    .name = (char *) models[model].name,
    .input = sessions * g_rand_int_range (day->random, 2000, 26000),
    .output = sessions * g_rand_int_range (day->random, 6000, 40000),
    .cache_read = sessions * g_rand_int_range (day->random, 400000, 3200000),
    .cache_write = sessions * g_rand_int_range (day->random, 40000, 190000),
  };

  used.cost = sg_cents_from_pico_usd (used.input * models[model].input + used.output * models[model].output +
                                      used.cache_read * models[model].cache_read + used.cache_write * models[model].cache_write);

  return sg_team_record_add_model (record, &used);
}

/* People mostly ask the first of them, and the last now and then; what runs by itself does with the second. */
static gboolean
add_models (SgTeamRecord *record,
            const Day    *day)
{
  gint64 sonnet = record->sessions * g_rand_int_range (day->random, 0, 60) / 100;

  if (record->is_key)
    return add_model (record, day, 1, record->sessions);

  return add_model (record, day, 0, record->sessions - sonnet) && (sonnet == 0 || add_model (record, day, 1, sonnet)) &&
         (g_rand_int_range (day->random, 0, 4) > 0 || add_model (record, day, 2, 1));
}

static gboolean
add_tool (SgTeamRecord *record,
          const Day    *day,
          gsize         member,
          const char   *name,
          gint32        most)
{
  gint64 proposed = record->sessions * g_rand_int_range (day->random, most / 3, most);
  gint64 accepted = proposed * CLAMP (members[member].accepts + g_rand_int_range (day->random, -4, 5), 0, 100) / 100;

  return sg_team_record_add_tool (record, &(SgTeamTool) { (char *) name, accepted, proposed - accepted });
}

static gboolean
add_member (GPtrArray *people,
            const Day *day,
            gsize      member)
{
  SgTeamRecord *record;
  gint64 sessions;

  if (!is_at_work (day, member))
    return TRUE;
  sessions = (gint64) (g_rand_int_range (day->random, 1 + members[member].sessions / 3, members[member].sessions + 1) * day->gone + 0.5);
  if (sessions == 0)
    return TRUE;

  record = sg_team_record_new (members[member].name, members[member].is_key);
  g_ptr_array_add (people, record);
  record->sessions = sessions;
  record->commits = sessions * g_rand_int_range (day->random, 0, 110) / 100;
  record->pull_requests = record->commits * g_rand_int_range (day->random, 0, 50) / 100;
  record->lines_added = sessions * g_rand_int_range (day->random, 20, 260);
  record->lines_removed = record->lines_added * g_rand_int_range (day->random, 15, 75) / 100;

  return add_models (record, day) && add_tool (record, day, member, "edit_tool", 24) && add_tool (record, day, member, "write_tool", 6);
}

static gboolean
fill_day (SgLedger  *self,
          const Day *day,
          gint64     now,
          GError   **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_team_record_free);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    gboolean added = add_member (people, day, i);

    g_assert (added);
  }

  return sg_ledger_team_replace_day (self, ORGANIZATION, day->start, people, 0, now, error);
}

/**
 * sg_ledger_fill_team_sample:
 * @self: one in memory; one on the disk takes nothing, and says so
 *
 * Some forty people and API keys, over sixty days up to @now: among them one who stopped, one who began this
 * week, and one who costs far more than the others.
 */
gboolean
sg_ledger_fill_team_sample (SgLedger  *self,
                            GDateTime *now,
                            GError   **error)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  gint64 present = g_date_time_to_unix (now);
  gint64 today = sg_time_midnight_of (present);
  Day day = { .random = random };

  if (!sg_ledger_takes_sample (self, error))
    return FALSE;

  for (guint i = N_DAYS; i-- > 0;) {
    day.ago = i;
    day.start = today - i * SG_DAY_SECONDS;
    day.gone = i > 0 ? 1.0 : (double) (present - today) / SG_DAY_SECONDS;
    if (!fill_day (self, &day, present, error))
      return FALSE;
  }

  return TRUE;
}
