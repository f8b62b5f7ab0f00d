/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-picture.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "sg-card.h"
#include "sg-config.h"
#include "sg-history-demo.h"
#include "sg-history-page.h"
#include "sg-look.h"
#include "sg-render.h"
#include "sg-sample.h"
#include "sg-session-page.h"
#include "sg-sheet.h"

typedef struct {
  const char   *path;
  const char   *state;
  const char   *page;   /* (nullable): %NULL for the panel */
  SgHistorySpan span;
  gboolean      dark;
  gboolean      large;
  gboolean      mirrored;
  GtkWidget    *window;
  GtkWidget    *drawn;
  int           status;
} Picture;

/* Buttons without an action would look switched off. */
static void
add_actions (GActionMap *map)
{
  static const char *const names[] = {
    "refresh", "snooze", "window", "preferences", "presentation", "shortcuts", "about", "quit", "start-agent", "balance", "keys",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], NULL);

    g_action_map_add_action (map, G_ACTION (action));
  }
}

static void
apply_look (const Picture *picture)
{
  GtkSettings *settings = gtk_settings_get_default ();

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      picture->dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_object_set (settings,
                "gtk-font-name", "Cantarell 11",
                "gtk-xft-dpi", (picture->large ? 192 : 96) * 1024,
                "gtk-enable-animations", FALSE,
                NULL);
  if (picture->mirrored)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

#define PAGE_WIDTH 640
#define PAGE_HEIGHT 1800

/* Placed as high as it likes, also where the screen is not. */
static GtkWidget *
new_viewport (GtkWidget *child)
{
  GtkWidget *viewport = gtk_viewport_new (NULL, NULL);

  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), child);

  return viewport;
}

static void
painted_cb (GdkFrameClock *clock,
            Picture       *picture)
{
  g_autoptr (GError) error = NULL;

  /* Each row that fills in paints again. */
  if (SG_IS_SESSION_PAGE (picture->drawn) && !sg_session_page_is_settled (SG_SESSION_PAGE (picture->drawn)))
    return;
  g_signal_handlers_disconnect_by_func (clock, painted_cb, picture);
  if (!sg_render_to_png (picture->drawn, picture->path, &error)) {
    g_printerr ("%s\n", error->message);
    picture->status = 1;
  }

  gtk_window_destroy (GTK_WINDOW (picture->window));
}

static SgHistoryView *
new_past (SgUsageModel *model,
          SgHistorySpan span)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  GPtrArray *limits = sg_usage_model_get_limits (model);
  gint64 present = g_date_time_to_unix (now);
  g_autoptr (SgHistoryRecord) record = limits ? sg_history_demo_new (limits, present, zone) : sg_history_record_new ();

  return sg_history_view_new (sg_history_new (record, span, present, zone), limits ? limits : nothing, zone);
}

/* As it stands in the full window, but as high as it likes */
static GtkWidget *
new_history (const Picture *picture)
{
  g_autoptr (SgUsageModel) model = sg_sample_new (picture->state);
  g_autoptr (SgHistoryView) past = new_past (model, picture->span);
  GtkWidget *page = g_object_new (SG_TYPE_HISTORY_PAGE, NULL);

  sg_history_page_show (SG_HISTORY_PAGE (page), past);
  gtk_widget_add_css_class (page, "background");
  gtk_widget_set_size_request (page, PAGE_WIDTH, PAGE_HEIGHT);

  return page;
}

static GtkWidget *
new_sheet (const Picture *picture)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgUsageModel) model = sg_sample_new (picture->state);
  g_autoptr (SgHistoryView) past = new_past (model, SG_HISTORY_DAY);
  g_autoptr (GPtrArray) profiles = sg_sample_dup_profiles (picture->state);
  GtkWidget *card = sg_card_new ();

  sg_card_show_profiles (SG_CARD (card), profiles, NULL);
  sg_card_show (SG_CARD (card), model, sg_sample_is_connected (picture->state), now);
  sg_history_brief_show (sg_card_get_brief (SG_CARD (card)), past);

  return sg_sheet_new (card);
}

/* What of the full window can be drawn */
static const char *const pages[] = { "history", "sessions", "projects", NULL };

