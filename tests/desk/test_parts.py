"""The pieces that pages are made of: columns, paging, the family diagram, maps, translations."""

import ast
import gettext
import re
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from minzheng.catalogue.codes import Relation
from minzheng.interfaces.desk import maps, translations
from minzheng.interfaces.desk.drawing.family import Relative, draw
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone, cells
from minzheng.interfaces.desk.generic.paging import Place, read_place
from minzheng.interfaces.desk.pages.statements import HouseholdStatementForm, PersonStatementForm

DESK = Path(translations.__file__).parent


def test_the_way_back_through_a_list() -> None:
    first = Place()
    second = read_place({"place": first.onward("b")})
    third = read_place({"place": second.onward("c")})
    assert (third.cursor, third.number) == ("c", 3)
    assert read_place({"place": third.back()}) == second
    assert read_place({"place": second.back()}) == first
    assert first.back() == ""


@pytest.mark.parametrize(
    "text", ["", "x", "{}", "[]", "[1]", '["' + "a" * 700 + '"]', "[" * 3000, "null", "[null]"]
)
def test_a_place_that_cannot_be_read_is_the_first_page(text: str) -> None:
    assert read_place({"place": text}) == Place()


def test_cells_ask_for_the_names_of_divisions_once() -> None:
    asked: list[set[str]] = []

    def names(codes: set[str]) -> dict[str, str]:
        asked.append(codes)
        return {"320402": "天宁区"}

    columns = (
        Column[str]("名", lambda row: row, main=True, address=lambda row: f"/{row}/"),
        Column[str]("区", lambda row: Area("320402" if row == "a" else "999999")),
        Column[str]("标", lambda row: Badge("新", Tone.GOOD) if row == "a" else None),
        Column[str]("数", lambda row: 1234),
        Column[str]("日", lambda row: date(2026, 1, 31)),
    )
    first, second = cells(columns, ["a", "b"], names)
    assert [cell.text for cell in first] == ["a", "天宁区", "新", "1,234", "2026-01-31"]
    assert [cell.text for cell in second] == ["b", "999999", "", "1,234", "2026-01-31"]
    assert first[0].address == "/a/"
    assert first[2].badge == "good"
    assert asked == [{"320402", "999999"}]


def relative(number: int, relation: Relation, supports: int | None = None) -> Relative:
    return Relative(
        UUID(int=number),
        f"人{number}",
        relation.value,
        relation.title,
        supports=UUID(int=supports) if supports else None,
    )


def test_generations_stand_above_one_another() -> None:
    family = draw(
        [
            relative(1, Relation.head),
            relative(2, Relation.spouse),
            relative(3, Relation.child),
            relative(4, Relation.grandchild),
            relative(5, Relation.parent),
        ]
    )
    height = {box.relative.key.int: box.y for box in family.boxes}
    assert height[5] < height[1] == height[2] < height[3] < height[4]
    assert len(family.ties) == 4
    assert all(box.x >= 0 and box.x < family.width for box in family.boxes)


def test_boxes_never_overlap_and_a_supporter_is_drawn_outside() -> None:
    members = [relative(number, Relation.child) for number in range(2, 9)]
    family = draw([relative(1, Relation.head), *members], [relative(20, Relation.child, 1)])
    corners = {(box.x, box.y) for box in family.boxes}
    assert len(corners) == len(family.boxes) == 9
    outside = [box for box in family.boxes if "box-outside" in box.style]
    assert [box.relative.key.int for box in outside] == [20]
    assert [tie.outside for tie in family.ties].count(True) == 1


def test_a_household_without_a_head_or_without_anybody_is_drawn() -> None:
    assert draw([relative(1, Relation.child)]).ties == ()
    assert draw([]).boxes == ()


def test_the_counties_of_a_city_have_shapes() -> None:
    shapes = maps.shapes_below("320400")
    assert shapes is not None
    codes = {each["properties"]["gb"] for each in shapes["features"]}
    assert {"320402", "320404", "320411"} <= codes
    assert maps.shapes_below("320402001") is None


def test_a_statement_is_stored_as_rules_read_it() -> None:
    form = PersonStatementForm(
        {
            "source": "declared",
            "valid_from": "2026-01-01",
            "fact_wage": "1,234.50",
            "fact_able_to_work": "0",
            "fact_employed": "unknown",
            "fact_employed_since": "2025-12-31",
            "fact_disability_kind": "4",
        }
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["facts"] == {
        "employed": None,
        "employed_since": 2025_12_31,
        "able_to_work": False,
        "wage": 123_450,
        "disability_kind": 4,
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [("fact_assets", "12.345"), ("fact_assets", "-0.01"), ("fact_vehicles", "1001")],
)
def test_a_fact_beyond_its_limits_is_refused(field: str, value: str) -> None:
    form = HouseholdStatementForm({"source": "declared", "valid_from": "2026-01-01", field: value})
    assert list(form.errors) == [field]


def test_a_statement_that_says_nothing_is_refused() -> None:
    form = HouseholdStatementForm({"source": "declared", "valid_from": "2026-01-01"})
    assert not form.is_valid()


def marked() -> set[str]:
    """Every text of the desk that is marked for translation."""
    found: set[str] = set()
    for path in DESK.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found |= {match[2] for match in re.finditer(r"translate (['\"])(.*?)\1", text)}
        found |= {match[2] for match in re.finditer(r"_\((['\"])(.*?)\1\)", text)}
        for block in re.findall(r"\{% blocktranslate[^%]*%\}(.*?)\{% end", text, re.DOTALL):
            found.add(re.sub(r"\{\{ *(\w+) *\}\}", r"%(\1)s", block))
    for path in DESK.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.args else None
                known = node.func.id in ("_", "gettext_lazy")
                if known and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_text_has_its_translation_and_no_other() -> None:
    catalogue = DESK / "locale" / "en" / "LC_MESSAGES" / "django.po"
    pairs = dict(translations.read_catalogue(catalogue.read_text(encoding="utf-8")))
    assert set(pairs) - {""} == marked()
    names = re.compile(r"%\((\w+)\)s")
    for source, target in pairs.items():
        assert sorted(names.findall(source)) == sorted(names.findall(target)), source


def test_a_catalogue_is_compiled_for_gettext(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "django.po").write_text(
        head + '# why\nmsgid "人员"\nmsgstr "Per"\n"sons"\n\nmsgid "未译"\nmsgstr ""\n',
        encoding="utf-8",
    )
    translations.compile_catalogues(tmp_path)
    english = gettext.translation("django", tmp_path, ["en"])
    assert english.gettext("人员") == "Persons"
    assert english.gettext("未译") == "未译"


def test_a_catalogue_that_is_not_understood_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1"):
        list(translations.read_catalogue("msgctxt here"))
