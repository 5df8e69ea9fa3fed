"""Price-linked subsidy (价格补贴联动).  Read README.md, then rules/price_subsidy.py."""
