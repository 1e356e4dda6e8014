/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rules.h - the rules of rules/rules.def as a table, and which are switched on.
 */
#ifndef USBDMA_RULES_H
#define USBDMA_RULES_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum severity { SEV_ADVICE, SEV_WARNING, SEV_ERROR };
enum confidence { CONF_LOW, CONF_MEDIUM, CONF_HIGH };

/* built and on, built and off by default, not built yet, given up for good */
enum rule_state { STATE_on, STATE_off, STATE_planned, STATE_retired };

enum rule_id {
#define RULE(id, slug, severity, confidence, state, title) RULE_##slug,
#include "rules.def"
#undef RULE
	N_RULES
};

struct rule {
	const char *id;			/* "UD101" */
	const char *slug;
	enum severity severity;
	enum confidence confidence;
	enum rule_state state;
	const char *title;
};

extern const struct rule rules[N_RULES];

/* What the user asked for. */
struct rule_config {
	bool on[N_RULES];
	enum severity severity[N_RULES];
	enum severity show;		/* findings below are not reported */
};

void rule_config_init(struct rule_config *c);

/*
 * rules_enable: list is "slug,slug", ids work too, "all" means every built rule.
 * rules_severity: "error|warning|advice" sets what is shown at least;
 * "slug=level,..." (or slug:level) sets a rule's own.
 * Both: NULL, or a malloced sentence naming the bad word and the cure.
 */
char *rules_enable(struct rule_config *c, const char *list, bool on);
char *rules_severity(struct rule_config *c, const char *spec);

const char *severity_name(enum severity s);
const char *confidence_name(enum confidence c);
int rule_by_name(const char *slug_or_id, size_t len);	/* -1 unknown */
int rule_nearest(const char *slug, size_t len);		/* most alike; -1 nothing is */

#ifdef __cplusplus
}
#endif
#endif
