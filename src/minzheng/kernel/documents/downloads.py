"""How a file leaves the program: as an attachment that no browser opens by itself."""

from typing import Protocol
from urllib.parse import quote

from django.http import HttpResponse

from minzheng.kernel.documents.names import title_of


class OpenedFile(Protocol):
    """A file with its content, read from wherever it lies."""

    @property
    def title(self) -> str:
        """Its name, without the extension."""
        ...

    @property
    def extension(self) -> str:
        """What kind of file it is, without the dot."""
        ...

    @property
    def media_type(self) -> str:
        """The same for browsers."""
        ...

    @property
    def content(self) -> bytes:
        """All of it."""
        ...


def attachment_of(file: OpenedFile) -> HttpResponse:
    """The answer that carries a file that was opened."""
    return attachment(
        file.content, title=file.title, extension=file.extension, media_type=file.media_type
    )


def attachment(content: bytes, *, title: str, extension: str, media_type: str) -> HttpResponse:
    """The answer that carries a file. It is neither shown, guessed at, stored nor framed."""
    answer = HttpResponse(content, content_type=media_type)
    name = f"{title_of(f'{title}.{extension}')}.{extension}"
    # The plain name is for programs that do not know RFC 6266.
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"file.{extension}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
