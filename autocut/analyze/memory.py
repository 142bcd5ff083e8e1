"""Memory that is free goes back to the system, so that a long master takes no more of it than a short one."""

from __future__ import annotations

import ctypes
import platform


def give_back() -> None:
    """Have the C library return what was freed: glibc keeps it where buffers come in many sizes (malloc_trim(3)).

    Other C libraries are left alone.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).malloc_trim(0)
