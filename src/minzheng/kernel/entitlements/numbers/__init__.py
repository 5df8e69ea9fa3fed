"""Numbers that officers set: proposed, simulated on the live register, approved, re-rated."""
