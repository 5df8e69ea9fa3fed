"""Support of the extremely poor (特困人员救助供养).  Read README.md, then rules/grant.py."""
