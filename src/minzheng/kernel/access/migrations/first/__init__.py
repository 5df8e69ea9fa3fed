"""The operations of 0001, by subject: together they would be too long a file."""
