"""Rules of the two disability subsidies, one subject a file."""
