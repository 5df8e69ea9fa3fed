"""Published tables of payments: prepared, looked at, let out by a second person, taken down."""
