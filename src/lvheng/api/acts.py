"""行为：有哪些，办理一件。"""

from collections.abc import Mapping
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Header, Path, Router, Status

from lvheng.api.acting import item_of, perform_many
from lvheng.api.entrance import member_asking, viewer_asking
from lvheng.api.problems import CameBetween, Invalid
from lvheng.api.responses import ACTING, READING
from lvheng.api.shapes import (
    ActDeclared,
    Changed,
    Difference,
    FieldTold,
    Option,
    Order,
    Orders,
    Performed,
    PerformedMany,
)
from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct, act_of, all_acts
from lvheng.kernel.acts.fields import Choice, Field, Listed
from lvheng.kernel.acts.once import Answer, digest, once
from lvheng.kernel.acts.perform import Outdated, perform
from lvheng.kernel.law import legal_bases
from lvheng.register.since import ActSince, acts_since
from lvheng.work.policies import may_open_subject

router = Router(tags=["行为"])
REPEATED = "Idempotency-Replayed"
EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "register.transfer": {
        "input": {"lawyer": "11101202599990001", "organisation": "北京示例律师事务所"},
        "effective_on": "2025-03-12",
        "basis": "京司审〔2025〕1号",
        "expected_version": 3,
    },
    "register.suspend_licence": {
        "input": {"lawyer": "11101202599990001", "until": "2025-09-12"},
        "effective_on": "2025-03-12",
        "basis": "京司罚决〔2025〕1号",
    },
}
_BODY = {
    "requestBody": {
        "content": {"application/json": {"examples": {kind: {"value": order} for kind, order in EXAMPLES.items()}}}
    }
}


@router.get("/", response=READING | {200: list[ActDeclared]}, summary="有哪些行为，各要填什么")
def acts(request: HttpRequest) -> list[ActDeclared]:
    """法律依据、办理人和输入项；与网页上的表单、表格的列同出一处。"""
    viewer = viewer_asking(request)
    return [
        ActDeclared(
            kind=kind,
            title=act.title,
            law=[str(basis) for basis in legal_bases(act.law)],
            who=[post.title for post in act.who],
            mine=_is_for(viewer, act),
            asks_day=act.asks_day,
            grave=act.grave,
            fields=[_field(name, field) for name, field in act.fields().items()],
        )
        for kind, act in all_acts().items()
    ]


def _is_for(viewer: Viewer, act: AnyAct) -> bool:
    return bool(viewer.posts & {post.code for post in act.who})


def _field(name: str, field: Field) -> FieldTold:
    return FieldTold(
        name=name,
        label=field.label,
        required=field.required,
        type="choice" if isinstance(field, Listed) else type(field).__name__.lower(),
        hint=field.hint,
        sensitive=field.field_class.value >= FieldClass.SENSITIVE.value,
        choices=[Option(code=code, title=title) for code, title in _choices(field).items()],
    )


def _choices(field: Field) -> Mapping[str, str]:
    if isinstance(field, Choice):
        return {str(code): str(label) for code, label in field.choices.choices}
    return field.options() if isinstance(field, Listed) else {}


Kind = Annotated[str, Path(max_length=60, examples=["register.transfer"])]
IdempotencyKey = Annotated[
    str, Header(alias="Idempotency-Key", pattern=r"^[!-~]{1,200}$", description="自己取的、这次办理独有的一串字")
]


@router.post("/{kind}", response=ACTING | {201: Performed}, summary="办理一件行为", openapi_extra=_BODY)
def perform_act(
    request: HttpRequest, response: HttpResponse, kind: Kind, order: Order, idempotency_key: IdempotencyKey
) -> Any:
    """同一个 Idempotency-Key、同一个请求再发，得到同样的回答，行为只办一次；24 小时内有效。"""
    viewer, act = _offered(request, kind)
    asked = digest([kind, order.model_dump(mode="json")])
    answer = once(viewer.id, idempotency_key, asked, lambda: _performed(viewer, act, order))
    response["Location"] = f"/api/v1/entries/{answer.body['entry']}"
    return _told(response, answer)


@router.post("/{kind}/many", response=ACTING | {200: PerformedMany}, summary="一次办理同一种行为的许多件")
def perform_acts(
    request: HttpRequest, response: HttpResponse, kind: Kind, orders: Orders, idempotency_key: IdempotencyKey
) -> Any:
    """能办的都办，不能办的逐件说明为什么；同在一个事务里，同属一条存证。写了 expected_version 而其间有人办理过的，
    整批不办，答 409。"""
    viewer, act = _offered(request, kind)
    asked = digest([kind, orders.model_dump(mode="json")])
    return _told(
        response,
        once(viewer.id, idempotency_key, asked, lambda: perform_many(viewer, act, orders, source_digest=asked)),
    )


def _told(response: HttpResponse, answer: Answer) -> Status[Any]:
    if answer.again:
        response[REPEATED] = "true"
    return Status(answer.status, answer.body)


def _offered(request: HttpRequest, kind: str) -> tuple[Viewer, AnyAct]:
    """Who asks, and the act of that kind, which their posts may perform with a key. Raises `PermissionDenied`."""
    viewer = member_asking(request)
    act = _act(kind)
    if not _is_for(viewer, act):
        who = "、".join(post.title for post in act.who) or "系统"
        raise PermissionDenied(f"“{act.title}”由{who}办理")
    if act.grave and not settings.DEMONSTRATION:
        raise PermissionDenied(f"“{act.title}”是重大行为，须本人在网页上再次验明身份后办理，不能用密钥")
    return viewer, act


def _act(kind: str) -> AnyAct:
    try:
        return act_of(kind)
    except KeyError:
        raise Http404(f"没有“{kind}”这种行为") from None


def _performed(viewer: Viewer, act: AnyAct, order: Order) -> Answer:
    item = item_of(act, order)
    if isinstance(item, list):
        raise Invalid(*item)
    try:
        done = perform(
            act,
            item.given,
            actor=viewer,
            effective_on=item.on,
            basis=order.basis,
            expected_version=order.expected_version,
            attached=order.attachments,
        )
    except Outdated as outdated:
        raise _came_between(viewer, outdated) from outdated
    told = Performed(
        entry=done.entry,
        kind=act.kind,
        title=act.title,
        subject=done.subject,
        version=done.version,
        leaf=done.leaf,
    )
    return Answer(201, told.model_dump(mode="json"))


def _came_between(viewer: Viewer, outdated: Outdated) -> CameBetween:
    """The difference, if the subject is one that the viewer may open."""
    shown = may_open_subject(viewer, outdated.subject)
    since = acts_since(viewer, outdated.subject, outdated.seen) if shown else []
    return CameBetween(str(outdated.refusals[0]), outdated.version, [_difference(each) for each in since])


def _difference(since: ActSince) -> Difference:
    return Difference(
        entry=since.entry,
        kind=since.kind,
        title=since.title,
        at=since.at,
        effective_on=since.effective_on,
        by=since.by,
        changes=[
            Changed(table=change.table, label=change.label, before=change.before, after=change.after)
            for change in since.changes
        ],
    )
