/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-price-table.h"

#include <math.h>
#include <string.h>

#include "sg-costs-resource.h"
#include "sg-error.h"
#include "sg-json.h"
#include "sg-model-name.h"
#include "sg-money.h"
#include "sg-time.h"

#define PRICES_PATH "/io/github/sandglass/Sandglass/prices.json"

/* Limits that keep the dearest request of SG_USAGE_MAX_TOKENS within a gint64. */
#define MAX_USD_PER_MILLION 1000.0
#define MAX_MULTIPLIER 2.0
#define MAX_WEB_SEARCH_USD 0.05

typedef struct {
  gint64   until_ms;   /* the first moment it no longer holds */
  SgPrices prices;
} Earlier;

struct _SgModelPrices {
  SgPrices usual;
  gboolean has_fast;
  SgPrices fast;
  guint64  long_above_tokens;    /* 0: prompts of any length cost the same */
  SgPrices long_prompt;          /* then for the whole request */
  GArray  *earlier;              /* (owned) (element-type Earlier): soonest ended first */
};

struct _SgPriceTable {
  char       *as_of;             /* (owned) */
  gint64      web_search_pico_usd;
  gint64      us_permille;
  gint64      batch_permille;
  GHashTable *models;            /* (owned) (element-type utf8 SgModelPrices) */
  guint64     digest;
};

static void
model_prices_free (SgModelPrices *model)
{
  g_clear_pointer (&model->earlier, g_array_unref);
  g_free (model);
}

static gboolean
set_problem (GError    **error,
             const char *model_id,
             const char *problem)
{
  g_set_error (error, SG_ERROR, SG_ERROR_BAD_DATA, "the prices of %s: %s", model_id, problem);

  return FALSE;
}

/* A member that is not there leaves @value alone. */
static gboolean
read_scaled (JsonObject *object,
             const char *member,
             double      maximum,
             double      scale,
             gint64     *value)
{
  double number;

  if (!json_object_has_member (object, member))
    return TRUE;
  if (!sg_json_get_double (object, member, &number) || number < 0.0 || number > maximum)
    return FALSE;
  *value = (gint64) llround (number * scale);

  return TRUE;
}

static gboolean
read_prices (JsonObject *object,
             SgPrices   *prices)
{
  const struct {
    const char *member;
    gint64     *value;
  } fields[] = {
    { "input", &prices->input },
    { "output", &prices->output },
    { "cache_write_5m", &prices->write_5m },
    { "cache_write_1h", &prices->write_1h },
    { "cache_read", &prices->cache_read },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    if (!read_scaled (object, fields[i].member, MAX_USD_PER_MILLION, 1e6, fields[i].value) || *fields[i].value < 0)
      return FALSE;
  }

  return TRUE;
}

static int
compare_earlier (gconstpointer a,
                 gconstpointer b)
{
  const Earlier *first = a, *second = b;

  return first->until_ms < second->until_ms ? -1 : first->until_ms > second->until_ms;
}

static gboolean
read_earlier (SgModelPrices *model,
              JsonArray     *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = sg_json_array_get_object (array, i);
    g_autofree char *midnight = g_strconcat (sg_json_get_string (object, "until"), "T00:00:00Z", NULL);
    g_autoptr (GDateTime) until = sg_time_parse (midnight);
    Earlier earlier = { .prices = model->usual };

    if (until == NULL || !read_prices (object, &earlier.prices))
      return FALSE;
    earlier.until_ms = g_date_time_to_unix (until) * 1000;
    g_array_append_val (model->earlier, earlier);
  }
  g_array_sort (model->earlier, compare_earlier);

  return TRUE;
}

static SgModelPrices *
model_prices_new (JsonObject *object)
{
  SgModelPrices *model = g_new0 (SgModelPrices, 1);
  JsonObject *fast = sg_json_get_object (object, "fast");
  JsonObject *long_prompt = sg_json_get_object (object, "long_prompt");
  const SgPrices none = { -1, -1, -1, -1, -1 };
  gint64 above = 0;
  gboolean good;

  model->earlier = g_array_new (FALSE, FALSE, sizeof (Earlier));
  model->usual = model->fast = model->long_prompt = none;
  good = object != NULL && read_prices (object, &model->usual);

  if (fast != NULL) {
    model->has_fast = TRUE;
    good = good && read_prices (fast, &model->fast);
  }
  if (long_prompt != NULL) {
    good = good && sg_json_get_int (long_prompt, "above_prompt_tokens", &above) && above > 0 &&
           read_prices (long_prompt, &model->long_prompt);
    model->long_above_tokens = (guint64) above;
  }
  if (good && read_earlier (model, sg_json_get_array (object, "earlier")))
    return model;
  model_prices_free (model);

  return NULL;
}

