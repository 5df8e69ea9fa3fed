"""The pages above those about one person or one household."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.views import Link
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.registry.api import people


def person_crumbs(actor: Actor, person: UUID) -> tuple[Link, ...]:
    """The list of persons and the person's page. Raises `Unseen`."""
    row = people.person_row(actor, person=person)
    return (
        Link(_("人员"), reverse("desk:persons")),
        Link(row.name, reverse("desk:person", args=[row.id])),
    )


def household_crumbs(household: UUID) -> tuple[Link, ...]:
    """The list of households and the household's page."""
    return (
        Link(_("家庭"), reverse("desk:households")),
        Link(_("家庭档案"), reverse("desk:household", args=[household])),
    )
