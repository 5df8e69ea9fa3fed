"""How short messages reach the telephones of residents."""
