"""Proof files for the tests, as Python values, and the two assertions that every test is made of."""

import copy
import json
import sys
import unittest
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(FOLDER))

import verdict  # noqa: E402
from system import atom_terms, indices, variable_names  # noqa: E402

CALORIC = {"kind": "caloric", "theorem": "caloric_separation", "file": "proofs/coq/Main.v"}
GAUSS_HERMITE_3 = {"kind": "gauss-hermite", "weight_root": ["-2", "0", "1"], "cofactor": ["-1", "0", "1"]}
POINT_2 = {"kind": "point", "point": ["0", "0", "1", "-1/2", "1", "0", "0", "-1", "-1/2", "1"]}
REFUTATION_1 = {
    "kind": "refutation",
    "cases": [
        {
            "assume_nonzero": ["p5_1", "p3_1"],
            "multipliers": [{"equation": [0, 1], "terms": [["1", [0, 0, 1, 0, 0]]]}],
            "squares": [{"coeff": "1", "root": [["1", [0, 0, 1, 0, 1]]]}],
        }
    ],
}
HEAT = [["1", [0, 0, 2, 0]], ["-2", [0, 0, 0, 1]]]
MIXED = [["1", [1, 0, 1, 0]], ["-1", [0, 1, 0, 0]]]


def statement(claim, **fields):
    return {"claim": claim, "family": "softmax-gaussian", "dim": 1} | fields


def document(claim, proof, **fields):
    return {"format": "moe-proof/2", "statement": statement(claim, **fields), "proof": copy.deepcopy(proof)}


def written_out(file):
    """The same file with the system of its statement written out."""
    atoms, dim, order = (file["statement"][name] for name in ("atoms", "dim", "order"))
    equations = []
    for index in indices(dim, order):
        terms = []
        for j in range(atoms):
            for exponents, coefficient in atom_terms(index):
                block = len(exponents)
                padded = [0] * (j * block) + list(exponents) + [0] * ((atoms - 1 - j) * block)
                terms.append([str(coefficient), padded])
        terms.sort(key=lambda term: term[1], reverse=True)
        equations.append({"index": list(index), "terms": terms})
    system = {
        "variables": variable_names(atoms, dim),
        "equations": equations,
        "nontrivial": {
            "all": [f"p5_{j + 1}" for j in range(atoms)],
            "any": [f"p3_{j + 1}" for j in range(atoms)],
        },
    }
    return file | system


def rbar_3():
    return document("rbar", {"kind": "rbar", "solvable": GAUSS_HERMITE_3, "unsolvable": CALORIC}, atoms=3, order=6)


def point_2():
    return written_out(document("solvable", POINT_2, atoms=2, order=3))


def refutation_1():
    return written_out(document("unsolvable", REFUTATION_1, atoms=1, order=1))


def gaussian_refutation_1(**fields):
    """m = 1, r = 1 in p3, p4, p5 alone: p3 E(0,1) = (p3 p5)²."""
    case = {
        "assume_nonzero": ["p5_1", "p3_1"],
        "multipliers": [{"equation": [1], "terms": [["1", [1, 0, 0]]]}],
        "squares": [{"coeff": "1", "root": [["1", [1, 0, 1]]]}],
    }
    return document("unsolvable", {"kind": "gaussian-refutation", "cases": [case]}, atoms=1, **{"order": 1} | fields)


def identity(relation=None, **fields):
    return document("identity", {"kind": "identity"}, relation=HEAT if relation is None else relation, **fields)


def relations(identities=None, order=3, **fields):
    listed = [MIXED, HEAT] if identities is None else identities
    return document("relations", {"kind": "relations", "identities": listed}, order=order, **fields)


def atom(weight, *parameters):
    """An atom of a monomial curve; parameters not given are 0."""
    pairs = list(parameters) + [("0", 0)] * (4 - len(parameters))
    return {"weight": weight, "p": [list(pair) for pair in pairs]}


def monomial(order, *atoms):
    return {"kind": "monomial", "order": order, "atoms": list(atoms)}


def optimum(primal, dual, curve):
    return {"primal": primal.split(), "dual": dual.split(), "curve": curve}


def inequality(name, *powers):
    return {"name": name, "powers": list(powers)}


def exponents_2_fixed():
    """m = 2, gate fixed: 1/2, 1/2, 1/4, 1/2, all sharp."""
    bounds = ["1/2", "1/2", "1/4", "1/2"]
    theta = "1/2 1/2 1/4 1/2"
    proof = {
        "kind": "lp-optimum",
        "inequalities": [
            inequality("gate-square", 2, 0, 0, 0),
            inequality("slope-square", 0, 2, 0, 0),
            inequality("intercept", 0, 0, 4, 0),
            inequality("variance", 0, 0, 0, 2),
        ],
        "curves": [
            monomial(2, atom("1", ("1", 1)), atom("1", ("-1", 1))),
            monomial(2, atom("1", ("0", 0), ("1", 1)), atom("1", ("0", 0), ("-1", 1))),
            {"kind": "gauss-hermite", "weight_root": ["1"], "cofactor": ["1"]},
        ],
        "optima": [
            optimum(theta, "1/2 0 0 0", 0),
            optimum(theta, "0 1/2 0 0", 1),
            optimum(theta, "0 0 1/4 0", 2),
            optimum(theta, "0 0 0 1/2", 2),
        ],
    }
    return document("exponents", proof, atoms=2, gate="fixed", at_least=bounds, at_most=list(bounds))


