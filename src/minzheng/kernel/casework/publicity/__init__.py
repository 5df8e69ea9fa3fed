"""Publishing proposals and decisions to the village, and taking objections to them (公示、公布)."""
