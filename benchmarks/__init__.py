"""What the platform costs in time and memory, measured against its peers and against the floor."""
