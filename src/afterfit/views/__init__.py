"""Result → chart or table."""
