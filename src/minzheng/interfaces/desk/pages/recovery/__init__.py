"""Recovery (追缴): what was paid and was not due, who owes it, what came in or was given up."""
