"""Awards: what somebody has, since when, why, and what stands against paying it."""
