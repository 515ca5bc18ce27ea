"""Tables → pictures: SVG, PNG or PDF."""

from kzstance.plots.heat import draw_heat
from kzstance.plots.lines import draw_lines
from kzstance.plots.plane import draw_plane

__all__ = ["draw_heat", "draw_lines", "draw_plane"]
