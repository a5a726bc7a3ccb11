//! Files made to cost time or memory. Each is refused with a typed reason, or decided, within a fixed amount of memory:
//! an allocator that counts watches every one. Most were slower than a minute, or took gigabytes, before the limit that
//! now stops them existed; time itself is not asserted.

use moe_proof_kernel::{FORMAT, MAX_BYTES, MAX_VALUES, Outcome, System, verify};
use serde_json::{Value, json};
use std::alloc::{GlobalAlloc, Layout, System as Heap};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The system's allocator, counting.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(now, Relaxed);
        // SAFETY: the caller's promises are those that the system's allocator asks for.
        unsafe { Heap.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        // SAFETY: as above.
        unsafe { Heap.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What deciding about one file may take beside the file itself.
const MEMORY: usize = 400 << 20;

/// A list of (what, file, the verdict expected) is decided one file after the other, so that the count is of one alone.
fn decide_all(files: Vec<(&str, Vec<u8>, &str)>) {
    for (what, bytes, expected) in files {
        let before = NOW.load(Relaxed);
        PEAK.store(before, Relaxed);
        let found = match verify(&bytes) {
            Ok(Outcome::Valid(verified)) => format!("valid: {}", verified.statement()),
            Ok(Outcome::Incomplete { missing, .. }) => format!("incomplete: {missing}"),
            Err(rejection) => {
                assert!(rejection.to_string().len() < 1000, "{what}: a message of {}", rejection.to_string().len());
                format!("{:?}", rejection.reason).chars().take_while(char::is_ascii_alphanumeric).collect()
            }
        };
        let used = PEAK.load(Relaxed) - before;
        assert_eq!(found, expected, "{what}");
        assert!(used < MEMORY, "{what}: {} MB", used >> 20);
    }
}

fn file(statement: Value, system: &str, proof: &str) -> Vec<u8> {
    format!("{{\"format\":\"{FORMAT}\",\"statement\":{statement},{system}\"proof\":{proof}}}").into_bytes()
}

fn of_system(claim: &str, atoms: usize, dim: usize, order: usize) -> Value {
    json!({"claim": claim, "family": "softmax-gaussian", "atoms": atoms, "dim": dim, "order": order})
}

/// `variables`, `equations` and `nontrivial`, the equations as given.
fn with_equations(atoms: usize, dim: usize, equations: &str) -> String {
    let names = System { atoms, dim, order: 1 }.variables();
    let all = |p: &str| (1..=atoms).map(|j| format!("{p}_{j}")).collect::<Vec<_>>();
    let nontrivial = json!({"all": all("p5"), "any": all("p3")});
    format!("\"variables\":{},\"equations\":{equations},\"nontrivial\":{nontrivial},", json!(names))
}

/// The system written out as it should be.
fn written(atoms: usize, dim: usize, order: usize) -> String {
    let system = System { atoms, dim, order };
    let equation = |index: Vec<u32>| {
        let polynomial = system.equation(&index);
        let terms: Vec<Value> = polynomial.terms().map(|(c, e)| json!([c.to_string(), e])).collect();
        json!({"index": index, "terms": terms})
    };
    with_equations(atoms, dim, &Value::from_iter(system.indices().map(equation)).to_string())
}

/// 1/q for distinct odd q of almost a thousand digits.
fn long_fractions(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|k| format!("1/1{:0989}", 2 * k + 1))
}

fn zeros(count: usize) -> String {
    format!("[{}]", vec!["0"; count].join(","))
}

fn refutation(multipliers: Value, squares: Value) -> String {
    let case = json!({"assume_nonzero": [], "multipliers": multipliers, "squares": squares});
    json!({"kind": "refutation", "cases": [case]}).to_string()
}

fn identity(dim: usize, relation: Value) -> Vec<u8> {
    let statement = json!({"claim": "identity", "family": "softmax-gaussian", "dim": dim, "relation": relation});
    file(statement, "", "{\"kind\":\"identity\"}")
}

fn relations(dim: usize, order: usize, identities: Value) -> Vec<u8> {
    let statement = json!({"claim": "relations", "family": "softmax-gaussian", "dim": dim, "order": order});
    file(statement, "", &json!({"kind": "relations", "identities": identities}).to_string())
}

/// The hidden PDEs.
fn hidden(dim: usize) -> Vec<Value> {
    let unit = |positions: &[usize]| {
        let mut alpha = vec![0; 2 * dim + 2];
        positions.iter().for_each(|&p| alpha[p] += 1);
        alpha
    };
    let (b, nu) = (2 * dim, 2 * dim + 1);
    (0..dim)
        .map(|i| json!([["1", unit(&[i, b])], ["-1", unit(&[dim + i])]]))
        .chain([json!([["1", unit(&[b, b])], ["-2", unit(&[nu])]])])
        .collect()
}

// One test, so that no other allocates at the same time.
#[test]
fn nothing_costs_more_than_its_limit() {
    decide_all(form());
    decide_all(written_systems());
    decide_all(refutations_and_points());
    decide_all(derivatives());
    decide_all(gauss_hermite());
    decide_all(curves());
    decide_all(identifiability());
}

/// A curve of 256 atoms in pairs ±p3 δ⁴, so that its first equations hold, each pair with denominators of its own.
fn curves() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let m = 256u64;
    let atom = |k: u64| {
        let (sign, q) = (if k < 128 { "" } else { "-" }, 100_000_001 + 2 * (k % 128));
        let p = json!([["0", 0], ["0", 0], [format!("{sign}1/{q}"), 4], [format!("-1/{}", 2 * q * q), 8]]);
        json!({"weight": format!("1/{}", 10u64.pow(17) + 2 * (k % 128) + 1), "p": p})
    };
    let atoms: Vec<Value> = (0..m).map(atom).collect();
    let bounds = json!(["1/2", "1/2", "1/512", "1/256"]);
    let statement = json!({"claim": "exponents", "family": "softmax-gaussian", "atoms": m, "dim": 1, "gate": "fixed",
        "at_least": bounds, "at_most": bounds});
    let row = |name: &str, powers: [u64; 4]| json!({"name": name, "powers": powers});
    let inequalities = [
        row("gate-square", [2, 0, 0, 0]),
        row("slope-square", [0, 2, 0, 0]),
        row("intercept", [0, 0, 2 * m, 0]),
        row("variance", [0, 0, 0, m]),
    ];
    let curve = json!({"kind": "monomial", "order": 16, "atoms": atoms});
    let proof = json!({"kind": "lp-optimum", "inequalities": inequalities, "curves": vec![curve; 4], "optima": []});
    vec![("curves with many denominators", file(statement, "", &proof.to_string()), "TooManyDigits")]
}

