"""What authors run on personas and on what was said to them, as text and as JSON."""
