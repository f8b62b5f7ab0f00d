/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "mutate-text.h"

#define MAX_LENGTH 4096
/* Most texts stay short, as most of libFuzzer's do. */
#define SHORT_LENGTH 512
#define MAX_CHANGES 5
#define MAX_PIECE 32

typedef void (*Change) (GString           *text,
                        const MutateStock *stock,
                        guint64           *chance);

void
mutate_stock_init (MutateStock *stock)
{
  stock->seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  stock->words = g_ptr_array_new_with_free_func (g_free);
}

void
mutate_stock_clear (MutateStock *stock)
{
  g_clear_pointer (&stock->seeds, g_ptr_array_unref);
  g_clear_pointer (&stock->words, g_ptr_array_unref);
}

static char *
read_file (const char *path,
           gsize      *length)
{
  g_autoptr (GError) error = NULL;
  char *text;

  if (!g_file_get_contents (path, &text, length, &error))
    g_error ("%s", error->message);

  return text;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_seed (MutateStock *stock,
          const char  *path)
{
  gsize length;
  char *text = read_file (path, &length);

  g_ptr_array_add (stock->seeds, g_bytes_new_take (text, length));
}

/* A folder is taken in the order of its names, with those below it. */
void
mutate_stock_add_seeds (MutateStock *stock,
                        const char  *file_or_folder)
{
  g_autoptr (GDir) folder = g_dir_open (file_or_folder, 0, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL) {
    add_seed (stock, file_or_folder);
    return;
  }

  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (paths, g_build_filename (file_or_folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  for (guint i = 0; i < paths->len; i++)
    mutate_stock_add_seeds (stock, g_ptr_array_index (paths, i));
}

/* A dictionary of libFuzzer's: a word in quotes on each line */
void
mutate_stock_add_words (MutateStock *stock,
                        const char  *dictionary)
{
  gsize length;
  g_autofree char *text = read_file (dictionary, &length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    char *end = strrchr (lines[i], '"');

    if (*lines[i] == '"' && end > lines[i]) {
      *end = '\0';
      g_ptr_array_add (stock->words, g_strcompress (lines[i] + 1));
    }
  }
}

/* SplitMix64, Steele, Lea and Flood, 2014, doi:10.1145/2660193.2660195 */
static guint64
draw (guint64 *chance)
{
  guint64 z = *chance += 0x9e3779b97f4a7c15;

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;

  return z ^ (z >> 31);
}

/* 0 to @n - 1; 0 also where @n is 0 */
static gsize
draw_below (guint64 *chance,
            gsize    n)
{
  return n > 0 ? draw (chance) % n : 0;
}

static void
draw_piece (gsize    whole,
            guint64 *chance,
            gsize   *start,
            gsize   *length)
{
  *start = draw_below (chance, whole);
  *length = draw_below (chance, MIN (whole - *start, MAX_PIECE)) + (whole > 0);
}

static void
flip_bit (GString           *text,
          const MutateStock *stock,
          guint64           *chance)
{
  gsize at = draw_below (chance, text->len);

  if (text->len > 0)
    text->str[at] = (char) (text->str[at] ^ (1 << draw_below (chance, 8)));
}

static char
draw_byte (guint64 *chance)
{
  static const char telling[] = "\"\\{}[]:,0123456789-+.eEuntf \n\r\t\xef\xbb\xbf\xff\x7f";

  return draw_below (chance, 2) == 0 ? (char) draw (chance) : telling[draw_below (chance, sizeof telling)];
}

static void
change_byte (GString           *text,
             const MutateStock *stock,
             guint64           *chance)
{
  if (text->len > 0)
    text->str[draw_below (chance, text->len)] = draw_byte (chance);
}

static void
insert_bytes (GString           *text,
              const MutateStock *stock,
              guint64           *chance)
{
  gsize at = draw_below (chance, text->len + 1);

  for (gsize n = 1 + draw_below (chance, 4); n > 0; n--)
    g_string_insert_c (text, (gssize) at, draw_byte (chance));
}

static void
delete_piece (GString           *text,
              const MutateStock *stock,
              guint64           *chance)
{
  gsize start, length;

  draw_piece (text->len, chance, &start, &length);
  g_string_erase (text, (gssize) start, (gssize) length);
}

/* The end of another seed, or a piece of it */
static void
splice (GString           *text,
        const MutateStock *stock,
        guint64           *chance)
{
  GBytes *other = g_ptr_array_index (stock->seeds, draw_below (chance, stock->seeds->len));
  gsize size, start, length;
  const char *data = g_bytes_get_data (other, &size);
  gsize at = draw_below (chance, text->len + 1);

  draw_piece (size, chance, &start, &length);
  if (draw_below (chance, 2) == 0) {
    g_string_truncate (text, at);
    length = size - start;
  }
  g_string_insert_len (text, (gssize) at, data + start, (gssize) length);
}

static void
put_word (GString           *text,
          const MutateStock *stock,
          guint64           *chance)
{
  const char *word = g_ptr_array_index (stock->words, draw_below (chance, stock->words->len));
  gsize at = draw_below (chance, text->len + 1);

  if (draw_below (chance, 2) == 0)
    g_string_erase (text, (gssize) at, (gssize) MIN (strlen (word), text->len - at));
  g_string_insert (text, (gssize) at, word);
}

/* Deep nesting, long numbers and long names */
static void
repeat_piece (GString           *text,
              const MutateStock *stock,
              guint64           *chance)
{
  g_autoptr (GString) repeated = g_string_new (NULL);
  gsize start, length, times = 1 + draw_below (chance, draw_below (chance, 16) == 0 ? MAX_LENGTH : 16);

  draw_piece (text->len, chance, &start, &length);
  for (; times > 0 && repeated->len < MAX_LENGTH; times--)
    g_string_append_len (repeated, text->str + start, (gssize) length);
  g_string_insert_len (text, (gssize) start, repeated->str, (gssize) repeated->len);
}

static void
cut_short (GString           *text,
           const MutateStock *stock,
           guint64           *chance)
{
  g_string_truncate (text, draw_below (chance, text->len));
}

/* The shorter one of two: long texts are slow, and seldom say more. */
static GBytes *
draw_seed (const MutateStock *stock,
           guint64           *chance)
{
  GBytes *a = g_ptr_array_index (stock->seeds, draw_below (chance, stock->seeds->len));
  GBytes *b = g_ptr_array_index (stock->seeds, draw_below (chance, stock->seeds->len));

  return g_bytes_get_size (a) < g_bytes_get_size (b) ? a : b;
}

/**
 * mutate_text:
 * @text: (out): a seed as it is for the first runs, one each; later ones changed in up to five ways
 * @run: the same number makes the same text of the same @stock
 */
void
mutate_text (GString           *text,
             const MutateStock *stock,
             guint64            run)
{
  static const Change changes[] = {
    flip_bit, change_byte, change_byte, insert_bytes, delete_piece, splice, put_word, put_word, repeat_piece, cut_short,
  };
  guint64 chance = run;
  gboolean as_it_is = run < stock->seeds->len;
  GBytes *seed = as_it_is ? g_ptr_array_index (stock->seeds, run) : draw_seed (stock, &chance);
  gsize size;
  const char *data = g_bytes_get_data (seed, &size);

  g_string_truncate (text, 0);
  g_string_append_len (text, data, (gssize) size);
  if (as_it_is)
    return;

  for (gsize n = 1 + draw_below (&chance, MAX_CHANGES); n > 0; n--)
    changes[draw_below (&chance, G_N_ELEMENTS (changes))] (text, stock, &chance);
  g_string_truncate (text, draw_below (&chance, 16) == 0 ? MAX_LENGTH : MAX (SHORT_LENGTH, size + SHORT_LENGTH / 2));
}
