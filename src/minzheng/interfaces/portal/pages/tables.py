"""Published tables of payments, for everybody: read without signing in, objected to as notices
are. Nothing here reads a protected row."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from minzheng.base.divisions import Level
from minzheng.interfaces.portal.pages.notices import NoticeView, Objecting
from minzheng.interfaces.portal.pages.view import Back
from minzheng.kernel.payments.api import public_tables
from minzheng.kernel.payments.api.public_tables import ShownTable


class TablePage(NoticeView):
    """One table."""

    template_name = "portal/notices/table.html"

    def get(self, request: HttpRequest, table: UUID) -> HttpResponse:
        """The table, as long as it is up."""
        shown = public_tables.table_on_board(table)
        context = self.get_context_data(title=shown.title, table=shown, back=_back_to(shown))
        return self.render_to_response(context)


class TableObjection(Objecting):
    """Takes what somebody has to say to it."""

    template_name = "portal/notices/table_objection.html"
    title = "对发放公示有意见"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        shown = public_tables.table_on_board(self.kwargs["table"])
        back = Back("返回公示", reverse("portal:table", args=[shown.id]))
        known = {"table": shown, "board": _back_to(shown)}
        return super().get_context_data(**(known | context | {"back": back}))

    def drop(self, words: dict[str, str], *, request: UUID, address: str) -> None:
        """Into the same box as objections to notices."""
        public_tables.object_to_table(
            self.kwargs["table"], **words, request=request, address=address
        )


def _back_to(shown: ShownTable) -> Back:
    if len(shown.division) == Level.VILLAGE:
        address = reverse("portal:notices", args=[shown.division])
        return Back("本村（社区）的公示公布", address)
    return Back("选择村（社区）", f"{reverse('portal:notice_boards')}?in={shown.division}")


TABLES = [
    path("notices/tables/<uuid:table>/", TablePage.as_view(), name="table"),
    path(
        "notices/tables/<uuid:table>/objection/", TableObjection.as_view(), name="table_objection"
    ),
]
