"""What every number rule answers when it says no, and how a number is read before any rule."""

from __future__ import annotations

import re
import unicodedata


class NumberRefused(ValueError):
    """A number that breaks a rule; its text is a Chinese sentence: what is wrong, where, and by which rule."""


def compact(written: str) -> str:
    """The number without blanks and hyphens, full-width figures and letters made plain, letters in capitals."""
    return re.sub(r"[\s\-‐-―]", "", unicodedata.normalize("NFKC", written)).upper()
