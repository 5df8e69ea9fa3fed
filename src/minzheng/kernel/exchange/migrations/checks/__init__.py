"""The tables of means checks, by subject."""
