"""Allowances of older persons and their ability level (老年人福利)."""
