/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * findings.h - what the rules found: one fault, one finding.
 */
#ifndef USBDMA_FINDINGS_H
#define USBDMA_FINDINGS_H

#include "facts.h"
#include "rules.h"

#ifdef __cplusplus
extern "C" {
#endif

struct event {				/* one step from the birth to the transfer */
	struct loc loc;
	const char *text;		/* "'buf' is declared here" */
};

struct finding {
	enum rule_id rule;
	enum severity severity;
	enum confidence confidence;
	struct loc loc;			/* callee's name, or the assignment */
	const char *func;		/* function it is in */
	const char *callee;		/* sink or helper; "" for an assignment */
	const char *message;		/* without file, severity and [rule] */
	uint32_t n_events;
	struct event *events;		/* in order of time; the last is the DMA */
	unsigned ordinal;		/* nth finding with equal rule, func, callee */
	uint64_t fingerprint;		/* rule + file + func + callee + ordinal; set by
					   findings_finish() */
	const char *engine;		/* "plugin", "sparse" */
	const char *subject;		/* variable, or record.field; "" unknown */
};

/*
 * A call whose argument `arg` (0-based) reaches a transfer, directly or through
 * helpers: where another engine's warning about that argument matters.
 */
struct site {
	struct loc loc, end;
	const char *func, *callee;
	uint32_t arg;
};

/* A comment took this rule's finding away; line: that of the finding. */
struct allowed {
	enum rule_id rule;
	uint32_t line;
};

/* A comment that took nothing away here, but may do so across files. */
struct open_comment {
	uint32_t line;			/* of the code it stands for */
	enum rule_id rule;
};

struct findings {
	struct arena *arena;		/* owns everything below */
	const char *main_file;
	size_t n, cap;
	struct finding *list;
	size_t n_sites, cap_sites;
	struct site *sites;
	unsigned n_functions;		/* analysed */
	unsigned n_gave_up;		/* functions passed over, with a reason each */
	size_t n_notes, cap_notes;
	struct event *notes;		/* verbose: what was given up, and why */
	size_t n_remarks, cap_remarks;
	struct event *remarks;		/* always shown, as warnings: faults of suppression
					   comments (suppress.h) */
	size_t n_leaving, cap_leaving;
	uint32_t *leaving;		/* lines of calls into other files */
	size_t n_open, cap_open;
	struct open_comment *open;
	unsigned n_suppressed;		/* findings a comment took away */
	size_t n_allowed, cap_allowed;
	struct allowed *allowed;	/* of rules that sparse decides as well */
};

struct findings *findings_new(void);
void findings_free(struct findings *f);

/* Sort by place, drop exact duplicates, number ordinals, make fingerprints. */
void findings_finish(struct findings *f);

#ifdef __cplusplus
}
#endif
#endif
