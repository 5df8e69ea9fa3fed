"""Who did what to whose record, when, why: written with the act itself and sealed in a chain."""
