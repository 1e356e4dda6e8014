# SPDX-License-Identifier: GPL-2.0-or-later
"""All machines: right code is silent on each, each fault is seen where it must be."""

import pytest

import rtlib

RIGHT = ["ctl_in_kmalloc", "ctl_recv_stack", "ctl_send_stack", "ctl_recv_short", "out_kmalloc",
         "in_kmalloc", "coh_flag", "coh4k_flag", "free_null", "alloc_zero", "badlen_setup",
         "sync_coherent_pool"]
# what the kernel is silent about: case, machine, class, slug
SILENT = [
    ("ctl_in_coherent_off64", "coherent", "X:remap", "missing_no_map_flag"),
    ("two_dir_same_buf", "coherent", "X:shared", "buffer_shared_in_flight"),
    ("free_in_flight", "coherent", "X:in-flight-free", "buffer_freed_in_flight"),
    ("free_in_flight", "pio", "X:in-flight-free", "buffer_freed_in_flight"),
    ("free_in_flight", "localmem", "X:in-flight-free", "buffer_freed_in_flight"),
    ("kfree_in_flight", "coherent", "X:in-flight-free", "buffer_freed_in_flight"),
    ("leak_map", "coherent", "X:leak-map", "-"),
    ("leak_coherent", "coherent", "X:leak-coherent", "coherent_leak"),
    ("free_same_pool_wrong_size", "coherent", "X:pool-size", "coherent_size_mismatch"),
    ("free_twice_pool", "coherent", "X:pool-twice", "coherent_handle_mismatch"),
    ("flag_nodma_in", "coherent", "X:unmapped", "no_map_flag_without_handle"),
    ("flag_nodma_in", "iommu", "I:fault", "-"),
    ("flag_phys_in", "coherent", "X:unmapped", "no_map_flag_without_handle"),
    ("flag_phys_in", "noncoherent-inv", "X:data", "-"),
    ("intf_mapped_flag", "coherent", "X:device", "dma_wrong_device"),
    ("old_internal_flag", "coherent", "X:internal-flag", "internal_flag_use"),
    ("ctl_in_stack", "pio", "X:not-dma", "stack_buffer"),
    ("ctl_in_vmalloc", "pio", "X:not-dma", "vmalloc_buffer"),
    ("ctl_in_static", "pio", "X:not-dma", "static_buffer"),
    ("ctl_out_modrodata16", "pio", "X:not-dma", "rodata_buffer"),
    ("ctl_out_stack4", "xhci", "X:not-dma", "stack_buffer"),
    ("out_stack", "mixed", "W:stack", "stack_buffer"),
    ("ctl_in_static", "coherent", "X:data", "static_buffer"),
    ("ctl_in_coherent32", "noncoherent-inv", "W:vmalloc", "missing_no_map_flag"),
]


@pytest.fixture(scope="module", autouse=True)
def built():
    why = rtlib.build()
    assert not why, why


def all_machines():
    return [pytest.param(m, id=m) for m in (
        "pio", "coherent", "iommu", "swiotlb", "noncoherent-inv", "noncoherent-clean", "localmem",
        "mixed", "legacy", "xhci", "xhci-iommu", "xhci-swiotlb", "xhci-stack", "uml")]


def test_list_of_machines():
    assert rtlib.machines() == [p.values[0] for p in all_machines()]


@pytest.mark.parametrize("machine", all_machines())
def test_right_code_is_silent(machine):
    cases = [c for c in RIGHT if not (machine in ("pio", "localmem") and c.startswith("sync_"))]
    first = None
    for options in (("-l", "32"), ("-l", "64", "-a", "8"), ("-l", "128", "-s", "5")):
        results = rtlib.run(rtlib.BUILD / "cases.so", *cases, machine=machine, options=options)
        for case, result in results.items():
            assert not result.reports, (case, options)
            assert result.status == [0]
            assert "BAD" not in " ".join(result.cells)
        seen = {c: (r.cells, r.trace) for c, r in results.items()}
        assert first in (None, seen), options
        first = seen


def test_the_same_trace_everywhere():
    """What the driver gets and what is on the wire does not depend on the machine."""
    seen = {}
    for machine in rtlib.machines():
        cases = [c for c in RIGHT if not c.startswith("sync_")]
        results = rtlib.run(rtlib.BUILD / "cases.so", *cases, machine=machine)
        seen[machine] = {c: (r.cells, r.trace) for c, r in results.items()}
    assert all(s == seen["coherent"] for s in seen.values())


@pytest.mark.parametrize("case, machine, cls, slug", SILENT)
def test_where_the_kernel_is_silent(case, machine, cls, slug):
    result = rtlib.run(rtlib.BUILD / "cases.so", case, machine=machine)[case]
    assert (cls, slug) in {(r.cls, r.slug) for r in result.reports}, result


FAULTS = [("kmalloc:1", "ctl_recv_short", "-12"), ("map:1", "ctl_recv_short", "-11"),
          ("stall:1", "ctl_recv_short", "-32"), ("submit:1", "ctl_recv_short", "-12"),
          ("short:1", "in_kmalloc", "0/BAD")]


@pytest.mark.parametrize("plan, case, want", FAULTS)
def test_fault_injection(plan, case, want):
    result = rtlib.run(rtlib.BUILD / "cases.so", case, options=("-f", plan))[case]
    assert result.cells == [want]
    assert not result.reports


def test_wrong_arguments():
    import subprocess
    for argv in (["-m", "pdp11", "x.so"], ["-l", "48", "x.so"], ["-a", "12", "x.so"],
                 ["-f", "kmaloc:1", "x.so"], ["-f", "kmalloc:0", "x.so"],
                 ["-f", "map", "x.so"], []):
        done = subprocess.run([str(rtlib.RUN), *argv], capture_output=True, text=True)
        assert done.returncode == 2 and "usage:" in done.stderr, argv