fn form() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let lists = |n: usize, item: &str| format!("[{}]", vec![item; n].join(",")).into_bytes();
    let fields: Vec<String> = (0..500_000).map(|k| format!("\"f{k}\":0")).collect();
    let point = format!("{{\"kind\":\"point\",\"point\":{}}}", zeros(MAX_VALUES - 1000));
    vec![
        ("200 MB", vec![b'['; 200_000_000], "TooLarge"),
        ("as many values as there may be", lists(MAX_VALUES - 1, "0"), "WrongType"),
        ("more values", lists(MAX_VALUES, "0"), "TooManyValues"),
        ("more lists", lists(MAX_VALUES, "[]"), "TooManyValues"),
        ("nested without end", vec![b'['; MAX_BYTES], "TooDeep"),
        ("a number of a million digits", "7".repeat(1_000_000).into_bytes(), "NotJson"),
        ("a fraction of a million digits", format!("0.{}", "7".repeat(1_000_000)).into_bytes(), "NotANaturalNumber"),
        ("an exponent of a million digits", format!("1e{}", "7".repeat(1_000_000)).into_bytes(), "NotJson"),
        ("a million fields", format!("{{{}}}", fields.join(",")).into_bytes(), "UnknownField"),
        ("a name of 15 MB", format!("{{\"{}\":0}}", "x".repeat(15_000_000)).into_bytes(), "MissingField"),
        (
            "a name of 7 MB twice",
            format!("{{\"{0}\":0,\"{0}\":0}}", "x".repeat(7_000_000)).into_bytes(),
            "DuplicateField",
        ),
        ("a name full of line ends", format!("{{\"format\":\"{}\"}}", "\\n".repeat(100)).into_bytes(), "UnknownWord"),
        (
            "a point with two million coordinates",
            file(of_system("solvable", 2, 1, 3), &written(2, 1, 3), &point),
            "WrongLength",
        ),
    ]
}

