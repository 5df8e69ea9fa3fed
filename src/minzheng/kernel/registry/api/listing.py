"""For apps above: their lists, within the scope and a page at a time, as the registry's own are."""

from minzheng.kernel.registry.api.results import Page
from minzheng.kernel.registry.scoping import (
    LARGEST_PAGE,
    bounds,
    cursor_id,
    newest_of,
    one,
    page_of,
    require_size,
    seen,
    within_scope,
)

__all__ = [
    "LARGEST_PAGE",
    "Page",
    "bounds",
    "cursor_id",
    "newest_of",
    "one",
    "page_of",
    "require_size",
    "seen",
    "within_scope",
]
