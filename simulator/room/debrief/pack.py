"""All of a room in one zip file: transcripts, table, records, page. Same room, same bytes."""

from __future__ import annotations

import io
import json
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from simulator.room.debrief.build import build_group
from simulator.room.debrief.gathered import Gathered, without_names
from simulator.room.debrief.page import as_html
from simulator.room.debrief.table import as_csv
from simulator.room.debrief.transcript import as_transcript

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a pack, the earliest there is: it tells nothing and never differs."""


def as_pack(gathered: Gathered) -> bytes:
    """Return the zip file: a transcript a branch, turns.csv, room.json, debrief.html."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as pack:
        for name, text in sorted(_files(gathered).items()):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # else the system's own
            entry.external_attr = 0o644 << 16
            pack.writestr(entry, text.encode())
    return out.getvalue()


def _files(gathered: Gathered) -> dict[str, str]:
    gathered = without_names(gathered)
    built = build_group(gathered)
    records = {"room": gathered.as_dict(), "debrief": built.as_dict()}
    return {
        **{
            f"transcripts/{held.conversation}-{held.branch}.md": as_transcript(held)
            for held in gathered.conversations
        },
        "turns.csv": "\ufeff" + as_csv(gathered),  # the mark tells spreadsheets that it is UTF-8
        "room.json": json.dumps(records, ensure_ascii=False, indent=1) + "\n",
        "debrief.html": as_html(built),
    }