fn written_systems() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let caseless = "{\"kind\":\"refutation\",\"cases\":[]}";
    let unsolvable = |atoms, dim, order, equations: &str| {
        file(of_system("unsolvable", atoms, dim, order), &with_equations(atoms, dim, equations), caseless)
    };
    let terms: Vec<Value> = long_fractions(9000).enumerate().map(|(k, c)| json!([c, [9999 - k, 0, 0, 0, 0]])).collect();
    let long = json!([{"index": [0, 1], "terms": terms}, 0]).to_string();
    let good = r#"{"kind":"refutation","cases":[{"assume_nonzero":["p5_1","p3_1"],
        "multipliers":[{"equation":[0,1],"terms":[["1",[0,0,1,0,0]]]}],
        "squares":[{"coeff":"1","root":[["1",[0,0,1,0,1]]]}]}]}"#;
    vec![
        // The index alone has 1001 numbers.
        ("half a million equations in dimension 1000", unsolvable(1, 1000, 2, &zeros(502_502)), "TooMuchWork"),
        ("an equation with 500 000 unknowns", unsolvable(256, 1000, 1, &zeros(1001)), "TooMuchWork"),
        ("131 840 equations of order up to 512", unsolvable(1, 1, 512, &zeros(131_840)), "WrongType"),
        ("the number of equations of another system", unsolvable(256, 1, 512, &zeros(5)), "TooMuchWork"),
        ("the greatest statement", file(of_system("rbar", 256, 1000, 512), "", "null"), "WrongType"),
        ("an equation with 9000 long fractions", unsolvable(1, 1, 1, &long), "TooManyDigits"),
        (
            "a large system that is right",
            file(of_system("unsolvable", 1, 1, 40), &written(1, 1, 40), good),
            "valid: the system for 1 atom of order 40 is unsolvable, so r̄(1) ≤ 40",
        ),
    ]
}

