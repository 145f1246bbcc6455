"""The architecture as a test: imports go down only, nothing imports in a circle, heavy libraries load when used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "dvaudit"

LAYERS = {
    name: layer
    for layer, names in {
        0: "interval message pattern",
        1: "around brackets column formats headings markers names numerals paths periods predicate printed rounding"
        " term units wording",
        2: "claim condition figure formula report rule text",
        3: "bind inputs joined layout lists lookup readers reading sdmx",
        4: "kinds lines",
        5: "acceptance accepting apply configuration confront discover earlier examples expand findings forms ignored"
        " rulefile remarks rulekeys rulereader schema whole yamltext",
        6: "article diagnose disclosure propose screen several unmet",
        7: "run versions",
        8: "render",
        9: "asked browse cli outputs telling",
        10: "__init__",
        11: "__main__",
    }.items()
    for name in names.split()
}
"""Module or package to its layer; a module may import its own layer and those below."""

HEAVY = {
    *("babel", "charset_normalizer", "duckdb", "highspy", "jinja2", "jsonschema", "lxml", "mammoth", "markdown_it"),
    *("markupsafe", "mdit_py_plugins", "numpy", "openpyxl", "pandas", "pypdfium2", "pyspark", "rich"),
}
"""Libraries that cost start-up time: imported inside the function that needs them."""

MODULES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    """The dotted name below ``dvaudit``; a package's own file has the name of the package, the top is ``__init__``."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


NAMES = {name_of(path) for path in MODULES}


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def statements(node: ast.AST, *, inside_functions: bool) -> Iterator[ast.AST]:
    """All nodes; where asked only those that run on import: no function bodies, no blocks for type checkers."""
    for child in ast.iter_child_nodes(node):
        if not inside_functions and is_type_checking(child):
            continue
        if not inside_functions and isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        yield child
        yield from statements(child, inside_functions=inside_functions)


def imported(path: Path, *, inside_functions: bool) -> Iterator[str]:
    """The dotted names that a module imports; ``from a import b`` gives ``a.b`` where that is a module of ours."""
    package = ["dvaudit", *path.relative_to(SOURCE).parts[:-1]]
    for node in statements(ast.parse(path.read_text(encoding="utf-8")), inside_functions=inside_functions):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                if (module, alias.name) == ("dvaudit", "__version__"):
                    continue
                inner = f"{module}.{alias.name}".removeprefix("dvaudit.")
                yield f"dvaudit.{inner}" if module.startswith("dvaudit") and inner in NAMES else module


def own(path: Path) -> set[str]:
    """The modules of ours that a module imports, anywhere in it, or names as types."""
    found = {name for name in imported(path, inside_functions=True) if name.partition(".")[0] == "dvaudit"}
    return {name.removeprefix("dvaudit.") if name != "dvaudit" else "__init__" for name in found}


def layer(name: str) -> int:
    top = name.partition(".")[0]
    assert top in LAYERS, f"{top} has no layer: give it one in tests/test_layers.py"
    return LAYERS[top]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_down_only(path: Path) -> None:
    upward = {name for name in own(path) if layer(name) > layer(name_of(path))}
    assert not upward, f"{name_of(path)} is in layer {layer(name_of(path))} and imports upward: {sorted(upward)}"


def test_nothing_imports_in_a_circle() -> None:
    remaining = {name_of(path): own(path) & NAMES - {name_of(path)} for path in MODULES}
    while free := {name for name, needs in remaining.items() if not needs & remaining.keys()}:
        remaining = {name: needs for name, needs in remaining.items() if name not in free}
    assert not remaining, f"these import each other: {sorted(remaining)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    heavy = {name for name in imported(path, inside_functions=False) if name.partition(".")[0] in HEAVY}
    assert not heavy, f"{name_of(path)} imports {sorted(heavy)} when it is loaded; import inside the function instead"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_file_is_one_idea(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    catalogue = path.parent.name == "words"
    assert catalogue or lines <= 450, f"{name_of(path)} has {lines} lines: which two ideas does it hold?"


WITH_FLOATS = {"render", "html", "words"}
"""What is shown may be rounded; and the bounds that engines are given are doubles by nature (``screen.ends``)."""


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parent.name not in WITH_FLOATS and name_of(p) != "screen.ends"], ids=name_of
)
def test_no_float_between_file_and_verdict(path: Path) -> None:
    calls = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    ]
    assert not calls, f"{name_of(path)} makes a float on lines {calls}"
