(** * The theorems

    The statements that the project relies on, and nothing else: every proof below is the name of a theorem of another file.
    A reader who trusts Coq, its real numbers and Coquelicot's derivatives can judge from this page what is proved; README.md
    says how to check it and what is not proved.

    Each section opens one group of files and says which of their definitions its statements use.  A definition that a
    statement leans on is spelt out in a theorem before it (such as [equation_value]), so that it need not be looked up.

    [INR] embeds the natural numbers in the reals, [sum_f_R0 f n] is f 0 + ... + f n, and [Derive_n f n x] is the n-th
    derivative of f at x. *)

From Coq Require Import Reals List Arith Lia Permutation.
From Coquelicot Require Import Coquelicot.
From MoeProof Require ListSums Vectors Coordinates.
From MoeProof Require GaussianTheorems MultiIndex TaylorSystem GeneratingFunction FullSystem.
From MoeProof Require DensityDerivatives HiddenPDEs Independence Relations.
From MoeProof Require SoftmaxModel CommonFactor ExponentialIndependence Cells Identifiability FalseIndependence.
From MoeProof Require FiniteSums HeatFacts CellCoefficients QuantitativeSeparation RateInequalities SharpExponents
  RatesWithoutGate.
Import ListNotations.
Open Scope R_scope.

(** ** The polynomial system of the softmax-gated Gaussian mixture: r̄(m) = 2m

    A cell of m atoms is a list of m atoms (p1, p2, p3, p4, p5) with p1, p2 in R^d and p3, p4, p5 in R ([atom d]).  R^d and
    N^d are [vec R d] and [vec nat d], tuples; [size l] is |l|, [factorial l] is l!, [power p l] is p^l, [add] is the sum of
    multi-indices and [origin d] the point 0. *)

Section PolynomialSystem.
Import ListSums Vectors MultiIndex TaylorSystem GeneratingFunction.

(** The equation (l1, l2) of the system is the sum over the atoms of the sum over the multi-indices of
    p5² p1^α1 p2^α2 p3^α3 p4^α4 / (α1! α2! α3! α4!) ... *)
Theorem equation_value d (L : list (unknowns d)) (l1 : vec nat d) (l2 : nat) :
  equation L l1 l2 = lsum (fun p => lsum (fun '(α1, α2, α3, α4) =>
    p5 p ^ 2 * power (p1 p) α1 * power (p2 p) α2 * p3 p ^ α3 * p4 p ^ α4
    / (factorial α1 * factorial α2 * INR (fact α3) * INR (fact α4))) (indices l1 l2)) L.
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

(** r̄(1) = 1. *)
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

(** The equations are the coefficients of G(t, x) = Σ_j p5_j² exp(p1_jᵀx + (p2_jᵀx) t + p3_j t + p4_j t²): G is the sum of
    the power series with the coefficients E(l1, l2); its partial derivatives at 0 are l1! l2! E(l1, l2); the system of
    order r says that those of order 1, ..., r vanish.  ([uncurried] makes G a function on R^(d+1).) *)
