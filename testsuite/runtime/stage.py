# SPDX-License-Identifier: GPL-2.0-or-later
"""The C text that runs the functions of a static test one by one.

It has the test itself, with a note where a field of an URB is set, makers of arguments,
stand-ins for functions of other files, and a scene for each bad_ and good_ function.
"""

import collections
import functools
import re
import subprocess

from harness import project

import arguments
import functions
import rtlib

FIELDS = ("transfer_buffer|transfer_buffer_length|transfer_dma|transfer_flags|setup_packet|"
          "setup_dma|sg|num_sgs|pipe")
STORE = re.compile(rf"^(\s+)([\w>.\[\]-]+?)(->|\.)((?:{FIELDS})\s*[|&]?=[^=;][^;]*;)", re.M)
HEAD = r"""
#include "scene.h"
#define usb_fill_bulk_urb(u, d, p, ...) \
	({ rt_urb_set(u); usb_fill_bulk_urb(u, d, rt_pipe(p), __VA_ARGS__); })
#define usb_fill_int_urb(u, d, p, ...) \
	({ rt_urb_set(u); usb_fill_int_urb(u, d, rt_pipe(p), __VA_ARGS__); })
#define usb_fill_control_urb(u, ...) \
	({ rt_urb_set(u); usb_fill_control_urb(u, __VA_ARGS__); rt_setup_fits(u); })
#define usb_submit_urb(u, f) \
	({ struct urb *rt_u = (u); rt_urb_complete(rt_u); usb_submit_urb(rt_u, f); })
static dma_addr_t rt_handle __attribute__((__unused__));
"""


@functools.lru_cache(maxsize=None)
def exported():
    """What rt-run has, or has from libc: memcpy() and its like."""
    out = subprocess.run(["nm", "-D", str(rtlib.RUN)], capture_output=True, text=True,
                         check=True).stdout
    return {line.split()[-1].partition("@")[0] for line in out.splitlines()}


@functools.lru_cache(maxsize=None)
def model():
    """(sinks, slots) of api.tab: function -> [(buffer, length)], (record, member) -> {argument: kind}."""
    sinks, slots = collections.defaultdict(list), collections.defaultdict(dict)
    for line in (project.ROOT / "rules" / "api.tab").read_text().splitlines():
        words = line.split()
        if len(words) < 3 or words[0].startswith("#"):
            continue
        keys = dict(w.split("=", 1) for w in words[2:] if "=" in w)
        if words[1] == "sink" and "buf" in keys:
            sinks[words[0]].append((int(keys["buf"]), int(keys.get("len", -1)), keys.get("dir")))
        elif words[1] == "slot" and "kind" in keys:
            slots[tuple(words[0].split("."))][int(keys["arg"])] = keys["kind"]
    return sinks, slots


def instrument(text):
    """The test with a note where a field of an URB is set; lines stay what they are."""
    def note(match):
        indent, urb, arrow, rest = match.groups()
        at = f"{'&' if arrow == '.' else ''}{urb}"
        more = f" rt_setup_set({at});" if rest.startswith("setup_packet") else ""
        return f"{indent}{{ rt_urb_set({at}); {urb}{arrow}{rest}{more} }}"
    return STORE.sub(note, text)


def stand_in(function, maker):
    """A function of another file: a sink of the model makes a transfer, others do nothing."""
    result, params = function.type[1], function.type[2]
    named = [maker.declare(k, f"a{n}") for n, (_, k) in enumerate(params)]
    if [k for _, k in params] == [("*", ("struct urb",))]:
        named, done = ["struct urb *a0"], ["\trt_scene_complete();\n"]	# of another file
    else:
        done = ["\trt_scene_elsewhere();\n"]
    body = done + [f"\trt_scene_given(a{n});\n" for n, (_, k) in enumerate(params) if k[0] == "*"]
    for buf, length, direction in model()[0].get(function.name, []):
        size = f"a{length}" if length >= 0 else "8"
        pipe = "usb_rcvbulkpipe" if direction == "in" else "usb_sndbulkpipe"
        body.append(f"\tif (a{buf} && {size})\n\t\tusb_bulk_msg(rt_udev(), {pipe}(rt_udev(), 1), "
                    f"(void *)a{buf}, {size}, NULL, 100);\n")
    if result[0] == "*":
        body.append(f"\treturn (void *)rt_arg({arguments.ROOM});\n")
    elif result == ("word", "int"):
        body.append(f"\treturn {maker.truth(function.name)} ? 0 : -EIO;\n")
    elif result != ("word", "void"):
        body.append("\treturn 0;\n")
    head = maker.declare(result, f"rt_other_{function.name}({', '.join(named) or 'void'})")
    return f'{head} __asm__("{function.name}");\n{head}\n{{\n{"".join(body)}}}\n'


