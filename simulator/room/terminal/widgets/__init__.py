"""The pieces of the seat's screen."""
