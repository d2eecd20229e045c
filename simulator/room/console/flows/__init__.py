"""What each action does, step by step: whom it asks, and what it asks of the hub."""
