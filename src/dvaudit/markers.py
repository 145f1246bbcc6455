"""Marks that stand for a number, or beside one: missing, nil, confidential, unreliable."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dvaudit.printed import Marker

MISSING, NIL = Marker("missing"), Marker("nil")
CONFIDENTIAL, UNRELIABLE = Marker("confidential"), Marker("unreliable")
BRACKETED = "(n)"
"""The key under which a rule file says what numbers in brackets mean."""
IN_BRACKETS = ("negative", "unreliable", "missing")
MEANINGS = ("missing", "nil", "confidential", "unreliable")

DEFAULT_MARKERS: Mapping[str, Marker] = MappingProxyType(
    dict.fromkeys(("", ".", "..", "...", ":", "n/a", "na", "n.a.", "#n/a", "nan", "null", "x"), MISSING)
    | {"c": CONFIDENTIAL}
)
"""What marks mean where nothing is declared. A lone dash is left out on purpose: some offices print it for zero,
others for missing."""

PRESETS: Mapping[str, Mapping[str, Marker]] = MappingProxyType(
    {
        # General Statistics Office of Viet Nam, Statistical Yearbook, "Special symbols".
        "vn": {"-": NIL, "...": MISSING},
        # Eurostat, special values and flags of the online database.
        "eurostat": {":": MISSING, "-": NIL, "z": MISSING, "c": CONFIDENTIAL}
        | dict.fromkeys(("b", "d", "e", "f", "i", "n", "p", "r", "s", "u"), UNRELIABLE),
        # United Nations Statistical Yearbook, "Explanatory notes".
        "un": {"..": MISSING, "...": MISSING, "-": NIL, "*": UNRELIABLE},
    }
)
"""Marks as statistical offices define them, by the name a rule file uses (``markers: vn``)."""

_DASHES = dict.fromkeys(map(ord, "–—−‐‑―－﹣"), "-") | {ord("…"): "..."}


def fold(text: str) -> str:
    """The form in which marks are compared: no outer spaces, no case, one dash, three dots for an ellipsis."""
    return text.strip().translate(_DASHES).casefold()


def marker(text: str, declared: Mapping[str, Marker] | None = None) -> Marker | None:
    """What a cell that holds a mark alone means; None when it is no mark, or a dash of which nothing is declared."""
    folded = fold(text)
    if declared:
        found = declared.get(text.strip()) or next((m for mark, m in declared.items() if fold(mark) == folded), None)
        if found is not None:
            # An unreliable mark beside no number leaves nothing to keep.
            return MISSING if found.meaning == "unreliable" else found
    if folded in DEFAULT_MARKERS:
        return DEFAULT_MARKERS[folded]
    if len(folded) > 2 and folded[0] + folded[-1] in ("()", "[]"):  # "(NA)", "(X)" in US tables
        return marker(folded[1:-1], declared)
    if folded[0] == ":" and folded[1:].strip().isalpha():  # ": c", ":u": Eurostat prints its flags beside the colon
        return CONFIDENTIAL if "c" in folded else MISSING
    return None


def without_mark(text: str, declared: Mapping[str, Marker] | None) -> str | None:
    """The text without a declared mark before or after it; None when it carries none."""
    stripped = text.strip()
    for mark in sorted(declared or (), key=len, reverse=True):
        if mark and stripped.endswith(mark):
            return stripped[: -len(mark)]
        if mark and stripped.startswith(mark):
            return stripped[len(mark) :]
    return None
