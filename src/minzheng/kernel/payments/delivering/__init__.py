"""What is given in services and things instead of money, and how those who give it are paid."""
