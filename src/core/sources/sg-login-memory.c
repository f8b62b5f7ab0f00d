/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-login-memory.h"

#include "sg-time.h"

#define PROFILE_HOURS 24
#define PROFILE_RETRY_HOURS 1
/* So many times as old as usual limits are old: the machine slept, or nobody looked. */
#define OLD_INTERVALS 5

struct _SgLoginMemory {
  char      *token_identity;   /* (owned) (nullable): of the token that got @usage and @profile */
  char      *refused_token;    /* (owned) (nullable): the identity of one the server refuses */
  SgAccount *of_login;         /* (owned) (nullable): what the login file says of it */
  SgReading *usage;            /* (owned) (nullable) */
  SgAccount *profile;          /* (owned) (nullable) */
  GDateTime *profile_due_at;   /* (owned) (nullable): at once */
};

SgLoginMemory *
sg_login_memory_new (void)
{
  return g_new0 (SgLoginMemory, 1);
}

static void
forget_account (SgLoginMemory *self)
{
  g_clear_pointer (&self->usage, sg_reading_unref);
  g_clear_pointer (&self->profile, sg_account_free);
  g_clear_pointer (&self->profile_due_at, g_date_time_unref);
}

void
sg_login_memory_free (SgLoginMemory *self)
{
  g_free (self->token_identity);
  g_free (self->refused_token);
  g_clear_pointer (&self->of_login, sg_account_free);
  forget_account (self);
  g_free (self);
}

static SgAccount *
account_of_login (const SgCredentials *credentials,
                  GDateTime           *now)
{
  SgAccount *account = sg_account_new (SG_ORIGIN_ENDPOINT, now);

  account->id = g_strdup (credentials->account_id);
  account->plan = sg_account_plan_badge (credentials->subscription_type, credentials->rate_limit_tier);
  account->tier = g_strdup (credentials->rate_limit_tier);
  if (credentials->refresh_expires_at != NULL)
    account->login_ends_at = g_date_time_ref (credentials->refresh_expires_at);

  return account;
}

/* Another token may be another person's; only an account id in the file proves it is not. */
static gboolean
is_same_person (const SgLoginMemory *self,
                const SgCredentials *credentials)
{
  return self->profile != NULL && credentials->account_id != NULL &&
         g_strcmp0 (self->profile->id, credentials->account_id) == 0;
}

/**
 * sg_login_memory_note_login:
 * @login: with a token, about to be used
 *
 * Forgets what was another person's.
 */
void
sg_login_memory_note_login (SgLoginMemory *self,
                            const SgLogin *login,
                            GDateTime     *now)
{
  g_clear_pointer (&self->of_login, sg_account_free);
  self->of_login = account_of_login (login->credentials, now);

  if (g_strcmp0 (self->token_identity, login->token_identity) == 0)
    return;
  if (!is_same_person (self, login->credentials))
    forget_account (self);

  g_free (self->token_identity);
  self->token_identity = g_strdup (login->token_identity);
}

/**
 * sg_login_memory_note_refusal:
 *
 * The server does not take the token of the login noted last.
 */
void
sg_login_memory_note_refusal (SgLoginMemory *self)
{
  g_free (self->refused_token);
  self->refused_token = g_strdup (self->token_identity);
}

gboolean
sg_login_memory_is_refused (const SgLoginMemory *self,
                            const SgLogin       *login)
{
  return login->token_identity != NULL && g_strcmp0 (login->token_identity, self->refused_token) == 0;
}

/**
 * sg_login_memory_take_usage:
 * @usage: (transfer full):
 */
void
sg_login_memory_take_usage (SgLoginMemory *self,
                            SgReading     *usage)
{
  g_clear_pointer (&self->usage, sg_reading_unref);
  self->usage = usage;
}

static void
set_profile_due (SgLoginMemory *self,
                 GDateTime     *now,
                 int            hours)
{
  g_clear_pointer (&self->profile_due_at, g_date_time_unref);
  self->profile_due_at = g_date_time_add_hours (now, hours);
}

/**
 * sg_login_memory_take_profile:
 * @profile: (transfer full): good for a day
 */
void
sg_login_memory_take_profile (SgLoginMemory *self,
                              SgAccount     *profile,
                              GDateTime     *now)
{
  g_clear_pointer (&self->profile, sg_account_free);
  self->profile = profile;
  set_profile_due (self, now, PROFILE_HOURS);
}

/**
 * sg_login_memory_note_no_profile:
 *
 * It could not be had; it is worth another call in an hour.
 */
void
sg_login_memory_note_no_profile (SgLoginMemory *self,
                                 GDateTime     *now)
{
  set_profile_due (self, now, PROFILE_RETRY_HOURS);
}

static gboolean
has_fresh_usage (const SgLoginMemory *self,
                 guint                interval_seconds,
                 GDateTime           *now)
{
  return self->usage != NULL &&
         sg_time_seconds_between (self->usage->as_of, now) <= (gint64) interval_seconds * OLD_INTERVALS;
}

/**
 * sg_login_memory_is_profile_due:
 * @interval_seconds: how often the server is asked
 *
 * Returns: whether the next call should ask who it is; the limits come first
 */
gboolean
sg_login_memory_is_profile_due (const SgLoginMemory *self,
                                guint                interval_seconds,
                                GDateTime           *now)
{
  return has_fresh_usage (self, interval_seconds, now) &&
         (self->profile_due_at == NULL || g_date_time_compare (self->profile_due_at, now) <= 0);
}

static SgAccount *
dup_account (const SgLoginMemory *self)
{
  const SgAccount *of_login = self->of_login;
  SgAccount *account = sg_account_copy (self->profile ? self->profile : of_login);

  if (account->plan == NULL)
    account->plan = g_strdup (of_login->plan);
  if (account->tier == NULL)
    account->tier = g_strdup (of_login->tier);
  if (account->login_ends_at == NULL && of_login->login_ends_at != NULL)
    account->login_ends_at = g_date_time_ref (of_login->login_ends_at);
  g_clear_pointer (&account->as_of, g_date_time_unref);
  account->as_of = g_date_time_ref (of_login->as_of);

  return account;
}

/**
 * sg_login_memory_dup_reading:
 *
 * Returns: (transfer full): limits and credits of the last usage answer, as old
 *   as it is, and whose they are; there must have been one
 */
SgReading *
sg_login_memory_dup_reading (const SgLoginMemory *self)
{
  SgReading *reading = sg_reading_new (SG_ORIGIN_ENDPOINT, self->usage->as_of);

  reading->complete = self->usage->complete;
  reading->limits = self->usage->limits ? g_ptr_array_ref (self->usage->limits) : NULL;
  reading->credits = self->usage->credits ? sg_credits_copy (self->usage->credits) : NULL;
  reading->account = dup_account (self);

  return reading;
}
