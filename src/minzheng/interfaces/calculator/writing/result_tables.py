"""The results of the batch engine, opened in DuckDB: who gets what, and what stayed undecided."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import duckdb
import pyarrow as pa

_FETCHED = 10_000

_COLUMNS = """household_no BIGINT, household_id VARCHAR, division VARCHAR, benefit VARCHAR,
    decision VARCHAR, amount BIGINT, period VARCHAR, since VARCHAR, missing VARCHAR"""

_PERSON_COLUMNS = "person_no BIGINT, person_id VARCHAR, name VARCHAR"

_RESULTS = """
CREATE VIEW results AS
SELECT r.* REPLACE (coalesce(r.missing, '') AS missing, coalesce(r.period, '') AS period,
                    coalesce(r.since, '') AS since),
       coalesce(t.title, r.benefit) AS title,
       coalesce(t.place, 1000000) AS place,
       CASE r.period WHEN 'month' THEN '按月' WHEN 'once' THEN '一次性' ELSE '' END AS period_title,
       r.division[:6] AS county
FROM (SELECT 'household' AS entity, household_no, NULL::BIGINT AS person_no, household_id,
             '' AS person_id, '' AS name, division, benefit, decision, amount, period, since,
             missing FROM households
      UNION ALL BY NAME
      SELECT 'person' AS entity, household_no, person_no, household_id, person_id, name, division,
             benefit, decision, amount, period, since, missing FROM persons) r
LEFT JOIN titles t USING (benefit)
"""

_HOUSEHOLD_TOTALS = """
CREATE VIEW household_totals AS
SELECT h.household_no, h.household_id, h.division,
       coalesce(r.monthly, 0) AS monthly, coalesce(r.once, 0) AS once,
       coalesce(r.granted, 0) AS granted, coalesce(r.undecided, 0) AS undecided
FROM evaluated h
LEFT JOIN (SELECT household_no,
                  (sum(amount) FILTER (WHERE decision = 'yes' AND period = 'month'))::BIGINT
                      AS monthly,
                  (sum(amount) FILTER (WHERE decision = 'yes' AND period = 'once'))::BIGINT
                      AS once,
                  count(*) FILTER (WHERE decision = 'yes') AS granted,
                  count(*) FILTER (WHERE decision = 'undecided') AS undecided
           FROM results GROUP BY household_no) r USING (household_no)
"""

_QUERY = "SELECT {columns} FROM {view} WHERE {condition} ORDER BY {order}"
_COUNT = "SELECT count(*) FROM {view} WHERE {condition}"
_ORDER = "household_no, person_no NULLS FIRST, place, benefit"
_MACHINE_COLUMNS = """entity, household_no, person_no, household_id, person_id, name, division,
    benefit, title, amount, period, since, missing"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the output: title, expression over the sheet's view, what it holds."""

    title: str
    sql: str
    kind: str = "text"
    width: int = 14


_AMOUNT = Heading("金额（元）", "amount", "money", 14)
_BENEFIT = Heading("待遇", "title", width=26)
_HOUSEHOLD = (Heading("家庭编号", "household_id", width=18), Heading("区划代码", "division"))
_PERSON = (Heading("人员编号", "person_id", width=22), Heading("姓名", "name", width=10))
_GRANT = (
    _BENEFIT,
    _AMOUNT,
    Heading("发放方式", "period_title", width=10),
    Heading("起始月份", "since", width=12),
)


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """One table of the output: its Chinese and English names, its columns and its rows.

    ``machine_columns`` are what a machine gets of the same rows: English names, amounts in fen.
    """

    title: str
    name: str
    headings: tuple[Heading, ...]
    condition: str
    view: str = "results"
    order: str = _ORDER
    machine_columns: str = _MACHINE_COLUMNS

    def sql(self) -> str:
        """The query of its rows, households in their order."""
        return self._query(", ".join(heading.sql for heading in self.headings))

    def machine_sql(self) -> str:
        """The same rows for a machine."""
        return self._query(self.machine_columns)

    def count_sql(self) -> str:
        """How many rows it has."""
        return _COUNT.format(view=self.view, condition=self.condition)

    def _query(self, columns: str) -> str:
        return _QUERY.format(
            columns=columns, view=self.view, condition=self.condition, order=self.order
        )


SHEETS = (
    ResultSheet(
        "家庭合计",
        "household_totals",
        (
            *_HOUSEHOLD,
            Heading("每月金额（元）", "monthly", "money", 16),
            Heading("一次性金额（元）", "once", "money", 18),
            Heading("可享受（项）", "granted", "count", 14),
            Heading("无法判定（项）", "undecided", "count", 16),
        ),
        "TRUE",
        view="household_totals",
        order="household_no",
        machine_columns="*",
    ),
    ResultSheet(
        "家庭",
        "households",
        (*_HOUSEHOLD, *_GRANT),
        "entity = 'household' AND decision = 'yes'",
    ),
    ResultSheet(
        "人员",
        "persons",
        (_HOUSEHOLD[0], *_PERSON, _HOUSEHOLD[1], *_GRANT),
        "entity = 'person' AND decision = 'yes'",
    ),
    ResultSheet(
        "无法判定",
        "undecided",
        (
            Heading("对象", "CASE entity WHEN 'person' THEN '人员' ELSE '家庭' END", width=8),
            _HOUSEHOLD[0],
            *_PERSON,
            _HOUSEHOLD[1],
            _BENEFIT,
            Heading("还缺什么", "missing", width=60),
        ),
        "decision = 'undecided'",
    ),
)


class ResultTables:
    """The results under ``folder``, with the Chinese titles of the benefits; used with ``with``.

    ``evaluated`` are the snapshot's files of households, those that get nothing among them.
    """

    def __init__(
        self, folder: Path, titles: Mapping[str, str], evaluated: Iterable[Path] = ()
    ) -> None:
        self._connection = duckdb.connect()
        self._connection.execute("SET memory_limit = '1GB'")
        results = folder / "households", folder / "persons"
        self._open("households", results[0].glob("*.parquet"), _COLUMNS)
        self._open("persons", results[1].glob("*.parquet"), f"{_PERSON_COLUMNS}, {_COLUMNS}")
        self._open("evaluated", evaluated, _COLUMNS)
        names = pa.table(
            {
                "benefit": pa.array(titles.keys(), pa.string()),
                "title": pa.array(titles.values(), pa.string()),
                "place": pa.array(range(len(titles)), pa.int64()),
            }
        )
        self._connection.from_arrow(names).create("titles")
        self._connection.execute(_RESULTS)
        self._connection.execute(_HOUSEHOLD_TOTALS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def rows(self, sql: str) -> Iterator[Sequence[object]]:
        """The rows of a query, a few at a time; take them all before the next query."""
        answer = self._connection.execute(sql)
        while rows := answer.fetchmany(_FETCHED):
            yield from rows

    def count(self, sheet: ResultSheet) -> int:
        """How many rows a sheet will have."""
        answer = self._connection.execute(sheet.count_sql()).fetchone()
        return int(answer[0]) if answer else 0

    def batches(self, sql: str) -> pa.RecordBatchReader:
        """The rows of a query as Arrow batches."""
        return self._connection.sql(sql).to_arrow_reader(_FETCHED)

    def _open(self, table: str, found: Iterable[Path], columns: str) -> None:
        files = sorted(str(file) for file in found)
        if files:
            self._connection.read_parquet(files).create_view(table)
        else:
            self._connection.execute(f"CREATE TABLE {table} ({columns})")
