# SPDX-License-Identifier: GPL-2.0-or-later
#
# make help says what there is.  Sources, rules, tests and pages are found by
# glob: adding one edits no list here.

include plugin/Makefile

PREFIX ?= /usr/local
DESTDIR ?=
JOBS ?= $(shell nproc 2>/dev/null || echo 1)

# What make help prints: lines that begin with '#:', here and in the parts' own Makefiles.
#: make                 build the core, usbdma-check, and the plugin for CC (gcc)
#: make CC=gcc-11       the same for another GCC
#: make lint            check the example drivers in docs/examples
#: make lint KDIR=TREE  check the USB drivers of a configured kernel tree; also:
#:      FILES="a.c dir" M=dir   only these (M: also an external module)
#:      DIRECT=1                only files that include linux/usb.h themselves
#:      ENABLE= DISABLE= SEVERITY= MODEL=file   as in usbdma-check(1)
#:      STRICT=1 JSONL=file CHAIN=sparse CC= ARCH= CROSS_COMPILE= JOBS=n VERBOSE=1
#: make check           everything the testsuite has (ARGS= go to pytest)
#: make tests           only build its programs; make runtime: the runtime of docs/runtime.md
#: make install         to DESTDIR= PREFIX=/usr/local; make uninstall
#: make clean           remove build/ (unpacked kernels stay in .cache/)

.PHONY: help
help:
	@sed -n 's/^#: //p' $(filter %Makefile,$(MAKEFILE_LIST))

# --- unit tests of the core, with the sanitizers

tests_src := $(wildcard testsuite/core/test_*.c testsuite/core/*_tool.c)
tests_bin := $(patsubst testsuite/core/%.c,$(BUILD)/core-tests/%,$(tests_src)) \
	     $(BUILD)/core-tests/solve_fast

.PHONY: tests
tests: $(tests_bin)

$(BUILD)/core-tests/%: testsuite/core/%.c $(BUILD)/san/libusbdma.a
	@mkdir -p $(@D)
	$(call say,CCLD)
	$(Q)$(HOSTCC) $(HOSTCFLAGS) $(SAN) -Itestsuite/core -MMD -MP -o $@ $< \
		$(BUILD)/san/libusbdma.a $(if $(filter test_%,$(@F)),-lcmocka)

# the same solver as users have it, to measure
$(BUILD)/core-tests/solve_fast: testsuite/core/solve_tool.c $(BUILD)/libusbdma.a
	@mkdir -p $(@D)
	$(call say,CCLD)
	$(Q)$(HOSTCC) $(HOSTCFLAGS) -O2 -MMD -MP -o $@ $< $(BUILD)/libusbdma.a

-include $(wildcard $(BUILD)/core-tests/*.d)

# --- the reference runtime

include testsuite/runtime/Makefile

# --- the other parts: each adds its own targets, and its share of install

-include $(wildcard cocci/Makefile lint/Makefile)

# --- checking drivers

.PHONY: lint deps-lint deps-check
deps-lint:
	@lint/install-packages lint $(CC)

# only for lint: an ARCH that is exported empty misleads every Kbuild of the testsuite
ifneq ($(filter lint,$(MAKECMDGOALS)),)
export KDIR FILES M STRICT JSONL ENABLE DISABLE SEVERITY MODEL CHAIN CC ARCH CROSS_COMPILE
export DIRECT VERBOSE JOBS
endif
lint: deps-lint
	+@$(MAKE) --no-print-directory -s -j$(JOBS) all KDIR= M= CC='$(if $(KEY),$(CC),gcc)'
	@lint/from-make

# --- the testsuite: python is the first that has pytest

PYTHON ?= $(firstword $(shell for p in python3 /usr/bin/python3; do \
	$$p -c 'import pytest' 2>/dev/null && echo $$p; done) /usr/bin/python3)
XDIST = $(shell $(PYTHON) -c 'import xdist' 2>/dev/null && echo '-n 2')

.PHONY: check kernels
deps-check:
	@lint/install-packages check gcc gcc-11

# Trees for the kernel suites; without them those suites skip by name.
kernels: deps-check
	@for v in 6.1 6.12; do \
		testsuite/kernel/prepare $$v >/dev/null || [ -z "$$CI" ] || exit 2; done

check: deps-check kernels
	+@$(MAKE) --no-print-directory -j$(JOBS) all tests CC=gcc
	+@! command -v gcc-11 >/dev/null || \
		$(MAKE) --no-print-directory -j$(JOBS) plugin CC=gcc-11
	$(PYTHON) -m pytest testsuite $(XDIST) $(ARGS)

# --- installing: what is needed to build the plugin for another compiler comes along

bindir = $(DESTDIR)$(PREFIX)/bin
libdir = $(DESTDIR)$(PREFIX)/lib/usbdma
sharedir = $(DESTDIR)$(PREFIX)/share/usbdma
mandir = $(DESTDIR)$(PREFIX)/share/man
man_pages := $(wildcard docs/*.[1-8])

.PHONY: install uninstall check-prefix
check-prefix:
	@case '$(PREFIX)' in /*) ;; *) echo "PREFIX=$(PREFIX) must be absolute" >&2; exit 2;; esac

install: check-prefix all
	install -d "$(bindir)" "$(libdir)/lint/usbdma_tree" "$(sharedir)/rules"
	install -m 755 $(BUILD)/usbdma-check "$(bindir)/usbdma-check"
	set -e; for so in $(BUILD)/*-*-*/usbdma.so; do key=$$(basename "$$(dirname "$$so")"); \
		install -d "$(libdir)/$$key"; install -m 644 "$$so" "$(libdir)/$$key/usbdma.so"; done
	install -m 755 $(BUILD)/usbdma-link "$(bindir)/usbdma-link"
	install -m 755 lint/usbdma-make "$(bindir)/usbdma-make"
	install -m 755 lint/usbdma-tree "$(libdir)/lint/usbdma-tree"
	install -m 644 lint/kbuild.mk "$(libdir)/lint/"
	install -m 644 lint/usbdma_tree/*.py "$(libdir)/lint/usbdma_tree/"
	ln -sf ../lib/usbdma/lint/usbdma-tree "$(bindir)/usbdma-tree"
	install -m 644 rules/* "$(sharedir)/rules/"
	set -e; for f in plugin/Makefile plugin/*.sh plugin/core/*/*.[ch] plugin/gcc/* plugin/check/*.[ch] \
		plugin/gen/*.c \
		rules/*.tab rules/*.def docs/examples/* $$(find testsuite/runtime/include -type f); do \
		[ ! -e "$$f" ] || install -D -m 644 "$$f" "$(libdir)/src/$$f"; done
	set -e; for m in $(man_pages); do \
		install -D -m 644 "$$m" "$(mandir)/man$${m##*.}/$$(basename "$$m")"; done

uninstall:
	rm -f "$(bindir)/usbdma-check" "$(bindir)/usbdma-tree" \
		"$(bindir)/usbdma-link" "$(bindir)/usbdma-make" \
		$(foreach m,$(man_pages),"$(mandir)/man$(subst .,,$(suffix $m))/$(notdir $m)")
	rm -rf "$(libdir)" "$(sharedir)"

.PHONY: clean
clean:
	rm -rf $(BUILD)
