"""Exercise files: what a group does with a persona, in which order and for how long."""

from simulator.room.exercise.exercise import (
    Briefs,
    Exercise,
    Grouping,
    Phase,
    Question,
    Questions,
    blank_exercise,
)
from simulator.room.exercise.finding import (
    ExerciseError,
    UnknownExercise,
    exercise_names,
    find_exercise,
    is_exercise,
)
from simulator.room.exercise.loading import load_exercise

__all__ = [
    "Briefs",
    "Exercise",
    "ExerciseError",
    "Grouping",
    "Phase",
    "Question",
    "Questions",
    "UnknownExercise",
    "blank_exercise",
    "exercise_names",
    "find_exercise",
    "is_exercise",
    "load_exercise",
]
