(** * The functions of the sharp cells

    The functions F_l of the cells that make the exponents sharp (SharpExponents.v), at every point x of a box:

    - two atoms at ±s in all gate slopes: F_0 - m = O(s²), F_l = 0 for l >= 1 ([gate_pair_functions]);
    - two atoms at ±s in all expert slopes: F_0 = m, F_1 = 0, F_2 = O(s²) ([slope_pair_functions]);
    - Gauss-Hermite nodes: F_l = s^l Σ_i w_i H_l(ξ_i, -1/2) ([hermite_cell_functions]);
    - the true atom alone: F_0 = 1, F_l = 0 for l >= 1 ([exact_function]).

    _Proof._  Odd powers of ±s cancel; e^z = 1 + z + O(z²); H_l is homogeneous ([heat_scale]).  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts TwoCells.
From MoeProof Require CellCoefficients SharpExponents RatesWithoutGate.
Open Scope R_scope.

(** The record of a cell of n equal atoms that are the true one together, of weight 1. *)
Definition exact_atoms (n : nat) : CellCoefficients.cell :=
  {| CellCoefficients.weight := fun _ => / INR n; CellCoefficients.gate := fun _ _ => 0;
     CellCoefficients.slope := fun _ _ => 0;
     CellCoefficients.intercept := fun _ => 0; CellCoefficients.variance := fun _ => 0 |}.

(** Its functions are 1 for l = 0 and 0 else, and it has no remainder. *)
Lemma exact_function d n l x : (1 <= n)%nat ->
  CellCoefficients.cell_function d n (exact_atoms n) l x = if (l =? 0)%nat then 1 else 0.
Proof.
  intro Hn. unfold CellCoefficients.cell_function. cbn [exact_atoms CellCoefficients.weight CellCoefficients.gate
    CellCoefficients.slope CellCoefficients.intercept CellCoefficients.variance].
  rewrite dot_zero, exp_0, Rplus_0_r. unfold Rdiv. rewrite Rmult_0_l, heat_origin, sum_below_const.
  assert (INR n <> 0) by (apply not_0_INR; lia). field. assumption.
Qed.

Lemma exact_rest d n q x : cell_rest d n (exact_atoms n) q x = 0.
Proof.
  unfold cell_rest. cbn [exact_atoms CellCoefficients.slope CellCoefficients.intercept CellCoefficients.variance].
  rewrite dot_zero, Rplus_0_r, Rabs_R0, sqrt_0, pow_i by lia. rewrite Rplus_0_r, sum_below_const. ring.
Qed.

(** F_l of the pair in the gate: F_0 moves by O(s²), the others are 0. *)
Lemma gate_pair_functions d m s X x : (2 <= m)%nat -> 0 < s <= 1 -> 0 <= X ->
  (forall i, (i < d)%nat -> Rabs (x i) <= X) ->
  let Y := INR d * X in
  Rabs (CellCoefficients.cell_function d m (SharpExponents.gate_pair s) 0 x - INR m) <= INR m * (exp Y * Y ^ 3 + Y ^ 2)
    * s ^ 2 /\
  forall l, (1 <= l)%nat -> CellCoefficients.cell_function d m (SharpExponents.gate_pair s) l x = 0.
Proof.
  intros Hm Hs X0 HX Y. assert (Y0 : 0 <= Y) by (apply Rmult_le_pos; [apply pos_INR|exact X0]). split.
  - unfold CellCoefficients.cell_function, SharpExponents.gate_pair.
    cbn [CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope CellCoefficients.intercept
      CellCoefficients.variance].
    set (D := sum_below d x).
    assert (HD : Rabs D <= Y).
    { unfold D, Y. apply Rle_trans with (1 := sum_below_abs _ _). rewrite <- sum_below_const. now apply sum_below_le. }
    set (e := fun j => exp (SharpExponents.sign_of j * s * D) - 1 - SharpExponents.sign_of j * s * D).
    rewrite (sum_below_ext m _ (fun j => e j + (1 + s * D * SharpExponents.sign_of j ^ 1))).
    2:{ intros j _. rewrite heat_0. unfold e. rewrite dot_const. fold D. ring. }
    rewrite !sum_below_plus, sum_below_const, sum_below_scal, SharpExponents.sign_power_sum by (try exact Hm; lia).
    replace (_ - INR m) with (sum_below m e) by ring. apply Rle_trans with (1 := sum_below_abs _ _).
    rewrite !Rmult_assoc, <- sum_below_const. apply sum_below_le. intros j _. unfold e.
    set (z := SharpExponents.sign_of j * s * D).
    assert (Hz : Rabs z <= s * Y).
    { unfold z. rewrite !Rabs_mult, (Rabs_pos_eq s) by lra.
      assert (g : Rabs (SharpExponents.sign_of j) <= 1).
      { destruct j as [|[|j]]; simpl; [rewrite Rabs_R1; lra| |rewrite Rabs_R0; lra].
        replace (-1) with (- (1)) by ring. rewrite Rabs_Ropp, Rabs_R1. lra. }
      apply Rmult_le_compat; try assumption; [|apply Rabs_pos|].
      - apply Rmult_le_pos; [apply Rabs_pos|lra].
      - rewrite <- (Rmult_1_l s) at 2. apply Rmult_le_compat_r; lra. }
    pose proof (RatesWithoutGate.exp_taylor_bound z) as T.
    assert (sY : s * Y <= Y) by (rewrite <- (Rmult_1_l Y) at 2; apply Rmult_le_compat_r; lra).
    assert (ez : exp (Rabs z) <= exp Y) by (apply RatesWithoutGate.exp_monotone; lra).
    pose proof (exp_pos (Rabs z)) as e0. pose proof (Rabs_pos z) as z0.
    assert (z2 : Rabs z ^ 2 <= s ^ 2 * Y ^ 2) by (rewrite <- Rpow_mult_distr; apply pow_incr; lra).
    assert (z3 : Rabs z ^ 3 <= s ^ 2 * Y ^ 3).
    { apply Rle_trans with ((s * Y) ^ 3); [apply pow_incr; lra|]. rewrite Rpow_mult_distr.
      apply Rmult_le_compat_r; [apply pow_le, Y0|]. pose proof (pow2_ge_0 s). simpl in *.
      rewrite <- (Rmult_1_l (s * (s * 1))) at 2. apply Rmult_le_compat_r; lra. }
    assert (P : exp (Rabs z) * Rabs z ^ 3 <= exp Y * (s ^ 2 * Y ^ 3)).
    { apply Rmult_le_compat; try assumption; [lra|apply pow_le, z0]. }
    replace (exp z - 1 - z) with ((exp z - 1 - z - z ^ 2 / 2) + z ^ 2 / 2) by ring.
      apply Rle_trans with (1 := Rabs_triang _ _).
    rewrite (Rabs_pos_eq (z ^ 2 / 2)) by (pose proof (pow2_ge_0 z); lra). pose proof (pow2_abs z) as e2.
    pose proof (pow_le _ 2 z0). lra.
  - intros l Hl. unfold CellCoefficients.cell_function, SharpExponents.gate_pair.
    cbn [CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope CellCoefficients.intercept
      CellCoefficients.variance].
    rewrite (sum_below_ext m _ (fun _ => 0)); [rewrite sum_below_const; ring|]. intros j _.
    rewrite dot_zero, Rplus_0_r. unfold Rdiv. rewrite Rmult_0_l, heat_origin. destruct (Nat.eqb_spec l 0); [lia|ring].
Qed.

(** F_l of the pair in the expert slope for l <= 2. *)
Lemma slope_pair_functions d m s X x : (2 <= m)%nat -> 0 < s <= 1 -> 0 <= X ->
  (forall i, (i < d)%nat -> Rabs (x i) <= X) ->
  let Y := INR d * X in
  CellCoefficients.cell_function d m (SharpExponents.slope_pair s) 0 x = INR m /\
  CellCoefficients.cell_function d m (SharpExponents.slope_pair s) 1 x = 0 /\
  Rabs (CellCoefficients.cell_function d m (SharpExponents.slope_pair s) 2 x) <= Y ^ 2 * s ^ 2.
Proof.
  intros Hm Hs X0 HX Y. set (D := sum_below d x).
  assert (HD : Rabs D <= Y).
  { unfold D, Y. apply Rle_trans with (1 := sum_below_abs _ _). rewrite <- sum_below_const. now apply sum_below_le. }
  assert (E : forall l, CellCoefficients.cell_function d m (SharpExponents.slope_pair s) l x =
    sum_below m (fun j => heat l (s * D * SharpExponents.sign_of j) 0)).
  { intro l. apply sum_below_ext. intros j _. unfold SharpExponents.slope_pair.
    cbn [CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope CellCoefficients.intercept
      CellCoefficients.variance].
    rewrite dot_zero, exp_0, Rplus_0_r. rewrite dot_const. fold D.
    replace (0 / 2) with 0 by field. replace (SharpExponents.sign_of j * s * D) with (s * D * SharpExponents.sign_of j)
      by ring. ring. }
  rewrite !E. split; [|split].
  - rewrite (sum_below_ext m _ (fun _ => 1)) by (intros; apply heat_0). rewrite sum_below_const. ring.
  - rewrite (sum_below_ext m _ (fun j => s * D * SharpExponents.sign_of j ^ 1)) by (intros; rewrite heat_1; ring).
    rewrite sum_below_scal, SharpExponents.sign_power_sum by (try exact Hm; lia). ring.
  - rewrite (sum_below_ext m _ (fun j => (s * D) ^ 2 / 2 * SharpExponents.sign_of j ^ 2)).
    2:{ intros j _. pose proof (heat_step 0 (s * D * SharpExponents.sign_of j) 0) as S. rewrite heat_1, heat_0 in S.
      simpl in S.
        simpl. lra. }
    rewrite sum_below_scal, SharpExponents.sign_power_sum by (try exact Hm; lia).
    replace (_ * _) with ((s * D) ^ 2) by field. rewrite Rpow_mult_distr, Rmult_comm, <- (pow2_abs D), Rabs_pos_eq.
    + apply Rmult_le_compat_r; [apply pow2_ge_0|]. apply pow_incr. split; [apply Rabs_pos|exact HD].
    + apply Rmult_le_pos; apply pow2_ge_0.
Qed.

(** F_l of the scaled Gauss-Hermite nodes. *)
Lemma hermite_cell_functions d m w ξ s l x :
  CellCoefficients.cell_function d m (SharpExponents.hermite_cell w ξ s) l x =
  s ^ l * sum_below m (fun j => w j * heat l (ξ j) (-1/2)).
Proof.
  rewrite <- sum_below_scal. apply sum_below_ext. intros j _. unfold SharpExponents.hermite_cell.
  cbn [CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope CellCoefficients.intercept
    CellCoefficients.variance].
  rewrite !dot_zero, exp_0, Rplus_0_l. replace (- s ^ 2 / 2) with (s ^ 2 * (-1/2)) by field. rewrite heat_scale. ring.
Qed.
