// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tally.c - one line for each file, for a caller that sums up, and the sum.
 *
 *	checked FILE functions given-up errors warnings advice
 *	passed-over FILE
 *	failed FILE why			(tabs between)
 */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The numbers after "checked<TAB>FILE". */
bool tally_parse(const char *text, struct counts *c)
{
	const char *p = strchr(text, '\t');

	p = p ? strchr(p + 1, '\t') : NULL;
	return p && starts_with(text, "checked\t") &&
	       sscanf(p, "\t%lu\t%lu\t%lu\t%lu\t%lu", &c->functions, &c->gave_up, &c->errors,
		      &c->warnings, &c->advice) == 5;
}

void tally_append(const struct options *o, const char *line)
{
	int fd;

	if (!o->tally)
		return;
	fd = open(o->tally, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (fd < 0 || write(fd, line, strlen(line)) != (ssize_t)strlen(line) || close(fd))
		usage_error("%s: cannot write the tally: %s", o->tally, strerror(errno));
}

int tally_summary(const char *path)
{
	unsigned long files = 0, functions = 0, passed = 0, failed = 0, n = 0;
	struct counts c;
	char *text, *line, *next;
	size_t len;

	text = read_path(path, &len);
	if (!text)
		usage_error("%s: %s", path, strerror(errno));
	for (line = text; *line; line = next) {
		n++;
		next = strchr(line, '\n');
		if (!next)
			usage_error("%s:%lu: incomplete line", path, n);
		*next++ = '\0';
		if (starts_with(line, "passed-over\t")) {
			passed++;
		} else if (starts_with(line, "failed\t")) {
			failed++;
		} else if (tally_parse(line, &c)) {
			files++;
			functions += c.functions;
		} else {
			usage_error(
				"%s:%lu: expected checked, passed-over or failed, a tab and a file",
				    path, n);
		}
	}
	free(text);
	printf("%lu files, %lu functions analysed, %lu passed over, %lu not checked\n",
	       files, functions, passed, failed);
	if (fflush(stdout)) {
		fprintf(stderr, "usbdma-check: cannot write the summary: %s\n", strerror(errno));
		return 2;
	}
	return 0;
}
