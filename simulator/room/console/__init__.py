"""The facilitator's console: everything about a room on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.streams import on_screen

if TYPE_CHECKING:
    import ssl


def run_console(
    ws: str,
    key: str,
    join_url: str,
    projector_url: str = "",
    tls: ssl.SSLContext | None = None,
    reach: str = "",
    ends_hub: bool = False,
) -> str:
    """Run the console until the facilitator leaves; return why it ended, "" where they left.

    ws: the hub's WebSocket. key: the facilitator's secret. join_url: where participants go, with
    the code or without. projector_url: the projector's page, with whatever it needs to be shown.
    reach: who can come in at all, in sentences. ends_hub: whether "" ends the hub, so that the
    facilitator is asked first.
    """
    if not on_screen():
        return "The console needs a terminal."
    from simulator.room.console.app import ConsoleApp  # Textual takes a while

    app = ConsoleApp(ws, key, join_url, projector_url, tls, reach=reach, ends_hub=ends_hub)
    app.run()
    if app.return_code:  # Textual shows an error of ours, and returns
        return "The console broke."
    return app.return_value or ""
