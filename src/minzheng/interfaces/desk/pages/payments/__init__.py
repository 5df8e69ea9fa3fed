"""Payroll: batches from draft to the bank, with everything that is looked at on the way."""
