"""Files near the golden ones: most are false, some remain true, some are no JSON at all. From a seed, so they can be made again."""

import copy
import random

from blind_changes import BLIND
from document_tree import dump, load, slots
from lawful_changes import LAWFUL


INSERTED = (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xef\xbb\xbf", b" ", b"\x00", b"\t", b"\xc2\xa0", b"\n")


class Mutator:
    """Makes mutants of the golden files, which are given by name."""

    def __init__(self, golden, seed):
        self.random = random.Random(seed)
        self.golden = sorted(golden.items())
        self.trees = {name: load(data) for name, data in self.golden}
        self.by_name = {}
        for tree in self.trees.values():
            for slot in slots(tree):
                self.by_name.setdefault(slot.name, []).append(slot.value)

    def mutant(self):
        """The bytes of one mutant and a description of how it came about."""
        name, data = self.random.choice(self.golden)
        if self.random.random() < 0.12:
            return self.change_bytes(bytearray(data)), f"{name}: bytes"
        tree = copy.deepcopy(self.trees[name])
        steps = []
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            step = self.random.choice(LAWFUL if self.random.random() < 0.45 else BLIND)
            step(self, tree)
            steps.append(step.__name__)
        data = dump(tree).encode("utf-8", "surrogatepass")
        if self.random.random() < 0.03:
            data = self.change_bytes(bytearray(data))
            steps.append("bytes")
        return data, f"{name}: {', '.join(steps)}"

    def change_bytes(self, data):
        at = self.random.randrange(len(data) + 1)
        end = min(len(data), at + self.random.randrange(1, 12))
        change = self.random.randrange(8)
        if change == 0 and at < len(data):
            data[at] ^= 1 << self.random.randrange(8)
        elif change == 1:
            del data[at:end]
        elif change == 2:
            data[at:at] = data[at:end]
        elif change == 3:
            data[at:at] = self.random.choice(INSERTED)
        elif change == 4:
            del data[at:]
        elif change == 5:
            data[:0] = self.random.choice((b"\xef\xbb\xbf", b" \r\n\t", b"\xfe\xff", b"[", b"\x0c"))
        elif change == 6:
            data += self.random.choice((b" \n", b"{}", b",", b"\x00", b"]", b"}", b"null"))
        elif at < len(data):
            data[at] = self.random.choice(b'0123456789"[]{},:-/ ')
        return bytes(data)

    def pick(self, tree, wanted=lambda slot: True):
        """A place, rather near the root than in the long lists of equations: first a name, then a place of that name."""
        named = {}
        for slot in slots(tree):
            if wanted(slot):
                named.setdefault(slot.name, []).append(slot)
        return self.random.choice(named[self.random.choice(sorted(named))]) if named else None
