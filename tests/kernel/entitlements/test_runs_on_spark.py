"""The same month on a cluster: every answer, every difference and every lead alike, to the fen."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession

from minzheng.base.errors import MinzhengError
from minzheng.base.months import Month
from minzheng.config.commands.spark import spark_answers
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import runs
from minzheng.kernel.entitlements.models import Lead, RunDifference, RunPart
from minzheng.kernel.entitlements.ports import install_spark
from minzheng.kernel.entitlements.runs.performing import perform
from minzheng.kernel.registry.api.bulk import LoadTerms, load_part
from tests.kernel.registry.populations import city, tables_of
from tests.people import CITY

NOVEMBER = Month(2026, 11)

pytestmark = [pytest.mark.slow, pytest.mark.spark]


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    _, port = server.listening_address
    with pytest.MonkeyPatch.context() as patch:
        # Without this, PySpark takes pytest-xdist's workers for its own doctests and exits.
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
        yield f"sc://127.0.0.1:{port}"
    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()
    server.stop()


@pytest.fixture
def people(office: None, tmp_path: Path) -> None:
    install_spark(spark_answers)
    snapshot = city(tmp_path, 400)
    for part in snapshot.parts:
        with working("import"):
            load_part(tables_of(snapshot, part), terms=LoadTerms(on=date(2026, 1, 1)))


def done(engine: str, master: str = "") -> UUID:
    with working("test"):
        run = runs.order(month=NOVEMBER, division=CITY, engine=engine, master=master)
    perform(run)
    return run


def test_a_cluster_answers_to_the_fen_what_this_machine_answers(people: None, cluster: str) -> None:
    here, there = done("native"), done("spark", cluster)
    with working("test"):
        digests = [
            dict(RunPart.objects.filter(run=run).values_list("name", "digest"))
            for run in (here, there)
        ]
        differences = [
            set(
                RunDifference.objects.filter(run=run).values_list(
                    "kind", "benefit", "household_id", "person_id", "then_fen", "reason_code"
                )
            )
            for run in (here, there)
        ]
        assert len(differences[0]) > 20
        assert Lead.objects.count() < len(differences[0]) + 1
    assert digests[0] == digests[1]
    assert differences[0] == differences[1]


def test_without_an_address_a_run_says_what_to_give(people: None) -> None:
    with pytest.raises(MinzhengError, match="--master"):
        done("spark")
