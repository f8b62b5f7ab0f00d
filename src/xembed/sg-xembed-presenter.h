/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-client.h"
#include "sg-xembed-icon.h"

G_BEGIN_DECLS

/**
 * SgXembedPresenter:
 *
 * Keeps an XEmbed icon at what the agent's model says, and hands its click to the agent.
 */
#define SG_TYPE_XEMBED_PRESENTER (sg_xembed_presenter_get_type ())
G_DECLARE_FINAL_TYPE (SgXembedPresenter, sg_xembed_presenter, SG, XEMBED_PRESENTER, GObject)

SgXembedPresenter *sg_xembed_presenter_new (SgServiceClient *client,
                                            SgXembedIcon    *icon) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
