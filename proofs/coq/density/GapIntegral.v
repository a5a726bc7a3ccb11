(** * From the gap at every x to the coefficients of a quadratic polynomial

    The gap (Gap.v) of cells with positive weights and variances: its integrals are not negative ([gap_at_nonneg],
    [gap_over_nonneg_positive]), and if a polynomial of degree 2 in x is at most A ∫ |gap(x, y)| dy + E at every x of a
    box inside X, then its coefficients at 1, x_r and x_r² are at most K (A V + E), V the integral over X
    ([integrate_quadratic]). *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums BoxCompactness CellCoefficients.
From MoeProof Require Import BoxIntegral BoxIntegralFacts UniformIndependence Gap.
Open Scope R_scope.

(** A box is bounded. *)
Lemma box_bounded d lo hi : exists X, 0 < X /\ forall x, in_box d lo hi x -> forall r, (r < d)%nat -> Rabs (x r) <= X.
Proof.
  assert (P : forall i, 0 <= Rabs (lo i) + Rabs (hi i)).
  { intro i. pose proof (Rabs_pos (lo i)). pose proof (Rabs_pos (hi i)). lra. }
  exists (1 + sum_below d (fun i => Rabs (lo i) + Rabs (hi i))).
  split; [pose proof (sum_below_nonneg d (fun i => Rabs (lo i) + Rabs (hi i)) (fun i _ => P i)); lra|].
  intros x Hx r Hr.
  pose proof (sum_below_term d (fun i => Rabs (lo i) + Rabs (hi i)) r (fun i _ => P i) Hr) as T. cbv beta in T.
  specialize (Hx r Hr).
  pose proof (Rle_abs (hi r)). pose proof (Rle_abs (- lo r)) as L. rewrite Rabs_Ropp in L.
  pose proof (Rabs_pos (lo r)). pose proof (Rabs_pos (hi r)). apply Rabs_le. lra.
Qed.

(** The gap depends on the coordinates of x below d only. *)
Lemma gap_ext d n m T c x x' y : (forall i, (i < d)%nat -> x i = x' i) -> gap d n m T c x y = gap d n m T c x' y.
Proof.
  intro E. assert (D : forall u, dot d u x = dot d u x') by (intro u; apply sum_below_ext; intros i Hi; now rewrite E).
  assert (E1 : fitted_sum d n m T c x y = fitted_sum d n m T c x' y).
  { apply sum_below_ext. intros j _. unfold true_mean, shift. rewrite !D. f_equal. apply sum_below_ext. intros i _.
    now rewrite !D. }
  assert (E2 : fitted_gates d n m T c x = fitted_gates d n m T c x').
  { apply sum_below_ext. intros j _. rewrite D. f_equal. apply sum_below_ext. intros i _. now rewrite D. }
  assert (E3 : true_sum d n T x y = true_sum d n T x' y) by (apply sum_below_ext; intros j _; unfold true_mean;
    now rewrite !D).
  assert (E4 : true_gates d n T x = true_gates d n T x') by (apply sum_below_ext; intros j _; now rewrite D).
  unfold gap. now rewrite E1, E2, E3, E4.
Qed.

Set Default Proof Using "All".

Section GapIntegral.

  (** A true mixture on the box lo, hi and a box lo', hi' inside it; no empty cell. *)
  Variables (d n : nat) (m : nat -> nat) (T : cell) (lo hi lo' hi' : nat -> R) (ylo yhi : R).
  Hypothesis mixture : true_mixture n T.
  Hypothesis inside : forall i, (i < d)%nat -> lo i <= lo' i /\ lo' i < hi' i /\ hi' i <= hi i.
  Hypothesis interval : ylo < yhi.
  Hypothesis sizes : forall j, (j < n)%nat -> (1 <= m j)%nat.

  Let V (c : nat -> cell) : R := gap_over d n m T c lo hi ylo yhi.

  (** The small box and the box have positive sides. *)
  Lemma small_box : forall i, (i < d)%nat -> lo' i < hi' i.
  Proof. intros i Hi. apply inside, Hi. Qed.

  Lemma large_box : forall i, (i < d)%nat -> lo i < hi i.
  Proof. intros i Hi. destruct (inside i Hi). lra. Qed.

  (** All weights and variances are positive. *)
  Definition positive_atoms (c : nat -> cell) : Prop :=
    forall j i, (j < n)%nat -> (i < m j)%nat -> 0 < weight (c j) i /\ 0 < variance T j + variance (c j) i.

  (** Then ∫ |gap(x, y)| dy is continuous in x. *)
  Lemma gap_at_continuous_positive c : positive_atoms c -> forall x, continuous_at d (gap_at d n m T c ylo yhi) x.
  Proof.
    intro P. exact (gap_at_continuous d n m T lo hi ylo yhi 1 1 1 mixture large_box interval Rlt_0_1 c P sizes).
  Qed.

  (** ∫ |gap(x, y)| dy is not negative. *)
  Lemma gap_at_nonneg c x : positive_atoms c -> 0 <= gap_at d n m T c ylo yhi x.
  Proof.
    intro P. apply RInt_ge_0; [lra| |intros; apply Rabs_pos].
    apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros y _.
    apply (continuous_comp (gap d n m T c x) Rabs); [|apply continuous_Rabs].
    pose proof (gap_continuous d n m T lo hi ylo yhi 1 1 1 mixture large_box interval Rlt_0_1 c P sizes (update x d y))
      as C.
    apply (continuous_slice (S d) d _ x y) in C. apply (continuous_ext _ _ y) with (2 := C). intro t.
    replace (update x d t d) with t by (unfold update; now rewrite Nat.eqb_refl). apply gap_ext. intros i Hi.
    unfold update.
    now rewrite (proj2 (Nat.eqb_neq i d)) by lia.
  Qed.

  (** V is not negative. *)
  Lemma gap_over_nonneg_positive c : positive_atoms c -> 0 <= V c.
  Proof.
    intro P. apply (box_nonneg d); [intros; now apply Rlt_le, large_box|now apply gap_at_continuous_positive|].
    intro z. now apply gap_at_nonneg.
  Qed.

  (** The integral over the small box is at most V. *)
  Lemma small_box_le c : positive_atoms c -> gap_over d n m T c lo' hi' ylo yhi <= V c.
  Proof.
    intro P. apply (box_sub d); [|now apply gap_at_continuous_positive|intro z; now apply gap_at_nonneg].
    intros i Hi. destruct (inside i Hi). lra.
  Qed.

  (** From a bound of a quadratic polynomial at every x of the small box to its coefficients. *)
  Lemma integrate_quadratic : exists K, 0 < K /\ forall c A E c0 c1 c2, 0 <= A -> 0 <= E -> positive_atoms c ->
    (forall x, in_box d lo' hi' x -> Rabs (quadratic d c0 c1 c2 x) <= A * gap_at d n m T c ylo yhi x + E) ->
    Rabs c0 <= K * (A * V c + E) /\
    forall r, (r < d)%nat -> Rabs (c1 r) <= K * (A * V c + E) /\ Rabs (c2 r r) <= K * (A * V c + E).
  Proof.
    destruct (quadratic_lower_bound d lo' hi' small_box) as [K [K0 HK]].
    pose proof (volume_pos d lo' hi' small_box) as vol.
    exists (K * (1 + volume d lo' hi')). split; [apply Rmult_lt_0_compat; lra|]. intros c A E c0 c1 c2 A0 E0 P B.
    destruct (HK c0 c1 c2) as [H0 [H1 H2]]. set (I := box_integral d lo' hi' _ _) in *.
    assert (L : forall i, (i < d)%nat -> lo' i <= hi' i) by (intros i Hi; now apply Rlt_le, small_box).
    pose proof (gap_at_continuous_positive c P) as C. pose proof (gap_over_nonneg_positive c P) as V0.
    assert (CA : forall z, continuous_at d (fun x => A * gap_at d n m T c ylo yhi x) z).
    { intro z. apply continuous_at_mult; [apply continuous_at_const|apply C]. }
    assert (J : I <= A * V c + E * volume d lo' hi').
    { apply Rle_trans with (box_integral d lo' hi' (fun x => A * gap_at d n m T c ylo yhi x + E) (fun _ => 0)).
      - apply (box_le d); [exact L| | |intros z Hz _; now apply B].
        + intro z. apply continuous_at_abs. unfold quadratic. repeat apply continuous_at_plus.
          * apply continuous_at_const.
          * apply continuous_at_sum. intros r Hr.
            apply continuous_at_mult; [apply continuous_at_const|now apply continuous_at_coordinate].
          * apply continuous_at_sum. intros r Hr. apply continuous_at_sum. intros s Hs.
            apply continuous_at_mult; [apply continuous_at_const|].
            apply continuous_at_mult; apply continuous_at_coordinate; lia.
        + intro z. apply continuous_at_plus; [apply CA|apply continuous_at_const].
      - rewrite (box_plus d); [|exact L|exact CA|intro; apply continuous_at_const].
        rewrite (box_scal d); [|exact L|exact C].
        rewrite box_const. apply Rplus_le_compat_r, Rmult_le_compat_l; [exact A0|]. now apply small_box_le. }
    assert (KI : K * I <= K * (1 + volume d lo' hi') * (A * V c + E)).
    { rewrite Rmult_assoc. apply Rmult_le_compat_l; [lra|]. apply Rle_trans with (1 := J).
      pose proof (Rmult_le_pos _ _ A0 V0) as AV. pose proof (Rmult_le_pos _ _ (Rlt_le _ _ vol) AV).
      replace ((1 + volume d lo' hi') * (A * V c + E))
        with (A * V c + E * volume d lo' hi' + volume d lo' hi' * (A * V c) + E) by ring.
      lra. }
    split; [lra|]. intros r Hr. specialize (H1 r Hr). specialize (H2 r r Hr (Nat.le_refl r)). lra.
  Qed.

End GapIntegral.
