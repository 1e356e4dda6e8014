# SPDX-License-Identifier: GPL-2.0-or-later
"""Hypothesis strategy: the text of a random valid unit, canonical but for comments."""
from hypothesis import strategies as st

CLASSES = ["int", "pointer", "record", "union", "array", "function"]
BINS = "op add sub mul div and or xor shl shr min max eq ne lt le gt ge".split()
LIMIT = 1 << 60
I64 = st.integers(-(1 << 63), (1 << 63) - 1)
U32 = st.integers(0, (1 << 32) - 1)
SIZE = st.one_of(st.just("?"), st.integers(0, 64), st.integers(0, LIMIT))
OFFSET = st.one_of(st.just("+?"), st.integers(-LIMIT, LIMIT).map(lambda n: f"{n:+d}"),
                   st.integers(0, 64).map(lambda n: f"{n:+d}"))
BYTES = st.one_of(st.sampled_from([b"", b"buf", b"usb_control_msg", b'q"\\\n\t#\x01']),
                  st.binary(max_size=6).map(lambda b: b.replace(b"\0", b"")))
IDENT = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)


def quoted(raw):
    special = {0x22: '\\"', 0x5C: "\\\\", 0x0A: "\\n", 0x09: "\\t"}
    return '"' + "".join(special.get(c) or (chr(c) if 32 <= c < 127 else f"\\x{c:02x}")
                         for c in raw) + '"'


STRING = BYTES.map(quoted)


def flags(draw, words):
    chosen = [w for w in words if draw(st.booleans())]
    return " flags=" + ",".join(chosen) if chosen else ""