fn refutations_and_points() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let one_atom = |order, proof: &str| file(of_system("unsolvable", 1, 1, order), &written(1, 1, order), proof);
    let monomial = |k: usize| vec![k.min(9999), k / 9999, 0, 0, 0];
    let multiple = |c: String, e: Vec<usize>| json!({"equation": [0, 1], "terms": [[c, e]]});
    let decreasing = |count: usize, c: &str| -> Vec<Value> {
        (0..count).map(|k| json!([c, [9999 - k / 9999, 9999 - k % 9999, 0, 0, 0]])).collect()
    };

    let long: Vec<Value> = long_fractions(1000).enumerate().map(|(k, c)| multiple(c, monomial(k))).collect();
    let growing: Vec<Value> = (1..15_000u32)
        .map(|k| multiple(format!("1/{}", num_bigint::BigInt::from(2).pow(k.min(3000))), monomial(k as usize)))
        .collect();
    let mut small = vec![json!([format!("1/1{:0989}", 1), [9999, 9999, 9999, 0, 0]])];
    small.extend(decreasing(100_000, &format!("1/{}", 10u64.pow(9) + 7)));
    let dense = decreasing(30_000, &"7".repeat(300));
    let square = json!([{"coeff": "1", "root": decreasing(2000, "1")}]);
    let wide: Vec<Value> = (0..990)
        .map(|k| {
            let mut e = vec![0; 1280];
            e[k] = 1;
            json!(["1", e])
        })
        .collect();
    let huge = json!([{"equation": [0, 1], "terms": [["1", [10_000, 10_000, 10_000, 10_000, 10_000]]]}]);

    let point = |coordinates: Vec<String>| json!({"kind": "point", "point": coordinates}).to_string();
    let solvable =
        |atoms, order, proof: &str| file(of_system("solvable", atoms, 1, order), &written(atoms, 1, order), proof);
    // A solution scaled by a number of 900 digits, in a system of an order that it does not solve.
    let scale = "7".repeat(450);
    let square_of = num_bigint::BigInt::parse_bytes(scale.as_bytes(), 10).unwrap().pow(2);
    let half = num_rational::BigRational::new(-square_of, 2.into()).to_string();
    let scaled = ["0", "0", &scale, &half, "1", "0", "0", &format!("-{scale}"), &half, "1"].map(String::from).to_vec();

    let none = json!([]);
    vec![
        ("a thousand long denominators", one_atom(1, &refutation(json!(long), none.clone())), "TooManyDigits"),
        ("a denominator that grows", one_atom(1, &refutation(json!(growing), none.clone())), "ResidualNotZero"),
        (
            "short denominators after a long one",
            one_atom(1, &refutation(json!([{"equation": [0, 1], "terms": small}]), none.clone())),
            "ResidualNotZero",
        ),
        (
            "a dense multiplier with long coefficients",
            one_atom(20, &refutation(json!([{"equation": [10, 10], "terms": dense}]), none.clone())),
            "TooMuchWork",
        ),
        ("a dense square", one_atom(1, &refutation(none.clone(), square)), "TooMuchWork"),
        (
            "products of 1280 unknowns",
            file(
                of_system("unsolvable", 256, 1, 1),
                &written(256, 1, 1),
                &refutation(json!([{"equation": [0, 1], "terms": wide}]), none.clone()),
            ),
            "TooMuchWork",
        ),
        ("the greatest exponents", one_atom(1, &refutation(huge, none)), "ResidualNotZero"),
        ("a point with long denominators", solvable(256, 1, &point(long_fractions(1280).collect())), "TooManyDigits"),
        (
            "a solution with long coordinates",
            solvable(2, 3, &point(scaled.clone())),
            "valid: the system for 2 atoms of order 3 is solvable, so r̄(2) > 3",
        ),
        ("a long point that is no solution", solvable(2, 12, &point(scaled)), "EquationNotSolved"),
    ]
}

fn derivatives() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    // Σ_k b^k ν^(64−k) has 31 derivatives of the greatest order, in the greatest dimension.
    let order_64 = |dim: usize| -> Value {
        (0..31)
            .map(|k| {
                let mut alpha = vec![0; 2 * dim + 2];
                (alpha[2 * dim], alpha[2 * dim + 1]) = (31 - k, 33 + k);
                json!(["1", alpha])
            })
            .collect()
    };
    let first_order: Value = (0..602)
        .zip(long_fractions(602))
        .map(|(k, c)| {
            let mut alpha = vec![0; 602];
            alpha[k] = 1;
            json!([c, alpha])
        })
        .collect();
    let many: Value = (0..10_000).map(|k| json!(["1", [0, 0, 10_000 - k, 10_000]])).collect();
    let consequence = |k: u32| json!([["1", [0, 0, 2 * k, 0]], [format!("-{}", 1u64 << k), [0, 0, 0, k]]]);
    let consequences: Vec<Value> = (0..1990).map(|_| consequence(32)).collect();
    let big = "9".repeat(999);
    let long: Vec<Value> =
        hidden(300).iter().map(|r| json!([[big, r[0][1]], [format!("-{big}"), r[1][1]]])).take(300).collect();
    vec![
        ("a derivative of order 2000", identity(1, json!([["1", [0, 0, 0, 2000]]])), "OutOfRange"),
        ("10 000 derivatives", identity(1, many), "TooMuchWork"),
        ("order 64 in dimension 1000", identity(1000, order_64(1000)), "IdentityFails"),
        ("602 long fractions", identity(300, first_order), "TooManyDigits"),
        ("1990 true identities of order 64", relations(1, 2, json!(consequences)), "TooMuchWork"),
        ("relations of order 64 in dimension 1000", relations(1000, 64, json!(hidden(490))), "TooMuchWork"),
        ("relations of order 64 in dimension 1", relations(1, 64, json!(hidden(1))), "TooMuchWork"),
        ("identities with long factors, one missing", relations(300, 2, json!(long)), "RelationMissing"),
        (
            "the highest order in dimension 3",
            relations(3, 12, json!(hidden(3))),
            "valid: the hidden PDEs generate all relations up to order 12 in dimension 3",
        ),
    ]
}

