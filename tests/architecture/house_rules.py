"""The house rules that no linter knows: what is looked for, why, and code on either side of it.

A rule without a bad line that it catches, or that catches its own good lines, fails its own test.
"""

from dataclasses import dataclass

from tests.architecture import syntax

OUR_PYTHON = ("src/**/*.py", "tests/**/*.py", "benchmarks/**/*.py", "tools/*.py")
PRODUCT = ("src/minzheng/**/*.py",)
EXACT = tuple(
    f"src/minzheng/{package}/**/*.py" for package in ("base", "catalogue", "lines", "rules")
)


@dataclass(frozen=True)
class HouseRule:
    """One rule: ``finds`` gives the offending lines of a file that matches ``where``."""

    name: str
    reason: str
    where: tuple[str, ...]
    finds: syntax.Finder
    good: tuple[str, ...]
    bad: tuple[str, ...]
    but_not: tuple[str, ...] = ()


HOUSE_RULES = [
    HouseRule(
        name="no number of the law in Python",
        reason="Numbers live in parameters/, dated and with their source; 0 and 1 are arithmetic.",
        where=("src/minzheng/lines/*/rules/**/*.py",),
        finds=syntax.numbers,
        good=("paid = max(0, n.standard - h.income)\n", "age = years(p.born) - 1\n"),
        bad=("old = p.age >= 60\n", "cap = h.income * 0.5\n", "span = month(2026, 7)\n"),
    ),
    HouseRule(
        name="no floating point near money",
        reason="Money is whole fen, ratios whole ten-thousandths; a float loses a fen silently.",
        where=EXACT,
        finds=syntax.floats,
        good=(
            "half = floor_fen(amount * n.share)\n",
            "fen: int = 100\n",
            "refused = isinstance(value, float | complex)\n",
        ),
        bad=("fen = float(text) * 100\n", "def pay(amount: float) -> None: ...\n", "x = 0.01\n"),
    ),
    HouseRule(
        name="no text is run as code",
        reason="Rules are read by `ast` and never executed as text: what runs was reviewed.",
        where=OUR_PYTHON,
        finds=syntax.calls_of("eval", "exec", "__import__", "builtins.exec", "builtins.eval"),
        good=("tree = ast.parse(text)\n", "value = ast.literal_eval(text)\n"),
        bad=("exec(text)\n", "amount = eval(formula)\n", "__import__(name)\n"),
    ),
    HouseRule(
        name="discovery happens in config",
        reason="Importing by name hides wiring from readers and contracts; one place may do it.",
        where=PRODUCT,
        but_not=("src/minzheng/config/**/*.py",),
        finds=syntax.calls_of("importlib.import_module", "import_module"),
        good=("from minzheng.base import money\n",),
        bad=("importlib.import_module(f'minzheng.lines.{slug}')\n",),
    ),
    HouseRule(
        name="imports stand at the top",
        reason="An import inside a function hides a dependency, most often a circle.",
        where=OUR_PYTHON,
        finds=syntax.local_imports,
        good=("import json\n\ndef read(): return json\n",),
        bad=("def read():\n    import json\n    return json\n",),
    ),
    HouseRule(
        name="only faces print",
        reason="A library answers its caller; what a person sees is decided in the terminal face.",
        where=PRODUCT,
        but_not=("src/minzheng/interfaces/terminal/**/*.py", "src/minzheng/config/command_line.py"),
        finds=syntax.calls_of("print"),
        good=("report.print_on(console)\n", "pprint = 1\n"),
        bad=("print(amount)\n", "def f():\n    print('here')\n"),
    ),
    HouseRule(
        name="tables leave by the gate",
        reason="kernel.exchange limits, masks, marks and records them; documents.api.attachment is"
        " the one answer that carries a file.",
        where=(
            "src/minzheng/interfaces/desk/**/*.py",
            "src/minzheng/interfaces/api/**/*.py",
            "src/minzheng/interfaces/portal/**/*.py",
            "src/minzheng/kernel/**/*.py",
        ),
        but_not=(
            "src/minzheng/kernel/documents/**/*.py",
            "src/minzheng/kernel/exchange/**/*.py",
            # What the worker reads of an import, and compares; it answers no request.
            "src/minzheng/kernel/registry/loading/*.py",
            "src/minzheng/kernel/registry/matching/*.py",
            # The files of a monthly run, without names or numbers: in the installation's own
            # folder, read by the worker and by explanations of one household.
            "src/minzheng/kernel/registry/gathering/*.py",
            "src/minzheng/kernel/registry/api/snapshots.py",
            "src/minzheng/kernel/entitlements/runs/*.py",
            "src/minzheng/kernel/entitlements/numbers/*.py",
            "src/minzheng/kernel/registry/api/bulk.py",
        ),
        finds=syntax.sends_files,
        good=(
            "return attachment(file.content, title=t, extension=e, media_type=m)\n",
            "answer = HttpResponse(page)\n",
        ),
        bad=(
            "return StreamingHttpResponse(rows)\n",
            "return http.FileResponse(file)\n",
            "from django.http import FileResponse\n",
            "import csv\n",
            "from openpyxl import Workbook\n",
            "answer['Content-Disposition'] = 'attachment'\n",
            "return HttpResponse(rows, content_type='text/csv')\n",
        ),
    ),
    HouseRule(
        name="names say what a thing is",
        reason="docs/explanation/words.md has the word; helper, manager and data are not words.",
        where=OUR_PYTHON,
        finds=syntax.vague_names,
        good=("class Person: ...\n", "class ServiceItem: ...\n", "def processing_days(): ...\n"),
        bad=(
            "class BaseRule: ...\n",
            "class PaymentService: ...\n",
            "class AwardManager: ...\n",
            "def process(): ...\n",
            "def date_utils(): ...\n",
            "def _helper(): ...\n",
        ),
    ),
    HouseRule(
        name="a silenced check says why",
        reason="Without its reason nobody dares to remove it. Name the code, then the reason.",
        where=OUR_PYTHON,
        finds=syntax.silenced_without_reason,
        good=(
            "x = 1  # noqa: S608 - the table's name comes from our own vocabulary\n",
            "y = f()  # type: ignore[no-untyped-call]  # OpenFisca ships no types\n",
            "# A comment that explains.\n",
        ),
        bad=(
            "x = 1  # noqa\n",
            "x = 1  # noqa: S608\n",
            "y = f()  # type: ignore\n",
            "y = f()  # type: ignore[attr-defined]\n",
            "# ruff: noqa\n",
            "# mypy: ignore-errors\n",
        ),
    ),
    HouseRule(
        name="work to do is an issue",
        reason="A note in the code has no owner and no date.",
        where=OUR_PYTHON,
        finds=syntax.notes_to_self,
        good=("# Why: the county pays from the month after the decision.\n",),
        bad=("# TODO round\n", "x = 1  # FIXME\n"),
    ),
]
