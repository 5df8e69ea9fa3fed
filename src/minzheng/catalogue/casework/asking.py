"""What an item asks, and what papers it wants: only what nobody can look up."""

from dataclasses import dataclass
from enum import StrEnum

from minzheng.catalogue.casework.steps import Flag
from minzheng.rules.facts import Entity


class Whom(StrEnum):
    """About whom a question or a paper is."""

    HOUSEHOLD = "household"
    APPLICANT = "applicant"
    SUBJECT = "subject"
    EVERY_MEMBER = "every_member"
    EVERY_ADULT = "every_adult"
    EVERY_SUPPORTER = "every_supporter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question of one screen: facts that are asked together.

    ``facts`` are names of the vocabulary for ``entity``.  A value on file is shown for
    confirmation; it is asked anew when it is older than ``fresh_months`` (None: never again).
    ``of_office`` marks what the office that receives the case says itself, for this case alone: no
    applicant is asked it, and what was said in an earlier case never counts.
    """

    code: str
    title: str
    entity: Entity
    whom: Whom
    facts: tuple[str, ...]
    fresh_months: int | None = None
    of_office: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A paper: its kind of evidence, from whom, and when it is wanted.

    ``if_fact`` wants it only where that fact of the same subject is on file and neither no, nor
    nought, nor none; with ``if_values`` only where it is one of those.  ``later`` papers may follow
    after the money (先救后补).
    """

    code: str
    title: str
    kind: str
    whom: Whom
    if_fact: str = ""
    if_values: tuple[int, ...] = ()
    only_if: tuple[Flag, ...] = ()
    optional: bool = False
    later: bool = False
