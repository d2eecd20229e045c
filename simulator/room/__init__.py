"""Group exercises: the hub that owns the rooms, its protocol, the page, the console."""
