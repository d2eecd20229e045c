"""The hub: rooms at work, and whoever is connected to them."""
