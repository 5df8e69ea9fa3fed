"""What the registry answers: frozen records, so that no page touches a row of the database."""

from minzheng.kernel.registry.api.results.divisions import (
    ChangePreview,
    DivisionChangeRow,
    DivisionCount,
    DivisionRow,
    MovedCount,
    UnitChange,
)
from minzheng.kernel.registry.api.results.emergencies import EmergencyContact, EmergencyFile
from minzheng.kernel.registry.api.results.evaluation import BenefitResult, HouseholdEvaluation
from minzheng.kernel.registry.api.results.facts import Known, StatementRow
from minzheng.kernel.registry.api.results.households import (
    HouseholdFile,
    HouseholdRow,
    MembershipRow,
    SupporterRow,
)
from minzheng.kernel.registry.api.results.organisations import (
    FacilityRow,
    OrganisationFile,
    OrganisationRow,
    RosterRow,
)
from minzheng.kernel.registry.api.results.pages import Page
from minzheng.kernel.registry.api.results.people import (
    AccountRow,
    AddressRow,
    ContactRow,
    IdentityRow,
    NameRow,
    PersonFile,
    PersonRow,
)
from minzheng.kernel.registry.api.results.reviews import DisputeRow, MergeRow, PairRow, Verification
from minzheng.kernel.registry.api.results.transfers import TransferOfferRow, TransferRow

__all__ = [
    "AccountRow",
    "AddressRow",
    "BenefitResult",
    "ChangePreview",
    "ContactRow",
    "DisputeRow",
    "DivisionChangeRow",
    "DivisionCount",
    "DivisionRow",
    "EmergencyContact",
    "EmergencyFile",
    "FacilityRow",
    "HouseholdEvaluation",
    "HouseholdFile",
    "HouseholdRow",
    "IdentityRow",
    "Known",
    "MembershipRow",
    "MergeRow",
    "MovedCount",
    "NameRow",
    "OrganisationFile",
    "OrganisationRow",
    "Page",
    "PairRow",
    "PersonFile",
    "PersonRow",
    "RosterRow",
    "StatementRow",
    "SupporterRow",
    "TransferOfferRow",
    "TransferRow",
    "UnitChange",
    "Verification",
]
