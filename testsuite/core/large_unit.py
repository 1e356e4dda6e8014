# SPDX-License-Identifier: GPL-2.0-or-later
"""
Writes facts of one function of any size: it allocates coherent buffers and URBs,
fills, submits, kills and frees them, under nested and correlated conditions, in
loops, with one shared way out.  What is allocated first is freed last.
"""

HEAD = """\
usbdma-facts 1
main "large.c"
producer "by hand"
file 0 "large.c"
record 0 "urb" size=192 align=8
	field 0 "transfer_flags" off=0 size=4 align=4 class=int
	field 1 "transfer_buffer" off=8 size=8 align=8 class=pointer
	field 2 "transfer_dma" off=16 size=8 align=8 class=int
	field 3 "transfer_buffer_length" off=24 size=4 align=4 class=int
record 1 "dev" size=64 align=8 flags=local
	field 0 "udev" off=0 size=8 align=8 class=pointer
	field 1 "use_dma" off=8 size=4 align=4 class=int
	field 2 "running" off=12 size=4 align=4 class=int
	field 3 "count" off=16 size=4 align=4 class=int
"""
FUNCS = ("usb_alloc_coherent", "usb_free_coherent", "usb_alloc_urb", "usb_free_urb",
         "usb_fill_bulk_urb", "usb_submit_urb", "usb_kill_urb", "kmalloc", "kfree", "prepare")
F = {name: f"f{i}" for i, name in enumerate(FUNCS)}


class Code:
    """Blocks of instructions; edges are made from both sides at the end."""

    def __init__(self):
        self.blocks, self.succs, self.n_values, self.line = [], [], 2, 100
        self.objects, self.n = [], 0
        self.out = self.block()     # all errors come here
        self.exits = []             # (block, operand): what arrives in the way out
        self.now = self.block()
        self.entry = self.now

    def block(self):
        self.blocks.append([])
        self.succs.append([])
        return len(self.blocks) - 1

    def emit(self, text, place=True):
        self.line += 1
        self.n += 1
        self.blocks[self.now].append(text + (f" @0:{self.line}:2" if place else ""))

    def value(self, text):
        self.n_values += 1
        self.emit(f"v{self.n_values - 1} = {text}")
        return f"v{self.n_values - 1}"

    def call(self, name, *args):
        return self.value(f"call {F[name]} ({', '.join(map(str, args))})")

    def do(self, name, *args):
        self.emit(f"call {F[name]} ({', '.join(map(str, args))})")

    def cond(self, op, a, b, yes, no):
        self.emit(f"cond {op} {a} {b}")
        self.succs[self.now] = [yes, no]

    def goto(self, to):
        self.succs[self.now] = [to]
        self.now = to

    def fail_if(self, op, a, b, code):
        """if (a op b) { ret = code; goto out; }"""
        bad, good = self.block(), self.block()
        self.cond(op, a, b, bad, good)
        self.succs[bad] = [self.out]
        self.exits.append((bad, code))
        self.now = good

    def when(self, field, body):
        """if (dev->field) body();"""
        flag = self.value(f"load [v0+{4 + 4 * field} r1.{field} size=4 class=int]")
        yes, after = self.block(), self.block()
        self.cond("ne", flag, 0, yes, after)
        self.now = yes
        body()
        self.goto(after)

    def loop(self, body):
        """for (i = 0; i < dev->count; i++) body();"""
        before, head, inside, after = self.now, self.block(), self.block(), self.block()
        self.goto(head)
        i, step = self.n_values, self.n_values + 1
        self.n_values += 2
        count = self.value("load [v0+16 r1.3 size=4 class=int]")
        self.cond("lt", f"v{i}", count, inside, after)
        self.now = inside
        body()
        self.emit(f"v{step} = bin add v{i} 1")
        back = self.now
        self.goto(head)
        self.blocks[head].insert(0, ("phi", i, {before: "0", back: f"v{step}"}))
        self.now = after


def one(c, k):
    """One URB's life: about 25 statements."""
    c.objects.append(f'object {k} local "handle{k}" size=8 class=int func={len(FUNCS)} '
                     "flags=addressed")
    udev = c.value("load [v0+0 r1.0 size=8 class=pointer]")
    handle = c.value(f"addr [o{k}+0 size=8 class=int]")
    buf = c.call("usb_alloc_coherent", udev, 64, 3264, handle)
    c.fail_if("eq", buf, 0, -12)
    urb = c.call("usb_alloc_urb", 0, 3264)
    c.fail_if("eq", urb, 0, -12)

    def use():
        c.do("usb_fill_bulk_urb", urb, udev, 128, buf, 64, 0, "v0")
        dma = c.value(f"load [o{k}+0 size=8 class=int]")
        c.emit(f"store [{urb}+16 r0.2 size=8 class=int] {dma}")

        def flag():
            old = c.value(f"load [{urb}+0 r0.0 size=4 class=int]")
            new = c.value(f"bin or {old} 4")
            c.emit(f"store [{urb}+0 r0.0 size=4 class=int] {new}")
        c.when(1, flag)
        ret = c.call("usb_submit_urb", urb, 3264)
        if k % 3:
            c.fail_if("ne", ret, 0, ret)
        c.do("usb_kill_urb", urb)

    if k % 4 == 1:
        c.loop(lambda: c.when(1, use))
    elif k % 4 == 2:
        c.when(2, lambda: c.when(1, use))
    else:
        c.when(1, use)
    return udev, buf, urb, k


def finish(c, life):
    udev, buf, urb, k = life
    c.do("usb_free_urb", urb)
    dma = c.value(f"load [o{k}+0 size=8 class=int]")
    c.do("usb_free_coherent", udev, 64, buf, dma)


def write(statements, keep=0):
    """keep: so many lives end only after all of them began, the others at once."""
    c = Code()
    k, late = 0, []
    while c.n < statements:
        life = one(c, k)
        if k < keep:
            late.append(life)
        else:
            finish(c, life)
        k += 1
    for life in reversed(late):
        finish(c, life)
    c.exits.append((c.now, 0))
    c.goto(c.out)
    c.n_values += 1
    ret = c.n_values - 1
    c.blocks[c.out].insert(0, ("phi", ret, dict(c.exits)))
    c.now = c.out
    c.emit(f"ret v{ret}")
    return text(c)


def text(c):
    order = [c.entry] + [b for b in range(len(c.blocks)) if b != c.entry]
    number = {b: i for i, b in enumerate(order)}
    preds = [[] for _ in c.blocks]
    for b in order:
        for s in c.succs[b]:
            preds[s].append(b)
    lines = [HEAD.rstrip("\n"), *c.objects]
    lines += [f'func {i} "{n}" flags=global' for i, n in enumerate(FUNCS)]
    lines.append(f'func {len(FUNCS)} "large" values={c.n_values} flags=body,global @0:10:5')
    lines += ['\tparam 0 "d" class=pointer record=1 value=0',
              '\tvalue 0 "d" class=pointer record=1 bits=64 pointee=64']
    for b in order:
        edges = "".join(f" {what}=" + ",".join(str(number[x]) for x in to)
                        for what, to in (("preds", preds[b]), ("succs", c.succs[b])) if to)
        lines.append(f"\tblock {number[b]}{edges}")
        for insn in c.blocks[b]:
            if isinstance(insn, tuple):
                insn = f"v{insn[1]} = phi ({', '.join(str(insn[2][p]) for p in preds[b])})"
            lines.append("\t\t" + insn)
    return "\n".join(lines) + "\n"
