"""The calculator's benches: batch, what-if, memory, one household, agreement with other engines."""
