"""Drawings that the server makes itself, so that they print and read aloud."""
