"""The rules and numbers by which somebody decides: kept once each, and found again."""

from functools import lru_cache

from minzheng.catalogue.codes import CODES
from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.casework.deciding.evaluating import Law
from minzheng.kernel.casework.models import RuleEdition
from minzheng.kernel.registry.api.freezing import rules
from minzheng.rules.edition import Edition

_EDITIONS_RESTORED = 8
"""Some fifty megabytes; replaying goes by edition, so that few are needed at a time."""


def law_in_force() -> Law:
    """Today's rules and numbers."""
    source = rules()
    return Law(source.rulebook, source.parameters, source.edition)


def kept_edition(given: Edition | None = None) -> str:
    """The digest under which texts, today's unless others are given, are kept from now on.

    Whoever has computed gives the edition of the law that was used: numbers may change meanwhile.
    """
    edition = given or rules().edition
    if not RuleEdition.objects.filter(pk=edition.digest).exists():
        row = RuleEdition(digest=edition.digest, content=edition.packed())
        RuleEdition.objects.bulk_create([row], ignore_conflicts=True)
    return edition.digest


def law_of(digest: str) -> Law:
    """The rules and numbers of a kept edition. Raises `RuleRefused`, `NumberRefused`."""
    if digest == rules().edition.digest:
        return law_in_force()
    return _restored(digest)


@lru_cache(maxsize=_EDITIONS_RESTORED)
def _restored(digest: str) -> Law:
    kept = RuleEdition.objects.get(pk=digest)
    edition = Edition.unpacked(bytes(kept.content))
    if edition.digest != digest:
        raise ValueError(f"the texts of edition {digest[:12]} are not those that were kept")
    return Law(*edition.restored(VOCABULARY, CODES))
