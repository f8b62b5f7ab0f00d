/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-session-page.h"

#include <glib/gi18n-lib.h>

#include "sg-labels.h"
#include "sg-profile-chooser.h"
#include "sg-reflow.h"
#include "sg-session-details.h"
#include "sg-session-loader.h"
#include "sg-session-table.h"
#include "sg-sort-chooser.h"
#include "sg-window-shares.h"

struct _SgSessionPage {
  AdwBin            parent_instance;

  SgWindowShares   *shares;
  GtkSearchEntry   *search;
  GtkDropDown      *range;
  SgProfileChooser *profile;
  SgSortChooser    *sort;
  GtkStack         *stack;
  SgSessionTable   *table;
  AdwStatusPage    *empty;
  SgSessionDetails *details;
  GtkLabel         *totals;

  SgLedgerListKind  kind;
  SgSessionLoader  *loader;        /* (owned) */
  gboolean          goes_to_first; /* whether the keyboard goes to the first row that is found */
};

typedef enum {
  PROP_KIND = 1,
} SgSessionPageProperty;

static GParamSpec *properties[PROP_KIND + 1];

enum {
  LOADED,
  PROFILE_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgSessionPage, sg_session_page, ADW_TYPE_BIN)

static const char *
get_search (SgSessionPage *self){
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

static SgLedgerListOrder
get_order (SgSessionPage *self)
{
  SgLedgerListOrder order = { .search = get_search (self) };

  sg_session_table_get_order (self->table, &order.column, &order.descending);

  return order;
}

static SgSessionRange
get_range (SgSessionPage *self)
{
  return MIN (gtk_drop_down_get_selected (self->range), SG_SESSION_ALL_TIME);
}

static void
show_empty (SgSessionPage *self)
{
  gboolean searched = *get_search (self) != '\0';

  if (searched)
    adw_status_page_set_title (self->empty, _ ("Nothing Found"));
  else
    adw_status_page_set_title (self->empty, self->kind == SG_LEDGER_LIST_SESSIONS ? _ ("No Sessions") : _ ("No Projects"));

  if (searched)
    adw_status_page_set_description (self->empty, _ ("Every word must be in the project, a model or the session."));
  else if (get_range (self) != SG_SESSION_ALL_TIME)
    adw_status_page_set_description (self->empty, _ ("In this time nothing was counted on this machine."));
  else
    adw_status_page_set_description (self->empty, _ ("What Claude Code does on this machine appears here."));
}

static void
show_answer (SgSessionPage   *self,
             SgSessionAnswer *answer,
             gboolean         opened)
{
  g_autofree char *totals = sg_session_view_totals (&answer->totals, answer->ids->len, self->kind);

  sg_session_table_show (self->table, answer->ids, opened);
  sg_label_show (self->totals, answer->ids->len > 0 ? totals : NULL);
  if (answer->ids->len == 0)
    show_empty (self);
  gtk_stack_set_visible_child_name (self->stack, answer->ids->len > 0 ? "table" : "empty");
  if (self->goes_to_first && answer->ids->len > 0) {
    sg_session_table_choose_first (self->table);
    gtk_widget_child_focus (GTK_WIDGET (self->table), GTK_DIR_TAB_FORWARD);
  }
  self->goes_to_first = FALSE;
  if (opened)
    sg_window_shares_show (self->shares, answer->shares, sg_session_loader_get_window_start_ms (self->loader),
                           sg_session_loader_get_moment (self->loader));
}

static void
show_problem (SgSessionPage *self,
              const GError  *error)
{
  adw_status_page_set_title (self->empty, _ ("The Ledger Cannot Be Read"));
  adw_status_page_set_description (self->empty, error->message);
  gtk_stack_set_visible_child_name (self->stack, "empty");
  sg_label_show (self->totals, NULL);
}

static void
loaded_cb (SgSessionPage *self)
{
  g_signal_emit (self, signals[LOADED], 0);
}

static void
ask (SgSessionPage *self,
     gboolean       anew)
{
  const SgLedgerListOrder order = get_order (self);
  guint profile;
  GStrv profiles = sg_profile_chooser_get (self->profile, &profile);

  sg_session_loader_ask (self->loader, get_range (self), profiles, profile, &order, anew);
}

static void
reload (SgSessionPage *self)
{
  ask (self, TRUE);
}

static void
sort_anew (SgSessionPage *self)
{
  ask (self, FALSE);
}

static void
search_changed_cb (SgSessionPage *self)
{
  sort_anew (self);
}

/* What is typed last is not yet searched for: the first row is that of the answer. */
static void
search_activated_cb (SgSessionPage *self)
{
  self->goes_to_first = TRUE;
  sort_anew (self);
}

static void
stop_search_cb (SgSessionPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
order_changed_cb (SgSessionPage *self)
{
  SgLedgerColumn column;
  gboolean descending;

  sg_session_table_get_order (self->table, &column, &descending);
  sg_sort_chooser_show (self->sort, column, descending);
  sort_anew (self);
}

static void
sort_chosen_cb (SgSessionPage *self)
{
  SgLedgerColumn column;
  gboolean descending;

  sg_sort_chooser_get (self->sort, &column, &descending);
  sg_session_table_set_order (self->table, column, descending);
}

static void
row_chosen_cb (SgSessionPage *self)
{
  SgSessionRow *row = sg_session_table_get_chosen (self->table);

  if (row != NULL)
    sg_session_details_load (self->details, sg_session_row_get_id (row));
  else
    sg_session_details_close (self->details);
}

static void
close_details_cb (SgSessionPage *self)
{
  sg_session_table_choose_none (self->table);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  SgSessionPage *self = SG_SESSION_PAGE (widget);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->details)))
    return FALSE;

  close_details_cb (self);

  return TRUE;
}

