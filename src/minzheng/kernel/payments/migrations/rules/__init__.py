"""What the database itself refuses, by subject."""
