"""Tables of what is found outside the office, and of notices, by subject."""