def exponents_3_free():
    """m = 3, gate free: 0, between 1/6 and 5/12, 1/6, 1/3."""
    theta = "0 1/6 1/6 1/3"
    still = ("0", 0)
    proof = {
        "kind": "lp-optimum",
        "inequalities": [
            inequality("slope-at-points", 0, 6, 0, 0),
            inequality("intercept", 0, 0, 6, 0),
            inequality("variance", 0, 0, 0, 3),
        ],
        "curves": [
            monomial(1, atom("1", ("1", 0)), atom("1", ("-1", 0)), atom("1", ("-1", 0))),
            monomial(
                12,
                atom("1/2", still, ("1", 5), ("1", 3), ("1/2", 6)),
                atom("1/2", still, ("-1", 5), ("-1", 3), ("1/2", 6)),
                atom("1", ("1", 2), still, still, ("-1", 6)),
            ),
            GAUSS_HERMITE_3,
        ],
        "optima": [
            optimum(theta, "0 0 0", 0),
            optimum(theta, "1/6 0 0", 1),
            optimum(theta, "0 1/6 0", 2),
            optimum(theta, "0 0 1/3", 2),
        ],
    }
    bounds = {"at_least": theta.split(), "at_most": ["0", "5/12", "1/6", "1/3"]}
    return document("exponents", proof, atoms=3, gate="free", **bounds)


def exponents_2_free():
    """m = 2, gate free: 0, 1/2, 1/4, 1/2, all sharp."""
    theta = "0 1/2 1/4 1/2"
    proof = {
        "kind": "lp-optimum",
        "inequalities": [
            inequality("slope-two-atoms", 0, 2, 0, 0),
            inequality("intercept", 0, 0, 4, 0),
            inequality("variance", 0, 0, 0, 2),
        ],
        "curves": [
            monomial(1, atom("1", ("1", 0)), atom("1", ("-1", 0))),
            monomial(2, atom("1", ("0", 0), ("1", 1)), atom("1", ("0", 0), ("-1", 1))),
            {"kind": "gauss-hermite", "weight_root": ["1"], "cofactor": ["1"]},
        ],
        "optima": [
            optimum(theta, "0 0 0", 0),
            optimum(theta, "1/2 0 0", 1),
            optimum(theta, "0 1/4 0", 2),
            optimum(theta, "0 0 1/2", 2),
        ],
    }
    bounds = {"at_least": theta.split(), "at_most": theta.split()}
    return document("exponents", proof, atoms=2, gate="free", **bounds)


def exponents_1():
    """m = 1: all exponents are 1."""
    ones = ["1"] * 4
    units = ["1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1"]
    names = ("single-gate", "single-slope", "single-intercept", "single-variance")
    proof = {
        "kind": "lp-optimum",
        "inequalities": [inequality(name, *map(int, unit.split())) for name, unit in zip(names, units)],
        "curves": [monomial(1, atom("1", ("1", 1), ("1", 1), ("1", 1), ("1", 1)))],
        "optima": [optimum("1 1 1 1", unit, 0) for unit in units],
    }
    return document("exponents", proof, atoms=1, gate="fixed", at_least=ones, at_most=list(ones))


def changed(file, path, value):
    """A copy of the file with another value at `path`, such as `proof.cases.0.squares`. `...` removes it."""
    copied = copy.deepcopy(file)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    parent = copied
    for step in way:
        parent = parent[step]
    if value is ...:
        del parent[last]
    else:
        parent[last] = value
    return copied


class Case(unittest.TestCase):
    """Assertions on the verdict of a file, given as bytes or as a Python value."""

    def verdict(self, file):
        return verdict.verify(file if isinstance(file, bytes) else json.dumps(file).encode())

    def accepts(self, file, *theorems, kind="valid"):
        found = self.verdict(file)
        self.assertEqual(found.kind, kind, f"{found.place}: {found.reason}")
        self.assertEqual(tuple(theorem for theorem, _ in found.assumes), theorems)

    def rejects(self, file, reason):
        """The file is invalid, with `reason` in the place or the reason of the verdict."""
        found = self.verdict(file)
        self.assertEqual(found.kind, "invalid", found.statement)
        self.assertIn(reason, f"{found.place}: {found.reason}")
