"""The columns in which persons are listed everywhere."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.people import SEXES, age
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.results import PersonRow


def person_address(person: PersonRow) -> str:
    """The page of a person."""
    return reverse("desk:person", args=[person.id])


def _remark(person: PersonRow) -> Badge | None:
    if person.death_date:
        return Badge(_("已故"))
    if person.label is not Label.ORDINARY:
        return Badge(person.label.title, Tone.NOTE)
    return Badge(_("无身份号码"), Tone.WAIT) if person.no_identity else None


COLUMNS: tuple[Column[PersonRow], ...] = (
    Column(_("姓名"), lambda person: person.name, address=person_address, main=True),
    Column(_("性别"), lambda person: SEXES.get(person.sex, "")),
    Column(_("年龄"), lambda person: age(person.birth_date, person.death_date)),
    Column(_("出生日期"), lambda person: person.birth_date, style="mz-nowrap mz-number"),
    Column(_("所在区划"), lambda person: Area(person.division)),
    Column(
        _("家庭"),
        lambda person: person.household_number,
        address=lambda person: (
            reverse("desk:household", args=[person.household]) if person.household else ""
        ),
    ),
    Column(_("备注"), _remark),
)
