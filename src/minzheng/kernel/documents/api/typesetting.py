"""Letters as PDF, Word or pictures: for every app that writes to people."""

from minzheng.kernel.documents.typesetting.letter import (
    Block,
    Heading,
    Letter,
    Listed,
    Paragraph,
    Table,
    Verdict,
    chinese_number,
    written_date,
)
from minzheng.kernel.documents.typesetting.pdf import FontsMissing, images_of, pdf_of
from minzheng.kernel.documents.typesetting.word import word_of

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

__all__ = [
    "PDF",
    "WORD",
    "Block",
    "FontsMissing",
    "Heading",
    "Letter",
    "Listed",
    "Paragraph",
    "Table",
    "Verdict",
    "chinese_number",
    "images_of",
    "pdf_of",
    "word_of",
    "written_date",
]
