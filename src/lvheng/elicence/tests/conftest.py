"""A firm with a lawyer, as the register's own tests begin."""

from __future__ import annotations

from lvheng.register.tests.conftest import stage

__all__ = ["stage"]
