"""What is done with rooms afterwards: taken along, forgotten."""
