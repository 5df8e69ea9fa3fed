"""More than sixty files that wish us ill, and what is answered to each."""

import gzip
import io
import tarfile
from collections.abc import Mapping

from pikepdf import Dictionary, Name, String

from minzheng.kernel.documents.checking.verdicts import Objection
from tests.kernel.documents import image_files as images
from tests.kernel.documents import office_files as office
from tests.kernel.documents import pdf_files as pdfs
from tests.kernel.documents.hostile import Hostile
from tests.kernel.documents.hostile_archives import ARCHIVES, OFFICE, VIRUS

HTML = b"<html><script>alert(1)</script></html>"


def _tar() -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        entry = tarfile.TarInfo("../../etc/cron.d/x")
        archive.addfile(entry, io.BytesIO(b""))
    return written.getvalue()


TYPES = {
    "an empty file": Hostile(lambda: b"", Objection.EMPTY),
    "a picture that is a script": Hostile(
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        Objection.TYPE,
    ),
    "an SVG with an outside picture": Hostile(
        lambda: b'<?xml version="1.0"?><svg><image href="http://127.0.0.1/"/></svg>', Objection.TYPE
    ),
    "a web page": Hostile(lambda: HTML, Objection.TYPE),
    "a web page after a mark of byte order": Hostile(
        lambda: b"\xef\xbb\xbf" + HTML, Objection.TYPE
    ),
    "a table with formulas": Hostile(
        lambda: "姓名,备注\n=HYPERLINK(\"http://x\"),@SUM(1)\n＝1+1,\t=cmd|'/C calc'!A0\n".encode(),
        Objection.TYPE,
    ),
    "a program for Windows": Hostile(lambda: b"MZ\x90\x00" + bytes(200), Objection.TYPE),
    "a program for Linux": Hostile(lambda: b"\x7fELF\x02\x01\x01" + bytes(200), Objection.TYPE),
    "a shell script": Hostile(lambda: b"#!/bin/sh\nrm -rf /\n", Objection.TYPE),
    "a shortcut": Hostile(lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(100), Objection.TYPE),
    "a tar archive with a path upwards": Hostile(_tar, Objection.TYPE),
    "a gzip bomb": Hostile(lambda: gzip.compress(bytes(50 << 20)), Objection.TYPE),
    "a 7z archive": Hostile(lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), Objection.TYPE),
    "a rar archive": Hostile(lambda: b"Rar!\x1a\x07\x01\x00" + bytes(100), Objection.TYPE),
    "a rich text file": Hostile(lambda: b"{\\rtf1{\\object\\objdata 01}}", Objection.TYPE),
    "nothing but zeros": Hostile(lambda: bytes(1000), Objection.TYPE),
    "a sound that begins like a picture": Hostile(
        lambda: b"RIFF\x24\x00\x00\x00WAVEfmt ", Objection.TYPE
    ),
    "the test virus": Hostile(lambda: VIRUS, Objection.VIRUS),
    "the test virus behind a picture": Hostile(
        lambda: images.picture("JPEG") + VIRUS, Objection.VIRUS
    ),
    "an old Word file, which may hold anything": Hostile(
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), Objection.OLD_OFFICE
    ),
    "a file beyond the size": Hostile(
        lambda: images.picture("JPEG") + bytes(21 << 20), Objection.SIZE
    ),
}

