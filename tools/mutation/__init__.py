"""Changes the rules and numbers one small step at a time and asks whether an example notices."""
