"""The rules of the two low-income families; the order of reading is in ../line.py."""
