# SPDX-License-Identifier: GPL-2.0-or-later
"""Arguments for a function of a static test, made up from the types of its parameters.

There is one record of each kind in a run, so that what one function stores the next
one finds.  A member that is a pointer gets what it points to: the device, an URB, a
buffer, another record; a member that is a function gets the one the test stores there.
"""

import re

BYTES = {"u8", "void", "char", "__u8", "unsigned char", "uint8_t", "s8", "signed char"}
# what a pointer to a thing of the kernel is given
POINTEES = {
    "struct usb_device": "rt_udev()", "struct usb_interface": "rt_intf(0)",
    "struct urb": "rt_arg_urb()", "struct device": "rt_arg_device(&rt_intf(0)->dev)",
    "struct usb_host_interface": "rt_intf(0)->cur_altsetting",
    "struct usb_host_endpoint": "rt_intf(0)->cur_altsetting->endpoint",
    "struct usb_endpoint_descriptor": "&rt_intf(0)->cur_altsetting->endpoint[0].desc",
    "struct usb_bus": "rt_udev()->bus", "struct page": "rt_arg_page()",
    "struct scatterlist": "rt_arg_list()", "struct firmware": "rt_arg_firmware()",
    "struct net_device": "rt_arg_net()", "struct module": "NULL",
    "struct i2c_msg": "rt_arg_message()", "struct dma_pool": "rt_arg_pool()",
    "struct hid_device": "rt_arg_hid()", "struct usb_device_id": "rt_arg_id()",
    "struct sk_buff": "rt_net_packet(64, 0, false)",
}
# how a thing inside a record begins its life
EMBEDDED = {
    "struct list_head": "INIT_LIST_HEAD(&{0})", "spinlock_t": "spin_lock_init(&{0})",
    "struct mutex": "mutex_init(&{0})",
    "struct completion": "init_completion(&{0}); rt_scene_completion(&{0})",
    "wait_queue_head_t": "init_waitqueue_head(&{0})", "struct kref": "kref_init(&{0})",
    "struct usb_anchor": "init_usb_anchor(&{0})", "struct urb": "usb_init_urb(&{0})",
    "struct sk_buff_head": "skb_queue_head_init(&{0})",
}
MASKED = {"struct pci_dev", "struct platform_device"}	# devices that do DMA themselves
ROOM = 8192		# bytes of a buffer that is made up
DEPTH = 3


