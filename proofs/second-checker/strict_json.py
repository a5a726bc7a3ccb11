"""JSON documents, read strictly (FORMAT.md, section 2).

The subset: objects, arrays, strings, `null`, and natural numbers below 2^64 in plain digits. A field stands once in its
object. Limits on bytes, values, nesting and fields are checked while reading, so no document costs more than its size.

The result is made of `dict`, `list`, `str`, `int` and `None`. Booleans and floats do not occur.
"""

import re

from refusal import Refusal, shown

MAX_BYTES = 16_777_216
MAX_VALUES = 2_000_000
MAX_DEPTH = 24
MAX_FIELDS = 32

SPACE = re.compile(r"[ \t\n\r]*")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
NATURAL = re.compile(r"0|[1-9][0-9]{0,19}")
WORD = re.compile(r"[A-Za-z]+")
PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
HEX4 = re.compile(r"[0-9a-fA-F]{4}")
ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def parse(data):
    """The document in the bytes `data`."""
    if len(data) > MAX_BYTES:
        raise Refusal("file", f"the file has more than {MAX_BYTES} bytes")
    try:
        text = data.decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        raise Refusal(f"byte {error.start}", "not UTF-8") from None
    return _Reader(text).document()


class _Reader:
    """A cursor in the text. The recursion is at most `MAX_DEPTH` deep, as `_deeper` counts the levels."""

    def __init__(self, text):
        self.text = text
        self.at = 0
        self.values = 0

    def document(self):
        value = self.value(0)
        self.skip_space()
        if self.at != len(self.text):
            self.refuse("something stands behind the document")
        return value

    def refuse(self, reason):
        raise Refusal(f"character {self.at}", reason)

    def skip_space(self):
        self.at = SPACE.match(self.text, self.at).end()

    def peek(self):
        """The next character that is no white space, or the empty string at the end."""
        self.skip_space()
        return self.text[self.at : self.at + 1]

    def value(self, depth):
        self.values += 1
        if self.values > MAX_VALUES:
            self.refuse(f"more than {MAX_VALUES} values")
        first = self.peek()
        if first == '"':
            return self.string()
        if first == "[":
            return self.array(self._deeper(depth))
        if first == "{":
            return self.object(self._deeper(depth))
        if first and first in "-0123456789":
            return self.number()
        word = WORD.match(self.text, self.at)
        if word and word.group() == "null":
            self.at = word.end()
            return None
        if word and word.group() in ("true", "false"):
            self.refuse(f"the format has no {word.group()}")
        return self.refuse(f"expected a value, found {shown(first) if first else 'the end of the file'}")

    def _deeper(self, depth):
        if depth == MAX_DEPTH:
            self.refuse(f"arrays and objects are nested more than {MAX_DEPTH} deep")
        self.at += 1
        return depth + 1

    def array(self, depth):
        items = []
        if self.peek() == "]":
            self.at += 1
            return items
        while True:
            items.append(self.value(depth))
            if self.separator("]"):
                return items

    def object(self, depth):
        fields = {}
        if self.peek() == "}":
            self.at += 1
            return fields
        while True:
            if self.peek() != '"':
                self.refuse("expected the name of a field")
            name = self.string()
            if name in fields:
                self.refuse(f"the field {shown(name)} stands twice")
            if len(fields) == MAX_FIELDS:
                self.refuse(f"an object has more than {MAX_FIELDS} fields")
            if self.peek() != ":":
                self.refuse("expected ':'")
            self.at += 1
            fields[name] = self.value(depth)
            if self.separator("}"):
                return fields

    def separator(self, closing):
        """Reads `,` or the closing bracket, and tells whether it was the bracket."""
        found = self.peek()
        if found not in (",", closing):
            self.refuse(f"expected ',' or '{closing}'")
        self.at += 1
        return found == closing

    def number(self):
        token = NUMBER.match(self.text, self.at)
        digits = token.group() if token else "-"
        if not NATURAL.fullmatch(digits):
            self.refuse(f"{shown(digits)} is no natural number below 2^64 in plain digits")
        number = int(digits)
        if number >= 2**64:
            self.refuse(f"{digits} is no natural number below 2^64")
        self.at = token.end()
        return number

    def string(self):
        """A string, decoded. A surrogate escape counts only as a pair: what is left of a lone one is no Unicode text."""
        self.at += 1
        pieces = []
        while True:
            plain = PLAIN.match(self.text, self.at)
            pieces.append(plain.group())
            self.at = plain.end()
            stop = self.text[self.at : self.at + 1]
            if stop == '"':
                self.at += 1
                return "".join(pieces)
            if stop != "\\":
                self.refuse("a control character inside a string" if stop else "a string without an end")
            pieces.append(self.escape())

    def escape(self):
        letter = self.text[self.at + 1 : self.at + 2]
        if letter in ESCAPES:
            self.at += 2
            return ESCAPES[letter]
        if letter != "u":
            self.refuse(f"unknown escape \\{letter}" if letter.isalnum() and letter.isascii() else "unknown escape")
        unit = self.utf16_unit()
        if 0xDC00 <= unit <= 0xDFFF:
            self.refuse("a low surrogate without a high one before it")
        if not 0xD800 <= unit <= 0xDBFF:
            return chr(unit)
        if self.text[self.at : self.at + 2] != "\\u":
            self.refuse("a high surrogate without a low one behind it")
        low = self.utf16_unit()
        if not 0xDC00 <= low <= 0xDFFF:
            self.refuse("a high surrogate without a low one behind it")
        return chr(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))

    def utf16_unit(self):
        """Reads `\\uXXXX` at the cursor."""
        digits = HEX4.match(self.text, self.at + 2)
        if not digits:
            self.refuse("expected four hexadecimal digits behind \\u")
        self.at = digits.end()
        return int(digits.group(), 16)
