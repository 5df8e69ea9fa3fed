"""Mistakes of a program that would have weakened or bypassed the protection of rows."""


class ProtectionError(Exception):
    """Never shown to a user: the code must change."""


class OutsideTransaction(ProtectionError):
    """A scope holds for one transaction only, and none is open."""


class NoScope(ProtectionError):
    """Protected rows were asked for before anybody said who looks."""


class Unclassified(ProtectionError):
    """A table of which nobody has said how its rows are protected."""


class WrongCollation(ProtectionError):
    """The database sorts digits and colons otherwise than by code point."""