Theorem generating_function (d : nat) (L : list (unknowns d)) :
  let G := uncurried (fun t x =>
    lsum (fun p => p5 p ^ 2 * exp (dot (p1 p) x + dot (p2 p) x * t + p3 p * t + p4 p * t ^ 2)) L) in
  @is_power_series (S d) (fun '(l2, l1) => equation L l1 l2) G /\
  (forall l1 l2, @is_partial_at_0 (S d) G (l2, l1) (INR (fact l2) * factorial l1 * equation L l1 l2)) /\
  forall r, (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> equation L l1 l2 = 0) <->
            (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> @is_partial_at_0 (S d) G (l2, l1) 0).
Proof. exact (FullSystem.full_system_generating_function d L). Qed.

End PolynomialSystem.

(** ** The Gaussian system and caloric separation

    What r̄(m) = 2m rests on.  These statements use Coq's standard library and [Derive_n] alone. *)

(** With H_l(a, b) = Σ_{i+2k=l} a^i b^k / (i! k!): for m >= 2 atoms the system Σ_j w_j H_l(a_j, b_j) = 0, l = 1, ..., r, has
    a solution with all w_j > 0 and some a_j <> 0 exactly if r < 2m. *)
Theorem rbar_gaussian (m r : nat) : (2 <= m)%nat ->
  let H (l : nat) (a b : R) :=
    sum_f_R0 (fun k => a ^ (l - 2 * k) * b ^ k / (INR (fact (l - 2 * k)) * INR (fact k))) (l / 2) in
  (exists w a b : nat -> R,
     (forall j, (j < m)%nat -> 0 < w j) /\
     (forall l, (1 <= l <= r)%nat -> sum_f_R0 (fun j => w j * H l (a j) (b j)) (m - 1) = 0) /\
     (exists j, (j < m)%nat /\ a j <> 0))
  <-> (r < 2 * m)%nat.
Proof. exact (GaussianTheorems.rbar_gaussian m r). Qed.

(** Let (a_j, b_j), j < n, be distinct points and Σ_j α_j (e^(b_j D²) p)(a_j) = 0 for every real polynomial p of degree at
    most 2n - 2, where e^(b D²) p = Σ_{k<n} b^k / k! p^(2k).  Then all α_j are zero. *)
Theorem caloric_separation (n : nat) (α a b : nat -> R) : (1 <= n)%nat ->
  (forall i j, (i < j < n)%nat -> (a i, b i) <> (a j, b j)) ->
  (forall p : nat -> R,
     let P (x : R) := sum_f_R0 (fun l => p l * x ^ l) (2 * n - 2) in
     sum_f_R0 (fun j =>
       α j * sum_f_R0 (fun k => b j ^ k / INR (fact k) * Derive_n P (2 * k) (a j)) (n - 1)) (n - 1)
     = 0) ->
  forall j, (j < n)%nat -> α j = 0.
Proof. exact (GaussianTheorems.caloric_separation_numbered n α a b). Qed.

(** Σ_{j<n} c_j exp(a_j t + b_j t²) has at most 2n - 2 sign changes: there are no 2n points t_0 < ... < t_(2n-1) with a sign
    change between any two neighbours. *)
Theorem exponential_sum_sign_changes (n : nat) (c a b : nat -> R) : (1 <= n)%nat ->
  let f (t : R) := sum_f_R0 (fun j => c j * exp (a j * t + b j * t ^ 2)) (n - 1) in
  ~ exists t : nat -> R,
      (forall i, (i < 2 * n - 1)%nat -> t i < t (S i)) /\
      (forall i, (i < 2 * n - 1)%nat -> f (t i) * f (t (S i)) < 0).
Proof. exact (GaussianTheorems.exponential_sum_sign_changes n c a b). Qed.

(** ** The hidden PDEs and every relation among derivatives

    u(y|x; β1, a, b, ν) = exp(β1ᵀx) N(y; aᵀx + b, ν), with x, β1, a in R^d, here functions nat -> R whose values below d
    matter ([vector]); ν is the variance.  [update v i s] is v with v_i replaced by s; a [parameter] holds β1 ([gate]), a
    ([slope]), b ([shift]) and ν ([variance]).  [direction] names the parameters to derive by (Gate i, Slope i, Shift,
    Variance), and [iterated w f] takes the partial derivatives listed in w, the last one first. *)

Section Derivatives.
Import Coordinates DensityDerivatives HiddenPDEs Independence Relations.

(** u, written out. *)
Theorem expert_value d (x : vector) (y : R) (β1 a : vector) (b ν : R) :
  expert d x y β1 a b ν =
  exp (dot d β1 x) * (/ sqrt (2 * PI * ν) * exp (- (y - (dot d a x + b)) ^ 2 / (2 * ν))).
Proof. reflexivity. Qed.

(** ∂²u/∂β1_i ∂b = ∂u/∂a_i: the derivatives exist, and both are D. *)
Theorem slope_equation d (x : vector) (y : R) (β1 a : vector) (b ν : R) i : (i < d)%nat -> 0 < ν ->
  exists D : R,
    (forall s, ex_derive (fun b => expert d x y (update β1 i s) a b ν) b) /\
    is_derive (fun s => Derive (fun b => expert d x y (update β1 i s) a b ν) b) (β1 i) D /\
    is_derive (fun s => expert d x y β1 (update a i s) b ν) (a i) D.
Proof. exact (HiddenPDEs.slope_equation d x y β1 a b ν i). Qed.

(** ∂²u/∂b² = 2 ∂u/∂ν. *)
Theorem heat_equation d (x : vector) (y : R) (β1 a : vector) (b ν : R) : 0 < ν ->
  exists D : R,
    (forall s, ex_derive (fun b => expert d x y β1 a b ν) s) /\
    is_derive (fun b => Derive (fun b => expert d x y β1 a b ν) b) b (2 * D) /\
    is_derive (fun ν => expert d x y β1 a b ν) ν D.
Proof. exact (HiddenPDEs.heat_equation d x y β1 a b ν). Qed.

(** ∂^α1_β1 ∂^α2_a ∂^α3_b ∂^α4_ν u = 2^(-α4) x^(α1+α2) e^(β1ᵀx) ∂_h^(|α2| + α3 + 2 α4) N(y; h, ν) at h = aᵀx + b, in whatever
    order w the derivatives are taken, each of which exists. *)
Theorem general_derivative d x y α1 α2 α3 α4 w : Permutation w (derivative_word d α1 α2 α3 α4) ->
  forall p, 0 < variance p ->
    (forall w1 D w2, w = w1 ++ D :: w2 ->
       is_partial D (iterated w2 (expert_at d x y)) p (iterated (D :: w2) (expert_at d x y) p)) /\
    iterated w (expert_at d x y) p =
      (/ 2) ^ α4 * monomial d x (fun i => α1 i + α2 i)%nat * exp (dot d (gate p) x) *
      Derive_n (fun h => normal y h (variance p)) (total_degree d α2 + α3 + 2 * α4) (dot d (slope p) x + shift p).
Proof. exact (HiddenPDEs.general_derivative d x y α1 α2 α3 α4 w). Qed.

(** Derivatives with distinct monomials x^γ t^n are linearly independent over a box of x and an interval of y. *)
Theorem derivatives_independent d (lo hi : vector) (ylo yhi : R) (a : vector) (b ν : R)
    (n : nat) (c : nat -> R) (γ : nat -> multi_index) (order : nat -> nat) :
  0 < ν -> (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi ->
  (forall j k, (j < n)%nat -> (k < n)%nat ->
     (forall i, (i < d)%nat -> γ j i = γ k i) -> order j = order k -> j = k) ->
  (forall x y, in_box d lo hi x -> ylo < y < yhi ->
     lsum (fun j => c j * (monomial d x (γ j) *
       Derive_n (fun h => normal y h ν) (order j) (dot d a x + b))) (seq 0 n) = 0) ->
  forall j, (j < n)%nat -> c j = 0.
Proof. exact (Independence.derivatives_independent d lo hi ylo yhi a b ν n c γ order). Qed.

(** A linear combination L of partial derivatives of u, with coefficients that may depend on the parameter p but not on x
    and y, vanishes over a box of x and an interval of y exactly if it follows from the two hidden PDEs: [consequence]
    generates from them by sums, multiples, further derivatives and the commutation of derivatives. *)
Theorem relation_iff_generated d L p (lo hi : vector) (ylo yhi : R) :
  operator_in_dimension d L -> 0 < variance p -> (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi ->
  ((forall x y, in_box d lo hi x -> ylo < y < yhi -> apply_operator d L x y p = 0) <-> consequence d L []).
Proof. exact (Relations.relation_iff_generated_box d L p lo hi ylo yhi). Qed.

End Derivatives.

(** ** The model: common factors, and when translation is the only freedom

    G, H are lists of atoms (β0, β1, a, b, ν): mixing measures Σ exp(β0) δ_(β1, a, b, ν).  [proper G] says that all variances
    are positive, [distinct_experts G] that the (a, b, ν) are pairwise distinct, [has_interior X] that X contains a box. *)

Section Model.
Import Vectors ListSums DensityDerivatives SoftmaxModel CommonFactor ExponentialIndependence Cells Identifiability FalseIndependence.

(** The density g_G(y|x), written out: softmax weights times normal densities. *)
Theorem density_value d (G : list (atom d)) x y :
  let gate := fun A => exp (dot (gate_slope A) x + gate_bias A) in
  density G x y = lsum (fun A => gate A / lsum gate G *
    (/ sqrt (2 * PI * variance (expert_of A)) *
     exp (- (y - (dot (slope (expert_of A)) x + intercept (expert_of A))) ^ 2 / (2 * variance (expert_of A))))) G.
Proof. reflexivity. Qed.

(** β0 -> β0 + t2, β1 -> β1 + t1 for all atoms leaves g_G unchanged. *)
Theorem translation_invariance d (t1 : vec R d) (t2 : R) (G : list (atom d)) x y :
  density (map (translate t1 t2) G) x y = density G x y.
Proof. exact (SoftmaxModel.translation_invariance t1 t2 G x y). Qed.

(** Common factor: replacing every atom by copies with slopes β1 + γ_l and weights e^β0 c_l, c_l > 0, leaves g_G unchanged. *)
Theorem common_factor d (φ : list (R * vec R d)) (G : list (atom d)) :
  φ <> [] -> (forall t, In t φ -> 0 < fst t) -> forall x y, density (copies φ G) x y = density G x y.
Proof. exact (fun n p => CommonFactor.common_factor φ G (conj n p)). Qed.

(** For k >= 2k* atoms there is, for every γ, a measure H with k atoms, the density of G, and the gate slopes β1 + γ and
    β1 - γ in every cell: the gate slopes are not identifiable. *)
Theorem nonidentifiable_beyond_twice d (G : list (atom d)) (k : nat) (γ : vec R d) :
  G <> [] -> (2 * length G <= k)%nat ->
  exists H : list (atom d),
    length H = k /\ (proper G -> proper H) /\ (forall x y, density H x y = density G x y) /\ slopes_spread_by γ G H.
Proof. exact (CommonFactor.nonidentifiable_beyond_twice G k γ). Qed.

(** So no function of the density recovers the gate slopes up to a translation. *)
Theorem no_recovery_from_the_density (d : nat) (G : list (atom (S d))) (k : nat) :
  G <> [] -> proper G -> distinct_experts G -> (2 * length G <= k)%nat ->
  ~ exists F : (vec R (S d) -> R -> R) -> list (atom (S d)),
      forall H, length H = k -> proper H -> (forall x y, density H x y = density G x y) ->
        translation_equivalent (F (density H)) H.
Proof. exact (CommonFactor.no_recovery_from_the_density d G k). Qed.

(** Translation is the only freedom of a k-atom measure with the density of H, k* = length H atoms, exactly if k < 2k*. *)
Theorem identifiability_threshold (d : nat) (X : vec R (S d) -> Prop) (H : list (atom (S d))) (k : nat) :
  has_interior X -> H <> [] -> proper H -> distinct_experts H ->
  ((forall G, length G = k -> proper G -> same_density_on X G H -> is_translate_of G H) <-> (k < 2 * length H)%nat).
Proof. exact (Identifiability.identifiability_threshold d X H k). Qed.

(** One cell with exactly one atom is enough for that. *)
Theorem singly_covered_cell d (X : vec R d -> Prop) (G H : list (atom d)) A : has_interior X ->
  proper G -> proper H -> distinct_experts H -> same_density_on X G H ->
  In A H -> length (cell (expert_of A) G) = 1%nat -> is_translate_of G H.
Proof. exact (Identifiability.singly_covered_cell X G H A). Qed.

(** Σ_j e^(β0_j) x^γ e^(β1_jᵀx) (f_j - g_G) = 0 ... *)
Theorem expert_density_relation d (G : list (atom d)) (γ : vec nat d) x y :
  lsum (fun A => exp (gate_bias A) * (expert_term γ A x y - density_term γ G A x y)) G = 0.
Proof. exact (FalseIndependence.expert_density_relation G γ x y). Qed.

(** ... so for two or more distinct experts no family that contains the functions x^γ e^(β1_jᵀx) f_j and x^γ e^(β1_jᵀx) g_G
    is linearly independent. *)
Theorem not_linearly_independent d (X : vec R d -> Prop) (G : list (atom d)) γ (F : (vec R d -> R -> R) -> Prop) :
  has_interior X -> proper G -> distinct_experts G -> (2 <= length G)%nat ->
  (forall A, In A G -> F (expert_term γ A) /\ F (density_term γ G A)) ->
  ~ linearly_independent_on X F.
Proof. exact (FalseIndependence.not_linearly_independent X G γ F). Qed.

End Model.

(** ** The inequalities behind the rates

    One cell of m fitted atoms, as differences from the true atom: weight w_j, gate slope β_j ([gate]), expert slope a_j
    ([slope]), intercept b_j and variance ν_j, j < m ([cell]).  [coefficient d m c k l] is the coefficient at x^k, k in N^d,
    of the factor Σ_j w_j exp(β_jᵀx) H_l(a_jᵀx + b_j, ν_j / 2) of ∂_h^l N; [twice i] is the multi-index 2 e_i. *)

Section Rates.
Import Coordinates FiniteSums CellCoefficients RateInequalities SharpExponents RatesWithoutGate.

(** The coefficient of (2 e_i, 0) is ½ Σ_j w_j β_ji². *)
Theorem coefficient_twice_zero d m c i : (i < d)%nat ->
  coefficient d m c (twice i) 0 = 1 / 2 * sum_below m (fun j => weight c j * gate c j i ^ 2).
Proof. exact (CellCoefficients.coefficient_twice_zero d m c i). Qed.

(** The coefficient of (2 e_i, 2). *)
Theorem coefficient_twice_two d m c i : (i < d)%nat ->
  coefficient d m c (twice i) 2 =
  sum_below m (fun j => weight c j * (slope c j i ^ 2 / 2 + gate c j i * slope c j i * intercept c j
    + gate c j i ^ 2 * (intercept c j ^ 2 + variance c j) / 4)).
Proof. exact (CellCoefficients.coefficient_twice_two d m c i). Qed.

(** Σ_j w_j a_ji² <= (4 + 2M + 6M²) ε if the coefficients of (2 e_i, 0) and (2 e_i, 2) are at most ε. *)
Theorem slope_inequality d m c i M eps : (i < d)%nat -> 0 <= M ->
  (forall j, (j < m)%nat -> 0 <= weight c j /\ Rabs (intercept c j) <= M /\ Rabs (variance c j) <= M) ->
  coefficient d m c (twice i) 0 <= eps -> coefficient d m c (twice i) 2 <= eps ->
  sum_below m (fun j => weight c j * slope c j i ^ 2) <= (4 + 2 * M + 6 * M ^ 2) * eps.
Proof. exact (RateInequalities.slope_inequality d m c i M eps). Qed.

(** max_l |Σ_j w_j H_l(a_j, b_j)| >= c Σ_j w_j (|a_j|^(2m) + |b_j|^m), l = 1, ..., 2m, with c > 0 for all weights in [w0, W0]
    and all points of a bounded set. *)
Theorem quantitative_separation (m : nat) (w0 W0 M : R) : (1 <= m)%nat -> 0 < w0 ->
  let H (l : nat) (a b : R) :=
    sum_f_R0 (fun k => a ^ (l - 2 * k) * b ^ k / (INR (fact (l - 2 * k)) * INR (fact k))) (l / 2) in
  exists c, 0 < c /\ forall w a b : nat -> R,
    (forall j, (j < m)%nat -> w0 <= w j <= W0) ->
    (forall j, (j < m)%nat -> Rabs (a j) <= M /\ Rabs (b j) <= M) ->
    exists l, (1 <= l <= 2 * m)%nat /\
      c * sum_below m (fun j => w j * (Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m))
        <= Rabs (sum_below m (fun j => w j * H l (a j) (b j))).
Proof. exact (QuantitativeSeparation.quantitative_separation m w0 W0 M). Qed.

(** Together: Σ_j w_j (|β_j|² + |a_j|² + |b_j|^(2m) + |ν_j|^m) <= K ε if the coefficients of (2 e_i, 0), (2 e_i, 2) and
    (0, 1..2m) are at most ε, K independent of ε. *)
Theorem local_inequality d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (c : cell) (eps : R),
    (forall j, (j < m)%nat -> w0 <= weight c j <= W0 /\ Rabs (intercept c j) <= M /\ Rabs (variance c j) <= M) ->
    (forall i, (i < d)%nat -> Rabs (coefficient d m c (twice i) 0) <= eps /\
      Rabs (coefficient d m c (twice i) 2) <= eps) ->
    (forall l, (1 <= l <= 2 * m)%nat -> Rabs (coefficient d m c zero_index l) <= eps) ->
    sum_below m (fun j => weight c j *
      (sum_below d (fun i => gate c j i ^ 2 + slope c j i ^ 2)
       + Rabs (intercept c j) ^ (2 * m) + Rabs (variance c j) ^ m)) <= K * eps.
Proof.
  intros hm hw. destruct (RateInequalities.local_inequality d m w0 W0 M hm hw) as [K [positive bound]].
  exists K. split; [exact positive | intros c eps B slopes rest; exact (bound c eps B (conj slopes rest))].
Qed.

(** The exponents ½, ½, 1/(2m), 1/m of β, a, b, ν are the least possible ones, over all sequences of cells whose
    coefficients tend to 0 ([possible_exponent], [is_minimum]). *)
Theorem sharp_exponents d m : (1 <= d)%nat -> (2 <= m)%nat ->
  is_minimum (possible_exponent d m gate) (1 / 2) /\
  is_minimum (possible_exponent d m slope) (1 / 2) /\
  is_minimum (possible_exponent d m (fun c j _ => intercept c j)) (1 / (2 * INR m)) /\
  is_minimum (possible_exponent d m (fun c j _ => variance c j)) (1 / INR m).
Proof. exact (SharpExponents.sharp_exponents d m). Qed.

(** Without a gate, at m = 3 and d = 1, the exponent of a is not ½ but at most 5/12: along the curve [three_atoms t] every
    F_l with l >= 1 is O(t^12), F_0 is the exponential sum 1 + exp(t² x), and the largest slope is (t^12)^(5/12). *)
Theorem three_atom_curve X : exists K, 0 < K /\ forall t, 0 < t <= 1 ->
  (forall x, Rabs (x 0%nat) <= X ->
    cell_function 1 3 (three_atoms t) 0 x = 1 + exp (t ^ 2 * x 0%nat) /\
    forall l, (1 <= l)%nat -> Rabs (cell_function 1 3 (three_atoms t) l x) <= K * t ^ 12) /\
  slope (three_atoms t) 0 0 = Rpower (t ^ 12) (5 / 12).
Proof. exact (RatesWithoutGate.three_atom_curve X). Qed.

End Rates.
