"""Where signed checkpoints of the audit trail are handed to."""
