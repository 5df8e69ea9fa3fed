"""The same rules as SQL: built with sqlglot, rendered for DuckDB or Spark."""