class Maker:
    """C text that makes arguments; `test` is a functions.Test."""

    def __init__(self, test):
        self.test, self.decls = test, test.decls
        self.function_now = self.wanted_now = ""
        self.truths, self.sizes = {}, {}
        self.wanted = []			# records that need a maker, in order

    def own(self, record):
        """Is it the test's own, so that all its members count?"""
        return f"{record} {{" in self.test.code

    def record(self, kind):
        """The expression for the record of this kind, or None."""
        if kind not in self.decls.records or "<" in kind:
            return None
        if kind not in self.wanted:
            self.wanted.append(kind)
        return f"rt_the_{kind.replace(' ', '_')}()"

    def pointer(self, target, name, depth):
        """Expression for a pointer to `target`, or None."""
        if target[0] == "space":
            return {"__user": f"(void *)rt_arg_user({ROOM})", "__percpu": "NULL",
                    "__iomem": f"(void *)rt_arg_iomem({ROOM})"}.get(target[1])
        if target[0] == "word" and target[1] in BYTES:
            return f"rt_arg({ROOM})"
        kind = self.decls.resolve(target)
        if kind == ("struct device",) and "dma_" in self.test.code and \
                "to_usb_interface(" not in self.test.code:
            return "rt_arg_device(rt_sysdev())"
        if kind[0] in POINTEES:
            return POINTEES[kind[0]]
        if kind[0] == "()":
            return self.function(kind, name)
        if kind[0] in ("word", "bits", "*"):
            return f"rt_arg({ROOM})"
        if kind[0] == self.wanted_now:
            return None			# a list of these ends here
        return self.record(kind[0])

    def function(self, kind, name):
        """A function of the test: the one that is stored in a member of that name, or that fits."""
        stored = re.search(rf"(?:->|\.){name}\s*=\s*&?(\w+)\s*[;,}}]", self.test.code)
        if stored and stored[1] in self.test.own:
            return stored[1]
        for f in self.test.own.values():
            if f.body and [t for _, t in f.type[2]] == [t for _, t in kind[2]] and \
                    not f.name.startswith(("bad_", "good_")):
                return f"({self.truth(name)} ? (void *){f.name} : (void *)rt_nothing)"
        return f"({self.truth(name)} ? (void *)rt_nothing : (void *)rt_refuses)"

    def truth(self, name):
        """A truth of its own for each place of that name."""
        return f"rt_truth({self.truths.setdefault(name, len(self.truths))})"

    def scalar(self, kind, name):
        resolved = self.decls.resolve(kind)
        if kind == ("word", "bool") or resolved == ("word", "_Bool"):
            return self.truth(name)
        if kind[1] == "dma_addr_t":
            return "(rt_mode & RT_HANDLES ? rt_arg_handle() : rt_choice)"
        if kind[1] == "gfp_t":
            return "GFP_KERNEL"
        if re.search(r"(?:^|_)(?:ep|endpoint)(?:$|_)", name or ""):
            return "1"
        if (name or "").endswith("pipe"):
            text = self.test.closure(self.function_now)
            kind, number = ("ctrl", 0) if "control_msg" in text else ("bulk", 1)
            return (f"(rt_pick & 1 ? usb_snd{kind}pipe(rt_udev(), {number}) : "
                    f"usb_rcv{kind}pipe(rt_udev(), {number}))")
        sized = re.search(r"(?:^|_)(?:n|len|length|size|count|num|max|bytes|maxp|frame)\d*(?:$|_)",
                          name or "")
        if sized or kind[1] == "size_t":
            return f"rt_size({self.sizes.setdefault(name, len(self.sizes))})"
        return "rt_choice"

    def fill(self, place, kind, name, depth=0):
        """Statements that fill one place."""
        resolved = self.decls.resolve(kind)
        for known in (kind[1] if kind[0] == "word" else kind[0], resolved[0]):
            if known in EMBEDDED:
                return [EMBEDDED[known].format(place) + ";"]
        if resolved[0] == "*":
            to = resolved[1]
            if to[0] == "*" and depth < DEPTH:
                return [f"{place} = rt_arg({ROOM});"] + self.each(f"{place}", "16", to, name, depth)
            value = self.pointer(to, name, depth)
            return [f"{place} = (void *){value};"] if value else []
        if resolved[0] == "[]" and depth < DEPTH:
            return self.each(place, f"ARRAY_SIZE({place})", resolved[1], name, depth)
        if resolved[0] == "word" and kind[0] != "bits":
            if re.search("float|double|void", resolved[1]):
                return []
            return [f"{place} = {self.scalar(kind, name)};"]
        if resolved[0] in self.decls.records and depth < DEPTH and (
                self.own(resolved[0]) or "<" in resolved[0]):
            return self.members(f"{place}.", resolved[0], depth + 1)
        return []

    def each(self, place, count, kind, name, depth):
        if kind[0] == "word" and kind[1] in BYTES:
            return []
        index = f"i{depth}"
        body = self.fill(f"{place}[{index}]", kind, name, depth + 1)
        if not body:
            return []
        return [f"for (unsigned int {index} = 0; {index} < {count}; {index}++) {{", *body, "}"]

    def members(self, prefix, record, depth):
        own = self.own(record) or "<" in record
        lines = []
        for name, kind in self.decls.records[record]:
            if kind[0] in ("[0]", "bits"):
                continue
            resolved = self.decls.resolve(kind)
            if own or resolved[0] == "*" and (resolved[1][0] in POINTEES or
                                              self.decls.resolve(resolved[1]) == ("word", "void")):
                lines += self.state(prefix + name, resolved, own) or \
                    self.fill(prefix + name, kind, name, depth)
        return lines

    def state(self, place, resolved, own):
        """What a framework keeps for a driver: its record, where the test has just one."""
        states = [k for k, members in self.decls.records.items() if self.own(k) and
                  any(m == ("*", ("struct usb_device",)) for _, m in members)]
        if own or len(states) != 1 or resolved != ("*", ("word", "void")):
            return []
        return [f"{place} = {self.record(states[0])};"]

    def maker(self, kind):
        """The function that makes the one record of a kind."""
        function = self.record(kind)[:-2]
        flexible = any(k[0] == "[0]" for _, k in self.decls.records[kind])
        note = [] if self.only_data(kind) else [
                f"rt_arg_member(r, offsetof({kind}, {n}), sizeof(r->{n}));"
                for n, k in self.decls.records[kind]
                if k[0] not in ("[0]", "bits") and not self.sent_too(n, k)]
        body = ["if (r)", "\treturn r;",
                f"r = rt_arg_record(sizeof(*r){' + 512' if flexible else ''});", *note,
                *self.members("r->", kind, 0), *self.coherent("r->"),
                *(["rt_arg_masked(&r->dev);"] if kind in MASKED else []), "return r;"]
        return (f"{kind} *{function}(void)\n{{\n\tstatic {kind} *r;\n\n\t" +
                "\n\t".join(body) + "\n}\n")

    def only_data(self, kind):
        """A record that is nothing but what is on the wire: nobody else writes to it."""
        def plain(k):
            k = self.decls.resolve(k)
            return k[0] in ("word", "bits") or k[0] in ("[]", "[0]") and plain(k[1]) or \
                k[0] in self.decls.records and self.only_data(k[0])
        return all(plain(k) for _, k in self.decls.records[kind])

    def sent_too(self, name, kind):
        """Bytes that the test hands to the device itself."""
        kind = self.decls.resolve(kind)
        return kind[0] == "[]" and self.decls.resolve(kind[1])[0] == "word" and bool(
            re.search(rf"->{name}(?:\[[^]]*\])?,\s*(?:sizeof|\d)", self.test.code))

    def coherent(self, prefix):
        """Members that are freed as coherent memory, and that no function of the test allocates."""
        lines = []
        if prefix != "r->":
            return lines
        for size, buf, handle in self.test.freed_members():
            names = dict(self.decls.records[self.wanted_now])
            if buf in names and handle in names and not self.test.stored_anywhere(buf):
                size = size if re.fullmatch(r"\d+", size) else "rt_number"
                lines.append(f"r->{buf} = rt_arg_coherent({size}, &r->{handle});")
        return lines

    def makers(self):
        """All makers, also of the records that records lead to."""
        text, done = [], 0
        while done < len(self.wanted):
            self.wanted_now = self.wanted[done]
            text.append(self.maker(self.wanted[done]))
            done += 1
        self.wanted_now = ""
        declared = [f"{k} *{self.record(k)[:-1]}void);" for k in self.wanted]
        return "\n".join(declared) + "\n\n" + "\n".join(text)

    def call(self, function):
        """(statements, call) of one function."""
        setup, values = [], []
        self.function_now = function.name
        pairs = self.test.freed_parameters(function.name)
        for n, (name, kind) in enumerate(function.type[2]):
            resolved = self.decls.resolve(kind)
            buffer = name in {p[1] for p in pairs} and resolved[0] == "*"
            if buffer:
                size = next(p[0] for p in pairs if p[1] == name)
                size = size if re.fullmatch(r"\d+", size) else "rt_number"
                setup.append(f"void *rt_memory = rt_arg_coherent({size}, &rt_handle);")
                values.append("rt_memory")
            elif name in {p[2] for p in pairs}:
                values.append("rt_handle")
            elif resolved[0] in self.decls.records:
                setup.append(f"{resolved[0]} p{n} = {{ 0 }};")
                values.append(f"p{n}")
            else:
                setup.append(f"{self.declare(kind, f'p{n}')} = 0;")
                setup += self.fill(f"p{n}", kind, name)
                if resolved[0] == "*" and resolved[1][0] == "word" and resolved[1][1] in BYTES:
                    setup.append(f"if (rt_mode & RT_NULLS)\n\t\t\tp{n} = NULL;")
                values.append(f"p{n}")
        return setup, f"(void){function.name}({', '.join(values)});"

    def declare(self, kind, name):
        """A declaration of `name` as C writes it."""
        if kind[0] == "*":
            inner = f"*{name}"
            return self.declare(kind[1], f"({inner})" if kind[1][0] in ("()", "[]") else inner)
        if kind[0] == "()":
            params = ", ".join(self.declare(k, "") for _, k in kind[2]) or "void"
            return self.declare(kind[1], f"{name}({params})")
        if kind[0] == "[]":
            return self.declare(kind[1], f"{name}[]")
        if kind[0] == "space":
            return self.declare(kind[2], name)
        return f"{kind[1] if kind[0] == 'word' else kind[0]} {name}"
