"""The public half of residents, one module per subject."""
