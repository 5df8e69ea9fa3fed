"""Reading text as people type it in China: full-width characters and stray spaces."""

_FULL_WIDTH_FORMS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def to_half_width(text: str) -> str:
    """`text` with full-width ASCII (`１Ｘ，`) made half-width and all white space removed.

    Nothing else changes: Unicode compatibility normalisation (NFKC) would also turn ① or ² into
    digits, and an identifier must not become valid by accident.
    """
    return "".join(text.translate(_FULL_WIDTH_FORMS).split())
