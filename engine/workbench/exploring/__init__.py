"""Exploring a persona: every abstract line it can tell apart, and many trainees who say them."""
