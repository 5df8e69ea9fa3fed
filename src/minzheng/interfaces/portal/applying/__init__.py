"""The questions of an application as a resident answers them."""
