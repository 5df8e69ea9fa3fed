"""The casework of a demonstration: stories, told by invented staff through the real commands."""