static void
choose_first_cb (GtkWidget *page)
{
  sg_session_page_choose_first (SG_SESSION_PAGE (page));
}

static GtkWidget *
new_sessions (const Picture *picture)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgUsageModel) model = sg_sample_new (picture->state);
  const SgSessionContext context = {
    .now = now, .demo_time = g_date_time_to_unix (now), .limits = sg_usage_model_get_limits (model),
  };
  GtkWidget *page = GTK_WIDGET (sg_session_page_new (g_str_equal (picture->page, "projects") ? SG_LEDGER_LIST_PROJECTS : SG_LEDGER_LIST_SESSIONS));

  gtk_widget_add_css_class (page, "background");
  gtk_widget_set_size_request (page, picture->large ? 1240 : 920, picture->large ? 1000 : 680);
  g_signal_connect (page, "loaded", G_CALLBACK (choose_first_cb), NULL);
  sg_session_page_load (SG_SESSION_PAGE (page), &context);

  return page;
}

static GtkWidget *
new_page (const Picture *picture)
{
  return g_str_equal (picture->page, "history") ? new_history (picture) : new_sessions (picture);
}

static void
activate_cb (GApplication *app,
             Picture      *picture)
{
  GtkWindow *window;

  add_actions (G_ACTION_MAP (app));
  sg_look_follow (adw_style_manager_get_default ());
  apply_look (picture);

  picture->window = gtk_application_window_new (GTK_APPLICATION (app));
  window = GTK_WINDOW (picture->window);
  gtk_widget_add_css_class (picture->window, "popover-window");
  gtk_widget_add_css_class (picture->window, "rounded");
  gtk_window_set_decorated (window, FALSE);
  gtk_window_set_resizable (window, FALSE);
  picture->drawn = picture->page ? new_page (picture) : new_sheet (picture);
  gtk_window_set_child (window, new_viewport (picture->drawn));
  gtk_widget_realize (picture->window);
  g_signal_connect (gtk_widget_get_frame_clock (picture->window), "after-paint", G_CALLBACK (painted_cb), picture);
  gtk_window_present (window);
}

/**
 * sg_picture_draw:
 * @path: where the PNG file goes
 * @options: `state` s, one of sg_sample_dup_names(); `page` s, of the full window; `span` s, of its history; `dark`, `large`, `mirrored` b
 *
 * Draws the panel, or a page of the full window, in a made-up state, on a clock of its own.
 *
 * Returns: the exit status
 */
int
sg_picture_draw (const char   *path,
                 GVariantDict *options)
{
  g_autoptr (AdwApplication) app = NULL;
  g_auto (GStrv) states = sg_sample_dup_names (FALSE);
  Picture picture = { .path = path, .state = "mixed", .span = SG_HISTORY_WEEK };
  const char *span = NULL;

  g_variant_dict_lookup (options, "state", "&s", &picture.state);
  g_variant_dict_lookup (options, "page", "&s", &picture.page);
  if (g_variant_dict_lookup (options, "span", "&s", &span) && !sg_history_span_from_nick (span, &picture.span)) {
    g_printerr (_ ("There is no span “%s”. There are: 24h, 7d, 30d, 12m\n"), span);
    return 2;
  }
  picture.dark = g_variant_dict_contains (options, "dark");
  picture.large = g_variant_dict_contains (options, "large");
  picture.mirrored = g_variant_dict_contains (options, "mirrored");
  if (!g_strv_contains ((const char *const *) states, picture.state)) {
    g_autofree char *names = g_strjoinv (", ", states);

    g_printerr (_ ("There is no state “%s”. There are: %s\n"), picture.state, names);
    return 2;
  }
  if (picture.page != NULL && !g_strv_contains (pages, picture.page)) {
    g_autofree char *names = g_strjoinv (", ", (char **) pages);

    g_printerr (_ ("There is no page “%s”. There are: %s\n"), picture.page, names);
    return 2;
  }

  app = adw_application_new (APP_ID ".Panel", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), &picture);
  g_application_run (G_APPLICATION (app), 0, NULL);

  return picture.status;
}
