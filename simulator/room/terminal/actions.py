"""Everything that can be done at a seat besides typing a line, and by which key."""

from __future__ import annotations

from simulator.tui.actions import Action

APP_ACTIONS = (
    Action("app.theme", "f8", "Theme", "Go on to the next theme", "next_theme", footer=False),
    Action("app.palette", "ctrl+p", "All", "Find it by name", "command_palette", footer=False),
    Action("app.quit", "ctrl+q", "Leave", "Give the seat up", "quit", priority=True),
)

SEAT_ACTIONS = (
    Action("seat.hand", "f2", "Hand", "Put the hand up, call for help, take it down", "hand"),
    Action("seat.brief", "f3", "Brief", "Read the brief", "brief"),
    Action("seat.mark", "f4", "Mark a line", "Come back to the last line, with a note", "mark"),
    Action("seat.rotate", "f5", "Pass parts on", "Everybody takes the next one's part", "rotate"),
    Action("seat.debrief", "f6", "Debrief", "Read what the conversation showed", "debrief"),
    Action("seat.questions", "f7", "Questions", "Answer the questions", "questions"),
    Action("seat.page_up", "pageup", "Back", "Read further back", "page(-1)", footer=False),
    Action("seat.page_down", "pagedown", "On", "Read on", "page(1)", footer=False),
    Action("seat.withdraw", "delete", "Take back", "Take the marked line back", "withdraw"),
)

ACTIONS = (*APP_ACTIONS, *SEAT_ACTIONS)
"""Everything that a key can be bound to."""
