//! Quadrature nodes, and the sums over them that make up h², its gradient and its Hessian.
//!
//! At fixed x let `s_i` be the gate's exponent, `N_i` the share times the normal density of atom i, `P = 1/ν`, `t = y − aᵀx − b`:
//!
//! * `∂g/∂s_i = N_i − π_i g`, `∂g/∂b_i = N_i t P`, `∂g/∂ν_i = N_i (t²P − 1)P/2`;
//! * `∂²g/∂s_i∂s_j = δ_ij g_{s_i} − π_j g_{s_i} − π_i g_{s_j}`, `∂²g/∂s_i∂φ_j = (δ_ij − π_i) g_{φ_j}`, and the derivatives of the
//!   normal density for two of b, ν (of which `g_bb = 2 g_ν`).
//!
//! β0 enters through s with factor 1, β1 with x, a through b with x. For `½ r²` the gradient is `r g'/(2√g)` and the Hessian
//! `√g*/(4 g^{3/2}) g' g'ᵀ + r/(2√g) g''`: the exact Hessian, not Gauss and Newton's, because r is not small against the
//! smallest curvatures. Atoms of one cell have almost equal derivatives, and the curvature in their differences is of order
//! δ^{4m}; so g − g*, g' and the sums over them are double-double, and only factors common to a node are `f64`.

use crate::numeric::hellinger::double_double::Dd;
use crate::numeric::hellinger::mixture::{Component, FineMixture, density};

/// All nodes at one x.
pub(super) struct Line {
    pub(super) x: Vec<f64>,
    /// (y, weight, g*(y|x))
    pub(super) nodes: Vec<(f64, f64, Dd)>,
}

/// Standard deviations to either side of a mean that the nodes in y cover.
const REACH: f64 = 9.0;
/// Nodes in y for each smallest standard deviation.
const DENSITY: f64 = 4.0;

impl Line {
    /// A trapezoidal rule over the union of `mean ± REACH` standard deviations of the true experts at x. For functions that
    /// are analytic and vanish at both ends it converges exponentially in the number of nodes.
    pub(super) fn new(truth: &FineMixture, x: Vec<f64>, weight: f64) -> Line {
        let components = truth.at(&x);
        let mut windows: Vec<(f64, f64, f64)> = components
            .iter()
            .map(|c| (c.mean.hi - REACH * c.deviation(), c.mean.hi + REACH * c.deviation(), c.deviation()))
            .collect();
        windows.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut merged: Vec<(f64, f64, f64)> = Vec::new();
        for w in windows {
            match merged.last_mut() {
                Some(last) if w.0 <= last.1 => *last = (last.0, last.1.max(w.1), last.2.min(w.2)),
                _ => merged.push(w),
            }
        }
        let mut nodes = Vec::new();
        for (low, high, narrowest) in merged {
            let count = ((high - low) * DENSITY / narrowest).ceil();
            let step = (high - low) / count;
            for i in 0..=count as usize {
                let y = low + step * i as f64;
                nodes.push((y, weight * step, density(&components, y)));
            }
        }
        Line { x, nodes }
    }
}

/// Sums over the nodes of one line, by (s, b, ν) of each atom; `bend` has its upper triangle only.
pub(super) struct LineSums {
    pub(super) squared: f64,
    pub(super) slope: Vec<Dd>,
    pub(super) bend: Vec<Dd>,
    /// The part of the second derivatives that carries the residual as a factor.
    pub(super) mild: Vec<f64>,
}

impl LineSums {
    pub(super) fn new(k: usize) -> Self {
        let n = 3 * k;
        LineSums { squared: 0.0, slope: vec![Dd::ZERO; n], bend: vec![Dd::ZERO; n * n], mild: vec![0.0; n * n] }
    }

    /// Sums over one line, compiled for fused multiply-add where the processor has it; the results have the same bits.
    pub(super) fn collect(&mut self, fitted: &FineMixture, line: &Line) {
        let components = fitted.at(&line.x);
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has both features.
            return unsafe { self.collect_fused(&components, line) };
        }
        self.collect_here(&components, line);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn collect_fused(&mut self, components: &[Component], line: &Line) {
        self.collect_here(components, line);
    }

    #[inline(always)]
    fn collect_here(&mut self, components: &[Component], line: &Line) {
        let k = components.len();
        let n = 3 * k;
        self.squared = 0.0;
        self.slope.fill(Dd::ZERO);
        self.bend.fill(Dd::ZERO);
        self.mild.fill(0.0);
        let mut parts = vec![Dd::ZERO; k];
        let mut v = vec![Dd::ZERO; n];
        for &(y, weight, truth) in &line.nodes {
            let mut g = Dd::ZERO;
            for (part, c) in parts.iter_mut().zip(components) {
                *part = c.density(y);
                g += *part;
            }
            let (root, true_root) = (g.hi.max(0.0).sqrt(), truth.hi.max(0.0).sqrt());
            if root == 0.0 || true_root == 0.0 {
                continue;
            }
            let gap = g - truth;
            let r = gap.hi / (root + true_root);
            self.squared += weight * r * r;
            for (i, c) in components.iter().enumerate() {
                let t = Dd::from(y) - c.mean;
                let tp = t * c.precision;
                v[3 * i] = parts[i] - c.share * g;
                v[3 * i + 1] = parts[i] * tp;
                v[3 * i + 2] = (parts[i] * (t * tp - Dd::ONE) * c.precision).scale(0.5);
            }
            let pull = gap.scale(weight / (2.0 * root * (root + true_root)));
            let c1 = weight * true_root / (4.0 * root * root * root);
            for p in 0..n {
                self.slope[p] += v[p] * pull;
                let scaled = v[p].scale(c1);
                for (sum, &vq) in self.bend[p * n + p..(p + 1) * n].iter_mut().zip(&v[p..]) {
                    *sum += scaled * vq;
                }
            }
            self.second_derivatives(components, &parts, &v, y, weight * r / (2.0 * root));
        }
    }

    /// Adds `factor · g''`.
    fn second_derivatives(&mut self, components: &[Component], parts: &[Dd], v: &[Dd], y: f64, factor: f64) {
        let k = components.len();
        let n = 3 * k;
        for i in 0..k {
            let (si, bi, vi) = (3 * i, 3 * i + 1, 3 * i + 2);
            let share = components[i].share.hi;
            for (j, other) in components.iter().enumerate() {
                let (sj, own) = (3 * j, f64::from(u8::from(i == j)));
                if j >= i {
                    let value = own * v[si].hi - other.share.hi * v[si].hi - share * v[sj].hi;
                    self.mild[si * n + sj] += factor * value;
                }
                for q in [sj + 1, sj + 2] {
                    self.mild[si.min(q) * n + si.max(q)] += factor * (own - share) * v[q].hi;
                }
            }
            let (p, t) = (components[i].precision.hi, y - components[i].mean.hi);
            let u = t * t * p;
            self.mild[bi * n + bi] += factor * 2.0 * v[vi].hi;
            self.mild[bi * n + vi] += factor * parts[i].hi * 0.5 * t * p * p * (u - 3.0);
            self.mild[vi * n + vi] += factor * parts[i].hi * 0.25 * p * p * (u * u - 6.0 * u + 3.0);
        }
    }
}
