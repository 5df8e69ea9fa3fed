"""From a need to an accepted application."""
