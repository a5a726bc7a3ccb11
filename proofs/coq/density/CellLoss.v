(** * The loss of cells given by their differences

    The differences of all atoms with the powers that belong to the sizes of their cells ([spread]), and with the
    weights ([cells_loss]).  Small coefficients leave a small spread in a cell ([cell_spread_bound]).  What the
    expansions of Gap.v and CellQuadratic.v leave out is at most K s D, D the spread, if all differences are at most s²:
    the remainder in y ([rest_small]) and the cubes of the slopes ([cubes_small]). *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts BoxCompactness CellCoefficients RateInequalities RatesWithoutGate.
From MoeProof Require Import UniformIndependence Gap CellQuadratic AtomBounds GapIntegral.
Open Scope R_scope.

(** ** The loss of the cells *)

(** The differences of one atom, with the powers that belong to a cell of m atoms. *)
Definition atom_spread (d m : nat) (c : cell) (i : nat) : R :=
  if (m =? 1)%nat
  then sum_below d (fun r => Rabs (gate c i r) + Rabs (slope c i r)) + Rabs (intercept c i) + Rabs (variance c i)
  else sum_below d (fun r => gate c i r ^ 2 + slope c i r ^ 2) + Rabs (intercept c i) ^ (2 * m) +
    Rabs (variance c i) ^ m.

Definition cell_spread (d m : nat) (c : cell) : R := sum_below m (atom_spread d m c).

(** D without the weights, and D. *)
Definition spread (d n : nat) (m : nat -> nat) (c : nat -> cell) :
  R := sum_below n (fun j => cell_spread d (m j) (c j)).

Definition cells_loss (d n : nat) (m : nat -> nat) (T : cell) (c : nat -> cell) : R :=
  sum_below n (fun j => Rabs (sum_below (m j) (weight (c j)) - weight T j)) + spread d n m c.

(** Non-negative. *)
Lemma cell_spread_nonneg d m c : 0 <= cell_spread d m c.
Proof.
  apply sum_below_nonneg. intros i _. unfold atom_spread. destruct (m =? 1)%nat.
  - repeat apply Rplus_le_le_0_compat; try apply Rabs_pos. apply sum_below_nonneg. intros r _.
    apply Rplus_le_le_0_compat; apply Rabs_pos.
  - repeat apply Rplus_le_le_0_compat; try apply pow_le, Rabs_pos. apply sum_below_nonneg. intros r _.
    apply Rplus_le_le_0_compat; apply pow2_ge_0.
Qed.

Lemma spread_nonneg d n m c : 0 <= spread d n m c.
Proof. apply sum_below_nonneg. intros j _. apply cell_spread_nonneg. Qed.

(** ** One cell: from coefficients to differences *)

(** Small coefficients leave a small spread: one atom by [one_atom_bound], more atoms by [local_inequality]. *)
Lemma cell_spread_bound d m w0 W0 : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall c ε,
    (forall i, (i < m)%nat -> w0 <= weight c i <= W0 /\
      (forall r, (r < d)%nat -> Rabs (gate c i r) <= 1 /\ Rabs (slope c i r) <= 1) /\
      Rabs (intercept c i) <= 1 /\ Rabs (variance c i) <= 1) ->
    cell_coefficients_at_most d m c ε -> cell_spread d m c <= K * ε.
Proof.
  intros Hm w0p. destruct (Nat.eq_dec m 1) as [->|m1].
  - exists ((3 * INR d + 4) / w0). pose proof (pos_INR d). split; [apply Rdiv_lt_0_compat; lra|].
    intros c ε B C. unfold cell_spread. simpl sum_below. rewrite Rplus_0_l.
    destruct (B 0%nat ltac:(lia)) as [w [_ [b _]]].
    apply one_atom_bound; try assumption. apply w.
  - destruct (local_inequality d m w0 W0 1 Hm w0p) as [K [K0 HK]]. exists (K / w0).
    split; [now apply Rdiv_lt_0_compat|].
    intros c ε B [Z S]. assert (D : discrepancy d m c <= K * ε).
    { apply HK.
      - intros j Hj. destruct (B j Hj) as [w [_ [b v]]]. tauto.
      - split; [|exact Z]. intros i Hi. split; apply S; try exact Hi; lia. }
    apply Rmult_le_reg_l with w0; [exact w0p|]. replace (w0 * (K / w0 * ε)) with (K * ε) by (field; lra).
    apply Rle_trans with (2 := D). unfold cell_spread, discrepancy. rewrite <- sum_below_scal. apply sum_below_le.
    intros i Hi.
    unfold atom_spread. rewrite (proj2 (Nat.eqb_neq m 1)) by exact m1. destruct (B i Hi) as [[w _] _].
    apply Rmult_le_compat_r; [|exact w]. repeat apply Rplus_le_le_0_compat; try apply pow_le, Rabs_pos.
    apply sum_below_nonneg. intros r _. apply Rplus_le_le_0_compat; apply pow2_ge_0.
Qed.

(** ** Remainders are small multiples of the spread *)

(** The remainder of the expansion in y: at most K s D, as |η| <= X Σ_r |Δa_r| + |Δb|. *)
Lemma rest_small d n m q lo hi : (1 <= q)%nat -> (forall j, (j < n)%nat -> (1 <= m j <= q)%nat) ->
  exists K, 0 < K /\ forall c w0 W0 B s, 0 < s <= 1 -> fitted_within d n m c w0 W0 B (s ^ 2) ->
    forall x, in_box d lo hi x -> rest d n m c q x <= K * s * spread d n m c.
Proof.
  intros Hq Hm. destruct (box_bounded d lo hi) as [X [X0 HX]]. set (p := (2 * q + 1)%nat).
  destruct (sum_pow_le d p ltac:(unfold p; lia)) as [K [K0 HK]].
  assert (two : 0 < 2 ^ p) by (apply pow_lt; lra). assert (Xp : 0 < X ^ p) by (apply pow_lt; lra).
  pose proof (Rmult_lt_0_compat _ _ Xp K0) as XK. set (L := 2 ^ p * (X ^ p * K + 1) + 1).
  assert (Lt : 0 < 2 ^ p * (X ^ p * K)) by (apply Rmult_lt_0_compat; assumption).
  assert (L0 : 1 < L) by (unfold L; lra).
  exists L. split; [lra|]. intros c w0 W0 B s Hs F x Hx.
  unfold rest, spread. rewrite <- sum_below_scal. apply sum_below_le. intros j Hj. unfold cell_spread.
  rewrite <- sum_below_scal. apply sum_below_le. intros i Hi. destruct (F j Hj) as [_ F'].
  destruct (F' i Hi) as [_ [S [b v]]].
  pose proof (atom_powers d (m j) q (c j) i s (Hm j Hj) Hs (fun r Hr => proj2 (S r Hr)) b v) as P. fold p in P. fold p.
  set (A := sum_below d (fun r => Rabs (slope (c j) i r) ^ p)) in *. set (b' := Rabs (intercept (c j) i)) in *.
  set (v' := sqrt (Rabs (variance (c j) i)) ^ p) in *. rewrite Rmult_assoc.
  apply Rle_trans with (L * (A + b' ^ p + v')).
  2: { apply Rmult_le_compat_l; [lra|exact P]. }
  assert (A0 : 0 <= A) by (apply sum_below_nonneg; intros; apply pow_le, Rabs_pos).
  assert (b0 : 0 <= b') by apply Rabs_pos. pose proof (pow_le _ p b0) as bp.
  assert (v0 : 0 <= v') by apply pow_le, sqrt_pos.
  set (a := sum_below d (fun r => Rabs (slope (c j) i r))). assert (a0 : 0 <= a) by (apply sum_below_nonneg; intros;
    apply Rabs_pos).
  assert (η : Rabs (shift d c j i x) <= X * a + b').
  { unfold shift. apply Rle_trans with (1 := Rabs_triang _ _). apply Rplus_le_compat_r, dot_bound, HX, Hx. }
  assert (E : Rabs (shift d c j i x) ^ p <= 2 ^ p * (X ^ p * (K * A) + b' ^ p)).
  { apply Rle_trans with ((X * a + b') ^ p); [apply pow_incr; split; [apply Rabs_pos|exact η]|].
    apply Rle_trans with (1 := pow_sum_le p _ _ (Rmult_le_pos _ _ (Rlt_le _ _ X0) a0) b0).
    apply Rmult_le_compat_l; [lra|].
    apply Rplus_le_compat_r. rewrite Rpow_mult_distr. apply Rmult_le_compat_l; [lra|]. apply HK.
    intros; apply Rabs_pos. }
  assert (G : 0 <= 2 ^ p * (X ^ p * K) * b' ^ p) by (apply Rmult_le_pos; lra).
  assert (G' : 0 <= 2 ^ p * A) by (apply Rmult_le_pos; lra).
  assert (G'' : 0 <= 2 ^ p * (X ^ p * K + 1) * v').
  { rewrite Rmult_plus_distr_l, Rmult_1_r. apply Rmult_le_pos; lra. }
  unfold L. lra.
Qed.

(** The cubes of the slopes: at most K s D. *)
Lemma cubes_small d m : exists K, 0 < K /\ forall c s, 0 < s <= 1 ->
  (forall i r, (i < m)%nat -> (r < d)%nat -> Rabs (gate c i r) <= s ^ 2 /\ Rabs (slope c i r) <= s ^ 2) ->
  sum_below m (fun i => sum_below d (fun r => Rabs (gate c i r) + Rabs (slope c i r)) ^ 3) <= K * s * cell_spread d m c.
Proof.
  destruct (sum_pow_le d 3 ltac:(lia)) as [K [K0 HK]]. exists (8 * K). split; [lra|]. intros c s Hs H.
  assert (s1 : s ^ 2 <= s) by (simpl; rewrite Rmult_1_r; pose proof (Rmult_le_compat_l s s 1); lra).
  unfold cell_spread. rewrite <- sum_below_scal. apply sum_below_le. intros i Hi.
  apply Rle_trans with (K * (8 * s * sum_below d (fun r => if (m =? 1)%nat then Rabs (gate c i r) + Rabs (slope c i r)
    else gate c i r ^ 2 + slope c i r ^ 2))).
  - apply Rle_trans with (1 := HK _
      (fun r _ => Rplus_le_le_0_compat _ _ (Rabs_pos (gate c i r)) (Rabs_pos (slope c i r)))).
    apply Rmult_le_compat_l; [lra|]. rewrite <- sum_below_scal. apply sum_below_le. intros r Hr.
    destruct (H i r Hi Hr) as [g a].
    apply Rle_trans with (1 := pow_sum_le 3 _ _ (Rabs_pos (gate c i r)) (Rabs_pos (slope c i r))).
    replace (2 ^ 3) with 8 by ring.
    rewrite Rmult_assoc. apply Rmult_le_compat_l; [lra|]. destruct (m =? 1)%nat; rewrite Rmult_plus_distr_l;
      apply Rplus_le_compat.
    1,2: rewrite <- (pow_1 (Rabs _)) at 2; apply pow_small; [exact Hs|split; [apply Rabs_pos|assumption]|lia].
    1,2: rewrite <- (pow2_abs (_ c i r)); apply pow_small; [exact Hs|split; [apply Rabs_pos|assumption]|lia].
  - replace (8 * K * s * atom_spread d m c i) with (K * (8 * s * atom_spread d m c i)) by ring.
    apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat_l; [lra|]. unfold atom_spread.
    pose proof (Rabs_pos (intercept c i)) as b0. pose proof (Rabs_pos (variance c i)) as v0.
    pose proof (pow_le _ (2 * m) b0). pose proof (pow_le _ m v0). destruct (m =? 1)%nat; lra.
Qed.
