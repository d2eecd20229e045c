"""How the reading models are trained and judged. Not part of the installed package."""
