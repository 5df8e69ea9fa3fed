"""Minzheng (民政): a business line declares, the kernel performs."""
