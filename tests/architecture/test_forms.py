"""A form that changes something carries an id, so that a double click takes effect once."""

import re
from collections.abc import Iterator

from tests.architecture.sources import ROOT

INTERFACES = ROOT / "src" / "minzheng" / "interfaces"
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
TARGET = re.compile(r"url '([a-z_]+:)?([a-z_]+)'")
CARRIES = 'name="request_id"'

ONLY_READS = frozenset(
    {
        "evidence_fetch",
        "export_fetch",
        "payment_file_fetch",
        "payment_return_fetch",
        "visit_picture",
        "search",
        "desk/audit/trace.html",
        "desk/cases/period.html",
        "desk/generic/filters.html",
        "desk/generic/pager.html",
        "portal/finder/page.html",
    }
)
"""They fetch, search or narrow: sent twice, they show twice."""

ONLY_CHOOSES = frozenset(
    {
        "account_logout",
        "choose_post",
        "choose_purpose",
        "set_language",
        "sign_out",
        "text_size",
        "whom",
        "portal/family/whom.html",
    }
)
"""They set one thing of the session to what it may be already."""

NEEDS_NO_ID = ONLY_READS | ONLY_CHOOSES
OF_ALLAUTH = ("account", "mfa")
"""Folders of templates whose forms go to allauth, which knows no ids."""


def posting_forms() -> Iterator[tuple[str, str, str]]:
    """Template, target and form; the target is the template for a form of the page itself."""
    for path in sorted(INTERFACES.rglob("templates/**/*.html")):
        inside = path.relative_to(next(each for each in path.parents if each.name == "templates"))
        if inside.parts[0] in OF_ALLAUTH:
            continue
        for form in FORM.findall(path.read_text("utf-8")):
            opening = form.partition("{% csrf_token %}")[0]
            if 'method="post"' in opening:
                named = TARGET.search(opening)
                yield str(inside), named.group(2) if named else str(inside), form


def test_every_form_that_changes_something_carries_an_id() -> None:
    without = {
        f"{template}: {target}"
        for template, target, form in posting_forms()
        if CARRIES not in form and target not in NEEDS_NO_ID
    }
    assert not without


def test_no_exception_is_kept_that_nobody_needs() -> None:
    assert {target for _, target, _ in posting_forms()} >= NEEDS_NO_ID
