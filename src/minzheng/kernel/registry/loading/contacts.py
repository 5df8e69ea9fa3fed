"""Writing what an import says of how persons are reached and paid."""

from collections.abc import Sequence

from minzheng.kernel.access.worker import SYSTEM
from minzheng.kernel.protection.keys import blind_index_many, encrypt_many
from minzheng.kernel.registry.loading.columns import (
    binary,
    insert_rows,
    new_ids,
    plain,
    quoted,
)
from minzheng.kernel.registry.loading.draft import Draft
from minzheng.kernel.registry.loading.terms import LoadTerms
from minzheng.kernel.registry.models import (
    AccountState,
    Address,
    AddressKind,
    BankAccount,
    Contact,
)

UNNAMED_BANK = "（未填写开户银行）"
REASON = "历史数据导入"
_INDEX_BYTES = 32


def write_contacts(draft: Draft, places: Sequence[str], terms: LoadTerms) -> None:
    """Telephone numbers, addresses and proposed bank accounts; ``places`` are the persons'."""
    writer = _Writer(draft, places, terms)
    writer.phones()
    writer.addresses()
    writer.accounts()


class _Writer:
    def __init__(self, draft: Draft, places: Sequence[str], terms: LoadTerms) -> None:
        self._draft = draft
        self._places = places
        self._terms = terms

    def phones(self) -> None:
        told = [(each.person, each.phone) for each in self._draft.contacts if each.phone]
        self._write(Contact._meta.db_table, "phone", "phone", told, "whose=''", indexed=True)

    def addresses(self) -> None:
        told = [(each.person, each.address) for each in self._draft.contacts if each.address]
        extra = f"kind='{AddressKind.RESIDENCE.value}';within='';valid_from=date '{self._terms.on}'"
        self._write(Address._meta.db_table, "address", "text", told, extra)

    def accounts(self) -> None:
        """Proposed, as if somebody had typed them: another person approves before money flows."""
        having = [each for each in self._draft.contacts if each.bank_account]
        told = [(each.person, each.bank_account or "") for each in having]
        names = self._draft.names
        more = [
            ("bank", "varchar", quoted([each.bank or UNNAMED_BANK for each in having])),
            ("holder", "varchar", quoted([names[each.person] for each in having])),
        ]
        person = self._terms.person or bytes(_INDEX_BYTES)
        extra = (
            f"version=1;state='{AccountState.PROPOSED.value}';reason='{REASON}';override_reason='';"
            f"proposed_by='{self._terms.account or SYSTEM}'::uuid;"
            rf"proposed_person='\x{person.hex()}'::bytea;proposed_at=now()"
        )
        table = BankAccount._meta.db_table
        self._write(table, "bank_account", "number", told, extra, indexed=True, more=more)

    def _write(
        self,
        table: str,
        kind: str,
        column: str,
        values: Sequence[tuple[int, str]],
        extra: str,
        *,
        indexed: bool = False,
        more: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        if not values:
            return
        ids, texts = new_ids(len(values)), [text for _, text in values]
        secret = encrypt_many(kind, table, column, zip(ids, texts, strict=True))
        hashed = blind_index_many(kind, texts) if indexed else []
        insert_rows(
            table,
            [
                ("id", "uuid", plain(ids)),
                ("person_id", "uuid", plain(self._draft.person_ids[i] for i, _ in values)),
                ("division", "varchar", plain(self._places[i] for i, _ in values)),
                (column, "bytea", binary(secret)),
                *([("index", "bytea", binary(hashed))] if indexed else []),
                *more,
            ],
            "label='ordinary';" + extra,
        )
