// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The runner: loads a driver (a shared object), chooses the machine, and runs
 * its rt_main() or the functions named on the command line, as the first task.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <getopt.h>
#include <link.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host.h"

/* core/world.c */
void rt_world_start(void *driver, void *(*symbol)(void *, const char *));
int rt_world_run(const char *function);
void rt_world_end(void);
extern unsigned int rt_generic_id;
extern int rt_power;
extern long rt_number, rt_choice;	/* core/scene.c: what numbers and truths are */
extern unsigned long rt_truths;
extern int rt_pick, rt_mode;

#define MAX_MACHINES 32

static const struct rt_machine *chosen[MAX_MACHINES];
static unsigned int n_chosen;

struct work {
	void *driver;
	const char *function;
	int status;
};

static const char usage[] =
	"usage: rt-run [-m MACHINE,...] [-l LINE] [-s SEED] [-f FAULTS] [-a ALIGN] [-d ID] [-HeP]"
	" [-n VALUES] [-t MILLISECONDS] DRIVER.so [FUNCTION...]\n"
	"       rt-run -M           list the machines\n"
	"Each FUNCTION runs in a process of its own; none: the driver is probed.\n";

static void oops(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	rt_report(RT_S_OOPS, (rt_addr)info->si_addr, 0);
	rt_finish(4);
}

void rt_oops_init(void)
{
	static char stack[65536];
	stack_t alt = { .ss_sp = stack, .ss_size = sizeof(stack) };
	struct sigaction action = { .sa_sigaction = oops, .sa_flags = SA_SIGINFO | SA_ONSTACK };

	sigaltstack(&alt, NULL);
	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
}

static void *symbol(void *driver, const char *name)
{
	struct link_map *map;
	void *at = dlsym(driver, name);
	Dl_info info;

	/* libc has names that drivers have too: only the driver's own count */
	if (!at || dlinfo(driver, RTLD_DI_LINKMAP, &map) || !dladdr(at, &info) ||
	    (rt_addr)info.dli_fbase != map->l_addr)
		return NULL;
	return at;
}

static void first_task(void *arg)
{
	struct work *work = arg;

	rt_world_start(work->driver, symbol);
	work->status = rt_world_run(work->function);
	rt_world_end();
}

static int run(const char *file, const char *function)
{
	struct work work = { .function = function };
	struct link_map *map;

	rt_phys_init();
	rt_image_init(NULL);
	work.driver = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
	if (!work.driver || dlinfo(work.driver, RTLD_DI_LINKMAP, &map)) {
		fprintf(stderr, "rt-run: %s\n", dlerror());
		return 2;
	}
	rt_image_init((void *)map->l_addr);
	rt_oops_init();
	rt_task_run(first_task, &work);
	fflush(stdout);
	return work.status;
}

static unsigned int milliseconds;	/* of CPU for one run; 0: no limit */

static void limit(void)
{
	struct itimerval cpu = {
		.it_value = { milliseconds / 1000, milliseconds % 1000 * 1000 },
	};

	if (milliseconds)
		setitimer(ITIMER_PROF, &cpu, NULL);	/* ends in SIGPROF */
}

static int run_apart(const char *file, const char *function)
{
	int status;
	pid_t pid;

	rt_say("F %s", function ? function : "probe");
	fflush(stdout);
	pid = fork();
	if (pid < 0)
		return 2;
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);	/* a run that is given up ends */
		limit();
		rt_finish(run(file, function));
	}
	waitpid(pid, &status, 0);
	rt_say("E %d", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return !WIFEXITED(status) || WEXITSTATUS(status);
}

static int list_machines(void)
{
	const struct rt_machine *machine;

	for (unsigned int n = 0; (machine = rt_machine_at(n)); n++)
		rt_say("%-18s %s", machine->name, machine->what);
	return 0;
}

static int wrong(const char *what, const char *value)
{
	fprintf(stderr, "rt-run: %s '%s'\n%s", what, value, usage);
	return 2;
}

static int alignment(void)
{
	static const unsigned long known[] = { 8, 16, 32, 64, 128 };

	rt_slab_align = atoi(optarg);
	for (unsigned int i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (rt_slab_align == known[i])
			return 0;
	return wrong("kmalloc() aligns to 8, 16, 32, 64 or 128, not", optarg);
}

/* "a,b,c": the machines of the runs, in this order */
static int choose(char *names)
{
	n_chosen = 0;
	for (char *name = strtok(names, ","); name; name = strtok(NULL, ",")) {
		const struct rt_machine *machine = rt_machine_named(name);

		if (!machine || n_chosen == MAX_MACHINES)
			return wrong("no machine", name);
		chosen[n_chosen++] = machine;
	}
	return n_chosen ? 0 : wrong("no machine", "");
}

static int option(int c)
{
	static char plan[200];
	unsigned int vendor, product;

	switch (c) {
	case 'm':
		return choose(optarg);
	case 't':
		milliseconds = atoi(optarg);
		return milliseconds ? 0 : wrong("a limit is in milliseconds, not", optarg);
	case 'l':
		rt_line = atoi(optarg);
		return rt_line == 32 || rt_line == 64 || rt_line == 128 ? 0
			: wrong("a line is 32, 64 or 128 bytes, not", optarg);
	case 'a':
		return alignment();
	case 's':
		rt_seed(atoi(optarg));
		return 0;
	case 'f':
		snprintf(plan, sizeof(plan), ",%s,", optarg);
		if (rt_fault_plan(plan))
			return wrong("a plan is like kmalloc:3,stall:1+, not", optarg);
		return 0;
	case 'd':
		if (sscanf(optarg, "%4x:%4x", &vendor, &product) != 2)
			return wrong("an id is VENDOR:PRODUCT in hex, not", optarg);
		rt_generic_id = vendor << 16 | product;
		return 0;
	case 'H':
		rt_highmem = 0;
		return 0;
	case 'e':
		rt_strict_iommu = 1;
		return 0;
	case 'P':
		rt_power = 1;
		return 0;
	}
	if (c == 'n')
		return sscanf(optarg, "%ld,%ld,%lx,%d,%d", &rt_number, &rt_choice,
			      &rt_truths, &rt_pick, &rt_mode) == 5 ? 0
			: wrong("values are SIZE,NUMBER,TRUTHS,WHICH,MODE, not", optarg);
	return wrong("unknown option", "");
}

static int run_all(const char *driver, char **functions)
{
	int bad = 0;

	if (!*functions)
		return run_apart(driver, NULL);
	for (; *functions; functions++)
		bad |= run_apart(driver, *functions);
	return bad;
}

int main(int argc, char **argv)
{
	int c, bad = 0;

	rt_seed(1);
	while ((c = getopt(argc, argv, "m:l:s:f:a:d:n:t:HePM")) != -1) {
		if (c == 'M')
			return list_machines();
		if (option(c))
			return 2;
	}
	if (optind == argc)
		return wrong("no driver", "");
	rt_symbols_start(argv[optind]);
	if (!n_chosen)
		chosen[n_chosen++] = rt_machine;
	for (unsigned int m = 0; m < n_chosen; m++) {
		rt_machine = chosen[m];
		if (n_chosen > 1)
			rt_say("M %s", rt_machine->name);
		bad |= run_all(argv[optind], argv + optind + 1);
	}
	rt_symbols_end();
	return bad;
}
