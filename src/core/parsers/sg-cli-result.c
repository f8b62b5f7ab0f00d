/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-result.h"

#include <math.h>
#include <string.h>

#include "sg-json.h"
#include "sg-money.h"

#define MAX_NAME 255
#define MAX_USD 1000000.0

SgCliModelUse *
sg_cli_model_use_new (const char *model)
{
  SgCliModelUse *self = g_new0 (SgCliModelUse, 1);

  self->model = g_strdup (model);
  self->cost_pico_usd = SG_CLI_RESULT_UNSTATED;

  return self;
}

void
sg_cli_model_use_free (SgCliModelUse *self)
{
  g_free (self->model);
  g_free (self);
}

SgCliResult *
sg_cli_result_new (const char *session)
{
  SgCliResult *self = g_new0 (SgCliResult, 1);

  self->session = g_strdup (session);
  self->cost_pico_usd = SG_CLI_RESULT_UNSTATED;
  self->models = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_cli_model_use_free);

  return self;
}

void
sg_cli_result_free (SgCliResult *self)
{
  g_free (self->session);
  g_free (self->problem);
  g_ptr_array_unref (self->models);
  g_free (self);
}

/**
 * sg_cli_result_is_name:
 * @text: (nullable):
 *
 * Returns: whether it may be the name of a session or a model: short, and nothing a terminal obeys
 */
gboolean
sg_cli_result_is_name (const char *text)
{
  gsize length = text ? strlen (text) : 0;

  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  }

  return length > 0 && length <= MAX_NAME;
}

/**
 * sg_cli_result_find_model:
 *
 * Returns: (transfer none): the model of that name, new if need be
 */
SgCliModelUse *
sg_cli_result_find_model (SgCliResult *self,
                          const char  *model)
{
  SgCliModelUse *use;

  for (guint i = 0; i < self->models->len; i++) {
    use = g_ptr_array_index (self->models, i);
    if (g_str_equal (use->model, model))
      return use;
  }

  use = sg_cli_model_use_new (model);
  g_ptr_array_add (self->models, use);

  return use;
}

/* A whole session may have more than a request can, though not more than this holds. */
static guint32
get_count (JsonObject *object,
           const char *member)
{
  gint64 count = 0;

  sg_json_get_int (object, member, &count);

  return (guint32) CLAMP (count, 0, (gint64) G_MAXUINT32);
}

static gint64
get_cost (JsonObject *object,
          const char *member)
{
  double usd;

  return sg_json_get_double (object, member, &usd) && usd >= 0.0 && usd <= MAX_USD
    ? llround (usd * (double) SG_PICO_PER_USD) : SG_CLI_RESULT_UNSTATED;
}

static void
read_model (SgCliResult *self,
            const char  *name,
            JsonObject  *object)
{
  SgCliModelUse *use = sg_cli_result_find_model (self, sg_cli_result_is_name (name) ? name : "");

  use->usage = (SgUsage) {
    .input = get_count (object, "inputTokens"),
    .output = get_count (object, "outputTokens"),
    .write_5m = get_count (object, "cacheCreationEphemeral5mInputTokens"),
    .write_1h = get_count (object, "cacheCreationEphemeral1hInputTokens"),
    .cache_read = get_count (object, "cacheReadInputTokens"),
    .web_searches = get_count (object, "webSearchRequests"),
  };
  /* Older versions state only the sum of what went to the cache, all of it for five minutes. */
  if (use->usage.write_5m == 0 && use->usage.write_1h == 0)
    use->usage.write_5m = get_count (object, "cacheCreationInputTokens");
  if (g_strcmp0 (sg_json_get_string (object, "costBasis"), "unknown") != 0)
    use->cost_pico_usd = get_cost (object, "costUSD");
}

static void
read_models (SgCliResult *self,
             JsonObject  *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node)) {
    if (JSON_NODE_HOLDS_OBJECT (node))
      read_model (self, name, json_node_get_object (node));
  }
}

static void
read_own (SgCliResult *self,
          JsonObject  *usage)
{
  self->has_own = usage != NULL && json_object_has_member (usage, "output_tokens");
  self->own = (SgUsage) {
    .input = get_count (usage, "input_tokens"),
    .output = get_count (usage, "output_tokens"),
    .write_5m = get_count (usage, "cache_creation_input_tokens"),
    .cache_read = get_count (usage, "cache_read_input_tokens"),
  };
}

/* A failure of the API is still called a success: `is_error` and the status count. */
static char *
read_problem (JsonObject *object)
{
  const char *subtype = sg_json_get_string (object, "subtype");
  const char *kind = sg_json_get_string (object, "api_error_type");
  gint64 status = 0;
  gboolean failed = subtype != NULL && !g_str_equal (subtype, "success");

  if (!sg_json_get_boolean (object, "is_error", FALSE) && !failed)
    return NULL;
  if (sg_json_get_int (object, "api_error_status", &status) && status > 0 && status < 1000)
    return g_strdup_printf ("%d%s%s", (int) status, sg_cli_result_is_name (kind) ? " " : "", sg_cli_result_is_name (kind) ? kind : "");

  return g_strdup (failed && sg_cli_result_is_name (subtype) ? subtype : "error");
}

static guint64
hash_text (const char *text,
           guint64     seed)
{
  return sg_slice_hash ((SgSlice) { text, strlen (text) }, seed);
}

static guint64
make_id (const SgCliResult *self,
         JsonObject        *object)
{
  const char *uuid = sg_json_get_string (object, "uuid");
  guint64 seed = hash_text (self->session, 0);
  gint64 duration = 0, api_duration = 0, n_turns = 0;
  g_autofree char *contents = NULL;

  if (uuid != NULL && *uuid != '\0')
    return hash_text (uuid, seed);

  sg_json_get_int (object, "duration_ms", &duration);
  sg_json_get_int (object, "duration_api_ms", &api_duration);
  sg_json_get_int (object, "num_turns", &n_turns);
  contents = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                              duration, api_duration, n_turns, self->cost_pico_usd);

  return hash_text (contents, seed);
}

/**
 * sg_cli_result_parse:
 * @text: one JSON object
 *
 * The format is Claude Code's own from 1.0.3 on: `cost_usd` or `total_cost` in the oldest
 * versions, and no `modelUsage` before 1.0.12x. `usage` is the last turn of the main loop only.
 *
 * Returns: (transfer full) (nullable): %NULL when it is no result of a session
 */
SgCliResult *
sg_cli_result_parse (const char *text,
                     gsize       length)
{
  static const char *const costs[] = { "total_cost_usd", "total_cost", "cost_usd" };
  g_autoptr (JsonNode) node = sg_json_parse_object (text, length, NULL);
  JsonObject *object = node ? json_node_get_object (node) : NULL;
  const char *session = sg_json_get_string (object, "session_id");
  SgCliResult *self;

  if (g_strcmp0 (sg_json_get_string (object, "type"), "result") != 0 || !sg_cli_result_is_name (session))
    return NULL;

  self = sg_cli_result_new (session);
  for (gsize i = 0; i < G_N_ELEMENTS (costs) && self->cost_pico_usd < 0; i++)
    self->cost_pico_usd = get_cost (object, costs[i]);
  self->problem = read_problem (object);
  read_models (self, sg_json_get_object (object, "modelUsage"));
  read_own (self, sg_json_get_object (object, "usage"));
  if (self->models->len == 0 && self->cost_pico_usd > 0)
    sg_cli_result_find_model (self, "")->cost_pico_usd = self->cost_pico_usd;
  self->id = make_id (self, object);

  return self;
}
