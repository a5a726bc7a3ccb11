//! The theorems that `identify` refers to, each with everything that it assumes.

/// The file that states them.
pub const FILE: &str = "proofs/coq/Main.v";

/// A theorem, what it says, and its hypotheses.
#[derive(Debug)]
pub struct Applied {
    /// Its name in Coq.
    pub theorem: &'static str,
    /// What it says.
    pub says: &'static str,
    /// What it assumes.
    pub hypotheses: Vec<&'static str>,
}

const DIMENSION: &str = "d ≥ 1";
const INTERIOR: &str = "x ranges over a set X with interior";
const INTERVAL: &str = "y over an open interval";
const VARIANCES: &str = "positive variances";
const EXPERTS: &str = "distinct experts";
const SLOPES: &str = "distinct gate slopes";
const FACTOR: &str = "at least one term, all c > 0";

/// The theorems for k* true experts, below 2k* or from there on.
pub fn applied(experts_true: usize, identifiable: bool) -> Vec<Applied> {
    let theorem =
        |theorem, says, hypotheses: &[&'static str]| Applied { theorem, says, hypotheses: hypotheses.to_vec() };
    let mut all = vec![theorem("common_factor", "a common factor leaves the density unchanged", &[FACTOR])];
    if !identifiable {
        all.push(theorem(
            "no_recovery_from_the_density",
            "no function of the density recovers the gate slopes up to a translation",
            &[DIMENSION, VARIANCES, EXPERTS, "k ≥ 2k*"],
        ));
    }
    all.push(theorem(
        "identifiability_threshold",
        "translation is the only invariance if and only if k < 2k*",
        &[DIMENSION, INTERIOR, VARIANCES, EXPERTS],
    ));
    all.push(theorem(
        "rank_of_functions",
        "of the functions of that proof one is dependent for each γ, and no more",
        &[INTERIOR, INTERVAL, VARIANCES, EXPERTS, SLOPES],
    ));
    if experts_true > 1 {
        all.push(theorem(
            "not_linearly_independent",
            "no set that contains these functions is linearly independent",
            &[INTERIOR, VARIANCES, EXPERTS, "k* ≥ 2"],
        ));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every theorem stands in the file, with the hypotheses that are printed. Dimension d ≥ 1 is written S d there.
    #[test]
    fn the_theorems_are_stated_with_these_hypotheses() {
        let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE)).unwrap();
        let words = [
            (DIMENSION, "(S d)"),
            (INTERIOR, "has_interior X"),
            (INTERVAL, "ylo < yhi"),
            (VARIANCES, "proper "),
            (EXPERTS, "distinct_experts "),
            (SLOPES, "NoDup (map gate_slope G)"),
            (FACTOR, "0 < fst t"),
            ("k ≥ 2k*", "(2 * length G <= k)%nat"),
            ("k* ≥ 2", "(2 <= length G)%nat"),
        ];
        for Applied { theorem, hypotheses, .. } in applied(2, false) {
            let start = text.find(&format!("\nTheorem {theorem} ")).unwrap_or_else(|| panic!("no theorem {theorem}"));
            let stated = &text[start..start + text[start..].find("Proof.").unwrap()];
            for (hypothesis, word) in words {
                let (printed, needed) = (hypotheses.contains(&hypothesis), stated.contains(word));
                assert_eq!(printed, needed, "{theorem}: {hypothesis}");
            }
        }
    }

    #[test]
    fn only_what_applies_is_named() {
        let names = |k_true, identifiable| applied(k_true, identifiable).iter().map(|t| t.theorem).collect::<Vec<_>>();
        assert!(!names(2, true).contains(&"no_recovery_from_the_density"));
        assert!(!names(1, false).contains(&"not_linearly_independent"));
        assert_eq!(names(2, false).len(), 5);
    }
}
