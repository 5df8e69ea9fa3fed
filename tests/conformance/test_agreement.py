"""All evaluators give the same for the platform's own rules, whatever is known of a household."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession

from minzheng.config.platform import platform
from minzheng.rules.batch.duckdb_engine import DuckDbRun
from minzheng.rules.batch.native_engine import NativeRun, write_amounts
from minzheng.rules.batch.question import Question
from minzheng.rules.batch.results import results_of
from minzheng.rules.batch.snapshot import Snapshot, SnapshotWriter
from minzheng.rules.batch.spark_engine import SparkRun
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.generated import GeneratedEvaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.examples import ExampleRun
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Confidence, Dated
from minzheng.rules.program import Program, program
from minzheng.rules.sql.query import KEYS
from tests.conformance.batch import PEOPLE, Cells, cells, subjects, tables
from tests.conformance.examples import all_examples
from tests.conformance.generated import complete, generated_cells
from tests.conformance.households import Lot

PERSONS = 5_000
MONTH = 2026 * 12 + 10
AREA, ELSEWHERE, CITY = "320402", "320404", "320400"
SEED = 2_026

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Town:
    """Households drawn once, with what the closures say of each outcome."""

    program: Program
    homes: Sequence[Subject]
    scalar: Mapping[Entity, Cells]
    snapshot: Snapshot

    def outcomes(self, entity: Entity) -> list[str]:
        """The benefits and statuses of households or of persons."""
        found = self.program.outcomes
        return [key for key in found if self.program.steps[key].entity is entity]

    def disagreements(self, entity: Entity, batch: pa.Table) -> Iterator[str]:
        """The cells in which a batch engine and the closures part."""
        rules = self.outcomes(entity)
        found = cells(batch, entity, rules)
        assert found.keys() == self.scalar[entity].keys()
        for who, expected in self.scalar[entity].items():
            for key, value, other in zip(rules, expected, found[who], strict=True):
                if value != other:
                    yield f"household {who[0]}, person {who[1]}, {key}: {value}, in SQL {other}"


def draw(*, holes: bool) -> tuple[Program, list[Subject]]:
    """The program of every outcome; households by lot, and others like those of the examples."""
    whole = program(platform().rulebook, MONTH)
    numbers = platform().parameters.numbers(MONTH, AREA, whole.numbers)
    lot = Lot(SEED, numbers, holes=holes)
    run = ExampleRun(platform().rulebook, platform().parameters)
    examples = [run.subject(each, frozenset()) for each in all_examples() if each.month == MONTH]
    peopled = [each for each in examples if each.members]
    return whole, [*lot.homes(PERSONS // 2), *lot.beside(peopled, PERSONS // 2)]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return _town(tmp_path_factory.mktemp("town"), holes=True)


@pytest.fixture(scope="module")
def known_town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town in which every fact is known."""
    return _town(tmp_path_factory.mktemp("known"), holes=False)


def _town(folder: Path, *, holes: bool) -> Town:
    whole, homes = draw(holes=holes)
    vocabulary = whole.vocabulary
    writer = SnapshotWriter(folder, area=AREA, vocabulary=vocabulary)
    writer.write_part(AREA, tables(homes, vocabulary, AREA))
    evaluator = Evaluator(whole, patience=None)
    scalar: dict[Entity, dict[tuple[int, int], list[int | None]]] = {each: {} for each in PEOPLE}
    for entity, who, subject in subjects(homes):
        keys = (key for key in whole.outcomes if whole.steps[key].entity is entity)
        scalar[entity][who] = [evaluator.value(key, subject) for key in keys]
    return Town(whole, homes, scalar, writer.close())


@pytest.mark.parametrize("state", ["yes", "no", "undecided"])
def test_the_town_shows_every_state_of_each_outcome(town: Town, state: str) -> None:
    """Otherwise agreement on it would mean little."""
    for entity in PEOPLE:
        columns = zip(*town.scalar[entity].values(), strict=True)
        for key, column in zip(town.outcomes(entity), columns, strict=True):
            assert state in {_state(value) for value in column}, key


def _state(value: int | None) -> str:
    if value is None:
        return "undecided"
    return "yes" if value else "no"


def test_written_functions_agree_with_the_closures(town: Town) -> None:
    """In every outcome, on the same households with nothing computed yet."""
    whole, homes = draw(holes=True)
    evaluator = Evaluator(whole, patience=0)
    for entity, who, subject in subjects(homes):
        found = [evaluator.value(key, subject) for key in town.outcomes(entity)]
        assert found == town.scalar[entity][who], who


