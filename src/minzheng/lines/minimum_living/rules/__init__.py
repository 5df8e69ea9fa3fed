"""The rules of the minimum living guarantee; the order of reading is in ../line.py."""
