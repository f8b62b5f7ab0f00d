/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-thresholds.h"
#include "sg-error.h"

typedef struct {
  const char *name;
  const char *text;
  const char *tidy;   /* NULL where it must be refused */
} Case;

static const Case cases[] = {
  { "two", "70, 90", "70, 90" },
  { "out-of-order", "90 70", "70, 90" },
  { "twice", "70,70;90", "70, 90" },
  { "with-signs", "70 % 90%", "70, 90" },
  { "no-break-space", "70\302\240%", "70" },
  { "empty", "", "0" },
  { "none", "0", "0" },
  { "full", "100", "100" },
  { "most", "1 2 3 4 5 6 7 8 9 10 11 12", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10" },
  { "over", "101", NULL },
  { "huge", "99999999999999999999", NULL },
  { "negative", "-5", NULL },
  { "fraction", "70.5", NULL },
  { "words", "seventy", NULL },
  { "trailing", "70x", NULL },
};

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) thresholds = sg_alert_thresholds_parse (c->text, &error);

  if (c->tidy == NULL) {
    g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
    g_assert_null (thresholds);
  } else {
    g_autofree char *tidy = sg_alert_thresholds_to_text (thresholds);
    g_autoptr (GVariant) variant = g_variant_ref_sink (sg_alert_thresholds_to_variant (thresholds));
    g_autoptr (GArray) back = sg_alert_thresholds_from_variant (variant);
    g_autofree char *again = sg_alert_thresholds_to_text (back);

    g_assert_no_error (error);
    g_assert_cmpstr (tidy, ==, c->tidy);
    g_assert_cmpstr (again, ==, c->tidy);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/alert-thresholds/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }

  return g_test_run ();
}
