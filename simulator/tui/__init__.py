"""The Textual application: screens, widgets and their styles."""
