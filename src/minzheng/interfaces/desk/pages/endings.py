"""What ends on a day: a telephone, an address, a duty of support, a facility."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import day
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.above import person_crumbs
from minzheng.kernel.access import clock
from minzheng.kernel.registry.api import households, organisations, people
from minzheng.kernel.registry.api.places import of_this_person


class EndForm(forms.Form):
    """From which day on."""

    on = day(_("自何日起"))


class Ending(EditView):
    """Ends something of the person in the address; it stays on file with its last day."""

    permission = "person.change"
    lead = _("停用以后仍留在档案里，写明到哪一天为止。")
    form_class = EndForm
    submit = _("停用")
    done = _("已停用。")
    row = ""

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def end(self, values: dict[str, Any]) -> None:
        """Carry out the command."""
        raise NotImplementedError

    def save(self, values: dict[str, Any]) -> str:
        self.crumbs()
        self.end(values)
        return reverse("desk:person", args=[self.kwargs["person"]])

    def crumbs(self) -> Sequence[Link]:
        person = self.kwargs["person"]
        of_this_person(self.row, self.kwargs[self.row], person)
        return person_crumbs(self.actor, person)


class ContactEnd(Ending):
    """A telephone that reaches the person no longer."""

    title = _("停用电话")
    row = "contact"

    def end(self, values: dict[str, Any]) -> None:
        people.end_contact(self.actor, contact=self.kwargs["contact"], **values)


class AddressEnd(Ending):
    """An address at which the person is not to be found any more."""

    title = _("停用地址")
    row = "address"

    def end(self, values: dict[str, Any]) -> None:
        people.end_address(self.actor, address=self.kwargs["address"], **values)


class SupporterEnd(Ending):
    """A duty of support that is over."""

    permission = "household.change"
    title = _("终止赡养抚养扶养义务")
    lead = _("例如义务人去世、婚姻解除。记录仍留在档案里，终止以后不再计入家庭收入。")
    submit = _("终止")
    done = _("已终止。")
    row = "supporter"

    def end(self, values: dict[str, Any]) -> None:
        households.end_supporter(self.actor, supporter=self.kwargs["supporter"], **values)


class FacilityClose(EditView):
    """A facility that serves nobody any more."""

    permission = "organisation.change"
    lead = _("停用的设施仍留在名册里，写明停用日期。")
    form_class = EndForm
    submit = _("停用")
    done = _("设施已停用。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def heading(self) -> Text:
        row = organisations.facility_row(self.actor, facility=self.kwargs["facility"])
        return _("停用设施：%(name)s") % {"name": row.name}

    def save(self, values: dict[str, Any]) -> str:
        organisations.close_facility(self.actor, facility=self.kwargs["facility"], **values)
        return reverse("desk:facilities")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("设施"), reverse("desk:facilities")),)