fn gauss_hermite() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let long: Vec<String> = (0..256).map(|k| format!("1{k:0998}")).collect();
    let proof =
        |q: &[String], v: &[String]| json!({"kind": "gauss-hermite", "weight_root": q, "cofactor": v}).to_string();
    let million = vec!["7".repeat(1_000_000)];
    let more = vec!["1".to_string(); 257];
    vec![
        ("long weights", file(of_system("solvable", 256, 1, 512), "", &proof(&long, &long)), "Trivial"),
        (
            "a weight of a million digits",
            file(of_system("solvable", 2, 1, 3), "", &proof(&million, &long)),
            "TooManyDigits",
        ),
        ("more weights than nodes", file(of_system("solvable", 256, 1, 511), "", &proof(&more, &more)), "WrongLength"),
    ]
}

/// Sums of as many terms as can be, with numbers as long as can be, over denominators that agree or do not.
fn identifiability() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let of = |claim: &str, fields: Value, kind: &str| {
        let mut statement = json!({"claim": claim, "family": "softmax-gaussian", "dim": 1, "true_atoms": 16});
        statement.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        file(statement, "", &json!({"kind": kind}).to_string())
    };
    let copies = |shares: Vec<String>| {
        let copy = |(i, share): (usize, &String)| json!([share, i / 16 + 1, i % 16 + 1]);
        let copies: Vec<Value> = shares.iter().enumerate().map(copy).collect();
        of("same-density", json!({"terms": 16, "copies": copies}), "common-factor")
    };
    let dependence = |coefficients: &[String]| {
        let exponents = |k: usize| (0..16).map(|i| if i == 0 { 10_000 - k } else { 9_000 }).collect::<Vec<_>>();
        let polynomial: Vec<Value> = coefficients.iter().enumerate().map(|(k, c)| json!([c, exponents(k)])).collect();
        let mut experts = vec![json!([]); 16];
        experts[3] = json!(polynomial);
        of("dependence", json!({"experts": experts, "densities": vec![json!([]); 16]}), "dependence")
    };
    let equal = format!("{}/1{}", "7".repeat(499), "0".repeat(499));
    let long: Vec<String> = (0..1001).map(|k| format!("1{:0998}", k)).collect();
    vec![
        (
            "256 copies with long shares, all equal",
            copies(vec![equal.clone(); 256]),
            "valid: any common factor of the gates of 16 terms, with 256 atoms, keeps the density of any 16 experts: the gate slopes are not identifiable",
        ),
        ("256 copies with long shares, all different", copies(long[1..257].to_vec()), "DensitiesDiffer"),
        ("copies with different long denominators", copies(long_fractions(256).collect()), "TooManyDigits"),
        ("a relation with as many terms as can be", dependence(&long[1..]), "DependenceFails"),
        ("a relation with a term too many", dependence(&vec!["1".to_string(); 1001]), "TooMuchWork"),
        (
            "a relation with different long denominators",
            dependence(&long_fractions(1000).collect::<Vec<_>>()),
            "TooManyDigits",
        ),
    ]
}
