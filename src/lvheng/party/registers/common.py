"""Who does Party work, and who may see what is said of persons: rows of these registers tell of convictions.

Source: 个人信息保护法第二十八条 (敏感个人信息); domain notes on Party building, §5: visible to Party roles only."""

from __future__ import annotations

from lvheng.kernel.access.posts import DISTRICT_PARTY_STAFF, PARTY_STAFF
from lvheng.kernel.subjects.models import OrganisationKind

ROOM = "党建"
UNITED_FRONT = "统战"
PARTY = (PARTY_STAFF, DISTRICT_PARTY_STAFF)
AUDIENCE = PARTY
FIRMS = (OrganisationKind.FIRM, OrganisationKind.BRANCH)
NUMBER, FIRM = "11101201810000015", "北京市样例律师事务所"
BRANCH, TRADE = "北京市样例律师事务所党支部", "样例区律师行业党委"
