# SPDX-License-Identifier: GPL-2.0-or-later
#
# Lets Kbuild run $(CHECK) on wanted units with their own flags, and compile
# nothing.  Read after the kernel's top Makefile (goal usbdma-units), and again
# in each folder after scripts/Makefile.build, which knows what the
# configuration enables there.  From lint/usbdma-tree:
#   USBDMA_MK      this file        USBDMA_WANTED  make fragment: usbdma-wanted := a/b.o ...
#   USBDMA_SEEN    folder that gets one file a folder of the tree: its enabled wanted units
#   USBDMA_LIST=1  only write those
# rule_cc_o_c=: on the command line makes compiling a no-op, C=2 runs CHECK.

.PHONY: usbdma-units
include $(USBDMA_WANTED)

usbdma-descend = $(MAKE) -f $(srctree)/scripts/Makefile.build -f $(USBDMA_MK) obj=$(1) \
	$(if $(KBUILD_EXTMOD),src=$(1)) USBDMA_FOLDER=1 need-builtin=1 need-modorder=1 \
	usbdma-units

ifdef USBDMA_FOLDER

usbdma-here := $(sort $(filter $(usbdma-wanted), \
	$(real-obj-y) $(real-obj-m) $(addprefix $(obj)/,$(lib-y)) $(lib-y)))
usbdma-below := $(foreach d,$(subdir-ym),$(if $(filter $d/%,$(usbdma-wanted)),$d))
$(file >$(USBDMA_SEEN)/in+$(subst /,+,$(obj)),$(usbdma-here))

# Kbuild deletes a target when interrupted, unless it is in PHONY.
PHONY += $(usbdma-here)

usbdma-units: $(if $(USBDMA_LIST),,$(usbdma-here)) $(addprefix usbdma-in-,$(usbdma-below))
	@:

.PHONY: $(addprefix usbdma-in-,$(usbdma-below))
$(addprefix usbdma-in-,$(usbdma-below)): usbdma-in-%:
	+@$(call usbdma-descend,$*)

else ifneq ($(need-sub-make),1)

# build-dir is "." since 6.1, M= with external modules; before, there was a list
usbdma-start := $(addprefix usbdma-in-,$(or $(build-dir),$(build-dirs)))
usbdma-units: $(usbdma-start)
	@:

.PHONY: $(usbdma-start)
$(usbdma-start): usbdma-in-%:
	+@$(call usbdma-descend,$*)

endif
