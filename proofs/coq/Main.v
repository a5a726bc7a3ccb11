(** * The theorems

    The statements that the project relies on, and nothing else: every proof below is the name of a theorem of another
    file. A reader who trusts Coq, its real numbers and Coquelicot's derivatives can judge from this page what is
    proved; README.md says how to check it and what is not proved.

    The page reads from top to bottom.  Every definition that a statement uses is spelt out before its first use, in a
    theorem that Coq proves by computation ([reflexivity]), so that no other file need be looked up.  Where a hypothesis
    may be doubted, a remark says what fails without it.

    Greek letters are written as such: β0, β1 are bias and slope of a gate; a, b, ν are slope, intercept and variance
    (not standard deviation) of an expert; Δ marks a difference.  Of Coq's library, [INR] embeds the natural numbers in
    the reals, [sum_f_R0 f n] is f 0 + ... + f n; of Coquelicot, [Derive_n f n x] is the n-th derivative of f at x, and
    [is_derive f x l] says that f has the derivative l at x, [RInt f a b] is the Riemann integral of f from a to b, and
    [ex_RInt f a b] says that it exists. *)

From Coq Require Import Reals Arith Lia.
From Coquelicot Require Import Coquelicot.
From Coq Require Import List Permutation.
From MoeProof Require Import ListSums Vectors MultiIndex.
From MoeProof Require HeatPolynomials DensityDerivatives GaussianTheorems TaylorSystem GeneratingFunction FullSystem.
From MoeProof Require HiddenPDEs Relations ExpertDerivatives.
From MoeProof Require SoftmaxModel CommonFactor ExponentialIndependence Cells Identifiability FalseIndependence
  RankNine.
From MoeProof Require BoxIntegral MixturePoints ModelBridge VoronoiCells DensityInequality CellMoments MergedAtoms
  SharpDensity NoGate NoGateCurve DensityExponents PossibleExponents.
From MoeProof Require VectorBridge Differences QuantitativeSeparation CellTheorems SingleAtom SlopeAnyGate SlopeTwoAtoms
  ExponentsAnyGate.
Import ListNotations.
Open Scope R_scope.

(** ** The vocabulary *)

(** [vec A d] is A^d, in nested pairs: R^d is [vec R d], N^d is [vec nat d]. *)
Theorem vec_value A d : vec A 0 = unit /\ vec A (S d) = (A * vec A d)%type.
Proof. exact (conj eq_refl eq_refl). Qed.

(** The origin, the scalar product uᵀx, also written ⟨u, x⟩, the sum u ⊕ v and the multiple c ⊙ v. *)
Theorem vector_operations d (p q c : R) (u v : vec R d) :
  origin (S d) = (0, origin d) /\
  @dot 0 tt tt = 0 /\ @dot (S d) (p, u) (q, v) = p * q + dot u v /\
  @vplus (S d) (p, u) (q, v) = (p + q, u ⊕ v) /\ @vscal (S d) c (p, u) = (c * p, c ⊙ u).
Proof. repeat split; reflexivity. Qed.

(** The coordinate v_i, i = 0, ..., d - 1; v with v_i replaced by s; the largest |v_i|. *)
Theorem coordinates d (p s : R) (i : nat) (v : vec R d) :
  @coord (S d) (p, v) 0 = p /\ @coord (S d) (p, v) (S i) = coord v i /\
  @replace (S d) (p, v) 0 s = (s, v) /\ @replace (S d) (p, v) (S i) s = (p, replace v i s) /\
  @norm 0 tt = 0 /\ @norm (S d) (p, v) = Rmax (Rabs p) (norm v).
Proof. repeat split; reflexivity. Qed.

(** For multi-indices: α + β, |α|, α!, p^α, the multi-indices 0 and k e_i. *)
Theorem multi_indices d (k l i : nat) (r : R) (α β : vec nat d) (p : vec R d) :
  @add (S d) (k, α) (l, β) = ((k + l)%nat, add α β) /\
  @size 0 tt = 0%nat /\ @size (S d) (k, α) = (k + size α)%nat /\
  @factorial 0 tt = 1 /\ @factorial (S d) (k, α) = INR (fact k) * factorial α /\
  @power 0 tt tt = 1 /\ @power (S d) (r, p) (k, α) = r ^ k * power p α /\
  no_index (S d) = (0%nat, no_index d) /\
  single (S d) 0 k = (k, no_index d) /\ single (S d) (S i) k = (0%nat, single d i k).
Proof. repeat split; reflexivity. Qed.

(** ∑ t ∈ l, f t is the sum over a list. *)
Theorem list_sum A (f : A -> R) t l : (∑ t ∈ [], f t) = 0 /\ (∑ t ∈ t :: l, f t) = f t + ∑ t ∈ l, f t.
Proof. exact (conj eq_refl eq_refl). Qed.

(** The normal density N(y; h, ν) of mean h and variance ν. *)
Notation normal := DensityDerivatives.normal.
Theorem normal_value (y h ν : R) : normal y h ν = / sqrt (2 * PI * ν) * exp (- (y - h) ^ 2 / (2 * ν)).
Proof. reflexivity. Qed.

(** The heat polynomial H_l(a, b) = Σ_{i+2k=l} a^i b^k / (i! k!). *)
Notation heat := HeatPolynomials.heat.
Theorem heat_value (l : nat) (a b : R) :
  heat l a b = sum_f_R0 (fun k => a ^ (l - 2 * k) * b ^ k / (INR (fact (l - 2 * k)) * INR (fact k))) (l / 2).
Proof. reflexivity. Qed.

(** ** The polynomial system of the softmax-gated Gaussian mixture: r̄(m) = 2m

    A cell of m fitted atoms has, for each atom, the unknowns p1, p2 in R^d and p3, p4, p5 in R ([unknowns d]).  They
    are not the parameters of the atom: p1, p2, p3 are its differences from the true atom in gate slope, expert slope
    and intercept, p4 is half that of the variance, and p5 is the square root of its weight ([coefficient_is_equation]
    below). *)

Section PolynomialSystem.
Import TaylorSystem GeneratingFunction.

(** The equation (l1, l2) of the system is the sum over the atoms of the sum over the multi-indices of
    p5² p1^α1 p2^α2 p3^α3 p4^α4 / (α1! α2! α3! α4!) ... *)
Theorem equation_value d (L : list (unknowns d)) (l1 : vec nat d) (l2 : nat) :
  equation L l1 l2 = ∑ p ∈ L, lsum (fun '(α1, α2, α3, α4) =>
    p5 p ^ 2 * power (p1 p) α1 * power (p2 p) α2 * p3 p ^ α3 * p4 p ^ α4
    / (factorial α1 * factorial α2 * INR (fact α3) * INR (fact α4))) (indices l1 l2).
Proof. reflexivity. Qed.

(** ... with α1 + α2 = l1 and |α2| + α3 + 2 α4 = l2, each of them once. *)
Theorem equation_indices d (l1 : vec nat d) (l2 : nat) : NoDup (indices l1 l2) /\
  forall α1 α2 α3 α4, In (α1, α2, α3, α4) (indices l1 l2) <-> add α1 α2 = l1 /\ (size α2 + α3 + 2 * α4 = l2)%nat.
Proof. exact (FullSystem.equation_index_set d l1 l2). Qed.

(** For every dimension d and every m >= 2, the system of order r has a solution with m atoms, all p5 <> 0 and some
    p3 <> 0, exactly if r < 2m: the least order without one is r̄(m) = 2m. *)
Theorem rbar (d m r : nat) : (2 <= m)%nat ->
  (exists L : list (unknowns d), length L = m /\
     (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> equation L l1 l2 = 0) /\
     (forall p, In p L -> p5 p <> 0) /\
     (exists p, In p L /\ p3 p <> 0))
  <-> (r < 2 * m)%nat.
Proof. exact (FullSystem.full_system_rbar d m r). Qed.

(** Without "all p5 <> 0" every order has a solution: an atom with p5 = 0 contributes nothing, whatever its p3 is.  For
    m = 1 the value is 1, not 2: *)
Theorem rbar_one (d r : nat) :
  (exists L : list (unknowns d), length L = 1%nat /\
     (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> equation L l1 l2 = 0) /\
     (forall p, In p L -> p5 p <> 0) /\
     (exists p, In p L /\ p3 p <> 0))
  <-> (r < 1)%nat.
Proof. exact (FullSystem.full_system_rbar_one d r). Qed.

(** With "p1, p2, p3, p4 of some atom are not all 0" in place of "some p3 <> 0" the bound is 2m for every m >= 1. *)
Theorem rbar_any (d m r : nat) : (1 <= m)%nat ->
  (exists L : list (unknowns d), length L = m /\
     (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> equation L l1 l2 = 0) /\
     (forall p, In p L -> p5 p <> 0) /\
     (exists p, In p L /\ ~ (p1 p = origin d /\ p2 p = origin d /\ p3 p = 0 /\ p4 p = 0)))
  <-> (r < 2 * m)%nat.
Proof. exact (FullSystem.full_system_rbar_any d m r). Qed.

(** At order 2m every solution with all p5 <> 0 is p1 = p2 = 0, p3 = p4 = 0. *)
Theorem order_2m_trivial (d m : nat) (L : list (unknowns d)) : length L = m ->
  (forall l1 l2, (1 <= size l1 + l2 <= 2 * m)%nat -> equation L l1 l2 = 0) ->
  (forall p, In p L -> p5 p <> 0) ->
  forall p, In p L -> p1 p = origin d /\ p2 p = origin d /\ p3 p = 0 /\ p4 p = 0.
Proof. exact (FullSystem.full_system_upper_bound d m L). Qed.

(** Every solution with all p5 <> 0 has p1 = 0 from order 2 on and p2 = 0 from order 4 on. *)
Theorem slopes_vanish (d r : nat) (L : list (unknowns d)) : (forall p, In p L -> p5 p <> 0) ->
  (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> equation L l1 l2 = 0) ->
  ((2 <= r)%nat -> forall p, In p L -> p1 p = origin d) /\
  ((4 <= r)%nat -> forall p, In p L -> p2 p = origin d).
Proof. exact (FullSystem.full_system_slopes d r L). Qed.

(** ∂^α f(0) exists and is v, for f on R^n: for every value s of the first variable the derivative of f(s, ·) exists,
    and so does that of the result in s.  ([is_derive_n g k 0 v]: g has the k-th derivative v at 0.) *)
Theorem is_partial_at_0_value n (f : vec R (S n) -> R) (k : nat) (α : vec nat n) (r v : R) :
  (@is_partial_at_0 0 (fun _ => r) tt v <-> r = v) /\
  (@is_partial_at_0 (S n) f (k, α) v <->
   exists g : R -> R, (forall s, is_partial_at_0 (fun x => f (s, x)) α (g s)) /\ is_derive_n g k 0 v).
