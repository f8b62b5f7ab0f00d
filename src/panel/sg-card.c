/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-card.h"

#include "sg-card-view.h"
#include "sg-console-section.h"
#include "sg-cost-tiles.h"
#include "sg-labels.h"
#include "sg-limit-list.h"
#include "sg-meters.h"
#include "sg-model-bars.h"
#include "sg-notice.h"
#include "sg-profile-list.h"
#include "sg-reflow.h"
#include "sg-scroller.h"
#include "sg-shown.h"
#include "sg-style.h"
#include "sg-words.h"

struct _SgCard {
  GtkWidget         parent_instance;

  GtkLabel         *plan;
  GtkStack         *refresh_stack;
  GtkSpinner       *spinner;
  GtkMenuButton    *menu_button;
  SgScroller       *scroller;
  GtkBox           *body;
  SgProfileList    *profiles;
  SgNotice         *notice;
  SgLimitList      *limits;
  GtkWidget        *credits;
  GtkLabel         *credits_amount;
  GtkLabel         *credits_percent;
  GtkWidget        *cost_section;
  GtkLabel         *block;
  SgCostTiles      *tiles;
  SgModelBars      *models;
  SgConsoleSection *console;
  SgHistoryBrief   *brief;
  SgMeters         *rates;
  SgMeters         *pacing;
  GtkWidget        *foot;
  GtkLabel         *who;
  GtkLabel         *footer;
};

enum {
  MENU_CLOSED,
  PROFILE_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgCard, sg_card, GTK_TYPE_WIDGET)

static void
sg_card_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_card_parent_class)->dispose (object);
}

static void
menu_closed_cb (SgCard *self)
{
  g_signal_emit (self, signals[MENU_CLOSED], 0);
}

static void
profile_chosen_cb (SgCard     *self,
                   const char *profile_id)
{
  g_signal_emit (self, signals[PROFILE_CHOSEN], 0, profile_id);
}

