"""Pictures: decoded and encoded anew, so that nothing but the pixels is kept.

Place and device of a photograph, comments, colour profiles, trailing bytes: all gone.
"""

from io import BytesIO

from PIL import Image, ImageOps

from minzheng.kernel.documents.checking.bounds import Bounds
from minzheng.kernel.documents.checking.verdicts import JPEG, PNG, Examined, Objected, Objection

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
JPEG_QUALITY = 90
PNG_EFFORT = 3
"""Of nine. More costs seconds on a large scan and saves little."""
_LONGEST_SIDE = 20_000
_KEPT_MODES = ("1", "L", "LA", "RGB", "RGBA")


def examine_image(content: bytes, bounds: Bounds) -> Examined:
    """The picture made anew. Raises `Objected`."""
    # The number of pixels is read from the header; ours is the bound that counts.
    Image.MAX_IMAGE_PIXELS = None
    image: Image.Image = Image.open(BytesIO(content), formats=FORMATS)
    width, height = image.size
    if width * height > bounds.pixels or max(width, height) > _LONGEST_SIDE:
        raise Objected(Objection.PIXELS)
    if image.format == "TIFF" and getattr(image, "n_frames", 1) > 1:
        raise Objected(Objection.PAGES)
    photograph = image.format == "JPEG"
    image = ImageOps.exif_transpose(image)
    image = _plain(image, photograph)
    written = BytesIO()
    if photograph:
        image.save(written, "JPEG", quality=JPEG_QUALITY)
        return Examined(JPEG, written.getvalue())
    image.save(written, "PNG", compress_level=PNG_EFFORT)
    return Examined(PNG, written.getvalue())


def _plain(image: Image.Image, photograph: bool) -> Image.Image:
    """The pixels alone, in a mode that the format of the result has."""
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if photograph and image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    if image.mode not in _KEPT_MODES:
        image = image.convert("RGB")
    image.load()
    image.info = {}
    return image
