"""Rules of temporary assistance: what each asks first, then one file for each kind."""
