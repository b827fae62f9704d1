"""A person's name as it is registered, however it was typed."""

from __future__ import annotations

import re

# Between the parts of ethnic and foreign names people type any of these; GB/T 15834 has the one in the middle.
_DOTS = re.compile(r"\s*[·•・‧∙⋅・]\s*")
_HAN = r"[\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")


def person_name(written: str) -> str:
    """Without the blanks that stretch a short name to three (张　三), and with one dot between its parts.

    Blanks between words of other scripts stay. Raises ValueError for what has no letter."""
    name = _DOTS.sub("·", _BETWEEN_HAN.sub("", written.strip()))
    if not any(sign.isalpha() for sign in name):
        raise ValueError(f"“{written}”不像姓名")
    return name