PICTURES = {
    "a PNG of a hundred megapixels": Hostile(
        lambda: images.png_of_size(10_000, 10_000), Objection.PIXELS
    ),
    "a PNG of four thousand million pixels": Hostile(
        lambda: images.png_of_size(65_535, 65_535), Objection.PIXELS
    ),
    "a PNG as long as a street": Hostile(
        lambda: images.png_of_size(2_000_000, 2), Objection.PIXELS
    ),
    "a BMP of four thousand million pixels": Hostile(
        lambda: images.bmp_of_size(65_000, 65_000), Objection.PIXELS
    ),
    "a GIF of four thousand million pixels": Hostile(
        lambda: images.gif_of_size(65_535, 65_535), Objection.PIXELS
    ),
    "a PNG with hardly any rows": Hostile(
        lambda: images.png_of_size(5_000, 5_000), Objection.BROKEN
    ),
    "a PNG with a packed text of 200 MB": Hostile(images.png_text_bomb, Objection.BROKEN),
    "a truncated JPEG": Hostile(
        lambda: images.picture("JPEG", (400, 300))[:5_000], Objection.BROKEN
    ),
    "a truncated PNG": Hostile(lambda: images.picture("PNG", (400, 300))[:5_000], Objection.BROKEN),
    "the beginning of a JPEG": Hostile(lambda: b"\xff\xd8\xff\xe0", Objection.BROKEN),
    "a PNG whose bytes were turned": Hostile(
        lambda: images.picture("PNG")[:60] + b"\xff" * 40 + images.picture("PNG")[100:],
        Objection.BROKEN,
    ),
    "a TIFF of many pages": Hostile(lambda: images.animation("TIFF", 30), Objection.PAGES),
    "a TIFF that points to itself": Hostile(
        lambda: b"II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00", Objection.BROKEN
    ),
}

PDFS = {
    "a PDF with a script at opening": Hostile(
        lambda: pdfs.opening("/JavaScript", JS=String("app.alert(1)")), Objection.SCRIPT
    ),
    "a PDF that starts a program": Hostile(
        lambda: pdfs.opening("/Launch", F=String("cmd.exe")), Objection.SCRIPT
    ),
    "a PDF that goes to an address at opening": Hostile(
        lambda: pdfs.opening("/URI", URI=String("http://127.0.0.1/")), Objection.SCRIPT
    ),
    "a PDF with a script among its names": Hostile(pdfs.named_script, Objection.SCRIPT),
    "a PDF with a script behind a link": Hostile(
        lambda: pdfs.annotation(Subtype=Name.Link, A=Dictionary(S=Name.JavaScript, JS=String("x"))),
        Objection.SCRIPT,
    ),
    "a PDF whose page acts": Hostile(pdfs.page_actions, Objection.SCRIPT),
    "a PDF with an XFA form": Hostile(pdfs.form_script, Objection.SCRIPT),
    "a PDF that sends a form": Hostile(
        lambda: pdfs.annotation(
            Subtype=Name.Widget, A=Dictionary(S=Name.SubmitForm, F=String("http://127.0.0.1/"))
        ),
        Objection.EXTERNAL,
    ),
    "a PDF that opens another one": Hostile(
        lambda: pdfs.annotation(
            Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String("\\\\host\\a.pdf"))
        ),
        Objection.EXTERNAL,
    ),
    "a PDF whose page is at an address": Hostile(pdfs.outside_stream, Objection.EXTERNAL),
    "a PDF that carries a program": Hostile(pdfs.attached, Objection.EMBEDDED),
    "a PDF with a file pinned to its page": Hostile(
        lambda: pdfs.annotation(Subtype=Name.FileAttachment), Objection.EMBEDDED
    ),
    "a PDF with rich media": Hostile(
        lambda: pdfs.annotation(Subtype=Name.RichMedia), Objection.EMBEDDED
    ),
    "a PDF with a stream of 300 MB": Hostile(pdfs.bomb, Objection.BOMB),
    "a PDF with a stream packed twice": Hostile(pdfs.nested_bomb, Objection.BOMB),
    "a PDF with a password": Hostile(pdfs.locked, Objection.LOCKED),
    "a PDF that is encrypted": Hostile(pdfs.restricted, Objection.LOCKED),
    "half a PDF": Hostile(lambda: pdfs.pdf()[:200], Objection.MIXED),
    "the beginning and the end of a PDF": Hostile(
        lambda: b"%PDF-1.7\nnothing\n%%EOF\n", Objection.BROKEN
    ),
    "a PDF that is an archive too": Hostile(lambda: pdfs.pdf() + office.word(), Objection.MIXED),
    "a PDF with a program at its end": Hostile(lambda: pdfs.pdf() + b"MZ\x90\x00", Objection.MIXED),
    "a web page that is a PDF too": Hostile(lambda: HTML + pdfs.pdf(), Objection.TYPE),
}

HOSTILE: Mapping[str, Hostile] = {**TYPES, **PICTURES, **PDFS, **ARCHIVES, **OFFICE}
