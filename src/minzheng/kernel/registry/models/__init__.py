"""The registry's tables. Private: other apps talk to ``registry.api``."""

from minzheng.kernel.registry.models.accounts import AccountState, BankAccount
from minzheng.kernel.registry.models.contacts import Address, AddressKind, Contact
from minzheng.kernel.registry.models.divisions import (
    ChangeKind,
    ChangeState,
    Division,
    DivisionChange,
    DivisionKind,
    Succession,
)
from minzheng.kernel.registry.models.facts import Source, Statement
from minzheng.kernel.registry.models.households import (
    Household,
    HouseholdKind,
    Membership,
    Supporter,
)
from minzheng.kernel.registry.models.identities import (
    DisputeState,
    DocumentKind,
    IdentityDispute,
    IdentityDocument,
    NumberState,
)
from minzheng.kernel.registry.models.organisations import (
    Facility,
    FacilityKind,
    Organisation,
    OrganisationKind,
    OrganisationState,
    OrganisationToken,
    RosterEntry,
    VillagePost,
)
from minzheng.kernel.registry.models.persons import (
    NameKind,
    NameToken,
    Person,
    PersonName,
    Sex,
)
from minzheng.kernel.registry.models.reviews import Merge, PairState, PossibleDuplicate
from minzheng.kernel.registry.models.transfers import (
    OfferState,
    Transfer,
    TransferOffer,
    TransferState,
)

__all__ = [
    "AccountState",
    "Address",
    "AddressKind",
    "BankAccount",
    "ChangeKind",
    "ChangeState",
    "Contact",
    "DisputeState",
    "Division",
    "DivisionChange",
    "DivisionKind",
    "DocumentKind",
    "Facility",
    "FacilityKind",
    "Household",
    "HouseholdKind",
    "IdentityDispute",
    "IdentityDocument",
    "Membership",
    "Merge",
    "NameKind",
    "NameToken",
    "NumberState",
    "OfferState",
    "Organisation",
    "OrganisationKind",
    "OrganisationState",
    "OrganisationToken",
    "PairState",
    "Person",
    "PersonName",
    "PossibleDuplicate",
    "RosterEntry",
    "Sex",
    "Source",
    "Statement",
    "Succession",
    "Supporter",
    "Transfer",
    "TransferOffer",
    "TransferState",
    "VillagePost",
]
