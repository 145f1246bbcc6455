"""How much a reader takes, each limit with its own message: what lies beyond is a mistake or an attack."""

from __future__ import annotations

SIZE_LIMIT = 2 << 30  # bytes of one input
BOMB_SIZE = 1 << 27  # bytes of one unpacked input, beyond which ...
BOMB_TIMES = 200  # ... it may not be more than so many times as large as it was
LINE_LIMIT = 1 << 25  # characters of one line of a delimited file
CELL_LIMIT = 1_000_000  # characters of one cell
COLUMN_LIMIT = 50_000  # cells of one row, names of one JSON record
DEPTH_LIMIT = 100  # nested JSON values
NUMBER_LIMIT = 1_000  # characters of one JSON number
MARKUP_DEPTH = 256  # nested elements of HTML or XML, which is the limit of libxml2
MARKDOWN_DEPTH = 100  # nested blocks of Markdown; an item of a list is two
SPAN_LIMIT = 200  # rows or columns that one cell of a document's table spans
PARTS_LIMIT = 20_000  # files in a packed document
ARTICLE_LIMIT = 1 << 25  # bytes of an article that is a text to begin with
DOCUMENT_LIMIT = 256 << 20  # bytes of the XML files in a packed document
PART_LIMIT = 10_000  # parts of one workbook
PARTS_SIZE = 1 << 26  # bytes of all its parts, beyond which they may not be more than BOMB_TIMES what the file is
BOOK_LIMIT = 20_000_000  # cells of one workbook, blank ones left of others among them