class Gen:
    """One unit in the making: what exists, to refer to it."""

    def __init__(self, draw):
        self.draw = draw
        self.n = {k: draw(st.integers(lo, 3)) for k, lo in
                  dict(files=0, records=0, objects=0, funcs=1).items()}
        self.fields = [draw(st.integers(0, 3)) for _ in range(self.n["records"])]
        self.bodies = [draw(st.booleans()) for _ in range(self.n["funcs"])]
        self.seen = []  # files, by first mention

    def pick(self, options):
        return self.draw(st.sampled_from(options))

    def loc(self, mark="@"):
        if self.draw(st.booleans()):
            return ""
        if self.draw(st.booleans()):
            line, col = self.draw(U32), self.draw(U32)
            return f" {mark}-:{line}:{col}" if line or col else ""
        name = self.draw(STRING)
        if name not in self.seen:
            self.seen.append(name)
        return f" {mark}{self.seen.index(name)}:{self.draw(U32)}:{self.draw(U32)}"

    def type(self):
        cls = self.pick([""] + [f" class={c}" for c in CLASSES])
        if self.n["records"] and self.draw(st.booleans()):
            cls += f" record={self.draw(st.integers(0, self.n['records'] - 1))}"
        return cls

    def step(self):
        known = [(r, f) for r, n in enumerate(self.fields) for f in range(n)]
        return "r%d.%d" % self.pick(known) if known else ""

    def place(self):
        bases = [f"v{i}" for i in range(self.values)] + [f"o{i}" for i in range(self.n["objects"])]
        text = f"[{self.pick(bases)}{self.draw(OFFSET)}"
        for _ in range(self.draw(st.integers(0, 2))):
            s = self.step()
            text += f" {s}" if s else ""
        text += self.pick(["", " indexed"])
        return f"{text} size={self.draw(SIZE)}{self.type()}]"

    def operand(self):
        kind = self.pick("vin" if self.values else "in")
        if kind == "v":
            return f"v{self.draw(st.integers(0, self.values - 1))}"
        if kind == "n":
            return "-"
        macro = self.draw(st.one_of(st.just(""), IDENT, st.just('"a b"')))
        return str(self.draw(I64)) + (f"{{{macro}}}" if macro else "")

    def args(self, n):
        return "(" + ", ".join(self.operand() for _ in range(n)) + ")"

    def body(self, op, n_preds):
        p, o, b = self.place, self.operand, lambda: self.pick(BINS)
        if op in ("other", "select"):
            return f"{o()} {o()}"
        if op in ("copy", "ret", "switch"):
            return o()
        if op in ("addr", "load"):
            return p()
        if op == "store":
            macros = self.pick(["", " macros=", " macros=FOO", " macros=FOO,BAR"])
            return f"{p()} {o()}{macros}"
        if op == "copymem":
            return f"{p()} {p()}"
        if op in ("bin", "cond"):
            return f"{b()} {o()} {o()}"
        if op == "phi":
            return self.args(n_preds)
        fn = f"f{self.draw(st.integers(0, self.n['funcs'] - 1))}"
        if op == "func":
            return fn
        target = self.pick([fn, f"*{o()}", f"{fn} *v0" if self.values else fn])
        return f"{target} {self.args(self.draw(st.integers(0, 3)))}"

    def insn(self, op, n_preds):
        result, must = "", op in "copy addr func load bin select phi".split()
        if must or (op in ("other", "call") and self.draw(st.booleans())):
            if not self.undefined:
                return []
            result = f"v{self.undefined.pop()} = "
        if op in ("addr", "load", "store", "copymem") and not self.values + self.n["objects"]:
            return []
        loc = self.loc("@")
        return [f"\t\t{result}{op} {self.body(op, n_preds)}{loc}{self.loc('~')}".rstrip(" ")]

    def blocks(self):
        n = self.draw(st.integers(1, 4))
        ends = [self.pick(["ret", "cond", "switch", ""]) for _ in range(n)]
        degree = {"ret": 0, "cond": 2}
        succs = [[self.draw(st.integers(0, n - 1))
                  for _ in range(degree.get(e, self.draw(st.integers(0, 3))))] for e in ends]
        preds = [[b for b in range(n) for s in succs[b] if s == to] for to in range(n)]
        lines = []
        for b in range(n):
            edges = "".join(f" {k}={','.join(map(str, e))}" for k, e in
                            (("preds", preds[b]), ("succs", succs[b])) if e)
            lines.append(f"\tblock {b}{edges}")
            for _ in range(self.draw(st.integers(0, 1))):
                lines += self.insn("phi", len(preds[b]))
            for _ in range(self.draw(st.integers(0, 4))):
                lines += self.insn(self.pick("other copy addr func load store copymem bin select "
                                             "call".split()), 0)
            lines += self.insn(ends[b], 0) if ends[b] else []
        return lines

    def func(self, i):
        body = self.bodies[i]
        self.values = self.draw(st.integers(0, 8)) if body else 0
        self.undefined = list(range(self.values))[::-1]
        count = f" values={self.values}" if self.values else ""
        words = (["body"] if body else []) + [w for w in ("global", "header", "nested", "addressed")
                                              if self.draw(st.booleans())]
        out = [f"func {i} {self.draw(STRING)}{count}" +
               (" flags=" + ",".join(words) if words else "") + self.loc()]
        for k in range(self.draw(st.integers(0, 2))):
            value = f" value={self.undefined.pop()}" if self.undefined else ""
            out.append(f"\tparam {k} {self.draw(STRING)}{self.type()}{value}")
        for v in range(self.values):
            bits = self.draw(st.one_of(st.just(""), st.integers(1, 128).map(" bits={}".format)))
            sign = self.pick(["", " flags=unsigned"])
            size = self.draw(st.one_of(st.just(""), st.integers(0, 99).map(" pointee={}".format)))
            # a name keeps the line: plain values are left out where an id shows them
            out.append(f'\tvalue {v} "n{v}"{self.type()}{bits}{sign}{size}')
        return out + (self.blocks() if body else [])

    def record(self, i):
        out = [f"record {i} {self.draw(STRING)} size={self.draw(SIZE)} align={self.draw(U32)}" +
               flags(self.draw, ["union", "packed", "local", "frame"]) + self.loc()]
        for k in range(self.fields[i]):
            off = self.draw(OFFSET).lstrip("+")
            out.append(f"\tfield {k} {self.draw(STRING)} off={off} size={self.draw(SIZE)} "
                       f"align={self.draw(U32)}{self.type()}" +
                       flags(self.draw, "bitfield flex aligned anon bytes fixed".split()))
        return out

    def object(self, i):
        kind = self.pick(["local", "static", "extern", "string"])
        owner = f" func={self.draw(st.integers(0, self.n['funcs'] - 1))}" if kind == "local" else ""
        words = "readonly array func-static percpu compound byvalue addressed artificial global".split()
        head = f"object {i} {kind} {self.draw(STRING)} size={self.draw(SIZE)}"
        return [f"{head}{self.type()}{owner}" + flags(self.draw, words) + self.loc()]

    def init(self):
        if not self.n["objects"]:
            return []
        obj = st.integers(0, self.n["objects"] - 1)
        step = self.pick(["", self.step()])
        value = self.pick([f"f{self.draw(st.integers(0, self.n['funcs'] - 1))}",
                           f"o{self.draw(obj)}{self.draw(OFFSET)}", str(self.draw(I64))])
        return [f"init o{self.draw(obj)}{self.draw(OFFSET)}{' ' + step if step else ''} = {value}"]


@st.composite
def units(draw):
    g = Gen(draw)
    lines = []
    for kind, make in (("records", g.record), ("objects", g.object), ("funcs", g.func)):
        for i in range(g.n[kind]):
            lines += make(i)
    for _ in range(draw(st.integers(0, 2))):
        lines += g.init()
    head = ["usbdma-facts 1", f"main {draw(STRING)}", f"producer {draw(STRING)}"]
    head += [f"file {i} {name}" for i, name in enumerate(g.seen)]
    return "\n".join(head + lines) + "\n"
