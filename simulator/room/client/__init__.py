"""A client of the hub, for programs in a terminal."""
