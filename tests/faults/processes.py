"""Another process, as another program or user would be one."""

from __future__ import annotations

import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

NOBODY = 65534


@contextmanager
def process(work: Callable[[], object]) -> Iterator[int]:
    """Run `work` in a process of its own for the length of the block, and kill it at the end; its number is given."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc()  # the test that waits for it says only that it ended
        finally:
            os._exit(code)
    try:
        yield child
    finally:
        kill(child)


def kill(child: int) -> None:
    """End a process as a power switch would: it cannot tidy up. Harmless where it has ended already."""
    try:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    except (ProcessLookupError, ChildProcessError):
        return


def result_of(work: Callable[[], Any], *, as_nobody: bool = False) -> Any:
    """What `work` returns, or the name of the error class it raises, in a process of its own.

    As nobody, it has no more rights than a stranger: root may write to what is read-only.
    """
    ours, theirs = os.pipe()

    def send() -> None:
        if as_nobody and os.getuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        try:
            answer = work()
        except Exception as error:
            answer = type(error).__name__
        with os.fdopen(theirs, "wb") as pipe:
            pickle.dump(answer, pipe)

    with process(send) as child:
        os.close(theirs)
        with os.fdopen(ours, "rb") as pipe:
            answer = pickle.load(pipe)
        os.waitpid(child, 0)
    return answer
