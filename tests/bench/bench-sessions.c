/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Scrolls a hundred thousand sessions in the full window, and says how long each frame took.
 * bench-sessions fill [N-SESSIONS]: makes the ledger in the state folder.
 * bench-sessions scroll|naive: the window with the sessions' page; the same list as labels on a hundred thousand objects.
 * Each frame is timed from the clock's first phase to its last, on the wall and as CPU time of the main thread: on a busy
 * machine only the second is ours.
 */

#include <adwaita.h>
#include <time.h>

#include "bench-year.h"
#include "sg-main-window.h"
#include "sg-memory.h"
#include "sg-session-page.h"
#include "sg-state-folder.h"

#define PER_SESSION 10
#define N_STEPS 240

typedef struct {
  const char *name;
  double      share;   /* of a screen, each frame; of the whole list below 0 */
} Way;

/* A turn of the wheel, a page at a time, and the bar drawn from one end to the other */
static const Way ways[] = { { "wheel", 0.1 }, { "page", 1.0 }, { "drag", -1.0 / 97.0 } };

typedef struct {
  GtkWindow     *window;
  GtkAdjustment *adjustment;
  guint          way;
  guint          step;
  double         wall_start;
  double         cpu_start;
  GArray        *walls;   /* (element-type double) */
  GArray        *cpus;    /* (element-type double) */
  gboolean       naive;
  gboolean       is_ready;
} Bench;

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
say (Bench      *bench,
     const char *unit,
     GArray     *times)
{
  g_array_sort (times, compare);
  printf ("%s %s %s %.2f %.2f %.2f %u\n", bench->naive ? "naive" : "list", ways[bench->way].name, unit,
          g_array_index (times, double, times->len / 2), g_array_index (times, double, times->len * 99 / 100),
          g_array_index (times, double, times->len - 1), times->len);
  fflush (stdout);
}

static void
end_way (Bench *bench)
{
  say (bench, "wall", bench->walls);
  say (bench, "cpu", bench->cpus);
  g_array_set_size (bench->walls, 0);
  g_array_set_size (bench->cpus, 0);
  bench->step = 0;
  if (++bench->way < G_N_ELEMENTS (ways))
    return;

  /* Whoever measures memory does so before this process is told to go on. */
  printf ("done\n");
  fflush (stdout);
  getchar ();
  exit (0);
}

static void
scroll (Bench *bench)
{
  double upper = gtk_adjustment_get_upper (bench->adjustment), page = gtk_adjustment_get_page_size (bench->adjustment);
  double share = ways[bench->way].share;
  double step = share < 0.0 ? -share * (upper - page) : share * page;
  double value = gtk_adjustment_get_value (bench->adjustment) + step;

  gtk_adjustment_set_value (bench->adjustment, value > upper - page ? 0.0 : value);
}

static void
frame_begins_cb (GdkFrameClock *clock,
                 Bench         *bench)
{
  bench->wall_start = (double) g_get_monotonic_time () / 1e3;
  bench->cpu_start = cpu_ms ();
  if (bench->is_ready)
    scroll (bench);
}

static void
frame_ends_cb (GdkFrameClock *clock,
               Bench         *bench)
{
  double wall = (double) g_get_monotonic_time () / 1e3 - bench->wall_start, cpu = cpu_ms () - bench->cpu_start;

  if (!bench->is_ready)
    return;
  /* The first is from where the way before ended. */
  if (bench->step++ > 0) {
    g_array_append_val (bench->walls, wall);
    g_array_append_val (bench->cpus, cpu);
  }
  if (bench->step > (bench->naive ? N_STEPS / 8 : N_STEPS))
    end_way (bench);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
find_widget (GtkWidget *root,
             GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (root), type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

static void
begin (Bench     *bench,
       GtkWidget *root)
{
  GtkWidget *view = find_widget (root, GTK_TYPE_COLUMN_VIEW);

  bench->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  bench->is_ready = TRUE;
}

static void
loaded_cb (GtkWidget *page,
           Bench     *bench)
{
  if (!bench->is_ready)
    begin (bench, page);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  column)
{
  g_autofree char *text = g_strdup_printf ("%s %u", gtk_string_object_get_string (gtk_list_item_get_item (item)), GPOINTER_TO_UINT (column));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

/* What one would write first */
static GtkWidget *
new_naive (void)
{
  GtkStringList *rows = gtk_string_list_new (NULL);
  GtkWidget *view = gtk_column_view_new (NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autoptr (GtkSingleSelection) selection = NULL;

  for (guint i = 0; i < 100000; i++)
    gtk_string_list_take (rows, g_strdup_printf ("%08x", i * 2654435761u));
  selection = gtk_single_selection_new (G_LIST_MODEL (rows));
  gtk_column_view_set_model (GTK_COLUMN_VIEW (view), GTK_SELECTION_MODEL (selection));
  for (guint i = 0; i < SG_N_LEDGER_COLUMNS; i++) {
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

    g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
    g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
    gtk_column_view_append_column (GTK_COLUMN_VIEW (view), gtk_column_view_column_new ("Column", factory));
  }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);

  return scrolled;
}

static GtkWidget *
open_list (Bench          *bench,
           GtkApplication *app)
{
  GtkWidget *page;

  bench->window = GTK_WINDOW (sg_main_window_new (app, NULL));
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (find_widget (GTK_WIDGET (bench->window), ADW_TYPE_VIEW_STACK)), "sessions");
  page = find_widget (GTK_WIDGET (bench->window), SG_TYPE_SESSION_PAGE);
  g_signal_connect (page, "loaded", G_CALLBACK (loaded_cb), bench);

  return page;
}

static void
activate_cb (GtkApplication *app,
             Bench          *bench)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  if (bench->naive) {
    bench->window = GTK_WINDOW (adw_application_window_new (app));
    adw_application_window_set_content (ADW_APPLICATION_WINDOW (bench->window), new_naive ());
  } else {
    open_list (bench, app);
  }
  gtk_window_set_default_size (bench->window, 1000, 760);
  gtk_widget_realize (GTK_WIDGET (bench->window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)), "before-paint", G_CALLBACK (frame_begins_cb), bench);
  g_signal_connect_after (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)), "after-paint", G_CALLBACK (frame_ends_cb), bench);
  gtk_widget_add_tick_callback (GTK_WIDGET (bench->window), tick_cb, NULL, NULL);
  gtk_window_present (bench->window);
  if (bench->naive)
    begin (bench, GTK_WIDGET (bench->window));
}

static int
make_ledger (int n_sessions)
{
  g_autofree char *folder = sg_state_folder_path ();
  g_autofree char *path = g_build_filename (folder, "ledger.db", NULL);
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  GError *error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (path, prices, &error);

  if (ledger == NULL)
    fail (error);
  year_fill (ledger, n_sessions * PER_SESSION, PER_SESSION);

  return 0;
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { .naive = argc > 1 && g_str_equal (argv[1], "naive") };
  g_autoptr (AdwApplication) app = NULL;

  if (argc > 1 && g_str_equal (argv[1], "fill"))
    return make_ledger (argc > 2 ? atoi (argv[2]) : 100000);

  /* As the panel itself: see src/panel/main.c */
  sg_memory_use_one_heap ();
  bench.walls = g_array_new (FALSE, FALSE, sizeof (double));
  bench.cpus = g_array_new (FALSE, FALSE, sizeof (double));
  app = adw_application_new ("io.github.sandglass.Bench", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), &bench);

  return g_application_run (G_APPLICATION (app), 0, NULL);
}
