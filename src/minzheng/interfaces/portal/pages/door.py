"""At the door (村级代办): an officer records the paper that a resident has signed, then fills in.

The officer stays himself: his account acts, under the authority, and only in his own village.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse

from minzheng.catalogue.codes import Relation
from minzheng.interfaces.portal.pages.apply import PaperForm
from minzheng.interfaces.portal.pages.view import Back, FormView
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.documents.api import add_document
from minzheng.kernel.registry.api import people
from minzheng.kernel.residents.api import authorities
from minzheng.kernel.residents.api.authorities import LONGEST, LONGEST_AT_THE_DOOR, MATTERS, Grant

OFFICER, RELATIVE = "officer", "relative"
_NOBODY = "本村（社区）的档案里没有这个人，请核对身份证号码。"


class DoorForm(PaperForm):
    """Whose paper, for whom, for how long; the photograph of the paper."""

    number = forms.CharField(label="居民的身份证号码", max_length=30)
    whom = forms.ChoiceField(
        label="居民委托谁办",
        choices=[(OFFICER, "委托我（村、社区工作人员）上门代办"), (RELATIVE, "委托他（她）的亲属")],
        widget=forms.RadioSelect,
    )
    matters = forms.ChoiceField(label="委托办什么", choices=MATTERS, widget=forms.RadioSelect)
    days = forms.IntegerField(
        label="委托多少天",
        min_value=1,
        max_value=LONGEST.days,
        initial=7,
        help_text=f"工作人员代办最多{LONGEST_AT_THE_DOOR.days}天，亲属代办最多{LONGEST.days}天。",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    agent_name = forms.CharField(label="亲属的姓名", max_length=50, required=False)
    agent_number = forms.CharField(label="亲属的身份证号码", max_length=30, required=False)
    relation = forms.TypedChoiceField(
        label="亲属是居民的",
        choices=[("", "请选择"), *((each.value, each.title) for each in Relation if each)],
        coerce=int,
        empty_value=None,
        required=False,
    )

    field_order = (
        "number",
        "whom",
        "matters",
        "days",
        "agent_name",
        "agent_number",
        "relation",
        "file",
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["file"].label = "委托书的照片"
        self.fields["file"].help_text = "居民签字或者按手印的委托书，拍清楚。"


class Door(FormView):
    """Record an authority on paper."""

    permission = "case.open"
    form_class = DoorForm
    title = "登记代办授权"
    lead = "请先让居民在委托书上签字或者按手印，拍照上传。没有委托书，不能替居民办。"
    submit = "登记"
    done = "已登记。"

    def back(self) -> Back:
        """The choice of a resident."""
        return Back("给谁办", reverse("portal:whom"))

    def save(self, values: dict[str, Any]) -> str:
        """Keep the paper, record the authority, and go on in the resident's name."""
        person = self._person(values["number"])
        document = add_document(
            self.actor,
            content=values["file"].read(),
            file_name=values["file"].name,
            kind="authorisation",
            person=person,
        )
        officer = values["whom"] == OFFICER
        grant = Grant(
            name=values["agent_name"],
            matters=values["matters"],
            until=clock.today() + timedelta(days=values["days"]),
            number=values["agent_number"],
            relation=values["relation"],
            document=document,
        )
        given = authorities.record_authority(
            self.actor, person=person, grant=grant, officer=officer
        )
        if officer:
            authorities.choose(self.request, self.actor, given)
        return reverse("portal:home" if officer else "portal:whom")

    def _person(self, number: str) -> UUID:
        found = people.find_by_number(self.actor, number=number).rows
        if len(found) != 1:
            raise Refused(_NOBODY)
        return found[0].id
