/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * check.h - the parts of usbdma-check, the program behind CHECK= of Kbuild.
 *
 * The way of one file: options -> flags -> relevance (dependencies or a scan of
 * #include lines) -> compiler -> plugin -> run -> sparse -> tally.  The process
 * lives for one file, so that what it allocates is left to the end.
 */
#ifndef USBDMA_CHECK_H
#define USBDMA_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "model.h"
#include "out.h"
#include "rules.h"

/* ---- util.c: memory and strings; out of memory ends the process with 2 ---- */

struct strv {				/* always NULL-terminated once added to */
	char **v;
	size_t n, cap;
};

void *xrealloc(void *p, size_t size);
char *xstrdup(const char *s);
char *xprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void strv_add(struct strv *s, const char *str);		/* takes a copy */
void strv_cat(struct strv *s, const struct strv *more);
bool starts_with(const char *s, const char *prefix);
bool ends_with(const char *s, const char *suffix);
const char *base_name(const char *path);
char *dir_name(const char *path);			/* "." when there is none */
char *read_fd(int fd, size_t *len);			/* from its start; NULL: errno */
char *read_path(const char *path, size_t *len);
bool is_file(const char *path);
bool is_dir(const char *path);
char *full_path(const char *path);			/* as it is when it has none */

/* "usbdma-check: ..." on stderr and exit status 2. */
void usage_error(const char *fmt, ...) __attribute__((format(printf, 1, 2), noreturn));

/* ---- options.c ---- */

struct options {
	bool strict, verbose, quiet, all_files, sparse;
	const char *jsonl, *facts, *interface, *plugin, *cc, *tally, *summary, *also;
	struct strv models;
	struct strv plugin_args;	/* "enable=...", in the order given */
	struct rule_config rules;	/* the same, for sparse's findings */
};

/* Our own options go to o, everything else to rest, in order. */
void options_parse(int argc, char **argv, struct options *o, struct strv *rest);

/* ---- flags.c ---- */

struct flags {
	struct strv gcc;		/* what the checking compile gets, without the file */
	struct strv dirs;		/* where headers are, in order */
	struct strv forced;		/* -include FILE */
	const char *file;
	const char *depfile;		/* that Kbuild's compile writes, or NULL */
	const char *target;		/* clang's --target, or NULL */
};

void flags_filter(const struct strv *args, struct flags *f);
/* Drop the options that this compiler's messages say it does not know. */
bool flags_drop_unknown(struct flags *f, const char *messages, struct out *notes);

/* ---- deps.c, scan.c, harmless.c, search.c: does the file need checking? ---- */

struct headers {			/* of the model */
	struct strv names;
	struct strv kernel;		/* folders of the kernel's own */
	bool users;			/* some come from the user's own table */
};

enum relevance { MATTERS, MATTERS_NOT, CANNOT_TELL };

void headers_of(const struct model *m, struct headers *h);
enum relevance deps_relevance(const struct flags *f, const struct headers *h);
/* *why: what makes the file matter, or how many were read to find nothing. */
enum relevance scan_relevance(const struct flags *f, const struct headers *h, char **why);
/* An #include <name>, or "name", that never leads to USB. */
bool harmless(const char *name, bool quoted);

#define SEARCH_MAX 4096

struct search {
	const struct strv *dirs;
	struct subfolder **sub;		/* what is known of them */
	size_t n;
};

/* Open <name>, or name in a folder: its path, and a descriptor or -1. */
int search_open(struct search *s, const char *name, char path[SEARCH_MAX]);
int search_join(char path[SEARCH_MAX], const char *dir, size_t len, const char *name);

/* ---- spawn.c ---- */

struct spawn {
	const struct strv *argv;
	const char *dir;		/* NULL: here */
	const struct strv *env;		/* NULL: ours; else the whole environment */
	bool messages_c;		/* GCC's messages in English, no side files */
	int out, err;			/* -1: ours */
};

/* Exit status, 128 + signal, or -1 with errno when it can't be started. */
int spawn(const struct spawn *s);
int memory_file(const char *name);	/* inherited by children; -1: errno */
void spawn_catch_signals(void);
/* After SIGINT or SIGTERM: clean up and exit with 128 + signal; else return. */
void spawn_check_signal(void);
extern void (*spawn_cleanup)(void);

/* ---- compiler.c, identity.c ---- */

struct compiler {
	char *path;			/* absolute */
	struct strv extra;		/* words after it in $CC */
	bool clang;
	char *version, *machine, *key;	/* key: name of the plugin's folder */
	char *plugin_dir;		/* what -print-file-name=plugin says */
};

/* False and *why: cannot be used. */
bool compiler_find(const struct options *o, const struct flags *f, struct compiler *c,
		   struct out *notes, char **why);
/* Fill in what the compiler says of itself, asked once and remembered. */
bool compiler_identify(struct compiler *c, bool again, char **why);

/* ---- plugin.c, build.c ---- */

/* The plugin for that compiler, found or built; NULL and *why. */
char *plugin_find(const struct options *o, const struct compiler *c, char **why);
char *cache_dir(char **why, bool for_writing);
bool plugin_build(const struct options *o, const char *src, const struct compiler *c,
		  const char *dir, char **why);
char *sources_hash(const char *src);

/* ---- interface.c ---- */

/* Where the interface facts of this file go; its folder is made. */
char *interface_path(const struct options *o, const struct flags *f);

/* ---- compile.c ---- */

struct verdict {
	bool checked;
	char *why;			/* not checked: one line */
	char *text;			/* what the compiler said, without its own warnings */
	char *tally, *sites;		/* as the plugin wrote them */
};

void compile_file(const struct options *o, struct flags *f, struct verdict *v, struct out *notes);

/* ---- sparse.c, sparse_message.c, position.c ---- */

struct sparse_result {
	struct out text;		/* findings as report_text() prints them */
	unsigned errors, warnings, advice;
	unsigned gave_up;		/* in: functions that plugin or sparse passed over */
};

/* *status: -1 when there is no sparse. */
void sparse_run(const struct strv *args, struct out *messages, int *status);
void sparse_findings(const struct options *o, const struct model *model, const struct flags *f,
		     const char *messages, const char *sites, const char *reported,
		     struct sparse_result *r);

struct sparse_warning {			/* sparse_message.c */
	const char *file, *text;	/* text: behind "warning: " */
	unsigned line, col;		/* col: with tabs of 8 */
	int arg;			/* 0-based; -1: a cast */
	enum rule_id rule;
	const char *got;		/* "char [noderef] __user *u", or "" */
};

/* False: no warning on the address space of an argument or a cast. */
bool sparse_warning(const char *line, struct sparse_warning *w);
/* "u" of "char [noderef] __user *u"; "the buffer" of "void [noderef] __user *". */
const char *sparse_name(const char *got);

struct source {				/* text of a file, by lines */
	char *text;
	size_t len;
	size_t n_lines;
	const char **lines;
};

bool source_read(struct source *s, const char *path);
/* Byte column of a column that counts a tab up to the next multiple of 8. */
unsigned source_byte_column(const struct source *s, unsigned line, unsigned col);
/*
 * Which argument (0-based) of the call whose name stands at line:col is at
 * at_line:at_col (bytes)?  -1: none, or it belongs to a call within.
 * *text gets the argument as written.
 */
int source_argument(const struct source *s, unsigned line, unsigned col,
		    unsigned at_line, unsigned at_col, char **text);

/* ---- tally.c ---- */

struct counts {
	unsigned long functions, gave_up, errors, warnings, advice;
};

bool tally_parse(const char *text, struct counts *c);
void tally_append(const struct options *o, const char *line);
int tally_summary(const char *path);

#endif
