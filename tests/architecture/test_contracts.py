"""The import contracts break when they should: each seeded violation breaks the contract meant."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

APPS = [
    "payments",
    "entitlements",
    "casework",
    "exchange",
    "documents",
    "residents",
    "registry",
    "access",
    "audit",
    "protection",
]
"""The kernel, from the top down."""

PACKAGES = ["config", "interfaces", "adapters", "kernel", "catalogue", "rules", "base", "lines"]
PACKAGES += [f"kernel/{app}{part}" for app in APPS for part in ("", "/models", "/migrations")]
PACKAGES += ["kernel/protection/cryptography"]
PACKAGES += [f"lines/{line}{part}" for line in ("one", "two") for part in ("", "/rules", "/items")]
TREE, LINES, VENDORS, PURE, KERNEL, ALONE = (
    "Imports point down the tree",
    "Business lines do not know each other",
    "Business lines do not know vendors",
    "Law and vocabulary are pure Python",
    "Kernel apps import downwards",
    "Cryptography and the verifier need no platform",
)
OWN = "The tables of {} are its own"
LINT = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(no_cache=True))
"""
VIOLATIONS = [
    ("base/a.py", "import minzheng.rules", TREE),
    ("rules/a.py", "import minzheng.catalogue", TREE),
    ("catalogue/a.py", "from minzheng.lines import one", TREE),
    ("interfaces/a.py", "import minzheng.adapters", TREE),
    ("adapters/a.py", "import minzheng.lines.one", TREE),
    ("lines/one/line.py", "import minzheng.config", TREE),
    ("lines/one/line.py", "from minzheng.lines.two import rules", LINES),
    ("lines/one/line.py", "import minzheng.adapters", VENDORS),
    ("lines/one/rules/a.py", "import django.db", PURE),
    ("lines/two/items/a.py", "import requests", PURE),
    ("catalogue/a.py", "import urllib.request", PURE),
    ("base/a.py", "from http import client", PURE),
    ("kernel/registry/a.py", "import minzheng.interfaces", TREE),
    ("catalogue/a.py", "import minzheng.kernel.audit", TREE),
    ("kernel/audit/verify_audit.py", "import django", ALONE),
    ("kernel/protection/cryptography/a.py", "from django.conf import settings", ALONE),
    *(
        (f"kernel/{lower}/a.py", f"import minzheng.kernel.{upper}", KERNEL)
        for upper, lower in pairwise(APPS)
    ),
    *(
        ("interfaces/a.py", f"import minzheng.kernel.{app}.models", OWN.format(app))
        for app in APPS[:-1]
    ),
    (
        "kernel/exchange/a.py",
        "from minzheng.kernel.registry.models import b",
        OWN.format("registry"),
    ),
    ("config/a.py", "import minzheng.kernel.access.migrations", OWN.format("access")),
]


def lint(folder: Path) -> tuple[int, str]:
    """Run the project's contracts on a small package; exit code and report."""
    contracts = (ROOT / ".importlinter").read_text(encoding="utf-8")
    (folder / ".importlinter").write_text(contracts, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout + run.stderr


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with our layers and two lines, in which nothing is wrong."""
    root = tmp_path / "minzheng"
    for name in ["", *PACKAGES]:
        (root / name).mkdir(parents=True, exist_ok=True)
        (root / name / "__init__.py").touch()
    (root / "lines/one/rules/grant.py").write_text("import minzheng.rules\n")
    (root / "kernel/registry/api.py").write_text("import minzheng.kernel.registry.models\n")
    (root / "kernel/audit/verify_audit.py").touch()
    (root / "kernel/registry/models/b.py").touch()
    return root


def test_nothing_is_excused() -> None:
    assert "ignore_imports =" not in (ROOT / ".importlinter").read_text(encoding="utf-8")


def test_a_sound_package_passes(package: Path) -> None:
    code, report = lint(package.parent)
    assert (code, report.count("KEPT")) == (0, 15), report


@pytest.mark.parametrize(("file", "imported", "contract"), VIOLATIONS)
def test_a_violation_breaks_its_contract(
    package: Path, file: str, imported: str, contract: str
) -> None:
    (package / file).write_text(f"{imported}\n")
    code, report = lint(package.parent)
    assert code == 1, report
    assert f"{contract} BROKEN" in report


def test_a_new_top_level_package_must_be_placed(package: Path) -> None:
    (package / "shortcuts").mkdir()
    (package / "shortcuts/__init__.py").touch()
    code, report = lint(package.parent)
    assert code == 1
    assert "shortcuts" in report


def test_a_new_kernel_app_must_be_placed(package: Path) -> None:
    (package / "kernel/shortcuts").mkdir()
    (package / "kernel/shortcuts/__init__.py").touch()
    code, report = lint(package.parent)
    assert code == 1
    assert "shortcuts" in report
