"""Global search: one box for names, pinyin, ID, telephone and household numbers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import cells
from minzheng.interfaces.desk.generic.paging import Place, read_place
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.pages.households import HouseholdList
from minzheng.interfaces.desk.pages.person_columns import COLUMNS
from minzheng.kernel.registry.api import divisions, households, people
from minzheng.kernel.registry.api.results import HouseholdRow, Page, PersonRow

LONGEST_QUERY = 60
PAGE_SIZE = 30


class SearchForm(forms.Form):
    """What is looked for; sent in the body, so that it stands in no address and no log."""

    query = forms.CharField(
        label=_("姓名、拼音、身份号码、电话或家庭编号"),
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}
        ),
    )


class Search(DeskView):
    """Asks and answers on one page."""

    permission = "person.search"
    title = _("搜索")
    template_name = "desk/search.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answered(SearchForm(), None, Place())

    def post(self, request: HttpRequest) -> HttpResponse:
        form, place = SearchForm(request.POST), read_place(request.POST.dict())
        if not form.is_valid():
            return self.answered(form, None, Place(), status=400)
        page = people.find_persons(
            self.actor,
            text=form.cleaned_data["query"],
            after=place.cursor,
            limit=PAGE_SIZE,
        )
        return self.answered(form, page, place)

    def homes(self, text: str) -> Sequence[HouseholdRow]:
        """Households under that number, for those who may read them."""
        if not self.actor.may("household.read"):
            return ()
        return households.find_households(self.actor, number=text).rows

    def answered(
        self, form: SearchForm, page: Page[PersonRow] | None, place: Place, *, status: int = 200
    ) -> HttpResponse:
        """The page, with what was found."""
        found: dict[str, Any] = {"asked": page is not None}
        if page is not None:
            homes = self.homes(form.cleaned_data["query"])
            found |= {
                "homes": cells(HouseholdList.columns, homes, divisions.names),
                "home_columns": HouseholdList.columns,
                "rows": cells(COLUMNS, page.rows, divisions.names),
                "onward": place.onward(page.next) if page.next else "",
            }
        context = self.get_context_data(
            form=form, columns=COLUMNS, place=place, back=place.back(), empty=self.empty(), **found
        )
        return self.render_to_response(context, status=status)

    def empty(self) -> Empty:
        """Nothing found: look elsewhere, or register."""
        link = None
        if self.actor.may("person.change"):
            link = Link(_("登记新人员"), reverse("desk:person_new"))
        return Empty(
            _("在您的辖区内没有找到"),
            _("请核对写法；姓名可以只输入一部分，也可以用拼音。辖区以外的人员这里查不到。"),
            "user-search",
            link,
        )