class Stage:
    """The C text that runs the functions of one test."""

    def __init__(self, test):
        self.test, self.maker = test, arguments.Maker(test)
        self.slots = model()[1]

    def slot_kinds(self, name):
        """argument -> kind, where the function is stored in a slot of the model."""
        found = {}
        for member in re.findall(rf"(?:\.|->)(\w+)\s*=\s*&?{name}\b", self.test.code):
            for (record, name_of_slot), kinds in self.slots.items():
                if name_of_slot == member and f"struct {record}" in self.test.code:
                    found.update(kinds)
        return found

    def block(self, name, before=()):
        """One call in a block of its own."""
        function = self.test.own[name]
        setup, call = self.maker.call(function)
        given = [n for n, _ in function.type[2]]
        kinds = self.slot_kinds(name)
        for n, kind in kinds.items():
            if n < len(given) and kind == "foreign" and function.type[2][n][1][0] == "*":
                setup.append(f'p{n} = rt_arg_foreign({arguments.ROOM}, "foreign_buffer");')
            elif n < len(given) and kind == "user":
                setup.append(f"p{n} = (typeof(p{n}))(unsigned long)rt_arg_user({arguments.ROOM});")
        for n, (param, _) in enumerate(function.type[2]):
            inside = re.search(rf"container_of\({param}, (struct \w+), (\w+)\)",
                               self.test.bodies[name]) if param else None
            make = inside and self.maker.record(inside[1])
            if make:
                setup.append(f"p{n} = (typeof(p{n}))&{make}->{inside[2]};")
        for record, text in self.test.links(name):
            setup += self.link(record, text, given, before)
        if function.type[1][0] == "*":
            call = call.replace("(void)", "rt_scene_given(").replace(";", ");")
        if re.search(rf"\.disconnect\s*=\s*{name}\b", self.test.code):
            call = f"rt_scene_unbind();\n\t\t{call}\n\t\trt_scene_bound();"
        return "\t{\n\t\t" + "\n\t\t".join([*setup, call]) + "\n\t}\n"

    def one_of(self, names, before):
        """One of several functions that do the same: which is a value of the run."""
        if len(names) < 2:
            return "".join(self.block(n, before) for n in names)
        cases = "".join(f"\tcase {i}:\n{self.block(n, before)}\tbreak;\n"
                        for i, n in enumerate(names))
        return f"\tswitch (rt_pick % {len(names)}) {{\n{cases}\t}}\n"

    def link(self, record, text, given, before):
        """What the function takes out of an argument is put there first."""
        make = self.maker.record(record)
        if not make:
            return []
        text = re.sub(r"\b(\w+)\b", lambda m: f"p{given.index(m[1])}" if m[1] in given else m[1],
                      text, 1) if "(" not in text else text
        inner = re.fullmatch(r"(\w*?)get(_\w+)?\(([^()]*)\)", text)
        if inner:
            setter = f"{inner[1]}set{inner[2] or ''}"
            if any(setter in self.test.bodies[b] for b in before):
                return []
            target = re.sub(r"\w+", lambda m: f"p{given.index(m[0])}" if m[0] in given else m[0],
                            inner[3], 1)
            return [f"{setter}({target}, {make});"] if re.search(r"\bp\d", target) else []
        private = re.fullmatch(r"netdev_priv\((\w+)\)", text)
        if private and private[1] in given:
            target = f"(({record} *)netdev_priv(p{given.index(private[1])}))->"
            return self.maker.members(target, record, 0)
        if re.fullmatch(r"p\d", text):
            return [f"{text} = (typeof({text})){make};"]
        if re.fullmatch(r"p\d(->\w+)+", text):
            return [f"{text} = (typeof({text}))(unsigned long){make};"]
        return []

    def completion(self, name):
        """A completion handler that nothing here starts: it is called for an URB of ours."""
        record = next(iter(self.test.links(name)), None)
        context = self.maker.record(record[0]) if record else "NULL"
        coherent = re.search(r"free_coherent\([^;]*transfer_buffer", self.test.closure(name))
        memory = "rt_arg_coherent(64, &u->transfer_dma)" if coherent else "rt_arg(64)"
        flag = "\t\tu->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;\n" if coherent else ""
        return (f"\t{{\n\t\tstruct urb *u = rt_arg_urb();\n\n"
                f"\t\tusb_fill_bulk_urb(u, rt_udev(), usb_rcvbulkpipe(rt_udev(), 1), {memory}, "
                f"64, {name}, {context or 'NULL'});\n{flag}"
                "\t\tusb_submit_urb(u, GFP_KERNEL);\n\t\tmsleep(50);\n\t}\n")

    def scene(self, name):
        """All calls that belong to one function."""
        starters = self.test.starters(name) if self.test.is_completion(name) else [name]
        if not starters:
            return self.completion(name) + "\trt_scene_wait();\n"
        if len(starters) == 1:
            return self.play(starters[0])
        cases = "".join(f"\tcase {i}:\n{self.play(n)}\tbreak;\n" for i, n in enumerate(starters))
        return f"\tswitch (rt_pick % {len(starters)}) {{\n{cases}\t}}\n"

    def play(self, chief):
        """One function, with those before and after it; rt_mode leaves some of them out."""
        test = self.test
        first = test.constructors(chief)
        made = [n for names in first for n in names]
        text = "".join(self.one_of(names, made) for names in first)
        if text:
            text = (f"\tif (!(rt_mode & RT_ALONE)) {{\n{text}\t}}\n"
                    "\tif (rt_mode & RT_QUIET)\n\t\trt_scene_quiet();\n")
        text += self.block(chief, made)
        text += "".join(self.block(n, [*made, chief]) for n in test.followers(chief))
        last = test.destructors(chief, made)
        if last or not functions.FREES.search(test.closure(chief)):
            text += "\trt_scene_wait();\n"
        if last:
            after = self.one_of(last, [*made, chief])
            text += f"\tif (!(rt_mode & RT_LEFT)) {{\n{after}\t}}\n"
        text += "\trt_scene_wait();\n"
        if chief.startswith("good_"):
            text += "\trt_scene_forget();\n"
        return text

    def users(self, names):
        """Other functions that call those: entries of the test, with arguments of their own."""
        return [n for n in self.test.own if n not in names and self.test.own[n].body and
                self.test.calls(n) & {m for m in names if m.startswith("bad_")} and
                not self.test.is_completion(n)]

    def text(self, path):
        """The whole file, and the names of its scenes."""
        names = [n for n in self.test.own if n.startswith(("bad_", "good_")) and
                 self.test.own[n].body]
        names += self.users(names)
        scenes, no_usb = [], int("usb" not in self.test.code)
        for name in names:
            scenes.append(f"void rt_scene_{name}(void)\n{{\n\trt_scene_begin({no_usb});\n"
                          f"{self.scene(name)}\trt_scene_end();\n}}\n")
        words = collections.Counter(self.test.decls.tokens)
        missing = [stand_in(f, self.maker) for f in self.test.decls.functions.values()
                   if words[f.name] > 1 and not f.body and f.name not in exported()]
        return "\n".join([HEAD, f'#line 1 "{path}"', instrument(path.read_text()),
                          '#line 1 "stage"', *missing, self.maker.makers(), *scenes]), names
