"""Casework at the desk: from the inbox to the letter."""
