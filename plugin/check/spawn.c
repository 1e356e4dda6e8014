// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * spawn.c - start a program, wait for it, pass SIGINT and SIGTERM on.
 *
 * The child gets a process group of its own, so that a signal reaches the
 * compiler proper behind the driver as well.
 */
#define _GNU_SOURCE			/* memfd_create, pipe2 */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t got_signal;
static volatile pid_t child;

void (*spawn_cleanup)(void);

static const int caught[] = { SIGINT, SIGTERM, SIGHUP };

static void on_signal(int sig)
{
	int saved = errno;

	got_signal = sig;
	if (child > 0)
		kill(-child, sig);
	errno = saved;
}

void spawn_catch_signals(void)
{
	struct sigaction sa = { .sa_handler = on_signal };
	struct sigaction old;
	size_t i;

	sigemptyset(&sa.sa_mask);
	for (i = 0; i < sizeof(caught) / sizeof(*caught); i++)
		if (!sigaction(caught[i], NULL, &old) && old.sa_handler != SIG_IGN)
			sigaction(caught[i], &sa, NULL);
	signal(SIGPIPE, SIG_IGN);	/* a reader that is gone must not lose the exit status */
	signal(SIGXFSZ, SIG_IGN);	/* a full quota is an errno like any other */
}

void spawn_check_signal(void)
{
	if (!got_signal)
		return;
	if (spawn_cleanup)
		spawn_cleanup();
	_exit(128 + got_signal);
}

static void set_caught(int how, sigset_t *old)
{
	sigset_t set;
	size_t i;

	sigemptyset(&set);
	for (i = 0; i < sizeof(caught) / sizeof(*caught); i++)
		sigaddset(&set, caught[i]);
	sigprocmask(how, &set, old);
}

/* Messages in English with plain quotes, and no side files. */
static void messages_in_c(void)
{
	static const char *const side[] = {
		"LANGUAGE", "GCC_COLORS", "GCC_EXTRA_DIAGNOSTIC_OUTPUT", "DEPENDENCIES_OUTPUT",
		"SUNPRO_DEPENDENCIES",
	};
	size_t i;

	for (i = 0; i < sizeof(side) / sizeof(*side); i++)
		unsetenv(side[i]);
	setenv("LC_ALL", "C", 1);
	setenv("CCACHE_DISABLE", "1", 1);
}

static void run_child(const struct spawn *s, int report, const sigset_t *mask)
{
	int err;

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGTERM);	/* also when we are killed */
	signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_SETMASK, mask, NULL);
	if (s->messages_c)
		messages_in_c();
	if ((s->out < 0 || dup2(s->out, 1) >= 0) && (s->err < 0 || dup2(s->err, 2) >= 0) &&
	    (!s->dir || !chdir(s->dir))) {
		if (s->env)
			execvpe(s->argv->v[0], s->argv->v, s->env->v);
		else
			execvp(s->argv->v[0], s->argv->v);
	}
	err = errno;
	if (write(report, &err, sizeof(err)) < 0)
		_exit(126);
	_exit(127);
}

static int wait_child(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int spawn(const struct spawn *s)
{
	int report[2], err = 0, status;
	sigset_t mask;
	ssize_t n;
	pid_t pid;

	if (pipe2(report, O_CLOEXEC))
		return -1;
	set_caught(SIG_BLOCK, &mask);
	pid = got_signal ? -1 : fork();
	if (!pid) {
		close(report[0]);
		run_child(s, report[1], &mask);
	}
	if (pid > 0)
		setpgid(pid, pid);
	child = pid;
	err = errno;
	sigprocmask(SIG_SETMASK, &mask, NULL);
	close(report[1]);
	if (pid < 0) {
		close(report[0]);
		spawn_check_signal();
		errno = err;
		return -1;
	}
	err = 0;
	while ((n = read(report[0], &err, sizeof(err))) < 0 && errno == EINTR)
		;
	close(report[0]);
	status = wait_child(pid);
	child = 0;
	spawn_check_signal();
	if (n == (ssize_t)sizeof(err)) {
		errno = err;
		return -1;
	}
	return status;
}

int memory_file(const char *name)
{
	return memfd_create(name, 0);
}
