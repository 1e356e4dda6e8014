// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tasks and time.  Tasks are fibers with stacks of their own, one runs until it
 * waits; time is virtual and jumps to the next event when all wait.  The order
 * depends on the seed only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

#include "host.h"

#ifdef __SANITIZE_ADDRESS__
void __sanitizer_start_switch_fiber(void **fake, const void *bottom, size_t size);
void __sanitizer_finish_switch_fiber(void *fake, const void **bottom, size_t *size);
#else
#define __sanitizer_start_switch_fiber(fake, bottom, size) \
	((void)(fake), (void)(bottom), (void)(size))
#define __sanitizer_finish_switch_fiber(fake, bottom, size) \
	((void)(fake), (void)(bottom), (void)(size))
#endif

#if defined(__has_include) && __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define VALGRIND_STACK_REGISTER(from, to) ((void)(from), (void)(to))
#endif

#define MAX_TASKS 256
#define STACK_PAGES 64UL

struct task {
	ucontext_t context;
	rt_addr stack, site;
	void (*fn)(void *);
	void *arg;
	unsigned long seen;
	unsigned long long deadline;
	int atomic;
	int done;
};

struct event {
	struct event *next;
	unsigned long long at;
	unsigned long id, order;
	void (*fn)(void *);
	void *arg;
};

unsigned long long rt_now;
extern volatile unsigned long jiffies;
volatile unsigned long jiffies;		/* the kernel's name of the same time, HZ of 250 */
int rt_atomic;

static struct task *tasks[MAX_TASKS];
static unsigned int n_tasks, current;
static struct event *events;
static unsigned long generation = 1, last_event;
static ucontext_t outside;
static const void *outside_bottom;
static size_t outside_size;
static unsigned long long random_state = 1;

void rt_seed(unsigned int seed)
{
	random_state = seed * 2654435761ull + 1;
}

unsigned int rt_random(unsigned int below)
{
	random_state = random_state * 6364136223846793005ull + 1442695040888963407ull;
	return below ? (random_state >> 33) % below : 0;
}

int rt_task_id(void)
{
	return current;
}

enum rt_kind rt_task_stack(rt_addr at)
{
	for (unsigned int i = 0; i < n_tasks; i++)
		if (tasks[i]->stack && at >= tasks[i]->stack &&
		    at < tasks[i]->stack + STACK_PAGES * RT_PAGE)
			return RT_STACK;
	return RT_UNKNOWN;
}

int rt_on_stack(rt_addr at)
{
	rt_addr stack = n_tasks ? tasks[current]->stack : 0;

	return stack && at >= stack && at < stack + STACK_PAGES * RT_PAGE;
}

static void switch_to(unsigned int next)
{
	struct task *old = tasks[current];
	rt_addr site = rt_site();
	void *fake = NULL;

	if (next == current)
		return;
	old->atomic = rt_atomic;
	current = next;
	rt_atomic = tasks[next]->atomic;
	__sanitizer_start_switch_fiber(old->done ? NULL : &fake, (void *)tasks[next]->stack,
				       STACK_PAGES * RT_PAGE);
	swapcontext(&old->context, &tasks[next]->context);
	__sanitizer_finish_switch_fiber(fake, NULL, NULL);
	rt_leave(&site);
}

static void run_next(void)
{
	unsigned int first = rt_random(n_tasks);

	for (unsigned int i = 0; i < n_tasks; i++) {
		unsigned int n = (first + i) % n_tasks;

		if (!tasks[n]->done && n != current) {
			switch_to(n);
			return;
		}
	}
}

static void start(void)
{
	struct task *self = tasks[current];
	rt_addr none = 0;

	__sanitizer_finish_switch_fiber(NULL, &outside_bottom, &outside_size);
	rt_leave(&none);
	self->fn(self->arg);
	self->done = 1;
	generation++;
	if (current) {
		run_next();
	} else {
		__sanitizer_start_switch_fiber(NULL, outside_bottom, outside_size);
		setcontext(&outside);
	}
}

static rt_addr make_stack(void)
{
	unsigned long pages[STACK_PAGES];
	long first = rt_pages_alloc(STACK_PAGES, 0);

	if (first < 0)
		return 0;
	for (unsigned long i = 0; i < STACK_PAGES; i++)
		pages[i] = first + i;
	return rt_has(RT_STACK_LINEAR) ? rt_page_linear(first)
				       : rt_window_map(RT_STACK, pages, STACK_PAGES);
}

