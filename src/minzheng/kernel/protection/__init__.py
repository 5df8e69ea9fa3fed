"""Who may see which rows and read which fields: the lowest app of the kernel."""
