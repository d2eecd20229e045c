"""The screens of a seat in a terminal."""