static gboolean
find_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_grab_focus (GTK_WIDGET (SG_SESSION_PAGE (widget)->search));
}

/* From wherever in the window the focus is: after a page was chosen it is beside the page. */
static void
add_find (SgSessionPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_f, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (find_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Other profiles have other windows. */
static void
profile_chosen_cb (SgSessionPage *self)
{
  guint profile;
  GStrv profiles = sg_profile_chooser_get (self->profile, &profile);

  if (profiles != NULL)
    g_signal_emit (self, signals[PROFILE_CHOSEN], 0, profiles[profile]);
  reload (self);
}

/**
 * sg_session_page_load:
 *
 * Shows what the ledger has now.
 */
void
sg_session_page_load (SgSessionPage          *self,
                      const SgSessionContext *context)
{
  g_return_if_fail (SG_IS_SESSION_PAGE (self));

  sg_session_loader_set_context (self->loader, context->now, context->demo_time, context->is_replay, context->limits);
  sg_profile_chooser_show (self->profile, context->profiles, context->profile);
  reload (self);
}

/**
 * sg_session_page_close:
 *
 * Lets the ledger go: nobody looks. What is shown stays until the page is loaded again.
 */
void
sg_session_page_close (SgSessionPage *self)
{
  g_return_if_fail (SG_IS_SESSION_PAGE (self));

  sg_session_loader_close (self->loader);
}

/**
 * sg_session_page_is_settled:
 *
 * Returns: whether nothing is on its way that would change what is on screen
 */
gboolean
sg_session_page_is_settled (SgSessionPage *self)
{
  return !sg_session_loader_is_busy (self->loader) && sg_session_details_is_settled (self->details) &&
         sg_session_list_is_settled (sg_session_table_get_list (self->table));
}

/**
 * sg_session_page_choose_first:
 *
 * Opens the details of the first row, as a click would.
 */
void
sg_session_page_choose_first (SgSessionPage *self)
{
  sg_session_table_choose_first (self->table);
}

static void
sg_session_page_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (property_id == PROP_KIND)
    SG_SESSION_PAGE (object)->kind = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
add_loader (SgSessionPage *self)
{
  SgSessionFeed *feed;
  const SgSessionMoment *moment;

  self->loader = sg_session_loader_new (self->kind);
  feed = sg_session_loader_get_feed (self->loader);
  moment = sg_session_loader_get_moment (self->loader);
  sg_session_table_set_up (self->table, feed, self->kind, moment);
  sg_session_details_set_up (self->details, feed, self->kind, moment);
  g_signal_connect_object (self->loader, "answered", G_CALLBACK (show_answer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "failed", G_CALLBACK (show_problem), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "outdated", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
}

static void
sg_session_page_constructed (GObject *object)
{
  SgSessionPage *self = SG_SESSION_PAGE (object);
  gboolean sessions = self->kind == SG_LEDGER_LIST_SESSIONS;

  G_OBJECT_CLASS (sg_session_page_parent_class)->constructed (object);

  add_loader (self);
  sg_sort_chooser_set_kind (self->sort, self->kind);
  order_changed_cb (self);
  g_object_set (self->search, "placeholder-text", sessions ? _ ("Search project, model or session") : _ ("Search project or model"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sessions ? _ ("Search project, model or session") : _ ("Search project or model"), -1);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->table));
  g_signal_connect_object (self->table, "order-changed", G_CALLBACK (order_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "row-chosen", G_CALLBACK (row_chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
sg_session_page_dispose (GObject *object)
{
  SgSessionPage *self = SG_SESSION_PAGE (object);

  /* A table that goes loses its order. */
  if (self->table != NULL) {
    g_signal_handlers_disconnect_by_data (self->table, self);
    sg_session_details_close (self->details);
  }
  self->table = NULL;
  sg_session_loader_stop (self->loader);

  G_OBJECT_CLASS (sg_session_page_parent_class)->dispose (object);
}

static void
sg_session_page_finalize (GObject *object)
{
  g_clear_object (&SG_SESSION_PAGE (object)->loader);

  G_OBJECT_CLASS (sg_session_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-session-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SgSessionPage, shares);
  gtk_widget_class_bind_template_child (widget_class, SgSessionPage, search);
  gtk_widget_class_bind_template_child (widget_class, SgSessionPage, range);
  gtk_widget_class_bind_template_child (widget_class, SgSessionPage, profile);
  gtk_widget_class_bind_template_child (widget_class, SgSessionPage, sort);
  gtk_widget_class_bind_template_child (widget_class, SgSessionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SgSessionPage, table);
  gtk_widget_class_bind_template_child (widget_class, SgSessionPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SgSessionPage, details);
  gtk_widget_class_bind_template_child (widget_class, SgSessionPage, totals);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_bind_template_callback (widget_class, profile_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, sort_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_details_cb);
}

static void
sg_session_page_class_init (SgSessionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = sg_session_page_set_property;
  object_class->constructed = sg_session_page_constructed;
  object_class->dispose = sg_session_page_dispose;
  object_class->finalize = sg_session_page_finalize;

  properties[PROP_KIND] = g_param_spec_uint ("kind", NULL, NULL, SG_LEDGER_LIST_SESSIONS, SG_LEDGER_LIST_PROJECTS, SG_LEDGER_LIST_SESSIONS,
                                             G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[LOADED] = g_signal_new ("loaded", SG_TYPE_SESSION_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PROFILE_CHOSEN] =
    g_signal_new ("profile-chosen", SG_TYPE_SESSION_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (SG_TYPE_PROFILE_CHOOSER);
  g_type_ensure (SG_TYPE_REFLOW);
  g_type_ensure (SG_TYPE_SESSION_TABLE);
  g_type_ensure (SG_TYPE_SESSION_DETAILS);
  g_type_ensure (SG_TYPE_SORT_CHOOSER);
  g_type_ensure (SG_TYPE_WINDOW_SHARES);
  gtk_widget_class_set_css_name (widget_class, "sessions");
  bind_children (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
sg_session_page_init (SgSessionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_find (self);
}

SgSessionPage *
sg_session_page_new (SgLedgerListKind kind)
{
  return g_object_new (SG_TYPE_SESSION_PAGE, "kind", kind, NULL);
}
