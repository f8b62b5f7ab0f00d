/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-memory.h"

SgAdminMemory *
sg_admin_memory_new (void)
{
  return g_new0 (SgAdminMemory, 1);
}

static void
forget_organization (SgAdminMemory *self)
{
  g_clear_pointer (&self->key_identity, g_free);
  g_clear_pointer (&self->organization_id, g_free);
  g_clear_pointer (&self->organization, g_free);
  g_clear_pointer (&self->last, sg_console_free);
  self->has_no_analytics = FALSE;
  self->is_refused = FALSE;
}

void
sg_admin_memory_free (SgAdminMemory *self)
{
  forget_organization (self);
  g_clear_pointer (&self->typed, sg_balance_free);
  g_free (self);
}

/**
 * sg_admin_memory_note_key:
 * @key: (nullable): about to be used; %NULL when there is none any more
 *
 * Forgets what another key was told.
 */
void
sg_admin_memory_note_key (SgAdminMemory *self,
                          const char    *key)
{
  g_autofree char *identity = key ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1) : NULL;

  if (identity != NULL && g_strcmp0 (identity, self->key_identity) == 0)
    return;

  forget_organization (self);
  self->key_identity = g_steal_pointer (&identity);
}

/**
 * sg_admin_memory_forget_bill:
 *
 * Whose the key is, is still known.
 */
void
sg_admin_memory_forget_bill (SgAdminMemory *self)
{
  g_clear_pointer (&self->last, sg_console_free);
}

/**
 * sg_admin_memory_set_balance:
 * @typed: (nullable): what the user read in the Console, and when
 */
void
sg_admin_memory_set_balance (SgAdminMemory   *self,
                             const SgBalance *typed)
{
  g_clear_pointer (&self->typed, sg_balance_free);
  self->typed = typed ? sg_balance_copy (typed) : NULL;
}

static const SgCents *
burn_of (const SgConsole *console)
{
  return console->n_days > 0 ? &console->burn_per_day : NULL;
}

/**
 * sg_admin_memory_take_answer:
 * @console: (transfer full) (nullable): what the organisation is billed, as far as anybody was asked
 * @spent: (nullable): since the balance was typed in; with @console
 *
 * Returns: (transfer full): both, as of @now
 */
SgReading *
sg_admin_memory_take_answer (SgAdminMemory *self,
                             SgConsole     *console,
                             const SgCents *spent,
                             GDateTime     *now)
{
  SgReading *reading = sg_reading_new (SG_ORIGIN_ADMIN, now);

  if (self->typed != NULL)
    reading->balance = sg_balance_copy (self->typed);
  if (console == NULL)
    return reading;

  console->organization = g_strdup (self->organization);
  if (reading->balance != NULL)
    sg_balance_set_spent (reading->balance, spent, burn_of (console), now);
  reading->console = console;
  g_clear_pointer (&self->last, sg_console_free);
  self->last = sg_console_copy (console);

  return reading;
}

/**
 * sg_admin_memory_dup_reading:
 *
 * The server need not be asked for what was just typed in: nothing is known to be billed since.
 *
 * Returns: (transfer full) (nullable): what is known without another answer, if anything
 */
SgReading *
sg_admin_memory_dup_reading (const SgAdminMemory *self)
{
  GDateTime *as_of = self->last ? self->last->as_of : self->typed ? self->typed->typed_at : NULL;
  SgReading *reading;

  if (as_of == NULL)
    return NULL;

  reading = sg_reading_new (SG_ORIGIN_ADMIN, as_of);
  reading->console = self->last ? sg_console_copy (self->last) : NULL;
  reading->balance = self->typed ? sg_balance_copy (self->typed) : NULL;
  if (reading->balance != NULL && self->last != NULL && g_date_time_compare (self->typed->typed_at, as_of) >= 0)
    sg_balance_set_spent (reading->balance, &SG_CENTS_ZERO, burn_of (self->last), self->typed->typed_at);

  return reading;
}
