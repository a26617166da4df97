"""Run folders → browser."""
