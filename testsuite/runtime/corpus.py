# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls the bad_ and good_ functions of a static test: C stubs that make up the arguments.

A function is called when each of its parameters is of a kind that can be made
up: the device, the interface, a URB, a record of the driver, a buffer, a number.
"""

import re

from harness import source

BYTES = {"u8", "void", "char", "__u8", "unsigned char", "uint8_t", "s8"}
NUMBERS = {"int", "unsigned int", "unsigned", "size_t", "u8", "u16", "u32", "u64", "s32", "long",
           "unsigned long", "__u8", "__u16", "__u32", "ssize_t", "char", "short", "u_int",
           "unsigned char", "__le16", "__le32", "s16", "loff_t"}
MEMBERS = {"struct usb_device *": "rt_udev()", "struct usb_interface *": "rt_intf(0)",
           "struct urb *": "rt_arg_urb()"}
STUB = """
#include "device.h"
#include "abi.h"

void *rt_arg(size_t size);
struct urb *rt_arg_urb(void);

"""


def parameters(text, name):
    """The parameters of a function as written, or None."""
    match = re.search(rf"^[^\n;#}}]*\b{name}\(((?:[^()]|\([^()]*\))*)\)\s*\{{", text, re.M)
    if not match:
        return None
    words = " ".join(match.group(1).split())
    return [] if words in ("void", "") else re.split(r",\s*(?![^()]*\))", words)


def record_members(text, record):
    """(type, name) of the plain members of a record that the driver defines."""
    match = re.search(rf"^(?:struct|union) {record} \{{(.*?)^\}}", text, re.M | re.S)
    if not match:
        return None
    found = re.findall(r"^\t([\w ]*\w) (\*?)(\w+)\b(?! *[:(]|\[\])(\[[^;\n]+\])?[^:;,()\n]*;",
                       match.group(1), re.M)
    return [(kind.replace("const ", "") + (" *" if star else "") + ("[]" if array else ""), name)
            for kind, star, name, array in found]


# numbers and truths; a bad_ function is tried with more, to reach its branch
VARIANTS = (("8", "true"), ("64", "false"))
MORE = (("0", "true"), ("1", "true"), ("2", "false"), ("5000", "true"))


def make(text, n, parameter, number, truth):
    """(declarations, expression) for one parameter, or None."""
    match = re.fullmatch(r"(?:const )?([\w ]+?)\s*(\*?)\s*(?:const )?(\w+)(\[\w*\])?", parameter)
    if not match:
        return None
    kind, star, name, array = match.groups()
    kind = kind.replace("const ", "").strip()
    pointer = bool(star or array)
    if pointer and f"{kind} *" in MEMBERS:
        return "", MEMBERS[f"{kind} *"]
    if pointer and kind in BYTES:
        return "", "rt_arg(4096)"
    if pointer and kind in NUMBERS:
        return f"\tstatic {kind} n{n};\n", f"&n{n}"
    if kind == "bool" and not pointer:
        return "", truth
    if kind == "gfp_t":
        return "", "GFP_KERNEL"
    if name in ("ep", "endpoint"):
        return "", "1"
    if name == "pipe":
        return "", "usb_rcvbulkpipe(rt_udev(), 1)"
    if not pointer and kind in NUMBERS:
        return "", number
    words = kind.split()
    members = record_members(text, words[1]) if words[0] in ("struct", "union") else None
    if members is None:
        return None
    if not pointer:
        return f"\t{kind} r{n} = {{ 0 }};\n", f"r{n}"
    setup = f"\t{kind} *r{n} = rt_arg_record(sizeof(*r{n}));\n"
    for member, name in members:
        setup += (f"\trt_arg_member(r{n}, offsetof({kind}, {name}), "
                  f"sizeof(r{n}->{name}));\n")
        if member in MEMBERS:
            setup += f"\tr{n}->{name} = {MEMBERS[member]};\n"
        elif member.endswith(" *") and member[:-2].replace("const ", "") in BYTES:
            setup += f"\tr{n}->{name} = rt_arg(4096);\n"
    return setup, f"r{n}"


def stubs(path):
    """(C text, names of the functions that can be called)."""
    src = source.Source(path, path.parent.name)
    out, names = [STUB, "void *rt_arg_record(size_t size);\n"
                   "void rt_arg_member(const void *record, size_t offset, size_t size);\n", f'#include "{path}"\n'], []
    for function in src.functions:
        if not function.name.startswith(("bad_", "good_")):
            continue
        wanted = parameters(src.code, function.name)
        if wanted is None:
            continue
        tries = VARIANTS + (MORE if function.name.startswith("bad_") else ())
        for variant, (number, truth) in enumerate(tries):
            made = [make(src.code, n, p, number, truth) for n, p in enumerate(wanted)]
            if None in made:
                break
            setup = "".join(m[0] for m in made)
            call = ", ".join(m[1] for m in made)
            name = f"rt_call{variant}_{function.name}"
            body = setup + f"\t(void){function.name}({call});\n"
            out.append(f"void {name}(void);\nvoid {name}(void)\n{{\n{body}}}\n")
            names.append(name)
    return "\n".join(out), names, src


def lines_of(report, path):
    """Lines of the driver that led to a report: the call's own and those of its callers."""
    places = [report.place, *report.via.split(",")]
    return {int(p.rpartition(":")[2]) for p in places
            if p.startswith(f"{path}:") and p.rpartition(":")[2].isdigit()}


def outcomes(path, run, compile_driver, machines, folder):
    """function -> what came of it: yields, line, silent; clean, reports; broken, uncalled."""
    text, names, src = stubs(path)
    stub = folder / f"{path.parent.name}-{path.stem}.c"
    stub.write_text(text)
    options = [w for w in src.options if w.startswith("-")]
    driver = compile_driver(stub.with_suffix(".so"), stub, flags=[*options, "-w", "-fno-inline"])
    runs = [run(driver, *names, machine=m) for m in machines] if names else []
    found = {}
    expected = src.expectations("runtime")
    for function in src.functions:
        if not function.name.startswith(("bad_", "good_")):
            continue
        results = [r for done in runs for n, r in done.items()
                   if re.fullmatch(rf"rt_call\d_{function.name}", n)]
        reports = [r for result in results for r in result.reports if r.slug != "-"]
        got = {(r.slug, line) for r in reports for line in lines_of(r, path)}
        want = {(slug, line) for line in range(function.first, function.last + 1)
                for kind in ("want", "todo") for slug in expected[line][kind]}
        if not results:
            found[function.name] = "uncalled"
        elif any(r.status != [0] for r in results):
            found[function.name] = "broken"
        elif function.name.startswith("good_"):
            found[function.name] = "reports" if reports else "clean"
        elif want <= got:
            found[function.name] = "yields"
        else:
            slugs = {slug for slug, _ in want} <= {slug for slug, _ in got}
            found[function.name] = "line" if slugs else "silent"
    return found
