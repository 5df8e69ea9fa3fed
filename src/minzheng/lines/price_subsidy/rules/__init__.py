"""Rules of the price-linked subsidy: the trigger, the groups, the amount."""
