"""What people touch: command line, screens, journal, debrief, rooms. Knows only the engine."""
