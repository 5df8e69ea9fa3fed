"""The registry's code lists, for whoever offers them in a form or a description of an interface."""

from minzheng.kernel.registry.models import (
    AddressKind,
    DocumentKind,
    FacilityKind,
    HouseholdKind,
    NameKind,
    OrganisationKind,
    OrganisationState,
    Source,
    VillagePost,
)

__all__ = [
    "AddressKind",
    "DocumentKind",
    "FacilityKind",
    "HouseholdKind",
    "NameKind",
    "OrganisationKind",
    "OrganisationState",
    "Source",
    "VillagePost",
]
