"""People and organisations are found however their names are typed: a key begins with what was asked."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.search.keys import (
    KEY_LENGTH,
    SORT_KEY_LENGTH,
    core_name,
    name_keys,
    normalise,
    organisation_keys,
    organisation_sort_key,
    sort_key,
)
from lvheng.kernel.search.pinyin import SURNAMES

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=4)


def _finds(query: str, keys: list[str]) -> bool:
    return any(key.startswith(normalise(query)) for key in keys)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("林知远", "林知"),
        ("林知远", "linzhiyuan"),
        ("林知远", "Lin Zhi Yuan"),
        ("林知远", "lín zhī"),
        ("林知远", "lzy"),
        ("林知远", " 林 知远"),
        ("单乐", "shanle"),
        ("单乐", "shanyue"),
        ("仇晓", "qiuxiao"),
        ("曾强", "zengqiang"),
        ("查理", "zhali"),
        ("解放", "xiefang"),
        ("朴正", "piaozheng"),
        ("区少", "oushao"),
        ("盖茨", "geci"),
        ("盖茨", "gaici"),
        ("覃芳", "qinfang"),
        ("覃芳", "tanfang"),
        ("翟明", "zhaiming"),
        ("尉迟明", "yuchiming"),
        ("万俟明", "moqiming"),
        ("单于明", "chanyuming"),
        ("單小姐", "shan"),
        ("吕梁", "lvliang"),
        ("吕梁", "luliang"),
        ("吕梁", "LYU LIANG"),
        ("吕梁", "lǚliang"),
        ("张娜", "zhangnuo"),
        ("阿依古丽·买买提", "阿依古丽买买提"),
        ("阿依古丽买买提", "阿依古丽•买买提"),
        ("阿依古丽·买买提", "买买提"),
        ("阿依古丽．买买提", "maimaiti"),
        ("John Smith", "johns"),
        ("Ｊｏｈｎ", "john"),
    ],
)
def test_a_person_is_found(name: str, query: str) -> None:
    assert _finds(query, name_keys(name))


@pytest.mark.parametrize(
    ("name", "query"), [("单乐", "dan"), ("曾强", "ceng"), ("林知远", "zhiyuan"), ("沈明", "chen")]
)
def test_a_person_is_not_found_by_a_reading_that_is_none(name: str, query: str) -> None:
    assert not _finds(query, name_keys(name))


@pytest.mark.parametrize(
    "query", ["衡石", "北京衡石", "北京市衡石律师", "hengshi", "hs", "beijinghengshi", "bjhs", "衡石律师"]
)
def test_a_firm_is_found(query: str) -> None:
    assert _finds(query, organisation_keys("北京市衡石律师事务所"))


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("北京大成（上海）律师事务所", "北京大成(上海)"),
        ("北京大成（上海）律师事务所", "大成上海"),
        ("北京大成律师事务所上海分所", "大成上海"),
        ("北京市竞天公诚律师事务所", "公诚"),
        ("重庆市长安律师事务所", "chongqingchangan"),
        ("北京乐成律师事务所", "lecheng"),
        ("北京乐成律师事务所", "yuecheng"),
        ("北京市朝阳区司法局", "朝阳区司法局"),
        ("北京市朝阳区司法局", "chaoyangqu"),
        ("上海律师事务所", "上海"),
        ("律师事务所", "律师"),
        ("北京3A律师事务所", "3a"),
    ],
)
def test_an_organisation_is_found(name: str, query: str) -> None:
    assert _finds(query, organisation_keys(name))


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("北京市大成律师事务所", "大成"),
        ("北京大成（上海）律师事务所", "大成"),
        ("北京 大成 律师事务所上海分所", "大成"),
        ("北京市京都律师事务所", "京都"),
        ("上海市华诚律师事务所北京分所", "华诚"),
        ("内蒙古自治区青城律师事务所", "青城"),
        ("上海律师事务所", "上海"),
        ("北京市律师协会", "律师协会"),
    ],
)
def test_the_core_of_a_name_stands_alone(name: str, core: str) -> None:
    assert core_name(name) == core


def test_the_name_itself_comes_first_and_nothing_twice() -> None:
    for keys in (name_keys("吕 律"), organisation_keys("北京衡石律师事务所")):
        assert len(keys) == len(set(keys))
    assert name_keys("吕 律")[0] == "吕律"
    assert organisation_keys("北京市大成（上海）律师事务所")[0] == "北京市大成上海律师事务所"


def test_the_table_of_surnames_is_large_and_says_something() -> None:
    assert len(SURNAMES) >= 90
    assert all(readings and all(r.isascii() and r.islower() for r in readings) for readings in SURNAMES.values())


def test_a_licence_number_may_be_asked_for_in_groups() -> None:
    assert normalise("1 11 05 2012 1 0 99 9017") == "11105201210999017"


def test_names_are_ordered_by_syllable_then_by_character() -> None:
    names = ["詹安", "张伟", "章安", "张安", "查理", "单乐", "欧阳明", "阿依古丽·买买提", "曾强"]
    expected = ["阿依古丽·买买提", "欧阳明", "单乐", "曾强", "查理", "詹安", "张安", "张伟", "章安"]
    assert sorted(names, key=lambda n: sort_key(n).encode()) == expected


def test_firms_are_ordered_by_their_core() -> None:
    names = ["北京市中伦律师事务所", "北京大成律师事务所", "上海金杜律师事务所", "北京大成（上海）律师事务所"]
    expected = ["北京大成（上海）律师事务所", "北京大成律师事务所", "上海金杜律师事务所", "北京市中伦律师事务所"]
    assert sorted(names, key=lambda n: organisation_sort_key(n).encode()) == expected


@given(st.text(max_size=300))
def test_anything_at_all_has_keys_that_fit_and_is_found_by_itself(text: str) -> None:
    for keys in (name_keys(text), organisation_keys(text)):
        assert (keys == []) == (normalise(text) == "")
        assert all(0 < len(key) <= KEY_LENGTH for key in keys)
        assert not keys or _finds(text, keys)
    assert len(sort_key(text)) <= SORT_KEY_LENGTH
    assert len(organisation_sort_key(text)) <= SORT_KEY_LENGTH


@given(st.text(max_size=100))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(HAN)
def test_a_name_has_at_most_a_few_keys(name: str) -> None:
    assert 1 <= len(name_keys(name)) <= 100


def test_a_whole_citys_lawyers_are_keyed_within_the_budget() -> None:
    """50,000 names in 2.5 s; a tenth of both here, with the reading of characters not yet remembered."""
    surnames, given_names = "王李张刘陈杨赵黄周吴单仇曾解乐", "伟芳娜秀英敏静丽强磊军洋勇艳杰涛明超霞平刚桂芝兰红玉萍"
    names = [s + a + b for s in surnames for a in given_names for b in given_names][:5000]
    began = time.process_time()
    assert all(name_keys(name) for name in names)
    assert time.process_time() - began < 0.25
