(** * The possible exponents when every cell has two or more atoms

    If every cell is fitted with two or more atoms, the equations with l = 0 are lost.  Consider cells of m >= 2 atoms
    with weights between positive bounds, bounded differences, at most two different gate slopes, and |C(k, l)| <= ε for
    all k and all l >= 1, with ε -> 0 ([possible_exponent_any_gate]).  Then the least possible exponents are

      0 for Δβ1,   1/(2m) for Δb,   1/m for Δν,   and for Δa: 1/2 if m = 2, at least 1/(2m) in general

    ([exponents_any_gate]).

    _Proof._  Lower bounds: the inequalities of SlopeAnyGate.v, SlopeTwoAtoms.v and CellTheorems.v.  Attained: two gate
    slopes 0 and 1 with all other differences 0 (then F_l = 0 for l >= 1); two expert slopes +t and -t; Gauss-Hermite
    nodes scaled by t (SharpExponents.v), all with gate slopes 0.  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From Coq Require Import List.
From MoeProof Require Import FiniteSums ListSums MultiIndex VectorBridge HeatFacts Differences CellTheorems SlopeAnyGate
  SlopeTwoAtoms.
From MoeProof Require Coordinates CellCoefficients RateInequalities SharpExponents.
Import ListNotations.
Open Scope R_scope.

(** θ is a possible exponent of the parameter of size q, with a free gate: there are cells C_n of m atoms, with weights
    between positive bounds, bounded differences and at most two gate slopes, whose coefficients with l >= 1 are at most
    ε_n -> 0, with an atom for which q >= κ ε_n^θ, κ > 0. *)
Definition possible_exponent_any_gate {d} (m : nat) (q : difference d -> R) (θ : R) : Prop :=
  exists (w0 W0 M κ : R) (C : nat -> list (difference d)) (ε : nat -> R),
    0 < w0 /\ 0 < κ /\ (forall n, 0 < ε n) /\ is_lim_seq ε 0 /\
    forall n, length (C n) = m /\ all_bounded w0 W0 M (C n) /\
      (exists γ γ', forall p, In p (C n) -> Δβ1 p = γ \/ Δβ1 p = γ') /\
      (forall k l, (1 <= l)%nat -> Rabs (coefficient (C n) k l) <= ε n) /\
      exists p, In p (C n) /\ κ * Rpower (ε n) θ <= q p.

(** ** Lower bounds *)

(** q^r <= K ε leaves only exponents >= 1/r. *)
Lemma lower_bound_any_gate d m (q : difference d -> R) (r : nat) θ : (1 <= r)%nat ->
  (forall w0 W0 M, 0 < w0 -> exists K, 0 < K /\ forall C ε, length C = m -> all_bounded w0 W0 M C ->
     (forall k l, (1 <= l)%nat -> Rabs (coefficient C k l) <= ε) -> forall p, In p C -> q p ^ r <= K * ε) ->
  possible_exponent_any_gate m q θ -> 1 / INR r <= θ.
Proof.
  intros Hr bound (w0 & W0 & M & κ & C & ε & Hw0 & k0 & e0 & lim & H).
  destruct (bound w0 W0 M Hw0) as [K [K0 HK]].
  apply (SharpExponents.exponent_lower_bound (fun n => κ * Rpower (ε n) θ) ε r κ K); try assumption; [lra| |].
  - intro n. apply Rle_refl.
  - intro n. destruct (H n) as (len & B & _ & E & p & i & L).
    apply Rle_trans with (q p ^ r); [|exact (HK (C n) (ε n) len B E p i)].
    apply pow_incr. split; [|exact L]. apply Rmult_le_pos; [lra|apply Rlt_le, exp_pos].
Qed.

(** A bounded parameter has no negative exponent. *)
Lemma nonnegative_any_gate d m (q : difference d -> R) θ :
  (forall w0 W0 M C, all_bounded w0 W0 M C -> forall p, In p C -> q p <= M) ->
  possible_exponent_any_gate m q θ -> 0 <= θ.
Proof.
  intros bound (w0 & W0 & M & κ & C & ε & Hw0 & k0 & e0 & lim & H). apply Rnot_lt_le. intro neg.
  set (B := 1 + Rabs M / κ). assert (B0 : 0 < B).
  { unfold B. assert (0 <= Rabs M / κ) by (apply Rmult_le_pos; [apply Rabs_pos|apply Rlt_le, Rinv_0_lt_compat, k0]).
    lra. }
  (* ε_n < B^(1/θ) gives ε_n^θ > B *)
  set (η := Rpower B (/ θ)). assert (η0 : 0 < η) by apply exp_pos.
  apply is_lim_seq_spec in lim. destruct (lim (mkposreal η η0)) as [n Hn]. specialize (Hn n (le_n n)). simpl in Hn.
  rewrite Rminus_0_r, Rabs_pos_eq in Hn by (apply Rlt_le, e0).
  destruct (H n) as (_ & Bd & _ & _ & p & i & L). pose proof (bound _ _ _ _ Bd p i) as U.
  assert (big : B < Rpower (ε n) θ).
  { replace B with (Rpower η θ).
    - unfold Rpower. apply exp_increasing. pose proof (ln_increasing _ _ (e0 n) Hn). nra.
    - unfold η. rewrite Rpower_mult, Rinv_l by lra. apply Rpower_1, B0. }
  apply (Rmult_lt_compat_l κ) in big; [|exact k0]. unfold B in big. rewrite Rmult_plus_distr_l in big.
  replace (κ * (Rabs M / κ)) with (Rabs M) in big by (field; lra). pose proof (Rle_abs M). lra.
Qed.

(** ** Curves *)

(** Cells C_t, 0 < t <= 1, with coefficients at most K t^s and a parameter of size A t^r: the exponent r/s. *)
Lemma curve_any_gate d m (q : difference d -> R) s r (w0 W0 M K A : R) (C : R -> list (difference d)) :
  (1 <= s)%nat -> 0 < w0 -> 0 < K -> 0 < A ->
  (forall t, 0 < t <= 1 -> length (C t) = m /\ all_bounded w0 W0 M (C t) /\
    (exists γ γ', forall p, In p (C t) -> Δβ1 p = γ \/ Δβ1 p = γ') /\
    (forall k l, (1 <= l)%nat -> Rabs (coefficient (C t) k l) <= K * t ^ s) /\
    exists p, In p (C t) /\ A * t ^ r <= q p) ->
  possible_exponent_any_gate m q (INR r / INR s).
Proof.
  intros Hs Hw0 K0 A0 H. set (t := fun n => / INR (S n)). assert (s0 : INR s <> 0) by (apply not_0_INR; lia).
  assert (t0 : forall n, 0 < t n <= 1).
  { intro n. assert (1 <= INR (S n)) by (apply (le_INR 1); lia). unfold t. split; [apply Rinv_0_lt_compat; lra|].
    rewrite <- Rinv_1. apply Rinv_le_contravar; lra. }
  set (u := Rpower K (INR r / INR s)). assert (u0 : 0 < u) by apply exp_pos.
  exists w0, W0, M, (A / u), (fun n => C (t n)), (fun n => K * t n ^ s).
  split; [exact Hw0|]. split; [apply Rdiv_lt_0_compat; assumption|]. split; [|split].
  - intro n. apply Rmult_lt_0_compat; [exact K0|]. apply pow_lt, t0.
  - apply (is_lim_seq_le_le (fun _ => 0) _ (fun n => K * t n)).
    + intro n. destruct (t0 n) as [p0 p1]. split; [apply Rmult_le_pos; [lra|apply pow_le; lra]|].
      apply Rmult_le_compat_l; [lra|]. replace s with (1 + (s - 1))%nat by lia. rewrite pow_add, pow_1.
      pose proof (pow_incr (t n) 1 (s - 1) ltac:(lra)) as P. rewrite pow1 in P. nra.
    + apply is_lim_seq_const.
    + replace (Finite 0) with (Rbar_mult K 0) by (simpl; f_equal; ring). apply is_lim_seq_scal_l.
      replace (Finite 0) with (Rbar_inv p_infty) by reflexivity. apply is_lim_seq_inv; [|discriminate].
      apply (is_lim_seq_incr_1 INR), is_lim_seq_INR.
  - intro n. destruct (H (t n) (t0 n)) as (len & B & T & E & p & i & L). repeat (split; [assumption|]).
    exists p. split; [exact i|]. apply Rle_trans with (2 := L). right. destruct (t0 n) as [p0 _].
    rewrite <- Rpower_mult_distr by (try apply pow_lt; assumption). fold u.
    rewrite <- (Rpower_pow s), Rpower_mult by exact p0.
    replace (INR s * (INR r / INR s)) with (INR r) by (field; exact s0). rewrite Rpower_pow by exact p0. field. lra.
Qed.

(** A numbered cell whose gate slopes all vanish. *)
Lemma numbered_curve d m (c : CellCoefficients.cell) w0 W0 M X e :
  (forall j i, CellCoefficients.gate c j i = 0) ->
  (forall j i, (j < m)%nat -> (i < d)%nat -> Rabs (CellCoefficients.slope c j i) <= X) ->
  RateInequalities.bounded_cell m w0 W0 M c -> SharpExponents.all_coefficients_at_most d m c e ->
  length (list_of d m c) = m /\ all_bounded w0 W0 (Rmax 0 (Rmax M X)) (list_of d m c) /\
  (exists γ γ', forall p, In p (list_of d m c) -> Δβ1 p = γ \/ Δβ1 p = γ') /\
  (forall k l, (1 <= l)%nat -> Rabs (coefficient (list_of d m c) k l) <= e).
Proof.
  intros G S B E. pose proof (Rmax_l 0 (Rmax M X)) as R0. pose proof (Rmax_r 0 (Rmax M X)) as R1.
  pose proof (Rmax_l M X) as R2. pose proof (Rmax_r M X) as R3.
  assert (small : forall v : nat -> R, (forall i, (i < d)%nat -> Rabs (v i) <= Rmax 0 (Rmax M X)) ->
    norm (tuple d v) <= Rmax 0 (Rmax M X)).
  { intros v V. destruct (Rle_lt_or_eq_dec _ _ (norm_pos d (tuple d v))) as [h|h]; [|rewrite <- h; exact R0].
    destruct (norm_attained d _ h) as [i [Hi ->]]. rewrite coord_tuple by exact Hi. apply V, Hi. }
  split; [apply length_list_of|]. split; [|split].
  - intros p i. apply in_list_of in i. destruct i as [j [Hj ->]]. unfold atom_of; simpl.
    destruct (B j Hj) as [Hw [Hb Hv]]. split; [exact Hw|]. split; [|split; [|split]].
    + apply small. intros i Hi. rewrite G, Rabs_R0. exact R0.
    + apply small. intros i Hi. pose proof (S j i Hj Hi). lra.
    + lra.
    + lra.
  - exists (origin d), (origin d). intros p i. apply in_list_of in i. destruct i as [j [_ ->]]. left.
    unfold atom_of; simpl.
    apply coord_origin. intros i Hi. rewrite coord_tuple by exact Hi. apply G.
  - intros k l Hl. rewrite <- (tuple_entry 0%nat d k), list_of_coefficient. apply E. lia.
Qed.

(** m atoms with the gate slopes 0 and (1, ..., 1), everything else 0: F_l = 0 for l >= 1. *)
Definition two_gates (d m : nat) : list (difference d) :=
  Difference 1 (constant d 1) (origin d) 0 0 :: repeat (Difference 1 (origin d) (origin d) 0 0) (m - 1).

Lemma two_gates_coefficients d m k l : (1 <= l)%nat -> coefficient (two_gates d m) k l = 0.
Proof.
  intro Hl. unfold coefficient.
  rewrite (partial_at_0_ext d _ (fun _ => 0)).
  - assert (Z : forall n (k : vec nat n), partial_at_0 (fun _ : vec R n => 0) k = 0).
    { clear. induction n as [|n IH]; intro k; [reflexivity|]. simpl.
      transitivity (Derive_n (fun _ => 0) (fst k) 0); [apply Derive_n_ext; intro; apply IH|].
      destruct (fst k); [reflexivity|apply Derive_n_const]. }
    rewrite Z. unfold Rdiv. ring.
  - intro x. unfold cell_function. apply lsum_zero. intros p i.
    assert (E : Δa p = origin d /\ Δb p = 0 /\ Δν p = 0).
    { destruct i as [<-|i]; [repeat split|]. apply repeat_spec in i. subst p. repeat split. }
    destruct E as (-> & -> & ->). unfold Rdiv.
    rewrite (Vectors.dot_comm (origin d) x), dot_zero_r, Rmult_0_l, Rplus_0_l.
    rewrite heat_origin. destruct l; [lia|]. simpl. ring.
Qed.

(** ** Headline statement *)

Theorem exponents_any_gate d m : (1 <= d)%nat -> (2 <= m)%nat ->
  is_minimum (possible_exponent_any_gate m (fun p : difference d => norm (Δβ1 p))) 0 /\
  (m = 2%nat -> is_minimum (possible_exponent_any_gate m (fun p : difference d => norm (Δa p))) (1 / 2)) /\
  (forall θ, possible_exponent_any_gate m (fun p : difference d => norm (Δa p)) θ -> 1 / (2 * INR m) <= θ) /\
  is_minimum (possible_exponent_any_gate m (fun p : difference d => Rabs (Δb p))) (1 / (2 * INR m)) /\
  is_minimum (possible_exponent_any_gate m (fun p : difference d => Rabs (Δν p))) (1 / INR m).
Proof.
  intros Hd Hm. assert (m0 : INR m <> 0) by (apply not_0_INR; lia).
  assert (m2 : INR (2 * m) = 2 * INR m) by (rewrite mult_INR; reflexivity).
  assert (zeros : forall w0 W0 M, 0 < w0 ->
    exists K, 0 < K /\ forall C ε, length C = m -> all_bounded w0 W0 M C ->
      (forall k l, (1 <= l)%nat -> Rabs (coefficient C k l) <= ε) -> forall p : difference d, In p C ->
      Rabs (Δb p) ^ (2 * m) + Rabs (Δν p) ^ m <= K * ε).
  { intros w0 W0 M Hw0. destruct (intercept_variance_inequality m w0 W0 M ltac:(lia) Hw0) as [K [K0 HK]].
    exists (K / w0). split; [apply Rdiv_lt_0_compat; assumption|]. intros C ε len B E p i.
    replace (K / w0 * ε) with (K * ε / w0) by (field; lra).
    apply (term_of_sum C w0 (fun p => Rabs (Δb p) ^ (2 * m) + Rabs (Δν p) ^ m)); try assumption.
    - intros u j. apply B, j.
    - intros u _. apply Rplus_le_le_0_compat; apply pow_le, Rabs_pos.
    - apply (HK d C ε len); [intros u j; destruct (B u j) as (? & _ & _ & ? & ?); tauto|]. intros; apply E; lia. }
  destruct (SharpExponents.hermite_cell_coefficients d m Hm) as [w [x [pos [[j0 [Hj0 nz]] [_ [_ [K [K0 HK]]]]]]]].
  destruct (finite_bounds m w pos) as [w0 [W0 [Hw0 [_ HW]]]].
  destruct (finite_bounds m (fun j => 1 + Rabs (x j))) as [lo [X [_ [X0 HX]]]].
  { intros j _. pose proof (Rabs_pos (x j)). lra. }
  assert (hermite_bounded : forall t, 0 < t <= 1 ->
    RateInequalities.bounded_cell m w0 W0 X (SharpExponents.hermite_cell w x t)).
  { intros t Ht j Hj. cbn [SharpExponents.hermite_cell CellCoefficients.weight CellCoefficients.intercept
      CellCoefficients.variance]. split; [apply HW, Hj|].
    pose proof (HX j Hj) as [_ Xj]. pose proof (Rabs_pos (x j)).
    rewrite Rabs_mult, (Rabs_pos_eq t) by lra. rewrite Rabs_Ropp, (Rabs_pos_eq (t ^ 2)) by apply pow2_ge_0.
    split; nra. }
  split; [split|split; [|split; [|split; split]]].
  - (* two gate slopes *)
    replace 0 with (INR 0 / INR 1) by (simpl; field).
    apply (curve_any_gate d m _ 1 0 1 1 1 1 1 (fun _ => two_gates d m)); try lra; try lia.
    intros t Ht. pose proof (Rabs_R0) as a0.
    assert (n0 : norm (origin d) = 0).
    { clear. induction d as [|n IH]; [reflexivity|]. simpl. rewrite IH, Rabs_R0. apply Rmax_left. lra. }
    assert (n1 : norm (constant d 1) = 1).
    { clear -Hd. destruct d as [|n]; [lia|]. clear Hd. induction n as [|n IH]; simpl.
      - rewrite Rabs_R1. apply Rmax_left. lra.
      - simpl in IH. rewrite IH, Rabs_R1. apply Rmax_left. lra. }
    split; [|split; [|split; [|split]]].
    + unfold two_gates. simpl. rewrite repeat_length. lia.
    + intros p i. destruct i as [<-|i]; [|apply repeat_spec in i; subst p]; simpl; rewrite ?n0, ?n1, Rabs_R0; lra.
    + exists (constant d 1), (origin d). intros p i. destruct i as [<-|i]; [left; reflexivity|].
      apply repeat_spec in i. subst p. right. reflexivity.
    + intros k l Hl. rewrite two_gates_coefficients, Rabs_R0 by exact Hl. simpl. lra.
    + eexists. split; [left; reflexivity|]. simpl. rewrite n1. lra.
  - intros θ. apply nonnegative_any_gate. intros u U M C B p i. destruct (B p i) as (_ & g & _). exact g.
  - intro two. split.
    + (* two expert slopes apart *)
      change (1 / 2) with (INR 1 / INR 2).
      apply (curve_any_gate d m _ 2 1 1 1 (Rmax 0 (Rmax 0 1)) 2 1 (fun t => list_of d m (SharpExponents.slope_pair t)));
        try lra; try lia.
      intros t Ht.
      destruct (numbered_curve d m (SharpExponents.slope_pair t) 1 1 0 1 (2 * t ^ 2)) as (len & B & G & E).
      * reflexivity.
      * intros j i _ _. simpl. rewrite Rabs_mult, (Rabs_pos_eq t) by lra.
        assert (Rabs (SharpExponents.sign_of j) <= 1).
        { destruct j as [|[|j]]; simpl; [rewrite Rabs_R1|rewrite Rabs_left1 by lra|rewrite Rabs_R0]; lra. }
        pose proof (Rabs_pos (SharpExponents.sign_of j)). nra.
      * intros j _. simpl. rewrite Rabs_R0. lra.
      * apply SharpExponents.slope_pair_coefficients; assumption.
      * repeat (split; [assumption|]). exists (atom_of d (SharpExponents.slope_pair t) 0). split.
        { apply in_list_of. exists 0%nat. split; [lia|reflexivity]. }
        unfold atom_of; simpl. apply norm_tuple; [lra|]. exists 0%nat. split; [lia|].
        rewrite Rmult_1_l, Rabs_pos_eq; lra.
    + intros θ. rewrite two. apply (lower_bound_any_gate d 2 _ 2); [lia|]. intros u U M Hu.
      destruct (slope_two_atoms_any_gate u U M Hu) as [K' [K'0 HK']]. exists K'. split; [exact K'0|].
      intros C ε. apply HK'.
  - intros θ. rewrite <- m2. apply lower_bound_any_gate; [lia|]. intros u U M Hu.
    exact (slope_inequality_any_gate d m u U M ltac:(lia) Hu).
  - (* Gauss-Hermite nodes, intercepts of size t *)
    rewrite <- m2. change 1 with (INR 1) at 1.
    apply (curve_any_gate d m _ (2 * m) 1 w0 W0 (Rmax 0 (Rmax X 0)) K (Rabs (x j0))
      (fun t => list_of d m (SharpExponents.hermite_cell w x t))); try assumption; try lia.
    { apply Rabs_pos_lt, nz. }
    intros t Ht. destruct (numbered_curve d m (SharpExponents.hermite_cell w x t) w0 W0 X 0 (K * t ^ (2 * m)))
      as (len & B & G & E); [reflexivity|intros; simpl; rewrite Rabs_R0; lra|apply hermite_bounded, Ht|apply HK, Ht|].
    repeat (split; [assumption|]). exists (atom_of d (SharpExponents.hermite_cell w x t) j0). split.
    { apply in_list_of. exists j0. split; [exact Hj0|reflexivity]. }
    unfold atom_of; simpl. rewrite Rabs_mult, (Rabs_pos_eq t) by lra. lra.
  - intros θ. rewrite <- m2. apply lower_bound_any_gate; [lia|]. intros u U M Hu.
    destruct (zeros u U M Hu) as [K' [K'0 HK']]. exists K'. split; [exact K'0|]. intros C ε len B E p i.
    pose proof (HK' C ε len B E p i). pose proof (pow_le _ m (Rabs_pos (Δν p))). lra.
  - (* Gauss-Hermite nodes, variances of size t² *)
    replace (1 / INR m) with (INR 2 / INR (2 * m)) by (rewrite m2; simpl; field; exact m0).
    apply (curve_any_gate d m _ (2 * m) 2 w0 W0 (Rmax 0 (Rmax X 0)) K 1
      (fun t => list_of d m (SharpExponents.hermite_cell w x t))); try assumption; try lia; try lra.
    intros t Ht. destruct (numbered_curve d m (SharpExponents.hermite_cell w x t) w0 W0 X 0 (K * t ^ (2 * m)))
      as (len & B & G & E); [reflexivity|intros; simpl; rewrite Rabs_R0; lra|apply hermite_bounded, Ht|apply HK, Ht|].
    repeat (split; [assumption|]). exists (atom_of d (SharpExponents.hermite_cell w x t) j0). split.
    { apply in_list_of. exists j0. split; [exact Hj0|reflexivity]. }
    unfold atom_of; simpl. rewrite Rabs_Ropp, Rabs_pos_eq by nra. lra.
  - intros θ. apply lower_bound_any_gate; [lia|]. intros u U M Hu.
    destruct (zeros u U M Hu) as [K' [K'0 HK']]. exists K'. split; [exact K'0|]. intros C ε len B E p i.
    pose proof (HK' C ε len B E p i). pose proof (pow_le _ (2 * m) (Rabs_pos (Δb p))). lra.
Qed.
