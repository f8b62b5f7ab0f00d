/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-http-status.h"

/**
 * sg_http_error_of_status:
 * @status: not 200
 */
SgError
sg_http_error_of_status (guint status)
{
  switch (status) {
  case 401:
    return SG_ERROR_LOGIN_REFUSED;
  case 403:
    return SG_ERROR_SCOPE_MISSING;
  case 429:
    return SG_ERROR_RATE_LIMITED;
  default:
    return status >= 500 && status < 600 ? SG_ERROR_SERVER_FAILED : SG_ERROR_UNEXPECTED_ANSWER;
  }
}
