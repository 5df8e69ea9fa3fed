"""What the tables of payments have in common: lengths, months, who did it."""

from typing import Any

from django.db import models

from minzheng.kernel.protection.fields import BlindIndexField

CODE_LENGTH = 60
NAME_LENGTH = 100
RULE_LENGTH = 120
TEXT_LENGTH = 300
NUMBER_LENGTH = 35
"""The longest identifier that ISO 20022 takes for a message or a payment."""
HASH_LENGTH = 64


def month(title: str, **more: Any) -> "models.DateField[Any, Any]":
    """A month, kept as its first day."""
    return models.DateField(title, help_text="每月以首日表示", **more)


def fen(title: str, **more: Any) -> "models.BigIntegerField[Any, Any]":
    """An amount in whole fen."""
    return models.BigIntegerField(f"{title}（分）", **more)


def account(title: str, **more: Any) -> "models.UUIDField[Any, Any]":
    """The account of whoever acted."""
    return models.UUIDField(title, **more)


def person(**more: Any) -> BlindIndexField:
    """The human being behind the account: two accounts of one person are one person."""
    return BlindIndexField(**more)
