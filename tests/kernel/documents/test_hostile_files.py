"""Files that wish us ill are refused or made harmless, quickly, whatever they are called."""

import resource
import subprocess
import sys
import time
from io import BytesIO

import pytest
from PIL import Image

from minzheng.kernel.documents.checking.examination import examined
from minzheng.kernel.documents.checking.verdicts import Objected, Objection
from minzheng.kernel.documents.names import LONGEST_TITLE, title_of
from tests.kernel.documents import image_files as images
from tests.kernel.documents import office_files as office
from tests.kernel.documents import pdf_files as pdfs
from tests.kernel.documents.hostile_files import HOSTILE, HTML

pytestmark = pytest.mark.slow

SECONDS = 5
ENDING = 1
"""Until a process that was given up is gone."""
MEMORY_KB = 512 * 1024
REFUSED_AT_PEAK = """
import resource, sys
from minzheng.kernel.documents.checking.examination import examined
from minzheng.kernel.documents.checking.verdicts import Objected
try:
    examined(sys.stdin.buffer.read())
except Objected:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_there_are_enough() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str) -> None:
    content = HOSTILE[name].made()
    began = time.monotonic()
    with pytest.raises(Objected) as refused:
        examined(content)
    assert time.monotonic() - began <= SECONDS + ENDING
    # On a busy machine the bound of time may be met before the bomb is understood.
    assert refused.value.objection in {HOSTILE[name].objection, Objection.TIME}


@pytest.mark.parametrize(
    "name",
    ["a PDF with a stream of 300 MB", "a zip bomb", "a PNG with a packed text of 200 MB"],
)
def test_no_examination_takes_more_memory_than_allowed(name: str) -> None:
    content = HOSTILE[name].made()
    # From a process of its own: here the children of every other test would count as well.
    told = subprocess.run(
        [sys.executable, "-c", REFUSED_AT_PEAK], input=content, capture_output=True, check=True
    )
    assert int(told.stdout) <= MEMORY_KB


def test_a_photograph_loses_everything_but_its_pixels() -> None:
    kept = examined(images.photograph_with_place() + HTML + office.word())
    assert (kept.type.extension, kept.type.media_type) == ("jpg", "image/jpeg")
    for secret in (b"CAMERA-OF-ZHANG", b"SECRET", b"Exif", b"<script>", b"PK\x03\x04"):
        assert secret not in kept.content
    with Image.open(BytesIO(kept.content)) as image:
        assert image.size == (30, 40), "turned as the camera said"
        assert not image.getexif()


def test_a_scan_loses_its_texts() -> None:
    kept = examined(images.scan_with_text())
    assert kept.type.extension == "png"
    assert b"SECRET" not in kept.content


@pytest.mark.parametrize(
    ("form", "mode"),
    [("GIF", "P"), ("BMP", "RGB"), ("WEBP", "RGB"), ("TIFF", "L"), ("PNG", "RGBA"), ("PNG", "1")],
)
def test_other_pictures_become_png(form: str, mode: str) -> None:
    kept = examined(images.picture(form, mode=mode))
    with Image.open(BytesIO(kept.content)) as image:
        assert (image.format, image.size) == ("PNG", (40, 30))


def test_an_animation_is_kept_as_its_first_picture() -> None:
    kept = examined(images.animation("GIF", 5))
    with Image.open(BytesIO(kept.content)) as image:
        assert getattr(image, "n_frames", 1) == 1


def test_a_photograph_for_print_becomes_one_for_screens() -> None:
    kept = examined(images.picture("JPEG", mode="CMYK"))
    with Image.open(BytesIO(kept.content)) as image:
        assert image.mode == "RGB"


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", pdfs.pdf()),
        ("docx", office.word()),
        ("xlsx", office.packed(office.excel_parts("<c r='A1'><f>SUM(B1:B2)</f></c>"))),
        ("docx", office.word_with("word/media/image1.png", images.picture("PNG"))),
        (
            "docx",
            office.word_with(
                "word/_rels/document.xml.rels",
                office.relation("hyperlink", "https://www.mca.gov.cn/", "External"),
            ),
        ),
    ],
)
def test_a_sound_file_is_kept_byte_by_byte(extension: str, content: bytes) -> None:
    kept = examined(content)
    assert (kept.type.extension, kept.content) == (extension, content)


def test_a_large_photograph_is_quick_enough() -> None:
    content = images.picture("JPEG", (6_000, 4_000), "L", quality=60)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    try:
        examined(content)
    except Objected as objected:
        assert objected.objection is Objection.TIME
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before <= SECONDS / 2


def test_a_file_that_takes_too_long_is_given_up() -> None:
    """Endless in itself: ten thousand pages of the same heavy stream."""
    with pytest.raises(Objected) as refused:
        examined(office.word(body="<w:p/>" * 1_000_000 + "<w:p>" * 600_000))
    assert refused.value.objection in {Objection.TIME, Objection.BROKEN, Objection.BOMB}


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("户口本.jpg", "户口本"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\王\\收入 证明.pdf", "收入 证明"),
        ("a\x00b.pdf", "ab"),
        ("报\u202egpj.exe", "报gpj"),
        ("低\u200b保\r\nSet-Cookie: x.pdf", "低保Set-Cookie_ x"),
        ('"><script>.png', "___script_"),
        ("", "未命名"),
        ("...", "未命名"),
        (".pdf", "pdf"),
        ("𬱖㛃.png", "𬱖㛃"),
        ("长" * 300 + ".pdf", "长" * LONGEST_TITLE),
        ("CON.pdf", "CON"),
    ],
)
def test_a_name_becomes_a_harmless_title(given: str, title: str) -> None:
    assert title_of(given) == title
