"""For apps above that keep files of their own: staged imports, finished exports."""

from minzheng.kernel.documents.references import refers_to_files
from minzheng.kernel.documents.store import DIGEST_LENGTH, digest_of, fetch, key_for, put

__all__ = ["DIGEST_LENGTH", "digest_of", "fetch", "key_for", "put", "refers_to_files"]
