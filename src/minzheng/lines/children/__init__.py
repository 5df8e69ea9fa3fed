"""Orphans, de facto unattended and severely ill or disabled children (儿童福利)."""
