"""Colour names and colour temperatures, as numbers that a lamp understands."""

import colorsys
from types import MappingProxyType

Rgb = tuple[int, int, int]

COLOURS = MappingProxyType(
    {
        "amber": (255, 191, 0),
        "aqua": (0, 255, 255),
        "beige": (245, 245, 220),
        "black": (0, 0, 0),
        "blue": (0, 0, 255),
        "brown": (165, 42, 42),
        "coral": (255, 127, 80),
        "crimson": (220, 20, 60),
        "cyan": (0, 255, 255),
        "fuchsia": (255, 0, 255),
        "gold": (255, 215, 0),
        "gray": (128, 128, 128),
        "green": (0, 128, 0),
        "grey": (128, 128, 128),
        "indigo": (75, 0, 130),
        "ivory": (255, 255, 240),
        "khaki": (240, 230, 140),
        "lavender": (230, 230, 250),
        "lime": (0, 255, 0),
        "magenta": (255, 0, 255),
        "maroon": (128, 0, 0),
        "navy": (0, 0, 128),
        "olive": (128, 128, 0),
        "orange": (255, 165, 0),
        "orchid": (218, 112, 214),
        "peach": (255, 218, 185),
        "pink": (255, 192, 203),
        "plum": (221, 160, 221),
        "purple": (128, 0, 128),
        "red": (255, 0, 0),
        "salmon": (250, 128, 114),
        "silver": (192, 192, 192),
        "tan": (210, 180, 140),
        "teal": (0, 128, 128),
        "tomato": (255, 99, 71),
        "turquoise": (64, 224, 208),
        "violet": (238, 130, 238),
        "white": (255, 255, 255),
        "yellow": (255, 255, 0),
    }
)
"""The CSS colours that people say, red, green and blue 0 to 255; Home Assistant uses the same."""


def kelvin_of(mireds: float) -> int:
    """A colour temperature in mireds, in kelvin."""
    return round(1_000_000 / mireds)


def mireds_of(kelvin: float) -> int:
    """A colour temperature in kelvin, in mireds."""
    return round(1_000_000 / kelvin)


def rgb_of_hue(hue: float, saturation: float) -> Rgb:
    """Full-brightness red, green and blue of a hue in degrees and a saturation in percent."""
    parts = colorsys.hsv_to_rgb((hue % 360) / 360, min(max(saturation, 0), 100) / 100, 1)
    return _bytes(parts)


def hue_of_rgb(rgb: Rgb) -> tuple[float, float]:
    """Hue in degrees and saturation in percent."""
    hue, saturation, _ = colorsys.rgb_to_hsv(*(part / 255 for part in rgb))
    return round(hue * 360, 2), round(saturation * 100, 2)


def rgb_of_xy(x: float, y: float) -> Rgb:
    """Full-brightness sRGB of a CIE 1931 chromaticity."""
    y = max(y, 1e-6)
    big_x, big_z = x / y, (1 - x - y) / y
    linear = (
        3.2406 * big_x - 1.5372 - 0.4986 * big_z,
        -0.9689 * big_x + 1.8758 + 0.0415 * big_z,
        0.0557 * big_x - 0.2040 + 1.0570 * big_z,
    )
    most = max(*linear, 1e-6)
    return _bytes(tuple(_gamma(max(part, 0) / most) for part in linear))


def xy_of_rgb(rgb: Rgb) -> tuple[float, float]:
    """CIE 1931 chromaticity of an sRGB colour; black has the white point's."""
    red, green, blue = (_linear(part / 255) for part in rgb)
    big_x = 0.4124 * red + 0.3576 * green + 0.1805 * blue
    big_y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    big_z = 0.0193 * red + 0.1192 * green + 0.9505 * blue
    total = big_x + big_y + big_z
    return (round(big_x / total, 4), round(big_y / total, 4)) if total else (0.3127, 0.3290)


def _gamma(part: float) -> float:
    return float(12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055)


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _bytes(parts: tuple[float, ...]) -> Rgb:
    red, green, blue = (round(min(max(part, 0), 1) * 255) for part in parts)
    return red, green, blue
