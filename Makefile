# SPDX-License-Identifier: GPL-2.0-or-later
#
# make help says what there is.  Sources are found by glob: a new rule, test or
# core file edits no list here.

include plugin/Makefile

PREFIX ?= /usr/local
DESTDIR ?=
PYTHON ?= $(firstword $(shell for p in python3 /usr/bin/python3; do \
	$$p -c 'import pytest' 2>/dev/null && echo $$p; done) python3)

# --- unit tests of the core, with the sanitizers

tests_src := $(wildcard testsuite/core/test_*.c testsuite/core/*_tool.c)
tests_bin := $(patsubst testsuite/core/%.c,$(BUILD)/core-tests/%,$(tests_src))

.PHONY: tests
tests: $(tests_bin)

$(BUILD)/core-tests/%: testsuite/core/%.c $(BUILD)/san/libusbdma.a
	@mkdir -p $(@D)
	$(HOSTCC) $(HOSTCFLAGS) $(SAN) -Itestsuite/core -MMD -MP -o $@ $< \
		$(BUILD)/san/libusbdma.a $(if $(filter test_%,$(@F)),-lcmocka)

-include $(wildcard $(BUILD)/core-tests/*.d)

.PHONY: clean
clean:
	rm -rf $(BUILD)
