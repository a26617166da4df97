"""Counts or arrays → number."""
