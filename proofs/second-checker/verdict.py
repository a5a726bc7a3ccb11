"""From the bytes of a file to the verdict (FORMAT.md, sections 1, 2 and 6)."""

from dataclasses import dataclass, field

from caloric import check_caloric
from derivatives import check_identity, check_relations
from exponents import check_lp_optimum
from fields import as_list, as_natural, as_object, as_rational, as_string, as_tagged, as_word, common_denominator
from gauss_hermite import check_gauss_hermite
from mixtures import Dependence, Identifiable, Rank, SameDensity
from mixtures import check_common_factor, check_dependence, check_rank, check_threshold
from polynomials import Point, scaled
from refusal import Refusal, shown
from refutation import check_gaussian_refutation, check_refutation
from statements import Exponents, Identity, Rbar, Relations, Solvable, Unsolvable, read_statement
from strict_json import parse
from system import System

FORMAT = "moe-proof/2"
SYSTEM_FIELDS = ("variables", "equations", "nontrivial")
READ_THE_SYSTEM = ("point", "refutation")


@dataclass
class Verdict:
    """`kind` is valid, incomplete or invalid. An invalid file has a place and a reason; the others have a statement."""

    kind: str
    statement: str = ""
    place: str = ""
    reason: str = ""
    assumes: list = field(default_factory=list)


def verify(data):
    """The verdict on the bytes of a proof file."""
    try:
        return verify_document(parse(data))
    except Refusal as refusal:
        return Verdict("invalid", place=refusal.place, reason=refusal.reason)


def verify_document(document):
    check_version(document)
    # The fields of the system are legitimate if a rule reads them; which rules there are, the proof says.
    reads_system = type(document) is dict and bool(kinds(document.get("proof")) & set(READ_THE_SYSTEM))
    required = ("format", "statement", "proof") + (SYSTEM_FIELDS if reads_system else ())
    as_object(document, "document", required, ("producer",))
    if "producer" in document:
        check_producer(document["producer"])
    statement = read_statement(document["statement"])
    proof = document["proof"]
    kind = as_tagged(proof, "proof", "kind")
    if isinstance(statement, (Solvable, Unsolvable, Rbar)):
        system = System(document, statement.atoms, statement.dim, statement.order) if reads_system else None
        return check_about_system(statement, proof, kind, system)
    rules = {
        Identity: ("identity", check_identity),
        Relations: ("relations", check_relations),
        Exponents: ("lp-optimum", check_lp_optimum),
        SameDensity: ("common-factor", check_common_factor),
        Identifiable: ("threshold", check_threshold),
        Dependence: ("dependence", check_dependence),
        Rank: ("rank", check_rank),
    }
    expected, rule = rules[type(statement)]
    if kind != expected:
        raise Refusal("proof.kind", f"this claim is proved by '{expected}', found {shown(kind)}")
    return settled("valid", statement, rule(proof, "proof", statement))


def settled(kind, statement, assumed):
    return Verdict(kind, statement=str(statement), assumes=sorted(assumed or ()))


def check_version(document):
    version = as_tagged(document, "document", "format")
    if version == "moe-proof/1":
        raise Refusal("format", f"the version moe-proof/1 is no longer read: write the file as {FORMAT}")
    as_word(version, "format", FORMAT)


def check_producer(value):
    as_object(value, "producer", ("version",), ("seed",))
    as_string(value["version"], "producer.version")
    if "seed" in value:
        as_natural(value["seed"], "producer.seed")


def kinds(proof):
    """The kinds of the proof and, for `rbar`, of its halves; what is no proof at all is refused where it is read."""
    if type(proof) is not dict or type(proof.get("kind")) is not str:
        return set()
    found = {proof["kind"]}
    if proof["kind"] == "rbar":
        found |= kinds(proof.get("solvable")) | kinds(proof.get("unsolvable"))
    return found


def check_about_system(statement, proof, kind, system):
    m, r = statement.atoms, statement.order
    if isinstance(statement, Solvable):
        return settled("valid", statement, check_solvable(proof, "proof", m, r, system))
    if isinstance(statement, Unsolvable):
        return settled("valid", statement, check_unsolvable(proof, "proof", m, r, system))
    if kind != "rbar":
        raise Refusal("proof.kind", f"this claim is proved by 'rbar', found {shown(kind)}")
    as_object(proof, "proof", ("kind", "solvable", "unsolvable"))
    lower, upper = proof["solvable"], proof["unsolvable"]
    if lower is None and upper is None:
        raise Refusal("proof", "both halves are null: nothing is proved")
    assumed = set()
    if lower is not None:
        assumed |= check_solvable(lower, "proof.solvable", m, r - 1, system) or set()
    if upper is not None:
        assumed |= check_unsolvable(upper, "proof.unsolvable", m, r, system) or set()
    return settled("incomplete" if lower is None or upper is None else "valid", statement, assumed)


def check_solvable(proof, place, m, order, system):
    """The system of the given order, from 0, has a non-trivial solution."""
    kind = as_tagged(proof, place, "kind")
    if kind == "point":
        return check_point(proof, place, system, order)
    if kind == "gauss-hermite":
        return check_gauss_hermite(proof, place, m, order)
    if kind == "empty-system":
        as_object(proof, place, ("kind",))
        if order != 0:
            raise Refusal(place, f"the system of order {order} has equations")
        return None
    raise Refusal(f"{place}.kind", f"{shown(kind)} does not prove that a system is solvable")


def check_unsolvable(proof, place, m, order, system):
    """The system of the given order has no non-trivial solution."""
    kind = as_tagged(proof, place, "kind")
    if kind == "refutation":
        return check_refutation(proof, place, system)
    if kind == "gaussian-refutation":
        return check_gaussian_refutation(proof, place, m, order)
    if kind == "caloric":
        return check_caloric(proof, place, m, order)
    raise Refusal(f"{place}.kind", f"{shown(kind)} does not prove that a system is unsolvable")


def check_point(proof, place, system, order):
    """A rational point that is not trivial and solves all equations of total degree up to `order` (section 5.1)."""
    as_object(proof, place, ("kind", "point"))
    here = f"{place}.point"
    items = as_list(proof["point"], here, len(system.variables))
    numbers = [as_rational(item, f"{here}[{i}]") for i, item in enumerate(items)]
    denominator = common_denominator(numbers, here)
    for j in range(system.atoms):
        if numbers[system.p5(j)] == 0:
            raise Refusal(f"{here}[{system.p5(j)}]", f"p5_{j + 1} is 0")
    if all(numbers[system.p3(j)] == 0 for j in range(system.atoms)):
        raise Refusal(here, "every p3 is 0")
    point = Point([int(number * denominator) for number in numbers], denominator)
    for index, terms in system.equations.items():
        if sum(index) <= order:
            scale = common_denominator(terms.values(), here)
            if point.value(scaled(terms, scale)) != 0:
                raise Refusal(here, f"equation {list(index)} is not 0")
    return None
