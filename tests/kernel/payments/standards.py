"""A changed standard in the model (`test_model`): proposed, approved by another one, re-rated.

Everything goes the way of the program but for one question: by how much the rules give more. That
wants a run of the whole place, its snapshot and DuckDB, some seconds each time, and the people of
the town have no facts. So the amounts that differ are made of the town's own awards, as
`numbers.raising` would tell them; what is done with them is what the program does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pyarrow as pa
from django.db import connection

from minzheng.base.months import Month
from minzheng.config.platform import platform_with
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api.editions import kept_edition
from minzheng.kernel.entitlements.api import numbers
from minzheng.kernel.entitlements.models import NumberSimulation, WorkState
from minzheng.kernel.entitlements.numbers import rerating
from minzheng.kernel.entitlements.numbers.raising import RAISED, Span
from minzheng.kernel.entitlements.numbers.values import approved
from minzheng.kernel.entitlements.ports import figures_with, install_figures
from tests.kernel.entitlements.standards import DOCUMENT, HIGHER, KEY, written
from tests.kernel.payments.town import DIBAO, PERSONAL, acting
from tests.people import COUNTY

PIECES = ((DIBAO,), PERSONAL)
"""As a big place is done piece by piece: who is killed between them has done the first."""
_STEP = 5_000
_DUE = """
select a.benefit, coalesce(a.household_id, a.person_id)::text, d.amount_fen
from entitlements_due(%s) d join entitlements_award a on a.id = d.award
where a.benefit = any (%s) and d.amount_fen > 0 order by 1, 2
"""


@contextmanager
def numbers_open() -> Iterator[None]:
    """Numbers can be read and decided."""
    install_figures(platform_with)
    yield


def propose(which: int, since: Month) -> UUID:
    """The county asks for another standard; the worker has worked out what it would cost."""
    fen = HIGHER + which % 4 * _STEP
    with acting("county_officer") as officer:
        both = {"urban": written(fen), "rural": written(fen)}
        proposal = numbers.propose_number(
            officer, number=KEY, area=COUNTY, value=both, valid_from=since, document=DOCUMENT
        )
    with working("model"):
        NumberSimulation.objects.filter(proposal=proposal).update(
            state=WorkState.FINISHED,
            edition=kept_edition(figures_with(approved()).edition),
            result={},
            finished_at=clock.now(),
        )
    return proposal


def approve(proposal: UUID) -> UUID:
    """Another person puts it in force."""
    with working("model"):
        seen = NumberSimulation.objects.filter(proposal=proposal).latest("id")
    with acting("county_approver") as approver:
        return numbers.approve_number(approver, proposal=proposal, simulation=seen.pk)


def rerate(made: UUID, more: int, beside: int) -> bool:
    """Awards are brought to it piece by piece, with what earlier months lack.

    The rules give `more` than before, which for some is not what is due (`beside`).
    """
    row = rerating.begun(made)
    since = Month.of(row.month)
    for place, benefits in enumerate(PIECES):
        changed = _differing(benefits, since, more, beside)
        last = place == len(PIECES) - 1
        rerating.carry_out(row, changed, Span(since, None), "标准调整", len(changed), ask=last)
    rerating.finish(made)
    return True


def _differing(benefits: tuple[str, ...], since: Month, more: int, beside: int) -> pa.Table:
    with working("model"), connection.cursor() as cursor:
        cursor.execute(_DUE, [since.first_day, list(benefits)])
        found = cursor.fetchall()
    rows = [
        {
            "benefit": benefit,
            "subject": subject,
            "before_fen": int(fen) + (1 if beside and place % beside == 0 else 0),
            "after_fen": max(0, int(fen) + more),
        }
        for place, (benefit, subject, fen) in enumerate(found)
    ]
    return pa.Table.from_pylist(rows, schema=RAISED)
