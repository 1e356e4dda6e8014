// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lines of the driver: one addr2line for all runs of a driver.  It is started
 * before the runs and asked by each; an answer that a run did not live to read
 * is passed over by the next, for each answer repeats the address.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host.h"

#define NOWHERE 0xfffffffffffff000UL	/* the question that ends an answer */

extern char **environ;

static int ask = -1, answers = -1;
static pid_t process;

static int start(const char *driver, int in, int out)
{
	char *const argv[] = { "addr2line", "-a", "-i", "-f", "-e", (char *)driver, NULL };
	posix_spawn_file_actions_t files;
	int err;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, in, 0);
	posix_spawn_file_actions_adddup2(&files, out, 1);
	err = posix_spawnp(&process, argv[0], &files, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	return err;
}

/* Without addr2line each place is "?". */
void rt_symbols_start(const char *driver)
{
	int to[2], from[2];

	if (pipe2(to, O_CLOEXEC))
		return;
	if (pipe2(from, O_CLOEXEC) || start(driver, to[0], from[1])) {
		fprintf(stderr, "rt-run: addr2line does not start; reports have no lines\n");
		return;
	}
	close(to[0]);
	close(from[1]);
	ask = to[1];
	answers = from[0];
}

void rt_symbols_end(void)
{
	if (ask < 0)
		return;
	close(ask);
	close(answers);
	ask = answers = -1;
	waitpid(process, NULL, 0);
}

/* One line without its end; 0 where there is no more. */
static int next_line(char *line, size_t size)
{
	static char buffer[4096];
	static size_t from, to;
	size_t n = 0;

	for (;;) {
		if (from == to) {
			ssize_t got = read(answers, buffer, sizeof(buffer));

			if (got <= 0)
				return 0;
			from = 0;
			to = got;
		}
		if (buffer[from] == '\n')
			break;
		if (n + 1 < size)
			line[n++] = buffer[from];
		from++;
	}
	from++;
	line[n] = 0;
	return 1;
}

/* "file:line function" of a call; the driver's own, where a header inlines it. */
void rt_symbol(rt_addr offset, char *out, size_t size)
{
	char line[200], address[32], end[32], function[200] = "?", place[200] = "?";
	int n, inner = 1;

	snprintf(out, size, "? ?");
	if (ask < 0)
		return;
	n = snprintf(line, sizeof(line), "0x%lx\n0x%lx\n", offset, NOWHERE);
	if (write(ask, line, n) != n)
		return;
	snprintf(address, sizeof(address), "0x%016lx", offset);
	snprintf(end, sizeof(end), "0x%016lx", NOWHERE);
	do {
		if (!next_line(line, sizeof(line)))
			return;
	} while (strcmp(line, address));
	while (next_line(line, sizeof(line)) && strcmp(line, end)) {
		if (inner)
			snprintf(function, sizeof(function), "%s", line);
		if (!next_line(line, sizeof(line)))
			return;
		line[strcspn(line, " ")] = 0;
		if (inner)
			snprintf(place, sizeof(place), "%s", line);
		inner = inner && strstr(line, ".h:");	/* until one that is no header's */
	}
	snprintf(out, size, "%s %s", place, function);
}