Proof. split; reflexivity. Qed.

(** f is everywhere the sum of the power series Σ c(l) x^l on R^n, summed one variable after the other. *)
Theorem is_power_series_value n (c : vec nat (S n) -> R) (f : vec R (S n) -> R) (r s : R) :
  (@is_power_series 0 (fun _ => r) (fun _ => s) <-> s = r) /\
  (@is_power_series (S n) c f <-> exists g : R -> vec nat n -> R,
     (forall s, is_power_series (g s) (fun x => f (s, x))) /\ (forall l s, is_pseries (fun k => c (k, l)) s (g s l))).
Proof. split; reflexivity. Qed.

(** The equations are the coefficients of G(t, x) = Σ_j p5_j² exp(p1_jᵀx + (p2_jᵀx) t + p3_j t + p4_j t²): G is the sum
    of the power series with the coefficients E(l1, l2); its partial derivatives at 0 are l1! l2! E(l1, l2); the system
    of order r says that those of order 1, ..., r vanish.  (A point of R^(d+1) is a pair z = (t, x).) *)
Theorem generating_function (d : nat) (L : list (unknowns d)) :
  let G (z : vec R (S d)) := let t := fst z in let x := snd z in
    ∑ p ∈ L, p5 p ^ 2 * exp (dot (p1 p) x + dot (p2 p) x * t + p3 p * t + p4 p * t ^ 2) in
  @is_power_series (S d) (fun '(l2, l1) => equation L l1 l2) G /\
  (forall l1 l2, @is_partial_at_0 (S d) G (l2, l1) (INR (fact l2) * factorial l1 * equation L l1 l2)) /\
  forall r, (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> equation L l1 l2 = 0) <->
            (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> @is_partial_at_0 (S d) G (l2, l1) 0).
Proof. exact (FullSystem.full_system_generating_function d L). Qed.

End PolynomialSystem.

(** ** The Gaussian system and caloric separation

    What r̄(m) = 2m rests on.  Atoms are numbered here, j < m or j < n. *)

(** For m >= 2 atoms the system Σ_j w_j H_l(a_j, b_j) = 0, l = 1, ..., r, has a solution with all w_j > 0 and some a_j
    <> 0 exactly if r < 2m. *)
Theorem rbar_gaussian (m r : nat) : (2 <= m)%nat ->
  (exists w a b : nat -> R,
     (forall j, (j < m)%nat -> 0 < w j) /\
     (forall l, (1 <= l <= r)%nat -> sum_f_R0 (fun j => w j * heat l (a j) (b j)) (m - 1) = 0) /\
     (exists j, (j < m)%nat /\ a j <> 0))
  <-> (r < 2 * m)%nat.
Proof. exact (GaussianTheorems.rbar_gaussian m r). Qed.

(** Let (a_j, b_j), j < n, be distinct points and Σ_j α_j l! H_l(a_j, b_j) = 0 for l = 0, ..., 2n - 2.  Then all α_j are
    zero. (If two points are equal, α and -α at them solve every equation.)  The kernel's rule [caloric] applies this
    form. *)
Theorem caloric_separation (n : nat) (α a b : nat -> R) : (1 <= n)%nat ->
  (forall i j, (i < j < n)%nat -> (a i, b i) <> (a j, b j)) ->
  (forall l, (l <= 2 * n - 2)%nat ->
     sum_f_R0 (fun j => α j * (INR (fact l) * heat l (a j) (b j))) (n - 1) = 0) ->
  forall j, (j < n)%nat -> α j = 0.
Proof. exact (GaussianTheorems.caloric_separation_heat n α a b). Qed.

(** The same for polynomials: Σ_j α_j (e^(b_j D²) p)(a_j) = 0 for every real polynomial p of degree at most 2n - 2,
    where e^(b D²) p = Σ_{k<n} b^k / k! p^(2k), only if all α_j are zero. *)
Theorem caloric_separation_polynomials (n : nat) (α a b : nat -> R) : (1 <= n)%nat ->
  (forall i j, (i < j < n)%nat -> (a i, b i) <> (a j, b j)) ->
  (forall p : nat -> R,
     let P (x : R) := sum_f_R0 (fun l => p l * x ^ l) (2 * n - 2) in
     sum_f_R0 (fun j =>
       α j * sum_f_R0 (fun k => b j ^ k / INR (fact k) * Derive_n P (2 * k) (a j)) (n - 1)) (n - 1)
     = 0) ->
  forall j, (j < n)%nat -> α j = 0.
Proof. exact (GaussianTheorems.caloric_separation_numbered n α a b). Qed.

(** Σ_{j<n} c_j exp(a_j t + b_j t²) has at most 2n - 2 sign changes: there are no 2n points t_0 < ... < t_(2n-1) with a
    sign change between any two neighbours. *)
Theorem exponential_sum_sign_changes (n : nat) (c a b : nat -> R) : (1 <= n)%nat ->
  let f (t : R) := sum_f_R0 (fun j => c j * exp (a j * t + b j * t ^ 2)) (n - 1) in
  ~ exists t : nat -> R,
      (forall i, (i < 2 * n - 1)%nat -> t i < t (S i)) /\
      (forall i, (i < 2 * n - 1)%nat -> f (t i) * f (t (S i)) < 0).
Proof. exact (GaussianTheorems.exponential_sum_sign_changes n c a b). Qed.

(** ** The model: common factors, and when translation is the only freedom

    A list G of atoms (β0, β1, a, b, ν) stands for the mixing measure Σ exp(β0) δ_(β1, a, b, ν); (a, b, ν) is the expert
    of the atom. *)

Section Model.
Import SoftmaxModel CommonFactor ExponentialIndependence Cells Identifiability FalseIndependence.

(** The record types of experts and atoms, and their fields. *)
Theorem atom_fields d (β0 : R) (β1 a : vec R d) (b ν : R) :
  let A : atom d := Atom β0 β1 (Expert a b ν) in
  gate_bias A = β0 /\ gate_slope A = β1 /\ expert_of A = Expert a b ν /\
  slope (expert_of A) = a /\ intercept (expert_of A) = b /\ variance (expert_of A) = ν.
Proof. repeat split; reflexivity. Qed.

(** The density g_G(y|x): softmax weights times normal densities. *)
Theorem density_value d (G : list (atom d)) x y :
  let gate A := exp (dot (gate_slope A) x + gate_bias A) in
  density G x y = ∑ A ∈ G, gate A / (∑ B ∈ G, gate B) *
    normal y (dot (slope (expert_of A)) x + intercept (expert_of A)) (variance (expert_of A)).
Proof. reflexivity. Qed.

(** All variances are positive; the experts are pairwise distinct. *)
Theorem proper_value d (G : list (atom d)) :
  (proper G <-> forall A, In A G -> 0 < variance (expert_of A)) /\
  (distinct_experts G <-> NoDup (map expert_of G)).
Proof. split; reflexivity. Qed.

(** The translation β0 -> β0 + t2, β1 -> β1 + t1; the copies of all atoms for the factor φ(x) = Σ c_l exp(γ_lᵀx), given
    as the list of the pairs (c_l, γ_l): β0 -> β0 + log c_l, β1 -> β1 + γ_l. *)
Theorem translate_value d (t1 : vec R d) (t2 : R) (A : atom d) (φ : list (R * vec R d)) (G : list (atom d)) :
  translate t1 t2 A = Atom (gate_bias A + t2) (gate_slope A ⊕ t1) (expert_of A) /\
  copies φ G = flat_map (fun A => map (fun t =>
     Atom (gate_bias A + ln (fst t)) (gate_slope A ⊕ snd t) (expert_of A)) φ) G.
Proof. split; reflexivity. Qed.

(** A translation leaves g_G unchanged. *)
Theorem translation_invariance d (t1 : vec R d) (t2 : R) (G : list (atom d)) x y :
  density (map (translate t1 t2) G) x y = density G x y.
Proof. exact (SoftmaxModel.translation_invariance t1 t2 G x y). Qed.

(** Common factor: replacing every atom by copies with slopes β1 + γ_l and weights e^β0 c_l, c_l > 0, leaves g_G
    unchanged. *)
Theorem common_factor d (φ : list (R * vec R d)) (G : list (atom d)) :
  φ <> [] -> (forall t, In t φ -> 0 < fst t) -> forall x y, density (copies φ G) x y = density G x y.
Proof. exact (fun n p => CommonFactor.common_factor φ G (conj n p)). Qed.

(** The slopes of H in the cell of each expert E are exactly β1 + γ and β1 - γ, β1 the slopes of G there. *)
Theorem slopes_spread_by_value d (γ : vec R d) (G H : list (atom d)) :
  slopes_spread_by γ G H <-> forall β E,
    (exists B, In B H /\ gate_slope B = β /\ expert_of B = E) <->
    (exists A, In A G /\ expert_of A = E /\ (β = gate_slope A ⊕ γ \/ β = gate_slope A ⊕ (-1) ⊙ γ)).
Proof. reflexivity. Qed.

(** For k >= 2k* atoms there is, for every γ, a measure H with k atoms, the density of G, and the gate slopes β1 + γ and
    β1 - γ in every cell: the gate slopes are not identifiable. *)
Theorem nonidentifiable_beyond_twice d (G : list (atom d)) (k : nat) (γ : vec R d) :
  G <> [] -> (2 * length G <= k)%nat ->
  exists H : list (atom d),
    length H = k /\ (proper G -> proper H) /\ (forall x y, density H x y = density G x y) /\ slopes_spread_by γ G H.
Proof. exact (CommonFactor.nonidentifiable_beyond_twice G k γ). Qed.

(** G and H have the same slopes and experts up to one translation of all slopes. *)
Theorem translation_equivalent_value d (G H : list (atom d)) :
  translation_equivalent G H <-> exists t1,
    (forall A, In A G -> exists B, In B H /\ expert_of B = expert_of A /\ gate_slope B = gate_slope A ⊕ t1) /\
    (forall B, In B H -> exists A, In A G /\ expert_of B = expert_of A /\ gate_slope B = gate_slope A ⊕ t1).
Proof. reflexivity. Qed.

(** So no function of the density recovers the gate slopes up to a translation: no estimator is consistent for them.
    (In dimension 0 there are no slopes to recover.) *)
Theorem no_recovery_from_the_density (d : nat) (G : list (atom (S d))) (k : nat) :
  G <> [] -> proper G -> distinct_experts G -> (2 * length G <= k)%nat ->
  ~ exists F : (vec R (S d) -> R -> R) -> list (atom (S d)),
      forall H, length H = k -> proper H -> (forall x y, density H x y = density G x y) ->
        translation_equivalent (F (density H)) H.
Proof. exact (CommonFactor.no_recovery_from_the_density d G k). Qed.

(** X contains a box: all x with |x_i - x0_i| < r for every i. *)
Theorem has_interior_value d (X : vec R d -> Prop) (p0 p r : R) (x0 x : vec R d) :
  (has_interior X <-> exists x0 r, 0 < r /\ forall x, near x0 r x -> X x) /\
  (@near 0 tt r tt <-> True) /\ (@near (S d) (p0, x0) r (p, x) <-> Rabs (p - p0) < r /\ near x0 r x).
Proof. exact (conj (iff_refl _) (conj (iff_refl _) (iff_refl _))). Qed.

(** The cell of the expert E in G; the weight of the measure G at (β1, E); equality of measures; translates; equality of
    the densities for all x in X and all y. *)
Theorem is_translate_of_value d (X : vec R d -> Prop) (G H : list (atom d)) (β1 : vec R d) (E : expert d) :
  cell E G = filter (fun A => if expert_eq_dec (expert_of A) E then true else false) G /\
  weight_at G β1 E = (∑ A ∈ cell E G, if vec_eq_dec (gate_slope A) β1 then exp (gate_bias A) else 0) /\
  (is_translate_of G H <-> exists t1 t2, forall β1 E, weight_at G β1 E = weight_at (map (translate t1 t2) H) β1 E) /\
  (same_density_on X G H <-> forall x, X x -> forall y, density G x y = density H x y).
Proof. exact (conj eq_refl (conj eq_refl (conj (iff_refl _) (iff_refl _)))). Qed.

(** Translation is the only freedom of a k-atom measure with the density of H, k* = length H atoms, exactly if k < 2k*:
    at k = 2k* the common factor of two terms is another one ([nonidentifiable_beyond_twice]). *)
Theorem identifiability_threshold (d : nat) (X : vec R (S d) -> Prop) (H : list (atom (S d))) (k : nat) :
  has_interior X -> H <> [] -> proper H -> distinct_experts H ->
  ((forall G, length G = k -> proper G -> same_density_on X G H -> is_translate_of G H) <-> (k < 2 * length H)%nat).
Proof. exact (Identifiability.identifiability_threshold d X H k). Qed.

(** Distinct experts are needed: if all atoms have one expert E, the density is that of E, whatever the gates are, so
    two atoms at other slopes have the same density for k = k* = 2. *)
Theorem equal_experts_hide_the_gate d (E : expert d) (G : list (atom d)) x y :
  G <> [] -> (forall A, In A G -> expert_of A = E) ->
  density G x y = normal y (dot (slope E) x + intercept E) (variance E).
Proof. exact (SoftmaxModel.one_expert_density E G x y). Qed.

(** One cell with exactly one atom is enough for that, whatever k is. *)
Theorem singly_covered_cell d (X : vec R d -> Prop) (G H : list (atom d)) A : has_interior X ->
  proper G -> proper H -> distinct_experts H -> same_density_on X G H ->
  In A H -> length (cell (expert_of A) G) = 1%nat -> is_translate_of G H.
Proof. exact (Identifiability.singly_covered_cell X G H A). Qed.

(** The functions x^γ e^(β1ᵀx) f, f the density of the expert of A, and x^γ e^(β1ᵀx) g_G. *)
Theorem expert_term_value d (γ : vec nat d) (G : list (atom d)) (A : atom d) x y :
  expert_term γ A x y = power x γ * exp (dot (gate_slope A) x) *
    normal y (dot (slope (expert_of A)) x + intercept (expert_of A)) (variance (expert_of A)) /\
  density_term γ G A x y = power x γ * exp (dot (gate_slope A) x) * density G x y.
Proof. split; reflexivity. Qed.

(** Σ_j e^(β0_j) x^γ e^(β1_jᵀx) (f_j - g_G) = 0 ... *)
Theorem expert_density_relation d (G : list (atom d)) (γ : vec nat d) x y :
  (∑ A ∈ G, exp (gate_bias A) * (expert_term γ A x y - density_term γ G A x y)) = 0.
Proof. exact (FalseIndependence.expert_density_relation G γ x y). Qed.

(** (Linear independence on X × R of a set F of functions: a linear combination of members that differ pairwise on X × R
    vanishes there only if all its coefficients are 0.) *)
Theorem linearly_independent_on_value d (X : vec R d -> Prop) (F : (vec R d -> R -> R) -> Prop) :
  linearly_independent_on X F <-> forall l : list (R * (vec R d -> R -> R)),
    (forall t, In t l -> F (snd t)) ->
    ForallOrdPairs (fun f h => exists x y, X x /\ f x y <> h x y) (map snd l) ->
    (forall x y, X x -> (∑ t ∈ l, fst t * snd t x y) = 0) ->
    forall t, In t l -> fst t = 0.
Proof. reflexivity. Qed.

(** ... so for two or more distinct experts no family that contains the functions x^γ e^(β1_jᵀx) f_j and x^γ e^(β1_jᵀx)
    g_G is linearly independent. *)
Theorem not_linearly_independent d (X : vec R d -> Prop) (G : list (atom d)) γ (F : (vec R d -> R -> R) -> Prop) :
  has_interior X -> proper G -> distinct_experts G -> (2 <= length G)%nat ->
  (forall A, In A G -> F (expert_term γ A) /\ F (density_term γ G A)) ->
  ~ linearly_independent_on X F.
Proof. exact (FalseIndependence.not_linearly_independent X G γ F). Qed.

(** How many of them are independent.  [terms Γ G] names the functions with γ in Γ and the atoms of G, [term_value] is
    the function of a name.  Functions F i, i in l, have rank n on D if n of them are linearly independent there and
    each of the others is a combination of these. *)
Theorem rank_value d I (D : vec R d -> R -> Prop) (F : I -> vec R d -> R -> R) (l : list I) (n : nat) Γ
  (G : list (atom d)) γ A :
  (RankNine.has_rank D F l n <-> NoDup l /\ exists B : list I, NoDup B /\ incl B l /\ length B = n /\
    (forall c : I -> R, (forall x y, D x y -> (∑ i ∈ B, c i * F i x y) = 0) -> forall i, In i B -> c i = 0) /\
    (forall i, In i l -> ~ In i B -> exists c : I -> R, forall x y, D x y -> F i x y = ∑ j ∈ B, c j * F j x y)) /\
  RankNine.terms Γ G =
    flat_map (fun γ => map (RankNine.ExpertTerm γ) G ++ map (RankNine.DensityTerm γ) G) Γ /\
  RankNine.term_value G (RankNine.ExpertTerm γ A) = expert_term γ A /\
  RankNine.term_value G (RankNine.DensityTerm γ A) = density_term γ G A.
Proof. split; [reflexivity |]. split; [reflexivity |]. split; reflexivity. Qed.

(** Of the 2 k* |Γ| functions exactly |Γ| (2 k* - 1) are independent: one is lost for each γ, whatever the weights.
    (Equal slopes of two atoms can lose more: they are distinct here.) *)
Theorem rank_of_functions d (X : vec R d -> Prop) (ylo yhi : R) (G : list (atom d)) (Γ : list (vec nat d)) :
  has_interior X -> ylo < yhi -> proper G -> distinct_experts G -> NoDup (map gate_slope G) -> NoDup Γ -> G <> [] ->
  RankNine.has_rank (fun x y => X x /\ ylo < y < yhi) (RankNine.term_value G) (RankNine.terms Γ G)
    (length Γ * (2 * length G - 1)).
Proof. intros. apply RankNine.rank_of_functions; assumption. Qed.

(** Two atoms, d = 1, γ = 0, 1, 2: of 12 functions 9. *)
Theorem rank_nine (X : vec R 1 -> Prop) (ylo yhi : R) (A B : atom 1) :
  has_interior X -> ylo < yhi -> 0 < variance (expert_of A) -> 0 < variance (expert_of B) ->
  expert_of A <> expert_of B -> gate_slope A <> gate_slope B ->
  let Γ : list (vec nat 1) := [(0%nat, tt); (1%nat, tt); (2%nat, tt)] in
  let l := RankNine.terms Γ [A; B] in
  length l = 12%nat /\
  RankNine.has_rank (fun x y => X x /\ ylo < y < yhi) (RankNine.term_value [A; B]) l 9.
Proof. exact (RankNine.rank_nine X ylo yhi A B). Qed.

End Model.

(** ** The hidden PDEs and every relation among derivatives

    u(y|x; β1, a, b, ν) = exp(β1ᵀx) N(y; aᵀx + b, ν), a term of the numerator of g_G with β0 = 0. *)

Section Derivatives.
Import HiddenPDEs Relations SoftmaxModel ExpertDerivatives.

(** u, written out; [u_of x y A] takes the parameters from the atom A, whose β0 plays no role. *)
Theorem u_value d (x : vec R d) (y : R) (β0 : R) (β1 a : vec R d) (b ν : R) :
  u x y β1 a b ν = exp (dot β1 x) * normal y (dot a x + b) ν /\
  u_of x y (Atom β0 β1 (Expert a b ν)) = u x y β1 a b ν.
Proof. split; reflexivity. Qed.

(** ∂²u/∂β1_i ∂b = ∂u/∂a_i: the derivatives exist, and both are D. *)
Theorem slope_equation d (x : vec R d) (y : R) (β1 a : vec R d) (b ν : R) i : (i < d)%nat -> 0 < ν ->
  exists D : R,
    (forall s, ex_derive (fun b => u x y (replace β1 i s) a b ν) b) /\
    is_derive (fun s => Derive (fun b => u x y (replace β1 i s) a b ν) b) (coord β1 i) D /\
    is_derive (fun s => u x y β1 (replace a i s) b ν) (coord a i) D.
Proof. exact (ExpertDerivatives.slope_equation x y β1 a b ν i). Qed.

(** ∂²u/∂b² = 2 ∂u/∂ν. *)
Theorem heat_equation d (x : vec R d) (y : R) (β1 a : vec R d) (b ν : R) : 0 < ν ->
  exists D : R,
    (forall s, ex_derive (fun b => u x y β1 a b ν) s) /\
    is_derive (fun b => Derive (fun b => u x y β1 a b ν) b) b (2 * D) /\
    is_derive (fun ν => u x y β1 a b ν) ν D.
Proof. exact (ExpertDerivatives.heat_equation x y β1 a b ν). Qed.

(** The directions in which one can derive: Gate i (β1_i), Slope i (a_i), Shift (b), Variance (ν); [in_dimension] asks
    for i < d. *)
Theorem direction_value d (D : direction) :
  ((exists i, D = Gate i) \/ (exists i, D = Slope i) \/ D = Shift \/ D = Variance) /\
  (in_dimension d D <-> forall i, D = Gate i \/ D = Slope i -> (i < d)%nat).
Proof. exact (ExpertDerivatives.direction_cases d D). Qed.

(** The parameter of A that belongs to a direction; A with that parameter replaced by s. *)
Theorem move_value d (β0 : R) (β1 a : vec R d) (b ν s : R) i :
  let A := Atom β0 β1 (Expert a b ν) in
  (coordinate (Gate i) A = coord β1 i /\ move (Gate i) A s = Atom β0 (replace β1 i s) (Expert a b ν)) /\
  (coordinate (Slope i) A = coord a i /\ move (Slope i) A s = Atom β0 β1 (Expert (replace a i s) b ν)) /\
  (coordinate Shift A = b /\ move Shift A s = Atom β0 β1 (Expert a s ν)) /\
  (coordinate Variance A = ν /\ move Variance A s = Atom β0 β1 (Expert a b s)).
Proof. repeat split; reflexivity. Qed.

(** f has the partial derivative l at A; [iterated w f] takes the partial derivatives listed in w, the last one first.
    *)
Theorem iterated_value d (D : direction) (w : list direction) (f : atom d -> R) (A : atom d) (l : R) :
  (is_partial D f A l <-> is_derive (fun s => f (move D A s)) (coordinate D A) l) /\
  iterated [] f A = f A /\
  iterated (D :: w) f A = Derive (fun s => iterated w f (move D A s)) (coordinate D A).
Proof. exact (conj (iff_refl _) (conj eq_refl eq_refl)). Qed.

(** The word of ∂^α1_β1 ∂^α2_a ∂^α3_b ∂^α4_ν: α_0 times the first letter, α_1 times the second, ... *)
Theorem derivative_word_value d (α1 α2 : vec nat d) (α3 α4 k o : nat) (α : vec nat d) (D : nat -> direction) :
  derivative_word α1 α2 α3 α4 = letters Gate 0 α1 ++ letters Slope 0 α2 ++ repeat Shift α3 ++ repeat Variance α4 /\
  @letters D o 0 tt = [] /\ @letters D o (S d) (k, α) = repeat (D o) k ++ letters D (S o) α.
Proof. repeat split; reflexivity. Qed.

(** ∂^α1_β1 ∂^α2_a ∂^α3_b ∂^α4_ν u = 2^(-α4) x^(α1+α2) e^(β1ᵀx) ∂_h^(|α2| + α3 + 2 α4) N(y; h, ν) at h = aᵀx + b, in
    whatever order w the derivatives are taken, each of which exists. *)
Theorem general_derivative d (x : vec R d) y (α1 α2 : vec nat d) α3 α4 w :
  Permutation w (derivative_word α1 α2 α3 α4) -> forall A : atom d, 0 < variance (expert_of A) ->
    (forall w1 D w2, w = w1 ++ D :: w2 ->
       is_partial D (iterated w2 (u_of x y)) A (iterated (D :: w2) (u_of x y) A)) /\
    iterated w (u_of x y) A =
      (/ 2) ^ α4 * power x (add α1 α2) * exp (dot (gate_slope A) x) *
      Derive_n (fun h => normal y h (variance (expert_of A))) (size α2 + α3 + 2 * α4)
        (dot (slope (expert_of A)) x + intercept (expert_of A)).
Proof. exact (ExpertDerivatives.general_derivative x y α1 α2 α3 α4 w). Qed.

(** x lies in the open box between the corners lo and hi. *)
Theorem in_box_value d (lo hi x : vec R d) :
  in_box lo hi x <-> forall i, (i < d)%nat -> coord lo i < coord x i < coord hi i.
Proof. reflexivity. Qed.

(** Derivatives with distinct monomials x^γ t^n are linearly independent over a box of x and an interval of y: a
    combination of them, given as the list of the (c, (γ, n)), vanishes there only if all c are 0. *)
Theorem derivatives_independent d (lo hi : vec R d) (ylo yhi : R) (a : vec R d) (b ν : R)
    (l : list (R * (vec nat d * nat))) :
  0 < ν -> (forall i, (i < d)%nat -> coord lo i < coord hi i) -> ylo < yhi -> NoDup (map snd l) ->
  (forall x y, in_box lo hi x -> ylo < y < yhi ->
     lsum (fun '(c, (γ, n)) => c * (power x γ * Derive_n (fun h => normal y h ν) n (dot a x + b))) l = 0) ->
  forall c γ n, In (c, (γ, n)) l -> c = 0.
Proof. exact (ExpertDerivatives.derivatives_independent_pairs lo hi ylo yhi a b ν l). Qed.

(** An operator L is a list of pairs (r, w), for Σ r ∂^w. *)
Theorem operator_value d (L : operator) (x : vec R d) (y : R) (A : atom d) :
  apply_operator L x y A = (∑ t ∈ L, fst t * iterated (snd t) (u_of x y) A) /\
  (operator_in_dimension d L <-> forall r w D, In (r, w) L -> In D w -> in_dimension d D).
Proof. exact (conj eq_refl (iff_refl _)). Qed.

(** [consequence d] is generated by the two hidden PDEs, multiplied by further derivatives, sums, the commutation of
    derivatives and the collection of terms: it has these ten properties, *)
Theorem consequence_rules d :
  (forall A, consequence d A A) /\
  (forall A B, consequence d A B -> consequence d B A) /\
  (forall A B C, consequence d A B -> consequence d B C -> consequence d A C) /\
  (forall A A' B B', consequence d A A' -> consequence d B B' -> consequence d (A ++ B) (A' ++ B')) /\
  (forall A B, consequence d (A ++ B) (B ++ A)) /\
  (forall r s w, consequence d [(r, w); (s, w)] [(r + s, w)]) /\
  (forall w, consequence d [(0, w)] []) /\
  (forall r w w', (forall D, In D w -> in_dimension d D) -> Permutation w w' -> consequence d [(r, w)] [(r, w')]) /\
  (forall r i w, (i < d)%nat -> (forall D, In D w -> in_dimension d D) ->
     consequence d [(r, Gate i :: Shift :: w)] [(r, Slope i :: w)]) /\
  (forall r w, (forall D, In D w -> in_dimension d D) ->
     consequence d [(r, Shift :: Shift :: w)] [(2 * r, Variance :: w)]).
Proof. exact (ExpertDerivatives.consequence_rules d). Qed.

(** and is contained in every relation that has them. *)
Theorem consequence_least d (P : operator -> operator -> Prop) :
  (forall A, P A A) -> (forall A B, P A B -> P B A) -> (forall A B C, P A B -> P B C -> P A C) ->
  (forall A A' B B', P A A' -> P B B' -> P (A ++ B) (A' ++ B')) -> (forall A B, P (A ++ B) (B ++ A)) ->
  (forall r s w, P [(r, w); (s, w)] [(r + s, w)]) -> (forall w, P [(0, w)] []) ->
  (forall r w w', (forall D, In D w -> in_dimension d D) -> Permutation w w' -> P [(r, w)] [(r, w')]) ->
  (forall r i w, (i < d)%nat -> (forall D, In D w -> in_dimension d D) ->
     P [(r, Gate i :: Shift :: w)] [(r, Slope i :: w)]) ->
  (forall r w, (forall D, In D w -> in_dimension d D) -> P [(r, Shift :: Shift :: w)] [(2 * r, Variance :: w)]) ->
  forall A B, consequence d A B -> P A B.
Proof. exact (ExpertDerivatives.consequence_least d P). Qed.

(** A linear combination L of partial derivatives of u, with coefficients that may depend on the parameters A but not on
    x and y, vanishes over a box of x and an interval of y exactly if it follows from the two hidden PDEs. *)
Theorem relation_iff_generated d (L : operator) (A : atom d) (lo hi : vec R d) (ylo yhi : R) :
  operator_in_dimension d L -> 0 < variance (expert_of A) ->
  (forall i, (i < d)%nat -> coord lo i < coord hi i) -> ylo < yhi ->
  ((forall x y, in_box lo hi x -> ylo < y < yhi -> apply_operator L x y A = 0) <-> consequence d L []).
Proof. exact (ExpertDerivatives.relation_iff_generated L A lo hi ylo yhi). Qed.

End Derivatives.

(** ** The inequalities behind the rates

    A cell of fitted atoms is a list of [difference]s: each atom has a weight w = exp(β0) and the differences Δβ1, Δa in
    R^d, Δb, Δν from the true atom. *)

Section Rates.
Import TaylorSystem GeneratingFunction VectorBridge Differences CellTheorems.

(** The fields of a difference; the unknowns of the polynomial system that belong to it. *)
Theorem difference_fields d (w : R) (β a : vec R d) (b ν : R) :
  let p := Difference w β a b ν in
  weight p = w /\ Δβ1 p = β /\ Δa p = a /\ Δb p = b /\ Δν p = ν /\
  p1 (unknowns_of p) = β /\ p2 (unknowns_of p) = a /\ p3 (unknowns_of p) = b /\ p4 (unknowns_of p) = ν / 2 /\
  p5 (unknowns_of p) = sqrt w.
Proof. repeat split; reflexivity. Qed.

(** F_l(x), the factor of ∂_h^l N that a cell contributes to the gap of two densities. *)
Theorem cell_function_value d (C : list (difference d)) (l : nat) (x : vec R d) :
  cell_function C l x = ∑ p ∈ C, weight p * exp (dot (Δβ1 p) x) * heat l (dot (Δa p) x + Δb p) (Δν p / 2).
Proof. reflexivity. Qed.

(** The coefficient C(k, l) = (∂^k F_l)(0) / k! of x^k in F_l. *)
Theorem coefficient_value d (C : list (difference d)) (k : vec nat d) (l j : nat) (f : vec R (S d) -> R) (r : R) :
  coefficient C k l = partial_at_0 (cell_function C l) k / factorial k /\
  @partial_at_0 0 (fun _ => r) tt = r /\
  @partial_at_0 (S d) f (j, k) = Derive_n (fun s => partial_at_0 (fun x => f (s, x)) k) j 0.
Proof. repeat split; reflexivity. Qed.

(** The derivative exists. *)
Theorem coefficient_is_derivative d (C : list (difference d)) k l : (forall p, In p C -> 0 <= weight p) ->
  is_partial_at_0 (cell_function C l) k (factorial k * coefficient C k l).
Proof. exact (Differences.coefficient_is_derivative C k l). Qed.

(** The coefficients of the rates are the equations of the polynomial system, at p1 = Δβ1, p2 = Δa, p3 = Δb, p4 = Δν /
    2, p5 = √w. *)
Theorem coefficient_is_equation d (C : list (difference d)) k l : (forall p, In p C -> 0 <= weight p) ->
  coefficient C k l = equation (map unknowns_of C) k l.
Proof. exact (Differences.coefficient_is_equation C k l). Qed.

(** The coefficients that the argument uses: C(0, l) ... *)
Theorem coefficient_zero d (C : list (difference d)) l :
  coefficient C (no_index d) l = ∑ p ∈ C, weight p * heat l (Δb p) (Δν p / 2).
Proof. exact (CellTheorems.coefficient_zero d C l). Qed.

(** ... C(2 e_i, 0) = ½ Σ w Δβ1_i² ... *)
Theorem coefficient_twice_zero d (C : list (difference d)) i : (i < d)%nat ->
  coefficient C (single d i 2) 0 = 1 / 2 * ∑ p ∈ C, weight p * coord (Δβ1 p) i ^ 2.
Proof. exact (CellTheorems.coefficient_twice_zero d C i). Qed.

(** ... and C(2 e_i, 2). *)
Theorem coefficient_twice_two d (C : list (difference d)) i : (i < d)%nat ->
  coefficient C (single d i 2) 2 = ∑ p ∈ C, weight p *
    (coord (Δa p) i ^ 2 / 2 + coord (Δβ1 p) i * coord (Δa p) i * Δb p + coord (Δβ1 p) i ^ 2 * (Δb p ^ 2 + Δν p) / 4).
Proof. exact (CellTheorems.coefficient_twice_two d C i). Qed.

(** Σ w Δa_i² <= (4 + 2M + 6M²) ε if the coefficients of (2 e_i, 0) and (2 e_i, 2) are at most ε. *)
Theorem slope_inequality d (C : list (difference d)) i M ε : (i < d)%nat -> 0 <= M ->
  (forall p, In p C -> 0 <= weight p /\ Rabs (Δb p) <= M /\ Rabs (Δν p) <= M) ->
  coefficient C (single d i 2) 0 <= ε -> coefficient C (single d i 2) 2 <= ε ->
  (∑ p ∈ C, weight p * coord (Δa p) i ^ 2) <= (4 + 2 * M + 6 * M ^ 2) * ε.
Proof. exact (CellTheorems.slope_inequality d C i M ε). Qed.

(** max_l |Σ_j w_j H_l(a_j, b_j)| >= c Σ_j w_j (|a_j|^(2m) + |b_j|^m), l = 1, ..., 2m, with c > 0 for all weights in
    [w0, W0] and all points of a bounded set; m atoms, numbered. *)
Theorem quantitative_separation (m : nat) (w0 W0 M : R) : (1 <= m)%nat -> 0 < w0 ->
  exists c, 0 < c /\ forall w a b : nat -> R,
    (forall j, (j < m)%nat -> w0 <= w j <= W0) ->
    (forall j, (j < m)%nat -> Rabs (a j) <= M /\ Rabs (b j) <= M) ->
    exists l, (1 <= l <= 2 * m)%nat /\
      c * sum_f_R0 (fun j => w j * (Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m)) (m - 1)
        <= Rabs (sum_f_R0 (fun j => w j * heat l (a j) (b j)) (m - 1)).
Proof. exact (CellTheorems.quantitative_separation m w0 W0 M). Qed.

(** The weights lie in [w0, W0], and |Δb|, |Δν| <= M.  (Not without w0 > 0: an atom of weight ε with Δβ1 = e_1, beside
    one of weight 1 at the true atom, has coefficients at most ε.  Slopes need no bound.) *)
Theorem bounded_value d (w0 W0 M : R) (C : list (difference d)) :
  bounded w0 W0 M C <-> forall p, In p C -> w0 <= weight p <= W0 /\ Rabs (Δb p) <= M /\ Rabs (Δν p) <= M.
Proof. reflexivity. Qed.

(** Σ w (|Δb|^(2m) + |Δν|^m) <= K ε if the coefficients of (0, 1), ..., (0, 2m) are at most ε, K independent of ε.  The
    kernel's rules [intercept] and [variance] apply this form. *)
Theorem intercept_variance_inequality m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall d (C : list (difference d)) (ε : R), length C = m -> bounded w0 W0 M C ->
    (forall l, (1 <= l <= 2 * m)%nat -> Rabs (coefficient C (no_index d) l) <= ε) ->
    (∑ p ∈ C, weight p * (Rabs (Δb p) ^ (2 * m) + Rabs (Δν p) ^ m)) <= K * ε.
Proof. exact (CellTheorems.intercept_variance_inequality m w0 W0 M). Qed.

(** Together: Σ w (|Δβ1|² + |Δa|² + |Δb|^(2m) + |Δν|^m) <= K ε if the coefficients of (2 e_i, 0), (2 e_i, 2) and (0,
    1..2m) are at most ε; |·| is the Euclidean norm. *)
Theorem local_inequality d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (C : list (difference d)) (ε : R), length C = m -> bounded w0 W0 M C ->
    (forall i, (i < d)%nat ->
       Rabs (coefficient C (single d i 2) 0) <= ε /\ Rabs (coefficient C (single d i 2) 2) <= ε) ->
    (forall l, (1 <= l <= 2 * m)%nat -> Rabs (coefficient C (no_index d) l) <= ε) ->
    (∑ p ∈ C, weight p * (dot (Δβ1 p) (Δβ1 p) + dot (Δa p) (Δa p) + Rabs (Δb p) ^ (2 * m) + Rabs (Δν p) ^ m)) <= K * ε.
Proof. exact (CellTheorems.local_inequality d m w0 W0 M). Qed.

(** Whatever the gate: if |F_l| <= ε for l = 1, ..., 2m at two points x and x + s e_i, then |s Δa_i|^(2m) <= K ε. *)
Theorem slope_inequality_from_points d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (C : list (difference d)) (x : vec R d) (i : nat) (s ε : R), length C = m -> (i < d)%nat ->
    (forall z, z = x \/ z = replace x i (coord x i + s) ->
       (forall p, In p C -> w0 <= weight p * exp (dot (Δβ1 p) z) <= W0 /\
          Rabs (dot (Δa p) z + Δb p) <= M /\ Rabs (Δν p) <= M) /\
       (forall l, (1 <= l <= 2 * m)%nat -> Rabs (cell_function C l z) <= ε)) ->
    forall p, In p C -> Rabs (s * coord (Δa p) i) ^ (2 * m) <= K * ε.
Proof. exact (CellTheorems.slope_inequality_from_points d m w0 W0 M). Qed.

(** Σ w Δβ1_i² <= 2 ε if the coefficient of (2 e_i, 0) is at most ε: the kernel's [gate-square]. *)
Theorem gate_inequality d (C : list (difference d)) i ε : (i < d)%nat -> coefficient C (single d i 2) 0 <= ε ->
  (∑ p ∈ C, weight p * coord (Δβ1 p) i ^ 2) <= 2 * ε.
Proof. exact (CellTheorems.gate_inequality d C i ε). Qed.

(** One atom: what its coefficients say.  The kernel's rules [single-gate], [single-slope], [single-intercept] and
    [single-variance]. *)
Theorem single_gate_inequality d (p : difference d) w0 i ε : 0 < w0 -> w0 <= weight p -> (i < d)%nat ->
  Rabs (coefficient [p] (single d i 1) 0) <= ε -> Rabs (coord (Δβ1 p) i) <= ε / w0.
Proof. intros. now apply SingleAtom.single_gate_inequality. Qed.

Theorem single_slope_inequality d (p : difference d) w0 i M ε : 0 < w0 -> w0 <= weight p -> (i < d)%nat ->
  Rabs (Δb p) <= M -> Rabs (coefficient [p] (single d i 1) 0) <= ε ->
  Rabs (coefficient [p] (single d i 1) 1) <= ε -> Rabs (coord (Δa p) i) <= (1 + M) * ε / w0.
Proof. intros. now apply SingleAtom.single_slope_inequality. Qed.

Theorem single_intercept_inequality d (p : difference d) w0 ε : 0 < w0 -> w0 <= weight p ->
  Rabs (coefficient [p] (no_index d) 1) <= ε -> Rabs (Δb p) <= ε / w0.
Proof. intros. now apply SingleAtom.single_intercept_inequality. Qed.

Theorem single_variance_inequality d (p : difference d) w0 M ε : 0 < w0 -> w0 <= weight p -> Rabs (Δb p) <= M ->
  Rabs (coefficient [p] (no_index d) 1) <= ε -> Rabs (coefficient [p] (no_index d) 2) <= ε ->
  Rabs (Δν p) <= (2 + M) * ε / w0.
Proof. intros. now apply SingleAtom.single_variance_inequality. Qed.

(** A free gate: nothing is assumed of the coefficients with l = 0, and all differences are bounded. *)
Theorem all_bounded_value d (w0 W0 M : R) (C : list (difference d)) :
  SlopeAnyGate.all_bounded w0 W0 M C <-> forall p, In p C ->
    w0 <= weight p <= W0 /\ norm (Δβ1 p) <= M /\ norm (Δa p) <= M /\ Rabs (Δb p) <= M /\ Rabs (Δν p) <= M.
Proof. reflexivity. Qed.

(** |Δa|^(2m) <= K ε whatever the gate: the kernel's rule [slope-at-points]. *)
Theorem slope_inequality_any_gate d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (C : list (difference d)) (ε : R), length C = m -> SlopeAnyGate.all_bounded w0 W0 M C ->
    (forall k l, (1 <= l)%nat -> Rabs (coefficient C k l) <= ε) ->
    forall p, In p C -> norm (Δa p) ^ (2 * m) <= K * ε.
Proof. exact (SlopeAnyGate.slope_inequality_any_gate d m w0 W0 M). Qed.

(** Two atoms: |Δa|² <= K ε whatever the gate, from nine coefficients a coordinate: the kernel's rule
    [slope-two-atoms]. *)
Theorem slope_two_atoms_inequality w0 W0 M : 0 < w0 ->
  exists K, 0 < K /\ forall d (C : list (difference d)) i (ε : R), length C = 2%nat ->
    SlopeAnyGate.all_bounded w0 W0 M C -> (i < d)%nat ->
    (forall l, (1 <= l <= 4)%nat -> Rabs (coefficient C (no_index d) l) <= ε) ->
    (forall k, (1 <= k <= 3)%nat -> Rabs (coefficient C (single d i k) 1) <= ε) ->
    (forall k, (1 <= k <= 2)%nat -> Rabs (coefficient C (single d i k) 2) <= ε) ->
    (∑ p ∈ C, weight p * coord (Δa p) i ^ 2) <= K * ε.
Proof. exact (SlopeTwoAtoms.slope_two_atoms_inequality w0 W0 M). Qed.

(** θ is a possible exponent of a parameter of size q: there are cells C_n of m atoms, with weights between positive
    bounds and bounded Δb and Δν, whose coefficients but that of (0, 0) are at most ε_n -> 0, with an atom for which q
    >= κ ε_n^θ, κ > 0. *)
Theorem possible_exponent_value d m (q : difference d -> R) (θ : R) (P : R -> Prop) :
  (possible_exponent m q θ <->
   exists (w0 W0 M κ : R) (C : nat -> list (difference d)) (ε : nat -> R),
     0 < w0 /\ 0 < κ /\ (forall n, 0 < ε n) /\ is_lim_seq ε 0 /\
     forall n, length (C n) = m /\ bounded w0 W0 M (C n) /\
       (forall k l, (1 <= size k + l)%nat -> Rabs (coefficient (C n) k l) <= ε n) /\
       exists p, In p (C n) /\ κ * Rpower (ε n) θ <= q p) /\
  (is_minimum P θ <-> P θ /\ forall θ', P θ' -> θ <= θ').
Proof. split; reflexivity. Qed.

(** The exponents ½, ½, 1/(2m), 1/m of Δβ1, Δa, Δb, Δν are the least possible ones, over all sequences of cells whose
    coefficients tend to 0.  (For m = 1 all four are 1.) *)
Theorem sharp_exponents d m : (1 <= d)%nat -> (2 <= m)%nat ->
  is_minimum (possible_exponent m (fun p : difference d => norm (Δβ1 p))) (1 / 2) /\
  is_minimum (possible_exponent m (fun p : difference d => norm (Δa p))) (1 / 2) /\
  is_minimum (possible_exponent m (fun p : difference d => Rabs (Δb p))) (1 / (2 * INR m)) /\
  is_minimum (possible_exponent m (fun p : difference d => Rabs (Δν p))) (1 / INR m).
Proof. exact (CellTheorems.sharp_exponents d m). Qed.

(** The same with a free gate: at most two gate slopes in the cell, nothing assumed of the coefficients with l = 0. *)
Theorem possible_exponent_any_gate_value d m (q : difference d -> R) (θ : R) :
  ExponentsAnyGate.possible_exponent_any_gate m q θ <->
  exists (w0 W0 M κ : R) (C : nat -> list (difference d)) (ε : nat -> R),
    0 < w0 /\ 0 < κ /\ (forall n, 0 < ε n) /\ is_lim_seq ε 0 /\
    forall n, length (C n) = m /\ SlopeAnyGate.all_bounded w0 W0 M (C n) /\
      (exists γ γ', forall p, In p (C n) -> Δβ1 p = γ \/ Δβ1 p = γ') /\
      (forall k l, (1 <= l)%nat -> Rabs (coefficient (C n) k l) <= ε n) /\
      exists p, In p (C n) /\ κ * Rpower (ε n) θ <= q p.
Proof. reflexivity. Qed.

(** The least exponents are then 0 for Δβ1 (it need not become small), 1/(2m) and 1/m for Δb and Δν as before, 1/2 for
    Δa if m = 2, and at least 1/(2m) for Δa in general. *)
Theorem exponents_any_gate d m : (1 <= d)%nat -> (2 <= m)%nat ->
  let possible := fun q => ExponentsAnyGate.possible_exponent_any_gate m q in
  is_minimum (possible (fun p : difference d => norm (Δβ1 p))) 0 /\
  (m = 2%nat -> is_minimum (possible (fun p : difference d => norm (Δa p))) (1 / 2)) /\
  (forall θ, possible (fun p : difference d => norm (Δa p)) θ -> 1 / (2 * INR m) <= θ) /\
  is_minimum (possible (fun p : difference d => Rabs (Δb p))) (1 / (2 * INR m)) /\
  is_minimum (possible (fun p : difference d => Rabs (Δν p))) (1 / INR m).
Proof. exact (ExponentsAnyGate.exponents_any_gate d m). Qed.

(** Without a gate, at m = 3 and d = 1, the exponent of a is not ½ but at most 5/12: along this curve of cells every F_l
    with l >= 1 is O(t^12), F_0 is the exponential sum 1 + exp(t² x), and the largest slope is (t^12)^(5/12). *)
Theorem three_atoms_value (t : R) : three_atoms t =
  [@Difference 1 (1 / 2) (0, tt) (t ^ 5, tt) (t ^ 3) (t ^ 6);
   @Difference 1 (1 / 2) (0, tt) (- t ^ 5, tt) (- t ^ 3) (t ^ 6);
   @Difference 1 1 (t ^ 2, tt) (0, tt) 0 (- (2 * t ^ 6))].
Proof. reflexivity. Qed.

Theorem three_atom_curve X : exists K, 0 < K /\ forall t, 0 < t <= 1 ->
  (forall x, Rabs x <= X ->
     cell_function (three_atoms t) 0 (x, tt) = 1 + exp (t ^ 2 * x) /\
     forall l, (1 <= l)%nat -> Rabs (cell_function (three_atoms t) l (x, tt)) <= K * t ^ 12) /\
  (forall p, In p (three_atoms t) -> norm (Δa p) <= Rpower (t ^ 12) (5 / 12)) /\
  (exists p, In p (three_atoms t) /\ norm (Δa p) = Rpower (t ^ 12) (5 / 12)).
Proof. exact (CellTheorems.three_atom_curve X). Qed.

End Rates.

(** ** From the density to the parameters

    The inequalities above start from the coefficients of a cell.  Those of this part start from the distance of two
    densities: H is a mixture of k* atoms with pairwise distinct experts, G any mixture of k atoms. *)

Section Density.
Import SoftmaxModel CommonFactor VectorBridge BoxIntegral TupleCoordinates MixturePoints ModelBridge VoronoiCells.
Import CellMoments MergedAtoms SharpDensity NoGate PossibleExponents.

(** A point of the box below is a sequence x_0, x_1, ... of which the first d count: (x_0, ..., x_(d-1)).  The Euclidean
    length of a vector. *)
Theorem tuple_value d (x : nat -> R) (v : vec R d) :
  tuple 0 x = tt /\ tuple (S d) x = (x 0%nat, tuple d (fun i => x (S i))) /\ len v = sqrt (dot v v).
Proof. repeat split; reflexivity. Qed.

(** The integral of f over x_0, ..., x_(n-1), each x_i from lo_i to hi_i, one after the other. *)
Theorem box_integral_value n (lo hi : nat -> R) (f : (nat -> R) -> R) (x : nat -> R) :
  box_integral 0 lo hi f x = f x /\
  box_integral (S n) lo hi f x =
    RInt (fun t => box_integral n lo hi f (fun i => if (i =? n)%nat then t else x i)) (lo n) (hi n).
Proof. split; reflexivity. Qed.

(** V(G, H), the integral of |g_G(y|x) - g_H(y|x)| over x in the box of lo and hi and y in [ylo, yhi]. *)
Theorem variation_value d (lo hi : nat -> R) (ylo yhi : R) (G H : list (atom d)) :
  variation lo hi ylo yhi G H =
  box_integral d lo hi (fun x => RInt (fun y => Rabs (density G (tuple d x) y - density H (tuple d x) y)) ylo yhi)
    (fun _ => 0).
Proof. reflexivity. Qed.

(** All these integrals exist. *)
Theorem variation_exists d (lo hi : nat -> R) (ylo yhi : R) (G H : list (atom d)) :
  (forall i, (i < d)%nat -> lo i <= hi i) -> ylo <= yhi -> G <> [] -> H <> [] -> proper G -> proper H ->
  let inner x := RInt (fun y => Rabs (density G (tuple d x) y - density H (tuple d x) y)) ylo yhi in
  (forall x, ex_RInt (fun y => Rabs (density G (tuple d x) y - density H (tuple d x) y)) ylo yhi) /\
  forall n x, (n < d)%nat ->
    ex_RInt (fun t => box_integral n lo hi inner (fun i => if (i =? n)%nat then t else x i)) (lo n) (hi n).
Proof. exact (ModelBridge.variation_exists d lo hi ylo yhi G H). Qed.

(** The parameters are in a bounded set, with weights e^β0 and variances away from 0.  (Not without w0 > 0: an atom of
    weight w changes V by a multiple of w, whatever its expert is.  Not without W0, M and N0: V is bounded, D_t below is
    not.) *)
Theorem region_value d (w0 W0 M ν0 N0 : R) (G : list (atom d)) :
  region w0 W0 M ν0 N0 G <-> forall A, In A G ->
    w0 <= exp (gate_bias A) <= W0 /\ len (gate_slope A) <= M /\
    len (slope (expert_of A)) <= M /\ Rabs (intercept (expert_of A)) <= M /\ ν0 <= variance (expert_of A) <= N0.
Proof. reflexivity. Qed.

(** The Voronoi cell of an atom A of H in G: the atoms of G whose expert is nearer to that of A than to any other of H;
    the first one in the list wins a tie. *)
Theorem voronoi_value d (H G : list (atom d)) (A : atom d) (E F F' : expert d) (l : list (expert d)) :
  voronoi H A G =
    filter (fun B => if expert_eq_dec (nearest_in H (expert_of B)) (expert_of A) then true else false) G /\
  nearest_in H E = match map expert_of H with [] => E | F :: l => nearest E F l end /\
  nearest E F [] = F /\
  nearest E F (F' :: l) =
    (if Rle_dec (expert_distance E F) (expert_distance E F') then nearest E F l else nearest E F' l) /\
  expert_distance E F = len (slope E ⊖ slope F) ^ 2 + (intercept E - intercept F) ^ 2 + (variance E - variance F) ^ 2.
Proof. repeat split; reflexivity. Qed.

(** |Δβ1|, |Δa|, |Δb|, |Δν| of an atom B of the cell of A; β1 of A is translated by t1. *)
Theorem differences_value d (t1 : vec R d) (A B : atom d) :
  gate_difference t1 A B = len (gate_slope B ⊖ (gate_slope A ⊕ t1)) /\
  slope_difference A B = len (slope (expert_of B) ⊖ slope (expert_of A)) /\
  intercept_difference A B = Rabs (intercept (expert_of B) - intercept (expert_of A)) /\
  variance_difference A B = Rabs (variance (expert_of B) - variance (expert_of A)).
Proof. repeat split; reflexivity. Qed.

(** D_t(G, H), t = (t1, t2): the sum over the cells of the difference of weights, and of |Δβ1| + |Δa| + |Δb| + |Δν| in a
    cell of one atom, |Δβ1|² + |Δa|² + |Δb|^(2m) + |Δν|^m in a cell of m >= 2. *)
Theorem loss_value d (t1 : vec R d) (t2 : R) (H G : list (atom d)) (A B : atom d) (l : list (atom d)) (m : nat) :
  loss t1 t2 H G = (∑ A ∈ H, cell_loss t1 t2 A (voronoi H A G)) /\
  cell_loss t1 t2 A l =
    Rabs ((∑ B ∈ l, exp (gate_bias B)) - exp (gate_bias A + t2)) + (∑ B ∈ l, atom_loss t1 A (length l) B) /\
  atom_loss t1 A m B =
    (if (m =? 1)%nat
     then gate_difference t1 A B + slope_difference A B + intercept_difference A B + variance_difference A B
     else gate_difference t1 A B ^ 2 + slope_difference A B ^ 2
          + intercept_difference A B ^ (2 * m) + variance_difference A B ^ m).
Proof. repeat split; reflexivity. Qed.

(** The translation that takes the gate of A to that of B. *)
Theorem shift_value d (A B : atom d) :
  slope_shift A B = gate_slope B ⊖ gate_slope A /\ bias_shift A B = gate_bias B - gate_bias A.
Proof. split; reflexivity. Qed.

(** Whatever k is: if some cell has exactly one atom, c D_t(G, H) <= V(G, H) for the translation t that this atom shows;
    c > 0 depends on k, H, the box, the interval and the bounds, and not on G.  (Not without distinct experts: atoms of
    H with one expert have one cell, and D_0(H, H) is not 0.  Not without a cell of one atom:
    [gate_slopes_lost] below.) *)
Theorem density_inequality d (k : nat) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R) (H : list (atom d)) :
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->
  exists c, 0 < c /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
    forall A B, In A H -> voronoi H A G = [B] ->
      c * loss (slope_shift A B) (bias_shift A B) H G <= variation lo hi ylo yhi G H.
Proof. exact (DensityInequality.density_inequality k lo hi ylo yhi w0 W0 M ν0 N0 H). Qed.

(** For k < 2k* every G has a cell of one atom, or an empty one; so some t always works. *)
Theorem density_inequality_below_twice d (k : nat) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R) (H : list (atom d)) :
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H -> (k < 2 * length H)%nat ->
  exists c, 0 < c /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
    (exists A B, In A H /\ voronoi H A G = [B] /\
       c * loss (slope_shift A B) (bias_shift A B) H G <= variation lo hi ylo yhi G H) \/
    ((exists A, In A H /\ voronoi H A G = []) /\ c * loss (origin d) 0 H G <= variation lo hi ylo yhi G H).
Proof. exact (DensityInequality.density_inequality_below_twice k lo hi ylo yhi w0 W0 M ν0 N0 H). Qed.

(** The weight W of a cell, mean and covariance with the weights e^β0 / W. *)
Theorem cell_mean_value d (l : list (atom d)) (f h : atom d -> R) :
  cell_weight l = (∑ B ∈ l, exp (gate_bias B)) /\
  cell_mean l f = (∑ B ∈ l, exp (gate_bias B) * f B) / cell_weight l /\
  cell_covariance l f h = cell_mean l (fun B => f B * h B) - cell_mean l f * cell_mean l h.
Proof. repeat split; reflexivity. Qed.

(** The merged atom of a cell: the weight W, E β1, E a + Cov(β1, b), E b, E ν + Var b.  The distance of two atoms: that
    of e^β0, plus |Δβ1| + |Δa| + |Δb| + |Δν|. *)
Theorem merged_value d (l : list (atom d)) (A B : atom d) :
  let β1 i B := coord (gate_slope B) i in let a i B := coord (slope (expert_of B)) i in
  let b B := intercept (expert_of B) in let ν B := variance (expert_of B) in
  merged l = Atom (ln (cell_weight l)) (tuple d (fun i => cell_mean l (β1 i)))
    (Expert (tuple d (fun i => cell_mean l (a i) + cell_covariance l (β1 i) b)) (cell_mean l b)
       (cell_mean l ν + cell_covariance l b b)) /\
  atom_distance A B = Rabs (exp (gate_bias B) - exp (gate_bias A)) + gate_difference (origin d) A B
    + slope_difference A B + intercept_difference A B + variance_difference A B.
Proof. split; reflexivity. Qed.

(** The merged atom of every cell is within K V(G, H) of the true atom translated: the parametric rate, whatever the
    sizes of the cells.  It is computed from the cell alone; [translate] is that of [translate_value]. *)
Theorem merged_atom_inequality d (k : nat) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R) (H : list (atom d)) :
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->
  exists K, 0 < K /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
    forall A0 B0, In A0 H -> voronoi H A0 G = [B0] -> forall A, In A H -> voronoi H A G <> [] ->
      atom_distance (translate (slope_shift A0 B0) (bias_shift A0 B0) A) (merged (voronoi H A G))
        <= K * variation lo hi ylo yhi G H.
Proof. exact (MergedAtoms.merged_atom_inequality k lo hi ylo yhi w0 W0 M ν0 N0 H). Qed.

(** The sums behind it: W less the true weight, Σ w Δβ1, Σ w (Δa + Δβ1 Δb), Σ w Δb, Σ w (Δb² + Δν). *)
Theorem moments_inequality d (k : nat) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R) (H : list (atom d)) :
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->
  exists K, 0 < K /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
    forall A0 B0, In A0 H -> voronoi H A0 G = [B0] -> let t1 := slope_shift A0 B0 in let t2 := bias_shift A0 B0 in
    forall A, In A H -> let l := voronoi H A G in let V := variation lo hi ylo yhi G H in
      let w B := exp (gate_bias B) in
      let β1 i B := coord (gate_slope B ⊖ (gate_slope A ⊕ t1)) i in
      let a i B := coord (slope (expert_of B) ⊖ slope (expert_of A)) i in
      let b B := intercept (expert_of B) - intercept (expert_of A) in
      let ν B := variance (expert_of B) - variance (expert_of A) in
      Rabs (cell_weight l - exp (gate_bias A + t2)) <= K * V /\
      (forall i, (i < d)%nat -> Rabs (∑ B ∈ l, w B * β1 i B) <= K * V /\
         Rabs (∑ B ∈ l, w B * (a i B + β1 i B * b B)) <= K * V) /\
      Rabs (∑ B ∈ l, w B * b B) <= K * V /\ Rabs (∑ B ∈ l, w B * (b B ^ 2 + ν B)) <= K * V.
Proof. exact (MergedAtoms.moments_inequality k lo hi ylo yhi w0 W0 M ν0 N0 H). Qed.

(** A difference of size s^r at V = O(s^q): a true mixture of two atoms A1 and A2, and G_s of m atoms in the cell of A1
    and the atom A2 itself, all in one region, such that for every t1 some atom of the first cell has |Δ| >= κ s^r. *)
Theorem attained_value d m (lo hi : nat -> R) (ylo yhi : R) (difference : vec R d -> atom d -> atom d -> R)
    (q r : nat) :
  attained d m lo hi ylo yhi difference q r <->
  exists (w0 W0 M ν0 N0 : R) (A1 A2 : atom d) (G : R -> list (atom d)) (C κ s0 : R),
    0 < w0 /\ 0 < ν0 /\ 0 < C /\ 0 < κ /\ 0 < s0 <= 1 /\
    distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall s, 0 < s <= s0 ->
      length (G s) = S m /\ region w0 W0 M ν0 N0 (G s) /\
      length (voronoi [A1; A2] A1 (G s)) = m /\ voronoi [A1; A2] A2 (G s) = [A2] /\
      variation lo hi ylo yhi (G s) [A1; A2] <= C * s ^ q /\
      forall t1, exists B, In B (voronoi [A1; A2] A1 (G s)) /\ κ * s ^ r <= difference t1 A1 B.
Proof. reflexivity. Qed.

(** In a cell of m >= 2 atoms this happens with q / r = 2, 2, 2m, m for Δβ1, Δa, Δb, Δν: the powers of D_t ... *)
Theorem sharp_density d m (lo hi : nat -> R) (ylo yhi : R) : (1 <= d)%nat -> (2 <= m)%nat ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi ->
  attained d m lo hi ylo yhi gate_difference 2 1 /\
  attained d m lo hi ylo yhi (fun _ => slope_difference) 2 1 /\
  attained d m lo hi ylo yhi (fun _ => intercept_difference) (2 * m) 1 /\
  attained d m lo hi ylo yhi (fun _ => variance_difference) (2 * m) 2.
Proof. exact (SharpDensity.sharp_density d m lo hi ylo yhi). Qed.

(** ... and then no smaller power p < q / r would do, with any constant. *)
Theorem no_smaller_exponent d m (lo hi : nat -> R) (ylo yhi : R) (difference : vec R d -> atom d -> atom d -> R)
    (q r : nat) (p : R) :
  attained d m lo hi ylo yhi difference q r -> 0 < p -> p * INR r < INR q ->
  exists (w0 W0 M ν0 N0 : R) (A1 A2 : atom d),
    0 < w0 /\ 0 < ν0 /\ distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall c, 0 < c -> exists G, length G = S m /\ region w0 W0 M ν0 N0 G /\
      length (voronoi [A1; A2] A1 G) = m /\ voronoi [A1; A2] A2 G = [A2] /\
      forall t1, exists B, In B (voronoi [A1; A2] A1 G) /\
        variation lo hi ylo yhi G [A1; A2] < c * Rpower (difference t1 A1 B) p.
Proof. exact (SharpDensity.no_smaller_exponent d m lo hi ylo yhi difference q r p). Qed.

(** The loss without gate: no weights, no gate slopes, and the power 2m for Δa. *)
Theorem loss_without_gate_value d (H G : list (atom d)) (A B : atom d) (m : nat) :
  loss_without_gate H G = (∑ A ∈ H, ∑ B ∈ voronoi H A G, atom_loss_without_gate A (length (voronoi H A G)) B) /\
  atom_loss_without_gate A m B =
    (if (m =? 1)%nat
     then slope_difference A B + intercept_difference A B + variance_difference A B
     else slope_difference A B ^ (2 * m) + intercept_difference A B ^ (2 * m) + variance_difference A B ^ m).
Proof. split; reflexivity. Qed.

(** It is at most V / c for every number k of atoms, without any condition on the cells. *)
Theorem density_inequality_without_gate d (k : nat) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R) (H : list (atom d)) :
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->
  exists c, 0 < c /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
    c * loss_without_gate H G <= variation lo hi ylo yhi G H.
Proof. exact (NoGate.density_inequality_without_gate d k lo hi ylo yhi w0 W0 M ν0 N0 H). Qed.

(** For the gate slopes there is no such inequality if k >= 2k*: V = 0 with the slopes β1 + γ and β1 - γ in every cell
    ([slopes_spread_by_value]), whatever γ is. *)
Theorem gate_slopes_lost d (k : nat) (lo hi : nat -> R) (ylo yhi : R) (H : list (atom d)) (γ : vec R d) :
  H <> [] -> proper H -> (2 * length H <= k)%nat ->
  exists G, length G = k /\ proper G /\ slopes_spread_by γ H G /\ variation lo hi ylo yhi G H = 0.
Proof. exact (NoGate.gate_slopes_lost d k lo hi ylo yhi H γ). Qed.

(** If no cell has a single atom, V need not bound |Δa|² any more: with m and q atoms in the two cells, 2 <= q <= m, all
    |Δa| of the first may be s^(m+q) at V = O(s^(2mq)), so that no power below 2mq / (m + q) does.  That is m if q = m,
    and more than 2 but for m = q = 2. *)
Theorem slope_rate_without_gate d m q (lo hi : nat -> R) (ylo yhi : R) : (1 <= d)%nat -> (2 <= q <= m)%nat ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi ->
  exists (w0 W0 M ν0 N0 : R) (A1 A2 : atom d) (G : R -> list (atom d)) (C s0 : R),
    0 < w0 /\ 0 < ν0 /\ 0 < C /\ 0 < s0 <= 1 /\
    distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall s, 0 < s <= s0 ->
      length (G s) = (m + q)%nat /\ region w0 W0 M ν0 N0 (G s) /\
      length (voronoi [A1; A2] A1 (G s)) = m /\ length (voronoi [A1; A2] A2 (G s)) = q /\
      variation lo hi ylo yhi (G s) [A1; A2] <= C * s ^ (2 * m * q) /\
      forall B, In B (voronoi [A1; A2] A1 (G s)) -> slope_difference A1 B = s ^ (m + q).
Proof. exact (NoGateCurve.slope_rate_without_gate d m q lo hi ylo yhi). Qed.

(** In the form of exponents: for every θ up to one over the power in D_t, |Δ| <= K ε^θ whenever V <= ε <= 1, in a cell
    of m >= 2 atoms, beside a cell with exactly one ... *)
Theorem density_exponents d (k m : nat) (θβ θa θb θν : R) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R)
    (H : list (atom d)) :
  (2 <= m)%nat -> 2 * θβ <= 1 -> 2 * θa <= 1 -> 2 * INR m * θb <= 1 -> INR m * θν <= 1 ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->
  exists K, 0 < K /\ forall G ε, length G = k -> region w0 W0 M ν0 N0 G -> 0 < ε <= 1 ->
    variation lo hi ylo yhi G H <= ε -> forall A0 B0, In A0 H -> voronoi H A0 G = [B0] ->
    forall A B, In A H -> length (voronoi H A G) = m -> In B (voronoi H A G) ->
      gate_difference (slope_shift A0 B0) A B <= K * Rpower ε θβ /\ slope_difference A B <= K * Rpower ε θa /\
      intercept_difference A B <= K * Rpower ε θb /\ variance_difference A B <= K * Rpower ε θν.
Proof. exact (DensityExponents.density_exponents d k m θβ θa θb θν lo hi ylo yhi w0 W0 M ν0 N0 H). Qed.

(** ... in a cell of one atom ... *)
Theorem density_exponent_one d (k : nat) (θβ θa θb θν : R) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R)
    (H : list (atom d)) :
  θβ <= 1 -> θa <= 1 -> θb <= 1 -> θν <= 1 ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->
  exists K, 0 < K /\ forall G ε, length G = k -> region w0 W0 M ν0 N0 G -> 0 < ε <= 1 ->
    variation lo hi ylo yhi G H <= ε -> forall A0 B0, In A0 H -> voronoi H A0 G = [B0] ->
    forall A B, In A H -> length (voronoi H A G) = 1%nat -> In B (voronoi H A G) ->
      gate_difference (slope_shift A0 B0) A B <= K * Rpower ε θβ /\ slope_difference A B <= K * Rpower ε θa /\
      intercept_difference A B <= K * Rpower ε θb /\ variance_difference A B <= K * Rpower ε θν.
Proof. exact (DensityExponents.density_exponent_one d k θβ θa θb θν lo hi ylo yhi w0 W0 M ν0 N0 H). Qed.

(** ... and in a cell of m >= 2 atoms, whatever the other cells are. *)
Theorem density_exponents_without_gate d (k m : nat) (θa θb θν : R) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R)
    (H : list (atom d)) :
  (2 <= m)%nat -> 2 * INR m * θa <= 1 -> 2 * INR m * θb <= 1 -> INR m * θν <= 1 ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->
  exists K, 0 < K /\ forall G ε, length G = k -> region w0 W0 M ν0 N0 G -> 0 < ε <= 1 ->
    variation lo hi ylo yhi G H <= ε ->
    forall A B, In A H -> length (voronoi H A G) = m -> In B (voronoi H A G) ->
      slope_difference A B <= K * Rpower ε θa /\
      intercept_difference A B <= K * Rpower ε θb /\ variance_difference A B <= K * Rpower ε θν.
Proof. exact (DensityExponents.density_exponents_without_gate d k m θa θb θν lo hi ylo yhi w0 W0 M ν0 N0 H). Qed.

(** θ is a possible exponent for V of a parameter in a cell of m atoms: for some true mixture of two atoms and all small
    ε some G with V <= ε has m atoms in the cell of A1, one of them with |Δ| >= κ ε^θ.  If the gate is fixed, the other
    cell is A2 itself, which shows the translation. *)
Theorem possible_density_exponent_value d m (lo hi : nat -> R) (ylo yhi : R)
    (difference : vec R d -> atom d -> atom d -> R) (θ : R) :
  possible_density_exponent d m lo hi ylo yhi difference θ <->
  exists (w0 W0 M ν0 N0 : R) (A1 A2 : atom d) (κ ε0 : R),
    0 < w0 /\ 0 < ν0 /\ 0 < κ /\ 0 < ε0 <= 1 /\ distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall ε, 0 < ε <= ε0 -> exists G,
      length G = S m /\ region w0 W0 M ν0 N0 G /\
      length (voronoi [A1; A2] A1 G) = m /\ voronoi [A1; A2] A2 G = [A2] /\
      variation lo hi ylo yhi G [A1; A2] <= ε /\
      exists B, In B (voronoi [A1; A2] A1 G) /\ κ * Rpower ε θ <= difference (slope_shift A2 A2) A1 B.
Proof. reflexivity. Qed.

(** The exponents of D_t are the least possible ones. *)
Theorem possible_density_exponents d m (lo hi : nat -> R) (ylo yhi : R) : (1 <= d)%nat ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> (2 <= m)%nat -> forall θ,
  (possible_density_exponent d m lo hi ylo yhi gate_difference θ <-> 1 / 2 <= θ) /\
  (possible_density_exponent d m lo hi ylo yhi (fun _ => slope_difference) θ <-> 1 / 2 <= θ) /\
  (possible_density_exponent d m lo hi ylo yhi (fun _ => intercept_difference) θ <-> 1 / (2 * INR m) <= θ) /\
  (possible_density_exponent d m lo hi ylo yhi (fun _ => variance_difference) θ <-> 1 / INR m <= θ).
Proof. exact (PossibleExponents.possible_density_exponents d m lo hi ylo yhi). Qed.

Theorem possible_density_exponents_one d m (lo hi : nat -> R) (ylo yhi : R) : (1 <= d)%nat ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> m = 1%nat -> forall θ,
  (possible_density_exponent d m lo hi ylo yhi gate_difference θ <-> 1 <= θ) /\
  (possible_density_exponent d m lo hi ylo yhi (fun _ => slope_difference) θ <-> 1 <= θ) /\
  (possible_density_exponent d m lo hi ylo yhi (fun _ => intercept_difference) θ <-> 1 <= θ) /\
  (possible_density_exponent d m lo hi ylo yhi (fun _ => variance_difference) θ <-> 1 <= θ).
Proof. exact (PossibleExponents.possible_density_exponents_one d m lo hi ylo yhi). Qed.

(** With a free gate the other cell has two or more atoms, too, and no translation of the gate makes |Δ| smaller. *)
Theorem possible_density_exponent_free_value d m (lo hi : nat -> R) (ylo yhi : R)
    (difference : vec R d -> atom d -> atom d -> R) (θ : R) :
  possible_density_exponent_free d m lo hi ylo yhi difference θ <->
  exists (q : nat) (w0 W0 M ν0 N0 : R) (A1 A2 : atom d) (κ ε0 : R), (2 <= q)%nat /\
    0 < w0 /\ 0 < ν0 /\ 0 < κ /\ 0 < ε0 <= 1 /\ distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall ε, 0 < ε <= ε0 -> exists G,
      length G = (m + q)%nat /\ region w0 W0 M ν0 N0 G /\
      length (voronoi [A1; A2] A1 G) = m /\ length (voronoi [A1; A2] A2 G) = q /\
      variation lo hi ylo yhi G [A1; A2] <= ε /\
      forall t1, exists B, In B (voronoi [A1; A2] A1 G) /\ κ * Rpower ε θ <= difference t1 A1 B.
Proof. reflexivity. Qed.

(** The least possible exponents are then 0, 1/(2m), 1/m of Δβ1, Δb, Δν.  That of Δa is between 1/(2m) and 1/m (q = m
    below). *)
Theorem possible_density_exponents_free d m (lo hi : nat -> R) (ylo yhi : R) : (1 <= d)%nat ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> (2 <= m)%nat -> forall θ,
  (0 <= θ -> possible_density_exponent_free d m lo hi ylo yhi gate_difference θ) /\
  (possible_density_exponent_free d m lo hi ylo yhi (fun _ => slope_difference) θ -> 1 / (2 * INR m) <= θ) /\
  (forall q, (2 <= q <= m)%nat -> (INR m + INR q) / (2 * INR m * INR q) <= θ ->
     possible_density_exponent_free d m lo hi ylo yhi (fun _ => slope_difference) θ) /\
  (possible_density_exponent_free d m lo hi ylo yhi (fun _ => intercept_difference) θ <-> 1 / (2 * INR m) <= θ) /\
  (possible_density_exponent_free d m lo hi ylo yhi (fun _ => variance_difference) θ <-> 1 / INR m <= θ).
Proof. exact (PossibleExponents.possible_density_exponents_free d m lo hi ylo yhi). Qed.

End Density.
