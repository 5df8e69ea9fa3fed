"""Rules of the children's allowances, one subject a file."""
