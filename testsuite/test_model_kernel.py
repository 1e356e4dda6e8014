# SPDX-License-Identifier: GPL-2.0-or-later
"""Every fact of rules/api.tab against the sources of Linux 6.1 and 6.12.

A fact is right for a tree when what it names is declared there, its argument
numbers are in range, and the types fit.  What deviates on purpose stands in
model_deviations.txt with a reason; a deviation that isn't one any more fails.
"""
import os
import re
import time
from pathlib import Path

import pytest

from kernel_headers import Headers

TOP = Path(__file__).resolve().parent.parent
SERIES = ("6.1", "6.12")
FUNCTIONS = {"sink", "setup", "bounce", "alloc", "free", "returns", "copy", "guard", "mask", "dma",
             "caller", "urb", "linear", "sg-entry", "sg-sink", "completion", "irqs",
             "sg-request", "zero-bits", "mapping"}
MEMBERS = {"field-sink", "source", "slot", "device", "mask-field", "dma-field", "bits",
           "no-map", "bus-number", "handle-field", "completion-field", "free-buffer",
           "urb-field", "quiet-slot", "probe"}
SND_TYPE = re.compile(r"#\s*define\s+(SNDRV_DMA_TYPE_(?:DEV\w*|NONCONTIG|NONCOHERENT))\s+(\d+)")

POINTER = r".*[*\[].*|va_list.*|__va_list.*"
INTEGER = (r"(?:const )?(?:unsigned |signed )?(?:(?:long|int|short|char|size_t|__kernel_size_t"
           r"|ssize_t|loff_t|resource_size_t|phys_addr_t|__?[us]\d+|[us]\d+|dma_addr_t)\b ?)+\w*"
           r"|unsigned(?: \w+)?")
DEVICE = r"(?:const )?struct (?:device|usb_device|usb_interface) \*.*"


class Fact:
    """One line of the table."""

    def __init__(self, number, words):
        self.line, self.name, self.role = number, words[0], words[1]
        self.keys = dict(w.split("=", 1) for w in words[2:])

    def series(self):
        return self.keys["only"].split(",") if "only" in self.keys else list(SERIES)

    def parts(self):
        return self.name.split(".")


def read_table():
    facts = []
    for number, line in enumerate((TOP / "rules/api.tab").read_text().splitlines(), 1):
        words = re.sub(r"(?:^|\s)#.*", "", line).split()
        if words:
            facts.append(Fact(number, words))
    return facts


def read_deviations():
    found = {}
    path = TOP / "testsuite/model_deviations.txt"
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        m = re.fullmatch(r"(\S+) (\S+) (\S+) -- (\S.*)", line)
        assert m, f"{path.name}:{number}: not `SERIES NAME KEY -- reason`"
        assert m[1] in SERIES, f"{path.name}:{number}: unknown series {m[1]}"
        found[m[1], m[2], m[3]] = number
    return found


FACTS = read_table()


def tree_of(series):
    name = "USBDMA_KDIR_" + series.replace(".", "_")
    tree = Path(os.environ.get(name) or TOP / f".cache/linux-{series}")
    if (tree / "include/linux/usb.h").is_file():
        return tree
    why = f"no Linux {series} sources in {tree} (set {name}=)"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="module", params=SERIES)
def kernel(request):
    names = {"I2C_M_DMA_SAFE", "HID_REQ_GET_REPORT", "NETIF_F_HIGHDMA", "NETIF_F_HIGHDMA_BIT",
             "SNDRV_DMA_TYPE_DEV", "___GFP_DMA", "___GFP_DMA32", "___GFP_HIGHMEM",
             "regmap_hw_write", "nvmem_reg_read_t"}
    for f in FACTS:
        names.update(f.parts(), f.keys.get("with", "").split("|"), [f.name + "_noprof"],
                     [f.keys.get("name", f.name), f.keys.get("use", f.name)])
    refs = {f.keys["ref"] for f in FACTS if "ref" in f.keys}
    headers = Headers(tree_of(request.param), names, refs)
    headers.series = request.param
    return headers


def numbers(value):
    """Argument numbers of a product; a constant has none."""
    return [] if value.startswith("#") else [int(n) for n in value.split("*")]


def wanted_types(fact):
    """(key, argument, what its type must look like) for each argument."""
    pointer_or_int = POINTER + "|" + INTEGER
    wants = {
        "buf": POINTER, "dst": POINTER, "src": POINTER, "len": INTEGER, "size": INTEGER,
        "pipe": r"unsigned int.*|unsigned pipe", "gfp": r"(?:const )?gfp_t.*", "out": POINTER,
        "reqtype": INTEGER + r"|enum \w+ ?\w*", "urb": r"struct urb \*.*", "zero": INTEGER,
        "list": r"struct scatterlist \*.*", "type": r"int.*", "dev": DEVICE,
        "handle": r"dma_addr_t ?\*.*" if fact.role == "alloc" else r"dma_addr_t.*",
        "arg": POINTER if fact.role == "returns" else pointer_or_int,
    }
    if fact.role == "completion":
        wants["arg"] = r"usb_complete_t.*"
    if fact.role in ("mask", "dma"):
        wants["dev"] = r"struct device \*.*" + (r"|void \*data" if "type" in fact.keys else "")
    for key, value in fact.keys.items():
        if key in wants:
            for n in numbers(value):
                yield key, n, wants[key]


