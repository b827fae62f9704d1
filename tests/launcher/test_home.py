"""Where the home stands, who owns what in it, and what is said when it cannot be."""

import os
import pwd
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from lvheng.launcher import home as homes
from lvheng.launcher.home import Home
from lvheng.launcher.refusal import Refusal


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def as_user(number: int) -> Callable[[], int]:
    return lambda: number


def missing(name: object) -> pwd.struct_passwd:
    raise KeyError(name)


def test_an_ordinary_users_home_is_in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", as_user(1000))
    assert homes.locate({}, Path("/srv/lvheng")) == Path("/srv/lvheng/.lvheng")


def test_roots_home_is_where_others_can_pass_and_one_for_each_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", as_user(0))
    one, other = homes.locate({}, Path("/root/a")), homes.locate({}, Path("/root/b"))
    assert one.parent == other.parent == Path("/var/lib/lvheng")
    assert one != other
    assert len(one.name) == 8


def test_lvheng_home_comes_first() -> None:
    assert homes.locate({"LVHENG_HOME": "/srv/home"}, Path("/srv/lvheng")) == Path("/srv/home")


def test_folders_that_were_there_keep_their_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    above = tmp_path / "above"
    above.mkdir(mode=0o750)
    (above / "home").mkdir(mode=0o710)
    monkeypatch.setenv("LVHENG_HOME", str(above / "home"))
    homes.open_folder()
    assert (mode(above), mode(above / "home")) == (0o750, 0o710)
    assert mode(above / "home" / "locks") == 0o700


def test_a_home_that_cannot_be_made_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("LVHENG_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(Refusal, match="写不了") as refused:
        homes.open_folder()
    assert "LVHENG_HOME" in refused.value.way_out


def test_too_little_space_names_what_is_left_and_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"只剩 \d+ MB，至少要 999999999 MB"):
        homes.need_space(tmp_path, 999_999_999)


def test_root_without_useradd_is_offered_three_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", as_user(0))
    monkeypatch.setattr(pwd, "getpwnam", missing)
    monkeypatch.setattr("shutil.which", lambda name, path: None)
    with pytest.raises(Refusal, match="不能以 root 运行") as refused:
        homes.service_account()
    assert "DATABASE_URL" in refused.value.way_out
    assert "普通用户" in refused.value.way_out


def test_a_user_number_without_a_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", as_user(54_321))
    monkeypatch.setattr(pwd, "getpwuid", missing)
    with pytest.raises(Refusal, match="54321"):
        homes.service_account()


def here(folder: Path) -> Home:
    return Home(folder, pwd.getpwuid(os.geteuid()))


def test_the_socket_stands_in_the_home(tmp_path: Path) -> None:
    assert homes.socket_folder(here(tmp_path)) == tmp_path / "run"
    assert mode(tmp_path / "run") == 0o700


@pytest.mark.parametrize("name", ["很长的名字" * 8, "a,b"])
def test_a_path_no_socket_can_have_gives_way_to_a_private_folder(tmp_path: Path, name: str) -> None:
    folder = homes.socket_folder(here(tmp_path / name))
    try:
        assert len(os.fsencode(folder / homes.SOCKET_NAME)) <= homes.SOCKET_PATH_LIMIT
        assert "," not in str(folder)
        assert mode(folder) == 0o700
        assert homes.socket_folder(here(tmp_path / name)) == folder
    finally:
        folder.rmdir()


def test_a_private_folder_that_others_can_enter_is_refused(tmp_path: Path) -> None:
    home = here(tmp_path / "a,b")
    folder = homes.socket_folder(home)
    try:
        folder.chmod(0o777)
        with pytest.raises(Refusal, match="已被别人占用"):
            homes.socket_folder(home)
    finally:
        folder.rmdir()


def test_the_secret_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = homes.secret_key(tmp_path)
    assert len(first) > 40
    assert homes.secret_key(tmp_path) == first
    assert mode(tmp_path / "secret") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
