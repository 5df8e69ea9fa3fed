"""The monthly run: what the rules say of everybody, and where that is not what is due."""
