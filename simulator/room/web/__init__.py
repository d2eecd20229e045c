"""The hub on the web: pages, the WebSocket, and who is let in."""
