"""The console's screens: the exercise, one conversation, and what asks back."""
