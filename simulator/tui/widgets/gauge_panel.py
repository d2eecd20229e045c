"""What the counterpart feels: a panel beside a wide conversation, a strip under a narrow one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from simulator.tui.gauging import Gauge

STYLES = {"better": "$better", "worse": "$worse", "steady": "$quiet"}
BAR_WIDTH = 16


class GaugePanel(Vertical):
    """The feelings one below the other, each with its bar and what the last line did to it."""

    def __init__(self, name: str) -> None:
        """name: the counterpart's."""
        super().__init__()
        self._heading = f"What {name} feels"
        self._laid_out = False

    def compose(self) -> ComposeResult:
        """A heading and the gauges."""
        yield Static(Content(self._heading), id="gauges-title")
        yield Static("", id="gauges-list", markup=False)

    def show(self, gauges: Sequence[Gauge]) -> None:
        """Show these levels."""
        blocks = [_block(gauge) for gauge in gauges]
        listed = self.query_one("#gauges-list", Static)
        # Their number never changes: only the first time is there anything to lay out.
        listed.update(Content("\n\n").join(blocks), layout=not self._laid_out)
        self._laid_out = True


class GaugeStrip(Static):
    """The feelings on one row, as many as fit; each says its level and where it went."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._gauges: Sequence[Gauge] = ()

    def show(self, gauges: Sequence[Gauge]) -> None:
        """Show these levels."""
        self._gauges = gauges
        self.on_resize()

    def on_resize(self) -> None:
        """Use the width there is."""
        self.update(strip(self._gauges, self.content_size.width), layout=False)


def _block(gauge: Gauge) -> Content:
    style = STYLES[gauge.trend]
    full, empty = gauge.bar(BAR_WIDTH)
    return Content.assemble(
        gauge.label.capitalize(),
        "\n",
        (full, "$them"),
        (empty, "$rail"),
        f" {gauge.percent:>3}\n",
        (gauge.told, style),
    )


def strip(gauges: Sequence[Gauge], width: int) -> Content:
    """Return the gauges on one row: with bars if they fit, else without, else as many as do."""
    for bar_width, gap in ((8, 3), (5, 3), (0, 3), (0, 2)):
        row = Content(" " * gap).join([_cell(gauge, bar_width) for gauge in gauges])
        if row.cell_length <= width:
            return row
    kept: list[Content] = []
    for gauge in gauges:
        cell = _cell(gauge, 0)
        if sum(each.cell_length + 2 for each in kept) + cell.cell_length + 2 > width:
            break
        kept.append(cell)
    row = Content("  ").join([*kept, Content.styled("…", "$quiet")])
    return row if row.cell_length <= width else Content("")


def _cell(gauge: Gauge, bar_width: int) -> Content:
    style = STYLES[gauge.trend]
    full, empty = gauge.bar(bar_width)
    bar = ((full, "$them"), (empty, "$rail"), " ")
    return Content.assemble(
        f"{gauge.label} ",
        *(bar if bar_width else ()),
        f"{gauge.percent} ",
        (gauge.arrow, style),
    )
