"""Which figure of a document a name in a rule means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from dvaudit import names as naming
from dvaudit.column import LOOKED_AT
from dvaudit.figure import Document, FigureSpec, Place
from dvaudit.rule import Rule
from dvaudit.units import percent_in


class UnboundNameError(Exception):
    """A rule names a figure that the document does not have, or has more than once (``repeated``)."""

    def __init__(self, name: str, known: Iterable[str] = (), repeated: bool = False) -> None:
        super().__init__(name)
        self.name, self.known, self.repeated = name, tuple(known), repeated
        self.spoken_for: Collection[str] = ()
        """The names that other rules call."""
        self.partly = False
        """True where the document has other figures of the same rule: a renamed column, not another table."""
        self.place: Place | None = None
        """Where a repeated header stands again."""
        self.document: Document | None = None
        """The document that lacks the figure."""

    @cached_property
    def nearest(self) -> str | None:
        """The name most like it among those that the document has, to be suggested."""
        return naming.closest(self.name, self.known)

    @cached_property
    def column(self) -> str | None:
        """The column in which the name stands as a text: the table may be a long one, of one figure a row."""
        document, wanted = self.document, naming.normalize(self.name)
        if document is None or document.layout != "record":
            return None
        for column in document.key_columns:
            if any(naming.normalize(text) == wanted for text in column_texts(document, column)[:LOOKED_AT]):
                return column
        return None

    @cached_property
    def suspect(self) -> bool:
        """True where a header is the likelier reason: repeated, or nearly the name and called by no other rule."""
        return self.repeated or naming.misspelt(self.name, (name for name in self.known if name not in self.spoken_for))


class Names:
    """Which figure of a document a name in a rule means.

    A figure is called what the rule file calls it, whether the document prints that name, an alias or the label;
    a figure that no rule file describes is called what the document prints.
    """

    def __init__(self, document: Document, specs: Mapping[str, FigureSpec]) -> None:
        self.document, self.specs = document, specs
        self.printed: dict[str, str] = {}
        self._exact: dict[str, str] = {}
        self._loose: dict[str, list[tuple[str, str]]] = {}
        self._repeated = {form for form, printed in document.names.items() if len(printed) > 1}
        known = self._described()
        for form, printed_names in document.names.items():
            for printed in printed_names:
                name = known.get(form, printed) if len(printed_names) == 1 else printed
                self.printed[name] = printed
                self._exact.setdefault(naming.normalize(name), name)
                self._exact.setdefault(form, name)
                self._exact.setdefault(naming.fold(printed), name)
                self._loose.setdefault(naming.without_unit(form), []).append((form, name))

    def _described(self) -> dict[str, str]:
        """Normalized printed name -> name in the rule file, each figure at the first of its names that is printed."""
        known: dict[str, str] = {}
        loose: dict[str, list[str]] = {}
        for form in self.document.names:
            loose.setdefault(naming.without_unit(form), []).append(form)
        for key, spec in self.specs.items():
            if naming.is_pattern(key):
                continue
            forms = [key, *map(naming.normalize, spec.aliases), *([naming.normalize(spec.label)] if spec.label else ())]
            found = next((form for form in forms if form in self.document.names), None)
            if found is None:
                near = (_without_one_unit(form, loose.get(naming.without_unit(form), [])) for form in forms)
                found = next((only[0] for only in near if len(only) == 1), None)
            if found is not None:
                known.setdefault(found, spec.name or key)
        return known

    def find(self, text: str) -> str | None:
        """The figure that a literal name means, or None; raises UnboundNameError for a repeated header."""
        form = naming.key(text)
        if form in self._repeated:
            raise UnboundNameError(text, repeated=True)
        if form in self._exact:
            return self._exact[form]
        loose = dict(self._loose.get(naming.without_unit(form), []))
        near = _without_one_unit(form, loose)
        return loose[near[0]] if len(near) == 1 else None

    def known(self, text: str) -> str | None:
        """The figure that a literal name means, or None where it means none or several."""
        try:
            return self.find(text)
        except UnboundNameError:
            return None

    def has(self, text: str) -> bool:
        """True where a name or a pattern means some figure of the document."""
        try:
            return bool(self.many((text,)))
        except UnboundNameError:
            return False

    def again(self, text: str) -> Place | None:
        """Where a repeated header stands for the second time, if the document can tell."""
        printed = self.document.names.get(naming.key(text), ())
        place = self.document.header_place
        return place(printed[1]) if place is not None and len(printed) > 1 else None

    def one(self, text: str) -> str:
        """The one figure that a name (or a pattern with a single match) means; raises UnboundNameError."""
        found = self.many((text,))
        if len(found) != 1:
            raise UnboundNameError(text, repeated=True)
        return found[0]

    def many(self, texts: Iterable[str], without: Iterable[str] = (), optional: Rule | None = None) -> tuple[str, ...]:
        """The figures that names and patterns mean, in the order written, each once, ``without`` left out of patterns.

        Raises UnboundNameError for a name or pattern that means none, unless the rule declares it optional.
        """
        excluded = set(without)
        found: dict[str, None] = {}
        for text in texts:
            literal = self.find(text)
            if literal is not None:
                found[literal] = None
                continue
            members = naming.members(text)
            for member in members:
                # A range says which figures there are: one of them under another name must not go unnoticed.
                name = self.find(member)
                if name is None and not _is_excused(optional, member, text):
                    raise UnboundNameError(member, [*self.printed, *self.printed.values()])
                if name is not None and name not in excluded:
                    found[name] = None
            if members:
                continue
            matched = self._matching(text) if naming.is_pattern(text) else []
            matched = [name for name in matched if name not in excluded]
            if not matched and not _is_excused(optional, text):
                raise UnboundNameError(text, [*self.printed, *self.printed.values()])
            found.update(dict.fromkeys(matched))
        return tuple(found)

    def _matching(self, pattern: str) -> list[str]:
        by_own = set(naming.matching(pattern, self.printed))
        by_print = set(naming.matching(pattern, self.printed.values()))
        return [name for name, printed in self.printed.items() if name in by_own or printed in by_print]

    def column(self, text: str) -> str:
        """The column, as printed, that a rule names for its texts: a key column or not; raises UnboundNameError."""
        form = naming.normalize(text)
        for column in self.document.key_columns:
            if form in (naming.normalize(column), naming.without_unit(column)):
                return column
        name = self.find(text)
        if name is None:
            raise UnboundNameError(text, [*self.document.key_columns, *self.printed.values()])
        return self.printed[name]

    def is_percent(self, name: str) -> bool:
        """True for a figure that is declared, headed or printed in per cent."""
        spec, printed = self.spec(name), self.printed[name]
        if spec is not None and spec.declared.unit is not None:
            return spec.declared.unit in ("%", "fraction")
        filled = (cells[0].text for cells in self.document.cells(printed) if cells and cells[0].text.strip())
        return percent_in(printed) or "%" in next(filled, "")

    def spec(self, name: str) -> FigureSpec | None:
        """What the rule file declares of a figure: by its name, else by the first pattern that matches it."""
        literal = self.specs.get(naming.normalize(name))
        if literal is not None:
            return literal
        patterns = (key for key in self.specs if naming.is_pattern(key))
        return next((self.specs[key] for key in patterns if naming.matching(key, [name, self.printed[name]])), None)


def _is_excused(rule: Rule | None, *names: str) -> bool:
    return rule is not None and any(is_optional(rule, name) for name in names)


def _without_one_unit(form: str, others: Iterable[str]) -> list[str]:
    """The names that differ from this one by a bracketed unit that only one of the two has."""
    bare = naming.without_unit(form) == form
    return [other for other in others if bare or naming.without_unit(other) == other]


def is_optional(rule: Rule, name: str) -> bool:
    """True where the rule lets this figure be absent."""
    if isinstance(rule.optional, bool):
        return False
    form = naming.normalize(name)
    return any(form == naming.normalize(text) or name in naming.matching(text, [name]) for text in rule.optional)


def column_texts(document: Document, column: str) -> list[str]:
    """The printed texts of a column over the records; blank where a record has none."""
    if column in document.key_columns:
        return [record.key.get(column, "") for record in document.records]
    if (plain := document.plain(column)) is not None:
        return [text or "" for text in plain]
    return [cells[0].text if cells else "" for cells in document.cells(column)]
