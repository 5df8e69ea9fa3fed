"""Values that officers set: read as the bureau's own files are, kept with the edition."""

import json

from minzheng.catalogue.codes import CODES
from minzheng.catalogue.facts import VOCABULARY
from minzheng.config.platform import platform, platform_with
from minzheng.rules.edition import Edition
from minzheng.rules.numbers.decided import DecidedValue, decided_texts

KEY = "minimum_living.standard"
JULY = 2026 * 12 + 6
CITY, TOWN, ELSEWHERE = "320400", "320402001", "320500"


def decided(yuan: str, since: str = "2026-07") -> DecidedValue:
    """A standard of the city."""
    both = json.dumps({"rural": yuan, "urban": yuan})
    return DecidedValue(KEY, CITY, since, both, "常政发〔2026〕1号")


def standard(values: tuple[DecidedValue, ...], month: int, place: str = TOWN) -> object:
    """The standard in force, in fen."""
    found = platform_with(values).parameters.in_force(KEY, month, place)
    assert found is not None
    return found.value


def test_a_value_holds_from_its_month_on_and_in_its_area() -> None:
    raised = (decided("950.01"),)
    assert standard(raised, JULY - 1) == {1: 90_000, 2: 90_000}
    assert standard(raised, JULY) == {1: 95_001, 2: 95_001}
    assert standard(raised, JULY, ELSEWHERE) == standard((), JULY, ELSEWHERE)


def test_a_value_for_the_month_of_another_one_takes_its_place() -> None:
    assert standard((decided("910", "2021-01"),), JULY) == {1: 91_000, 2: 91_000}


def test_an_edition_is_that_of_its_values_and_restores_them() -> None:
    installed, raised = platform().edition, platform_with((decided("950"),)).edition
    assert platform_with(()).edition.digest == installed.digest
    assert raised.digest != installed.digest
    kept = Edition.unpacked(raised.packed())
    assert kept.digest == raised.digest
    _rules, numbers = kept.restored(VOCABULARY, CODES)
    found = numbers.in_force(KEY, JULY, TOWN)
    assert found is not None
    assert found.value == {1: 95_000, 2: 95_000}
    names = {name for each in installed.lines for name in each.as_json()}
    assert "decided" not in names, "editions of before keep their digests"


def test_a_number_that_is_gone_does_nothing() -> None:
    gone = DecidedValue("minimum_living.gone", CITY, "2026-07", '"1"', "文")
    assert platform_with((gone,)) is platform()


def test_texts_cannot_say_more_than_a_source() -> None:
    tricky = DecidedValue(KEY, CITY, "2026-07", '{"urban": "950", "rural": "950"}', '"}\n- x: "')
    assert len(decided_texts([tricky])["minimum_living"].splitlines()) == 2
    assert standard((tricky,), JULY) == {1: 95_000, 2: 95_000}
