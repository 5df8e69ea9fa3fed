"""Numbers of the law that officers set: in force, proposed, what they cost, awards re-rated."""
