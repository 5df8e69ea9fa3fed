"""The numbers of the law: dated, by area, each with its unit, source and confidence."""
