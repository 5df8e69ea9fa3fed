"""Exports as the cast asks for them."""

import io
from uuid import UUID

from openpyxl import load_workbook

from minzheng.kernel.documents.api import OpenedDocument
from minzheng.kernel.exchange import tasks
from minzheng.kernel.exchange.api import exports
from tests.people import TOWN_A, acting

ALL = tuple(exports.SUBJECTS["persons"].columns)


def ask(
    who: str = "town_clerk_a",
    *,
    columns: tuple[str, ...] = ALL,
    unmasked: tuple[str, ...] = (),
    division: str = TOWN_A,
    subject: str = "persons",
) -> UUID:
    """A request."""
    with acting(who) as somebody:
        return exports.request_export(
            somebody,
            subject=subject,
            division=division,
            columns=columns,
            unmasked=unmasked,
            purpose="verification",
            reason="年度复核 & 抽查",
        )


def made(request: UUID, who: str = "town_clerk_a") -> OpenedDocument:
    """The file, made by the worker and fetched by who asked."""
    tasks.make_export(subject=str(request))
    with acting(who) as somebody:
        return exports.fetch_export(somebody, request=request)


def view(request: UUID, who: str = "town_clerk_a") -> exports.ExportView:
    """A request as somebody sees it."""
    with acting(who) as somebody:
        return next(each for each in exports.list_exports(somebody) if each.id == request)


def rows(opened: OpenedDocument) -> list[list[object]]:
    """All rows of the sheet."""
    sheet = load_workbook(io.BytesIO(opened.content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def asked_unmasked(*columns: str) -> UUID:
    """A request of the county officer that shows columns, approved."""
    request = ask("county_officer", unmasked=columns)
    with acting("county_approver") as approver:
        exports.approve_export(approver, request=request)
    return request
