"""Folders of recordings → windows → features."""
