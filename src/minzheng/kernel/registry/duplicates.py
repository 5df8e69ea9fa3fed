"""Looking for files that may be of one person, and putting them before somebody who decides."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.matching.model import Candidate, Pair, likely_pairs
from minzheng.kernel.registry.models import (
    Contact,
    IdentityDocument,
    NumberState,
    Person,
    PossibleDuplicate,
    Sex,
)
from minzheng.kernel.registry.naming.spelling import comparison_key
from minzheng.kernel.registry.placing import common_superior
from minzheng.kernel.registry.scoping import seen

_SAID = (Sex.MALE, Sex.FEMALE)


def look_for_duplicates(division: str = "") -> int:
    """Suggest pairs among the files of a division; answers how many are new.

    A pair that somebody has decided upon is there already, and is not suggested again.
    """
    pairs = likely_pairs(_candidates(division))
    files = {str(each.pk): each for each in _files(pairs)}
    suggestions = [
        _suggestion(pair, files[pair.a], files[pair.b])
        for pair in pairs
        if pair.a in files and pair.b in files
    ]
    before = PossibleDuplicate.objects.count()
    PossibleDuplicate.objects.bulk_create(suggestions, ignore_conflicts=True)
    return int(PossibleDuplicate.objects.count()) - before


def _candidates(division: str) -> Iterator[Candidate]:
    identified = set(
        seen(IdentityDocument.objects, division)
        .filter(state=NumberState.CONFIRMED)
        .values_list("person_id", flat=True)
    )
    phones = dict(
        seen(Contact.objects, division)
        .filter(valid_to=None, whose="")
        .values_list("person_id", "index")
    )
    rows = seen(Person.objects, division).filter(merged_into=None, death_date=None)
    columns = ("id", "name", "name_sort", "birth_date", "sex", "division")
    for key, name, pinyin, born, sex, place in rows.values_list(*columns).iterator():
        phone = phones.get(key)
        yield Candidate(
            id=str(key),
            name=comparison_key(name),
            pinyin=pinyin,
            birth=born.isoformat() if born else None,
            sex=sex if sex in _SAID else None,
            division=place,
            phone=phone.hex() if phone else None,
            identified=key in identified,
        )


def _files(pairs: Sequence[Pair]) -> list[Person]:
    wanted = {UUID(each) for pair in pairs for each in (pair.a, pair.b)}
    return list(seen(Person.objects).filter(pk__in=wanted))


def _suggestion(pair: Pair, a: Person, b: Person) -> PossibleDuplicate:
    sensitive = next((each for each in (a, b) if each.label != Label.ORDINARY), a)
    return PossibleDuplicate(
        division=common_superior(a.division, b.division),
        label=sensitive.label,
        a=a,
        b=b,
        score=pair.score,
        agreements=dict(pair.agreements),
    )
