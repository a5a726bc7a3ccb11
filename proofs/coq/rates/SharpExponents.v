(** * The sharp exponents of one cell

    One cell of m >= 2 atoms in dimension d >= 1 (CellCoefficients.v). Let the coefficients C(k, l), (k, l) <>
    (0, 0), be at most ε. Then, with a constant K that does not depend on ε ([parameter_rates]),

        |β_ji| <= K ε^(1/2),   |a_ji| <= K ε^(1/2),   |b_j| <= K ε^(1/(2m)),   |ν_j| <= K ε^(1/m),

    and none of the four exponents can be replaced by a larger one ([sharp_exponents]). With ε = n^(-1/2), the
    rate of the density up to logarithms, they are the rates n^(-1/4), n^(-1/4), n^(-1/(4m)), n^(-1/(2m)).

    As a linear programme: θ_β, θ_a, θ_b, θ_ν >= 0 with max |difference| of the order
    ε^θ satisfy the rows 2 θ_β >= 1, 2 θ_a >= 1, 2m θ_b >= 1, m θ_ν >= 1, one for each
    inequality of RateInequalities.v. [sharp_exponents] says that the optimum (1/2, 1/2, 1/(2m), 1/m) is the
    minimum over all families of cells with ε -> 0 and not only over the solutions of these rows.

    ** Proof in words.
    Lower bounds: if κ ε^θ <= |difference| and |difference|^q <= K ε along a sequence ε -> 0, then
    q θ >= 1.
    Attained, with t -> 0:
    - two atoms at β = +t and -t in every coordinate, all other differences 0 ([gate_pair]): the odd powers
      cancel, so every coefficient is at most 2 t^2 ([gate_pair_coefficients]);
    - the same with the expert slopes ([slope_pair], [slope_pair_coefficients]);
    - the m nodes x_j of Gauss-Hermite quadrature, b_j = t x_j, ν_j = -t^2 with its weights ([hermite_cell]):
      by scaling C(0, l) is t^l times the value at t = 1, which is 0 for 1 <= l <= 2m - 1 and, by the separation
      theorem, not 0 for l = 2m ([hermite_cell_coefficients]). *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts CellCoefficients RateInequalities.
Import ListNotations.
Open Scope R_scope.

(** ** Definitions *)

(** All coefficients but C(0, 0) are at most ε. (C(0, 0) is the total weight; it is compared with the true
    one.) *)
Definition all_coefficients_at_most (d m : nat) (c : cell) (ε : R) : Prop :=
  forall k l, (1 <= total_degree d k + l)%nat -> Rabs (coefficient d m c k l) <= ε.

(** θ is a possible exponent of the parameter p: there are cells c_n with weights bounded away from 0 and
    infinity and bounded differences of intercept and variance whose coefficients are at most ε_n -> 0, while
    the largest |p| in the cell is at least κ ε_n^θ. *)
Definition possible_exponent (d m : nat) (p : cell -> nat -> nat -> R) (θ : R) : Prop :=
  exists (w0 W0 M κ : R) (c : nat -> cell) (ε : nat -> R),
    0 < w0 /\ 0 < κ /\ (forall n, 0 < ε n) /\ is_lim_seq ε 0 /\
    forall n, bounded_cell m w0 W0 M (c n) /\ all_coefficients_at_most d m (c n) (ε n) /\
      exists j i, (j < m)%nat /\ (i < d)%nat /\ κ * Rpower (ε n) θ <= Rabs (p (c n) j i).

(** θ is the least real number with the property P. *)
Definition is_minimum (P : R -> Prop) (θ : R) : Prop := P θ /\ forall θ', P θ' -> θ <= θ'.

(** ** Lower bounds *)

(** |0| = 0. *)
Lemma degree_zero d : total_degree d zero_index = 0%nat.
Proof. induction d as [|d IH]; simpl; [reflexivity|rewrite IH; reflexivity]. Qed.

(** The number of partial derivatives of d^k is |k|. *)
Lemma directions_length d k : length (directions d k) = total_degree d k.
Proof. induction d as [|d IH]; simpl; [reflexivity|]. rewrite app_length, repeat_length, IH. reflexivity. Qed.

(** The coefficients that RateInequalities.v uses are among all coefficients. *)
Lemma all_coefficients_used d m c ε : all_coefficients_at_most d m c ε -> coefficients_at_most d m c ε.
Proof.
  intro E. split.
  - intros i Hi. assert (T : total_degree d (twice i) = 2%nat).
    { rewrite <- directions_length. destruct (twice_inside d i Hi) as [-> _]. reflexivity. }
    split; apply E; lia.
  - intros l Hl. apply E. lia.
Qed.

(** z^q <= B ε gives z <= (1 + B) ε^(1/q). *)
Lemma root_bound z q B ε : (1 <= q)%nat -> 0 <= B -> 0 < ε -> z ^ q <= B * ε ->
  z <= (1 + B) * Rpower ε (1 / INR q).
Proof.
  intros Hq B0 e0 E. apply Rnot_lt_le. intro h. assert (q0 : 0 < INR q) by (apply lt_0_INR; lia).
  set (y := Rpower ε (1 / INR q)) in *. assert (y0 : 0 < y) by apply exp_pos.
  assert (yq : y ^ q = ε).
  { unfold y. rewrite <- Rpower_pow by apply exp_pos. rewrite Rpower_mult.
    replace (1 / INR q * INR q) with 1 by (field; lra). apply Rpower_1, e0. }
  assert (P : ((1 + B) * y) ^ q <= z ^ q) by (apply pow_incr; split; [apply Rmult_le_pos; lra|lra]).
  rewrite Rpow_mult_distr, yq in P. assert (1 + B <= (1 + B) ^ q).
  { replace q with (1 + (q - 1))%nat by lia. rewrite pow_add, pow_1.
    pose proof (pow_R1_Rle (1 + B) (q - 1) ltac:(lra)). nra. }
  assert ((1 + B) * ε <= (1 + B) ^ q * ε) by (apply Rmult_le_compat_r; lra). lra.
Qed.

(** If κ ε^θ <= z and z^q <= B ε along a sequence ε -> 0, then θ >= 1/q. *)
Lemma exponent_lower_bound (z ε : nat -> R) (q : nat) (κ B θ : R) : (1 <= q)%nat -> 0 < κ -> 0 <= B ->
  (forall n, 0 < ε n) -> is_lim_seq ε 0 ->
  (forall n, κ * Rpower (ε n) θ <= z n) -> (forall n, z n ^ q <= B * ε n) -> 1 / INR q <= θ.
Proof.
  intros Hq k0 B0 e0 lim low up. apply Rnot_lt_le. intro h. set (τ := 1 / INR q - θ).
  assert (t0 : 0 < τ) by (unfold τ; lra).
  set (goal := Rpower (κ / (2 * (1 + B))) (/ τ)). assert (g0 : 0 < goal) by apply exp_pos.
  apply is_lim_seq_spec in lim. destruct (lim (mkposreal goal g0)) as [n Hn]. specialize (Hn n (le_n n)).
  simpl in Hn.
  rewrite Rminus_0_r, Rabs_pos_eq in Hn by (apply Rlt_le, e0).
  assert (small : Rpower (ε n) τ < κ / (2 * (1 + B))).
  { replace (κ / (2 * (1 + B))) with (Rpower goal τ).
    - apply Rlt_Rpower_l; [exact t0|]. split; [apply e0|exact Hn].
    - unfold goal. rewrite Rpower_mult, Rinv_l by lra. apply Rpower_1. apply Rdiv_lt_0_compat; lra. }
  pose proof (Rle_trans _ _ _ (low n) (root_bound _ q B _ Hq B0 (e0 n) (up n))) as C.
  replace (1 / INR q) with (τ + θ) in C by (unfold τ; ring). rewrite Rpower_plus in C.
  assert (p0 : 0 < Rpower (ε n) θ) by apply exp_pos.
  assert (κ <= (1 + B) * Rpower (ε n) τ).
  { apply Rmult_le_reg_r with (Rpower (ε n) θ); [exact p0|]. lra. }
  assert ((1 + B) * Rpower (ε n) τ < (1 + B) * (κ / (2 * (1 + B)))) by (apply Rmult_lt_compat_l; lra).
  replace ((1 + B) * (κ / (2 * (1 + B)))) with (κ / 2) in H0 by (field; lra). lra.
Qed.

(** A parameter p with |p|^q <= K ε has no possible exponent below 1/q. *)
Lemma possible_exponent_lower_bound d m p q θ : (1 <= q)%nat ->
  (forall w0 W0 M, 0 < w0 -> exists K, 0 <= K /\ forall c ε,
    bounded_cell m w0 W0 M c -> coefficients_at_most d m c ε -> forall j i, (j < m)%nat -> (i < d)%nat ->
      Rabs (p c j i) ^ q <= K * ε) ->
  possible_exponent d m p θ -> 1 / INR q <= θ.
Proof.
  intros Hq bound [w0 [W0 [M [κ [c [ε [Hw0 [k0 [e0 [lim H]]]]]]]]]].
  destruct (bound w0 W0 M Hw0) as [K [K0 HK]].
  apply (exponent_lower_bound (fun n => κ * Rpower (ε n) θ) ε q κ K); try assumption.
  - intro n. apply Rle_refl.
  - intro n. destruct (H n) as [Bd [Co [j [i [Hj [Hi L]]]]]].
    apply Rle_trans with (Rabs (p (c n) j i) ^ q).
    + apply pow_incr. split; [|exact L]. apply Rmult_le_pos; [lra|apply Rlt_le, exp_pos].
    + apply HK; try assumption. apply all_coefficients_used, Co.
Qed.

(** ** Families that attain the exponents *)

(** A curve of cells c_t, 0 < t <= 1, with coefficients at most K t^q and a parameter of size A t^r has the
    exponent r/q. *)
Lemma possible_exponent_curve d m p q r (w0 W0 M K A : R) (c : R -> cell) :
  (1 <= q)%nat -> 0 < w0 -> 0 < K -> 0 < A ->
  (forall t, 0 < t <= 1 -> bounded_cell m w0 W0 M (c t) /\ all_coefficients_at_most d m (c t) (K * t ^ q) /\
    exists j i, (j < m)%nat /\ (i < d)%nat /\ A * t ^ r <= Rabs (p (c t) j i)) ->
  possible_exponent d m p (INR r / INR q).
Proof.
  intros Hq Hw0 K0 A0 H. set (t := fun n => / INR (S n)). assert (q0 : INR q <> 0) by (apply not_0_INR; lia).
  assert (t0 : forall n, 0 < t n <= 1).
  { intro n. assert (1 <= INR (S n)) by (apply (le_INR 1); lia). unfold t. split; [apply Rinv_0_lt_compat; lra|].
    rewrite <- Rinv_1. apply Rinv_le_contravar; lra. }
  set (s := Rpower K (INR r / INR q)). assert (s0 : 0 < s) by apply exp_pos.
  exists w0, W0, M, (A / s), (fun n => c (t n)), (fun n => K * t n ^ q).
  split; [exact Hw0|]. split; [apply Rdiv_lt_0_compat; assumption|]. split; [|split].
  - intro n. apply Rmult_lt_0_compat; [exact K0|]. apply pow_lt, t0.
  - apply (is_lim_seq_le_le (fun _ => 0) _ (fun n => K * t n)).
    + intro n. destruct (t0 n) as [p0 p1]. split; [apply Rmult_le_pos; [lra|apply pow_le; lra]|].
      apply Rmult_le_compat_l; [lra|].
      replace q with (1 + (q - 1))%nat by lia. rewrite pow_add, pow_1.
      pose proof (pow_incr (t n) 1 (q - 1) ltac:(lra)) as P. rewrite pow1 in P. nra.
    + apply is_lim_seq_const.
    + replace (Finite 0) with (Rbar_mult K 0) by (simpl; f_equal; ring). apply is_lim_seq_scal_l.
      replace (Finite 0) with (Rbar_inv p_infty) by reflexivity. apply is_lim_seq_inv; [|discriminate].
      apply (is_lim_seq_incr_1 INR), is_lim_seq_INR.
  - intro n. destruct (H (t n) (t0 n)) as [Bd [Co [j [i [Hj [Hi L]]]]]]. split; [exact Bd|]. split; [exact Co|].
    exists j, i. split; [exact Hj|]. split; [exact Hi|]. apply Rle_trans with (2 := L). right.
    destruct (t0 n) as [p0 _]. rewrite <- Rpower_mult_distr by (try apply pow_lt; assumption). fold s.
    rewrite <- (Rpower_pow q), Rpower_mult by exact p0.
    replace (INR q * (INR r / INR q)) with (INR r) by (field; exact q0).
    rewrite Rpower_pow by exact p0. field. lra.
Qed.

(** A jet whose expert slopes vanish and whose gate slopes are all equal to u. *)
Lemma jet_gate_only u v is l p z : jet (fun _ => u) (fun _ => 0) v is l p z = u ^ length is * (exp p * heat l z v).
Proof. revert l. induction is as [|i is IH]; intro l; simpl; [ring|]. rewrite IH, Rmult_0_l. ring. Qed.

(** A jet whose gate slopes vanish and whose expert slopes are all equal to u. *)
Lemma jet_slope_only u v is l p z : jet (fun _ => 0) (fun _ => u) v is l p z =
  u ^ length is * (if (length is <=? l)%nat then exp p * heat (l - length is) z v else 0).
Proof.
  revert l. induction is as [|i is IH]; intro l; simpl; [rewrite Nat.sub_0_r; ring|].
  destruct l as [|l]; [ring|]. rewrite Rmult_0_l, IH. simpl. ring.
Qed.

(** +1 for the first atom, -1 for the second, 0 for the others. *)
Definition sign_of (j : nat) : R := match j with O => 1 | 1%nat => -1 | _ => 0 end.

(** 1^n + (-1)^n + 0^n + ... for n >= 1. *)
Lemma sign_power_sum m n : (2 <= m)%nat -> (1 <= n)%nat -> sum_below m (fun j => sign_of j ^ n) = 1 + (-1) ^ n.
Proof.
  intros Hm Hn. destruct m as [|[|m]]; [lia|lia|]. clear Hm. induction m as [|m IH].
  - simpl. rewrite pow1. ring.
  - change (sum_below (S (S m)) (fun j => sign_of j ^ n) + sign_of (S (S m)) ^ n = 1 + (-1) ^ n).
    rewrite IH. simpl sign_of. rewrite pow_i by lia. ring.
Qed.

(** The sum of the n-th powers of t, -t, 0, ..., 0 is at most 2 t^2 for n >= 1. *)
Lemma pair_power_sum m n t : (2 <= m)%nat -> (1 <= n)%nat -> 0 < t <= 1 ->
  Rabs (sum_below m (fun j => (sign_of j * t) ^ n)) <= 2 * t ^ 2.
Proof.
  intros Hm Hn Ht.
  rewrite (sum_below_ext m _ (fun j => t ^ n * sign_of j ^ n)) by (intros; rewrite Rpow_mult_distr; ring).
  rewrite sum_below_scal, sign_power_sum by assumption. pose proof (pow2_ge_0 t).
  destruct (Nat.eq_dec n 1) as [->|h].
  - replace (t ^ 1 * (1 + (-1) ^ 1)) with 0 by ring. rewrite Rabs_R0. lra.
  - rewrite Rabs_mult, (Rabs_pos_eq (t ^ n)) by (apply pow_le; lra). rewrite Rmult_comm.
    apply Rmult_le_compat; try apply Rabs_pos; [apply pow_le; lra| |].
    + apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_R1, pow_1_abs. lra.
    + replace n with (2 + (n - 2))%nat by lia. rewrite pow_add. pose proof (pow_incr t 1 (n - 2) ltac:(lra)) as P.
      rewrite pow1 in P.
      pose proof (pow_le t (n - 2) ltac:(lra)). nra.
Qed.

(** Dividing by k! does not enlarge a coefficient. *)
Lemma div_multi_factorial_le d k x e : Rabs x <= e -> Rabs (x / multi_factorial d k) <= e.
Proof.
  intro E. pose proof (multi_factorial_ge_1 d k) as F. pose proof (Rabs_pos x). unfold Rdiv. rewrite Rabs_mult.
  rewrite (Rabs_pos_eq (/ multi_factorial d k)) by (apply Rlt_le, Rinv_0_lt_compat; lra).
  assert (/ multi_factorial d k <= 1) by (rewrite <- Rinv_1; apply Rinv_le_contravar; lra). nra.
Qed.

(** m atoms of weight 1, two of them at +t and -t in every gate slope, everything else 0. *)
Definition gate_pair (t : R) : cell :=
  {| weight := fun _ => 1; gate := fun j _ => sign_of j * t; slope := fun _ _ => 0; intercept := fun _ => 0;
    variance := fun _ => 0 |}.

(** m atoms of weight 1, two of them at +t and -t in every expert slope, everything else 0. *)
Definition slope_pair (t : R) : cell :=
  {| weight := fun _ => 1; gate := fun _ _ => 0; slope := fun j _ => sign_of j * t; intercept := fun _ => 0;
    variance := fun _ => 0 |}.

(** All its coefficients are at most 2 t^2: the odd powers cancel. *)
Lemma gate_pair_coefficients d m t : (2 <= m)%nat -> 0 < t <= 1 ->
  all_coefficients_at_most d m (gate_pair t) (2 * t ^ 2).
Proof.
  intros Hm Ht k l Hkl. rewrite coefficient_closed_form. apply div_multi_factorial_le. simpl.
  rewrite (sum_below_ext m _ (fun j => heat l 0 0 * (sign_of j * t) ^ total_degree d k)).
  2: { intros j _. rewrite jet_gate_only, directions_length, exp_0. unfold Rdiv. rewrite Rmult_0_l. ring. }
  rewrite sum_below_scal, heat_origin. destruct (Nat.eqb_spec l 0) as [h|h].
  - rewrite Rmult_1_l. apply pair_power_sum; [exact Hm|lia|exact Ht].
  - rewrite Rmult_0_l, Rabs_R0. pose proof (pow2_ge_0 t). lra.
Qed.

(** All its coefficients are at most 2 t^2, for the same reason. *)
Lemma slope_pair_coefficients d m t : (2 <= m)%nat -> 0 < t <= 1 ->
  all_coefficients_at_most d m (slope_pair t) (2 * t ^ 2).
Proof.
  intros Hm Ht k l Hkl. rewrite coefficient_closed_form. apply div_multi_factorial_le. simpl.
  set (n := total_degree d k) in *.
  rewrite (sum_below_ext m _ (fun j => (if (n <=? l)%nat then heat (l - n) 0 0 else 0) * (sign_of j * t) ^ n)).
  2: { intros j _. rewrite jet_slope_only, directions_length, exp_0. fold n. unfold Rdiv. rewrite Rmult_0_l.
       destruct (n <=? l)%nat; ring. }
  rewrite sum_below_scal. pose proof (pow2_ge_0 t). destruct (Nat.leb_spec n l) as [h|h].
  - rewrite heat_origin. destruct (Nat.eqb_spec (l - n) 0) as [h'|h'].
    + rewrite Rmult_1_l. apply pair_power_sum; [exact Hm|lia|exact Ht].
    + rewrite Rmult_0_l, Rabs_R0. lra.
  - rewrite Rmult_0_l, Rabs_R0. lra.
Qed.

(** Gauss-Hermite nodes scaled by t, with variance difference - t^2. *)
Definition hermite_cell (w x : nat -> R) (t : R) : cell :=
  {| weight := w; gate := fun _ _ => 0; slope := fun _ _ => 0; intercept := fun j => t * x j;
    variance := fun _ => - t ^ 2 |}.

(** Its coefficients: 0 unless k = 0, and t^l times the value at t = 1 for k = 0. *)
Lemma hermite_cell_coefficient d m w x t k l : coefficient d m (hermite_cell w x t) k l =
  if (total_degree d k =? 0)%nat
  then t ^ l * sum_below m (fun j => w j * heat l (x j) (-1/2)) / multi_factorial d k else 0.
Proof.
  rewrite coefficient_closed_form. cbn [hermite_cell weight gate slope intercept variance].
  rewrite (sum_below_ext m _ (fun j => 0 ^ total_degree d k * t ^ l * (w j * heat l (x j) (-1/2)))).
  - rewrite sum_below_scal. destruct (Nat.eqb_spec (total_degree d k) 0) as [->|h].
    { simpl. rewrite Rmult_1_l. reflexivity. }
    rewrite pow_i by lia. unfold Rdiv. ring.
  - intros j _. rewrite jet_gate_only, directions_length, exp_0.
    replace (- t ^ 2 / 2) with (t ^ 2 * (-1/2)) by field. rewrite heat_scale. simpl. ring.
Qed.

(** For suitable weights and nodes the coefficients of the Hermite cell are of the order t^(2m), and the one at
    (0, 2m) is exactly of this order. *)
Theorem hermite_cell_coefficients d m : (2 <= m)%nat ->
  exists w x : nat -> R, (forall j, (j < m)%nat -> 0 < w j) /\ (exists j, (j < m)%nat /\ x j <> 0) /\
    (forall t l, (1 <= l <= 2 * m - 1)%nat -> coefficient d m (hermite_cell w x t) zero_index l = 0) /\
    (exists κ, κ <> 0 /\
      forall t, coefficient d m (hermite_cell w x t) zero_index (2 * m) = κ * t ^ (2 * m)) /\
    (exists K, 0 < K /\
      forall t, 0 < t <= 1 -> all_coefficients_at_most d m (hermite_cell w x t) (K * t ^ (2 * m))).
Proof.
  intro Hm. destruct (gauss_hermite_nodes m Hm) as [w [x [pos [[j0 [Hj0 nz]] E]]]].
  exists w, x. split; [exact pos|]. split; [exists j0; tauto|]. split; [|split].
  - intros t l Hl. rewrite hermite_cell_coefficient, degree_zero, E by exact Hl. simpl. unfold Rdiv. ring.
  - exists (sum_below m (fun j => w j * heat (2 * m) (x j) (-1/2))). split.
    + intro Z. apply nz. apply (gaussian_separation m w x (fun _ => -1/2)); [exact pos| |exact Hj0].
      intros l Hl. destruct (Nat.eq_dec l (2 * m)) as [->|n]; [exact Z|]. apply E. lia.
    + intro t. rewrite hermite_cell_coefficient, degree_zero, multi_factorial_zero. simpl Nat.eqb. cbv iota. field.
  - destruct (finite_bounds m (fun j => 1 + Rabs (x j))) as [lo [X [_ [X0 HX]]]].
    { intros j _. pose proof (Rabs_pos (x j)). lra. }
    destruct (heat_bounded X) as [B [B0 HB]]. exists (sum_below m w * B).
    assert (w0 : 0 < sum_below m w).
    { apply Rlt_le_trans with (w j0); [apply pos, Hj0|]. apply sum_below_term; [|exact Hj0]. intros i Hi.
      apply Rlt_le, pos, Hi. }
    split; [apply Rmult_lt_0_compat; assumption|]. intros t Ht k l Hkl. rewrite hermite_cell_coefficient.
    pose proof (pow_le t (2 * m) ltac:(lra)) as T0. pose proof (Rmult_lt_0_compat _ _ w0 B0) as K0.
    assert (zero : Rabs 0 <= sum_below m w * B * t ^ (2 * m)) by (rewrite Rabs_R0; apply Rmult_le_pos; lra).
    destruct (Nat.eqb_spec (total_degree d k) 0) as [h|h]; [|exact zero]. apply div_multi_factorial_le.
    destruct (le_lt_dec (2 * m) l) as [hl|hl]; [|rewrite E, Rmult_0_r by lia; exact zero].
    rewrite Rabs_mult, (Rabs_pos_eq (t ^ l)) by (apply pow_le; lra). rewrite Rmult_comm.
    apply Rmult_le_compat; [apply Rabs_pos|apply pow_le; lra| |].
    + apply Rle_trans with (1 := sum_below_abs _ _). rewrite Rmult_comm, <- sum_below_scal. apply sum_below_le.
      intros j Hj.
      pose proof (pos j Hj). rewrite Rabs_mult, (Rabs_pos_eq (w j)) by lra. rewrite Rmult_comm.
      apply Rmult_le_compat_r; [lra|].
      pose proof (HX j Hj) as [_ Xj]. pose proof (HX j0 Hj0) as [_ X1]. pose proof (Rabs_pos (x j)).
      pose proof (Rabs_pos (x j0)).
      apply HB; [lra|]. replace (-1/2) with (-(1/2)) by field. rewrite Rabs_Ropp, Rabs_pos_eq by lra. lra.
    + replace l with (2 * m + (l - 2 * m))%nat by lia. rewrite pow_add.
      pose proof (pow_incr t 1 (l - 2 * m) ltac:(lra)) as P. rewrite pow1 in P. nra.
Qed.

(** ** Headline statements *)

(** The four rates, for ε > 0. *)
Theorem parameter_rates d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (c : cell) (ε : R), 0 < ε ->
    bounded_cell m w0 W0 M c -> coefficients_at_most d m c ε -> forall j, (j < m)%nat ->
      (forall i, (i < d)%nat -> Rabs (gate c j i) <= K * Rpower ε (1 / 2) /\
        Rabs (slope c j i) <= K * Rpower ε (1 / 2)) /\
      Rabs (intercept c j) <= K * Rpower ε (1 / (2 * INR m)) /\
      Rabs (variance c j) <= K * Rpower ε (1 / INR m).
Proof.
  intros Hm Hw0. destruct (atom_inequalities d m w0 W0 M Hm Hw0) as [K [K0 HK]].
  assert (B0 : 0 < K / w0) by (apply Rdiv_lt_0_compat; assumption).
  exists (1 + K / w0). split; [lra|]. intros c ε e0 Bd Co j Hj. destruct (HK c ε Bd Co j Hj) as [sl [ic va]].
  replace (K * ε / w0) with (K / w0 * ε) in ic by (field; lra).
  replace (K * ε / w0) with (K / w0 * ε) in va by (field; lra).
  split; [|split].
  - intros i Hi. destruct (sl i Hi) as [g s]. rewrite <- pow2_abs in g. rewrite <- pow2_abs in s.
    replace (K * ε / w0) with (K / w0 * ε) in g by (field; lra).
    replace (K * ε / w0) with (K / w0 * ε) in s by (field; lra).
    split; apply (root_bound _ 2); try assumption; try lia; lra.
  - replace (2 * INR m) with (INR (2 * m)) by (rewrite mult_INR; reflexivity).
    apply root_bound; try assumption; try lia; lra.
  - apply root_bound; try assumption; try lia; lra.
Qed.

(** The exponents of the four parameters are sharp: the least possible ones are 1/2, 1/2, 1/(2m), 1/m. *)
Theorem sharp_exponents d m : (1 <= d)%nat -> (2 <= m)%nat ->
  is_minimum (possible_exponent d m gate) (1 / 2) /\
  is_minimum (possible_exponent d m slope) (1 / 2) /\
  is_minimum (possible_exponent d m (fun c j _ => intercept c j)) (1 / (2 * INR m)) /\
  is_minimum (possible_exponent d m (fun c j _ => variance c j)) (1 / INR m).
Proof.
  intros Hd Hm. assert (m0 : INR m <> 0) by (apply not_0_INR; lia).
  assert (m2 : INR (2 * m) = 2 * INR m) by (rewrite mult_INR; reflexivity).
  destruct (hermite_cell_coefficients d m Hm) as [w [x [pos [[j0 [Hj0 nz]] [_ [_ [K [K0 HK]]]]]]]].
  destruct (finite_bounds m w pos) as [w0 [W0 [Hw0 [_ HW]]]].
  destruct (finite_bounds m (fun j => 1 + Rabs (x j))) as [lo [X [_ [X0 HX]]]].
  { intros j _. pose proof (Rabs_pos (x j)). lra. }
  assert (hermite_bounded : forall t, 0 < t <= 1 -> bounded_cell m w0 W0 X (hermite_cell w x t)).
  { intros t Ht j Hj. cbn [hermite_cell weight intercept variance]. split; [apply HW, Hj|].
    pose proof (HX j Hj) as [_ Xj]. pose proof (Rabs_pos (x j)).
    rewrite Rabs_mult, (Rabs_pos_eq t) by lra. rewrite Rabs_Ropp, (Rabs_pos_eq (t ^ 2)) by apply pow2_ge_0.
    split; nra. }
  assert (row : forall p q θ, (1 <= q)%nat ->
    (forall c j i e, (i < d)%nat -> (forall i, (i < d)%nat -> gate c j i ^ 2 <= e /\ slope c j i ^ 2 <= e) ->
      Rabs (intercept c j) ^ (2 * m) <= e -> Rabs (variance c j) ^ m <= e -> Rabs (p c j i) ^ q <= e) ->
    possible_exponent d m p θ -> 1 / INR q <= θ).
  { intros p q θ Hq pick. apply possible_exponent_lower_bound; [exact Hq|]. intros u0 U0 M Hu0.
    destruct (atom_inequalities d m u0 U0 M ltac:(lia) Hu0) as [C [C0 HC]].
    exists (C / u0). split; [apply Rlt_le, Rdiv_lt_0_compat; assumption|]. intros c ε Bd Co j i Hj Hi.
    replace (C / u0 * ε) with (C * ε / u0) by (field; lra).
    destruct (HC c ε Bd Co j Hj) as [sl [ic va]]. apply pick; assumption. }
  assert (first : forall t, 0 < t -> 1 * t ^ 1 <= Rabs (sign_of 0 * t)).
  { intros t Ht. simpl. rewrite !Rmult_1_l, Rmult_1_r, Rabs_pos_eq by lra. lra. }
  assert (unit_bounded : forall c, weight c = (fun _ => 1) -> intercept c = (fun _ => 0) ->
    variance c = (fun _ => 0) -> bounded_cell m 1 1 0 c).
  { intros c E1 E2 E3 j _. rewrite E1, E2, E3, Rabs_R0. lra. }
  split; [|split; [|split]]; split.
  - (* two gate slopes apart *)
    change (1 / 2) with (INR 1 / INR 2). apply (possible_exponent_curve d m gate 2 1 1 1 0 2 1 gate_pair);
      try lra; try lia.
    intros t Ht. split; [apply unit_bounded; reflexivity|]. split; [apply gate_pair_coefficients; assumption|].
    exists 0%nat, 0%nat. split; [lia|]. split; [lia|]. apply first. lra.
  - intros θ. apply (row gate 2%nat θ ltac:(lia)). intros c j i e Hi sl _ _. rewrite pow2_abs.
    apply (sl i Hi).
  - (* two expert slopes apart *)
    change (1 / 2) with (INR 1 / INR 2). apply (possible_exponent_curve d m slope 2 1 1 1 0 2 1 slope_pair);
      try lra; try lia.
    intros t Ht. split; [apply unit_bounded; reflexivity|]. split; [apply slope_pair_coefficients; assumption|].
    exists 0%nat, 0%nat. split; [lia|]. split; [lia|]. apply first. lra.
  - intros θ. apply (row slope 2%nat θ ltac:(lia)). intros c j i e Hi sl _ _. rewrite pow2_abs.
    apply (sl i Hi).
  - (* Gauss-Hermite nodes, intercepts of size t *)
    rewrite <- m2. change 1 with (INR 1) at 1.
    apply (possible_exponent_curve d m _ (2 * m) 1 w0 W0 X K (Rabs (x j0)) (hermite_cell w x)); try assumption;
      try lia.
    { apply Rabs_pos_lt, nz. }
    intros t Ht. split; [apply hermite_bounded, Ht|]. split; [apply HK, Ht|]. exists j0, 0%nat.
    split; [exact Hj0|]. split; [lia|].
    simpl. rewrite Rabs_mult, (Rabs_pos_eq t) by lra. lra.
  - intros θ. rewrite <- m2. apply row; [lia|]. intros c j i e _ _ ic _. exact ic.
  - (* Gauss-Hermite nodes, variances of size t^2 *)
    replace (1 / INR m) with (INR 2 / INR (2 * m)) by (rewrite m2; simpl; field; exact m0).
    apply (possible_exponent_curve d m _ (2 * m) 2 w0 W0 X K 1 (hermite_cell w x)); try assumption; try lia;
      try lra.
    intros t Ht. split; [apply hermite_bounded, Ht|]. split; [apply HK, Ht|]. exists j0, 0%nat.
    split; [exact Hj0|]. split; [lia|].
    simpl. rewrite Rabs_Ropp, Rabs_pos_eq by nra. lra.
  - intros θ. apply row; [lia|]. intros c j i e _ _ _ va. exact va.
Qed.
