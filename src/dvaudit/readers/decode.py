"""Bytes to text: byte order marks, UTF-8, UTF-16, and code pages told apart by the words that they make."""

from __future__ import annotations

import re
import unicodedata

from dvaudit.message import AuditError, Problem, fail, message
from dvaudit.pattern import pattern
from dvaudit.readers.codepages import ALPHABETS, CODA, NUCLEUS, ONSET, OTHER_SCRIPTS, TABLES, TONES, VIETNAMESE

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 1 << 18  # bytes looked at to tell code pages apart
_PLAUSIBLE = 0.6  # at least this share of the accented words must be words of one language
_WORD = pattern(r"[^\s\d!-@\[-`{-~\xa0]+")
_BEFORE, _AFTER = "°€£¥±×§©«“‘„–—•", "°º²³€»”’“…™–—•"  # signs around words, which are no evidence
_SYLLABLE = pattern(f"(?:{ONSET})?{NUCLEUS}(?:{CODA})?")
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1b\x1a")


def decode(data: bytes, file: str, declared: str | None = None) -> tuple[str, list[Problem]]:
    """The text of a file, and what had to be guessed to read it.

    A byte order mark decides; then the declared encoding; then strict UTF-8, UTF-16 with its plain pattern of NUL
    bytes, and the code page whose words are words. Raises AuditError for binary content, for an encoding that is not
    known or does not fit, and where no encoding gives words.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], marked, file, "read.encoding_mark"), []
    if declared is not None:
        return _declared(data, declared, file), []
    wide = _wide(data)
    if wide is not None:
        return _strict(data, wide, file, "read.encoding_mark"), []
    if not is_text(data):
        raise fail("read.binary", file=file)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        _refuse_damaged(data, error.start, file)
    encoding = _code_page(data) or _other(data)
    if encoding is None:
        line, column = _position(data.decode("utf-8", "replace").partition("\ufffd")[0])
        raise fail("read.encoding_unclear", file=file, line=line, column=column)
    return _strict(data, encoding, file, "read.encoding_declared"), [_told(file, encoding)]


def _told(file: str, encoding: str) -> Problem:
    return Problem(message("read.encoding_guessed", encoding=encoding), file, fatal=False)


def _declared(data: bytes, encoding: str, file: str) -> str:
    try:
        return _strict(data, encoding, file, "read.encoding_declared").removeprefix("\ufeff")
    except LookupError:
        raise fail("read.encoding_unknown", file=file, encoding=encoding) from None


def _strict(data: bytes, encoding: str, file: str, key: str) -> str:
    """The text in one encoding; the place of the first byte that does not fit is told."""
    table = TABLES.get(encoding.casefold())
    if table is not None:
        return _by_table(data, table)
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        before = data[:start].decode(encoding, "replace")
        byte = f"0x{data[start]:02X}" if start < len(data) else ""
        line, column = _position(before)
        raise fail(key, file=file, line=line, column=column, encoding=encoding, byte=byte) from None
    # Windows-1258 writes tone marks as characters of their own.
    return unicodedata.normalize("NFC", text) if encoding.casefold() in {"windows-1258", "cp1258"} else text


def _by_table(data: bytes, table: str) -> str:
    letters = dict(zip(range(128, 256), table, strict=True))
    return unicodedata.normalize("NFC", data.decode("latin-1").translate(letters))


def _position(before: str) -> tuple[int, int]:
    """The 1-based line and column of what follows a text."""
    lines = re.split(r"\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in Latin text every second byte is NUL, the others never are."""
    sample = data[:4096]
    if len(data) % 2 or len(sample) < 4:
        return None
    even, odd, pairs = sample[0::2].count(0), sample[1::2].count(0), len(sample) // 2
    if odd > pairs * 0.3 and even <= pairs * 0.02:
        return "utf-16-le"
    if even > pairs * 0.3 and odd <= pairs * 0.02:
        return "utf-16-be"
    return None


def is_text(data: bytes) -> bool:
    """False for bytes that no text in an encoding of one or more bytes a letter has, or too many of them."""
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return b"\0" not in data and controls <= max(8, len(sample) // 50)


def _refuse_damaged(data: bytes, start: int, file: str) -> None:
    """Text that is UTF-8 but for a few bytes was cut or glued together; no code page would read it rightly."""
    text = data[:_SAMPLE].decode("utf-8", "replace") if start < _SAMPLE else data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - bad
    if good > 3 * bad:
        line, column = _position(data[:start].decode("utf-8"))
        raise fail("read.encoding_damaged", file=file, line=line, column=column, byte=f"0x{data[start]:02X}")


def _code_page(data: bytes) -> str | None:
    """The code page in which most of the accented words can be words of one language; None when few can."""
    sample = b"\n".join(line for line in data[:_SAMPLE].splitlines() if not line.isascii())
    scores: dict[str, float] = {}
    for page in (*ALPHABETS, *VIETNAMESE):
        try:
            _strict(data, page, "", "read.encoding_declared")
        except AuditError:  # a byte that the page does not have
            continue
        scores[page] = _plausibility(_strict(sample, page, "", "read.encoding_declared"), page)
    best = max(scores, key=lambda page: scores[page], default=None)
    return best if best is not None and scores[best] >= _PLAUSIBLE else None


def _plausibility(text: str, page: str) -> float:
    """The share of the distinct accented words that are words of one language of the code page; 1 without any."""
    found = (word.lstrip(_BEFORE).rstrip(_AFTER).casefold() for word in _WORD.findall(text) if not word.isascii())
    words = {word for word in found if word and not word.isascii()}
    if not words:
        return 1.0
    if page in VIETNAMESE:
        return sum(map(_is_syllable, words)) / len(words)
    latin = "" if page in OTHER_SCRIPTS else "abcdefghijklmnopqrstuvwxyz'"
    fitting = (sum(all(c in letters or c in latin for c in word) for word in words) for letters in ALPHABETS[page])
    return max(fitting) / len(words)


def _is_syllable(word: str) -> bool:
    marked = unicodedata.normalize("NFD", word)
    plain = unicodedata.normalize("NFC", "".join(c for c in marked if c not in TONES))
    return sum(marked.count(tone) for tone in TONES) <= 1 and _SYLLABLE.fullmatch(plain) is not None


def _other(data: bytes) -> str | None:
    """The encodings of other scripts (Greek, Japanese, Chinese ...), by a library that has their statistics."""
    import logging

    from charset_normalizer import from_bytes

    logging.getLogger("charset_normalizer").setLevel(logging.ERROR)
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None or best.encoding in {"ascii", "utf_8"}:
        return None
    try:
        data.decode(best.encoding)
    except UnicodeError:
        return None
    return best.encoding.replace("_", "-")
