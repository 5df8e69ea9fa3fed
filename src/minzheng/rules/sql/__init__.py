"""The same rules as SQL, written as text for DuckDB or Spark."""
