"""Figures of offices. Each counts what whoever asks could read one by one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One office: what waits there, and what it did in a period."""

    office: str
    open: int
    overdue: int
    soon: int
    closed: int
    closed_in_time: int
    returned: int


@dataclass(frozen=True, slots=True)
class ComplianceRow:
    """How the cases that one window took in, and that ended in a period, were dealt with.

    `overdue` counts those that have not ended, and were past a limit of the law at its end.
    """

    office: str
    closed: int
    in_time: int
    overdue: int
    completions: int
    returned_twice: int
    objections: int
    extended: int
    backdated: int
    letters_late: int
    deviations: int
