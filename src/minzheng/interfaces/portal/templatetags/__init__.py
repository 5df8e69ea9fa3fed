"""What templates of the portal need."""
