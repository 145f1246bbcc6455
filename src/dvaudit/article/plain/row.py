"""The figures of one sentence in a row, and a plain statement about some of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dvaudit.article.arithmetic import alike, repaired, says, significant, verdict
from dvaudit.article.cues import words_of
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim
from dvaudit.interval import Exact, magnitude
from dvaudit.predicate import Predicate

FACTOR = 4
"""A figure that is so many times what it should be, or less, was meant for it."""
_TELLING = 40
_TELLING_DIGITS = 3
_BEHIND = 12
_ARTICLE = 3
_WAYS = (("rise", 1), ("fall", -1), ("more", 1), ("less", -1))
_EMPTY = ("link", "is", "share", "making")
_DASHES = ("-", "+", "\u2212", "\u2013")


class Plain(NamedTuple):
    """A claim with its figures in the order of its roles, of which the first is the one that is stated.

    ``likely`` tells whether its figures are of a size at which an error is likelier than a sentence read wrongly.
    """

    claim: Claim
    items: tuple[Item, ...]
    likely: bool
    contrary: bool = False
    """True where the figures move the other way than the words say."""


def claimed(kind: str, roles: Sequence[str], items: Sequence[Item], form: str = "", sign: int = 0) -> Claim:
    """The claim of a kind about some figures."""
    return Claim(kind, tuple(item.at for item in items), tuple(roles), form, sign)


def plain(
    claim: Claim, items: Sequence[Item], expected: Exact, *, factor: Exact = FACTOR, named: bool = True
) -> Plain:  # fmt: skip
    """A statement of which the first figure should be about as ``expected``, so many times that or less.

    ``named`` tells whether the figures are called alike where they have to be.
    """
    stated = items[0].value
    near = stated <= factor * expected and expected <= factor * stated
    slip = significant(items[0]) >= _TELLING_DIGITS and repaired(_says(claim), items) > 0
    return Plain(claim, tuple(items), named and (near or slip))


def holds(claim: Claim, items: Sequence[Item]) -> bool | None:
    """Whether a claim holds between its figures; None where that cannot be judged."""
    return verdict(_says(claim), items)


def _says(claim: Claim) -> Predicate:
    return says(claim.kind, claim.form, claim.roles, claim.sign)


def rows(scene: Scene, *, spelled: bool = False) -> Iterator[list[Item]]:
    """The quantities, sentence by sentence: those in digits, or also those in words."""
    row: list[Item] = []
    for item in scene.items:
        if row and (item.sentence != row[-1].sentence or item.block != row[-1].block or _ended(scene, row[-1])):
            yield row
            row = []
        if spelled or not item.mention.spelled:
            row.append(item)
    if row:
        yield row


def gap(scene: Scene, one: Item, other: Item) -> str:
    """What stands between two figures, without the unit, scale words and currency that belong to them."""
    return scene.text[max(one.end, one.mention.tail) : max(other.mention.lead, one.end)].lower().replace("\n", " ")


def behind(scene: Scene, one: Item, other: Item) -> str:
    """What stands between two figures behind what the first one counts."""
    words, noun = gap(scene, one, other), one.mention.noun.lower()
    return words.lstrip()[len(noun) :] if noun and words.lstrip().startswith(noun) else words


def told(scene: Scene, item: Item) -> int:
    """1 or -1 where the words right beside a figure say that it is a rise or a fall; 0 where they say neither."""
    cues = scene.cues
    tail = item.tail
    if item.opened >= 0 and scene.text[item.mention.tail : item.mention.tail + 1] == ")":
        tail = scene.text[item.mention.tail + 1 : item.mention.tail + _TELLING].lower().partition(",")[0]
    for name, way in (("more", 1), ("less", -1)):
        if _behind(scene, name, tail):
            return way
    clause = item.lead.rpartition(",")[2][-_TELLING:]
    if cues.ends("share", clause):
        return 0
    found = [(way, cues.last(name, clause)) for name, way in _WAYS]
    words = [(word.start(), way) for way, word in found[:2] if word]
    ends = [(-word.start(), way) for way, word in found[2:] if word and not clause[word.end() :].strip()]
    if ends:
        return max(ends)[1]  # the one that begins first: "ít hơn" is less, though "hơn" is more
    signed = item.mention.sign or item.before.rstrip().endswith(_DASHES)
    return max(words)[1] if words else 0 if signed else item.change


def _behind(scene: Scene, name: str, tail: str) -> bool:
    """True where a figure is told as so many more, or less, than another: 5,000 fewer than, 0.33 million below the."""
    word = scene.cues.first(name, tail[:_TELLING])
    rest = tail[word.end() :].strip(" $\u20ac\u00a3\u00a5") if word is not None else ""
    if word is None or scene.cues.has("among", tail[: word.start()]):
        return False  # 120,000 of them under 18
    return len(rest) <= _ARTICLE or scene.cues.starts("than", rest)


def begins(scene: Scene, clause: str, names: Sequence[str] = ("rise", "fall", "more", "less", "by")) -> bool:
    """True where a clause tells a change at once, without a subject of its own: an increase of, or by."""
    cues = scene.cues
    words = [word for name in names if (word := cues.first(name, clause))]
    said = clause[: min((word.start() for word in words), default=len(clause))]
    return all(any(cues.has(name, word) for name in _EMPTY) for word in words_of(said, cues.stop))


def leads(scene: Scene, name: str, text: str) -> bool:
    """True where a text ends with a word of a group, an article behind it or not: more than the, es decir, el."""
    if scene.cues.ends(name, text):
        return True
    rest, _, last = text.rstrip().rpartition(" ")
    return len(last) <= _ARTICLE and not scene.cues.has("and", last) and scene.cues.ends(name, rest)


def trailing(scene: Scene, name: str, text: str) -> bool:
    """True where a text ends with a word of a group and at most a short one behind it: a total of, un total de."""
    word = scene.cues.last(name, text)
    return word is not None and len(text[word.end() :].strip(" :")) <= _ARTICLE


def counted(scene: Scene, item: Item) -> frozenset[str]:
    """The words of what a figure is said to count right behind it; nothing where it is named before it, or not."""
    noun = item.mention.noun.lower()
    behind = scene.text[item.end : item.mention.tail + len(noun) + _BEHIND].lower()
    return frozenset(words_of(noun, frozenset())) if noun and noun in " ".join(behind.split()) else frozenset()


def compatible(scene: Scene, one: Item, other: Item) -> bool:
    """False for two figures of different units, or that are said to count different things."""
    mine, its = counted(scene, one), counted(scene, other)
    return alike(one, other) and (not mine or not its or bool(mine & its) or one.mention.kind != "count")


def _ended(scene: Scene, item: Item) -> bool:
    """True for a figure that is the last of its sentence, though a full stop behind a number may end none."""
    stop = scene.text[item.mention.tail : item.mention.tail + 3]
    return stop[:1] in {".", "?", "!"} and stop[1:2].isspace() and stop[2:].isupper()


def distance(one: Item, other: Item) -> Exact:
    """How far two values are apart."""
    return magnitude(one.value - other.value)
