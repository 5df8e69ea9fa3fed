"""What a case asks, as the screens show it: by subject, each with what is known and from where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from minzheng.kernel.casework.api.intake import Asked, Group, ProofAsked, Question
from minzheng.rules.numbers.text import value_text
from minzheng.rules.units import Kind


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One fact of one subject."""

    key: str
    title: str
    text: str
    source: str
    since: date | None
    stale: bool
    question: Question

    @property
    def held(self) -> bool:
        """Whether it is only to be confirmed."""
        return not self.question.open

    @property
    def nil(self) -> bool:
        """Whether it is an amount or a number that is nought: told, but not worth a row."""
        asked = self.question
        value = asked.answer if asked.answered else asked.held and asked.held.value
        return value == 0 and asked.fact.unit.kind in (Kind.MONEY, Kind.COUNT) and not self.stale


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Questions under one heading about one subject."""

    title: str
    who: str
    questions: Sequence[ShownQuestion]

    @property
    def known(self) -> list[ShownQuestion]:
        """Of which something is on file or was answered, except what is nil."""
        return [each for each in self.questions if each.text and not each.nil]

    @property
    def nil(self) -> str:
        """The titles of amounts and numbers that are nought, for one line."""
        return "、".join(each.title for each in self.questions if each.nil)

    @property
    def unknown(self) -> str:
        """The titles of the others, for one line."""
        return "、".join(each.title for each in self.questions if not each.text)


def shown_groups(asked: Asked) -> list[ShownGroup]:
    """The groups of the item, each parted by whom it is about."""
    return [shown for group in asked.groups for shown in _by_subject(group)]


def _by_subject(group: Group) -> Iterator[ShownGroup]:
    heaps: dict[str, list[ShownQuestion]] = {}
    for question in group.questions:
        heaps.setdefault(question.whose, []).append(_shown(question))
    for who, questions in heaps.items():
        yield ShownGroup(group.title, who, questions)


def _shown(question: Question) -> ShownQuestion:
    held, fact = question.held, question.fact
    if question.answered:
        unknown = question.answer is None
        text = _("问过，不知道") if unknown else value_text(question.answer, fact.unit)
        return ShownQuestion(question.key, fact.title, text, _("本次申报"), None, False, question)
    if held is None:
        return ShownQuestion(question.key, fact.title, "", "", None, False, question)
    text = held.text or _("问过，不知道")
    return ShownQuestion(
        question.key, fact.title, text, held.source_title, held.since, question.stale, question
    )


def proof_title(proof: ProofAsked) -> str:
    """The paper and from whom, for one line of a list."""
    return f"{proof.title}（{'、'.join(proof.whose)}）" if proof.whose else proof.title
