"""What is followed and has changed is told once, whatever happens to the worker; what may not be seen is not told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.http import QueryDict

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.desk import watch
from lvheng.kernel.desk.following import FollowRefused, follow, followed, unfollow
from lvheng.kernel.desk.models import Followed, Notice, Rule, SavedList, Subscription
from lvheng.kernel.desk.notices import tell
from lvheng.kernel.desk.saved import save_list
from lvheng.kernel.desk.watch import compare_all
from lvheng.kernel.figures.listing import Question, all_listings, changed, export, listing_of
from lvheng.kernel.identity.models import Account
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today
from lvheng.register.acts.engagements import LeaveFirm
from lvheng.register.acts.licences import LeaveOfAbsence
from lvheng.register.tests.invented import do, firm, instant, lawyer

pytestmark = pytest.mark.django_db
ViewerAs = Callable[[str], Viewer]


@pytest.fixture
def city(viewer_as: ViewerAs) -> Viewer:
    return viewer_as("demo-city")


def told(viewer: Viewer) -> list[str]:
    return list(Notice.objects.filter(account=viewer.id).order_by("id").values_list("title", flat=True))


def on_record(viewer: Viewer, subject: UUID) -> Subscription:
    return follow(viewer, Followed.RECORD, str(subject), title="测律", path=f"/work/lawyers/{subject}/")


def on_figure(viewer: Viewer, rule: Rule = Rule.ANY, amount: str = "", code: str = "register.lawyers") -> Subscription:
    return follow(viewer, Followed.FIGURE, code, title="律师", path="/work/figures/x/", rule=rule, amount=amount)


def on_list(viewer: Viewer, asked: str = "", title: str = "我的律师") -> tuple[SavedList, Subscription]:
    saved = save_list(viewer, listing_of("lawyers"), QueryDict(asked), title, shared=True)
    return saved, follow(viewer, Followed.LIST, str(saved.pk), title=title, path="/work/desk/")


def test_an_act_on_a_record_is_told_once_and_leads_to_the_evidence(city: Viewer) -> None:
    person = lawyer(firm())
    on_record(city, person)
    assert compare_all(instant()) == 0
    do(LeaveOfAbsence, today(), lawyer=person)
    at = instant()
    assert [compare_all(at), compare_all(at), compare_all(instant())] == [1, 0, 0]
    [notice] = Notice.objects.filter(account=city.id)
    assert notice.title == "测律：暂停执业（病休、脱产）"
    assert notice.path == f"/work/lawyers/{person}/?tab=evidence"


def test_several_acts_between_two_looks_are_one_notice(city: Viewer) -> None:
    person = lawyer(firm())
    on_record(city, person)
    done = do(LeaveOfAbsence, today(), lawyer=person)
    do(Reverse, today(), entry=done.entry, subject=person)
    assert compare_all(instant()) == 1
    assert told(city) == ["测律：撤回等 2 件行为"]


def test_who_came_and_who_went_is_told_by_name(city: Viewer) -> None:
    house = firm()
    person = lawyer(house, name="甄来去")
    saved, _ = on_list(city)
    do(LeaveFirm, today(), lawyer=person)
    lawyer(house, name="甄新进")
    assert compare_all(instant()) == 1
    [notice] = Notice.objects.filter(account=city.id)
    assert notice.title == f"名单“{saved.title}”新进 1，退出 1"
    assert notice.text == "新进：甄新进。退出：甄来去"
    assert compare_all(instant()) == 0


def test_a_worker_killed_between_two_subscriptions_tells_the_rest_later(
    city: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [lawyer(firm()) for _ in range(3)]
    for person in people:
        on_record(city, person)
        do(LeaveOfAbsence, today(), lawyer=person)

    def killed(*given: object, **more: object) -> bool:
        if Notice.objects.filter(account=city.id).count() == 2:
            raise KeyboardInterrupt
        return tell(*given, **more)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(watch, "tell", killed)
    with pytest.raises(KeyboardInterrupt):
        compare_all(instant())
    monkeypatch.undo()
    assert len(told(city)) == 2
    assert compare_all(instant()) == 1
    assert len(told(city)) == 3


def test_what_cannot_be_compared_does_not_keep_the_others_and_is_not_hidden(
    city: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = lawyer(firm())
    on_figure(city)
    on_record(city, person)
    do(LeaveOfAbsence, today(), lawyer=person)

    def broken(*_: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(watch, "LOOKS", {**watch.LOOKS, Followed.FIGURE: broken})
    with pytest.raises(ArithmeticError):
        compare_all(instant())
    assert len(told(city)) == 1


@pytest.mark.parametrize(("amount", "notices"), [("0", 2), ("1", 1), ("2", 0)])
def test_a_figure_tells_when_it_has_moved_by_more_since_what_was_last_told(
    city: Viewer, amount: str, notices: int
) -> None:
    house = firm()
    on_figure(city, Rule.MOVES, amount)
    for _ in range(2):  # one by one, and looked at in between: slow drift is told too
        lawyer(house)
        compare_all(instant())
    assert len(told(city)) == notices


def test_a_figure_tells_when_it_crosses_a_number_and_again_when_it_crosses_back(city: Viewer) -> None:
    from lvheng.kernel.figures.figure import figure_of
    from lvheng.kernel.figures.reading import read

    now = read(figure_of("register.lawyers"), Moment(today())).value
    assert now is not None
    on_figure(city, Rule.CROSSES, str(now + 1))
    person = lawyer(firm())
    assert compare_all(instant()) == 1
    assert "（+1）" in told(city)[0]
    lawyer(firm())
    assert compare_all(instant()) == 0, "it is still above"
    do(LeaveOfAbsence, today(), lawyer=person)
    do(LeaveOfAbsence, today(), lawyer=lawyer(firm()))
    assert compare_all(instant()) == 0, "it has come down by one, to where it crossed"
    assert Subscription.objects.get(account=city.id).amount == Decimal(now + 1)


def test_a_figure_is_read_as_far_as_its_follower_may_see(viewer_as: ViewerAs) -> None:
    district = viewer_as("demo-district")
    on_figure(district)
    lawyer(firm(district="110108"))
    assert compare_all(instant()) == 0
    lawyer(firm(district="110105"))
    assert compare_all(instant()) == 1


def test_a_list_shows_its_follower_no_row_of_another_district(viewer_as: ViewerAs) -> None:
    district = viewer_as("demo-district")
    on_list(district)
    lawyer(firm(district="110108"))
    assert compare_all(instant()) == 0


def test_what_lies_beyond_one_s_reach_is_not_followed(viewer_as: ViewerAs) -> None:
    district = viewer_as("demo-district")
    far = lawyer(firm(district="110108"))
    saved, _ = on_list(viewer_as("demo-city"))
    refused = [(Followed.RECORD, str(far)), (Followed.LIST, str(saved.pk)), (Followed.FIGURE, "register.nothing")]
    for kind, of in [*refused, (Followed.RECORD, "x"), (Followed.LIST, "x"), ("other", "1")]:
        with pytest.raises(FollowRefused):
            follow(district, kind, of, title="", path="")
    with pytest.raises(FollowRefused):
        on_figure(viewer_as("public"))


@pytest.mark.parametrize("amount", ["", "viel", "NaN", "-1", "1e30"])
def test_an_amount_that_is_no_number_is_refused_in_words(city: Viewer, amount: str) -> None:
    with pytest.raises(FollowRefused, match="请填一个数"):
        on_figure(city, Rule.MOVES, amount)


def test_who_may_no_longer_see_is_told_that_it_ended_and_nothing_else(viewer_as: ViewerAs) -> None:
    city, association = viewer_as("demo-city"), viewer_as("demo-association")
    saved, _ = on_list(city, title="共享的")
    SavedList.objects.filter(pk=saved.pk).update(office=association.offices[0])
    follow(association, Followed.LIST, str(saved.pk), title="共享的", path="")
    SavedList.objects.filter(pk=saved.pk).update(office=None)
    lawyer(firm())
    compare_all(instant())
    assert told(association) == ["“共享的”已不能再看，关注随之结束"]
    assert not followed(association).exists()


def test_an_account_that_is_closed_is_told_nothing(city: Viewer) -> None:
    on_figure(city)
    Account.objects.filter(pk=city.id).update(is_active=False)
    lawyer(firm())
    assert compare_all(instant()) == 0


def test_without_an_act_or_a_new_day_nothing_is_compared(
    city: Viewer, django_assert_num_queries: Callable[..., object]
) -> None:
    on_figure(city)
    compare_all(instant())
    at = instant()
    with django_assert_num_queries(2):  # type: ignore[attr-defined]  # a context manager
        assert compare_all(at) == 0


def test_only_one_s_own_subscription_is_ended(viewer_as: ViewerAs) -> None:
    subscription = on_figure(viewer_as("demo-city"))
    assert not unfollow(viewer_as("demo-district"), subscription.pk)
    assert unfollow(viewer_as("demo-city"), subscription.pk)


@pytest.mark.parametrize("listing", all_listings(), ids=lambda listing: listing.code)
def test_who_changed_is_the_difference_of_the_two_lists(listing: object, city: Viewer) -> None:
    from lvheng.kernel.figures.listing import Listing
    from lvheng.kernel.figures.reading import Narrowing

    assert isinstance(listing, Listing)
    now, before = Moment(today()), Moment(today() - timedelta(days=700))
    filters = {name: [value] for name, value in listing.standard.items()}
    columns = listing.columns[:1]

    def asked(moment: Moment) -> Question:
        return Question(
            listing=listing,
            moment=moment,
            narrowing=Narrowing(),
            columns=columns,
            seen=listing.columns,
            filters=filters,
        )

    there, here = ({line.subject for line in export(asked(moment))} for moment in (before, now))
    came, went = changed(asked(now), before)
    assert (set(came), set(went)) == (here - there, there - here)