static unsigned int free_task(void)
{
	for (unsigned int i = 1; i < n_tasks; i++)
		if (tasks[i]->done && i != current)
			return i;
	return n_tasks;
}

static void prepare(struct task *task)
{
	if (getcontext(&task->context))
		abort();
	task->context.uc_stack.ss_sp = (void *)task->stack;
	task->context.uc_stack.ss_size = STACK_PAGES * RT_PAGE;
	task->context.uc_link = NULL;
	makecontext(&task->context, start, 0);
}

void rt_task_new(void (*fn)(void *), void *arg)
{
	unsigned int n = free_task();
	struct task *task;

	if (n == n_tasks)
		tasks[n] = calloc(1, sizeof(*task));
	if (n == MAX_TASKS - 1 || !tasks[n])
		abort();
	task = tasks[n];
	if (!task->stack) {
		task->stack = make_stack();
		VALGRIND_STACK_REGISTER(task->stack, task->stack + STACK_PAGES * RT_PAGE);
	}
	task->fn = fn;
	task->arg = arg;
	task->done = 0;
	task->seen = 0;
	task->atomic = 0;
	task->deadline = 0;
	prepare(task);
	if (n == n_tasks)
		n_tasks++;
	rt_progress();
}

/* The first task; returns when it is done. */
void rt_task_run(void (*fn)(void *), void *arg)
{
	void *fake;

	rt_task_new(fn, arg);
	current = 0;
	__sanitizer_start_switch_fiber(&fake, (void *)tasks[0]->stack, STACK_PAGES * RT_PAGE);
	swapcontext(&outside, &tasks[0]->context);
	__sanitizer_finish_switch_fiber(fake, NULL, NULL);
}

void rt_progress(void)
{
	generation++;
}

unsigned long rt_event(unsigned long long delay, void (*fn)(void *), void *arg)
{
	struct event *event = calloc(1, sizeof(*event)), **at = &events;

	if (!event)
		abort();
	event->at = rt_now + delay;
	event->fn = fn;
	event->arg = arg;
	event->id = ++last_event;
	while (*at && (*at)->at <= event->at)
		at = &(*at)->next;
	event->next = *at;
	*at = event;
	return event->id;
}

int rt_event_cancel(unsigned long id)
{
	for (struct event **at = &events; *at; at = &(*at)->next) {
		struct event *event = *at;

		if (event->id != id)
			continue;
		*at = event->next;
		free(event);
		return 1;
	}
	return 0;
}

static unsigned long long first_deadline(void)
{
	unsigned long long first = ~0ull;

	for (unsigned int i = 0; i < n_tasks; i++)
		if (!tasks[i]->done && tasks[i]->deadline < first)
			first = tasks[i]->deadline;
	return first;
}

void rt_let_pass(unsigned long long until)
{
	if (until > rt_now)
		rt_now = until;
	jiffies = 0x10000 + rt_now / 4000;
}

static void run_event(void)
{
	struct event *event = events;
	rt_addr old = rt_site(), none = 0;

	events = event->next;
	rt_let_pass(event->at);
	rt_leave(&none);
	event->fn(event->arg);
	rt_leave(&old);
	free(event);
	generation++;
}

/* All who wait have looked at the present state: let time pass. */
static void advance(void)
{
	unsigned long long deadline = first_deadline();

	if (events && events->at <= deadline) {
		run_event();
	} else if (deadline == ~0ull) {
		rt_report(RT_X_HANG, 0, 0);
		rt_finish(3);
	} else {
		rt_let_pass(deadline);
		generation++;
	}
}

int rt_wait_step(unsigned long long deadline)
{
	struct task *self = tasks[current];
	unsigned int first = rt_random(n_tasks);

	if (rt_atomic)
		rt_report(RT_X_ATOMIC, 0, 0);
	self->seen = generation;
	self->deadline = deadline;
	for (unsigned int i = 0; i < n_tasks; i++) {
		unsigned int n = (first + i) % n_tasks;

		if (n != current && !tasks[n]->done && tasks[n]->seen != generation) {
			switch_to(n);
			return rt_now >= deadline;
		}
	}
	if (rt_now < deadline)
		advance();
	return rt_now >= deadline;
}
