"""Rows of the database as the records that casework answers with."""
