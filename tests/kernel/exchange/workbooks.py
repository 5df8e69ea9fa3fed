"""Workbooks as a town office hands them in."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.exchange import tasks
from minzheng.kernel.exchange.api import imports
from tests.calculator.inputs import Rows, write_workbook
from tests.people import TOWN_A, VILLAGE_A, acting

BORN = dt.date(1961, 4, 5)


def number(sequence: int) -> str:
    """An invented identity number."""
    return synthetic_resident_id("320402", BORN, sequence)


def household(name: str, division: str = VILLAGE_A) -> dict[str, object]:
    """A row of the sheet of households."""
    return {"家庭编号": name, "区划代码": division, "城乡": "城镇", "金融资产（元）": 12000}


def member(
    home: str, sequence: int | None, name: str, relation: str = "户主", **more: object
) -> dict[str, object]:
    """A row of the sheet of persons."""
    return {
        "家庭编号": home,
        "人员编号": number(sequence) if sequence is not None else None,
        "姓名": name,
        "与户主关系": relation,
        "出生日期": BORN,
        "性别": "男" if sequence is None or sequence % 2 else "女",
        **more,
    }


def two_households() -> dict[str, Rows]:
    """A couple, and an old man with a supporter; one has no document."""
    return {
        "家庭": [household("H1"), household("H2")],
        "人员": [
            member("H1", 11, "王建国", 手机号=13812345678, 住址="朝阳村3号", 民族="回族"),
            member("H1", None, "王小宝", "子女"),
            member("H2", 13, "𬱖大山", 开户银行="江南农村商业银行", 银行账号="6228480402564890018"),
        ],
        "义务人": [{"人员编号": number(13), "与被赡养人关系": "子女", "本人收入（元/月）": 2400}],
    }


def content(folder: Path, sheets: Mapping[str, Rows] | None = None) -> bytes:
    """The bytes of a workbook."""
    path = write_workbook(folder / "input.xlsx", sheets or two_households())
    return path.read_bytes()


def start(actor: Actor, workbook: bytes, *, division: str = TOWN_A, skip_bad: bool = False) -> UUID:
    """Hand a workbook in."""
    return imports.start_import(
        actor,
        files={"低保家庭.xlsx": workbook},
        division=division,
        on=dt.date(2026, 1, 1),
        skip_bad=skip_bad,
    )


def read(workbook: bytes, who: str = "town_clerk_a", **named: object) -> UUID:
    """Hand a workbook in and let the worker read it."""
    with acting(who) as clerk:
        job = start(clerk, workbook, **named)  # type: ignore[arg-type]  # passed on
    tasks.read_import(subject=str(job))
    return job


def seen(job: UUID, who: str = "town_clerk_a") -> imports.ImportView:
    """The import as somebody sees it."""
    with acting(who) as clerk:
        return imports.read_import(clerk, job=job)


def loaded(workbook: bytes, who: str = "town_clerk_a", **named: object) -> imports.ImportView:
    """Everything, from handing in to loaded."""
    job = read(workbook, who, **named)
    with acting(who) as clerk:
        imports.run_import(clerk, job=job)
    tasks.run_import(subject=str(job))
    return seen(job, who)
