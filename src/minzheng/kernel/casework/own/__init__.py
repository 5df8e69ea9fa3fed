"""What residents do with their own cases: proved theirs here, done by the desk's functions."""