def test_duckdb_agrees_with_the_closures(town: Town) -> None:
    run = DuckDbRun(town.snapshot, town.program, platform().parameters)
    for piece in run.pieces():
        question = run.question(piece)
        with run.connect(piece) as connection:
            for entity in PEOPLE:
                batch = connection.sql(question.amounts(entity)).to_arrow_table()
                assert list(town.disagreements(entity, batch)) == []


@pytest.mark.parametrize("which", ["town", "known_town"])
def test_machine_code_agrees_with_the_closures(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    town: Town = request.getfixturevalue(which)
    run = NativeRun(town.snapshot, town.program, platform().parameters)
    for entity in PEOPLE:
        write_amounts(run, entity, tmp_path / entity)
        assert list(town.disagreements(entity, pq.read_table(tmp_path / entity))) == []


def test_machine_code_and_duckdb_decide_alike(town: Town) -> None:
    """In first months too, and in whatever is undecided."""
    native = NativeRun(town.snapshot, town.program, platform().parameters)
    answers = native.answers(town.snapshot.parts[0])
    run = DuckDbRun(town.snapshot, town.program, platform().parameters)
    for piece in run.pieces():
        with run.connect(piece) as connection:
            for entity in PEOPLE:
                text = run.question(piece).decided(entity)
                names = [*KEYS[entity], "benefit", "amount", "undecided", "since"]
                found = connection.sql(f"SELECT {', '.join(names)} FROM ({text})").fetchall()
                rows = answers.decided(entity).select(names).to_pylist()
                assert sorted(found, key=repr) == sorted(map(_as_row, rows), key=repr)


def test_areas_with_other_numbers_in_one_part_are_told_apart(town: Town, tmp_path: Path) -> None:
    """The result files of both engines, where every other household lives in another county."""
    given = tables(town.homes, town.program.vocabulary, AREA)
    homes = given[Entity.HOUSEHOLD]
    place = homes.column_names.index("division")
    turns = pa.array([AREA if number % 2 else ELSEWHERE for number in range(homes.num_rows)])
    writer = SnapshotWriter(tmp_path / "city", area=CITY, vocabulary=town.program.vocabulary)
    writer.write_part(CITY, {**given, Entity.HOUSEHOLD: homes.set_column(place, "division", turns)})
    snapshot = writer.close()
    raised = {1: 130_000, 2: 120_000}
    other = Dated(ELSEWHERE, MONTH, raised, "test", "", Confidence.EXAMPLE, __file__, 0)
    parameters = platform().parameters.overlaid({"minimum_living.standard": other})
    for kind in (NativeRun, DuckDbRun):
        kind(snapshot, town.program, parameters).write_results(tmp_path / kind.__name__)
    for entity in PEOPLE:
        native, duckdb = (
            results_of(tmp_path / kind.__name__, entity).to_pylist()
            for kind in (NativeRun, DuckDbRun)
        )
        assert len(native) > len(town.homes) / 10
        assert sorted(native, key=repr) == sorted(duckdb, key=repr)


def _as_row(row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row.values())


@pytest.mark.spark
def test_spark_agrees_with_the_closures(town: Town, spark: SparkSession) -> None:
    run = SparkRun(spark, town.snapshot, town.program, platform().parameters)
    for entity in PEOPLE:
        assert list(town.disagreements(entity, run.amounts(entity))) == []


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Sail, which speaks Spark Connect without a JVM."""
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    _, port = server.listening_address
    with pytest.MonkeyPatch.context() as patch:
        # Without this, PySpark takes pytest-xdist's workers for its own doctests and exits.
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
        session = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()
    yield session
    session.stop()
    server.stop()


def test_generated_python_agrees_with_the_closures() -> None:
    """On households of which everything is known, in every value that it computes."""
    whole, homes = draw(holes=False)
    evaluator = Evaluator(whole, patience=None)
    generated = GeneratedEvaluator(whole, homes[0].numbers.stored)
    wrong = [
        f"{subject.name}.{key}: {evaluator.value(key, subject)}, in Python {value}"
        for home in homes
        if complete(home, generated.layout)
        for subject, key, value in generated_cells(generated, home, whole.outcomes)
        if evaluator.value(key, subject) != value
    ]
    assert wrong == []


@pytest.mark.parametrize("entity", PEOPLE)
def test_rows_for_a_cluster_are_of_one_type(entity: Entity, town: Town) -> None:
    """Apache Spark refuses to stack others; the server of these tests takes any."""
    stored = platform().parameters.numbers(MONTH, AREA, town.program.numbers).stored
    sql = Question(town.program, stored, frozenset(), "spark").decided(entity)
    rows = len(town.outcomes(entity))
    amounts, months = (
        re.findall(rf", CAST\([^,]+ AS {kind}\), ", sql.partition(" stack(")[2])
        for kind in ("BIGINT", "INT")
    )
    assert (len(amounts), len(months)) == (rows, rows)
