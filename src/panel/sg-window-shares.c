/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-window-shares.h"

#include <glib/gi18n-lib.h>

#include "sg-gauge.h"
#include "sg-labels.h"
#include "sg-money.h"
#include "sg-words.h"

#define MAX_BARS 3
#define NAME_CHARS 10
#define MAX_NAME_CHARS 28
#define GAUGE_WIDTH 60
#define SHORT_SESSION_CHARS 8

typedef struct {
  GtkLabel *name;
  SgGauge  *gauge;
  GtkLabel *share;
} Bar;

struct _SgWindowShares {
  GtkWidget parent_instance;

  GtkGrid  *grid;
  GtkLabel *title;
  GtkLabel *note;
  Bar       bars[MAX_BARS];
};

G_DEFINE_FINAL_TYPE (SgWindowShares, sg_window_shares, GTK_TYPE_WIDGET)

static void
sg_window_shares_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_window_shares_parent_class)->dispose (object);
}

static void
sg_window_shares_class_init (SgWindowSharesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_window_shares_dispose;
  gtk_widget_class_set_css_name (widget_class, "shares");
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-window-shares.ui");
  gtk_widget_class_bind_template_child (widget_class, SgWindowShares, grid);
  gtk_widget_class_bind_template_child (widget_class, SgWindowShares, title);
  gtk_widget_class_bind_template_child (widget_class, SgWindowShares, note);
}

static void
add_bar (SgWindowShares *self,
         int             place)
{
  Bar *bar = &self->bars[place];

  bar->name = GTK_LABEL (gtk_label_new (NULL));
  bar->gauge = SG_GAUGE (sg_gauge_new ());
  bar->share = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (bar->name, 0.0f);
  gtk_label_set_width_chars (bar->name, NAME_CHARS);
  gtk_label_set_max_width_chars (bar->name, MAX_NAME_CHARS);
  gtk_label_set_ellipsize (bar->name, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (bar->share, 1.0f);
  gtk_widget_add_css_class (GTK_WIDGET (bar->share), "numeric");
  gtk_widget_set_visible (GTK_WIDGET (bar->gauge), FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (bar->gauge), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (bar->gauge), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (bar->gauge), GAUGE_WIDTH, -1);
  gtk_grid_attach (self->grid, GTK_WIDGET (bar->name), 0, place, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (bar->gauge), 1, place, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (bar->share), 2, place, 1, 1);
}

static void
sg_window_shares_init (SgWindowShares *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < MAX_BARS; i++)
    add_bar (self, i);
}

static char *
name_of (const SgLedgerShare *share)
{
  if (*share->session == '\0')
    return g_strdup (share->name);

  return g_strdup_printf ("%s · %.*s", share->name, SHORT_SESSION_CHARS, share->session);
}

static void
show_bar (Bar                 *bar,
          const SgLedgerShare *share,
          double               percent)
{
  g_autofree char *name = share ? name_of (share) : NULL;
  g_autofree char *cost = share ? sg_pico_usd_format (share->pico_usd) : NULL;
  /* TRANSLATORS: a share and an amount of money: “62 % · $3.10” */
  g_autofree char *words = share ? g_strdup_printf (_ ("%.0f %% · %s"), percent, cost) : NULL;
  g_autofree char *spoken = NULL;

  sg_label_show (bar->name, name);
  sg_label_show (bar->share, words);
  gtk_widget_set_visible (GTK_WIDGET (bar->gauge), share != NULL);
  if (share == NULL)
    return;

  spoken = g_strdup_printf ("%s, %s", name, words);
  sg_tooltip_show (GTK_WIDGET (bar->name), name);
  sg_gauge_set_percent (bar->gauge, percent);
  sg_gauge_set_words (bar->gauge, spoken, words);
}

static void
show_bars (SgWindowShares       *self,
           const SgLedgerShares *shares)
{
  for (guint i = 0; i < MAX_BARS; i++) {
    const SgLedgerShare *share = shares && i < shares->shares->len ? g_ptr_array_index (shares->shares, i) : NULL;

    show_bar (&self->bars[i], share, share ? (double) share->pico_usd / (double) shares->pico_usd * 100.0 : 0.0);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->grid), shares != NULL && shares->shares->len > 0);
}

static char *
describe (const SgLedgerShares  *shares,
          gint64                 from_ms,
          const SgSessionMoment *moment)
{
  g_autoptr (GDateTime) from = g_date_time_new_from_unix_utc (from_ms / 1000);
  g_autofree char *since = sg_words_clock_time (from, moment->now, moment->zone);
  g_autofree char *cost = sg_pico_usd_format (shares->pico_usd);

  if (shares->shares->len == 0 && shares->n_unpriced == 0)
    /* Translators: %s is a time */
    return g_strdup_printf (_ ("This machine has used nothing since %s."), since);
  if (shares->shares->len == 0)
    return g_strdup_printf (_ ("What this machine has used since %s is of unknown price."), since);

  /* Translators: the first %s is an amount of money, the second a time */
  return g_strdup_printf (_ ("Estimate of this machine: shares of %s at list prices since %s."), cost, since);
}

static char *
join (char       *words,
      const char *more)
{
  g_autofree char *before = words;

  /* Translators: two sentences */
  return g_strdup_printf (C_ ("sentences", "%s %s"), before, more);
}

static char *
add_others (char                 *words,
            const SgLedgerShares *shares)
{
  g_autofree char *more = NULL;
  double percent = 0.0;
  int n_others = (int) shares->shares->len - MAX_BARS;

  if (n_others <= 0)
    return words;

  for (guint i = MAX_BARS; i < shares->shares->len; i++)
    percent += (double) ((SgLedgerShare *) shares->shares->pdata[i])->pico_usd / (double) shares->pico_usd * 100.0;
  /* Translators: what is not in a list of the largest shares */
  more = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d more: %.0f %%.", "%d more: %.0f %%.", (gulong) n_others), n_others, percent);

  return join (words, more);
}

static char *
add_unpriced (char                 *words,
              const SgLedgerShares *shares)
{
  g_autofree char *more = NULL;

  if (shares->n_unpriced == 0 || shares->shares->len == 0)
    return words;

  more = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d request of unknown price is left out.", "%d requests of unknown price are left out.",
                                       (gulong) shares->n_unpriced), (int) MIN (shares->n_unpriced, G_MAXINT));

  return join (words, more);
}

/**
 * sg_window_shares_show:
 * @shares: (nullable): %NULL when the window is not known
 * @from_ms: when it began
 */
void
sg_window_shares_show (SgWindowShares        *self,
                       const SgLedgerShares  *shares,
                       gint64                 from_ms,
                       const SgSessionMoment *moment)
{
  g_autofree char *note = NULL;

  g_return_if_fail (SG_IS_WINDOW_SHARES (self));

  if (shares != NULL)
    note = add_unpriced (add_others (describe (shares, from_ms, moment), shares), shares);
  else
    note = g_strdup (_ ("Not known: no official reading says when the present limit began."));
  gtk_label_set_text (self->note, note);
  show_bars (self, shares);
}
