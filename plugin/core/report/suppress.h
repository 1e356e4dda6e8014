/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * suppress.h - comments that take findings away, with a reason:
 *
 *	usbdma: allow stack_buffer, gfp_dma -- the bounce buffer is in the core
 *
 * in a comment on the finding's line, or in comment-only lines directly above.
 */
#ifndef USBDMA_SUPPRESS_H
#define USBDMA_SUPPRESS_H

#include "findings.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * suppress: remove from f (which findings_finish() has seen) what comments in
 * source_path allow, and count it in f->n_suppressed.  Comments that are
 * malformed, name an unknown rule, or match nothing though their rule is on in
 * cfg go to f->remarks.  A file that cannot be read suppresses nothing.
 *
 * suppress() judges the rules that the plugin alone decides; suppress_engine()
 * with "sparse" takes away sparse's findings, and judges the rules of both:
 * f->allowed holds what comments took from the plugin, f->n_gave_up what it missed.
 */
void suppress(struct findings *f, const char *source_path, const struct rule_config *cfg);
void suppress_engine(struct findings *f, const char *source_path,
		     const struct rule_config *cfg, const char *engine);

#ifdef __cplusplus
}
#endif
#endif
