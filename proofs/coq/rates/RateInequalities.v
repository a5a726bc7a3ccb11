(** * From small Taylor coefficients to small parameter differences

    Notation as in CellCoefficients.v: one cell with m atoms, weights w_j, differences β_j, a_j in R^d (gate
    and expert slope), b_j (intercept), ν_j (variance), and the coefficients C(k, l) of x^k in F_l. Suppose w0
    <= w_j <= W0, |b_j| <= M, |ν_j| <= M and that the coefficients C(2 e_i, 0), C(2 e_i, 2) (i < d) and C(0,
    1), ..., C(0, 2m) are at most ε in absolute value. Then

        sum_j w_j β_ji^2  <=  2 ε                              ([gate_inequality])
        sum_j w_j a_ji^2  <=  (4 + 2 M + 6 M^2) ε                 ([slope_inequality])
        sum_j w_j (|b_j|^(2m) + |ν_j|^m)  <=  K ε                ([intercept_variance_inequality])

    with K > 0 that depends on m, w0, W0, M alone; together ([local_inequality])

        D := sum_j w_j (|β_j|^2 + |a_j|^2 + |b_j|^(2m) + |ν_j|^m)  <=  K' ε,

    where |.| is the Euclidean norm. [local_inequality_absorbing] allows coefficients up to ε + η D with a
    small η, which is what a Taylor expansion with remainder o(D) delivers.

    ** Proof in words.
    - C(2 e_i, 0) is 1/2 sum_j w_j β_ji^2: a sum of squares, nothing can cancel.
    - C(2 e_i, 2) is the sum of w_j t_j with t_j = a^2/2 + β a b + β^2 (b^2 + ν)/4 (a = a_ji, ...).
      Completing the square, 4 t_j - a^2 = (a + 2 β b)^2 - 3 β^2 b^2 + β^2 ν >= - (3 M^2 + M) β^2.
      Sum and use the first inequality.
    - C(0, l) is the l-th sum of the Gaussian system at (b_j, ν_j / 2): the separation theorem with a constant
      (QuantitativeSeparation.v). *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts QuantitativeSeparation CellCoefficients.
Open Scope R_scope.

(** ** Definitions *)

(** The weights lie in [w0, W0]; the differences of intercept and variance are at most M. Nothing is asked of
    the slopes. *)
Definition bounded_cell (m : nat) (w0 W0 M : R) (c : cell) : Prop :=
  forall j, (j < m)%nat -> w0 <= weight c j <= W0 /\ Rabs (intercept c j) <= M /\ Rabs (variance c j) <= M.

(** The coefficients that the argument uses, C(2 e_i, 0), C(2 e_i, 2) and C(0, 1..2m), are at most ε. *)
Definition coefficients_at_most (d m : nat) (c : cell) (ε : R) : Prop :=
  (forall i, (i < d)%nat -> Rabs (coefficient d m c (twice i) 0) <= ε /\
    Rabs (coefficient d m c (twice i) 2) <= ε) /\
  (forall l, (1 <= l <= 2 * m)%nat -> Rabs (coefficient d m c zero_index l) <= ε).

(** D, the cell's part of the loss with the sharp exponents. *)
Definition discrepancy (d m : nat) (c : cell) : R :=
  sum_below m (fun j => weight c j *
    (sum_below d (fun i => gate c j i ^ 2 + slope c j i ^ 2)
     + Rabs (intercept c j) ^ (2 * m) + Rabs (variance c j) ^ m)).

(** ** Gate slopes *)

(** sum_j w_j β_ji^2 <= 2 ε. *)
Theorem gate_inequality d m c i ε : (i < d)%nat -> coefficient d m c (twice i) 0 <= ε ->
  sum_below m (fun j => weight c j * gate c j i ^ 2) <= 2 * ε.
Proof. intros Hi E. rewrite coefficient_twice_zero in E by exact Hi. lra. Qed.

(** ** Expert slopes *)

(** The square completed in one atom. *)
Lemma slope_square p a b v M : 0 <= M -> Rabs b <= M -> Rabs v <= M ->
  a ^ 2 <= 4 * (a ^ 2 / 2 + p * a * b + p ^ 2 * (b ^ 2 + v) / 4) + (3 * M ^ 2 + M) * p ^ 2.
Proof.
  intros M0 Hb Hv. apply Rabs_le_between in Hv. pose proof (Rabs_pos b) as b0.
  assert (b2 : b ^ 2 <= M ^ 2) by (rewrite <- pow2_abs; apply pow_incr; lra).
  pose proof (pow2_ge_0 (a + 2 * p * b)) as square. pose proof (pow2_ge_0 p) as p2.
  assert (0 <= p ^ 2 * (3 * (M ^ 2 - b ^ 2) + (M + v))) by (apply Rmult_le_pos; lra). nra.
Qed.

(** sum_j w_j a_ji^2 <= (4 + 2 M + 6 M^2) ε. *)
Theorem slope_inequality d m c i M ε : (i < d)%nat -> 0 <= M ->
  (forall j, (j < m)%nat -> 0 <= weight c j /\ Rabs (intercept c j) <= M /\ Rabs (variance c j) <= M) ->
  coefficient d m c (twice i) 0 <= ε -> coefficient d m c (twice i) 2 <= ε ->
  sum_below m (fun j => weight c j * slope c j i ^ 2) <= (4 + 2 * M + 6 * M ^ 2) * ε.
Proof.
  intros Hi M0 B E0 E2. pose proof (gate_inequality d m c i ε Hi E0) as G.
  rewrite coefficient_twice_two in E2 by exact Hi.
  set (t := fun j => slope c j i ^ 2 / 2 + gate c j i * slope c j i * intercept c j
    + gate c j i ^ 2 * (intercept c j ^ 2 + variance c j) / 4).
  change (sum_below m (fun j => weight c j * t j) <= ε) in E2.
  apply Rle_trans with
    (sum_below m (fun j => 4 * (weight c j * t j) + (3 * M ^ 2 + M) * (weight c j * gate c j i ^ 2))).
  - apply sum_below_le. intros j Hj. destruct (B j Hj) as [w0 [Hb Hv]].
    pose proof (Rmult_le_compat_l _ _ _ w0 (slope_square (gate c j i) (slope c j i) _ _ M M0 Hb Hv)) as S.
    fold (t j) in S. lra.
  - rewrite sum_below_plus, !sum_below_scal. assert (0 <= M ^ 2) by apply pow2_ge_0.
    assert ((3 * M ^ 2 + M) * sum_below m (fun j => weight c j * gate c j i ^ 2) <= (3 * M ^ 2 + M) * (2 * ε))
      by (apply Rmult_le_compat_l; lra). lra.
Qed.

(** ** Intercepts and variances *)

(** The separation theorem with a constant, with ν / 2 in the place of b: small sums leave small (z_j, ν_j). *)
Theorem heat_inequality m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (w z ν : nat -> R) (ε : R),
    (forall j, (j < m)%nat -> w0 <= w j <= W0 /\ Rabs (z j) <= M /\ Rabs (ν j) <= M) ->
    (forall l, (1 <= l <= 2 * m)%nat -> Rabs (sum_below m (fun j => w j * heat l (z j) (ν j / 2))) <= ε) ->
    sum_below m (fun j => w j * (Rabs (z j) ^ (2 * m) + Rabs (ν j) ^ m)) <= K * ε.
Proof.
  intros Hm Hw0. destruct (quantitative_separation m w0 W0 M Hm Hw0) as [k [k0 Hk]].
  assert (two : 0 < 2 ^ m) by (apply pow_lt; lra).
  exists (2 ^ m / k). split; [apply Rdiv_lt_0_compat; assumption|]. intros w z ν ε B E.
  destruct (Hk w z (fun j => ν j / 2)) as [l [Hl L]].
  { intros j Hj. apply B, Hj. }
  { intros j Hj. destruct (B j Hj) as [_ [Hz Hn]]. split; [exact Hz|].
    unfold Rdiv. rewrite Rabs_mult, (Rabs_pos_eq (/ 2)) by lra. pose proof (Rabs_pos (ν j)). lra. }
  specialize (E l Hl).
  apply Rle_trans with (2 ^ m * sum_below m (fun j => w j * (Rabs (z j) ^ (2 * m) + Rabs (ν j / 2) ^ m))).
  - rewrite <- sum_below_scal. apply sum_below_le. intros j Hj. destruct (B j Hj) as [[Hw _] _].
    unfold Rdiv. rewrite Rabs_mult, (Rabs_pos_eq (/ 2)) by lra. rewrite Rpow_mult_distr, pow_inv.
    pose proof (pow_le _ (2 * m) (Rabs_pos (z j))) as pz. pose proof (pow_R1_Rle 2 m ltac:(lra)) as one.
    replace (2 ^ m * (w j * (Rabs (z j) ^ (2 * m) + Rabs (ν j) ^ m * / 2 ^ m)))
      with (w j * (2 ^ m * Rabs (z j) ^ (2 * m) + Rabs (ν j) ^ m)) by (field; lra).
    apply Rmult_le_compat_l; [lra|]. nra.
  - replace (2 ^ m / k * ε) with (2 ^ m * (ε / k)) by (field; lra). apply Rmult_le_compat_l; [lra|].
    apply Rmult_le_reg_l with k; [exact k0|]. replace (k * (ε / k)) with ε by (field; lra). lra.
Qed.

(** sum_j w_j (|b_j|^(2m) + |ν_j|^m) <= K ε. *)
Theorem intercept_variance_inequality m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (d : nat) (c : cell) (ε : R), bounded_cell m w0 W0 M c ->
    (forall l, (1 <= l <= 2 * m)%nat -> Rabs (coefficient d m c zero_index l) <= ε) ->
    sum_below m (fun j => weight c j * (Rabs (intercept c j) ^ (2 * m) + Rabs (variance c j) ^ m)) <= K * ε.
Proof.
  intros Hm Hw0. destruct (heat_inequality m w0 W0 M Hm Hw0) as [K [K0 HK]]. exists K. split; [exact K0|].
  intros d c ε B E. apply HK; [exact B|]. intros l Hl. rewrite <- (coefficient_zero d). apply E, Hl.
Qed.

(** ** All parameters together *)

(** D, with the slopes summed coordinate by coordinate. *)
Lemma discrepancy_by_coordinates d m c : discrepancy d m c =
  sum_below d (fun i => sum_below m (fun j => weight c j * gate c j i ^ 2)
                        + sum_below m (fun j => weight c j * slope c j i ^ 2))
  + sum_below m (fun j => weight c j * (Rabs (intercept c j) ^ (2 * m) + Rabs (variance c j) ^ m)).
Proof.
  rewrite (sum_below_ext d _ (fun i => sum_below m (fun j => weight c j * (gate c j i ^ 2 + slope c j i ^ 2)))).
  2: { intros i _. rewrite <- sum_below_plus. apply sum_below_ext. intros; ring. }
  rewrite <- sum_below_exchange, <- sum_below_plus. apply sum_below_ext. intros j _. rewrite sum_below_scal. ring.
Qed.

(** One atom's part of D is at most D. *)
Lemma discrepancy_atom d m c j : (forall j, (j < m)%nat -> 0 <= weight c j) -> (j < m)%nat ->
  weight c j * (sum_below d (fun i => gate c j i ^ 2 + slope c j i ^ 2)
    + Rabs (intercept c j) ^ (2 * m) + Rabs (variance c j) ^ m) <= discrepancy d m c.
Proof.
  intros w0 Hj.
  apply (sum_below_term m (fun j => weight c j * (sum_below d (fun i => gate c j i ^ 2 + slope c j i ^ 2)
    + Rabs (intercept c j) ^ (2 * m) + Rabs (variance c j) ^ m))); [|exact Hj].
  intros k Hk. apply Rmult_le_pos; [apply w0, Hk|]. repeat apply Rplus_le_le_0_compat; try apply pow_le, Rabs_pos.
  apply sum_below_nonneg. intros i _. pose proof (pow2_ge_0 (gate c k i)). pose proof (pow2_ge_0 (slope c k i)).
  lra.
Qed.

(** ** Headline statements *)

(** The local inequality: D <= K ε. *)
Theorem local_inequality d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (c : cell) (ε : R),
    bounded_cell m w0 W0 M c -> coefficients_at_most d m c ε -> discrepancy d m c <= K * ε.
Proof.
  intros Hm Hw0. destruct (intercept_variance_inequality m w0 W0 M Hm Hw0) as [K [K0 HK]].
  set (A := 2 + (4 + 2 * Rabs M + 6 * Rabs M ^ 2)). pose proof (pos_INR d) as d0.
  assert (A0 : 0 <= A) by (unfold A; pose proof (Rabs_pos M); pose proof (pow2_ge_0 (Rabs M)); lra).
  exists (INR d * A + K). split; [pose proof (Rmult_le_pos _ _ d0 A0); lra|]. intros c ε B [E2 E0].
  rewrite discrepancy_by_coordinates, Rmult_plus_distr_r. apply Rplus_le_compat; [|apply (HK d); assumption].
  rewrite Rmult_assoc, <- sum_below_const. apply sum_below_le. intros i Hi. destruct (E2 i Hi) as [Eg Es].
  pose proof (Rle_trans _ _ _ (Rle_abs _) Eg) as Eg'. pose proof (Rle_trans _ _ _ (Rle_abs _) Es) as Es'.
  pose proof (gate_inequality d m c i ε Hi Eg') as G.
  assert (S : sum_below m (fun j => weight c j * slope c j i ^ 2) <= (4 + 2 * Rabs M + 6 * Rabs M ^ 2) * ε).
  { apply (slope_inequality d); try assumption; [apply Rabs_pos|]. intros j Hj. destruct (B j Hj) as [Hw [Hb Hv]].
    pose proof (Rle_abs M). repeat split; lra. }
  unfold A. lra.
Qed.

(** The same when the coefficients are known only up to a small multiple of D itself. *)
Corollary local_inequality_absorbing d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K η, 0 < K /\ 0 < η /\ forall (c : cell) (ε : R), bounded_cell m w0 W0 M c ->
    coefficients_at_most d m c (ε + η * discrepancy d m c) -> discrepancy d m c <= K * ε.
Proof.
  intros Hm Hw0. destruct (local_inequality d m w0 W0 M Hm Hw0) as [K [K0 HK]].
  exists (2 * K), (/ (2 * K)). split; [lra|]. split; [apply Rinv_0_lt_compat; lra|]. intros c ε B E.
  specialize (HK c _ B E). rewrite Rmult_plus_distr_l in HK.
  replace (K * (/ (2 * K) * discrepancy d m c)) with (discrepancy d m c / 2) in HK by (field; lra). lra.
Qed.

(** Atom by atom: every squared slope, every |b|^(2m) and every |ν|^m is at most K ε / w0. *)
Corollary atom_inequalities d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (c : cell) (ε : R),
    bounded_cell m w0 W0 M c -> coefficients_at_most d m c ε -> forall j, (j < m)%nat ->
      (forall i, (i < d)%nat -> gate c j i ^ 2 <= K * ε / w0 /\ slope c j i ^ 2 <= K * ε / w0) /\
      Rabs (intercept c j) ^ (2 * m) <= K * ε / w0 /\
      Rabs (variance c j) ^ m <= K * ε / w0.
Proof.
  intros Hm Hw0. destruct (local_inequality d m w0 W0 M Hm Hw0) as [K [K0 HK]]. exists K. split; [exact K0|].
  intros c ε B E j Hj. specialize (HK c ε B E).
  pose proof (discrepancy_atom d m c j ltac:(intros k Hk; destruct (B k Hk); lra) Hj) as P.
  set (S := sum_below d (fun i => gate c j i ^ 2 + slope c j i ^ 2)) in *.
  set (X := Rabs (intercept c j) ^ (2 * m)) in *. set (Y := Rabs (variance c j) ^ m) in *.
  assert (X0 : 0 <= X) by apply pow_le, Rabs_pos. assert (Y0 : 0 <= Y) by apply pow_le, Rabs_pos.
  assert (pos : forall i, (i < d)%nat -> 0 <= gate c j i ^ 2 + slope c j i ^ 2).
  { intros i _. pose proof (pow2_ge_0 (gate c j i)). pose proof (pow2_ge_0 (slope c j i)). lra. }
  assert (S0 : 0 <= S) by (apply sum_below_nonneg, pos).
  assert (T : S + X + Y <= K * ε / w0).
  { apply Rmult_le_reg_l with w0; [exact Hw0|]. replace (w0 * (K * ε / w0)) with (K * ε) by (field; lra).
    destruct (B j Hj) as [[Hw _] _]. apply Rle_trans with (weight c j * (S + X + Y)); [apply Rmult_le_compat_r;
      lra|lra]. }
  split; [|split; lra]. intros i Hi.
  pose proof (sum_below_term d (fun i => gate c j i ^ 2 + slope c j i ^ 2) i pos Hi) as Q. fold S in Q.
  pose proof (pow2_ge_0 (gate c j i)). pose proof (pow2_ge_0 (slope c j i)). split; lra.
Qed.
