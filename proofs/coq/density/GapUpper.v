(** * Small brackets make a small gap

    In the setting of Gap.v: if F_jl(x), less w*_j φ for l = 0, and the remainder are at most ε, with any number φ in
    the place of ψ(x), then |gap(x, y)| <= K ε for all y of an interval ([gap_upper]); if this is so at every x of a
    box, then the integral of |gap| is at most K ε ([gap_over_upper]). *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts BoxCompactness CellCoefficients DensityDerivatives.
From MoeProof Require Import BoxIntegral BoxIntegralFacts NormalTaylor BoxBounds Gap.
Open Scope R_scope.

Set Default Proof Using "All".

Section Upper.

  (** A true mixture, a box of x, an interval of y, bounds for the cells. *)
  Variables (d n : nat) (m : nat -> nat) (T : cell) (lo hi : nat -> R) (ylo yhi w0 W0 B : R).
  Hypothesis mixture : true_mixture n T.
  Hypothesis box : forall i, (i < d)%nat -> lo i < hi i.
  Hypothesis interval : ylo < yhi.
  Hypothesis weights : 0 < w0.

  (** Small brackets, with any common factor φ(x), and a small remainder make a small gap. *)
  Lemma gap_upper q : exists K δ, 0 < K /\ 0 < δ <= 1 /\ forall c, fitted_within d n m c w0 W0 B δ ->
    forall x (φ ε : R), in_box d lo hi x ->
      (forall j, (j < n)%nat -> Rabs (cell_function d (m j) (c j) 0 x - weight T j * φ) <= ε) ->
      (forall j l, (j < n)%nat -> (1 <= l <= 2 * q)%nat -> Rabs (cell_function d (m j) (c j) l x) <= ε) ->
      rest d n m c q x <= ε ->
      forall y, ylo <= y <= yhi -> Rabs (gap d n m T c x y) <= K * ε.
  Proof.
    destruct (gap_expansion d n m T lo hi ylo yhi w0 W0 B mixture box interval weights q)
      as [K [δ [K0 [δ0 expansion]]]].
    destruct (gates_bounded d n m T lo hi ylo yhi w0 W0 B mixture box interval weights) as [g [G [g0 [G0 gates]]]].
    destruct (mixture_bounds d n m T lo hi ylo yhi w0 W0 B mixture box interval weights)
      as [wl [wh [vmin [vmax [wl0 [wh0 [v0 bounds]]]]]]].
    destruct (means_bounded d n m T lo hi ylo yhi w0 W0 B mixture box interval weights) as [hmax [Y [_ means]]].
    destruct (normal_derivative_bounded (2 * q + 1) ylo yhi hmax vmin vmax v0) as [D [D0 derivatives]].
    pose proof (pos_INR n) as n0. pose proof (pos_INR (2 * q + 1)) as q0.
    set (k := INR n * G / g). assert (k0 : 0 <= k).
    { apply Rmult_le_pos; [apply Rmult_le_pos; lra|apply Rlt_le, Rinv_0_lt_compat, g0]. }
    set (k1 := 1 + wh * k). assert (k10 : 0 <= wh * k) by (apply Rmult_le_pos; lra).
    set (S := INR n * (INR (2 * q + 1) * (G * k1 * D))).
    assert (S0 : 0 <= S) by (unfold S, k1; repeat apply Rmult_le_pos; lra).
    exists ((K + S) / g), δ. split; [apply Rdiv_lt_0_compat; lra|]. split; [exact δ0|].
    intros c F x φ ε Hx F0 Fl Hr y Hy. destruct (expansion c F) as [_ E]. specialize (E x y Hx Hy).
    destruct (gates c) with (x := x) as [HP [HT HE]];
      [apply (fitted_within_monotone d n m c w0 W0 B B δ 1); [lra|lra|exact F]|exact Hx|].
    assert (ε0 : 0 <= ε) by (pose proof (rest_nonneg d n m c q x); lra).
    set (ψ := fitted_gates d n m T c x / true_gates d n T x).
    assert (common : Rabs (ψ - φ) <= k * ε).
    { replace (ψ - φ) with ((fitted_gates d n m T c x + - φ * true_gates d n T x) * / true_gates d n T x)
        by (unfold ψ; field; lra).
      rewrite Rabs_mult, (Rabs_pos_eq (/ _)) by (apply Rlt_le, Rinv_0_lt_compat; lra).
      replace (k * ε) with (INR n * (G * ε) * / g) by (unfold k; field; lra).
      apply Rmult_le_compat; [apply Rabs_pos|apply Rlt_le, Rinv_0_lt_compat; lra| |apply Rinv_le_contravar; lra].
      unfold fitted_gates, true_gates. rewrite <- sum_below_scal, <- sum_below_plus, <- sum_below_const.
      apply Rle_trans with (1 := sum_below_abs _ _). apply sum_below_le. intros j Hj. rewrite <- cell_function_0.
      match goal with |- Rabs (?e * ?f + - φ * (?e * ?w)) <= _ =>
        replace (e * f + - φ * (e * w)) with (e * (f - w * φ)) by ring end.
      pose proof (HE j Hj). rewrite Rabs_mult, (Rabs_pos_eq (exp _)) by lra.
      apply Rmult_le_compat; [lra|apply Rabs_pos|lra|apply F0, Hj]. }
    assert (brackets : forall j l, (j < n)%nat -> (l <= 2 * q)%nat -> Rabs (excess d n m T c j l x) <= k1 * ε).
    { pose proof (Rmult_le_pos _ _ k10 ε0) as more.
      intros j l Hj Hl. unfold excess, k1. fold ψ. destruct l as [|l]; cbn [Nat.eqb].
      - replace (cell_function d (m j) (c j) 0 x - weight T j * ψ) with
          ((cell_function d (m j) (c j) 0 x - weight T j * φ) + - (weight T j * (ψ - φ))) by ring.
        apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp, Rmult_plus_distr_r, Rmult_1_l.
        apply Rplus_le_compat; [apply F0, Hj|]. destruct (bounds j Hj) as [W _].
        rewrite Rabs_mult, (Rabs_pos_eq (weight T j)), Rmult_assoc by lra.
        apply Rmult_le_compat; [lra|apply Rabs_pos|lra|exact common].
      - rewrite Rminus_0_r. pose proof (Fl j (Datatypes.S l) Hj ltac:(lia)). lra. }
    match type of E with Rabs (?a - ?s) <= _ => set (Σ := s) in *;
      assert (HΣ : Rabs Σ <= S * ε) end.
    { unfold Σ, S. rewrite Rmult_assoc, <- sum_below_const. apply Rle_trans with (1 := sum_below_abs _ _).
      apply sum_below_le. intros j Hj. rewrite Rmult_assoc, <- sum_below_const.
      apply Rle_trans with (1 := sum_below_abs _ _). apply sum_below_le. intros l Hl. pose proof (HE j Hj).
      rewrite !Rabs_mult, (Rabs_pos_eq (exp _)) by lra.
      replace (G * k1 * D * ε) with (G * (k1 * ε) * D) by ring.
      apply Rmult_le_compat; [apply Rmult_le_pos; [lra|apply Rabs_pos]|apply Rabs_pos| |].
      - apply Rmult_le_compat; [lra|apply Rabs_pos|lra|]. apply brackets; [exact Hj|lia].
      - apply derivatives; [exact Hl|exact Hy|apply (means x Hx), Hj|apply bounds, Hj]. }
    pose proof (Rabs_triang_inv (fitted_gates d n m T c x * gap d n m T c x y) Σ) as t.
    rewrite Rabs_mult, (Rabs_pos_eq (fitted_gates d n m T c x)) in t by lra.
    apply Rmult_le_reg_l with g; [exact g0|]. replace (g * ((K + S) / g * ε)) with (K * ε + S * ε) by (field; lra).
    apply Rle_trans with (fitted_gates d n m T c x * Rabs (gap d n m T c x y)).
    - apply Rmult_le_compat_r; [apply Rabs_pos|lra].
    - pose proof (Rmult_le_compat_l K _ _ (Rlt_le _ _ K0) Hr). lra.
  Qed.

  (** The same, integrated. *)
  Lemma gap_over_upper q : exists K δ, 0 < K /\ 0 < δ <= 1 /\ forall c, fitted_within d n m c w0 W0 B δ ->
    forall (φ : (nat -> R) -> R) (ε : R),
      (forall x, in_box d lo hi x ->
        (forall j, (j < n)%nat -> Rabs (cell_function d (m j) (c j) 0 x - weight T j * φ x) <= ε) /\
        (forall j l, (j < n)%nat -> (1 <= l <= 2 * q)%nat -> Rabs (cell_function d (m j) (c j) l x) <= ε) /\
        rest d n m c q x <= ε) ->
      gap_over d n m T c lo hi ylo yhi <= K * ε.
  Proof.
    destruct (gap_upper q) as [K [δ [K0 [δ0 upper]]]].
    destruct (gap_expansion d n m T lo hi ylo yhi w0 W0 B mixture box interval weights q)
      as [K' [δ' [_ [δ0' expansion]]]].
    pose proof (volume_pos d lo hi box) as V0.
    exists (K * (yhi - ylo) * volume d lo hi), (Rmin δ δ'). pose proof (Rmin_l δ δ'). pose proof (Rmin_r δ δ').
    pose proof (Rmin_pos δ δ' (proj1 δ0) (proj1 δ0')).
    split; [repeat apply Rmult_lt_0_compat; lra|]. split; [lra|]. intros c F φ ε H'.
    destruct (expansion c) as [V _]; [apply (fitted_within_monotone d n m c w0 W0 B B (Rmin δ δ')); [lra|lra|exact F]|].
    destruct (fitted_positive d n m T lo hi ylo yhi w0 W0 B mixture box interval weights c (Rmin δ δ') F V)
      as [pos one].
    replace (K * (yhi - ylo) * volume d lo hi * ε) with (K * ε * (yhi - ylo) * volume d lo hi) by ring.
    rewrite <- (box_const d lo hi _ (fun _ => 0)). unfold gap_over. apply (box_le d).
    - intros i Hi. apply Rlt_le, box, Hi.
    - apply (gap_at_continuous d n m T lo hi ylo yhi w0 W0 B mixture box interval weights); assumption.
    - intro z. apply continuous_at_const.
    - intros x Hx _. destruct (H' x Hx) as [F0 [Fl Hr]].
      pose proof (abs_integral_le ylo yhi 0 (K * ε) (gap d n m T c x) (fun _ => 0) ltac:(lra)) as A.
      rewrite Rmult_0_l, Rplus_0_l in A. apply A.
      + apply (gap_continuous_y d n m T lo hi ylo yhi w0 W0 B mixture box interval weights); assumption.
      + intro. apply continuous_const.
      + intros y Hy. rewrite Rmult_0_l, Rplus_0_l. apply (upper c) with (x := x) (φ := φ x); try assumption.
        apply (fitted_within_monotone d n m c w0 W0 B B (Rmin δ δ')); [lra|lra|exact F].
  Qed.

End Upper.