static void
sg_card_class_init (SgCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_card_dispose;

  signals[MENU_CLOSED] = g_signal_new ("menu-closed", SG_TYPE_CARD, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PROFILE_CHOSEN] = g_signal_new ("profile-chosen", SG_TYPE_CARD, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (SG_TYPE_CONSOLE_SECTION);
  g_type_ensure (SG_TYPE_COST_TILES);
  g_type_ensure (SG_TYPE_HISTORY_BRIEF);
  g_type_ensure (SG_TYPE_LIMIT_LIST);
  g_type_ensure (SG_TYPE_METERS);
  g_type_ensure (SG_TYPE_MODEL_BARS);
  g_type_ensure (SG_TYPE_NOTICE);
  g_type_ensure (SG_TYPE_PROFILE_LIST);
  g_type_ensure (SG_TYPE_REFLOW);
  g_type_ensure (SG_TYPE_SCROLLER);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SgCard, plan);
  gtk_widget_class_bind_template_child (widget_class, SgCard, refresh_stack);
  gtk_widget_class_bind_template_child (widget_class, SgCard, spinner);
  gtk_widget_class_bind_template_child (widget_class, SgCard, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SgCard, profiles);
  gtk_widget_class_bind_template_child (widget_class, SgCard, body);
  gtk_widget_class_bind_template_child (widget_class, SgCard, notice);
  gtk_widget_class_bind_template_child (widget_class, SgCard, limits);
  gtk_widget_class_bind_template_child (widget_class, SgCard, credits);
  gtk_widget_class_bind_template_child (widget_class, SgCard, credits_amount);
  gtk_widget_class_bind_template_child (widget_class, SgCard, credits_percent);
  gtk_widget_class_bind_template_child (widget_class, SgCard, cost_section);
  gtk_widget_class_bind_template_child (widget_class, SgCard, block);
  gtk_widget_class_bind_template_child (widget_class, SgCard, tiles);
  gtk_widget_class_bind_template_child (widget_class, SgCard, models);
  gtk_widget_class_bind_template_child (widget_class, SgCard, console);
  gtk_widget_class_bind_template_child (widget_class, SgCard, brief);
  gtk_widget_class_bind_template_child (widget_class, SgCard, rates);
  gtk_widget_class_bind_template_child (widget_class, SgCard, pacing);
  gtk_widget_class_bind_template_child (widget_class, SgCard, foot);
  gtk_widget_class_bind_template_child (widget_class, SgCard, who);
  gtk_widget_class_bind_template_child (widget_class, SgCard, footer);
  gtk_widget_class_set_css_name (widget_class, "usage");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
sg_card_init (SgCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (gtk_menu_button_get_popover (self->menu_button), "closed",
                           G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->profiles, "chosen", G_CALLBACK (profile_chosen_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
sg_card_new (void)
{
  return g_object_new (SG_TYPE_CARD, NULL);
}

static void
show_refreshing (SgCard  *self,
                 gboolean refreshing)
{
  gtk_stack_set_visible_child_name (self->refresh_stack, refreshing ? "busy" : "idle");
  gtk_spinner_set_spinning (self->spinner, refreshing);
}

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
show_limits (SgCard    *self,
             GPtrArray *limits,
             GDateTime *now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  sg_limit_list_show (self->limits, limits, now, zone);
  set_class (GTK_WIDGET (self), "alarmed", sg_card_view_is_critical (limits, now));
}

static void
show_credits (SgCard          *self,
              const SgCredits *credits)
{
  g_autofree char *amount = NULL;
  g_autofree char *percent = NULL;
  gboolean shown = sg_card_view_has_credits (credits);

  gtk_widget_set_visible (self->credits, shown);
  if (!shown)
    return;

  amount = sg_words_credits (credits);
  percent = sg_card_view_credits_percent (credits);
  sg_label_show (self->credits_amount, amount);
  sg_label_show (self->credits_percent, percent);
}

static void
show_costs (SgCard              *self,
            const SgCostSummary *costs,
            const char          *block)
{
  sg_label_show (self->block, block);
  gtk_widget_set_visible (self->cost_section, costs != NULL);
  if (costs == NULL)
    return;

  sg_cost_tiles_show (self->tiles, costs);
  sg_model_bars_show (self->models, costs);
}

/* What is first asked for comes first. */
static void
show_console (SgCard       *self,
              SgUsageModel *model,
              gboolean      first,
              GDateTime    *now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  GtkWidget *before = first ? GTK_WIDGET (self->notice) : self->cost_section;

  gtk_box_reorder_child_after (self->body, GTK_WIDGET (self->console), before);
  set_class (GTK_WIDGET (self->console), "first", first);
  set_class (GTK_WIDGET (self->console), "alone", sg_usage_model_get_costs (model) == NULL);
  sg_console_section_show (self->console, model, now, zone);
}

static void
show_rates (SgCard             *self,
            const SgRateLimits *limits,
            GDateTime          *now)
{
  g_auto (SgMetersView) view = { 0 };

  if (limits != NULL)
    sg_meters_view_init_rates (&view, limits, now);
  sg_meters_show (self->rates, limits ? &view : NULL);
}

static void
show_pacing (SgCard         *self,
             const SgPacing *pacing,
             GDateTime      *now)
{
  g_auto (SgMetersView) view = { 0 };

  if (pacing != NULL)
    sg_meters_view_init_pacing (&view, pacing, now);
  sg_meters_show (self->pacing, pacing ? &view : NULL);
}

static void
show_account (SgCard          *self,
              const SgAccount *account)
{
  g_autofree char *who = sg_words_account (account);

  sg_label_show (self->plan, account ? account->plan : NULL);
  sg_tooltip_show (GTK_WIDGET (self->plan), account ? account->tier : NULL);
  sg_label_show (self->who, who);
}

/* A line above nothing is only a line. */
static void
show_foot (SgCard     *self,
           const char *footer)
{
  sg_label_show (self->footer, footer);
  gtk_widget_set_visible (self->foot, gtk_widget_get_visible (GTK_WIDGET (self->footer)) ||
                          gtk_widget_get_visible (GTK_WIDGET (self->who)));
}

static void
show_notice (SgCard       *self,
             SgUsageModel *model,
             gboolean      connected,
             GDateTime    *now)
{
  g_auto (SgNoticeView) view = { 0 };

  sg_notice_view_init (&view, model, connected, now);
  sg_notice_show (self->notice, &view);
}

/* Somebody presents the screen: the notice says so, and nothing else is left. */
static void
hide_numbers (SgCard    *self,
              GDateTime *now)
{
  g_autoptr (SgUsageModel) nothing = sg_usage_model_new ();

  show_account (self, NULL);
  show_limits (self, NULL, now);
  show_credits (self, NULL);
  show_console (self, nothing, FALSE, now);
  show_costs (self, NULL, NULL);
  show_rates (self, NULL, now);
  show_pacing (self, NULL, now);
  show_foot (self, NULL);
}

/**
 * sg_card_show:
 * @connected: whether an agent feeds @model
 *
 * Shows what @model knows as of @now, in place: what did not change is not touched.
 */
void
sg_card_show (SgCard       *self,
              SgUsageModel *model,
              gboolean      connected,
              GDateTime    *now)
{
  const SgAccount *account = sg_usage_model_get_account (model);
  SgShown shown = sg_shown_of (model);
  gboolean loading = sg_model_is_loading (model, connected);
  gboolean hidden = sg_style_get ().hidden;
  g_autofree char *footer = sg_card_view_footer (model, now);
  g_autofree char *block = sg_card_view_block (model, now);

  g_return_if_fail (SG_IS_CARD (self));

  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, loading, -1);
  show_refreshing (self, sg_usage_model_is_refreshing (model));
  show_notice (self, model, connected, now);
  show_account (self, account);
  sg_history_brief_set_hidden (self->brief, hidden);
  if (hidden)
    hide_numbers (self, now);
  if (loading || hidden)
    return;

  show_limits (self, shown.code ? sg_usage_model_get_limits (model) : NULL, now);
  show_credits (self, shown.code ? sg_usage_model_get_credits (model) : NULL);
  show_console (self, model, shown.console_first, now);
  show_costs (self, sg_usage_model_get_costs (model), block);
  show_rates (self, sg_usage_model_get_rate_limits (model), now);
  show_pacing (self, sg_usage_model_get_pacing (model), now);
  show_foot (self, footer);
}

/**
 * sg_card_show_profiles:
 * @profiles: (nullable) (element-type SgProfileInfo): fewer than two leave the card as it always was
 * @chosen: (nullable): the id of the one whose model is shown; %NULL is the one the agent shows
 */
void
sg_card_show_profiles (SgCard     *self,
                       GPtrArray  *profiles,
                       const char *chosen)
{
  g_return_if_fail (SG_IS_CARD (self));

  sg_profile_list_show (self->profiles, sg_style_get ().hidden ? NULL : profiles, chosen);
}

/**
 * sg_card_get_brief:
 *
 * Returns: (transfer none): the small chart, which has a feed of its own
 */
SgHistoryBrief *
sg_card_get_brief (SgCard *self)
{
  g_return_val_if_fail (SG_IS_CARD (self), NULL);

  return self->brief;
}

/**
 * sg_card_open_menu:
 *
 * For panels that ask us to draw the icon's menu.
 */
void
sg_card_open_menu (SgCard *self)
{
  g_return_if_fail (SG_IS_CARD (self));

  gtk_menu_button_popup (self->menu_button);
}

gboolean
sg_card_is_menu_open (SgCard *self)
{
  g_return_val_if_fail (SG_IS_CARD (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (gtk_menu_button_get_popover (self->menu_button)));
}
