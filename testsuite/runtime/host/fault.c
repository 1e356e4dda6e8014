// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fault injection.  A plan is a list like "kmalloc:3,map:1,stall:2+": the third
 * kmalloc() and the first mapping fail, and all transfers from the second on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"

static const char *const known[] = {
	/* memory and services */
	"kmalloc", "vmalloc", "page", "coherent", "map", "submit", "firmware", "ioremap", "percpu",
	"user", "register", "reset",
	/* the device: what happens to the Nth transfer, or isochronous packet */
	"stall", "short", "timeout", "proto", "babble", "crc", "unplug", "iso",
};

#define KNOWN (sizeof(known) / sizeof(known[0]))

static struct {
	unsigned int count, at[8], n, from;
} faults[KNOWN];

static int index_of(const char *what, size_t len)
{
	for (unsigned int i = 0; i < KNOWN; i++)
		if (strlen(known[i]) == len && !memcmp(known[i], what, len))
			return i;
	return -1;
}

static int one(const char *word)
{
	size_t len = strcspn(word, ":");
	int i = index_of(word, len);
	unsigned long n;
	char *end;

	if (i < 0 || word[len] != ':')
		return -1;
	n = strtoul(word + len + 1, &end, 10);
	if (!n || end == word + len + 1)
		return -1;
	if (*end == '+' && (end[1] == ',' || !end[1]))
		faults[i].from = n;
	else if ((*end == ',' || !*end) && faults[i].n < 8)
		faults[i].at[faults[i].n++] = n;
	else
		return -1;
	return 0;
}

static int held;

void rt_fault_hold(int hold)
{
	held = hold;
}

int rt_fault_plan(const char *plan)
{
	while (*plan) {
		size_t len = strcspn(plan, ",");

		if (len && one(plan))
			return -1;
		plan += len + (plan[len] == ',');
	}
	return 0;
}

int rt_fault(const char *what)
{
	int i = index_of(what, strlen(what));

	if (i < 0)
		abort();
	if (held)
		return 0;
	faults[i].count++;
	if (faults[i].from && faults[i].count >= faults[i].from)
		return 1;
	for (unsigned int k = 0; k < faults[i].n; k++)
		if (faults[i].at[k] == faults[i].count)
			return 1;
	return 0;
}
