"""Names: kept clean, compared bare, spelled in every reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.base.errors import InvalidValue
from minzheng.kernel.registry.naming.readings import sort_key, spellings
from minzheng.kernel.registry.naming.spelling import LONGEST_NAME, clean_name, comparison_key
from minzheng.kernel.registry.naming.tokens import LONGEST_PIECE, texts_of, wanted

HAN = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
    | st.characters(min_codepoint=0x20000, max_codepoint=0x2A6D6),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 张　三 ", "张三"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("ＪＯＨＮ　Smith", "JOHN Smith"),
        ("张\u200b三", "张三"),
        ("张\u202e三", "张三"),
        ("张\0三", "张三"),
        ("\U00020000\U0002a6a5", "\U00020000\U0002a6a5"),
        ("葛\U000e0100城", "葛城"),
        ("cafe\u0301", "caf\u00e9"),
        ("·张三·", "张三"),
    ],
)
def test_a_name_is_kept_clean(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize("typed", ["", " ", "·", "\u200b", "王" * (LONGEST_NAME + 1), "\ue000"])
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue):
        clean_name(typed)


def test_names_of_minorities_may_be_long() -> None:
    """§14 C11."""
    name = "阿卜杜热伊木·" * 8 + "买买提"
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("单田芳", "shan tian fang"),
        ("曾国藩", "zeng guo fan"),
        ("仇英", "qiu ying"),
        ("区寄", "ou ji"),
        ("查良镛", "zha liang yong"),
        ("解缙", "xie jin"),
        ("朴树", "piao shu"),
        ("万俟卨", "mo qi xie"),
        ("欧阳修", "ou yang xiu"),
        ("John Smith", "johnsmith"),
    ],
)
def test_surnames_are_ordered_by_their_own_reading(name: str, key: str) -> None:
    assert sort_key(name) == key


@given(HAN)
def test_every_piece_of_a_name_finds_it(name: str) -> None:
    texts = texts_of(name)
    for start in range(len(name)):
        for end in range(start + 1, min(len(name), start + LONGEST_PIECE) + 1):
            (alternative,) = wanted(name[start:end]).alternatives
            assert set(alternative) <= set(texts)


@given(HAN)
def test_every_spelling_of_a_name_finds_it(name: str) -> None:
    texts = set(texts_of(name))
    for syllables in spellings(comparison_key(name)):
        for typed in ("".join(syllables), "".join(each[:1] for each in syllables)):
            if typed:
                found = wanted(typed.upper()).alternatives
                assert any(set(alternative) <= texts for alternative in found)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_name_or_refused(text: str) -> None:
    try:
        kept = clean_name(text)
    except InvalidValue:
        return
    assert clean_name(kept) == kept
    assert "\0" not in kept
    assert len(sort_key(kept)) <= 80
    assert texts_of(kept)


@given(st.text(max_size=200))
def test_whatever_is_sought_is_looked_up_in_few_pieces(text: str) -> None:
    assert all(len(alternative) <= 26 for alternative in wanted(text).alternatives)


def test_a_surname_is_found_by_its_sound() -> None:
    assert "p:wang" in texts_of("王小明")
    assert {"p:dan", "p:shan"} <= set(texts_of("单国强"))
