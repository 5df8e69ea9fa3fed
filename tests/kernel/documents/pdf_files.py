"""PDFs, sound and hostile."""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.kernel.documents.office_files import deflated


def pdf(change: Callable[[Any], None] = lambda pdf: None, **named: Any) -> bytes:
    """A PDF of one blank page, changed."""
    made = pikepdf.new()
    made.add_blank_page()
    change(made)
    written = BytesIO()
    # Otherwise its identifier is made of the time.
    made.save(written, deterministic_id="encryption" not in named, **named)
    return written.getvalue()


def action(kind: str, **named: Any) -> Any:
    """An action."""
    return Dictionary(S=Name(kind), **named)


def opening(kind: str, **named: Any) -> bytes:
    """A PDF that does something when it is opened."""

    def change(made: Any) -> None:
        made.Root.OpenAction = made.make_indirect(action(kind, **named))

    return pdf(change)


def annotation(**named: Any) -> bytes:
    """A PDF with an annotation on its page."""

    def change(made: Any) -> None:
        made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 1, 1], **named)])

    return pdf(change)


def named_script() -> bytes:
    """A PDF with a script in its tree of names."""

    def change(made: Any) -> None:
        script = action("/JavaScript", JS=String("app.alert(1)"))
        made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))

    return pdf(change)


def attached() -> bytes:
    """A PDF that carries a file."""

    def change(made: Any) -> None:
        program: Any = pikepdf.AttachedFileSpec
        made.attachments["a.exe"] = program(made, b"MZ")

    return pdf(change)


def form_script() -> bytes:
    """A PDF with an XFA form."""
    return pdf(lambda made: setattr(made.Root, "AcroForm", Dictionary(XFA=String("<xfa/>"))))


def page_actions() -> bytes:
    """A PDF whose page acts when it is shown."""

    def change(made: Any) -> None:
        made.pages[0].AA = Dictionary(O=action("/Launch", F=String("cmd.exe")))

    return pdf(change)


def outside_stream() -> bytes:
    """A PDF whose page is at an address."""

    def change(made: Any) -> None:
        stream = made.make_stream(b"")
        stream.F = Dictionary(FS=Name.URL, F=String("http://169.254.169.254/"))
        made.pages[0].Contents = stream

    return pdf(change)


def bomb() -> bytes:
    """A PDF with a stream of 300 megabytes of zeros."""

    def change(made: Any) -> None:
        stream = made.make_stream(b"")
        stream.write(deflated(300 << 20), filter=Name.FlateDecode)
        made.pages[0].Contents = stream

    return pdf(change)


def nested_bomb() -> bytes:
    """A PDF whose stream is packed twice."""

    def change(made: Any) -> None:
        stream = made.make_stream(b"")
        twice = zlib.compress(deflated(300 << 20))
        stream.write(twice, filter=Array([Name.FlateDecode, Name.FlateDecode]))
        made.pages[0].Contents = stream

    return pdf(change)


def locked() -> bytes:
    """A PDF with a password."""
    return pdf(encryption=pikepdf.Encryption(owner="o", user="u"))


def restricted() -> bytes:
    """A PDF that opens without a password but is encrypted."""
    return pdf(encryption=pikepdf.Encryption(owner="o", user=""))
