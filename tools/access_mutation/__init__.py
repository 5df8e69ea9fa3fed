"""Protections that are taken away one by one; see tools/mutate_access.py."""
