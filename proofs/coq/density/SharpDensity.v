(** * The exponents of the density inequality are sharp

    [sharp_density].  For m >= 2 atoms in a cell none of the exponents 2, 2, 2m, m of Δβ1, Δa, Δb, Δν in D_t can be
    lowered: there are a true mixture H of two atoms and mixtures G_s of m + 1 atoms, m in the first cell and the true
    atom in the second, or of m + n atoms, n of them in the second cell ([sharp_density_beside]), such that for
    0 < s <= s0

        V(G_s, H) <= C s^q   and, for every t1, some atom of the first cell has |Δ| >= κ s^r,

    with (q, r) = (2, 1), (2, 1), (2m, 1), (2m, 2) for β1, a, b, ν.  Hence V < c |Δ|^p happens for every c > 0 and every
    p < q / r ([no_smaller_exponent]).

    _Proof._  The curves of SharpExponents.v: two atoms at ±s in the gate slope; at ±s in the expert slope;
    Gauss-Hermite nodes s ξ_i with variance difference -s² ([hermite_cell]).  Σ_i w_i is the true weight, the second
    cell is exact, so with φ = 1 all brackets of Gap.v are O(s^q) at every x and so is the remainder ([gap_over_upper]).
    Two atoms of the first cell differ by 2s in β1, so no t1 brings both within s.  ∎ *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts BoxCompactness.
From MoeProof Require Import SoftmaxModel Cells ModelBridge Voronoi TwoCells SharpCurves.
From MoeProof Require CellCoefficients SharpExponents.
Import ListNotations.
Open Scope R_scope.

(** H of two atoms A1, A2, in the region with its curve G_s of m + n atoms, n of them in the cell of A2; if n = 1, this
    is A2 itself. *)
Definition attained_beside (d m n : nat) (lo hi : nat -> R) (ylo yhi : R)
  (difference : vec R d -> atom d -> atom d -> R) (q r : nat) : Prop :=
  exists (w0 W0 M ν0 N0 : R) (A1 A2 : atom d) (G : R -> list (atom d)) (C κ s0 : R),
    0 < w0 /\ 0 < ν0 /\ 0 < C /\ 0 < κ /\ 0 < s0 <= 1 /\
    distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall s, 0 < s <= s0 ->
      length (G s) = (m + n)%nat /\ region w0 W0 M ν0 N0 (G s) /\
      length (voronoi [A1; A2] A1 (G s)) = m /\ length (voronoi [A1; A2] A2 (G s)) = n /\
      (n = 1%nat -> voronoi [A1; A2] A2 (G s) = [A2]) /\
      variation lo hi ylo yhi (G s) [A1; A2] <= C * s ^ q /\
      forall t1, exists B, In B (voronoi [A1; A2] A1 (G s)) /\ κ * s ^ r <= difference t1 A1 B.

(** The same with the exact atom in the second cell. *)
Definition attained (d m : nat) (lo hi : nat -> R) (ylo yhi : R)
  (difference : vec R d -> atom d -> atom d -> R) (q r : nat) : Prop :=
  exists (w0 W0 M ν0 N0 : R) (A1 A2 : atom d) (G : R -> list (atom d)) (C κ s0 : R),
    0 < w0 /\ 0 < ν0 /\ 0 < C /\ 0 < κ /\ 0 < s0 <= 1 /\
    distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall s, 0 < s <= s0 ->
      length (G s) = S m /\ region w0 W0 M ν0 N0 (G s) /\
      length (voronoi [A1; A2] A1 (G s)) = m /\ voronoi [A1; A2] A2 (G s) = [A2] /\
      variation lo hi ylo yhi (G s) [A1; A2] <= C * s ^ q /\
      forall t1, exists B, In B (voronoi [A1; A2] A1 (G s)) /\ κ * s ^ r <= difference t1 A1 B.

(** A curve of first cells, in coordinates, makes a curve of mixtures: the step common to the three families.  The cell
    c s has weights in [u0, U0] with sum W, differences at most K s, and its functions are within K s^q of W for l = 0
    and of 0 for 1 <= l <= 2 Q. *)
Lemma attained_from_curve d m n lo hi ylo yhi (c : R -> CellCoefficients.cell) q Q (W u0 U0 K : R) :
  (2 <= m)%nat -> (1 <= n)%nat -> (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < u0 -> 0 < K ->
  (forall s, 0 < s <= 1 -> sum_below m (CellCoefficients.weight (c s)) = W /\
     (forall j, (j < m)%nat -> u0 <= CellCoefficients.weight (c s) j <= U0 /\
       (forall r, (r < d)%nat -> Rabs (CellCoefficients.gate (c s) j r) <= K * s /\
         Rabs (CellCoefficients.slope (c s) j r) <= K * s) /\
       Rabs (CellCoefficients.intercept (c s) j) <= K * s /\ Rabs (CellCoefficients.variance (c s) j) <= K * s ^ 2) /\
     forall x, in_box d lo hi x ->
       Rabs (CellCoefficients.cell_function d m (c s) 0 x - W) <= K * s ^ q /\
       forall l, (1 <= l <= 2 * Q)%nat -> Rabs (CellCoefficients.cell_function d m (c s) l x) <= K * s ^ q) ->
  (q <= 2 * Q + 1)%nat ->
  exists (w0 W0 M ν0 N0 : R) (A1 A2 : atom d) (G : R -> list (atom d)) (C s0 : R),
    0 < w0 /\ 0 < ν0 /\ 0 < C /\ 0 < s0 <= 1 /\
    distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall s, 0 < s <= s0 ->
      length (G s) = (m + n)%nat /\ region w0 W0 M ν0 N0 (G s) /\
      length (voronoi [A1; A2] A1 (G s)) = m /\ length (voronoi [A1; A2] A2 (G s)) = n /\
      (n = 1%nat -> voronoi [A1; A2] A2 (G s) = [A2]) /\
      variation lo hi ylo yhi (G s) [A1; A2] <= C * s ^ q /\
      forall j, (j < m)%nat -> exists B, In B (voronoi [A1; A2] A1 (G s)) /\
        gate_slope B = gate_slope A1 ⊕ tuple d (CellCoefficients.gate (c s) j) /\
        slope (expert_of B) = slope (expert_of A1) ⊕ tuple d (CellCoefficients.slope (c s) j) /\
        intercept (expert_of B) = intercept (expert_of A1) + CellCoefficients.intercept (c s) j /\
        variance (expert_of B) = variance (expert_of A1) + CellCoefficients.variance (c s) j.
Proof.
  intros Hm Hn box interval u00 K0 Curve Hq.
  destruct (box_bounded d lo hi) as (X & X0 & HX). pose proof (pos_INR d) as d0. pose proof (pos_INR m) as m0.
  destruct (Curve 1 ltac:(lra)) as (EW & W1 & _).
  assert (UW : u0 <= W).
  { rewrite <- EW. apply Rle_trans with (CellCoefficients.weight (c 1) 0%nat); [apply (W1 0%nat); lia|].
    apply sum_below_term; [|lia]. intros i Hi. destruct (W1 i Hi) as [[w _] _]. lra. }
  assert (n1 : 0 < / INR n <= 1).
  { assert (1 <= INR n) by now apply (le_INR 1). split; [apply Rinv_0_lt_compat; lra|]. rewrite <- Rinv_1.
    apply Rinv_le_contravar; lra. }
  set (w0 := Rmin u0 (/ INR n)). set (W0 := Rmax U0 (Rmax W 1)).
  assert (B1 : 0 < w0 /\ w0 <= u0 /\ w0 <= / INR n).
  { unfold w0. split; [apply Rmin_pos; lra|]. split; [apply Rmin_l|apply Rmin_r]. }
  assert (B2 : U0 <= W0 /\ W <= W0 /\ 1 <= W0).
  { unfold W0. pose proof (Rmax_l U0 (Rmax W 1)). pose proof (Rmax_r U0 (Rmax W 1)). pose proof (Rmax_l W 1).
    pose proof (Rmax_r W 1). lra. }
  destruct (two_cells d m n lo hi ylo yhi W 1 w0 W0 K Q box interval ltac:(lia) Hn ltac:(lra) ltac:(lra)
    ltac:(lra) ltac:(lra))
    as (Ds & Rg & K1 & δ & K10 & δ0 & Two).
  set (A1 := first_atom W : atom d) in *. set (A2 := second_atom 1 : atom d) in *.
  set (L := (1 + K) * (INR d * X + 1)).
  assert (L0 : 0 <= INR d * X) by (apply Rmult_le_pos; lra).
  assert (L1 : 0 < L) by (unfold L; nra).
  set (E := K + INR m * (2 * L ^ (2 * Q + 1))).
  assert (E0 : 0 < E).
  { pose proof (pow_lt L (2 * Q + 1) L1). unfold E. assert (0 <= INR m * (2 * L ^ (2 * Q + 1))) by (apply Rmult_le_pos;
    lra). lra. }
  set (s0 := Rmin 1 (δ / K)).
  assert (S0 : 0 < s0 <= 1 /\ s0 * K <= δ).
  { unfold s0. assert (0 < δ / K) by (apply Rdiv_lt_0_compat; lra). split; [split; [apply Rmin_pos; lra|apply Rmin_l]|].
    apply Rle_trans with (δ / K * K); [apply Rmult_le_compat_r; [lra|apply Rmin_r]|]. right. field. lra. }
  assert (A2' : n = 1%nat -> moved_atoms A2 n (exact_atoms n) = [A2]).
  { intros ->. unfold moved_atoms, moved, A2, second_atom, exact_atoms. simpl.
    rewrite Rinv_1, ln_1, tuple_zero, zero_plus, !Rplus_0_r.
    reflexivity. }
  exists w0, W0, (INR d * (K + 1) + 5), (1 / 2), 2, A1, A2, (fun s => moved_atoms A1 m (c s) ++
    moved_atoms A2 n (exact_atoms n)), (K1 * E), s0.
  split; [apply B1|]. split; [lra|]. split; [apply Rmult_lt_0_compat; assumption|]. split; [apply S0|].
    split; [exact Ds|].
  split; [exact Rg|]. intros s Hs. destruct S0 as [S0 S1].
  assert (s1 : 0 < s <= 1) by lra.
  assert (sK : K * s <= δ). { apply Rle_trans with (2 := S1). rewrite Rmult_comm. apply Rmult_le_compat_r; lra. }
  assert (sK2 : K * s ^ 2 <= K * s). { apply Rmult_le_compat_l; [lra|]. simpl. rewrite Rmult_1_r.
    rewrite <- (Rmult_1_r s) at 3. apply Rmult_le_compat_l; lra. }
  destruct (Curve s s1) as (_ & Wt & F).
  assert (In1 : cell_within d m (c s) w0 W0 K δ).
  { intros j Hj. destruct (Wt j Hj) as (w & g & b & v). split; [lra|]. split; [|lra]. intros r Hr. destruct (g r Hr).
    pose proof (Rmult_le_compat_l K s 1). lra. }
  assert (In2 : cell_within d n (exact_atoms n) w0 W0 K δ).
  { intros j Hj. cbn. split; [lra|]. split; [intros r Hr|]; rewrite Rabs_R0; lra. }
  destruct (Two (c s) (exact_atoms n) In1 In2) as (Rg' & V1 & V2 & Up). split.
  { now rewrite app_length, !length_moved. }
  split; [exact Rg'|]. split; [now rewrite V1, length_moved|]. split; [now rewrite V2, length_moved|].
  split; [intro e; rewrite V2; now apply A2'|]. split.
  - rewrite Rmult_assoc. apply Up with (φ := fun _ => 1). intros x Hx. destruct (F x Hx) as [F0 Fl].
    assert (sq : 0 < s ^ q) by (apply pow_lt; lra).
    assert (KE : K * s ^ q <= E * s ^ q).
    { apply Rmult_le_compat_r; [lra|]. unfold E. pose proof (pow_lt L (2 * Q + 1) L1).
      assert (0 <= INR m * (2 * L ^ (2 * Q + 1))) by (apply Rmult_le_pos; lra). lra. }
    split; [|split; [|split]].
    + rewrite Rmult_1_r. lra.
    + rewrite exact_function by exact Hn. simpl Nat.eqb. cbv iota. rewrite Rmult_1_r, Rminus_eq_0, Rabs_R0. nra.
    + intros l Hl. split; [apply Rle_trans with (2 := KE); now apply Fl|]. rewrite exact_function by exact Hn.
      destruct (Nat.eqb_spec l 0); [lia|]. rewrite Rabs_R0. nra.
    + rewrite exact_rest, Rplus_0_r. unfold cell_rest. apply Rle_trans with (sum_below m (fun _ => 2 * L ^ (2 * Q + 1) *
      s ^ (2 * Q + 1))).
      * apply sum_below_le. intros j Hj. destruct (Wt j Hj) as (w & g & b & v).
        assert (Ls : (L * s) ^ (2 * Q + 1) = L ^ (2 * Q + 1) * s ^ (2 * Q + 1)) by apply Rpow_mult_distr.
        assert (Lη : Rabs (Coordinates.dot d (CellCoefficients.slope (c s) j) x + CellCoefficients.intercept (c s)
          j) <= L * s).
        { apply Rle_trans with (1 := Rabs_triang _ _).
          pose proof (dot_bounded d (CellCoefficients.slope (c s) j) x (K * s) X ltac:(nra) (fun r Hr => proj2 (g r Hr))
            (HX x Hx)) as D.
          unfold L. nra. }
        assert (Lν : sqrt (Rabs (CellCoefficients.variance (c s) j)) <= L * s).
        { rewrite <- (sqrt_pow2 (L * s)) by nra. apply sqrt_le_1_alt. apply Rle_trans with (1 := v).
          rewrite Rpow_mult_distr. apply Rmult_le_compat_r; [apply pow2_ge_0|]. assert (1 + K <= L) by (unfold L; nra).
          assert (1 + K <= L ^ 2) by nra. lra. }
        pose proof (pow_incr _ (L * s) (2 * Q + 1) (conj (Rabs_pos _) Lη)) as P1.
        pose proof (pow_incr _ (L * s) (2 * Q + 1) (conj (sqrt_pos _) Lν)) as P2. lra.
      * rewrite sum_below_const. unfold E. apply Rle_trans with (INR m * (2 * L ^ (2 * Q + 1)) * s ^ q).
        -- rewrite <- Rmult_assoc. apply Rmult_le_compat_l.
           { pose proof (pow_lt L (2 * Q + 1) L1). apply Rmult_le_pos; lra. }
           replace (2 * Q + 1)%nat with (q + (2 * Q + 1 - q))%nat by lia. rewrite pow_add.
           pose proof (pow_incr s 1 (2 * Q + 1 - q) ltac:(lra)) as P. rewrite pow1 in P. nra.
        -- apply Rmult_le_compat_r; lra.
  - intros j Hj. exists (moved A1 (c s) j). split; [rewrite V1; apply in_moved; exists j; tauto|]. repeat split.
Qed.

(** The Gauss-Hermite curve: the two largest differences at once. *)
Lemma hermite_attained d m n lo hi ylo yhi : (2 <= m)%nat -> (1 <= n)%nat -> (forall i, (i < d)%nat -> lo i < hi i) ->
  ylo < yhi ->
  attained_beside d m n lo hi ylo yhi (fun _ => intercept_difference) (2 * m) 1 /\
  attained_beside d m n lo hi ylo yhi (fun _ => variance_difference) (2 * m) 2.
Proof.
  intros Hm Hn box interval. destruct (gauss_hermite_nodes m Hm) as (w & ξ & pos & (j0 & Hj0 & nz) & E).
  destruct (finite_bounds m w pos) as (u0 & U0 & u00 & _ & Hw).
  destruct (finite_bounds m (fun j => 1 + Rabs (ξ j))) as (l0 & X & _ & X0 & HX).
  { intros j _. pose proof (Rabs_pos (ξ j)). lra. }
  set (last := Rabs (sum_below m (fun j => w j * heat (2 * m) (ξ j) (-1/2)))).
  assert (last0 : 0 <= last) by apply Rabs_pos.
  assert (X1 : 1 <= X) by (destruct (HX j0 Hj0) as [_ h]; pose proof (Rabs_pos (ξ j0)); lra).
  destruct (attained_from_curve d m n lo hi ylo yhi (SharpExponents.hermite_cell w ξ) (2 * m) m (sum_below m w) u0 U0
    (X + last))
    as (w0 & W0 & M & ν0 & N0 & A1 & A2 & G & C & s0 & w00 & ν00 & C0 & S0 & Ds & Rg & Attained); try assumption;
      try lra; try lia.
  { intros s Hs. split; [reflexivity|]. split.
    - intros j Hj. cbn [SharpExponents.hermite_cell CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope
        CellCoefficients.intercept CellCoefficients.variance]. split; [now apply Hw|].
      destruct (HX j Hj) as [_ h]. split; [|split].
      + intros r _. rewrite Rabs_R0. assert (0 <= (X + last) * s) by (apply Rmult_le_pos; lra). lra.
      + rewrite Rabs_mult, (Rabs_pos_eq s), Rmult_comm by lra. apply Rmult_le_compat_r; lra.
      + pose proof (pow2_ge_0 s). rewrite Rabs_Ropp, Rabs_pos_eq by lra. rewrite <- (Rmult_1_l (s ^ 2)) at 1.
        apply Rmult_le_compat_r; lra.
    - assert (sq : 0 < s ^ (2 * m)) by (apply pow_lt; lra).
      assert (P : 0 <= (X + last) * s ^ (2 * m)) by (apply Rmult_le_pos; lra). intros x _. split.
      + rewrite hermite_cell_functions, (sum_below_ext m _ w) by (intros; rewrite heat_0; ring).
        replace (s ^ 0 * sum_below m w - sum_below m w) with 0 by (simpl; ring). rewrite Rabs_R0. exact P.
      + intros l Hl. rewrite hermite_cell_functions. destruct (Nat.eq_dec l (2 * m)) as [->|ne].
        * rewrite Rabs_mult, (Rabs_pos_eq (s ^ (2 * m))), Rmult_comm by lra. apply Rmult_le_compat_r; [lra|]. fold last.
          lra.
        * rewrite E, Rmult_0_r, Rabs_R0 by lia. exact P. }
  split.
  - exists w0, W0, M, ν0, N0, A1, A2, G, C, (Rabs (ξ j0)), s0. split; [exact w00|]. split; [exact ν00|].
    split; [exact C0|].
    split; [now apply Rabs_pos_lt|]. split; [exact S0|]. split; [exact Ds|]. split; [exact Rg|]. intros s Hs.
    destruct (Attained s Hs) as (Ln & Rs & V1 & V2 & V3 & V & Ex). do 6 (split; [assumption|]). intros t1.
    destruct (Ex j0 Hj0) as (B & i & _ & _ & b & _). exists B. split; [exact i|]. unfold intercept_difference.
      rewrite b.
    cbn [SharpExponents.hermite_cell CellCoefficients.intercept]. replace (_ + _ - _) with (s * ξ j0) by ring.
    rewrite Rabs_mult, (Rabs_pos_eq s) by lra. right. ring.
  - exists w0, W0, M, ν0, N0, A1, A2, G, C, 1, s0. split; [exact w00|]. split; [exact ν00|]. split; [exact C0|].
    split; [lra|]. split; [exact S0|]. split; [exact Ds|]. split; [exact Rg|]. intros s Hs.
    destruct (Attained s Hs) as (Ln & Rs & V1 & V2 & V3 & V & Ex). do 6 (split; [assumption|]). intros t1.
    destruct (Ex j0 Hj0) as (B & i & _ & _ & _ & v). exists B. split; [exact i|]. unfold variance_difference. rewrite v.
    cbn [SharpExponents.hermite_cell CellCoefficients.variance]. replace (_ + _ - _) with (- s ^ 2) by ring.
    rewrite Rabs_Ropp, Rabs_pos_eq by apply pow2_ge_0. right. ring.
Qed.

(** Theorem 2, with any number n >= 1 of atoms in the second cell. *)
Theorem sharp_density_beside d m n lo hi ylo yhi : (1 <= d)%nat -> (2 <= m)%nat -> (1 <= n)%nat ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi ->
  attained_beside d m n lo hi ylo yhi gate_difference 2 1 /\
  attained_beside d m n lo hi ylo yhi (fun _ => slope_difference) 2 1 /\
  attained_beside d m n lo hi ylo yhi (fun _ => intercept_difference) (2 * m) 1 /\
  attained_beside d m n lo hi ylo yhi (fun _ => variance_difference) (2 * m) 2.
Proof.
  intros Hd Hm Hn box interval. destruct (box_bounded d lo hi) as (X & X0 & HX). set (Y := INR d * X).
  assert (Y0 : 0 <= Y) by (apply Rmult_le_pos; [apply pos_INR|lra]).
  assert (m0 : 0 < INR m) by (apply lt_0_INR; lia).
  assert (g : forall j, Rabs (SharpExponents.sign_of j) <= 1).
  { intros [|[|j]]; simpl; [rewrite Rabs_R1; lra| |rewrite Rabs_R0; lra]. replace (-1) with (- (1)) by ring.
    rewrite Rabs_Ropp, Rabs_R1. lra. }
  assert (size : forall K s j, 0 < s -> 1 <= K -> Rabs (SharpExponents.sign_of j * s) <= K * s).
  { intros K s j s0 K1. rewrite Rabs_mult, (Rabs_pos_eq s) by lra. apply Rmult_le_compat_r; [lra|]. pose proof (g j).
    lra. }
  split; [|split; [|now apply hermite_attained]].
  - set (K := 1 + INR m * (exp Y * Y ^ 3 + Y ^ 2)).
    assert (K1 : 1 <= K).
    { unfold K. pose proof (exp_pos Y). pose proof (pow_le Y 3 Y0). pose proof (pow2_ge_0 Y).
      assert (0 <= exp Y * Y ^ 3) by (apply Rmult_le_pos; lra).
      assert (0 <= INR m * (exp Y * Y ^ 3 + Y ^ 2)) by (apply Rmult_le_pos; lra). lra. }
    destruct (attained_from_curve d m n lo hi ylo yhi SharpExponents.gate_pair 2 1 (INR m) 1 1 K)
      as (w0 & W0 & M & ν0 & N0 & A1 & A2 & G & C & s0 & w00 & ν00 & C0 & S0 & Ds & Rg & Attained); try assumption;
        try lra; try lia.
    { intros s Hs. assert (P : 0 <= K * s ^ 2) by (apply Rmult_le_pos; [lra|apply pow2_ge_0]).
      assert (P1 : 0 <= K * s) by (apply Rmult_le_pos; lra). split; [|split].
      - simpl. rewrite sum_below_const. ring.
      - intros j Hj. simpl. rewrite Rabs_R0. split; [lra|]. split; [|split; [exact P1|exact P]]. intros r _.
        split; [|exact P1].
        apply size; lra.
      - intros x Hx. destruct (gate_pair_functions d m s X x Hm Hs (Rlt_le _ _ X0) (HX x Hx)) as [F0 Fl]. fold Y in F0.
        split.
        + apply Rle_trans with (1 := F0). apply Rmult_le_compat_r; [apply pow2_ge_0|unfold K; lra].
        + intros l Hl. rewrite Fl, Rabs_R0 by lia. exact P. }
    exists w0, W0, M, ν0, N0, A1, A2, G, C, 1, s0. split; [exact w00|]. split; [exact ν00|]. split; [exact C0|].
    split; [lra|]. split; [exact S0|]. split; [exact Ds|]. split; [exact Rg|]. intros s Hs.
    destruct (Attained s Hs) as (Ln & Rs & V1 & V2 & V3 & V & Ex). do 6 (split; [assumption|]). intros t1.
    assert (coordinate : forall B j, gate_slope B = gate_slope A1 ⊕ tuple d (fun _ => SharpExponents.sign_of j * s) ->
      Rabs (SharpExponents.sign_of j * s - coord t1 0) <= gate_difference t1 A1 B).
    { intros B j e. unfold gate_difference. rewrite e. apply Rle_trans with (2 := coord_le_len d _ 0%nat). right.
      f_equal.
      replace (gate_slope A1 ⊕ tuple d (fun _ => SharpExponents.sign_of j * s) ⊖ (gate_slope A1 ⊕ t1))
        with (tuple d (fun _ => SharpExponents.sign_of j * s) ⊖ t1) by vector_identity.
      rewrite coord_plus, coord_scal, coord_tuple by lia. ring. }
    destruct (Rle_or_lt (coord t1 0) 0) as [h|h].
    + destruct (Ex 0%nat ltac:(lia)) as (B & i & e & _). exists B. split; [exact i|].
      apply Rle_trans with (2 := coordinate B 0%nat e).
      simpl. rewrite Rabs_pos_eq; lra.
    + destruct (Ex 1%nat ltac:(lia)) as (B & i & e & _). exists B. split; [exact i|].
      apply Rle_trans with (2 := coordinate B 1%nat e).
      simpl. rewrite Rabs_left1; lra.
  - set (K := 1 + Y ^ 2). assert (K1 : 1 <= K) by (unfold K; pose proof (pow2_ge_0 Y); lra).
    destruct (attained_from_curve d m n lo hi ylo yhi SharpExponents.slope_pair 2 1 (INR m) 1 1 K)
      as (w0 & W0 & M & ν0 & N0 & A1 & A2 & G & C & s0 & w00 & ν00 & C0 & S0 & Ds & Rg & Attained); try assumption;
        try lra; try lia.
    { intros s Hs. assert (P : 0 <= K * s ^ 2) by (apply Rmult_le_pos; [lra|apply pow2_ge_0]).
      assert (P1 : 0 <= K * s) by (apply Rmult_le_pos; lra). split; [|split].
      - simpl. rewrite sum_below_const. ring.
      - intros j Hj. simpl. rewrite Rabs_R0. split; [lra|]. split; [|split; [exact P1|exact P]]. intros r _.
        split; [exact P1|].
        apply size; lra.
      - intros x Hx. destruct (slope_pair_functions d m s X x Hm Hs (Rlt_le _ _ X0) (HX x Hx)) as (F0 & F1 & F2).
        fold Y in F2. split.
        + rewrite F0, Rminus_eq_0, Rabs_R0. exact P.
        + intros l Hl. assert (L : l = 1%nat \/ l = 2%nat) by lia. destruct L as [->| ->].
          * rewrite F1, Rabs_R0. exact P.
          * apply Rle_trans with (1 := F2). apply Rmult_le_compat_r; [apply pow2_ge_0|unfold K; lra]. }
    exists w0, W0, M, ν0, N0, A1, A2, G, C, 1, s0. split; [exact w00|]. split; [exact ν00|]. split; [exact C0|].
    split; [lra|]. split; [exact S0|]. split; [exact Ds|]. split; [exact Rg|]. intros s Hs.
    destruct (Attained s Hs) as (Ln & Rs & V1 & V2 & V3 & V & Ex). do 6 (split; [assumption|]). intros t1.
    destruct (Ex 0%nat ltac:(lia)) as (B & i & _ & e & _). exists B. split; [exact i|]. unfold slope_difference.
      rewrite e.
    apply Rle_trans with (2 := coord_le_len d _ 0%nat).
    replace (slope (expert_of A1) ⊕ tuple d (CellCoefficients.slope (SharpExponents.slope_pair s) 0) ⊖ slope (expert_of
      A1))
      with (tuple d (CellCoefficients.slope (SharpExponents.slope_pair s) 0)) by vector_identity.
    rewrite coord_tuple by lia. simpl. rewrite Rabs_pos_eq; lra.
Qed.

(** Theorem 2: the second cell is exact. *)
Theorem sharp_density d m lo hi ylo yhi : (1 <= d)%nat -> (2 <= m)%nat -> (forall i, (i < d)%nat -> lo i < hi i) ->
  ylo < yhi ->
  attained d m lo hi ylo yhi gate_difference 2 1 /\
  attained d m lo hi ylo yhi (fun _ => slope_difference) 2 1 /\
  attained d m lo hi ylo yhi (fun _ => intercept_difference) (2 * m) 1 /\
  attained d m lo hi ylo yhi (fun _ => variance_difference) (2 * m) 2.
Proof.
  intros Hd Hm box interval.
  destruct (sharp_density_beside d m 1 lo hi ylo yhi Hd Hm (le_n 1) box interval) as (g & a & b & v).
  assert (exact : forall difference q r, attained_beside d m 1 lo hi ylo yhi difference q r ->
    attained d m lo hi ylo yhi difference q r).
  { intros difference q r (w0 & W0 & M & ν0 & N0 & A1 & A2 & G & C & κ & s0 & w00 & ν00 & C0 & κ0 & S0 & D & R & curve).
    exists w0, W0, M, ν0, N0, A1, A2, G, C, κ, s0. do 7 (split; [assumption|]). intros s Hs.
    destruct (curve s Hs) as (L & Rs & V1 & _ & V2 & V & Ex). rewrite Nat.add_1_r in L.
    do 3 (split; [assumption|]). split; [now apply V2|]. split; [exact V|exact Ex]. }
  repeat split; now apply exact.
Qed.

(** No exponent below q / r would do, with any constant. *)
Corollary no_smaller_exponent d m lo hi ylo yhi difference q r (p : R) : attained d m lo hi ylo yhi difference q r ->
  0 < p -> p * INR r < INR q ->
  exists (w0 W0 M ν0 N0 : R) (A1 A2 : atom d), 0 < w0 /\ 0 < ν0 /\ distinct_experts [A1; A2]
    /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall c, 0 < c -> exists G, length G = S m /\ region w0 W0 M ν0 N0 G /\
      length (voronoi [A1; A2] A1 G) = m /\ voronoi [A1; A2] A2 G = [A2] /\
      forall t1, exists B, In B (voronoi [A1; A2] A1 G) /\
        variation lo hi ylo yhi G [A1; A2] < c * Rpower (difference t1 A1 B) p.
Proof.
  intros (w0 & W0 & M & ν0 & N0 & A1 & A2 & G & C & κ & s0 & w00 & ν00 & C0 & κ0 & S0 & Ds & Rg & Attained) p0 small.
  exists w0, W0, M, ν0, N0, A1, A2. do 4 (split; [assumption|]). intros c c0.
  set (τ := INR q - p * INR r). assert (τ0 : 0 < τ) by (unfold τ; lra).
  set (z := c * Rpower κ p / C). assert (kp : 0 < Rpower κ p) by apply exp_pos.
  assert (z0 : 0 < z) by (apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; assumption).
  set (s := Rmin s0 (Rpower z (/ τ) / 2)). assert (g0 : 0 < Rpower z (/ τ)) by apply exp_pos.
  assert (s1 : 0 < s) by (apply Rmin_pos; lra).
  assert (s2 : s <= s0) by apply Rmin_l. assert (s3 : s < Rpower z (/ τ)).
  { apply Rle_lt_trans with (Rpower z (/ τ) / 2); [apply Rmin_r|lra]. }
  destruct (Attained s (conj s1 s2)) as (Ln & Rs & V1 & V2 & V & Ex). exists (G s). do 4 (split; [assumption|]).
    intro t1.
  destruct (Ex t1) as (B & i & L). exists B. split; [exact i|]. apply Rle_lt_trans with (1 := V).
  assert (kr : 0 < κ * s ^ r) by (apply Rmult_lt_0_compat; [exact κ0|apply pow_lt, s1]).
  apply Rlt_le_trans with (c * Rpower (κ * s ^ r) p).
  - rewrite <- Rpower_mult_distr by (try apply pow_lt; assumption). rewrite <- (Rpower_pow r), Rpower_mult by exact s1.
    rewrite <- (Rpower_pow q) by exact s1. replace (INR q) with (τ + INR r * p) by (unfold τ; ring).
      rewrite Rpower_plus.
    assert (sp : 0 < Rpower s (INR r * p)) by apply exp_pos.
    assert (st : Rpower s τ < z).
    { replace z with (Rpower (Rpower z (/ τ)) τ).
      - apply Rlt_Rpower_l; [exact τ0|]. split; assumption.
      - rewrite Rpower_mult, Rinv_l by lra. now apply Rpower_1. }
    apply Rlt_le_trans with (C * (z * Rpower s (INR r * p))).
    + apply Rmult_lt_compat_l; [exact C0|]. apply Rmult_lt_compat_r; assumption.
    + right. unfold z. field. lra.
  - apply Rmult_le_compat_l; [lra|]. apply Rle_Rpower_l; [lra|]. split; [exact kr|exact L].
Qed.
