"""Pictures, sound and hostile."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, PngImagePlugin


def picture(form: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **named: Any) -> bytes:
    """A small picture."""
    written = BytesIO()
    Image.effect_noise(size, 80).convert(mode).save(written, form, **named)
    return written.getvalue()


def photograph_with_place() -> bytes:
    """A photograph that says where and with what it was taken, and turned by its camera."""
    exif = Image.Exif()
    exif[0x010F] = "CAMERA-OF-ZHANG"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (31.0, 47.0, 12.0)
    return picture("JPEG", exif=exif, comment=b"SECRET-COMMENT", icc_profile=b"SECRET-PROFILE")


def scan_with_text() -> bytes:
    """A PNG with text beside its pixels."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "SECRET-COMMENT")
    texts.add_itxt("XML:com.adobe.xmp", "<x>SECRET-XMP</x>")
    return picture("PNG", pnginfo=texts)


def png_of_size(width: int, height: int, rows: bytes = b"\x00") -> bytes:
    """A PNG that claims a size, with hardly any content."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def png_text_bomb() -> bytes:
    """A PNG with a text that unpacks to 200 megabytes."""
    whole = picture("PNG")
    text = _chunk(b"zTXt", b"a\x00\x00" + zlib.compress(bytes(200 << 20)))
    return whole[:33] + text + whole[33:]


def animation(form: str, frames: int) -> bytes:
    """Several pictures in one file."""
    written = BytesIO()
    pages = [Image.new("L", (20, 20), shade) for shade in range(frames)]
    pages[0].save(written, form, save_all=True, append_images=pages[1:])
    return written.getvalue()


def bmp_of_size(width: int, height: int) -> bytes:
    """A BMP that claims a size."""
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + head


def gif_of_size(width: int, height: int) -> bytes:
    """A GIF that claims a size."""
    whole = bytearray(picture("GIF", mode="P"))
    whole[6:10] = struct.pack("<HH", width, height)
    return bytes(whole)


def _chunk(name: bytes, content: bytes) -> bytes:
    whole = name + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))