static gboolean
read_models (JsonObject *models,
             GHashTable *read,
             GError    **error)
{
  g_autoptr (GList) names = models ? json_object_get_members (models) : NULL;

  for (GList *item = names; item != NULL; item = item->next) {
    SgModelPrices *model = model_prices_new (sg_json_get_object (models, item->data));

    if (model == NULL)
      return set_problem (error, item->data, "five prices from 0 to 1000 USD per million tokens are needed");
    g_hash_table_insert (read, sg_model_name_canonical (item->data), model);
  }

  return TRUE;
}

static void
move_models (SgPriceTable *self,
             GHashTable   *read)
{
  GHashTableIter iter;
  gpointer name, model;

  g_hash_table_iter_init (&iter, read);
  while (g_hash_table_iter_next (&iter, &name, &model)) {
    g_hash_table_iter_steal (&iter);
    g_hash_table_replace (self->models, name, model);
  }
}

/**
 * sg_price_table_merge:
 * @text: JSON as in `data/prices.json`; models and factors it names replace those known
 *
 * Returns: %FALSE with @error set to %SG_ERROR_BAD_DATA; then nothing has changed
 */
gboolean
sg_price_table_merge (SgPriceTable *self,
                      const char   *text,
                      gsize         length,
                      GError      **error)
{
  g_autoptr (JsonNode) node = sg_json_parse_object (text, length, error);
  g_autoptr (GHashTable) read =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) model_prices_free);
  JsonObject *object;
  gint64 web_search = self->web_search_pico_usd, us = self->us_permille, batch = self->batch_permille;

  if (node == NULL)
    return FALSE;

  object = json_node_get_object (node);
  if (!read_scaled (object, "web_search_per_request_usd", MAX_WEB_SEARCH_USD, (double) SG_PICO_PER_USD, &web_search) ||
      !read_scaled (object, "us_inference_multiplier", MAX_MULTIPLIER, 1000.0, &us) ||
      !read_scaled (object, "batch_multiplier", MAX_MULTIPLIER, 1000.0, &batch))
    return set_problem (error, "web searches, regions and batches", "a factor is out of range");
  if (!read_models (sg_json_get_object (object, "models"), read, error))
    return FALSE;

  self->web_search_pico_usd = web_search;
  self->us_permille = us;
  self->batch_permille = batch;
  move_models (self, read);
  if (sg_json_get_string (object, "as_of") != NULL) {
    g_free (self->as_of);
    self->as_of = g_strdup (sg_json_get_string (object, "as_of"));
  }
  self->digest = sg_slice_hash ((SgSlice) { text, length }, self->digest);

  return TRUE;
}

/**
 * sg_price_table_dup_user_path:
 *
 * Returns: (transfer full): where a user's own prices are, if there are any
 */
char *
sg_price_table_dup_user_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "sandglass", "prices.json", NULL);
}

/**
 * sg_price_table_merge_file:
 * @path: the user's own prices; that there are none is no error
 *
 * Returns: %FALSE with @error set to %SG_ERROR_BAD_DATA or %SG_ERROR_UNREADABLE
 */
gboolean
sg_price_table_merge_file (SgPriceTable *self,
                           const char   *path,
                           GError      **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &local)) {
    if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return TRUE;
    g_set_error_literal (error, SG_ERROR, SG_ERROR_UNREADABLE, local->message);
    return FALSE;
  }
  if (sg_price_table_merge (self, text, length, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);

  return FALSE;
}

/**
 * sg_price_table_new:
 *
 * Returns: (transfer full): the prices this version was built with
 */
SgPriceTable *
sg_price_table_new (void)
{
  SgPriceTable *self = g_new0 (SgPriceTable, 1);
  g_autoptr (GBytes) bytes =
    g_resource_lookup_data (sg_costs_get_resource (), PRICES_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  self->us_permille = self->batch_permille = 1000;
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) model_prices_free);
  if (!sg_price_table_merge (self, text, length, &error))
    g_error ("data/prices.json: %s", error->message);

  return self;
}

void
sg_price_table_free (SgPriceTable *self)
{
  g_clear_pointer (&self->as_of, g_free);
  g_clear_pointer (&self->models, g_hash_table_unref);
  g_free (self);
}

/* “claude-opus-5-5” comes before “claude-opus-5”, and old names such as “claude-3-opus” come last. */
static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  const char *first = *(const char *const *) a, *second = *(const char *const *) b;
  gboolean first_is_old = strlen (first) > 7 && g_ascii_isdigit (first[7]);
  gboolean second_is_old = strlen (second) > 7 && g_ascii_isdigit (second[7]);

  return first_is_old != second_is_old ? first_is_old - second_is_old : strcmp (second, first);
}

