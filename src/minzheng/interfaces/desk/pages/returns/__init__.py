"""What banks say of batches: returns, payments that nobody ordered, payments to be made again."""
