"""Providers: who may give a benefit, to which account they are paid, what they are owed."""
