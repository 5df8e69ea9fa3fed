"""What every layer stands on: money, time, identifiers, errors. No Django, no HTTP."""
