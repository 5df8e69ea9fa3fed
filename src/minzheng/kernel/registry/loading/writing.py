"""Writing a drafted part: one statement per table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from minzheng.catalogue.codes import Relation
from minzheng.kernel.protection.keys import blind_index_many, encrypt_many
from minzheng.kernel.registry.loading.columns import (
    binary,
    insert_rows,
    new_ids,
    plain,
    quoted,
)
from minzheng.kernel.registry.loading.contacts import write_contacts
from minzheng.kernel.registry.loading.draft import Draft, day_of
from minzheng.kernel.registry.loading.terms import LoadTerms
from minzheng.kernel.registry.models import (
    DocumentKind,
    Household,
    HouseholdKind,
    IdentityDocument,
    Membership,
    NameToken,
    NumberState,
    Person,
    Sex,
    Statement,
    Supporter,
)
from minzheng.kernel.registry.naming.readings import sort_key
from minzheng.kernel.registry.naming.tokens import TokenStore
from minzheng.kernel.registry.registering import temporary_code

_PERMIT = ("81", "82", "83")
_SORTING = "set local work_mem = '128MB'"


@dataclass(slots=True)
class Caches:
    """What stays the same from part to part: hashed texts, sort keys."""

    tokens: TokenStore = field(default_factory=TokenStore)
    sort_keys: dict[str, str] = field(default_factory=dict)

    def sort_key(self, name: str) -> str:
        """The sort key of a name, found once."""
        found = self.sort_keys.get(name)
        if found is None:
            found = self.sort_keys[name] = sort_key(name)
        return found


class PartWriter:
    """Writes the rows of a draft. ``held`` are the indexes of numbers that somebody holds."""

    def __init__(
        self, draft: Draft, terms: LoadTerms, caches: Caches, held: frozenset[bytes]
    ) -> None:
        self._draft = draft
        self._terms = terms
        self._caches = caches
        self._held = held
        self._sorts = [caches.sort_key(name) for name in draft.names]
        self._places = [draft.divisions[home] for home in draft.homes]
        self.statements = 0

    def write(self) -> None:
        """Everything, in the order of what refers to what."""
        self._households()
        self._persons()
        self._tokens()
        self._identities()
        write_contacts(self._draft, self._places, self._terms)
        self._memberships()
        self._supporters()
        self._statements()

    def _households(self) -> None:
        draft = self._draft
        insert_rows(
            Household._meta.db_table,
            [
                ("id", "uuid", plain(draft.household_ids)),
                ("division", "varchar", plain(draft.divisions)),
                ("number", "varchar", quoted(draft.household_numbers)),
            ],
            f"label='ordinary';kind='{HouseholdKind.ASSISTANCE.value}';version=1;"
            f"valid_from=date '{self._terms.on}';created_at=now()",
        )

    def _persons(self) -> None:
        draft = self._draft
        codes = [
            "" if number else temporary_code(place)
            for number, place in zip(draft.numbers, self._places, strict=True)
        ]
        columns = draft.persons
        groups, registered = [""] * len(draft.person_ids), [""] * len(draft.person_ids)
        for told in draft.contacts:
            groups[told.person] = told.ethnicity or ""
            registered[told.person] = told.registration_division or ""
        insert_rows(
            Person._meta.db_table,
            [
                ("id", "uuid", plain(draft.person_ids)),
                ("division", "varchar", plain(self._places)),
                ("residence_division", "varchar", plain(self._places)),
                ("registration_division", "varchar", quoted(registered)),
                ("ethnicity", "varchar", quoted(groups)),
                ("name", "varchar", quoted(draft.names)),
                ("name_sort", "varchar", quoted(self._sorts)),
                ("sex", "smallint", plain(each or Sex.UNKNOWN.value for each in columns["sex"])),
                ("birth_date", "date", plain(map(day_of, columns["birth_date"]))),
                ("death_date", "date", plain(map(day_of, columns["death_date"]))),
                ("no_identity", "boolean", plain(each is None for each in draft.numbers)),
                ("temporary_code", "varchar", quoted(codes)),
            ],
            "label='ordinary';version=1;created_at=now();changed_at=now()",
        )

    def _tokens(self) -> None:
        """Sorted as their index is, so that each page of it is touched once per part."""
        tokens = self._caches.tokens.of(self._draft.names)
        owners: list[int] = []
        numbers: list[int] = []
        for i, name in enumerate(self._draft.names, start=1):
            own = tokens[name]
            owners += [i] * len(own)
            numbers += own
        text = (
            f'insert into "{NameToken._meta.db_table}"'  # noqa: S608 - the name of our own table
            " (token, division, name_sort, subject, label)"
            " select t.token, p.division, p.name_sort, p.id, 'ordinary'"
            " from unnest(%s::int[], %s::bigint[]) as t(owner, token)"
            " join unnest(%s::uuid[], %s::varchar[], %s::varchar[])"
            " with ordinality as p(id, division, name_sort, owner) on p.owner = t.owner"
            " order by 1, 2, 3, 4"
        )
        subjects = [plain(self._draft.person_ids), plain(self._places), quoted(self._sorts)]
        with connection.cursor() as cursor:
            cursor.execute(_SORTING)
            cursor.execute(text, [plain(owners), plain(numbers), *subjects])

    def _identities(self) -> None:
        """Numbers that nobody holds are confirmed at once; the others wait for the worker."""
        draft = self._draft
        having = [i for i, number in enumerate(draft.numbers) if number]
        texts = [draft.numbers[i] or "" for i in having]
        indexes = blind_index_many("identity", texts)
        ids = new_ids(len(having))
        table = IdentityDocument._meta.db_table
        secret = encrypt_many("identity", table, "number", zip(ids, texts, strict=True))
        confirmed, pending = NumberState.CONFIRMED.value, NumberState.PENDING.value
        kinds = (DocumentKind.RESIDENCE_PERMIT.value, DocumentKind.RESIDENT.value)
        insert_rows(
            table,
            [
                ("id", "uuid", plain(ids)),
                ("person_id", "uuid", plain(draft.person_ids[i] for i in having)),
                ("division", "varchar", plain(self._places[i] for i in having)),
                ("kind", "varchar", plain(kinds[text[:2] not in _PERMIT] for text in texts)),
                ("number", "bytea", binary(secret)),
                ("index", "bytea", binary(indexes)),
                (
                    "state",
                    "varchar",
                    plain(pending if each in self._held else confirmed for each in indexes),
                ),
            ],
            "label='ordinary';first_generation=false;officially_confirmed=false;"
            "check_digit_wrong=false;created_at=now()",
        )

    def _memberships(self) -> None:
        draft = self._draft
        other = Relation.other.value
        relations = [other if each is None else each for each in draft.persons["relation"]]
        insert_rows(
            Membership._meta.db_table,
            [
                ("id", "uuid", plain(new_ids(len(draft.person_ids)))),
                ("person_id", "uuid", plain(draft.person_ids)),
                ("household_id", "uuid", plain(draft.household_ids[i] for i in draft.homes)),
                ("division", "varchar", plain(self._places)),
                ("relation", "smallint", plain(relations)),
                ("number", "smallint", plain(each or 1 for each in draft.persons["member_number"])),
            ],
            f"label='ordinary';kind='{HouseholdKind.ASSISTANCE.value}';reason='';"
            f"valid=daterange('{self._terms.on}', null)",
        )

    def _supporters(self) -> None:
        draft = self._draft
        count: dict[int, int] = {}
        positions = []
        for person in draft.supported:
            count[person] = count.get(person, 0) + 1
            positions.append(count[person])
        relations = [each or Relation.other.value for each in draft.supporters["relation"]]
        insert_rows(
            Supporter._meta.db_table,
            [
                ("id", "uuid", plain(draft.supporter_ids)),
                ("person_id", "uuid", plain(draft.person_ids[i] for i in draft.supported)),
                ("division", "varchar", plain(self._places[i] for i in draft.supported)),
                ("relation", "smallint", plain(relations)),
                ("birth_date", "date", plain(map(day_of, draft.supporters["birth_date"]))),
                ("position", "smallint", plain(positions)),
            ],
            f"label='ordinary';name='';valid_from=date '{self._terms.on}'",
        )

    def _statements(self) -> None:
        draft = self._draft
        places = self._places
        supported = [draft.person_ids[i] for i in draft.supported]
        theirs = [places[i] for i in draft.supported]
        homes, own = draft.household_ids, draft.person_ids
        self._stated(draft.household_facts, draft.divisions, {"household_id": homes})
        self._stated(draft.person_facts, places, {"person_id": own})
        both = {"person_id": supported, "supporter_id": draft.supporter_ids}
        self._stated(draft.supporter_facts, theirs, both)

    def _stated(
        self,
        facts: Sequence[str | None],
        places: Sequence[str],
        subjects: Mapping[str, Sequence[str]],
    ) -> None:
        """A statement for every row that says anything."""
        saying = [i for i, each in enumerate(facts) if each is not None]
        account = f"'{self._terms.account}'::uuid" if self._terms.account else "null::uuid"
        self.statements += insert_rows(
            Statement._meta.db_table,
            [
                ("id", "uuid", plain(new_ids(len(saying)))),
                *((name, "uuid", plain(ids[i] for i in saying)) for name, ids in subjects.items()),
                ("division", "varchar", plain(places[i] for i in saying)),
                ("facts", "jsonb", quoted(facts[i] for i in saying)),
            ],
            f"label='ordinary';source='{self._terms.source}';valid_from=date '{self._terms.on}';"
            f"note='';withdrawn_because='';recorded_by={account};recorded_at=now()",
        )