/**
 * sg_price_table_get_as_of:
 *
 * Returns: the day the prices were last checked, for example `2026-11-20`
 */
const char *
sg_price_table_get_as_of (const SgPriceTable *self)
{
  return self->as_of;
}

/**
 * sg_price_table_get_digest:
 *
 * Returns: another number for other prices
 */
guint64
sg_price_table_get_digest (const SgPriceTable *self)
{
  return self->digest;
}

/**
 * sg_price_table_find:
 * @model_id: any spelling; never matched by its beginning
 *
 * Returns: (transfer none) (nullable): %NULL for a model whose price is not known
 */
const SgModelPrices *
sg_price_table_find (const SgPriceTable *self,
                     const char         *model_id)
{
  g_autofree char *id = sg_model_name_canonical (model_id);

  return g_hash_table_lookup (self->models, id);
}

/**
 * sg_price_table_list:
 *
 * Returns: (transfer container) (element-type utf8): the ids of all models, the newest of a family first
 */
GPtrArray *
sg_price_table_list (const SgPriceTable *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->models);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  g_ptr_array_sort (ids, compare_ids);

  return ids;
}

/**
 * sg_model_prices_get_usual:
 *
 * Returns: (transfer none): what it costs now
 */
const SgPrices *
sg_model_prices_get_usual (const SgModelPrices *self)
{
  return &self->usual;
}

/**
 * sg_model_prices_get_fast:
 *
 * Returns: (transfer none) (nullable): what its fast mode costs; %NULL when it has none
 */
const SgPrices *
sg_model_prices_get_fast (const SgModelPrices *self)
{
  return self->has_fast ? &self->fast : NULL;
}

/**
 * sg_model_prices_get_long:
 * @above_tokens: (out): with how many tokens of prompt more they begin
 *
 * Returns: (transfer none) (nullable): what a whole request with a long prompt costs; %NULL when it is no matter
 */
const SgPrices *
sg_model_prices_get_long (const SgModelPrices *self,
                          guint64             *above_tokens)
{
  *above_tokens = self->long_above_tokens;

  return self->long_above_tokens > 0 ? &self->long_prompt : NULL;
}

static const SgPrices *
prices_at (const SgModelPrices *model,
           gint64               time_ms,
           SgRequestFlags       flags,
           const SgUsage       *usage)
{
  guint64 prompt_tokens = sg_usage_get_total (usage) - usage->output;

  if ((flags & SG_REQUEST_FAST) && model->has_fast)
    return &model->fast;
  if (model->long_above_tokens > 0 && prompt_tokens > model->long_above_tokens)
    return &model->long_prompt;

  for (guint i = 0; i < model->earlier->len; i++) {
    const Earlier *earlier = &g_array_index (model->earlier, Earlier, i);

    if (time_ms < earlier->until_ms)
      return &earlier->prices;
  }

  return &model->usual;
}

/**
 * sg_model_prices_get_saving:
 * @time_ms: when they were read: prices have dates
 * @cache_read: tokens
 *
 * What tokens would have cost as input, less what they cost when read from the cache, in
 * prompts of the usual length.
 *
 * Returns: 10^-12 USD
 */
gint64
sg_model_prices_get_saving (const SgModelPrices *self,
                            gint64               time_ms,
                            SgRequestFlags       flags,
                            gint64               cache_read)
{
  const SgUsage nothing = { 0 };
  const SgPrices *prices = prices_at (self, time_ms, flags, &nothing);
  gint64 saving;

  return __builtin_mul_overflow (prices->input - prices->cache_read, cache_read, &saving) ? G_MAXINT64 : saving;
}

static gint64
scale (gint64 amount,
       gint64 permille)
{
  return amount / 1000 * permille + amount % 1000 * permille / 1000;
}

/**
 * sg_price_table_cost:
 * @model: what sg_price_table_find() gave
 * @time_ms: when the request was made: prices have dates
 *
 * `input + output + cache read + cache writes`, each at its own price; then the
 * factors for a region and for batches; then web searches.
 *
 * Returns: 10^-12 USD
 */
gint64
sg_price_table_cost (const SgPriceTable  *self,
                     const SgModelPrices *model,
                     gint64               time_ms,
                     SgRequestFlags       flags,
                     const SgUsage       *usage)
{
  const SgPrices *prices = prices_at (model, time_ms, flags, usage);
  gint64 cost = usage->input * prices->input + usage->output * prices->output +
                usage->cache_read * prices->cache_read + usage->write_5m * prices->write_5m + usage->write_1h * prices->write_1h;

  if (flags & SG_REQUEST_US)
    cost = scale (cost, self->us_permille);
  if (flags & SG_REQUEST_BATCH)
    cost = scale (cost, self->batch_permille);

  return cost + usage->web_searches * self->web_search_pico_usd;
}
