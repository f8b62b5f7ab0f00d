/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads JSON that others write: a member of the wrong type is a member that is not there. */

#include "sg-json.h"

#include <math.h>

#include "sg-error.h"
#include "sg-json-scan.h"

/**
 * sg_json_parse_object:
 * @text: (nullable): UTF-8 JSON whose outermost value must be an object; %NULL only when @length is 0
 * @length: bytes in @text
 *
 * The error never quotes @text: it may hold a token.
 *
 * Returns: (transfer full): a node that holds an object, or %NULL with @error
 *   set to %SG_ERROR_BAD_DATA
 */
JsonNode *
sg_json_parse_object (const char *text,
                      gsize       length,
                      GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *copy = g_strndup (text ? text : "", length);
  const char *problem = sg_json_scan (copy, length);

  if (problem == NULL && !json_parser_load_from_data (parser, copy, length, NULL))
    problem = "it is not whole JSON";
  if (problem != NULL) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, problem);
    return NULL;
  }

  return json_parser_steal_root (parser);
}

static JsonNode *
get_node (JsonObject *object,
          const char *member)
{
  return object ? json_object_get_member (object, member) : NULL;
}

/**
 * sg_json_get_object:
 * @object: (nullable):
 *
 * Returns: (transfer none) (nullable): the member, if it is an object
 */
JsonObject *
sg_json_get_object (JsonObject *object,
                    const char *member)
{
  JsonNode *node = get_node (object, member);

  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * sg_json_get_array:
 * @object: (nullable):
 *
 * Returns: (transfer none) (nullable): the member, if it is an array
 */
JsonArray *
sg_json_get_array (JsonObject *object,
                   const char *member)
{
  JsonNode *node = get_node (object, member);

  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * sg_json_get_string:
 * @object: (nullable):
 *
 * Returns: (transfer none) (nullable): the member, if it is a string; always valid UTF-8
 */
const char *
sg_json_get_string (JsonObject *object,
                    const char *member)
{
  JsonNode *node = get_node (object, member);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
    ? json_node_get_string (node) : NULL;
}

/**
 * sg_json_get_double:
 * @object: (nullable):
 * @value: (out): left alone when there is no finite number
 *
 * Returns: whether the member is a finite number
 */
gboolean
sg_json_get_double (JsonObject *object,
                    const char *member,
                    double     *value)
{
  JsonNode *node = get_node (object, member);
  GType type = node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;
  if (!isfinite (json_node_get_double (node)))
    return FALSE;

  *value = json_node_get_double (node);

  return TRUE;
}

/**
 * sg_json_get_int:
 * @object: (nullable):
 * @value: (out): left alone when there is no number a gint64 holds
 *
 * A whole number written as 12.0 counts; a fraction is rounded, half away from 0.
 *
 * Returns: whether the member is such a number
 */
gboolean
sg_json_get_int (JsonObject *object,
                 const char *member,
                 gint64     *value)
{
  JsonNode *node = get_node (object, member);
  double number;

  if (!sg_json_get_double (object, member, &number))
    return FALSE;

  if (json_node_get_value_type (node) == G_TYPE_INT64) {
    *value = json_node_get_int (node);
    return TRUE;
  }
  if (fabs (number) >= 9.2e18)
    return FALSE;

  *value = (gint64) round (number);

  return TRUE;
}

/**
 * sg_json_get_boolean:
 * @object: (nullable):
 *
 * Returns: the member, or @fallback when it is no boolean
 */
gboolean
sg_json_get_boolean (JsonObject *object,
                     const char *member,
                     gboolean    fallback)
{
  JsonNode *node = get_node (object, member);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
    ? json_node_get_boolean (node) : fallback;
}

/**
 * sg_json_array_get_object:
 *
 * Returns: (transfer none) (nullable): the element, if there is one and it is an object
 */
JsonObject *
sg_json_array_get_object (JsonArray *array,
                          guint      index)
{
  JsonNode *node = index < json_array_get_length (array) ? json_array_get_element (array, index) : NULL;

  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}
