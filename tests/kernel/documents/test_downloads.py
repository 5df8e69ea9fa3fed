"""What carries a file to a browser cannot be opened, guessed at, kept or framed there."""

import pytest

from minzheng.kernel.documents.api import attachment


def test_a_file_is_an_attachment() -> None:
    answer = attachment(b"x", title="户口簿 𬱖", extension="pdf", media_type="application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''%E6%88%B7" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("title", ['a"; x="', "a\r\nSet-Cookie: x=1", "a\x00", "a/../b"])
def test_a_title_cannot_add_a_header(title: str) -> None:
    answer = attachment(b"x", title=title, extension="pdf", media_type="application/pdf")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.count('"') == 2
    assert not set(disposition) & set("\r\n\x00/")
