# SPDX-License-Identifier: GPL-2.0-or-later
"""The semantic patches as a series for the kernel: a copy of the tree that has
them in scripts/coccinelle/usb, a patch file each, and coccicheck run there.

The copy is made of links: only the folders on the way to the scripts are real.
"""
import email.utils
import hashlib
import re
import subprocess
from pathlib import Path

from usbdma_tree.tools import clean_environment

WHERE = "scripts/coccinelle/usb"


def shadow(source, target):
    """A folder that looks like `source` and has a scripts/coccinelle of its own."""
    real, shown = target, source
    for part in [*Path(WHERE).parts[:-1], None]:
        real.mkdir(parents=True, exist_ok=True)
        for entry in shown.iterdir():
            if entry.name != part and not (real / entry.name).exists():
                (real / entry.name).symlink_to(entry)
        if part:
            real, shown = real / part, shown / part
    (target / WHERE).mkdir(exist_ok=True)


def about(patch):
    """(what it is for in a line, the text of the changelog)"""
    text = patch.path.read_text()
    prose = " ".join(re.findall(r"^/// ?(.*)$", text, re.M)).strip()
    comments = re.search(r"^// Comments: (.*(?:\n// (?!\w+: ).*)*)", text, re.M)
    notes = re.sub(r"\n// ", " ", comments.group(1)) if comments else ""
    lines = [*fill(prose), "", *fill(notes[:1].upper() + notes[1:]), "",
             *fill(f"Confidence: {re.search(r'Confidence: (.*)', text).group(1)}.  "
                   f"The rule is {patch.ident} of usbdma.")]
    return f"coccinelle: usb: add {patch.slug}.cocci", "\n".join(lines)


def fill(text, width=72):
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


def patch_file(patch, number, total, author, date):
    """As git format-patch writes it; for git am."""
    subject, body = about(patch)
    text = patch.path.read_text()
    name, lines = f"{WHERE}/{patch.slug}.cocci", text.splitlines()
    blob = hashlib.sha1(b"blob %d\0" % len(text.encode()) + text.encode()).hexdigest()[:12]
    return "\n".join([
        f"From {'0' * 40} Mon Sep 17 00:00:00 2001", f"From: {author}",
        f"Date: {email.utils.format_datetime(date)}",
        f"Subject: [PATCH {number}/{total}] {subject}", "", body, "", "---",
        f" {name} | {len(lines)} {'+' * 20}", f" 1 file changed, {len(lines)} insertions(+)",
        f" create mode 100644 {name}", "", f"diff --git a/{name} b/{name}",
        "new file mode 100644", f"index 000000000000..{blob}", "--- /dev/null", f"+++ b/{name}",
        f"@@ -0,0 +1,{len(lines)} @@", *["+" + line for line in lines], "-- ", "usbdma", "", ""])


def author():
    """Whoever git says works here."""
    words = []
    for key in ("user.name", "user.email"):
        try:
            p = subprocess.run(["git", "config", key], stdout=subprocess.PIPE, text=True,
                               stderr=subprocess.DEVNULL, check=False)
            words.append(p.stdout.strip())
        except OSError:
            words.append("")
    name, address = words
    return f"{name or 'NAME'} <{address or 'ADDRESS'}>"


def coccicheck(tree, patch, mode, module, log, jobs):
    """Run it as a kernel developer does.  Why it failed, or None; how many findings or hunks."""
    command = ["make", "-s", "coccicheck", f"COCCI={WHERE}/{patch.slug}.cocci", f"MODE={mode}",
               f"M={module}", f"J={jobs}"]
    with open(log, "w", encoding="utf-8") as out:
        p = subprocess.run(command, cwd=tree, env=clean_environment(), stdin=subprocess.DEVNULL,
                           stdout=out, stderr=subprocess.STDOUT, check=False)
    text = log.read_text(errors="replace")
    if p.returncode or "coccicheck failed" in text:
        return f"make ended with {p.returncode}", 0
    bad = re.search(r"^(?:EXN|.*(?:parse error|semantic error|Fatal error)).*$", text, re.M)
    if bad:
        return bad.group().strip(), 0
    pattern = rf"\[{patch.ident}:{patch.slug}\]" if mode in ("report", "org") else r"^@@"
    return None, len(re.findall(pattern, text, re.M))
