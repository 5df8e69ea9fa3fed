"""Results meet their targets or do not, and join those of other suites in one file."""

import json
from pathlib import Path

import pytest

from benchmarks.results import AT_LEAST, AT_MOST, EQUAL, FOR_COMPARISON, Result, Target, save


@pytest.mark.parametrize(
    ("sense", "value", "met"),
    [
        (AT_LEAST, 3.5, True),
        (AT_LEAST, 3.49, False),
        (AT_MOST, 3.5, True),
        (AT_MOST, 3.51, False),
        (EQUAL, 3.5, True),
        (EQUAL, 0, False),
        (FOR_COMPARISON, 99, True),
    ],
)
def test_a_target_is_met_or_missed(sense: str, value: float, met: bool) -> None:
    assert Result(Target("suite.key", "times", sense, 3.5), value).ok is met


def test_results_of_other_suites_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "bench" / "results.json"
    save([Result(Target("one.a", "ms", AT_MOST, 5), 4.123456)], path)
    save([Result(Target("two.b", "MB", FOR_COMPARISON), 7)], path)
    assert json.loads(path.read_text("utf-8")) == {
        "one.a": {"value": 4.1235, "unit": "ms", "target": "<= 5", "ok": True},
        "two.b": {"value": 7, "unit": "MB", "target": "", "ok": True},
    }
