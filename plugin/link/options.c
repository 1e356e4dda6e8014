// SPDX-License-Identifier: GPL-2.0-or-later
/* options.c - the command line of usbdma-link; a word nobody knows stops it. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link.h"

static const char help_text[] =
"usage: usbdma-link [options] FILE|DIR|@LIST...\n"
"       usbdma-link list-units FILE|DIR|@LIST...\n"
"       usbdma-link check --shard I/N --out FILE [--units LIST] FILE|DIR|@LIST...\n"
"       usbdma-link merge [options] SHARD...\n"
"\n"
"Joins the interface facts (*.usbdma) that usbdma-check --interface left, and\n"
"reports memory that comes to a USB transfer through another file.\n"
"\n"
"  --jsonl FILE      write the findings, one JSON object a line\n"
"  --explain SYMBOL  what happens to the parameters and the result of a function\n"
"  --summary         the wrappers found, as lines for --model; --summary=all: with\n"
"                    static functions and those that the table knows\n"
"  --graph FINDING   the way of one finding (number or fingerprint), for dot\n"
"  --enable LIST, --disable LIST, --severity S, --model FILE: as in usbdma-check;\n"
"                    models must be those that the facts were made with\n"
"  --source DIR      where the sources' names begin (default: here), to tell which\n"
"                    facts are stale\n"
"  --cache FILE      read again only what has changed since the last run\n"
"  --shard I/N       the I-th of N parts (from 1)\n"
"  --units LIST      files of facts that there must be, one a line\n"
"  --out FILE        where check puts its part\n"
"  --strict          exit with 1 on findings and on files that are not checked\n"
"  --quiet           only findings and files that are not checked\n"
"  --verbose         say how large the program is\n"
"  --help, --version\n"
"\n"
"Exit status: 0, also with findings; 1 with --strict; 2 the work could not be\n"
"done: wrong usage, a lost shard, nothing to read.  See usbdma-link(1).\n";

enum opt {
	OPT_JSONL, OPT_EXPLAIN, OPT_SUMMARY, OPT_GRAPH, OPT_ENABLE, OPT_DISABLE, OPT_SEVERITY,
	OPT_MODEL, OPT_SOURCE, OPT_CACHE, OPT_SHARD, OPT_UNITS, OPT_OUT, OPT_STRICT, OPT_QUIET,
	OPT_VERBOSE, OPT_HELP, OPT_VERSION, N_OPTS,
};

static const struct {
	const char *name;
	enum { NO_VALUE, VALUE, MAYBE } value;
} opts[N_OPTS] = {
	[OPT_JSONL] = { "jsonl", VALUE },	[OPT_EXPLAIN] = { "explain", VALUE },
	[OPT_SUMMARY] = { "summary", MAYBE },	[OPT_GRAPH] = { "graph", VALUE },
	[OPT_ENABLE] = { "enable", VALUE },	[OPT_DISABLE] = { "disable", VALUE },
	[OPT_SEVERITY] = { "severity", VALUE },	[OPT_MODEL] = { "model", VALUE },
	[OPT_SOURCE] = { "source", VALUE },	[OPT_CACHE] = { "cache", VALUE },
	[OPT_SHARD] = { "shard", VALUE },	[OPT_UNITS] = { "units", VALUE },
	[OPT_OUT] = { "out", VALUE },		[OPT_STRICT] = { "strict", NO_VALUE },
	[OPT_QUIET] = { "quiet", NO_VALUE },	[OPT_VERBOSE] = { "verbose", NO_VALUE },
	[OPT_HELP] = { "help", NO_VALUE },	[OPT_VERSION] = { "version", NO_VALUE },
};

void usage_error(const char *fmt, ...)
{
	va_list ap;

	fflush(stdout);
	fputs("usbdma-link: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputs("\n", stderr);
	exit(2);
}

static void set_shard(struct options *o, const char *value)
{
	char *end;
	unsigned long i = strtoul(value, &end, 10), n = 0;

	if (*end == '/' && end > value)
		n = strtoul(end + 1, &end, 10);
	if (*end || !i || i > n || n > 1000000)
		usage_error("--shard %s: expected I/N, such as 2/8", value);
	o->shard = (uint32_t)i;
	o->shards = (uint32_t)n;
}

static void set_rules(struct options *o, enum opt opt, const char *value)
{
	char *wrong = opt == OPT_SEVERITY ? rules_severity(&o->rules, value) :
					    rules_enable(&o->rules, value, opt == OPT_ENABLE);

	if (wrong)
		usage_error("%s", wrong);
}

static void apply(struct arena *a, struct options *o, enum opt opt, const char *value)
{
	switch (opt) {
	case OPT_JSONL: o->jsonl = value; break;
	case OPT_EXPLAIN: o->explain = value; break;
	case OPT_GRAPH: o->graph = value; break;
	case OPT_SOURCE: o->source = value; break;
	case OPT_CACHE: o->cache = value; break;
	case OPT_UNITS: o->units = value; break;
	case OPT_OUT: o->out = value; break;
	case OPT_STRICT: o->strict = true; break;
	case OPT_QUIET: o->quiet = true; break;
	case OPT_VERBOSE: o->verbose = true; break;
	case OPT_SHARD: set_shard(o, value); break;
	case OPT_MODEL: VEC_PUSH(a, o->models.v, o->models.n, o->models.cap, value); break;
	case OPT_SUMMARY:
		if (value && strcmp(value, "all"))
			usage_error("--summary=%s: expected --summary or --summary=all", value);
		o->summary = true;
		o->summary_all = value != NULL;
		break;
	case OPT_HELP:
		fputs(help_text, stdout);
		exit(0);
	case OPT_VERSION:
		puts("usbdma-link " USBDMA_VERSION);
		exit(0);
	default:
		set_rules(o, opt, value);
	}
}

static enum opt find(const char *arg, const char **value)
{
	size_t len = strcspn(arg + 2, "=");
	int i;

	*value = arg[2 + len] ? arg + 3 + len : NULL;
	for (i = 0; i < N_OPTS; i++)
		if (strlen(opts[i].name) == len && !strncmp(opts[i].name, arg + 2, len))
			return (enum opt)i;
	usage_error("unknown option %s; see usbdma-link --help", arg);
}

static bool command(struct options *o, const char *word)
{
	static const char *const words[] = {
		[CMD_LIST] = "list-units", [CMD_CHECK] = "check", [CMD_MERGE] = "merge",
	};

	for (unsigned i = CMD_LIST; i <= CMD_MERGE; i++)
		if (!strcmp(word, words[i])) {
			o->command = (enum command)i;
			return true;
		}
	return false;
}

static void check_usage(const struct options *o)
{
	if (!o->inputs.n)
		usage_error("nothing to link; see usbdma-link --help");
	if (o->command == CMD_CHECK && (!o->shards || !o->out))
		usage_error("check needs --shard I/N and --out FILE");
	if (o->command != CMD_CHECK && (o->shards || o->out || o->units))
		usage_error("--shard, --units and --out are for check");
}

void options_parse(struct arena *a, int argc, char **argv, struct options *o)
{
	bool all_files = false;
	const char *value;
	enum opt opt;
	int i = 1;

	rule_config_init(&o->rules);
	if (argc > 1 && command(o, argv[1]))
		i++;
	for (; i < argc; i++) {
		if (all_files || strncmp(argv[i], "--", 2)) {
			if (!all_files && argv[i][0] == '-')
				usage_error("unknown option %s; see usbdma-link --help", argv[i]);
			VEC_PUSH(a, o->inputs.v, o->inputs.n, o->inputs.cap, argv[i]);
			continue;
		}
		all_files = !argv[i][2];
		if (all_files)
			continue;
		opt = find(argv[i], &value);
		if (opts[opt].value == NO_VALUE && value)
			usage_error("--%s takes no value", opts[opt].name);
		if (opts[opt].value == VALUE && !value && i + 1 < argc)
			value = argv[++i];
		if (opts[opt].value == VALUE && (!value || !*value))
			usage_error("--%s needs a value", opts[opt].name);
		apply(a, o, opt, value);
	}
	check_usage(o);
}
