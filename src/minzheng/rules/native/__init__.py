"""The rules as machine code: one pass over a snapshot's rows, unknown values included."""
