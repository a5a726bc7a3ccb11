(** * The inequality for cells with small differences

    In the setting of Gap.v let all differences be at most s² and one cell be a single atom with the true gate.  Then

        Σ_j |Σ_i w_ij - w*_j| + Σ_{m_j = 1} (|Δβ1| + |Δa| + |Δb| + |Δν|)
          + Σ_{m_j >= 2} Σ_i (|Δβ1|² + |Δa|² + |Δb|^(2 m_j) + |Δν|^(m_j))  <=  K ∫∫ |gap| dy dx

    for s <= s0, with K and s0 that depend on the true mixture, the box, the m_j and the bounds of the weights only
    ([cells_inequality]).

    _Proof._  Let D be the sum without the weights ([spread]).  (1) The remainder of Gap.v is at most K s D
    ([rest_small] of CellLoss.v), and so are the cubes by which the functions of the cells differ from their
    second-order parts ([cubes_small]).  (2) So the second-order parts, minus w*_j for l = 0, are at most K (∫ |gap| dy
    + s D) at every x; integrate over x: the Taylor coefficients C(0, l), C(e_r, l), C(2 e_r, l) are at most K (V + s D)
    ([coefficients_bounded]).  (3) In each cell, coefficients at most ε leave a spread of at most K ε
    ([cell_spread_bound]).  (4) So D <= K (V + s D), and D <= 2 K V if K s <= 1/2 ([spread_bound]); put this into (2). 
    ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts BoxCompactness CellCoefficients RateInequalities RatesWithoutGate.
From MoeProof Require Import UniformIndependence Gap CellQuadratic AtomBounds GapIntegral CellLoss.
Open Scope R_scope.

(** ** All cells *)

(** The coefficients C(0, l) (minus w for l = 0), C(e_r, l) and C(2 e_r, l) of one l are at most ε. *)
Definition coefficients_of_order (d : nat) (w : R) (m l : nat) (c : cell) (ε : R) : Prop :=
  Rabs (coefficient d m c zero_index l - (if (l =? 0)%nat then w else 0)) <= ε /\
  forall r, (r < d)%nat -> Rabs (coefficient d m c (single r) l) <= ε /\ Rabs (coefficient d m c (twice r) l) <= ε.

Set Default Proof Using "All".

Section Cells.

  (** A true mixture T with separated experts on the box lo', hi' inside the box lo, hi; the sizes m_j <= q. *)
  Variables (d n q : nat) (m : nat -> nat) (T : cell) (lo hi lo' hi' : nat -> R) (ylo yhi w0 W0 : R).
  Hypothesis mixture : true_mixture n T.
  Hypothesis inside : forall i, (i < d)%nat -> lo i <= lo' i /\ lo' i < hi' i /\ hi' i <= hi i.
  Hypothesis interval : ylo < yhi.
  Hypothesis distinct : separated d n T lo' hi'.
  Hypothesis sizes : forall j, (j < n)%nat -> (1 <= m j <= q)%nat.
  Hypothesis weights : 0 < w0.

  (** All differences are at most s², and the j0-th cell is one atom with the true gate. *)
  Definition small_cells (c : nat -> cell) (s : R) (j0 : nat) : Prop :=
    fitted_within d n m c w0 W0 (s ^ 2) (s ^ 2) /\ anchored d n m T c j0.

  Let V (c : nat -> cell) : R := gap_over d n m T c lo hi ylo yhi.

  (** The small box has positive sides, and no cell is empty. *)
  Let inner_box : forall i, (i < d)%nat -> lo' i < hi' i.
  Proof. intros i Hi. apply inside, Hi. Qed.

  Let some_atoms : forall j, (j < n)%nat -> (1 <= m j)%nat.
  Proof. intros j Hj. apply sizes, Hj. Qed.

  (** Small cells have positive weights and variances. *)
  Lemma small_positive : exists s0, 0 < s0 <= 1 /\ forall c s j0, 0 < s <= s0 -> small_cells c s j0 ->
    positive_atoms n m T c.
  Proof.
    destruct (gap_expansion d n m T lo' hi' ylo yhi w0 W0 1 mixture inner_box interval weights 0)
      as [K [δ [K0 [Hδ H]]]].
    exists δ. split; [exact Hδ|]. intros c s j0 Hs [F _] j i Hj Hi.
    assert (s2 : s ^ 2 <= s) by (simpl; rewrite Rmult_1_r; pose proof (Rmult_le_compat_l s s 1); lra).
    destruct (H c) as [Hv _]; [apply (fitted_within_monotone d n m c w0 W0 (s ^ 2) 1 (s ^ 2) δ); [lra|lra|exact F]|].
    split; [|now apply Hv]. destruct (F j Hj) as [_ F']. destruct (F' i Hi) as [[w _] _]. lra.
  Qed.

  (** V is not negative for small cells. *)
  Lemma gap_over_nonneg : exists s0, 0 < s0 <= 1 /\ forall c s j0, 0 < s <= s0 -> small_cells c s j0 -> 0 <= V c.
  Proof.
    destruct small_positive as [s0 [Hs0 H]]. exists s0. split; [exact Hs0|]. intros c s j0 Hs Sm.
    apply (gap_over_nonneg_positive d n m T lo hi lo' hi' ylo yhi mixture inside interval some_atoms), (H c s j0 Hs Sm).
  Qed.

  (** One cell and one l. *)
  Lemma coefficients_of_order_bounded : exists s0, 0 < s0 <= 1 /\ forall j l, (j < n)%nat -> (l <= 2 * q)%nat ->
    exists K, 0 < K /\ forall c s j0, 0 < s <= s0 -> small_cells c s j0 ->
      coefficients_of_order d (weight T j) (m j) l (c j) (K * (V c + s * spread d n m c)).
  Proof.
    destruct small_positive as [s1 [Hs1 Pos]]. destruct mixture as [n1 _].
    assert (q1 : (1 <= q)%nat) by (destruct (sizes 0%nat ltac:(lia)); lia).
    destruct (gate_eliminated d n m T lo' hi' ylo yhi w0 W0 1 mixture inner_box interval weights q distinct)
      as [Kg [δ [Kg0 [Hδ Gate]]]].
    destruct (rest_small d n m q lo' hi' q1 sizes) as [Kr [Kr0 Rest]]. destruct (box_bounded d lo' hi') as [X [X0 HX]].
    destruct (integrate_quadratic d n m T lo hi lo' hi' ylo yhi mixture inside interval some_atoms) as [Ki [Ki0 Int]].
    exists (Rmin s1 δ). split; [split; [apply Rmin_pos; lra|apply Rle_trans with (1 := Rmin_l _ _); lra]|].
    intros j l Hj Hl.
    destruct (cell_quadratic d (m j) l X (Rabs W0) (Rabs_pos _)) as [Kq [Kq0 Quad]].
    destruct (cubes_small d (m j)) as [Kc [Kc0 Cubes]].
    pose proof (Rmult_lt_0_compat _ _ Kg0 Kr0) as KK1. pose proof (Rmult_lt_0_compat _ _ Kq0 Kc0) as KK2.
    set (B := Kg * Kr + Kq * Kc). exists (Ki * (Kg + B)). split; [apply Rmult_lt_0_compat; unfold B; lra|].
    intros c s j0 Hs Sm. pose proof (Rmin_l s1 δ). pose proof (Rmin_r s1 δ).
    pose proof (Pos c s j0 ltac:(lra) Sm) as P. destruct Sm as [F An].
    assert (s2 : s ^ 2 <= s) by (simpl; rewrite Rmult_1_r; pose proof (Rmult_le_compat_l s s 1); lra).
    assert (F1 : fitted_within d n m c w0 W0 1 δ).
    { apply (fitted_within_monotone d n m c w0 W0 (s ^ 2) 1 (s ^ 2) δ); [lra|lra|exact F]. }
    pose proof (spread_nonneg d n m c) as D0. set (D := spread d n m c) in *.
    assert (sD : 0 <= s * D) by (apply Rmult_le_pos; lra).
    assert (Dj : cell_spread d (m j) (c j) <= D).
    { apply (sum_below_term n (fun j => cell_spread d (m j) (c j))); [intros; apply cell_spread_nonneg|exact Hj]. }
    set (w := if (l =? 0)%nat then weight T j else 0).
    assert (Cell : forall i, (i < m j)%nat -> 0 <= weight (c j) i <= Rabs W0 /\
      (forall r, (r < d)%nat -> Rabs (gate (c j) i r) <= 1 /\ Rabs (slope (c j) i r) <= 1) /\
      Rabs (intercept (c j) i) <= 1 /\ Rabs (variance (c j) i) <= 1).
    { intros i Hi. destruct (F1 j Hj) as [_ F']. destruct (F' i Hi) as [W [S [b v]]]. pose proof (Rle_abs W0).
      split; [lra|]. split; [|lra]. intros r Hr. destruct (S r Hr). lra. }
    assert (Cub : sum_below (m j) (fun i => sum_below d (fun r => Rabs (gate (c j) i r) + Rabs (slope (c j) i r)) ^ 3)
      <= Kc * (s * D)).
    { apply Rle_trans with (1 := Cubes (c j) s ltac:(lra) (fun i r Hi Hr => proj1 (proj2 (proj2 (F j Hj) i Hi)) r Hr)).
      rewrite Rmult_assoc. apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat_l; lra. }
    destruct (Int c Kg (B * (s * D)) (coefficient d (m j) (c j) zero_index l - w)
      (fun r => coefficient d (m j) (c j) (single r) l) (second_coefficient d (m j) (c j) l)) as [C0 C1];
        [lra|apply Rmult_le_pos; unfold B; lra|exact P| |].
    - intros x Hx. pose proof (Rest c w0 W0 (s ^ 2) s ltac:(lra) F x Hx) as Rx. fold D in Rx.
      set (g := gap_at d n m T c ylo yhi x).
      assert (Fx : Rabs (cell_function d (m j) (c j) l x - w) <= Kg * (g + Kr * (s * D))).
      { apply Rle_trans with (Kg * (g + rest d n m c q x)); [|apply Rmult_le_compat_l; lra].
        destruct (Gate c F1 j0 An x Hx j Hj) as [G0 G1]. unfold w. destruct l as [|l]; [exact G0|]. rewrite Rminus_0_r.
        apply G1.
        lia. }
      pose proof (Quad (c j) x Cell (HX x Hx)) as Qx.
      assert (Qx' : Rabs (cell_function d (m j) (c j) l x - cell_polynomial d (m j) (c j) l x) <= Kq * (Kc * (s * D))).
      { apply Rle_trans with (1 := Qx). apply Rmult_le_compat_l; lra. }
      replace (quadratic d _ _ _ x) with ((cell_function d (m j) (c j) l x - w)
        + - (cell_function d (m j) (c j) l x - cell_polynomial d (m j) (c j) l x))
          by (unfold cell_polynomial, quadratic; ring).
      apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp. unfold B. lra.
    - pose proof (gap_over_nonneg_positive d n m T lo hi lo' hi' ylo yhi mixture inside interval some_atoms c P) as V0.
      change (0 <= V c) in V0.
      assert (E : Ki * (Kg * V c + B * (s * D)) <= Ki * (Kg + B) * (V c + s * D)).
      { rewrite Rmult_assoc. apply Rmult_le_compat_l; [lra|]. assert (0 < B) by (unfold B; lra).
        pose proof (Rmult_le_pos B (V c)). pose proof (Rmult_le_pos Kg (s * D)). lra. }
      split; [exact (Rle_trans _ _ _ C0 E)|]. intros r Hr. destruct (C1 r Hr) as [C1r C2r].
      unfold second_coefficient in C2r.
      rewrite Nat.eqb_refl in C2r. split; [exact (Rle_trans _ _ _ C1r E)|exact (Rle_trans _ _ _ C2r E)].
  Qed.

  (** The Taylor coefficients are at most K (V + s D). *)
  Lemma coefficients_bounded : exists K s0, 0 < K /\ 0 < s0 <= 1 /\ forall c s j0, 0 < s <= s0 -> small_cells c s j0 ->
    forall j, (j < n)%nat ->
      Rabs (sum_below (m j) (weight (c j)) - weight T j) <= K * (V c + s * spread d n m c) /\
      cell_coefficients_at_most d (m j) (c j) (K * (V c + s * spread d n m c)).
  Proof.
    destruct coefficients_of_order_bounded as [s1 [Hs1 H]]. destruct gap_over_nonneg as [s2 [Hs2 Hv]].
    destruct mixture as [n1 _]. assert (q1 : (1 <= q)%nat) by (destruct (sizes 0%nat ltac:(lia)); lia).
    set (s0 := Rmin s1 s2). assert (Hs0 : 0 < s0 <= 1).
    { split; [apply Rmin_pos; lra|apply Rle_trans with (1 := Rmin_l _ _); lra]. }
    set (P := fun j l K => forall c s j0, 0 < s <= s0 -> small_cells c s j0 ->
      coefficients_of_order d (weight T j) (m j) l (c j) (K * (V c + s * spread d n m c))).
    assert (mono : forall j l K K', P j l K -> K <= K' -> P j l K').
    { intros j l K K' HP HK c s j0 Hs Sm. destruct (HP c s j0 Hs Sm) as [C0 C1]. pose proof (Rmin_r s1 s2) as m2.
      fold s0 in m2.
      pose proof (Hv c s j0 ltac:(lra) Sm) as V0. pose proof (spread_nonneg d n m c) as D0.
      pose proof (Rmult_le_pos s _ ltac:(lra) D0) as sD.
      pose proof (Rmult_le_compat_r (V c + s * spread d n m c) _ _ ltac:(lra) HK) as L.
      split; [lra|]. intros r Hr. destruct (C1 r Hr). lra. }
    destruct (finite_constant n (fun j K => forall l, (l < S (2 * q))%nat -> P j l K)) as [K [K0 HK]].
    - intros j K K' HP HK l Hl. apply (mono j l K); [now apply HP|exact HK].
    - intros j Hj. apply (finite_constant (S (2 * q)) (P j)); [intros l K K'; apply mono|]. intros l Hl.
      destruct (H j l Hj ltac:(lia)) as [K [K0 HK]]. exists K. split; [exact K0|]. intros c s j0 Hs Sm.
      apply (HK c s j0); [|exact Sm]. pose proof (Rmin_l s1 s2) as m1. fold s0 in m1. lra.
    - exists K, s0. split; [exact K0|]. split; [exact Hs0|]. intros c s j0 Hs Sm j Hj. destruct (sizes j Hj) as [_ mq].
      assert (C : forall l, (l <= 2 * q)%nat ->
        coefficients_of_order d (weight T j) (m j) l (c j) (K * (V c + s * spread d n m c))).
      { intros l Hl. apply (HK j Hj l ltac:(lia) c s j0 Hs Sm). }
      split; [|split].
      + destruct (C 0%nat ltac:(lia)) as [C0 _]. rewrite coefficient_zero in C0. simpl in C0.
        rewrite (sum_below_ext (m j) (weight (c j))
          (fun i => weight (c j) i * heat 0 (intercept (c j) i) (variance (c j) i / 2))); [exact C0|].
        intros i _. rewrite heat_0. ring.
      + intros l Hl. destruct (C l ltac:(lia)) as [C0 _]. rewrite (proj2 (Nat.eqb_neq l 0)), Rminus_0_r in C0 by lia.
        exact C0.
      + intros r l Hr Hl. destruct (C l ltac:(lia)) as [_ C1]. now apply C1.
  Qed.

  (** One constant for finitely many cells. *)
  Lemma cells_spread_bound : exists K, 0 < K /\ forall c s j0 ε, 0 < s <= 1 -> 0 <= ε -> small_cells c s j0 ->
    (forall j, (j < n)%nat -> cell_coefficients_at_most d (m j) (c j) ε) -> spread d n m c <= K * ε.
  Proof.
    assert (H : forall n', (n' <= n)%nat -> exists K, 0 < K /\ forall c s j0 ε, 0 < s <= 1 -> 0 <= ε ->
      small_cells c s j0 ->
      (forall j, (j < n)%nat -> cell_coefficients_at_most d (m j) (c j) ε) ->
      sum_below n' (fun j => cell_spread d (m j) (c j)) <= K * ε).
    { induction n' as [|n' IH]; intro Hn.
      - exists 1. split; [lra|]. intros. simpl. lra.
      - destruct (IH ltac:(lia)) as [K1 [K10 H1]].
        destruct (cell_spread_bound d (m n') w0 W0) as [K2 [K20 H2]]; [apply sizes; lia|exact weights|].
        exists (K1 + K2). split; [lra|]. intros c s j0 ε Hs He Sm Co. simpl. rewrite Rmult_plus_distr_r.
        apply Rplus_le_compat; [apply (H1 c s j0); assumption|].
        apply H2; [|apply Co; lia]. intros i Hi. destruct Sm as [F _].
        assert (s2 : s ^ 2 <= 1) by (rewrite <- (pow1 2); apply pow_incr; lra).
        destruct (F n' ltac:(lia)) as [_ F']. destruct (F' i Hi) as [W [S [b v]]]. split; [exact W|].
        split; [|split; lra]. intros r Hr. destruct (S r Hr). split; lra. }
    apply (H n (Nat.le_refl n)).
  Qed.

  (** D <= K V, and all coefficients are at most K V. *)
  Theorem spread_bound : exists K s0, 0 < K /\ 0 < s0 <= 1 /\ forall c s j0, 0 < s <= s0 -> small_cells c s j0 ->
    spread d n m c <= K * V c /\
    forall j, (j < n)%nat ->
      Rabs (sum_below (m j) (weight (c j)) - weight T j) <= K * V c /\
        cell_coefficients_at_most d (m j) (c j) (K * V c).
  Proof.
    destruct coefficients_bounded as [K1 [s1 [K10 [S1 H1]]]]. destruct cells_spread_bound as [K2 [K20 H2]].
    destruct gap_over_nonneg as [s2 [S2 H3]].
    set (A := K1 * K2). assert (A0 : 0 < A) by (apply Rmult_lt_0_compat; assumption).
    exists (2 * A + 2 * K1), (Rmin (Rmin s1 s2) (/ (2 * (1 + A)))).
    split; [lra|]. assert (i0 : 0 < / (2 * (1 + A))) by (apply Rinv_0_lt_compat; lra).
    split; [split; [repeat apply Rmin_pos; lra|apply Rle_trans with (1 := Rmin_l _ _), Rle_trans with (1 := Rmin_l _ _);
      lra]|].
    intros c s j0 [s0 Hs] Sm.
    assert (a : s <= s1 /\ s <= s2 /\ s <= / (2 * (1 + A))).
    { pose proof (Rmin_l (Rmin s1 s2) (/ (2 * (1 + A)))). pose proof (Rmin_r (Rmin s1 s2) (/ (2 * (1 + A)))).
      pose proof (Rmin_l s1 s2). pose proof (Rmin_r s1 s2). lra. }
    destruct a as [a1 [a2 a3]]. pose proof (H3 c s j0 (conj s0 a2) Sm) as V0. pose proof (spread_nonneg d n m c) as D0.
    assert (e0 : 0 <= K1 * (V c + s * spread d n m c)).
    { apply Rmult_le_pos; [lra|]. apply Rplus_le_le_0_compat; [exact V0|apply Rmult_le_pos; lra]. }
    pose proof (H2 c s j0 _ (conj s0 (Rle_trans _ _ _ a1 (proj2 S1))) e0 Sm
      (fun j Hj => proj2 (H1 c s j0 (conj s0 a1) Sm j Hj))) as D.
    assert (sA : A * s <= / 2).
    { apply Rle_trans with ((1 + A) * / (2 * (1 + A))); [apply Rmult_le_compat; lra|]. right. field. lra. }
    assert (AD : A * s * spread d n m c <= / 2 * spread d n m c) by (apply Rmult_le_compat_r; lra).
    assert (DV : spread d n m c <= 2 * A * V c) by (unfold A in *; lra).
    assert (sD : s * spread d n m c <= V c).
    { apply Rle_trans with (s * (2 * A * V c)); [apply Rmult_le_compat_l; lra|].
      replace (s * (2 * A * V c)) with (2 * (A * s) * V c) by ring. pose proof (Rmult_le_compat_r _ _ _ V0 sA). lra. }
    assert (KV : K1 * (V c + s * spread d n m c) <= (2 * A + 2 * K1) * V c).
    { apply Rle_trans with (K1 * (2 * V c)); [apply Rmult_le_compat_l; lra|]. pose proof (Rmult_le_pos A (V c)). lra. }
    split.
    - pose proof (Rmult_le_pos K1 (V c)). lra.
    - intros j Hj. destruct (H1 c s j0 (conj s0 a1) Sm j Hj) as [W [Z S]]. split; [lra|]. split.
      + intros l Hl. specialize (Z l Hl). lra.
      + intros r l Hr Hl. destruct (S r l Hr Hl). split; lra.
  Qed.

  (** The loss of the cells is at most K V. *)
  Theorem cells_inequality : exists K s0, 0 < K /\ 0 < s0 <= 1 /\ forall c s j0, 0 < s <= s0 -> small_cells c s j0 ->
    cells_loss d n m T c <= K * V c.
  Proof.
    destruct spread_bound as [K [s0 [K0 [S0 H]]]]. exists (INR n * K + K), s0. pose proof (pos_INR n) as n0.
    split; [pose proof (Rmult_le_pos _ _ n0 (Rlt_le _ _ K0)); lra|]. split; [exact S0|].
    intros c s j0 Hs Sm. destruct (H c s j0 Hs Sm) as [D W]. unfold cells_loss. rewrite Rmult_plus_distr_r.
    apply Rplus_le_compat; [|exact D]. rewrite Rmult_assoc, <- sum_below_const. apply sum_below_le.
    intros j Hj. apply W, Hj.
  Qed.

  (** The five moments that the merged atom is made of: C(0, 0), C(e_r, 0), C(e_r, 1), C(0, 1) and 2 C(0, 2). *)
  Theorem cells_moments : exists K s0, 0 < K /\ 0 < s0 <= 1 /\ forall c s j0, 0 < s <= s0 -> small_cells c s j0 ->
    forall j, (j < n)%nat ->
      Rabs (sum_below (m j) (weight (c j)) - weight T j) <= K * V c /\
      (forall r, (r < d)%nat ->
        Rabs (sum_below (m j) (fun i => weight (c j) i * gate (c j) i r)) <= K * V c /\
        Rabs (sum_below (m j) (fun i => weight (c j) i *
          (slope (c j) i r + gate (c j) i r * intercept (c j) i))) <= K * V c) /\
      Rabs (sum_below (m j) (fun i => weight (c j) i * intercept (c j) i)) <= K * V c /\
      Rabs (sum_below (m j) (fun i => weight (c j) i * (intercept (c j) i ^ 2 + variance (c j) i))) <= K * V c.
  Proof.
    destruct spread_bound as [K [s0 [K0 [S0 H]]]]. exists (2 * K), s0. split; [lra|]. split; [exact S0|].
    intros c s j0 Hs Sm j Hj. destruct (H c s j0 Hs Sm) as [_ B]. destruct (B j Hj) as [W [Z S]].
    destruct (sizes j Hj) as [m1 _].
    assert (V0 : 0 <= K * V c) by (apply Rle_trans with (2 := W), Rabs_pos). rewrite (Rmult_assoc 2).
    assert (scaled : forall k f ε, Rabs (sum_below (m j) (fun i => weight (c j) i * f i)) <= ε -> 0 < k ->
      Rabs (sum_below (m j) (fun i => weight (c j) i * (k * f i))) <= k * ε).
    { intros k f ε Hf k0. rewrite (sum_below_ext (m j) _ (fun i => k * (weight (c j) i * f i))) by (intros; ring).
      rewrite sum_below_scal, Rabs_mult, (Rabs_pos_eq k) by lra. apply Rmult_le_compat_l; lra. }
    split; [lra|]. split; [|split].
    - intros r Hr. split.
      + destruct (S r 0%nat Hr ltac:(lia)) as [C _]. rewrite coefficient_single in C by exact Hr.
        rewrite (sum_below_ext (m j) _ (fun i => weight (c j) i *
          (gate (c j) i r * heat 0 (intercept (c j) i) (variance (c j) i / 2)
           + slope (c j) i r * heat_lower 0 (intercept (c j) i) (variance (c j) i / 2)))); [lra|].
        intros i _. rewrite heat_0. simpl. ring.
      + destruct (S r 1%nat Hr ltac:(lia)) as [C _]. rewrite coefficient_single in C by exact Hr.
        rewrite (sum_below_ext (m j) _ (fun i => weight (c j) i *
          (gate (c j) i r * heat 1 (intercept (c j) i) (variance (c j) i / 2)
           + slope (c j) i r * heat_lower 1 (intercept (c j) i) (variance (c j) i / 2)))); [lra|].
        intros i _. simpl. rewrite heat_0, heat_1. ring.
    - pose proof (Z 1%nat ltac:(lia)) as C. rewrite coefficient_zero in C.
      rewrite (sum_below_ext (m j) _ (fun i => weight (c j) i * heat 1 (intercept (c j) i) (variance (c j) i / 2)));
        [lra|].
      intros i _. now rewrite heat_1.
    - pose proof (Z 2%nat ltac:(lia)) as C. rewrite coefficient_zero in C. apply scaled with (k := 2) in C; [|lra].
      rewrite (sum_below_ext (m j) _
        (fun i => weight (c j) i * (2 * heat 2 (intercept (c j) i) (variance (c j) i / 2))));
        [exact C|].
      intros i _. rewrite heat_2. field.
  Qed.

End Cells.
