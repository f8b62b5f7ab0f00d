/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SG_TEAM_DOUBLE_PEOPLE 3
#define SG_TEAM_DOUBLE_PAGE_RECORDS 1000

/*
 * What N people do with Claude Code every day: person i of the N, on any day, has
 * 1 + i % 5 sessions, i % 4 commits, i % 2 pull requests, 10 × (i % 97) lines added and 3 × (i % 31) removed,
 * accepts i % 50 and refuses i % 7 edits, accepts 8 and refuses 1 write; uses Opus for (i % 1000) × 1.5 cents,
 * and if i is even Haiku for 0.25. Every fiftieth is a key; the others are dev00001@example.org …
 * Who has an i divisible by 10 has a second record, of another terminal, with one session more.
 */
char *sg_team_double_answer (GHashTable *query,
                             guint       n_people,
                             guint       max_records,
                             gboolean    is_endless,
                             gboolean    is_circle) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
