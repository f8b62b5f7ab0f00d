/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sentences whose order, commas and spaces are not English. */

#include <glib/gi18n.h>
#include <locale.h>

#include "sg-words.h"

typedef struct {
  const char *language;
  const char *reset;
  const char *line;
  const char *spoken;
  const char *age;
  const char *api;
} Said;

static const Said languages[] = {
  { "ja", "リセットまで 2時間14分 (14:50)", "5時間制限: 78% 使用、14:50にリセット",
    "5時間制限、78パーセント使用、リセットまで 2時間14分、ペースより速い", "更新: 2分前 · ステータスラインより",
    "API: 今日 $0.96、残り $127.45、あと約73日（2月2日）" },
  { "ko", "재설정까지 2시간 14분 (14:50)", "5시간 한도: 78% 사용, 14:50에 재설정",
    "5시간 한도, 78퍼센트 사용, 재설정까지 2시간 14분, 페이스보다 빠름", "업데이트: 2분 전 · 상태 표시줄에서",
    "API: 오늘 $0.96, $127.45 남음, 약 73일 쓸 수 있음(2월 2일)" },
  { "zh_CN", "2 小时 14 分钟后重置（14:50）", "5 小时限额：已用 78%，14:50 重置",
    "5 小时限额，已用百分之 78，2 小时 14 分钟后重置，快于进度", "更新：2 分钟前 · 来自状态行",
    "API：今天 $0.96，剩余 $127.45，还可用约 73 天（2月2日）" },
  { "ar", "يتجدد بعد 2\u00a0س و14\u00a0د (14:50)",
    "\u200f\u2068حد 5 ساعات\u2069: استُخدم \u200e78%\u200e، يتجدد الساعة 14:50",
    "حد 5 ساعات، استُخدم 78 بالمئة، يتجدد بعد ساعتين و14 دقيقة، أسرع من الوتيرة", "حُدّث قبل دقيقتين · من سطر الحالة",
    "\u200fAPI: اليوم \u2068$0.96\u2069، بقي \u2068$127.45\u2069، يكفي نحو 73 يومًا (2 February)" },
};

static SgConsole *
new_console (GDateTime *now)
{
  SgConsole *console = sg_console_new (SG_ORIGIN_ADMIN, now);

  console->today = (SgCents) { 96, 0 };

  return console;
}

static SgBalance
new_balance (void)
{
  return (SgBalance) {
           .left = { 12745, 0 },
           .is_live = TRUE,
           .has_runway = TRUE,
           .runway_days = 73,
           .ends_at = g_date_time_new_utc (2027, 2, 2, 12, 0, 0),
  };
}

static void
assert_text (char       *text,
             const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static void
test_reads_naturally (gconstpointer data)
{
  const Said *said = data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 24, 12, 36, 0);
  g_autoptr (GDateTime) earlier = g_date_time_new_utc (2026, 11, 24, 12, 34, 0);
  g_autoptr (GDateTime) resets_at = g_date_time_new_utc (2026, 11, 24, 14, 50, 0);
  g_autoptr (SgLimit) limit = sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 78.0, resets_at, SG_ORIGIN_STATUSLINE, now);
  g_autoptr (SgConsole) console = new_console (now);
  SgBalance balance = new_balance ();

  g_setenv ("LANGUAGE", said->language, TRUE);
  textdomain (GETTEXT_PACKAGE);
  if (g_str_equal (_ ("Limit"), "Limit")) {
    g_test_skip ("this C library translates nothing in the C.UTF-8 locale");
  } else {
    assert_text (sg_words_limit_reset (limit, now, zone), said->reset);
    assert_text (sg_words_limit_line (limit, now, zone), said->line);
    assert_text (sg_words_limit_spoken (limit, now), said->spoken);
    assert_text (sg_words_updated (earlier, SG_ORIGIN_STATUSLINE, now), said->age);
    assert_text (sg_words_console_line (console, &balance, now, zone), said->api);
  }

  g_date_time_unref (balance.ends_at);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *build = NULL;
  g_autofree char *catalogues = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  build = g_path_get_dirname (g_test_get_dir (G_TEST_BUILT));
  catalogues = g_build_filename (build, "po", NULL);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autofree char *path = g_strconcat ("/languages/reads-naturally/", languages[i].language, NULL);

    g_test_add_data_func (path, &languages[i], test_reads_naturally);
  }

  return g_test_run ();
}
