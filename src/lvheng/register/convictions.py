"""What people are by conviction (政治面貌): told to the Party's own staff and to the person, to nobody else.

Source: 个人信息保护法第二十八条 (敏感个人信息). Figures count it; no list, filter, export, record or entry shows it to others."""

from __future__ import annotations

from lvheng.kernel.access.posts import DISTRICT_PARTY_STAFF, PARTY_STAFF, FieldClass
from lvheng.kernel.acts.fields import Choice
from lvheng.register.choices import POLITICAL_WORDS, PoliticalStatus

TOLD_OF_CONVICTIONS = frozenset({PARTY_STAFF.code, DISTRICT_PARTY_STAFF.code})
POLITICAL_STATUS = Choice(
    label="政治面貌", required=False, choices=PoliticalStatus, also=POLITICAL_WORDS, field_class=FieldClass.SENSITIVE
)
"""As acts are given it; their entries commit to it without saying it."""
