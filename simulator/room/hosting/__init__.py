"""Running a hub on this machine, and leading its room."""
