# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes callers for the functions of a test driver, so that the reference runtime can run them.

A function is called when each parameter is of a kind this file knows: a device, an
interface, an URB, a number, a pointer to numbers.  Each gets a `void run_NAME_N(void)` for
each number that is tried; it says what came back and what the pointers hold afterwards.
The arguments are there before anything fails: a fault plan counts what the driver asks for.
"""

import re

from .source import Source

NUMBER = r"(?:(?:unsigned|signed|const|volatile)\s+)*(?:char|short|int|long(?:\s+long)?|unsigned|" \
         r"bool|size_t|ssize_t|[su]\d+|__[ulb]e?\d+|__[su]\d+|gfp_t|u_char)"
HEAD = re.compile(r"^(?P<type>(?:[A-Za-z_]\w*[\s*]+)+?)(?P<name>\w+)\s*\((?P<args>[^{};]*)\)\s*$",
                  re.S)
VALUES = (0, 1, 3, 6)		# what numbers are tried
SHOWN = 64			# how many bytes behind a pointer are compared

PRELUDE = """
#include "abi.h"
#include "device.h"

static void rt_show(const unsigned char *p)
{
	int i;

	for (i = 0; i < %d; i += 8)
		rt_say("C %%02x%%02x%%02x%%02x%%02x%%02x%%02x%%02x", p[i], p[i + 1], p[i + 2],
		       p[i + 3], p[i + 4], p[i + 5], p[i + 6], p[i + 7]);
}
""" % SHOWN


def heads(source):
    """(name, return type, parameters) of each function of a Source that is not static."""
    lines = source.code.splitlines()
    for function in source.functions:
        end = function.first
        text = "\n".join(lines[:end]).rstrip()
        start = max(text.rfind(c, 0, text.rfind(function.name)) for c in ";}")
        head = text[start + 1:].rstrip("{ \n\t").strip()
        match = HEAD.match(re.sub(r'^.*""\s*', "", head, flags=re.S))
        if match and match["name"] == function.name and "static" not in match["type"]:
            yield match["name"], match["type"].strip(), split(match["args"])


def split(args):
    args = " ".join(args.split())
    return [] if args == "void" else [a.strip() for a in args.split(",")]


def argument(text, n, value):
    """(lines before the call, the argument, lines after it), or None: not of a known kind."""
    if re.match(r"struct usb_device \*", text):
        return "", "rt_udev()", ""
    if re.match(r"struct usb_interface \*", text):
        return "", "rt_intf(0)", ""
    if re.match(r"struct urb \*", text):
        return (f"\tstruct urb *a{n} = usb_alloc_urb(0, GFP_KERNEL);\n", f"a{n}",
                f"\tusb_free_urb(a{n});\n")
    if re.match(rf"(?:const )?(?:{NUMBER}|void) ?\*(?:const )?\w+$", text) \
            or re.match(rf"{NUMBER} \w+\[\w*\]$", text):
        return (f"\tunsigned char *a{n} = (void *)get_zeroed_page(GFP_KERNEL);\n", f"(void *)a{n}",
                f"\trt_show(a{n});\n\tfree_pages((unsigned long)a{n}, 0);\n")
    if re.match(rf"(?:{NUMBER}) \w+$", text):
        return "", str(value), ""
    return None


def caller(name, returned, args, value):
    parts = [argument(a, n, value) for n, a in enumerate(args)]
    if None in parts:
        return None
    before, given, after = ("".join(p[0] for p in parts), ", ".join(p[1] for p in parts),
                            "".join(p[2] for p in parts))
    if returned == "void":
        call = f"\t{name}({given});\n"
    elif "*" in returned:
        call = f'\trt_say("C %d", !!{name}({given}));\n'
    else:
        call = f'\trt_say("C %d", (int){name}({given}));\n'
    if before:
        before = f"\trt_fault_hold(1);\n{before}\trt_fault_hold(0);\n\n"
    return f"void run_{name}_{value}(void)\n{{\n{before}{call}{after}}}\n"


def write(path, out):
    """Write a file that includes `path` and its callers; the names of the callers."""
    source = Source(path)
    text, names = [], []
    for name, returned, args in heads(source):
        numbers = any(re.match(rf"(?:{NUMBER}) \w+$", a) for a in args)
        for value in VALUES if numbers else VALUES[1:2]:
            function = caller(name, returned, args, value)
            if function:
                text.append(function)
                names.append(f"run_{name}_{value}")
    out.write_text(f'#include <linux/gfp.h>\n#include "{path}"\n{PRELUDE}' + "\n".join(text))
    return names


def not_run(path, names):
    """Functions of the file that no caller and no other function names: nothing runs them."""
    source = Source(path)
    called = {n[4:].rpartition("_")[0] for n in names}
    missing = []
    for f in source.functions:
        uses = len(re.findall(rf"\b{f.name}\b", source.code))
        if f.name not in called and uses < 2:
            missing.append(f.name)
    return missing
