"""The pages of the desk, one module per kind of work."""
