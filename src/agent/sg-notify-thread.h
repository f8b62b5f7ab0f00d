/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgNote:
 * @id: of whoever shows it; sent again, it takes its own place
 *
 * What becomes one notification.
 */
typedef struct {
  guint    id;
  char    *summary;
  char    *body;
  gboolean has_buttons;
  gboolean can_be_snoozed;
} SgNote;

typedef enum {
  SG_NOTE_SHOWN,
  SG_NOTE_FAILED,    /* the text says why */
  SG_NOTE_ANSWERED,  /* the server has it; said of every one, as it may come after %SG_NOTE_FAILED */
  SG_NOTE_PRESSED,   /* somebody wants to see more; the text is an activation token, or %NULL */
  SG_NOTE_SNOOZED,
  SG_NOTE_CLOSED,
} SgNoteEvent;

typedef void (*SgNoteFunc) (guint       id,
                            SgNoteEvent event,
                            const char *text,
                            gpointer    user_data);

/**
 * SgNotifyThread:
 *
 * libnotify waits for the server, 25 seconds if need be, and that not only to show: when a server comes or a notification is
 * freed, too. So all of it is in a thread, which like libnotify's own connection lives as long as the process, and notes
 * are shown one after another.
 */
typedef struct _SgNotifyThread SgNotifyThread;

SgNotifyThread *sg_notify_thread_new (GDBusConnection *connection,
                                      SgNoteFunc       func,
                                      gpointer         user_data) G_GNUC_WARN_UNUSED_RESULT;
void            sg_notify_thread_show (SgNotifyThread *self,
                                       SgNote         *note);
void            sg_notify_thread_forget (SgNotifyThread *self);

void            sg_note_free (SgNote *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgNote, sg_note_free)

G_END_DECLS
