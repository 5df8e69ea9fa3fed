"""The desk: the pages on which staff work."""
