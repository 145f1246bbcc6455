"""Alphabets and code pages: the data that tells in which encoding a file was written.

``TCVN3`` (the "ABC" fonts; upper half of TCVN 5712-1) and ``VISCII`` (upper half of RFC 1456) are Vietnamese code
pages for which Python has no codec: one string each, the character of byte 0x80, of byte 0x81, and so on.
"""

from __future__ import annotations

TCVN3 = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\xa0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)

TABLES = {"tcvn3": TCVN3, "abc": TCVN3, "tcvn": TCVN3, "tcvn5712-1": TCVN3, "viscii": VISCII}
"""The names under which a layout may declare them."""

VIETNAMESE = ("windows-1258", "tcvn3", "viscii")
"""The code pages in which every word with an accent must be a Vietnamese syllable."""

ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
NUCLEUS = "[aăâeêioôơuưy]{1,3}"
CODA = "ch|ng|nh|[cmnpt]"
TONES = "\u0300\u0301\u0303\u0309\u0323"
"""The shape of a Vietnamese syllable and its tone marks. Accented words of other languages seldom have it."""

ALPHABETS: dict[str, tuple[str, ...]] = {
    # French, German, Spanish, Portuguese, Italian, the Nordic languages, Dutch
    "windows-1252": ("àâçéèêëîïôœùûüÿ", "äöüß", "áéíñóúü", "áâãàçéêíóôõú", "àèéìíîòóù", "åäöæøéðþáíóúý", "áéëïíóöü"),
    # Polish, Czech and Slovak, Hungarian, Romanian, the South Slavic languages in Latin letters
    "windows-1250": ("ąćęłńóśźż", "áäčďéěíĺľňóôŕřšťúůýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    # Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian
    "windows-1251": ("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўђјљњћџѓѕќ",),
}
"""The letters beyond a to z of the languages that a code page was made for; the likeliest code page first."""

OTHER_SCRIPTS = ("windows-1251",)
"""The code pages whose words mix no Latin letters among their own."""
