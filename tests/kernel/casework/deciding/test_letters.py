"""Letters: every item has them, nothing personal in them, numbered without gaps, served once."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import docx
import pytest
from django.db import DatabaseError, connection, transaction

from minzheng.config.platform import letter_templates, platform
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.casework.api import deciding, letters
from minzheng.kernel.casework.letters.figures import titled
from minzheng.kernel.casework.letters.laws import cited
from minzheng.kernel.casework.letters.making import KINDS
from minzheng.kernel.casework.letters.numbering import next_number
from minzheng.kernel.casework.letters.parts import PARTS
from minzheng.kernel.casework.letters.ports import install_templates
from minzheng.kernel.casework.letters.templates import (
    TemplateRefused,
    own_slugs,
    template,
    words_of,
)
from minzheng.kernel.casework.letters.wording import WORDS
from minzheng.kernel.casework.models import Case, Letter
from minzheng.kernel.documents.api.typesetting import Letter as Written
from minzheng.kernel.protection.redaction import redacted
from tests.kernel.casework.deciding.matters import STANDARD, again, family, to_decide
from tests.people import acting

pytestmark = pytest.mark.slow

NUMBERS = re.compile(r"(?<!\d)(?:\d{15}|\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")


def granted(sequence: int = 1) -> Case:
    row = to_decide(family(sequence=sequence))
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)
    return again(row)


@pytest.mark.parametrize("slug", own_slugs())
def test_every_template_uses_words_and_parts_that_there_are(slug: str) -> None:
    found = template(slug)
    assert words_of(found.title) <= WORDS
    for piece in found.pieces:
        if piece.kind == "part":
            assert piece.text in PARTS
        else:
            assert words_of(piece.text) <= WORDS


def test_every_item_has_a_template_for_every_letter() -> None:
    install_templates(letter_templates)
    for versions in platform().items.values():
        for item in versions:
            for kind in KINDS:
                assert template(getattr(item.letters, kind)).pieces


def test_every_adverse_letter_names_the_remedy_and_the_reasons() -> None:
    for slug in ("refuse", "change", "end", "declined", "discontinuation"):
        parts = {piece.text for piece in template(slug).pieces if piece.kind == "part"}
        assert {"remedy", "reason"} <= parts
    for slug in ("change", "end"):
        parts = {piece.text for piece in template(slug).pieces if piece.kind == "part"}
        assert {"hearing", "amounts"} <= parts


def test_a_line_words_a_letter_of_its_own_in_one_file() -> None:
    text = 'title: "{benefit}告知书"\nblocks:\n  - text: "{you}好。"\n  - part: remedy\n'
    install_templates(lambda: {"elderly.birthday": text})
    try:
        assert template("elderly.birthday").title == "{benefit}告知书"
        with pytest.raises(TemplateRefused, match="没有名为"):
            template("elderly.other")
    finally:
        install_templates(letter_templates)


@pytest.mark.parametrize(
    "text", ["blocks: []", "title: a\nblocks:\n  - picture: x\n", "title: a\nblocks:\n  - a\n"]
)
def test_a_template_with_anything_else_is_refused(text: str) -> None:
    install_templates(lambda: {"elderly.wrong": text})
    try:
        with pytest.raises(TemplateRefused):
            template("elderly.wrong")
    finally:
        install_templates(letter_templates)


@pytest.mark.parametrize(
    ("short", "spelled"),
    [
        ("救助法 第18条; 57号 第23条", "《社会救助法》第18条；民发〔2021〕57号文件第23条"),
        ("57号 第14条; 当地规定", "民发〔2021〕57号文件第14条；当地规定"),
        ("暂无依据; 示例值, 待本地设定", "当地规定"),
        ("民法典 第17条", "《民法典》第17条"),
    ],
)
def test_citations_are_spelled_out(short: str, spelled: str) -> None:
    assert cited(short) == spelled


@pytest.mark.parametrize(
    ("title", "who", "told"),
    [
        ("工资", "王大明", "王大明的工资"),
        ("本人收入（元/月）", "王大明", "王大明收入（元/月）"),
        ("本人的收入", "王大明", "王大明的收入"),
        ("本人收入", "", "本人收入"),
    ],
)
def test_a_value_is_called_by_whose_it_is(title: str, who: str, told: str) -> None:
    assert titled({"title": title, "who": who}) == told


@pytest.mark.django_db
@pytest.mark.usefixtures("office")
class TestOfCases:
    """Letters of a case that was decided."""

    def test_no_letter_holds_a_personal_number(self) -> None:
        granted()
        row = to_decide(family(3 * STANDARD + 1, sequence=11))
        with acting("county_approver") as actor:
            deciding.decide(actor, case=row.pk, outcome="refused", version=row.version)
            for each in Letter.objects.select_related("case"):
                text = Written.from_json(each.content).text()
                assert not NUMBERS.search(text)
                kept = text.replace(each.case.number, "").replace(each.number, "")
                assert redacted(kept) == kept

    def test_word_opens_and_says_the_same(self) -> None:
        row = granted()
        with acting("county_approver") as actor:
            (letter,) = letters.letters_of(actor, case=row.pk)
            word = letters.letter_file(actor, letter=letter.id, form="docx")
            page = letters.letter_page(actor, letter=letter.id)
        read = docx.Document(io.BytesIO(word.content))
        said = "\n".join(each.text for each in read.paragraphs)
        assert "每月发放700.00元（人民币柒佰元整）" in said
        assert page.letter.title in said
        # Its tables go on over a page with their heading, as wide as on the PDF.
        first = read.tables[0]
        assert "w:tblHeader" in first.rows[0]._tr.xml
        assert len({cell.width for cell in first.rows[0].cells}) > 1
        assert "PAGE" in read.sections[0].footer.paragraphs[0]._p.xml

    def test_a_clerk_of_another_town_finds_no_letter(self) -> None:
        row = granted()
        with acting("county_approver") as actor:
            (letter,) = letters.letters_of(actor, case=row.pk)
        with acting("town_clerk_b") as actor:
            with pytest.raises(Unseen):
                letters.letter_file(actor, letter=letter.id)
            with pytest.raises(Unseen):
                letters.letters_of(actor, case=row.pk)

    def test_serving_the_letter_does_the_step_once(self) -> None:
        row = granted()
        with acting("town_clerk_a") as actor:
            (letter,) = letters.letters_of(actor, case=row.pk)
            letters.record_service(
                actor, letter=letter.id, method="post", on=clock.today(), received=False,
                note="无人签收",
            )  # fmt: skip
            letters.record_service(
                actor, letter=letter.id, method="direct", on=clock.today(), receiver="王大明"
            )
            with pytest.raises(Conflict, match="已经登记送达"):
                letters.record_service(actor, letter=letter.id, method="direct", on=clock.today())
            (now,) = letters.letters_of(actor, case=row.pk)
        assert now.served_on == clock.today()
        assert len(now.services) == 2
        assert "telling" not in again(row).open_steps

    @pytest.mark.parametrize(
        ("method", "days"), [("direct", 1), ("direct", -400), ("left", 0), ("notice", 0), ("x", 0)]
    )
    def test_service_is_dated_and_witnessed(self, method: str, days: int) -> None:
        row = granted()
        on = clock.today() + timedelta(days=days)
        with acting("town_clerk_a") as actor:
            (letter,) = letters.letters_of(actor, case=row.pk)
            with pytest.raises(Refused):
                letters.record_service(actor, letter=letter.id, method=method, on=on)

    def test_numbers_follow_each_other_and_a_failure_leaves_no_gap(self) -> None:
        first, second = granted(), granted(11)
        with acting("county_approver") as actor:
            third = to_decide(family(sequence=21))
        with acting("county_approver") as actor:
            with pytest.raises(Refused, match="证件号码"):
                deciding.decide(
                    actor, case=third.pk, outcome="refused", version=third.version,
                    reason="13812345678",
                )  # fmt: skip
            deciding.decide(actor, case=third.pk, outcome="granted", version=third.version)
            cases = [first.pk, second.pk, third.pk]
            found = {each.case_id: each.sequence for each in Letter.objects.all()}
        assert [found[case] for case in cases] == [1, 2, 3]

    def test_one_number_is_one_letter(self) -> None:
        row = granted()
        with acting("county_officer"):
            letter = Letter.objects.get(case=row)
            letter.pk, letter.kind = None, "acceptance"
            with pytest.raises(DatabaseError, match="letter_number"), transaction.atomic():
                letter.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_offices_that_write_at_once_get_numbers_without_gaps() -> None:
    def one(position: int) -> int:
        try:
            with transaction.atomic():
                number = next_number("320402", 2026, "低保").sequence
                if position % 3 == 0:
                    transaction.set_rollback(True)
                    return 0
            return number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = [each for each in pool.map(one, range(24)) if each]
    assert sorted(found) == list(range(1, len(found) + 1))
