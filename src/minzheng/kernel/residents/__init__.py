"""Residents themselves: how they sign in, whom they act for, what their household may see."""
