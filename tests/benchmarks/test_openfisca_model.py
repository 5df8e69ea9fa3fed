"""The independent OpenFisca model agrees with our rules to the fen, on a small scale."""

from pathlib import Path

import pytest

from benchmarks import populations
from benchmarks.openfisca_model.number_range import failures
from benchmarks.openfisca_model.parameters import parameter_tree
from benchmarks.rules import openfisca_engine
from benchmarks.rules.agreement import against_openfisca
from benchmarks.rules.question import OUTCOMES, asked
from minzheng.rules.batch.snapshot import Snapshot

PERSONS = 5_000
OFTEN = 0.06
"""So many facts stirred that every benefit is due to somebody among so few."""


@pytest.fixture(scope="module")
def stirred(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A small city whose facts do not always go together."""
    return populations.stirred_city(tmp_path_factory.mktemp("city"), PERSONS, OFTEN)


def test_ours_and_openfisca_agree_to_the_fen(stirred: Snapshot, tmp_path: Path) -> None:
    found = against_openfisca(stirred, tmp_path / "output")
    assert found.examples == ()
    assert found.differing == 0
    assert found.cells > PERSONS * len(OUTCOMES) * 0.9


def test_every_shared_benefit_is_due_to_somebody(stirred: Snapshot) -> None:
    model = openfisca_engine.model(asked())
    tables = openfisca_engine.read(model, stirred)
    amounts = model.amounts(model.simulation(tables))
    assert not [key for key in OUTCOMES if not (amounts[key] > 0).any()]


def test_choices_that_it_does_not_model_are_refused() -> None:
    with pytest.raises(ValueError, match="grace_amount"):
        parameter_tree({**asked().stored, "minimum_living.grace_amount": 2})


def test_its_number_range_fails_silently() -> None:
    """Why our amounts are 64 bits wide, and why bench populations stay below 20 million yuan."""
    assert all(found != right for _, right, found in failures())
