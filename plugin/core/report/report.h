/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * report.h - findings as text and JSONL.  The only printing in the core.
 *
 * Every function writes its whole output with one write(2), so that parallel
 * compilers do not interleave.
 */
#ifndef USBDMA_REPORT_H
#define USBDMA_REPORT_H

#include <stdio.h>
#include "findings.h"
#include "facts.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * report_text: GCC's own shape, on fd:
 *   file:line:col: warning: message [UD101:stack_buffer]
 *   file:line:col: note: (1) 'buf' is declared here
 * severity error prints as "error" only when `as_errors`; else as "warning";
 * advice prints as "note: advice: ".
 */
void report_text(const struct findings *f, int fd, bool as_errors);

/*
 * report_jsonl: one object a line, keys as in docs/jsonl.md: rule, id, severity,
 * confidence, file, line, column, function, callee, subject, message, path,
 * fingerprint, engine.  Appends to path ("-" is stderr).  False and *err on failure.
 */
bool report_jsonl(const struct findings *f, const char *path, char **err);

/* facts_write: the unit as text (docs/facts.md), deterministic. */
void facts_write(const struct unit *u, FILE *out);

/*
 * facts_read: the reverse.  NULL and *err ("name:line: ...", malloced) on bad
 * input; never crashes, whatever the bytes.
 */
struct unit *facts_read(const char *name, const char *text, size_t len, char **err);

#ifdef __cplusplus
}
#endif
#endif
