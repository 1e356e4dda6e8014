# SPDX-License-Identifier: GPL-2.0-or-later
"""The command line: the first word may be a command, else it is `run`."""
import os
import signal
import sys

from usbdma_tree import CannotWork, tools

from . import config, found, options

USAGE = """usage: usbdma-lint [run] [options] [FILE...]
       usbdma-lint COMMAND [options]

Checks what USB drivers hand to DMA: in a tree, in a patch, in commits.

commands:
{commands}

`usbdma-lint COMMAND --help` lists the options.
Exit status: 0 clean, 1 findings at or above --fail-on, 2 the work could not be
done, 3 nothing, or not everything, was analysed.
"""


def usage():
    rows = "\n".join(f"  {name:12} {module.HELP}"
                     for name, module in found.modules("commands").items())
    return USAGE.format(commands=rows)


def dispatch(argv):
    commands = found.modules("commands")
    first = argv[0] if argv else ""
    if first in ("-h", "--help", "help"):
        print(usage(), end="")
        return 0
    if first == "--version":
        print("usbdma-lint " + tools.version())
        return 0
    name = first if first in commands else "run"
    module = commands[name]
    p = options.parser(name, "usbdma-lint" + ("" if name == "run" else f" {name}"), module.HELP,
                       module.POSITIONAL, module.OPTIONS, getattr(module, "EPILOG", ""))
    a = p.parse_args(argv[1:] if first in commands else argv)
    if any(o.names == "--config" for o in module.OPTIONS):
        config.apply(a, module.OPTIONS)
    return module.main(options.complete(a, module.OPTIONS))


def main(argv):
    """Exit status of the command line argv (without the program's name)."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = dispatch(argv)
        sys.stdout.flush()
        return status
    except CannotWork as e:
        print(f"usbdma-lint: {e}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("usbdma-lint: interrupted; finished units are in the cache", file=sys.stderr)
        return 128 + signal.SIGINT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 128 + signal.SIGPIPE
