"""Temporary assistance (临时救助): one-off help.  Read README.md, then rules/request.py."""
