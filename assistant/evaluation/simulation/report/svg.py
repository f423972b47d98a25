"""Two small plots as SVG: lines over weeks, and intervals on one axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

COLOURS = (
    "#8a8a8a", "#3f8fd0", "#2a9d5c", "#d17a00", "#d0455c", "#9a72dd", "#a5854c", "#009c9c",
)  # fmt: skip
"""Seen well on white and on black alike."""
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 860, 300, 56, 34, 14, 290


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One curve."""

    name: str
    values: tuple[float, ...]
    colour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One value with its interval."""

    name: str
    value: float
    low: float
    high: float


def lines(
    curves: Sequence[Line], *, label: str, x_label: str, ticks: Sequence[str], percent: bool = True
) -> str:
    """Curves from the first step to the last, each step with its tick; `label` is for who cannot
    see them."""
    steps = max((len(curve.values) for curve in curves), default=0)
    if not steps:
        return ""
    top = max((value for curve in curves for value in curve.values), default=0.0) * 1.1 or 1.0
    plot_width, plot_height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def at(step: int, value: float) -> tuple[float, float]:
        x = LEFT + plot_width * (step / max(steps - 1, 1))
        return x, TOP + plot_height * (1 - value / top)

    parts = [_axes(top, percent), _text(LEFT + plot_width / 2, HEIGHT - 4, x_label, "middle")]
    for step, tick in zip(range(steps), ticks, strict=True):
        x = LEFT + plot_width * (step / max(steps - 1, 1))
        parts.append(_text(x, HEIGHT - BOTTOM + 14, tick, "middle"))
    for place, curve in enumerate(curves):
        colour = COLOURS[curve.colour % len(COLOURS)]
        points = [at(step, value) for step, value in enumerate(curve.values)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
        y = TOP + 12 + 18 * place
        parts.append(
            f'<rect x="{WIDTH - RIGHT + 12}" y="{y - 8}" width="14" height="4" fill="{colour}"/>'
        )
        parts.append(_text(WIDTH - RIGHT + 32, y, curve.name, "start"))
    return _svg(HEIGHT, parts, label)


def intervals(bars: Sequence[Bar], *, label: str, zero: float, percent: bool) -> str:
    """A dot and a line for each; the thin line is what would be no effect."""
    if not bars:
        return ""
    low = min(zero, *(bar.low for bar in bars))
    high = max(zero, *(bar.high for bar in bars))
    span = (high - low) or 1.0
    left, plot_width = 270, WIDTH - 360

    def at(value: float) -> float:
        return left + plot_width * (value - low) / span

    height = 24 * len(bars) + 16
    parts = [
        f'<line x1="{at(zero):.1f}" x2="{at(zero):.1f}" y1="4" y2="{height - 8}" stroke="#8886"/>'
    ]
    for place, bar in enumerate(bars):
        y = 18 + 24 * place
        parts.append(_text(left - 8, y + 4, bar.name, "end"))
        parts.append(
            f'<line x1="{at(bar.low):.1f}" x2="{at(bar.high):.1f}" y1="{y}" y2="{y}" '
            f'stroke="{COLOURS[1]}" stroke-width="3"/>'
        )
        parts.append(f'<circle cx="{at(bar.value):.1f}" cy="{y}" r="5" fill="{COLOURS[1]}"/>')
        shown = f"{bar.value:+.1%}" if percent else f"{bar.value:.1f}"
        parts.append(_text(left + plot_width + 10, y + 4, shown, "start"))
    return _svg(height, parts, label)


def _axes(top: float, percent: bool) -> str:
    parts = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#8884"/>'
        )
        value = top * share
        shown = f"{value:.0%}" if percent else f"{value:.1f}"
        parts.append(_text(LEFT - 6, y + 4, shown, "end"))
    return "".join(parts)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="13" fill="currentColor">'
        f"{escape(text)}</text>"
    )


def _svg(height: float, parts: Sequence[str], label: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" style="width:100%;max-width:{WIDTH}px" '
        'xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" role="img" '
        f'aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )
