"""How likely two files are of one person: Splink's Fellegi–Sunter model with fixed weights.

Splink 5.0 runs on DuckDB 2.0. The weights are set here and not trained on a city's people, so that
the same two files get the same score everywhere; they only order a queue that people work through.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator
from splink import comparison_level_library as levels
from splink import comparison_library as comparisons
from splink.blocking_rule_library import CustomRule

PRIOR = 0.0005
"""Of two files that share a birth date or a spelling, how many are of one person."""

LEAST = 0.5
"""What is less likely is not worth anybody's time."""

_COLUMNS = ("id", "name", "pinyin", "birth", "sex", "division", "phone", "identified")
_PAIRS_OF_NUMBERED = "not (l.identified and r.identified)"
"""Two files with a confirmed number each are of two persons: twins differ in nothing else."""

_ONE_CHARACTER = (
    "length(name_l) = length(name_r) and substr(name_l, 4) = substr(name_r, 4)"
    " and (substr(name_l, 1, 1) = substr(name_r, 1, 1))::int"
    " + (substr(name_l, 2, 1) = substr(name_r, 2, 1))::int"
    " + (substr(name_l, 3, 1) = substr(name_r, 3, 1))::int >= 2"
)


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of agreement: its SQL, its words, how often it is seen in one and in two persons.

    ``match`` and ``chance`` are the m and u of Fellegi and Sunter.
    """

    sql: str
    words: str
    match: float
    chance: float


MODEL: Mapping[str, Sequence[Level]] = {
    "name": (
        Level("name_l = name_r", "姓名相同", 0.80, 0.0005),
        Level("pinyin_l = pinyin_r", "姓名同音", 0.10, 0.002),
        Level(_ONE_CHARACTER, "姓名一字之差", 0.06, 0.02),
        Level("", "姓名不同", 0.04, 0.9775),
    ),
    "birth": (
        Level("birth_l = birth_r", "出生日期相同", 0.85, 0.0001),
        Level("substr(birth_l, 1, 4) = substr(birth_r, 1, 4)", "出生年份相同", 0.06, 0.015),
        Level("substr(birth_l, 6) = substr(birth_r, 6)", "出生月日相同", 0.05, 0.003),
        Level("", "出生日期不同", 0.04, 0.9819),
    ),
    "sex": (
        Level("sex_l = sex_r", "性别相同", 0.98, 0.5),
        Level("", "性别不同", 0.02, 0.5),
    ),
    "division": (
        Level("division_l = division_r", "同一村（社区）", 0.60, 0.01),
        Level("substr(division_l, 1, 9) = substr(division_r, 1, 9)", "同一镇（街道）", 0.20, 0.06),
        Level("", "不在同一镇（街道）", 0.20, 0.93),
    ),
    "phone": (
        Level("phone_l = phone_r", "电话相同", 0.60, 0.0005),
        Level("", "电话不同", 0.40, 0.9995),
    ),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is compared of a file. Nothing of it leaves the process; ``phone`` is its blind index.

    ``identified`` is whether a number of the person is confirmed.
    """

    id: str
    name: str
    pinyin: str
    birth: str | None
    sex: int | None
    division: str
    phone: str | None
    identified: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files with a score in ten-thousandths and what agrees, in words."""

    a: str
    b: str
    score: int
    agreements: Mapping[str, str]


def likely_pairs(candidates: Iterable[Candidate]) -> list[Pair]:
    """The pairs that are more likely one person than not, the likeliest first."""
    rows = list(candidates)
    columns = {name: [getattr(each, name) for each in rows] for name in _COLUMNS}
    connection = duckdb.connect()
    try:
        database = DuckDBAPI(connection=connection)
        table = database.register(pa.table(columns, schema=_schema()))
        linker = Linker(table, _settings(), log_level="ERROR")
        found = linker.inference.predict(threshold_match_probability=LEAST).as_record_list()
    finally:
        connection.close()
    return sorted(map(_pair, found), key=lambda each: (-each.score, each.a, each.b))


def _schema() -> pa.Schema:
    kinds = {"sex": pa.int16(), "identified": pa.bool_()}
    return pa.schema([(name, kinds.get(name, pa.string())) for name in _COLUMNS])


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        probability_two_random_records_match=PRIOR,
        blocking_rules_to_generate_predictions=[
            CustomRule(f"l.birth = r.birth and {_PAIRS_OF_NUMBERED}"),
            CustomRule(f"l.pinyin = r.pinyin and {_PAIRS_OF_NUMBERED}"),
        ],
        comparisons=[_comparison(name, degrees) for name, degrees in MODEL.items()],
        retain_intermediate_calculation_columns=True,
    )


def _comparison(name: str, degrees: Sequence[Level]) -> Any:
    *graded, last = degrees
    return comparisons.CustomComparison(
        output_column_name=name,
        comparison_levels=[
            levels.NullLevel(name),
            *(
                levels.CustomLevel(each.sql, label_for_charts=each.words).configure(
                    m_probability=each.match, u_probability=each.chance
                )
                for each in graded
            ),
            levels.ElseLevel().configure(m_probability=last.match, u_probability=last.chance),
        ],
    )


def _pair(record: Mapping[str, Any]) -> Pair:
    """Splink numbers the levels from the last one, 0, up to the first; -1 is unknown."""
    a, b = sorted((str(record["id_l"]), str(record["id_r"])))
    agreements = {}
    for name, degrees in MODEL.items():
        degree = int(record[f"gamma_{name}"])
        if degree > 0:
            agreements[name] = degrees[len(degrees) - 1 - degree].words
    score = min(int(record["match_probability"] * 10_000), 9_999)
    return Pair(a, b, score, agreements)
