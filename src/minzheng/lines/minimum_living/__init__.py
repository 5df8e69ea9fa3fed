"""The minimum living guarantee (最低生活保障): start with README.md, then line.py."""
