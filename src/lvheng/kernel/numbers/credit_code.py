"""统一社会信用代码: 18 characters with two check characters (GB 32100-2015, GB 11714-1997)."""

from __future__ import annotations

import re

from stdnum.cn import uscc

from lvheng.kernel.numbers.refusal import NumberRefused, compact

LAW_FIRM = "31"
"""Begins every law firm's code: 3 the judicial administration registers it, 1 it is a practising institution."""

_NAME = "统一社会信用代码"
_STANDARD = "（GB 32100-2015）"
_AUTHORITIES = "123456789ANY"
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def check_credit_code(written: str, prefix: str = "") -> str:
    """The code in its plain form of 18 characters, after all checks.

    `prefix` is what the code must begin with by the kind of its holder, for firms `LAW_FIRM`. Raises `NumberRefused`.
    """
    code = compact(written)
    if len(code) != 18:
        raise NumberRefused(f"{_NAME}应为18位，“{code}”为{len(code)}位{_STANDARD}。")
    if wrong := re.search(r"[^0-9A-HJ-NPQRTUWXY]", code):
        hint = "，字母 I、O、Z、S、V 不使用" if wrong[0] in "IOZSV" else ""
        raise NumberRefused(f"{_NAME}第{wrong.start() + 1}位“{wrong[0]}”不是允许的字符{hint}{_STANDARD}。")
    if code[0] not in _AUTHORITIES:
        raise NumberRefused(f"{_NAME}第1位“{code[0]}”不是登记管理部门代码{_STANDARD}。")
    if not code[2:8].isdigit():
        raise NumberRefused(f"{_NAME}第3–8位“{code[2:8]}”应为六位数字的行政区划代码{_STANDARD}。")
    if not code.startswith(prefix):
        whose = "，律师执业机构的代码以31开头" if prefix == LAW_FIRM else ""
        raise NumberRefused(
            f"{_NAME}第1–{len(prefix)}位应为“{prefix}”，现为“{code[: len(prefix)]}”{whose}{_STANDARD}。"
        )
    if code[16] != body_check(code[8:16]):
        raise NumberRefused(f"{_NAME}第17位“{code[16]}”与第9–16位不符，组织机构代码校验未通过（GB 11714-1997）。")
    if code[17] != uscc.calc_check_digit(code[:17]):
        raise NumberRefused(f"{_NAME}第18位“{code[17]}”与前17位不符，校验未通过，请对照证照核对{_STANDARD}。")
    return code


def body_check(body: str) -> str:
    """The check character of an organisation code (GB 11714-1997) with this body of 8 characters."""
    rest = 11 - sum(int(c, 36) * weight for c, weight in zip(body, _BODY_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
