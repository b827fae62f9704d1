"""Children that do not outlive their parent, even if the parent is killed without a word."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent(sent: signal.Signals) -> Callable[[], None] | None:
    """A preexec_fn after which the kernel sends the child that signal when the calling thread ends (Linux only).

    Elsewhere None: there a parent killed outright leaves its children, and the next start clears them away.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def arrange() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(sent))
        if os.getppid() != parent:  # it died before the kernel was asked
            os._exit(1)

    return arrange
