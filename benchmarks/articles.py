"""What dvaudit reads in annotated articles, written for a scorer.

    python benchmarks/articles.py FOLDER [--out FOLDER] [--score SCRIPT]

FOLDER holds one JSON object a file with ``id``, ``text`` and ``lang``. For each a prediction is written beside it in
another folder (a temporary one by default): the figures that were found, with offsets and value. With ``--score`` the
script is run on them, its further arguments after ``--``. Prints how long reading took for each thousand characters.
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

from dvaudit.article.figures import find
from dvaudit.text import Text


def predicted(document: dict[str, Any]) -> dict[str, Any]:
    """What dvaudit says of one document."""
    text = Text(document["id"], document["text"], ())
    mentions = find(text)
    return {
        "id": document["id"],
        "findings": [],
        "relations_checked": [],
        "figures": [
            {"start": one.start, "end": one.end, "value": None if one.value is None else float(one.value)}
            for one in mentions
        ],
    }


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
