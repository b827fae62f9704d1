"""The second wall: as the application's own role, the database shows no sealed value and no viewing to whom it was not opened."""

from __future__ import annotations

import pytest
from django.db import connection

from lvheng.kernel.access.models import SensitiveValue, SubjectKey, Viewing
from lvheng.kernel.access.sensitive import masked, opened

pytestmark = pytest.mark.django_db


def rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_the_application_owns_no_table_and_cannot_pass_the_wall() -> None:
    [(owner, superuser, bypasses)] = rows(
        "select pg_get_userbyid(c.relowner) = current_user, r.rolsuper, r.rolbypassrls"
        " from pg_class c, pg_roles r where c.relname = 'kernel_sensitive_value' and r.rolname = current_user"
    )
    assert (owner, superuser, bypasses) == (False, False, False)


def test_without_a_setting_there_is_no_row() -> None:
    assert SubjectKey.objects.count() > 100, "people have sealed values"
    assert SensitiveValue.objects.count() == 0
    assert Viewing.objects.count() == 0
    assert rows("select * from kernel_sensitive_value where field = 'identity_number'") == []


def test_one_subjects_values_open_for_one_question_only() -> None:
    one, two = SubjectKey.objects.order_by("subject").values_list("subject", flat=True)[:2]
    assert len(opened(one)["identity_number"]) == 18
    assert SensitiveValue.objects.count() == 0, "closed again in the same transaction"
    rows(f"select set_config('lvheng.opened', '{one}', true)")
    assert set(SensitiveValue.objects.values_list("subject", flat=True)) == {one}
    assert not SensitiveValue.objects.filter(subject=two).exists()


def test_a_mask_shows_the_place_and_the_last_four() -> None:
    subject = SubjectKey.objects.order_by("subject").values_list("subject", flat=True)[0]
    clear = opened(subject)["identity_number"]
    assert masked(subject) == {"identity_number": f"{clear[:6]}********{clear[14:]}"}


@pytest.mark.parametrize("setting", ["", "nobody", "00000000-0000-0000-0000-000000000000", "%", "' or true --"])
def test_a_setting_that_names_nobody_opens_nothing(setting: str) -> None:
    with connection.cursor() as cursor:
        for name in ("lvheng.opened", "lvheng.views"):
            cursor.execute("select set_config(%s, %s, true)", [name, setting])
    assert (SensitiveValue.objects.count(), Viewing.objects.count()) == (0, 0)


def test_the_finder_answers_who_holds_a_value_and_gives_none_away() -> None:
    found = rows("select pg_get_function_result('lvheng_holders'::regproc), provolatile, prosecdef"
                 " from pg_proc where proname = 'lvheng_holders'")  # fmt: skip
    assert found == [("TABLE(blind bytea, subject uuid)", "s", True)]
