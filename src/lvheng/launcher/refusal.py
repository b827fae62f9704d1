"""The one exception by which the launcher says no: a sentence and a way out, both in Chinese."""

import sys

REFUSED = 3
"""Exit code: something outside the product stands in the way; nothing was changed."""


class Refusal(Exception):
    """What stands in the way (`sentence`) and what the person can do about it (`way_out`)."""

    def __init__(self, sentence: str, way_out: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way_out = way_out

    def __str__(self) -> str:
        return f"✗ {self.sentence}\n  出路：{self.way_out}"


def say(line: str) -> None:
    """Tell the person something; standard output belongs to the answer, so this goes to standard error."""
    print(line, file=sys.stderr, flush=True)
