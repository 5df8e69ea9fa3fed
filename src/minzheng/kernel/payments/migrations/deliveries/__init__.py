"""The tables of services and things, of providers and their settlements."""
