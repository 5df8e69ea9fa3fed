"""Means checks: authorisations, departments, differences, the report."""
