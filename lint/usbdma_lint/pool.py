# SPDX-License-Identifier: GPL-2.0-or-later
"""Many children at once, with progress on a terminal.  When we are ended, all
of them are."""
import os
import signal
import subprocess
import threading
import time
from concurrent import futures

from usbdma_tree import CannotWork
from usbdma_tree.run import Progress
from usbdma_tree.tools import clean_environment

RUNNING = set()
LOCK = threading.Lock()


def child(argv, cwd, env=None, timeout=600):
    """(status, stdout, stderr) as bytes; status None: it took too long."""
    p = subprocess.Popen(argv, cwd=cwd, env={**clean_environment(), **(env or {})},
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, start_new_session=True)
    with LOCK:
        RUNNING.add(p)
    try:
        out, err = p.communicate(timeout=timeout)
        return p.returncode, out, err
    except subprocess.TimeoutExpired:
        end_one(p)
        return None, b"", b""
    finally:
        with LOCK:
            RUNNING.discard(p)


def end(p, sig):
    try:
        os.killpg(p.pid, sig)
    except ProcessLookupError:
        pass


def end_one(p):
    """Ask it to end, so that it can end its own children; then make it."""
    end(p, signal.SIGTERM)
    try:
        p.communicate(timeout=5)
    except subprocess.TimeoutExpired:
        end(p, signal.SIGKILL)
        p.communicate()


def end_all():
    with LOCK:
        rest = list(RUNNING)
    for p in rest:
        end(p, signal.SIGTERM)
    deadline = time.monotonic() + 3
    for p in rest:
        try:
            p.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            end(p, signal.SIGKILL)


def each(work, items, a):
    """Results of work(item) in the order of items, a.jobs at a time."""
    items = list(items)
    bar = Progress(0 if a.quiet else len(items))
    with futures.ThreadPoolExecutor(max_workers=a.jobs) as pool:
        tasks = [pool.submit(work, i) for i in items]
        try:
            left = set(tasks)
            while left:
                done, left = futures.wait(left, 0.2 if bar.on else 5,
                                          futures.FIRST_EXCEPTION)
                bar.show(len(tasks) - len(left))
                for t in done:
                    t.result()
            return [t.result() for t in tasks]
        except OSError as e:
            raise CannotWork(f"cannot run the checker: {e}") from None
        finally:
            bar.clear()
            for t in tasks:
                t.cancel()
            if any(not t.done() for t in tasks):
                end_all()
