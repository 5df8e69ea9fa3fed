"""JSON that means one thing: no name twice, no NaN, no number beyond what JSON can say."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser


class Ambiguous(ValueError):
    """The text is JSON to some readers and not to others."""


class StrictParser(Parser):
    """Reads bodies; whatever this raises is answered as unreadable."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body as an object."""
        read = json.loads(
            request.body.decode("utf-8"),
            object_pairs_hook=_without_repeats,
            parse_constant=_no_constant,
        )
        if not isinstance(read, dict):
            raise Ambiguous("not an object")
        return read


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise Ambiguous("a name twice")
    return read


def _no_constant(name: str) -> NoReturn:
    raise Ambiguous(name)
