"""What dvaudit reads in annotated articles, written for a scorer.

    python benchmarks/articles.py [--out FOLDER] [--score SCRIPT] FOLDER [arguments of the script]

FOLDER holds one JSON object a file with ``id``, ``text`` and ``lang``. For each a prediction is written beside it in
another folder (a temporary one by default): the figures that were found, with offsets and value, the claims that were
checked, and a finding for each cause of those that do not hold, with the figure held wrong and the value that it
should have. With ``--score`` the script is run on them with the arguments that follow FOLDER. Prints how long all of
it took for each thousand characters.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from dvaudit.article.audit import audit_text
from dvaudit.claim import Article
from dvaudit.diagnose.causes import diagnose
from dvaudit.figure import Figure
from dvaudit.numerals import readings
from dvaudit.report import Cause
from dvaudit.rule import Outcome
from dvaudit.text import Text


def predicted(document: dict[str, Any]) -> dict[str, Any]:
    """What dvaudit says of one document."""
    text = Text(document["id"], document["text"], ())
    article, audit = audit_text(text)
    mentions = article.mentions
    causes, _ = diagnose([audit], 1)
    return {
        "id": document["id"],
        "findings": [finding(article, cause) for cause in causes],
        "relations_checked": [
            {
                "kind": claim.kind,
                "figures": [[mentions[at].start, mentions[at].end] for at in claim.mentions],
                "holds": outcome.outcome is Outcome.HOLDS,
            }
            for claim, outcome in zip(article.claims, article.outcomes, strict=True)
            if outcome is not None and outcome.outcome is not Outcome.UNDECIDED
        ],
        "figures": [
            {"start": one.start, "end": one.end, "value": None if one.value is None else float(one.value)}
            for one in mentions
        ],
    }


def finding(article: Article, cause: Cause) -> dict[str, Any]:
    """A cause with its figures; the one that is held wrong and its value where that is one figure."""
    figures = [figure for one in cause.findings for figure in one.confrontation.edit.figures]
    told: dict[str, Any] = {
        "figures": list(map(list, dict.fromkeys(place(article, figure) for figure in figures))),
        "kind": cause.findings[0].confrontation.edit.rule.kind,
    }
    likeliest = cause.likeliest
    if len(likeliest) == 1 and len(likeliest[0].spots) == 1:
        suspect = likeliest[0]
        figure, values = suspect.spots[0].figure, suspect.implied[0]
        told["suspect"] = list(place(article, figure))
        if suspect.corrections and figure.form is not None and figure.printed is not None:
            read = readings(suspect.corrections[0].texts[0], figure.form.formats)
            told["expected"] = float(read[0].value * (figure.printed.scale if read[0].scale == 1 else 1))
        elif len(values) == 1 and values[0].lo is not None and values[0].hi is not None:
            told["expected"] = float((values[0].lo + values[0].hi) / 2)
    return told


def place(article: Article, figure: Figure) -> tuple[int, int]:
    """The offsets of a figure."""
    mention = article.mentions[figure.cells[0].column]
    return mention.start, mention.end


def main() -> None:
    """Writes the predictions and runs the scorer."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--score", type=Path)
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    out = given.out or Path(tempfile.mkdtemp(prefix="articles-"))
    out.mkdir(parents=True, exist_ok=True)
    took, characters = 0.0, 0
    for path in sorted(given.folder.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        start = time.perf_counter()
        found = predicted(document)
        took += time.perf_counter() - start
        characters += len(document["text"])
        (out / path.name).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    print(f"{characters} characters, {took * 1e6 / max(1, characters):.1f} ms per thousand; predictions in {out}")
    if given.score:
        subprocess.run([sys.executable, str(given.score), str(out), *given.rest], check=True)


if __name__ == "__main__":
    main()
