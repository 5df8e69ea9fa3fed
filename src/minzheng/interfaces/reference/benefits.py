"""The page of benefits: what is paid or given, to whom, and what it excludes."""

from collections.abc import Iterator, Sequence

from minzheng.catalogue.benefits import Benefit, Cycle, Form
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.catalogue.line import Line
from minzheng.interfaces.reference.markdown import bullets, code, codes, page, table

_INTRODUCTION = (
    "What the lines pay or give: each benefit is the outcome of a rule, and becomes an award when "
    "somebody is granted it. Two benefits that exclude each other are never held by one person in "
    "the same month; the database refuses it across all places. Statuses without an amount, such "
    "as an edge family, are no benefits."
)
_UNITS = {ApplicantUnit.HOUSEHOLD: "household", ApplicantUnit.PERSON: "person"}
_FORMS = {Form.CASH: "money", Form.IN_KIND: "in kind", Form.SERVICE: "services"}
_CYCLES = {Cycle.MONTHLY: "every month", Cycle.ONCE: "once"}


def benefits_page(lines: Sequence[Line]) -> str:
    """``benefits.md``."""
    return page("Benefits", _INTRODUCTION, _lines(lines))


def _lines(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        if line.benefits:
            yield f"## {line.title}"
            yield from map(_benefit, line.benefits)


def _benefit(benefit: Benefit) -> str:
    items = (
        ("applied for", benefit.application_item),
        ("changed", benefit.change_item),
        ("ended", benefit.ending_item),
    )
    about = bullets(
        (
            ", ".join((_given(benefit), _CYCLES[benefit.cycle])),
            f"Covers members by {code(benefit.covers)}" if benefit.covers else "",
            f"Gradual exit by {code(benefit.grace)}" if benefit.grace else "",
            f"Excludes {codes(benefit.excludes)}" if benefit.excludes else "",
            "" if benefit.exclusive else "May be had several times in a month",
            *(f"Is {how} by {code(item)}" for how, item in items if item),
            "" if benefit.uprates else "A changed number does not re-rate it",
        )
    )
    rows = [(each.code, each.title, str(each.months), each.doubt) for each in benefit.review]
    reviews = table(("Class of review", "What", "Months", "To be confirmed"), rows)
    heading = f"### {benefit.title} {code(benefit.rule)}"
    return "\n\n".join(part for part in (heading, about, reviews) if part)


def _given(benefit: Benefit) -> str:
    return f"{_FORMS[benefit.form].capitalize()} for a {_UNITS[benefit.unit]}"
