"""Where the money comes from, how much of it is spent, and what somebody has received."""
