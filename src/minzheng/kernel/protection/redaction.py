"""Nothing personal in logs: numbers that could be of a person are masked before a line is written.

The filter looks at the finished line and at its traceback, because values arrive by many ways: as
arguments, in the text of an exception, in a URL. Names cannot be recognised this way: they must not
be logged, and the canary test sees to it.
"""

import json
import logging
import re
from datetime import UTC, datetime

HIDDEN = "[已脱敏]"

# Digits may be full-width, and grouped by blanks or hyphens as people type them.
_DIGIT = "[0-9０-９]"
_GAP = r"[ \-]?"
_NOT_INSIDE = r"(?<![0-9０-９A-Za-z])"
_NOT_BEFORE = r"(?![0-9０-９A-Za-z])"

_IDENTITY = rf"(?:{_DIGIT}{_GAP}){{17}}[0-9０-９XxＸｘ]|(?:{_DIGIT}{_GAP}){{14}}{_DIGIT}"
_ACCOUNT = rf"(?:{_DIGIT}{_GAP}){{15,18}}{_DIGIT}|(?:{_DIGIT}{_GAP}){{11}}{_DIGIT}"
_PHONE = rf"(?:\+?86{_GAP})?[1１][3-9３-９]{_GAP}(?:{_DIGIT}{_GAP}){{8}}{_DIGIT}"
_LANDLINE = rf"[0０](?:{_DIGIT}){{2,3}}-(?:{_DIGIT}){{7,8}}"
_CERTIFICATE = rf"(?:{_DIGIT}){{17}}[0-9０-９XxＸｘ](?:{_DIGIT}){{2}}"

_PERSONAL = re.compile(
    f"{_NOT_INSIDE}(?:{_CERTIFICATE}|{_IDENTITY}|{_ACCOUNT}|{_PHONE}|{_LANDLINE}){_NOT_BEFORE}"
)
# A UUID may hold a run of twelve digits between its hyphens, and is needed to follow a request.
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def redacted(text: str) -> str:
    """The same text without numbers that could be of a person; UUIDs stay."""
    parts = []
    end = 0
    for kept in _UUID.finditer(text):
        parts += [_PERSONAL.sub(HIDDEN, text[end : kept.start()]), kept.group()]
        end = kept.end()
    return "".join([*parts, _PERSONAL.sub(HIDDEN, text[end:])])


class RedactingFilter(logging.Filter):
    """Replaces a record's message and its traceback by redacted text."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: a line is changed, not dropped."""
        record.msg = redacted(record.getMessage())
        record.args = None
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = redacted(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        if record.stack_info:
            record.stack_info = redacted(record.stack_info)
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line, redacted whatever filters were set."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        RedactingFilter().filter(record)
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.msg,
        }
        traces = {"trace": record.exc_text, "stack": record.stack_info}
        line |= {name: text for name, text in traces.items() if text}
        return json.dumps(line, ensure_ascii=False)
