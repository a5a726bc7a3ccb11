(** * Weighted sums over a cell

    The weight W = Σ e^β0 of a cell, the mean and the covariance of functions of its atoms with the weights e^β0 / W,
    and the five sums that the merged atom (MergedAtoms.v) is made of ([moments_at_most]):

        W - e^(β0* + t2),   Σ w Δβ1,   Σ w (Δa + Δβ1 Δb),   Σ w Δb,   Σ w (Δb² + Δν).

    Means and covariances of differences are those of the parameters themselves, shifted ([mean_shift],
    [covariance_shift]); in a bounded region the five sums are bounded ([moments_bounded]). *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums SoftmaxModel IntervalDensity ModelBridge Voronoi.
Import ListNotations.
Open Scope R_scope.

Section Definitions.
Context {d : nat}.
Implicit Types (A B : atom d) (l : list (atom d)).

(** W, and the mean of f over the cell. *)
Definition cell_weight l : R := ∑ B ∈ l, exp (gate_bias B).
Definition cell_mean l (f : atom d -> R) : R := (∑ B ∈ l, exp (gate_bias B) * f B) / cell_weight l.
Definition cell_covariance l (f h : atom d -> R) :
  R := cell_mean l (fun B => f B * h B) - cell_mean l f * cell_mean l h.

(** The five sums of the cell l of A, for the translation (t1, t2), are at most ε. *)
Definition moments_at_most (t1 : vec R d) (t2 : R) A l (ε : R) : Prop :=
  let w B := exp (gate_bias B) in
  let β1 i B := coord (gate_slope B ⊖ (gate_slope A ⊕ t1)) i in
  let a i B := coord (slope (expert_of B) ⊖ slope (expert_of A)) i in
  let b B := intercept (expert_of B) - intercept (expert_of A) in
  let ν B := variance (expert_of B) - variance (expert_of A) in
  Rabs (cell_weight l - exp (gate_bias A + t2)) <= ε /\
  (forall i, (i < d)%nat -> Rabs (∑ B ∈ l, w B * β1 i B) <= ε /\ Rabs (∑ B ∈ l, w B * (a i B + β1 i B * b B)) <= ε) /\
  Rabs (∑ B ∈ l, w B * b B) <= ε /\ Rabs (∑ B ∈ l, w B * (b B ^ 2 + ν B)) <= ε.

(** The bounds of the region for one atom, coordinate by coordinate. *)
Definition bounded_atom (w0 W0 M N0 : R) B : Prop :=
  w0 <= exp (gate_bias B) <= W0 /\
  (forall i, (i < d)%nat -> Rabs (coord (gate_slope B) i) <= M /\ Rabs (coord (slope (expert_of B)) i) <= M) /\
  Rabs (intercept (expert_of B)) <= M /\ 0 <= variance (expert_of B) <= N0.

End Definitions.

(** ** Sums over a cell *)

Section Sums.
Context {d : nat}.
Implicit Types (A B : atom d) (l : list (atom d)).

Lemma moments_monotone t1 t2 A l ε ε' : ε <= ε' -> moments_at_most t1 t2 A l ε -> moments_at_most t1 t2 A l ε'.
Proof.
  intros L (W & S & B & V). split; [lra|]. split; [|split; lra]. intros i Hi. destruct (S i Hi). split; lra.
Qed.

(** A weighted sum with the factor e^t2 taken out. *)
Lemma weighted_sum (t2 : R) l (f : atom d -> R) : (∑ B ∈ l, exp (gate_bias B) * f B) =
  exp t2 * sum_below (length l) (fun i => exp (gate_bias (nth i l some_atom) - t2) * f (nth i l some_atom)).
Proof.
  rewrite (lsum_nth _ l some_atom), <- sum_below_scal. apply sum_below_ext. intros i _.
  replace (gate_bias (nth i l some_atom)) with (t2 + (gate_bias (nth i l some_atom) - t2)) at 1 by ring.
  rewrite exp_plus. ring.
Qed.

(** Weights at most W0 and values at most F give a sum of at most |l| W0 F. *)
Lemma weighted_sum_bound l (f : atom d -> R) W0 F : (forall B, In B l -> exp (gate_bias B) <= W0 /\ Rabs (f B) <= F) ->
  Rabs (∑ B ∈ l, exp (gate_bias B) * f B) <= INR (length l) * (W0 * F).
Proof.
  induction l as [|B l IH]; intro H; [simpl; rewrite Rabs_R0; lra|]. cbn [lsum length].
  rewrite S_INR, Rmult_plus_distr_r.
  apply Rle_trans with (1 := Rabs_triang _ _). specialize (IH (fun B' i => H B' (or_intror i))).
  destruct (H B (or_introl eq_refl)) as [w f0]. pose proof (exp_pos (gate_bias B)) as e0.
  rewrite Rabs_mult, (Rabs_pos_eq (exp _)) by lra.
  pose proof (Rmult_le_compat _ _ _ _ (Rlt_le _ _ e0) (Rabs_pos (f B)) w f0). lra.
Qed.

(** W is the weighted sum of ones, and at least the least weight of a nonempty cell. *)
Lemma cell_weight_ones l : cell_weight l = ∑ B ∈ l, exp (gate_bias B) * 1.
Proof. apply lsum_ext. intros; ring. Qed.

Lemma cell_weight_ge l w0 : l <> [] -> (forall B, In B l -> w0 <= exp (gate_bias B)) -> w0 <= cell_weight l.
Proof.
  destruct l as [|B l]; intros N H; [easy|]. unfold cell_weight. cbn [lsum]. pose proof (H B (or_introl eq_refl)).
  pose proof (lsum_nonneg (fun B => exp (gate_bias B)) l (fun B' _ => Rlt_le _ _ (exp_pos _))). lra.
Qed.

(** Means and covariances of shifted functions. *)
Lemma sum_shift l (f : atom d -> R) f0 :
  (∑ B ∈ l, exp (gate_bias B) * (f B - f0)) = (∑ B ∈ l, exp (gate_bias B) * f B) - f0 * cell_weight l.
Proof. unfold cell_weight. induction l as [|B l IH]; cbn [lsum]; [ring|]. rewrite IH. ring. Qed.

Lemma mean_shift l (f : atom d -> R) f0 : 0 < cell_weight l ->
  cell_mean l f - f0 = (∑ B ∈ l, exp (gate_bias B) * (f B - f0)) / cell_weight l.
Proof. intro W. rewrite sum_shift. unfold cell_mean. field. lra. Qed.

Lemma covariance_shift l (a f h : atom d -> R) a0 f0 h0 : 0 < cell_weight l ->
  cell_mean l a + cell_covariance l f h - a0 =
  (∑ B ∈ l, exp (gate_bias B) * (a B - a0 + (f B - f0) * (h B - h0))) / cell_weight l
  - (∑ B ∈ l, exp (gate_bias B) * (f B - f0)) / cell_weight l * ((∑ B ∈ l,
      exp (gate_bias B) * (h B - h0)) / cell_weight l).
Proof.
  intro W.
  assert (E : (∑ B ∈ l, exp (gate_bias B) * (a B - a0 + (f B - f0) * (h B - h0))) =
    (∑ B ∈ l, exp (gate_bias B) * a B) + (∑ B ∈ l, exp (gate_bias B) * (f B * h B)) - f0 * (∑ B ∈ l,
      exp (gate_bias B) * h B)
    - h0 * (∑ B ∈ l, exp (gate_bias B) * f B) + (f0 * h0 - a0) * cell_weight l).
  { unfold cell_weight. clear W. induction l as [|B l IH]; cbn [lsum]; [ring|]. rewrite IH. ring. }
  rewrite E, !sum_shift. unfold cell_covariance, cell_mean. field. lra.
Qed.

Lemma coord_vzero (i : nat) : coord (vzero : vec R d) i = 0.
Proof. revert i. induction d as [|d' IH]; intros [|i]; simpl; try reflexivity. apply IH. Qed.

(** A cell is a part of G. *)
Lemma voronoi_part H A G : (forall B, In B (voronoi H A G) -> In B G) /\ (length (voronoi H A G) <= length G)%nat.
Proof.
  split; [intros B i; now apply filter_In in i|]. unfold voronoi. induction G as [|B G IH]; simpl; [lia|].
  destruct (if expert_eq_dec _ _ then true else false); simpl; lia.
Qed.

(** In the region the five sums are bounded. *)
Lemma moments_bounded w0 W0 M N0 (k : nat) A A0 B0 l : 0 < w0 -> (length l <= k)%nat ->
  bounded_atom w0 W0 M N0 A -> bounded_atom w0 W0 M N0 A0 -> bounded_atom w0 W0 M N0 B0 ->
  (forall B, In B l -> bounded_atom w0 W0 M N0 B) ->
  let C := 4 * M + N0 + 1 in
  moments_at_most (slope_shift A0 B0) (bias_shift A0 B0) A l (INR k * (W0 * (2 * (C * C))) + W0 * W0 / w0).
Proof.
  intros w0p Lk (wA & sA & bA & vA) (wA0 & sA0 & bA0 & vA0) (wB0 & sB0 & bB0 & vB0) HB C.
  assert (M0 : 0 <= M) by (apply Rle_trans with (2 := bA), Rabs_pos). assert (C1 : 1 <= C) by (unfold C; lra).
  assert (CC : C <= C * C) by (rewrite <- (Rmult_1_r C) at 1; apply Rmult_le_compat_l; lra).
  assert (W00 : 0 < W0) by lra. assert (R0 : 0 < W0 * W0 / w0) by (apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|];
    lra).
  assert (F0 : 0 <= W0 * (2 * (C * C))) by (apply Rmult_le_pos; lra).
  assert (dist : forall x y u v, Rabs x <= u -> Rabs y <= v -> Rabs (x - y) <= u + v).
  { intros x y u v Hx Hy. apply Rle_trans with (1 := Rabs_triang x (- y)). rewrite Rabs_Ropp. lra. }
  assert (bound : forall f : atom d -> R, (forall B, In B l -> Rabs (f B) <= 2 * (C * C)) ->
    Rabs (∑ B ∈ l, exp (gate_bias B) * f B) <= INR k * (W0 * (2 * (C * C)))).
  { intros f Hf. apply Rle_trans with (INR (length l) * (W0 * (2 * (C * C)))).
    - apply weighted_sum_bound. intros B i. split; [apply (HB B i)|now apply Hf].
    - apply Rmult_le_compat_r; [exact F0|]. now apply le_INR. }
  assert (prod : forall x y, Rabs x <= C -> Rabs y <= C -> Rabs (x * y) <= C * C).
  { intros x y Hx Hy. rewrite Rabs_mult. apply Rmult_le_compat; try apply Rabs_pos; assumption. }
  assert (Hb : forall B, In B l -> Rabs (intercept (expert_of B) - intercept (expert_of A)) <= C).
  { intros B i. destruct (HB B i) as (_ & _ & b & _). apply Rle_trans with (1 := dist _ _ _ _ b bA). unfold C. lra. }
  assert (Hs : forall i B, (i < d)%nat -> In B l ->
    Rabs (coord (gate_slope B ⊖ (gate_slope A ⊕ slope_shift A0 B0)) i) <= C).
  { intros i B Hi j. destruct (HB B j) as (_ & s & _). destruct (s i Hi) as [s' _]. destruct (sA i Hi) as [sA' _].
    destruct (sA0 i Hi) as [sA0' _]. destruct (sB0 i Hi) as [sB0' _]. unfold slope_shift.
    rewrite !coord_plus, !coord_scal, !coord_plus, !coord_scal.
    replace (_ + _)
      with ((coord (gate_slope B) i - coord (gate_slope A) i) - (coord (gate_slope B0) i - coord (gate_slope A0) i))
        by ring.
    apply Rle_trans with (1 := dist _ _ _ _ (dist _ _ _ _ s' sA') (dist _ _ _ _ sB0' sA0')). unfold C. lra. }
  split; [|split; [|split]].
  - rewrite cell_weight_ones. pose proof (bound (fun _ => 1) ltac:(intros; cbv beta; rewrite Rabs_R1; lra)) as S1.
    cbv beta in S1.
    apply dist; [exact S1|]. rewrite Rabs_pos_eq by (apply Rlt_le, exp_pos). unfold bias_shift, Rminus.
    rewrite !exp_plus, exp_Ropp.
    unfold Rdiv. rewrite <- (Rmult_assoc (exp (gate_bias A))). pose proof (exp_pos (gate_bias A)).
    pose proof (exp_pos (gate_bias B0)).
    pose proof (exp_pos (gate_bias A0)).
    apply Rmult_le_compat; [apply Rmult_le_pos; lra|apply Rlt_le, Rinv_0_lt_compat; lra|apply Rmult_le_compat; lra|].
    apply Rinv_le_contravar; lra.
  - intros i Hi. split; (apply Rle_trans with (INR k * (W0 * (2 * (C * C)))); [apply bound|lra]); intros B j.
    + pose proof (Hs i B Hi j). lra.
    + destruct (HB B j) as (_ & s & _). destruct (s i Hi) as [_ a']. destruct (sA i Hi) as [_ aA].
      apply Rle_trans with (1 := Rabs_triang _ _). pose proof (prod _ _ (Hs i B Hi j) (Hb B j)).
      rewrite coord_plus, coord_scal.
      pose proof (dist _ _ _ _ a' aA) as da.
      replace (coord (slope (expert_of B)) i + -1 * coord (slope (expert_of A)) i)
        with (coord (slope (expert_of B)) i - coord (slope (expert_of A)) i) by ring. unfold C in *. lra.
  - apply Rle_trans with (INR k * (W0 * (2 * (C * C)))); [apply bound|lra]. intros B j. pose proof (Hb B j). lra.
  - apply Rle_trans with (INR k * (W0 * (2 * (C * C)))); [apply bound|lra]. intros B j.
    pose proof (prod _ _ (Hb B j) (Hb B j)) as P.
    destruct (HB B j) as (_ & _ & _ & v). apply Rle_trans with (1 := Rabs_triang _ _).
    assert (Rabs (variance (expert_of B) - variance (expert_of A)) <= C) by (apply Rabs_le; unfold C; lra).
    simpl pow. rewrite Rmult_1_r. lra.
Qed.

End Sums.
