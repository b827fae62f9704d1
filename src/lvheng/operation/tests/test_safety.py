"""Production does not start with an unsafe value; a demonstration starts with none of them set."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks

from lvheng.launcher.refusal import Refusal
from lvheng.operation.safety import refuse_unsafe, unsafe

SAFE = {
    "LVHENG_DEMONSTRATION": "no",
    "LVHENG_SECRET_KEY": "k" * 64,
    "LVHENG_HOSTS": "lvheng.example.org, lvheng.example.net",
    "LVHENG_BEHIND_PROXY": "yes",
}


def test_safe_values_are_accepted_and_a_demonstration_is_asked_nothing() -> None:
    assert unsafe(SAFE) == []
    assert unsafe({}) == unsafe({"LVHENG_DEMONSTRATION": "yes", "LVHENG_DEBUG": "yes"}) == []
    refuse_unsafe(SAFE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LVHENG_SECRET_KEY", ""),
        ("LVHENG_SECRET_KEY", "short"),
        ("LVHENG_HOSTS", ""),
        ("LVHENG_HOSTS", "*"),
        ("LVHENG_HOSTS", "lvheng.example.org,.example.org"),
        ("LVHENG_DEBUG", "yes"),
        ("LVHENG_BEHIND_PROXY", "no"),
        ("LVHENG_OIDC_ISSUER", "http://login.example.org"),
    ],
)
def test_each_unsafe_value_is_named_alone(name: str, value: str) -> None:
    [sentence] = unsafe({**SAFE, name: value})
    assert name in sentence
    with pytest.raises(Refusal, match=name):
        refuse_unsafe({**SAFE, name: value})


def test_everything_that_is_unsafe_is_said_at_once_and_no_key_is_repeated() -> None:
    with pytest.raises(Refusal) as refused:
        refuse_unsafe({"LVHENG_DEMONSTRATION": "off", "LVHENG_SECRET_KEY": "geheim"})
    said = str(refused.value)
    assert all(name in said for name in ("LVHENG_SECRET_KEY", "LVHENG_HOSTS", "LVHENG_BEHIND_PROXY"))
    assert "geheim" not in said


def test_django_names_them_as_errors_of_security(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**SAFE, "LVHENG_DEBUG": "yes"}.items():
        monkeypatch.setenv(name, value)
    found = [error for error in run_checks(tags=["security"]) if error.id == "lvheng.E001"]
    assert [error.is_serious() for error in found] == [True]
