"""The end of documents: after their time, after being withdrawn, or when no row names them."""

import logging
import time
from datetime import datetime, timedelta

from django.db.models import Q

from minzheng.base.clock import business_date
from minzheng.kernel.audit.api import Entry, Label, record_many
from minzheng.kernel.documents import store
from minzheng.kernel.documents.models import Document
from minzheng.kernel.documents.references import digests_in_use

_log = logging.getLogger(__name__)

WITHDRAWN_FOR = timedelta(days=30)
"""How long a document that was withdrawn by mistake can still be brought back from its row."""
ORPHAN_SECONDS = 24 * 60 * 60
"""A file that no row names may belong to a transaction that is still open: none takes a day."""
_AT_ONCE = 500


def delete_due(now: datetime) -> int:
    """Delete documents whose time is over; inside a scope that sees all rows."""
    over = Q(kept_until__lte=business_date(now)) | Q(removed_at__lt=now - WITHDRAWN_FOR)
    due = list(Document.objects.filter(over).order_by("pk")[:_AT_ONCE])
    record_many(
        Entry(
            "document.remove",
            "document",
            each.pk,
            each.division,
            Label(each.label),
            payload={"kept_until": each.kept_until.isoformat(), "sm3": each.sm3},
        )
        for each in due
    )
    Document.objects.filter(pk__in=[each.pk for each in due]).delete()
    return len(due)


def sweep(older_than: float = ORPHAN_SECONDS) -> int:
    """Remove files that no row names; inside a scope that sees all rows."""
    before = time.time() - older_than
    # The store is listed first: what is written meanwhile is not on the list.
    found = list(store.kept())
    used = digests_in_use()
    removed = sum(
        store.discard_older(digest, key, before) for key, digest in found if digest not in used
    )
    removed += store.discard_drafts(before)
    if removed:
        _log.info("%d files that no row names were removed", removed)
    return removed
