"""Where log lines go: JSON to standard error, without anything personal."""

from typing import Any

_REDACTION = "minzheng.kernel.protection.redaction"


def log_configuration(level: str = "INFO") -> dict[str, Any]:
    """For ``logging.config.dictConfig``: the same for Django, gunicorn and the worker."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"redacting": {"()": f"{_REDACTION}.RedactingFilter"}},
        "formatters": {"json": {"()": f"{_REDACTION}.JsonFormatter"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "filters": ["redacting"],
                "formatter": "json",
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # These bring handlers of their own, which know no redaction.
            **{
                name: {"handlers": [], "propagate": True, "level": level}
                for name in ("django", "django.server", "gunicorn.error")
            },
            # Addresses of pages can name persons: the audit trail says who looked.
            "gunicorn.access": {"handlers": [], "propagate": False},
            # It repeats whom somebody tried to sign in as.
            "axes": {"level": "ERROR"},
            # A line for every job, and the arguments with it.
            "procrastinate": {"level": "WARNING"},
            "numexpr": {"level": "WARNING"},
        },
    }
