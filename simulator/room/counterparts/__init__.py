"""What answers in rooms: the engine's conversations, and the process in which lines are read."""

from simulator.room.counterparts.asking import Asking, Unanswered
from simulator.room.counterparts.counterparts import Counterparts
from simulator.room.counterparts.questions import Question, Say
from simulator.room.counterparts.stage import Here, Stage, StageError

__all__ = ["Asking", "Counterparts", "Here", "Question", "Say", "Stage", "StageError", "Unanswered"]
