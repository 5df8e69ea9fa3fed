"""Edge families and rigid-expenditure families (低收入家庭): start with README.md, then line.py."""