def fits(proto, key, n, pattern):
    params = proto.params
    if n >= len(params):
        return bool(params) and params[-1].endswith("...") and (proto.macro or n >= len(params))
    return proto.macro or re.fullmatch(pattern, params[n].replace("__user ", "")
                                       .replace("volatile ", "").replace("__iomem ", "")
                                       .replace("register ", "").replace("__percpu ", "")
                                       .replace("restrict ", "").strip()) is not None


def check_function(kernel, fact):
    """(key, what is wrong) for each deviation."""
    if fact.name.startswith("__builtin_"):
        return []
    protos = kernel.functions(fact.name)
    if not protos:
        return [("name", "is declared nowhere")]
    if all(p.static and p.path.endswith(".c") for p in protos):
        return [("name", f"is static in {protos[0].path}")]
    wrong = []
    for key, n, pattern in wanted_types(fact):
        if not any(fits(p, key, n, pattern) for p in protos):
            p = protos[0]
            wrong.append((key, f"argument {n} doesn't fit: ({', '.join(p.params)}) in {p.path}"))
    return wrong


def check_member(kernel, fact):
    record, field = fact.parts()
    if not kernel.record(record):
        return [("name", f"struct {record} is defined nowhere")]
    decls = kernel.member(record, field)
    if not decls:
        return [("name", f"struct {record} has no member {field}")]
    shapes = {
        "field-sink": r".*\*.*|dma_addr_t .*", "source": POINTER, "slot": r".*",
        "device": r"struct device .*", "dma-field": r"struct device ?\*.*",
        "mask-field": r"u64 ?\*.*" if "deref" in fact.keys else r"u64 \w+",
        "bits": r"netdev_features_t .*|unsigned int transfer_flags", "no-map": r"unsigned int \w+",
        "quiet-slot": r".*", "probe": r".*",
        "bus-number": r"__u16 \w+",
        "handle-field": r"dma_addr_t \w+", "completion-field": r"usb_complete_t \w+",
        "free-buffer": r"unsigned int \w+",
        "urb-field": r"int \w+|unsigned.*|u32 \w+|dma_addr_t .*|usb_complete_t .*|void \*.*|struct .*",
    }
    if not any(re.fullmatch(shapes[fact.role], d) for d in decls):
        return [("name", f"member doesn't fit: {decls[0]}")]
    wrong = []
    for key in ("flagfield", "len"):
        if key in fact.keys and not kernel.member(record, fact.keys[key]):
            wrong.append((key, f"struct {record} has no member {fact.keys[key]}"))
    for obj in fact.keys.get("with", "").split("|"):
        if obj and obj not in kernel.words:
            wrong.append(("with", f"{obj} is declared nowhere"))
    if fact.role == "slot":
        n = int(fact.keys["arg"])
        pattern = POINTER + ("|unsigned long.*" if fact.keys["kind"] == "user" else "")
        slots = kernel.slot(record, field)
        if not any(n < len(s) and re.fullmatch(pattern, s[n]) for s in slots):
            wrong.append(("arg", f"argument {n} doesn't fit: {slots}"))
    return wrong + check_constants(kernel, fact)


def check_constants(kernel, fact):
    wrong = []
    pairs = [("mask", fact.keys.get("name"), fact.keys.get("mask")),
             ("flagmask", "I2C_M_DMA_SAFE" if fact.name == "i2c_msg.buf" else None,
              fact.keys.get("flagmask"))]
    for key, name, value in pairs:
        if name and kernel.constant(name) != int(value, 0):
            wrong.append((key, f"{name} is {kernel.constant(name)}, not {value}"))
    return wrong


def check_removed(kernel, fact):
    """What is gone is declared nowhere; what takes its place is."""
    def there(name):
        return kernel.functions(name) or kernel.constant(name) is not None

    wrong = [("name", "is there")] if there(fact.name) else []
    if "use" in fact.keys and not there(fact.keys["use"]):
        wrong.append(("use", f"{fact.keys['use']} is declared nowhere"))
    return wrong


