"""Lists: rows by declared columns, a form of filters, paging by key."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Generic

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Column, Row, cells
from minzheng.interfaces.desk.generic.paging import Place, read_place
from minzheng.interfaces.desk.generic.views import DeskView, Empty
from minzheng.interfaces.desk.picking import offer_divisions
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page


class ListView(DeskView, Generic[Row]):
    """A list. Declares ``columns`` and ``query``, and ``filters`` if it can be narrowed.

    Filters and cursors arrive by POST, because names and numbers must not stand in addresses. The
    fields named in ``addressable`` (division codes, states) may also come in the address, so that
    other pages can link to a narrowed list.
    """

    template_name = "desk/generic/list.html"
    columns: ClassVar[Sequence[Column[Any]]]
    filters: ClassVar[type[forms.Form] | None] = None
    addressable: ClassVar[tuple[str, ...]] = ()
    empty: ClassVar[Empty] = Empty(_("没有记录"), _("换一个筛选条件，或者清除筛选。"))
    page_size: ClassVar[int] = 50

    def shown_columns(self) -> Sequence[Column[Any]]:
        """The columns for whoever asks."""
        return self.columns

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[Row]:
        """The rows after a cursor, narrowed by the cleaned filters."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        given = {name: request.GET[name] for name in self.addressable if name in request.GET}
        return self.listed(given, Place())

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        return self.listed(request.POST.dict(), read_place(request.POST.dict()))

    def listed(self, given: Mapping[str, Any], place: Place) -> HttpResponse:
        """The page of rows for what was asked."""
        form = self.filters(given) if self.filters else None
        if form:
            offer_divisions(form, self.actor)
        readable = form is None or form.is_valid()
        wanted = form.cleaned_data if form else {}
        page: Page[Row] = Page(())
        if readable:
            page = self.query(wanted, cursor=place.cursor, limit=self.page_size)
        context = self.get_context_data(
            form=form,
            filtered=any(wanted.values()),
            columns=self.shown_columns(),
            rows=cells(self.shown_columns(), page.rows, divisions.names),
            empty=self.empty,
            place=place,
            onward=place.onward(page.next) if page.next else "",
            back=place.back(),
        )
        return self.render_to_response(context, status=200 if readable else 400)
