"""A firm of 朝阳区 with a lawyer, and a second firm there: what most acts begin from."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("lvheng.register.tests.who_may")

from lvheng.register.tests.invented import firm, lawyer  # noqa: E402 - the rewriting comes first
from lvheng.register.tests.who_may import Stage  # noqa: E402 - as above


@pytest.fixture
def stage(db: None) -> Stage:
    home = firm()
    return Stage(home, lawyer(home), firm())
