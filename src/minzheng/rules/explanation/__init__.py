"""Why a value is what it is: built on demand from kept values, pruned to what decided."""
