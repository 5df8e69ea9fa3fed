"""Imprest floats of towns (备用金): what is there, what moved, who counted."""
