"""What is sent and answered, with the words and examples of the description."""
