/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgError:
 * @SG_ERROR_BAD_DATA: the text is not what its writer promises
 * @SG_ERROR_NOT_FOUND: nothing is there; the detail says where we looked
 * @SG_ERROR_UNREADABLE: it is there, but we may not or cannot read it
 * @SG_ERROR_TOO_LARGE: more bytes than any honest answer has
 * @SG_ERROR_OFFLINE: the server could not be reached
 * @SG_ERROR_TIMED_OUT: the server was reached and did not answer in time
 * @SG_ERROR_LOGIN_LAPSED: the access token ran out; Claude Code renews it when it next runs
 * @SG_ERROR_LOGIN_ENDED: the login itself is over; the user must log in again
 * @SG_ERROR_LOGIN_MISSING: no claude.ai login here (an API-key user, or never logged in)
 * @SG_ERROR_LOGIN_REFUSED: the server refuses a token that should be good (401)
 * @SG_ERROR_SCOPE_MISSING: the token lacks the scope to read the usage (a setup token)
 * @SG_ERROR_RATE_LIMITED: asked too often (429)
 * @SG_ERROR_SERVER_FAILED: the server's own trouble (5xx)
 * @SG_ERROR_UNEXPECTED_ANSWER: any other HTTP status
 * @SG_ERROR_SWITCHED_OFF: the user, or Claude Code's own setting, turned this off
 * @SG_ERROR_STORE_MISSING: no keyring service
 * @SG_ERROR_STORE_LOCKED: the keyring is locked
 * @SG_ERROR_STORE_REFUSED: the keyring said no
 * @SG_ERROR_DISK: our own files could not be written or read
 * @SG_ERROR_BUSY: another program holds it; it will let go in a moment
 * @SG_ERROR_KEY_MISSING: no API key of the kind that is needed
 * @SG_ERROR_KEY_REFUSED: the server does not accept the API key (401), or will not tell it this (403)
 * @SG_ERROR_BALANCE_SPENT: the API account has no money left (400)
 * @SG_ERROR_LOGIN_FORBIDDEN: the server does not let a login read the usage that has the scope (403)
 * @SG_ERROR_KEY_OF_OTHER_KIND: there is a key, and it is not of the kind that is needed
 * @SG_ERROR_ADDRESS_REFUSED: nothing is sent to such an address
 * @SG_ERROR_DAMAGED: a file of Claude Code's is cut short or overwritten; Claude Code mends it when it next runs
 *
 * Why something gave nothing, in the terms of what can be done about it. The numbers
 * are on the bus: a new one goes to the end.
 * sg_words_error() says it to people.
 */
typedef enum {
  SG_ERROR_BAD_DATA,
  SG_ERROR_NOT_FOUND,
  SG_ERROR_UNREADABLE,
  SG_ERROR_TOO_LARGE,
  SG_ERROR_OFFLINE,
  SG_ERROR_TIMED_OUT,
  SG_ERROR_LOGIN_LAPSED,
  SG_ERROR_LOGIN_ENDED,
  SG_ERROR_LOGIN_MISSING,
  SG_ERROR_LOGIN_REFUSED,
  SG_ERROR_SCOPE_MISSING,
  SG_ERROR_RATE_LIMITED,
  SG_ERROR_SERVER_FAILED,
  SG_ERROR_UNEXPECTED_ANSWER,
  SG_ERROR_SWITCHED_OFF,
  SG_ERROR_STORE_MISSING,
  SG_ERROR_STORE_LOCKED,
  SG_ERROR_STORE_REFUSED,
  SG_ERROR_DISK,
  SG_ERROR_BUSY,
  SG_ERROR_KEY_MISSING,
  SG_ERROR_KEY_REFUSED,
  SG_ERROR_BALANCE_SPENT,
  SG_ERROR_LOGIN_FORBIDDEN,
  SG_ERROR_KEY_OF_OTHER_KIND,
  SG_ERROR_ADDRESS_REFUSED,
  SG_ERROR_DAMAGED,
} SgError;

#define SG_ERROR (sg_error_quark ())
GQuark sg_error_quark (void);

G_END_DECLS
