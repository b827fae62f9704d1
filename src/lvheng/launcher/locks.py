"""Advisory file locks. The kernel drops them when their holder dies, however it dies: none can go stale."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def take(file: Path, *, shared: bool = False, wait: bool = True) -> int | None:
    """Take the lock on `file` (made if missing) and return its descriptor, or None if taken and not `wait`.

    The lock lasts until the descriptor is closed; children started with exec do not inherit it.
    """
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def is_free(file: Path) -> bool:
    """Whether nobody holds the lock on `file` exclusively."""
    descriptor = take(file, shared=True, wait=False)
    if descriptor is None:
        return False
    os.close(descriptor)
    return True


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold the lock on `file` for the length of a with-block."""
    descriptor = take(file)
    assert descriptor is not None
    try:
        yield
    finally:
        os.close(descriptor)
