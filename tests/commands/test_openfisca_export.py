"""What `minzheng parameters export --openfisca` writes is read by OpenFisca itself."""

from pathlib import Path

import pytest

from tests.commands.office import run

parameters = pytest.importorskip("openfisca_core.parameters")


def test_the_whole_export_loads(tmp_path: Path) -> None:
    run("parameters", "export", "--openfisca", "-o", tmp_path)
    whole = parameters.ParameterNode("", directory_path=str(tmp_path))
    assert whole("2026-11-01").minimum_living.standard.rural == 900


def test_each_line_loads(tmp_path: Path) -> None:
    told = run("parameters", "export", "--openfisca", "-o", tmp_path)
    assert told.lines[-1].endswith(f"个参数文件到 {tmp_path}")
    line = parameters.ParameterNode("line", directory_path=str(tmp_path / "minimum_living"))
    at = line("2026-11-01")
    assert (at.standard.urban, at.work_cost_share) == (900, 0)
    bands = parameters.ParameterNode("line", directory_path=str(tmp_path / "elderly"))
    assert bands("2026-11-01").old_age_bands.amounts[1] == 30


def test_another_format_is_refused(tmp_path: Path) -> None:
    told = run("parameters", "export", "-o", tmp_path)
    assert told.text == "目前只有一种导出格式, 请加 --openfisca。"
