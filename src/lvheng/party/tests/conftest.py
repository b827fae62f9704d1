"""The stage of the register's tests serves here too."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("lvheng.work.tests.declared")

from lvheng.register.tests.conftest import stage  # noqa: E402 - the rewriting comes first

__all__ = ["stage"]
