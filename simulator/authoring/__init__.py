"""What the author's workbench finds, shown: as text, as pictures, for other programs."""
