"""The themes, and the only colours in the program: dark, light and high contrast."""

from __future__ import annotations

from textual.theme import Theme


def _roles(
    *, you: str, them: str, quiet: str, better: str, worse: str, rail: str, edge: str
) -> dict[str, str]:
    """Return the variables that the style sheets use beside Textual's own.

    you, them: who speaks. quiet: what is set apart. better, worse: where a feeling went.
    rail: the empty part of a bar. edge: lines between areas. ink, paper: of a QR code, which no
    camera finds in other colours.
    """
    return {
        "ink": "#000000",
        "paper": "#ffffff",
        "you": you,
        "them": them,
        "quiet": quiet,
        "better": better,
        "worse": worse,
        "rail": rail,
        "edge": edge,
        "footer-key-foreground": them,
        "footer-background": "transparent",
        "footer-description-foreground": quiet,
        "input-cursor-text-style": "reverse",
        "block-cursor-text-style": "none",
        "border": edge,
        "border-blurred": edge,
        "scrollbar": rail,
        "scrollbar-hover": quiet,
        "scrollbar-active": quiet,
    }


DARK = Theme(
    name="detente-dark",
    dark=True,
    primary="#7fb7b2",
    secondary="#d9b779",
    accent="#7fb7b2",
    foreground="#e4e1da",
    background="#17191d",
    surface="#1d2025",
    panel="#23272d",
    success="#93c58f",
    warning="#d9b779",
    error="#e08d80",
    variables=_roles(
        you="#d9b779",
        them="#7fb7b2",
        quiet="#a09d96",
        better="#93c58f",
        worse="#e08d80",
        rail="#3b4048",
        edge="#343941",
    )
    | {
        "scrollbar-background": "#17191d",
        "scrollbar-background-hover": "#17191d",
        "scrollbar-background-active": "#17191d",
        "scrollbar-corner-color": "#17191d",
        "block-cursor-background": "#2b3138",
        "block-cursor-foreground": "#f4f1ea",
        "block-cursor-blurred-background": "#23272d",
        "block-cursor-blurred-foreground": "#e4e1da",
    },
)

LIGHT = Theme(
    name="detente-light",
    dark=False,
    primary="#1f6f6b",
    secondary="#8a5a00",
    accent="#1f6f6b",
    foreground="#2a2925",
    background="#f7f4ec",
    surface="#efebe1",
    panel="#e7e2d6",
    success="#2c6b2f",
    warning="#8a5a00",
    error="#a83a2a",
    variables=_roles(
        you="#8a5a00",
        them="#1f6f6b",
        quiet="#66625a",
        better="#2c6b2f",
        worse="#a83a2a",
        rail="#cfc8b8",
        edge="#d6d0c2",
    )
    | {
        "scrollbar-background": "#f7f4ec",
        "scrollbar-background-hover": "#f7f4ec",
        "scrollbar-background-active": "#f7f4ec",
        "scrollbar-corner-color": "#f7f4ec",
        "block-cursor-background": "#dfe9e4",
        "block-cursor-foreground": "#1c1b18",
        "block-cursor-blurred-background": "#e7e2d6",
        "block-cursor-blurred-foreground": "#2a2925",
    },
)

CONTRAST = Theme(
    name="detente-contrast",
    dark=True,
    primary="#00ffff",
    secondary="#ffff00",
    accent="#00ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#00ff66",
    warning="#ffff00",
    error="#ff9d8a",
    variables=_roles(
        you="#ffff00",
        them="#00ffff",
        quiet="#e0e0e0",
        better="#00ff66",
        worse="#ff9d8a",
        rail="#808080",
        edge="#ffffff",
    )
    | {
        "scrollbar-background": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
        "scrollbar-corner-color": "#000000",
        "block-cursor-background": "#0033aa",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#303030",
        "block-cursor-blurred-foreground": "#ffffff",
    },
)

THEMES: tuple[Theme, ...] = (DARK, LIGHT, CONTRAST)
TITLES: dict[str, str] = {
    DARK.name: "Dark",
    LIGHT.name: "Light",
    CONTRAST.name: "High contrast",
}


def next_theme(name: str) -> str:
    """Return the name of the theme after this one; the first follows the last."""
    names = list(TITLES)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
