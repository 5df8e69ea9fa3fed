"""Applications taken in for another place."""
