"""The tables of imprest floats."""