def check_other(kernel, fact):
    if fact.role == "header":
        ok = (kernel.tree / "include" / fact.name).is_file()
        return [] if ok else [("name", "no such header in include/")]
    if fact.role in ("exempt", "kernel-headers"):
        there = kernel.tree / fact.name
        ok = there.is_dir() if fact.name.endswith("/") else there.is_file()
        return [] if ok else [("name", "no such folder or file")]
    if fact.role == "removed":
        return check_removed(kernel, fact)
    if fact.role in ("driver", "priv-head"):
        return [] if kernel.record(fact.name) else [("name", "no such structure")]
    if fact.keys.get("what") in ("usb_test", "sg_test"):
        return check_function(kernel, fact)
    if fact.role == "annotation":
        ok = f"{fact.name}##" in kernel.text.get("include/linux/cache.h", "")
        return [] if ok else [("name", "no marker in include/linux/cache.h begins so")]
    assert fact.role == "gfp", fact.role
    name = "___GFP_" + fact.name.split("GFP_")[1]
    value = kernel.constant(name)
    if value == int(fact.keys["mask"], 0):
        return []
    return [("mask", f"{name} is {value}, not {fact.keys['mask']}")]


def check(kernel, fact):
    if fact.role in FUNCTIONS:
        return check_function(kernel, fact)
    return check_member(kernel, fact) if fact.role in MEMBERS else check_other(kernel, fact)


def test_every_fact(kernel):
    deviations, used, errors = read_deviations(), set(), []
    for fact in FACTS:
        wrong = check(kernel, fact)
        if kernel.series not in fact.series():
            if not wrong:
                errors.append(f"rules/api.tab:{fact.line}: {fact.name} fits {kernel.series} "
                              "as well: drop only=")
            continue
        for key, what in wrong:
            if (kernel.series, fact.name, key) in deviations:
                used.add((kernel.series, fact.name, key))
            else:
                errors.append(f"rules/api.tab:{fact.line}: {kernel.series}: {fact.name} "
                              f"{fact.role} {key}: {what}")
    for entry, number in deviations.items():
        if entry[0] == kernel.series and entry not in used:
            errors.append(f"testsuite/model_deviations.txt:{number}: {' '.join(entry)} "
                          "is no deviation any more")
    assert not errors, "\n" + "\n".join(errors)


def test_sound_types(kernel):
    """types= lists every device type of sound/memalloc.h, and nothing else."""
    defined = {n: int(v) for n, v in SND_TYPE.findall(kernel.text["include/sound/memalloc.h"])}
    device = {v for n, v in defined.items() if not n.endswith("_FALLBACK")}
    assert device
    for fact in FACTS:
        if "types" in fact.keys:
            assert device <= {int(n) for n in fact.keys["types"].split("|")}, fact.name


def test_get_report_is_in(kernel):
    value = kernel.constant("HID_REQ_GET_REPORT")
    assert {f.keys["inreq"] for f in FACTS if "inreq" in f.keys} == {str(value)}


def test_no_line_twice():
    seen = {}
    for fact in FACTS:
        key = (fact.name, fact.role, tuple(sorted(fact.keys.items())))
        assert key not in seen, f"rules/api.tab:{fact.line}: same as line {seen[key]}"
        seen[key] = fact.line


def test_a_wrong_fact_is_found(kernel):
    """The test can fail: each kind of mistake is seen."""
    for line, key in (
            ("usb_bulk_msg sink buf=3", "buf"), ("usb_bulk_msg sink buf=9", "buf"),
            ("usb_bulk_msg sink buf=2 len=2", "len"), ("usb_bulk_msg sink buf=2 pipe=0", "pipe"),
            ("usb_alloc_urb alloc kind=heap gfp=0", "gfp"), ("dma_set_mask mask dev=1", "dev"),
            ("usb_alloc_coherent alloc kind=coherent handle=2", "handle"),
            ("usb_bulk_massage sink buf=2", "name"), ("urb.transfer_bluffer field-sink", "name"),
            ("usb_device.bus device class=usb", "name"),
            ("tty_operations.write slot arg=2 kind=foreign", "arg"),
            ("i2c_msg.buf source kind=foreign flagfield=flags flagmask=0x100", "flagmask"),
            ("net_device.features bits mask=0x40 name=NETIF_F_HIGHDMA", "mask"),
            ("GFP_DMA gfp mask=0x2 class=dma", "mask"), ("linux/usbb.h header", "name"),
            ("usb_bulk_msg removed rule=usb_buffer_map", "name"),
            ("usb_buffer_free removed rule=usb_buffer_alloc use=usb_bulk_massage", "use"),
            ("usb_diver driver bus=usb", "name")):
        wrong = check(kernel, Fact(0, line.split()))
        assert [k for k, _ in wrong] == [key], (line, wrong)


def test_fast_enough():
    """One tree is read in 20 s of CPU; the machine's other work doesn't count."""
    tree = tree_of("6.12")
    start = time.process_time()
    Headers(tree, {f.name for f in FACTS}, ())
    assert time.process_time() - start < 20
