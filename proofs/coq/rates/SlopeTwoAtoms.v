(** * Expert slopes of a cell of two atoms, whatever the gate

    A cell of two atoms with weights between positive bounds and bounded differences.  If the coefficients C(0, 1..4),
    C(e_i, 1), C(2 e_i, 1), C(3 e_i, 1), C(e_i, 2) and C(2 e_i, 2) are at most ε, then

      Σ w Δa_i² <= K ε                                                                  ([slope_two_atoms_inequality])

    with K independent of ε and of the cell.  All of these have l >= 1: nothing is asked of the gate.

    _Proof._  Write β_j, a_j, b_j, h_j for Δβ1_i, Δa_i, Δb, Δν / 2 of the two atoms and δ = β_2 - β_1.  Multiplied by
    exp(-β_1 x_i), the functions F_l have the coefficients

      D(k, l) = Σ_(i <= k) (-β_1)^i / i! C((k - i) e_i, l),

    at most a multiple of ε, and the gates 0 and δ.  Hence

    - δ D(2, 1) - 2 D(3, 1) = w_2 δ³ b_2 / 6, so |δ³ b_2| <= K ε; with b_2⁴ <= K ε (the intercept inequality for m = 2)
      (δ b_2)⁶ = (δ³ b_2)² b_2⁴ <= K ε³, that is (δ b_2)² <= K ε;
    - δ D(0, 1) = w_1 δ b_1 + w_2 δ b_2, so (δ b_1)² <= K ε as well;
    - 2 D(2, 2) - δ D(1, 2) = w_1 a_1² + w_2 a_2² + w_2 δ a_2 b_2 - w_1 δ a_1 b_1, and the last two terms are at least
      -½ Σ w a² - ½ Σ w (δ b)².  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From Coq Require Import List.
From MoeProof Require Import ListSums MultiIndex VectorBridge HeatFacts Differences CellTheorems LineCoefficients
  SlopeAnyGate.
Import ListNotations.
Open Scope R_scope.

(** ** The identities *)

Section Identities.
Variables (g1 a1 b1 h1 w1 g2 a2 b2 h2 w2 : R).

(** C(k e_i, l) of the two atoms. *)
Let C k l := w1 * line_term g1 a1 b1 h1 k l + w2 * line_term g2 a2 b2 h2 k l.
(** The same after multiplication with exp(-g1 x_i). *)
Let D0 l := C 0 l.
Let D1 l := C 1 l - g1 * C 0 l.
Let D2 l := C 2 l - g1 * C 1 l + g1 ^ 2 / 2 * C 0 l.
Let D3 l := C 3 l - g1 * C 2 l + g1 ^ 2 / 2 * C 1 l - g1 ^ 3 / 6 * C 0 l.
Let δ := g2 - g1.

Ltac expand := unfold D0, D1, D2, D3, C, δ; simpl; rewrite ?heat_2, ?heat_1, ?heat_0; field.

Lemma cubic_identity : δ * D2 1 - 2 * D3 1 = w2 * (δ ^ 3 * b2) / 6.
Proof. expand. Qed.

Lemma linear_identity : δ * D0 1 = w1 * (δ * b1) + w2 * (δ * b2).
Proof. expand. Qed.

Lemma square_identity :
  2 * D2 2 - δ * D1 2 = w1 * a1 ^ 2 + w2 * a2 ^ 2 + w2 * (δ * b2) * a2 - w1 * (δ * b1) * a1.
Proof. expand. Qed.
End Identities.

(** ** The estimates *)

(** Coefficients below ε, multiplied by exp(-g x_i) with |g| <= L, stay below (1 + L + L² + L³) ε. *)
Lemma shifted_coefficients g L ε c0 c1 c2 c3 : 1 <= L -> Rabs g <= L ->
  Rabs c0 <= ε -> Rabs c1 <= ε -> Rabs c2 <= ε -> Rabs c3 <= ε ->
  let P := (1 + L + L ^ 2 + L ^ 3) * ε in
  Rabs (c1 - g * c0) <= P /\ Rabs (c2 - g * c1 + g ^ 2 / 2 * c0) <= P /\
  Rabs (c3 - g * c2 + g ^ 2 / 2 * c1 - g ^ 3 / 6 * c0) <= P.
Proof.
  intros L1 Hg H0 H1 H2 H3 P. pose proof (Rle_trans _ _ _ (Rabs_pos c0) H0) as e0. pose proof (Rabs_pos g) as g0.
  assert (times : forall n r c, 0 <= r <= 1 -> Rabs c <= ε -> - (L ^ n * ε) <= g ^ n * r * c <= L ^ n * ε).
  { intros n r c Hr Hc. apply Rabs_le_between. rewrite !Rabs_mult, <- RPow_abs, (Rabs_pos_eq r) by lra.
    pose proof (pow_le _ n g0) as gn. pose proof (pow_incr (Rabs g) L n (conj g0 Hg)) as gL. pose proof (Rabs_pos c).
    apply Rmult_le_compat; try lra; [apply Rmult_le_pos; lra|]. rewrite <- (Rmult_1_r (L ^ n)).
    apply Rmult_le_compat; lra. }
  pose proof (fun c => times 0%nat 1 c ltac:(lra)) as t0. pose proof (fun c => times 1%nat 1 c ltac:(lra)) as t1.
  pose proof (fun c => times 2%nat (/ 2) c ltac:(lra)) as t2.
  pose proof (fun c => times 3%nat (/ 6) c ltac:(lra)) as t3.
  simpl pow in *. unfold P. assert (0 <= L * L * ε) by (repeat apply Rmult_le_pos; lra).
  assert (0 <= L * L * L * ε) by (repeat apply Rmult_le_pos; lra).
  pose proof (t0 c1 H1). pose proof (t0 c2 H2). pose proof (t0 c3 H3).
  pose proof (t1 c0 H0). pose proof (t1 c1 H1). pose proof (t1 c2 H2).
  pose proof (t2 c0 H0). pose proof (t2 c1 H1). pose proof (t3 c0 H0).
  repeat split; apply Rabs_le; split; lra.
Qed.

(** (δ b)² <= R ε from |δ³ b| <= Q ε and b⁴ <= B ε. *)
Lemma square_from_cube δ b Q B ε : 0 <= Q -> 0 <= B -> 0 <= ε -> Rabs (δ ^ 3 * b) <= Q * ε -> b ^ 4 <= B * ε ->
  (δ * b) ^ 2 <= (1 + Q ^ 2 * B) * ε.
Proof.
  intros Q0 B0 e0 HQ HB. set (X := (δ * b) ^ 2). set (R := 1 + Q ^ 2 * B).
  assert (QB : 0 <= Q ^ 2 * B) by (apply Rmult_le_pos; [apply pow2_ge_0|exact B0]).
  assert (cube : X ^ 3 <= Q ^ 2 * B * ε ^ 3).
  { unfold X. replace (((δ * b) ^ 2) ^ 3) with ((δ ^ 3 * b) ^ 2 * b ^ 4) by ring.
    replace (Q ^ 2 * B * ε ^ 3) with ((Q * ε) ^ 2 * (B * ε)) by ring.
    apply Rmult_le_compat; [apply pow2_ge_0| | |exact HB].
    - replace (b ^ 4) with ((b ^ 2) ^ 2) by ring. apply pow2_ge_0.
    - rewrite <- pow2_abs. apply pow_incr. split; [apply Rabs_pos|exact HQ]. }
  apply Rnot_lt_le. intro h. assert (R1 : 1 <= R) by (unfold R; lra).
  assert (big : (R * ε) ^ 3 < X ^ 3).
  { assert (y0 : 0 <= R * ε) by (apply Rmult_le_pos; lra). set (Y := R * ε) in *.
    assert (0 < (X - Y) * (X ^ 2 + X * Y + Y ^ 2)); [|nra].
    apply Rmult_lt_0_compat; [lra|]. pose proof (Rmult_le_pos X Y ltac:(lra) y0). pose proof (pow_lt X 2 ltac:(lra)).
    pose proof (pow2_ge_0 Y). lra. }
  rewrite Rpow_mult_distr in big. assert (e3 : 0 <= ε ^ 3) by (apply pow_le, e0).
  assert (R <= R ^ 3).
  { replace (R ^ 3) with (R * R ^ 2) by ring. pose proof (pow_R1_Rle R 2 R1). nra. }
  assert (Q ^ 2 * B * ε ^ 3 <= R ^ 3 * ε ^ 3) by (apply Rmult_le_compat_r; unfold R in *; lra). lra.
Qed.

(** Both atoms in one coordinate. *)
Lemma two_atoms_bound w0 W L B ε g1 a1 b1 h1 w1 g2 a2 b2 h2 w2 :
  let C k l := w1 * line_term g1 a1 b1 h1 k l + w2 * line_term g2 a2 b2 h2 k l in
  let P := 1 + L + L ^ 2 + L ^ 3 in
  let R := 1 + (12 * (1 + L) * P / w0) ^ 2 * B in
  let S := (16 * W * L ^ 3 + 2 * W ^ 2 * R) / w0 ^ 2 in
  0 < w0 -> 1 <= L -> 0 <= B -> w0 <= w1 <= W -> w0 <= w2 <= W -> Rabs g1 <= L -> Rabs g2 <= L ->
  Rabs b1 <= L -> Rabs b2 <= L -> b2 ^ 4 <= B * ε ->
  (forall k, (k <= 3)%nat -> Rabs (C k 1%nat) <= ε) -> (forall k, (k <= 2)%nat -> Rabs (C k 2%nat) <= ε) ->
  w1 * a1 ^ 2 + w2 * a2 ^ 2 <= (4 * (1 + L) * P + W * R + W * S) * ε.
Proof.
  intros C P R S Hw0 L1 B0 Hw1 Hw2 Hg1 Hg2 Hb1 Hb2 Hb4 E1 E2.
  pose proof (E1 0%nat ltac:(lia)) as E01. pose proof (E1 1%nat ltac:(lia)) as E11.
  pose proof (E1 2%nat ltac:(lia)) as E21. pose proof (E1 3%nat ltac:(lia)) as E31.
  pose proof (E2 0%nat ltac:(lia)) as E02. pose proof (E2 1%nat ltac:(lia)) as E12.
  pose proof (E2 2%nat ltac:(lia)) as E22.
  pose proof (Rle_trans _ _ _ (Rabs_pos _) E01) as e0.
  assert (P0 : 0 <= P) by (unfold P; pose proof (pow_le L 2 ltac:(lra)); pose proof (pow_le L 3 ltac:(lra)); lra).
  destruct (shifted_coefficients g1 L ε (C 0%nat 1%nat) (C 1%nat 1%nat) (C 2%nat 1%nat) (C 3%nat 1%nat) L1 Hg1
    E01 E11 E21 E31) as [_ [D21 D31]].
  destruct (shifted_coefficients g1 L ε (C 0%nat 2%nat) (C 1%nat 2%nat) (C 2%nat 2%nat) (C 2%nat 2%nat) L1 Hg1
    E02 E12 E22 E22) as [D12 [D22 _]].
  fold P in D21, D31, D12, D22. set (δ := g2 - g1).
  set (D21' := C 2%nat 1%nat - g1 * C 1%nat 1%nat + g1 ^ 2 / 2 * C 0%nat 1%nat) in *.
  set (D31' := C 3%nat 1%nat - g1 * C 2%nat 1%nat + g1 ^ 2 / 2 * C 1%nat 1%nat - g1 ^ 3 / 6 * C 0%nat 1%nat) in *.
  set (D12' := C 1%nat 2%nat - g1 * C 0%nat 2%nat) in *.
  set (D22' := C 2%nat 2%nat - g1 * C 1%nat 2%nat + g1 ^ 2 / 2 * C 0%nat 2%nat) in *.
  assert (cubic : δ * D21' - 2 * D31' = w2 * (δ ^ 3 * b2) / 6) by apply cubic_identity.
  assert (linear : δ * C 0%nat 1%nat = w1 * (δ * b1) + w2 * (δ * b2))
    by exact (linear_identity g1 a1 b1 h1 w1 g2 a2 b2 h2 w2).
  assert (square : 2 * D22' - δ * D12' = w1 * a1 ^ 2 + w2 * a2 ^ 2 + w2 * (δ * b2) * a2 - w1 * (δ * b1) * a1)
    by apply square_identity.
  assert (Hδ : Rabs δ <= 2 * L).
  { unfold δ. apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp. lra. }
  assert (scaled : forall r X, Rabs r <= X -> Rabs (δ * r) <= 2 * L * X).
  { intros r X Hr. rewrite Rabs_mult. apply Rmult_le_compat; try apply Rabs_pos; assumption. }
  (* the first two identities bound δ b_2 and δ b_1 *)
  assert (S2 : (δ * b2) ^ 2 <= R * ε).
  { apply square_from_cube; try assumption.
    - apply Rmult_le_pos; [|apply Rlt_le, Rinv_0_lt_compat, Hw0]. apply Rmult_le_pos; [lra|exact P0].
    - apply Rmult_le_reg_l with (w2 / 6); [lra|].
      replace (w2 / 6 * Rabs (δ ^ 3 * b2)) with (Rabs (w2 * (δ ^ 3 * b2) / 6)).
      2: { unfold Rdiv. rewrite !Rabs_mult, (Rabs_pos_eq w2), (Rabs_pos_eq (/ 6)) by lra. ring. }
      rewrite <- cubic. apply Rle_trans with (2 * (1 + L) * P * ε).
      + apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp, (Rabs_mult 2), (Rabs_pos_eq 2) by lra.
        pose proof (scaled _ _ D21). lra.
      + apply Rle_trans with (w0 / 6 * (12 * (1 + L) * P / w0 * ε)); [right; field; lra|].
        apply Rmult_le_compat_r; [|lra]. apply Rmult_le_pos; [|exact e0].
        apply Rmult_le_pos; [|apply Rlt_le, Rinv_0_lt_compat, Hw0]. apply Rmult_le_pos; [lra|exact P0]. }
  assert (S1 : (δ * b1) ^ 2 <= S * ε).
  { assert (sq0 : 0 < w0 ^ 2) by (apply pow_lt, Hw0).
    apply Rmult_le_reg_l with (w0 ^ 2); [exact sq0|].
    replace (w0 ^ 2 * (S * ε)) with (16 * W * L ^ 3 * ε + 2 * (W ^ 2 * (R * ε))) by (unfold S; field; lra).
    assert (c : (C 0%nat 1%nat) ^ 2 <= ε * (2 * W * L)).
    { rewrite <- pow2_abs. simpl. rewrite Rmult_1_r. apply Rmult_le_compat; try apply Rabs_pos; [exact E01|].
      unfold C. simpl. rewrite !heat_1. apply Rle_trans with (1 := Rabs_triang _ _).
      rewrite !Rabs_mult, (Rabs_pos_eq w1), (Rabs_pos_eq w2) by lra.
      assert (w1 * Rabs b1 <= W * L) by (apply Rmult_le_compat; try apply Rabs_pos; lra).
      assert (w2 * Rabs b2 <= W * L) by (apply Rmult_le_compat; try apply Rabs_pos; lra). lra. }
    assert (d2 : δ ^ 2 <= 4 * L ^ 2).
    { rewrite <- pow2_abs. replace (4 * L ^ 2) with ((2 * L) ^ 2) by ring. apply pow_incr.
      split; [apply Rabs_pos|exact Hδ]. }
    assert (dc : (δ * C 0%nat 1%nat) ^ 2 <= 8 * W * L ^ 3 * ε).
    { rewrite Rpow_mult_distr. replace (8 * W * L ^ 3 * ε) with (4 * L ^ 2 * (ε * (2 * W * L))) by ring.
      apply Rmult_le_compat; try apply pow2_ge_0; assumption. }
    assert (wb : (w2 * (δ * b2)) ^ 2 <= W ^ 2 * (R * ε)).
    { rewrite Rpow_mult_distr. apply Rmult_le_compat; try apply pow2_ge_0; [|exact S2]. apply pow_incr. lra. }
    apply Rle_trans with ((w1 * (δ * b1)) ^ 2).
    - rewrite (Rpow_mult_distr w1). apply Rmult_le_compat_r; [apply pow2_ge_0|]. apply pow_incr. lra.
    - replace (w1 * (δ * b1)) with (δ * C 0%nat 1%nat - w2 * (δ * b2)) by lra.
      pose proof (pow2_ge_0 (δ * C 0%nat 1%nat + w2 * (δ * b2))). lra. }
  (* the third one is a sum of squares up to products with them *)
  assert (T : 2 * D22' - δ * D12' <= 2 * (1 + L) * P * ε).
  { pose proof (Rle_trans _ _ _ (Rle_abs _) D22). pose proof (scaled _ _ D12) as h. apply Rabs_le_between in h. lra. }
  assert (amgm : forall w a t X, 0 <= w <= W -> t ^ 2 <= X -> Rabs (w * t * a) <= w * a ^ 2 / 2 + W * X / 2).
  { intros w a t X Hw Ht. assert (w * t ^ 2 <= W * X) by (apply Rmult_le_compat; try apply pow2_ge_0; lra).
    pose proof (Rmult_le_pos w _ (proj1 Hw) (pow2_ge_0 (a + t))).
    pose proof (Rmult_le_pos w _ (proj1 Hw) (pow2_ge_0 (a - t))).
    apply Rabs_le. split; lra. }
  pose proof (amgm w1 a1 _ _ ltac:(lra) S1) as A1. pose proof (amgm w2 a2 _ _ ltac:(lra) S2) as A2.
  apply Rabs_le_between in A1, A2. lra.
Qed.

(** ** Headline statements *)

(** Σ w Δa_i² <= K ε for two atoms, from nine coefficients with l >= 1. *)
Theorem slope_two_atoms_inequality w0 W0 M : 0 < w0 ->
  exists K, 0 < K /\ forall d (C : list (difference d)) i ε, length C = 2%nat -> all_bounded w0 W0 M C -> (i < d)%nat ->
    (forall l, (1 <= l <= 4)%nat -> Rabs (coefficient C (no_index d) l) <= ε) ->
    (forall k, (1 <= k <= 3)%nat -> Rabs (coefficient C (single d i k) 1) <= ε) ->
    (forall k, (1 <= k <= 2)%nat -> Rabs (coefficient C (single d i k) 2) <= ε) ->
    (∑ p ∈ C, weight p * coord (Δa p) i ^ 2) <= K * ε.
Proof.
  intro Hw0. destruct (intercept_variance_inequality 2 w0 W0 M ltac:(lia) Hw0) as [K4 [K40 HK4]].
  set (L := 1 + Rabs M). set (W := Rabs W0). set (B := K4 / w0).
  set (P := 1 + L + L ^ 2 + L ^ 3). set (R := 1 + (12 * (1 + L) * P / w0) ^ 2 * B).
  set (S := (16 * W * L ^ 3 + 2 * W ^ 2 * R) / w0 ^ 2).
  pose proof (Rabs_pos M) as M0. pose proof (Rle_abs M) as MM. pose proof (Rle_abs W0) as WW.
  assert (L1 : 1 <= L) by (unfold L; lra). assert (W00 : 0 <= W) by apply Rabs_pos.
  assert (B0 : 0 <= B) by (apply Rlt_le, Rdiv_lt_0_compat; assumption).
  assert (P0 : 0 < P) by (unfold P; pose proof (pow_le L 2 ltac:(lra)); pose proof (pow_le L 3 ltac:(lra)); lra).
  assert (R0 : 0 <= R) by (unfold R; pose proof (Rmult_le_pos _ _ (pow2_ge_0 (12 * (1 + L) * P / w0)) B0); lra).
  assert (S0 : 0 <= S).
  { apply Rmult_le_pos; [|apply Rlt_le, Rinv_0_lt_compat, pow_lt, Hw0].
    pose proof (Rmult_le_pos _ _ (pow2_ge_0 W) R0). pose proof (Rmult_le_pos _ _ W00 (pow_le L 3 ltac:(lra))). lra. }
  exists (4 * (1 + L) * P + W * R + W * S). split.
  { pose proof (Rmult_le_pos _ _ W00 R0). pose proof (Rmult_le_pos _ _ W00 S0).
    assert (0 < 4 * (1 + L) * P) by (apply Rmult_lt_0_compat; lra). lra. }
  intros d C i ε len bounds Hi E0 E1 E2.
  assert (small : bounded w0 W0 M C) by (intros p Hp; destruct (bounds p Hp) as [? [? [? ?]]]; tauto).
  assert (fourth := HK4 d C ε len small E0).
  destruct C as [|p [|q [|r C]]]; try discriminate len.
  assert (Hp := bounds p (or_introl eq_refl)). assert (Hq := bounds q (or_intror (or_introl eq_refl))).
  destruct Hp as [wp [gp [_ [bp np]]]], Hq as [wq [gq [_ [bq nq]]]].
  pose proof (coord_le_norm d (Δβ1 p) i). pose proof (coord_le_norm d (Δβ1 q) i).
  assert (line : forall k l, coefficient [p; q] (single d i k) l =
    weight p * line_term (coord (Δβ1 p) i) (coord (Δa p) i) (Δb p) (Δν p / 2) k l
    + weight q * line_term (coord (Δβ1 q) i) (coord (Δa q) i) (Δb q) (Δν q / 2) k l).
  { intros k l. rewrite coefficient_on_line by exact Hi. simpl. ring. }
  replace (∑ p ∈ [p; q], weight p * coord (Δa p) i ^ 2)
    with (weight p * coord (Δa p) i ^ 2 + weight q * coord (Δa q) i ^ 2) by (simpl; ring).
  apply (two_atoms_bound w0 W L B ε (coord (Δβ1 p) i) (coord (Δa p) i) (Δb p) (Δν p / 2) (weight p)
    (coord (Δβ1 q) i) (coord (Δa q) i) (Δb q) (Δν q / 2) (weight q)); try assumption; try (unfold L, W; lra).
  - (* b⁴ *)
    unfold B. apply Rmult_le_reg_l with w0; [exact Hw0|]. replace (w0 * (K4 / w0 * ε)) with (K4 * ε) by (field; lra).
    apply Rle_trans with (2 := fourth). cbn [lsum Nat.mul Nat.add].
    assert (even : Rabs (Δb q) ^ 4 = Δb q ^ 4).
    { replace (Rabs (Δb q) ^ 4) with ((Rabs (Δb q) ^ 2) ^ 2) by ring. rewrite pow2_abs. ring. }
    rewrite even. pose proof (pow_le _ 2 (Rabs_pos (Δν q))) as n2. pose proof (pow_le _ 2 (Rabs_pos (Δν p))) as n2'.
    pose proof (pow_le _ 4 (Rabs_pos (Δb p))) as b4.
    assert (b4' : 0 <= Δb q ^ 4) by (rewrite <- even; apply pow_le, Rabs_pos).
    assert (0 <= weight p * (Rabs (Δb p) ^ 4 + Rabs (Δν p) ^ 2)) by (apply Rmult_le_pos; lra).
    assert (w0 * Δb q ^ 4 <= weight q * (Δb q ^ 4 + Rabs (Δν q) ^ 2)) by (apply Rmult_le_compat; lra). lra.
  - intros [|k] Hk; rewrite <- line; [rewrite single_0; apply E0; lia|apply E1; lia].
  - intros [|k] Hk; rewrite <- line; [rewrite single_0; apply E0; lia|apply E2; lia].
Qed.

(** |Δa|² <= K ε for two atoms if |C(k, l)| <= ε for all k and all l >= 1. *)
Theorem slope_two_atoms_any_gate w0 W0 M : 0 < w0 ->
  exists K, 0 < K /\ forall d (C : list (difference d)) ε, length C = 2%nat -> all_bounded w0 W0 M C ->
    (forall k l, (1 <= l)%nat -> Rabs (coefficient C k l) <= ε) ->
    forall p, In p C -> norm (Δa p) ^ 2 <= K * ε.
Proof.
  intro Hw0. destruct (slope_two_atoms_inequality w0 W0 M Hw0) as [K [K0 HK]].
  exists (K / w0). split; [apply Rdiv_lt_0_compat; assumption|]. intros d C ε len B E p Hp.
  assert (e0 : 0 <= ε) by (apply Rle_trans with (2 := E (no_index d) 1%nat ltac:(lia)), Rabs_pos).
  destruct (Rle_lt_or_eq_dec _ _ (norm_pos d (Δa p))) as [h|h].
  - destruct (norm_attained d (Δa p) h) as [i [Hi ->]]. rewrite pow2_abs.
    assert (S : (∑ p ∈ C, weight p * coord (Δa p) i ^ 2) <= K * ε)
      by (apply (HK d C i ε len B Hi); intros; apply E; lia).
    replace (K / w0 * ε) with (K * ε / w0) by (field; lra).
    apply (term_of_sum C w0 (fun p => coord (Δa p) i ^ 2)); try assumption; [intros q Hq; apply B, Hq|].
    intros q _. apply pow2_ge_0.
  - rewrite <- h, pow_i by lia. apply Rmult_le_pos; [apply Rlt_le, Rdiv_lt_0_compat; assumption|exact e0].
Qed.
