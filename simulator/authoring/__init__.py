"""What the author's workbench shows: text and JSON."""
