"""The small JSON messages between the hub and every client: `asked` to the hub, `told` by it."""

VERSION = 1
"""Of the protocol; a hub answers a client of another version with a sentence, and hangs up."""
