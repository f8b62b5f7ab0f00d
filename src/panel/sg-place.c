/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-place.h"

/* Between the panel and the edge or the icon. */
#define GAP 6

/**
 * sg_place_is_upper:
 *
 * Returns: whether @pointer is above the middle of @screen, so that what it opens stands below it
 */
gboolean
sg_place_is_upper (const GdkRectangle *screen,
                   SgPoint             pointer)
{
  return pointer.y < screen->y + screen->height / 2;
}

/* Where the free part of a length starts: behind the bars, if the pointer is on those before it. */
static int
free_from (int from,
           int length,
           int free_length,
           int pointer)
{
  int bars = MAX (0, length - free_length);

  return pointer < from + bars ? from + bars : from;
}

/**
 * sg_place_workarea:
 * @pointer: over the icon
 * @width: of the part of @screen that no desktop panel covers
 * @height: of the same
 *
 * Returns: that part, for desktops that tell its size alone: the icon's panel is outside of it
 */
GdkRectangle
sg_place_workarea (const GdkRectangle *screen,
                   SgPoint             pointer,
                   int                 width,
                   int                 height)
{
  return (GdkRectangle) {
           .x = free_from (screen->x, screen->width, width, pointer.x),
           .y = free_from (screen->y, screen->height, height, pointer.y),
           .width = width,
           .height = height,
  };
}

/* Keeps [at, at + size) inside [from, from + length); what does not fit starts at its start. */
static int
keep_inside (int at,
             int size,
             int from,
             int length)
{
  return MAX (from + GAP, MIN (at, from + length - GAP - size));
}

static int
place_vertically (const GdkRectangle *screen,
                  const GdkRectangle *workarea,
                  SgPoint             pointer,
                  int                 height)
{
  gboolean beside = pointer.x < workarea->x || pointer.x >= workarea->x + workarea->width;

  if (beside)
    return pointer.y - height / 2;
  if (sg_place_is_upper (screen, pointer))
    return pointer.y + GAP;

  return pointer.y - GAP - height;
}

/**
 * sg_place_at:
 * @screen: the monitor that @pointer is on
 * @workarea: the part of it that no desktop panel covers
 * @pointer: over the icon
 *
 * Returns: the top left corner of a window of @width and @height that stands at the
 *   icon: under a panel at the top, above one at the bottom, beside one at the side
 */
SgPoint
sg_place_at (const GdkRectangle *screen,
             const GdkRectangle *workarea,
             SgPoint             pointer,
             int                 width,
             int                 height)
{
  return (SgPoint) {
           .x = keep_inside (pointer.x - width / 2, width, workarea->x, workarea->width),
           .y = keep_inside (place_vertically (screen, workarea, pointer, height), height,
                             workarea->y, workarea->height),
  };
}
