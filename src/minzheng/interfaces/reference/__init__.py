"""The reference in ``docs/reference``: generated from the declarations, the same each time."""
