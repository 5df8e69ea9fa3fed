"""What those above and the faces may call."""
