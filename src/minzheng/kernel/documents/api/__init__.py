"""What other packages may use of documents."""

from minzheng.kernel.documents.downloads import attachment, attachment_of
from minzheng.kernel.documents.evidence import (
    CaseFile,
    DocumentRow,
    FileRefused,
    OpenedDocument,
    accepted,
    add_document,
    documents_of,
    keep_made,
    made_document,
    one_document,
    open_document,
    remove_document,
)
from minzheng.kernel.documents.kinds import EVIDENCE_CHOICES, EVIDENCE_KINDS
from minzheng.kernel.documents.names import title_of
from minzheng.kernel.documents.store import FileLost

__all__ = [
    "EVIDENCE_CHOICES",
    "EVIDENCE_KINDS",
    "CaseFile",
    "DocumentRow",
    "FileLost",
    "FileRefused",
    "OpenedDocument",
    "accepted",
    "add_document",
    "attachment",
    "attachment_of",
    "documents_of",
    "keep_made",
    "made_document",
    "one_document",
    "open_document",
    "remove_document",
    "title_of",
]
