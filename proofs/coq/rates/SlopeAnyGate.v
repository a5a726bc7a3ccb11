(** * Expert slopes, whatever the gate

    If every cell is fitted with two or more atoms, the gate can absorb an exponential sum, and nothing is known of the
    coefficients C(k, 0).  The others still bound the expert slopes: for a cell of m atoms with weights between positive
    bounds and bounded differences,

      |C(k, l)| <= ε for all k and all l >= 1   implies   |Δa|^(2m) <= K ε              ([slope_inequality_any_gate])

    with K independent of ε and of the cell; |.| is the largest coordinate.

    _Proof._  Let i be the largest coordinate of Δa.  F_l is at most ε at 0 and at most 2 ε at e_i / 2, the sum of its
    power series there (LineCoefficients.v).  At each of the two points the caloric separation theorem bounds the means
    Δb and Δa_i / 2 + Δb; their difference is Δa_i / 2 (RatesWithoutGate.v).  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From Coq Require Import List.
From MoeProof Require Import ListSums MultiIndex VectorBridge HeatFacts Differences CellTheorems LineCoefficients.
Import ListNotations.
Open Scope R_scope.

(** The weights lie in [w0, W0], and all differences are at most M. *)
Definition all_bounded {d} (w0 W0 M : R) (C : list (difference d)) : Prop :=
  forall p, In p C -> w0 <= weight p <= W0 /\
    norm (Δβ1 p) <= M /\ norm (Δa p) <= M /\ Rabs (Δb p) <= M /\ Rabs (Δν p) <= M.

(** On the line s e_i only the coordinate i counts. *)
Lemma dot_on_coordinate d : forall (u : vec R d) i s, (i < d)%nat -> dot u (replace (origin d) i s) = coord u i * s.
Proof.
  induction d as [|d IH]; intros u i s Hi; [lia|]. destruct i as [|i]; simpl.
  - change (fst u * s + dot (snd u) (origin d) = fst u * s). rewrite dot_zero_r. ring.
  - rewrite IH by lia. ring.
Qed.

Lemma coord_of_origin d : forall i, coord (origin d) i = 0.
Proof. induction d as [|d IH]; intro i; [reflexivity|]. destruct i; simpl; [reflexivity|apply IH]. Qed.

(** A term of a weighted sum that is at most K ε. *)
Lemma term_of_sum {d} (C : list (difference d)) w0 (f : difference d -> R) s : 0 < w0 ->
  (forall p, In p C -> w0 <= weight p) -> (forall p, In p C -> 0 <= f p) -> (∑ p ∈ C, weight p * f p) <= s ->
  forall p, In p C -> f p <= s / w0.
Proof.
  intros Hw0 W F S p i. apply Rmult_le_reg_l with w0; [exact Hw0|]. replace (w0 * (s / w0)) with s by (field; lra).
  apply Rle_trans with (2 := S). apply Rle_trans with (weight p * f p).
  - apply Rmult_le_compat_r; [apply F, i|apply W, i].
  - clear S. induction C as [|p' C IH]; [destruct i|]. cbn [lsum].
    assert (R0 : forall p, In p (p' :: C) -> 0 <= weight p * f p).
    { intros u j. apply Rmult_le_pos; [pose proof (W u j); lra|apply F, j]. }
    assert (0 <= ∑ p ∈ C, weight p * f p) by (apply lsum_nonneg; intros; apply R0; right; assumption).
    destruct i as [<-|i]; [lra|]. pose proof (R0 p' (or_introl eq_refl)).
    assert (weight p * f p <= ∑ p ∈ C, weight p * f p)
      by (apply IH; [intros; apply W; right; assumption|intros; apply F; right; assumption|exact i]).
    lra.
Qed.

(** One coordinate, with the coefficients that the argument uses. *)
Theorem slope_coordinate_any_gate d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (C : list (difference d)) i ε, length C = m -> all_bounded w0 W0 M C -> (i < d)%nat ->
    (forall k l, (1 <= l <= 2 * m)%nat -> Rabs (coefficient C (single d i k) l) <= ε) ->
    forall p, In p C -> Rabs (coord (Δa p) i) ^ (2 * m) <= K * ε.
Proof.
  intros Hm Hw0. set (u := exp (- (Rabs M / 2))). set (U := exp (Rabs M / 2)). pose proof (Rabs_pos M) as M0.
  assert (u0 : 0 < u) by apply exp_pos. assert (U0 : 0 < U) by apply exp_pos.
  destruct (slope_inequality_from_points d m (w0 * u) (Rabs W0 * U) (2 * Rabs M) Hm
    ltac:(apply Rmult_lt_0_compat; assumption)) as [K [K0 HK]].
  exists (2 ^ (2 * m) * (K * 2)). split; [apply Rmult_lt_0_compat; [apply pow_lt; lra|lra]|].
  intros C i ε len B Hi E p Hp.
  assert (W : forall p, In p C -> 0 <= weight p) by (intros q Hq; destruct (B q Hq) as [Hw _]; lra).
  assert (e0 : 0 <= ε).
  { apply Rle_trans with (2 := E 0%nat 1%nat ltac:(lia)), Rabs_pos. }
  (* both points at once: s e_i with s = 0 or s = 1/2 *)
  assert (points : forall s, 0 <= s <= 1 / 2 ->
    forall q, In q C -> w0 * u <= weight q * exp (dot (Δβ1 q) (replace (origin d) i s)) <= Rabs W0 * U /\
      Rabs (dot (Δa q) (replace (origin d) i s) + Δb q) <= 2 * Rabs M /\ Rabs (Δν q) <= 2 * Rabs M).
  { intros s Hs q Hq. rewrite !dot_on_coordinate by exact Hi. destruct (B q Hq) as [[Hw HW] [Hg [Ha [Hb Hn]]]].
    pose proof (Rle_abs M) as MM. pose proof (Rle_abs W0) as WW.
    pose proof (Rle_trans _ _ _ (coord_le_norm d (Δβ1 q) i) Hg) as Hgi.
    pose proof (Rle_trans _ _ _ (coord_le_norm d (Δa q) i) Ha) as Hai.
    assert (half : forall r, Rabs r <= M -> Rabs (r * s) <= Rabs M / 2).
    { intros r Hr. rewrite Rabs_mult, (Rabs_pos_eq s) by lra. pose proof (Rabs_pos r).
      apply Rle_trans with (Rabs M * (1 / 2)); [apply Rmult_le_compat; lra|lra]. }
    pose proof (half _ Hgi) as G. apply Rabs_le_between in G. repeat split.
    - apply Rmult_le_compat; try lra. apply RatesWithoutGate.exp_monotone. lra.
    - apply Rmult_le_compat; try lra; [apply Rlt_le, exp_pos|]. apply RatesWithoutGate.exp_monotone. lra.
    - apply Rle_trans with (1 := Rabs_triang _ _). pose proof (half _ Hai). lra.
    - lra. }
  assert (H0 : forall l, (1 <= l <= 2 * m)%nat -> Rabs (cell_function C l (origin d)) <= 2 * ε).
  { intros l Hl. pose proof (cell_function_expansion C l W) as P. apply power_series_at_origin in P.
    rewrite P, <- coefficient_is_equation, <- (single_0 d i) by exact W. specialize (E 0%nat l Hl). lra. }
  assert (Rabs (1 / 2 * coord (Δa p) i) ^ (2 * m) <= K * (2 * ε)) as S.
  { apply (HK C (origin d) i (1 / 2) (2 * ε) len Hi); [|exact Hp].
    rewrite coord_of_origin, Rplus_0_l. intros z [-> | ->].
    - split; [|exact H0]. intros q Hq. specialize (points 0 ltac:(lra) q Hq).
      rewrite !dot_on_coordinate in points by exact Hi. rewrite !dot_zero_r. rewrite !Rmult_0_r in points. exact points.
    - split; [exact (points (1 / 2) ltac:(lra))|]. intros l Hl. apply cell_function_at_half; [exact Hi|exact W|].
      intro k. apply E, Hl. }
  rewrite Rabs_mult, (Rabs_pos_eq (1 / 2)), Rpow_mult_distr in S by lra.
  replace (Rabs (coord (Δa p) i) ^ (2 * m)) with (2 ^ (2 * m) * ((1 / 2) ^ (2 * m) * Rabs (coord (Δa p) i) ^ (2 * m))).
  - rewrite Rmult_assoc. apply Rmult_le_compat_l; [apply pow_le; lra|]. rewrite Rmult_assoc. exact S.
  - rewrite <- Rmult_assoc, <- Rpow_mult_distr. replace (2 * (1 / 2)) with 1 by field. rewrite pow1. ring.
Qed.

(** ** Headline statement *)

(** |Δa|^(2m) <= K ε if |C(k, l)| <= ε for all k and all l >= 1. *)
Theorem slope_inequality_any_gate d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (C : list (difference d)) ε, length C = m -> all_bounded w0 W0 M C ->
    (forall k l, (1 <= l)%nat -> Rabs (coefficient C k l) <= ε) ->
    forall p, In p C -> norm (Δa p) ^ (2 * m) <= K * ε.
Proof.
  intros Hm Hw0. destruct (slope_coordinate_any_gate d m w0 W0 M Hm Hw0) as [K [K0 HK]]. exists K. split; [exact K0|].
  intros C ε len B E p Hp. destruct (Rle_lt_or_eq_dec _ _ (norm_pos d (Δa p))) as [h|h].
  - destruct (norm_attained d (Δa p) h) as [i [Hi ->]]. apply (HK C i ε len B Hi); [|exact Hp].
    intros k l Hl. apply E. lia.
  - rewrite <- h, pow_i by lia. apply Rmult_le_pos; [lra|].
    apply Rle_trans with (2 := E (no_index d) 1%nat ltac:(lia)), Rabs_pos.
Qed.
