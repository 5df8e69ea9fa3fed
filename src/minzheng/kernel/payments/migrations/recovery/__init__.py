"""The tables of recovery."""
