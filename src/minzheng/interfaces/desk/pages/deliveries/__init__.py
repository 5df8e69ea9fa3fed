"""What is given in services and things: this month's list, one month of one award, its use."""
