"""The one way in which a file is rejected: with the place in the file and a reason."""


class Refusal(Exception):
    """The file proves nothing. `place` is a path such as `proof.cases[0].squares[2].coeff`, or `byte 17`."""

    def __init__(self, place, reason):
        super().__init__(place, reason)
        self.place = place
        self.reason = reason


def shown(value, limit=60):
    """A value of the file inside a message: quoted, in ASCII, and short. A file cannot write lines of its own."""
    text = ascii(value)
    return text if len(text) <= limit else text[:limit] + "..."
