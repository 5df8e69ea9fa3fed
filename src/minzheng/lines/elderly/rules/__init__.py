"""Rules of the older persons' allowances, one subject a file."""
