"""Whether an act is for somebody to do: deny by default. Pure.

Somebody must hold a post that may, and the act must lie within that post's reach. What bears on two places, or is for
two people by a rule, one proposes and another approves (`second.py`): such a refusal is `shared`.
"""

from __future__ import annotations

from lvheng.kernel.access.viewer import NOTHING, Viewer
from lvheng.kernel.acts.act import AnyAct, Place
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.places.districts import district_name


def kept_from(act: AnyAct, actor: Viewer, place: Place, proposer: Viewer | None = None) -> list[Refusal]:
    """Why the act there is not for `actor` to do, or not alone; empty if it is. `proposer`: who else stands for it."""
    if "system" in actor.posts:
        return []
    who = act.who if place.who is None else place.who
    elsewhere = {kind.code for kind in place.there if (kind.code, place.organisation) not in actor.held}
    kinds = {kind.code for kind in who} - elsewhere
    if not actor.posts & kinds:
        titles = "、".join(f"该单位的{kind.title}" if kind in place.there else kind.title for kind in who) or "系统"
        return [Refusal(f"“{act.title}”由{titles}办理，您的职务不能办理", forbidden=True)]
    second = proposer if proposer is not None and proposer.id != actor.id else None
    places, reach = (place, *place.beside), actor.reach(kinds)
    other = second.reach(kinds) if second else NOTHING
    if not any(reach.holds(each.district, each.organisation) for each in places):
        return [Refusal(f"“{act.title}”涉及的对象不在您的管辖范围内", forbidden=True)]
    for each in places:
        if not (reach | other).holds(each.district, each.organisation):
            where = district_name(each.district) or "别处"
            said = f"“{act.title}”还涉及{where}的对象，不能单独办理：请提出，由{where}的司法局批准后登记"
            return [Refusal(said, forbidden=True, shared=True)]
    if second or not (act.needs_second or place.needs_second):
        return []
    said = f"“{act.title}”须由一人提出、另一人批准"
    return [Refusal(said + ("：提出的人不能自己批准" if proposer else "，请先提出"), forbidden=True, shared=True)]
