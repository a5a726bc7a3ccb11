(** * The exponent 1 of a cell with one atom is sharp, and a free gate slope has no exponent

    - [one_atom_attained]: a true mixture H of two atoms A1 and A2, and mixtures G_s of two atoms, one in each cell, the
      second one A2 itself, with V(G_s, H) <= C s and |Δβ1|, |Δa|, |Δb|, |Δν| >= s for the first.
    - [gate_slope_attained_without_gate]: a mixture of m atoms in each of two cells, m >= 2, with V(G, H) = 0, and for
      every t1 an atom of the first cell with |Δβ1| >= 1.

    _Proof._  With all four differences s the functions of the cell are F_0 = e^(sD), D = Σ_r x_r, F_1 = F_0 (sD + s)
    and F_2 = F_0 ((sD + s)² + s) / 2; so F_0 - 1, F_1 and F_2 are O(s) on the box.  If both cells have two atoms at 1
    and -1 in the gate slopes, and all other differences are 0, then F_0 is a common factor of both cells and F_l = 0
    for l >= 1.  In both cases [two_cells] bounds V.  ∎ *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts BoxCompactness.
From MoeProof Require Import SoftmaxModel Cells ModelBridge Voronoi TwoCells SharpCurves.
From MoeProof Require CellCoefficients SharpExponents.
Import ListNotations.
Open Scope R_scope.

(** |e^z - 1| <= |z| e^|z|. *)
Lemma exponential_near_one z : Rabs (exp z - 1) <= Rabs z * exp (Rabs z).
Proof.
  pose proof (exp_ineq1_le z) as low. pose proof (exp_ineq1_le (- z)) as up. pose proof (exp_pos z) as e.
  rewrite exp_Ropp in up. assert (U : exp z - 1 <= z * exp z).
  { apply (Rmult_le_compat_r (exp z)) in up; [|lra]. rewrite Rinv_l in up by lra. lra. }
  assert (L : exp z <= exp (Rabs z)).
  { destruct (Req_dec z (Rabs z)) as [<-|n]; [lra|]. apply Rlt_le, exp_increasing. pose proof (Rle_abs z). lra. }
  assert (1 <= exp (Rabs z)) by (pose proof (exp_ineq1_le (Rabs z)); pose proof (Rabs_pos z); lra).
  unfold Rabs in *. destruct (Rcase_abs (exp z - 1)), (Rcase_abs z); nra.
Qed.

(** One atom of weight 1 with all differences s. *)
Definition moved_atom (s : R) : CellCoefficients.cell :=
  {| CellCoefficients.weight := fun _ => 1; CellCoefficients.gate := fun _ _ => s;
     CellCoefficients.slope := fun _ _ => s;
     CellCoefficients.intercept := fun _ => s; CellCoefficients.variance := fun _ => s |}.

(** H_1(a, b) = a and H_2(a, b) = a² / 2 + b. *)
Lemma heat_one_two a b : heat 1 a b = a /\ heat 2 a b = a ^ 2 / 2 + b.
Proof. unfold heat, HeatPolynomials.heat. simpl. split; field. Qed.

(** Its functions, as far as they are needed, and its remainder, are O(s). *)
Lemma moved_atom_functions d s X x : 0 < s <= 1 -> 0 <= X -> (forall i, (i < d)%nat -> Rabs (x i) <= X) ->
  let Z := INR d * X + 1 in let E := 4 * Z ^ 3 * exp Z in
  Rabs (CellCoefficients.cell_function d 1 (moved_atom s) 0 x - 1) <= E * s /\
  (forall l, (1 <= l <= 2)%nat -> Rabs (CellCoefficients.cell_function d 1 (moved_atom s) l x) <= E * s) /\
  cell_rest d 1 (moved_atom s) 1 x <= E * s.
Proof.
  intros Hs X0 HX Z E. assert (Y0 : 0 <= INR d * X) by (apply Rmult_le_pos; [apply pos_INR|exact X0]).
  assert (Z1 : 1 <= Z) by (unfold Z; lra). set (D := sum_below d x).
  assert (HD : Rabs D <= Z - 1).
  { unfold D, Z. apply Rle_trans with (1 := sum_below_abs _ _). replace (INR d * X + 1 - 1) with (INR d * X) by ring.
    rewrite <- sum_below_const. now apply sum_below_le. }
  set (e := exp (s * D)). assert (e0 : 0 < e) by apply exp_pos.
  assert (sD : Rabs (s * D) <= s * (Z - 1)).
  { rewrite Rabs_mult, (Rabs_pos_eq s) by lra. apply Rmult_le_compat_l; lra. }
  assert (up : forall z, z <= Z -> exp z <= exp Z).
  { intros z Hz. destruct (Req_dec z Z) as [->|n]; [lra|]. apply Rlt_le, exp_increasing. lra. }
  assert (e1 : e <= exp Z).
  { apply up. apply Rle_trans with (1 := Rle_abs _), Rle_trans with (1 := sD). nra. }
  pose proof (exp_pos Z) as EZ.
  assert (P2 : 1 <= Z ^ 2) by (apply pow_R1_Rle; lra). assert (P3 : Z <= Z ^ 3 /\ Z ^ 2 <= Z ^ 3 /\ 1 <= Z ^ 3).
  { replace (Z ^ 3) with (Z * Z ^ 2) by ring. nra. }
  assert (EZ1 : 1 <= exp Z) by (pose proof (exp_ineq1_le Z); lra).
  assert (E3 : forall u, 0 <= u -> u <= 4 * Z ^ 3 * s -> u * exp Z <= E * s).
  { intros u u0 U. unfold E. replace (4 * Z ^ 3 * exp Z * s) with (4 * Z ^ 3 * s * exp Z) by ring.
    apply Rmult_le_compat_r; lra. }
  set (η := s * D + s). assert (Hη : Rabs η <= s * Z).
  { unfold η. apply Rle_trans with (1 := Rabs_triang _ _). rewrite (Rabs_pos_eq s) by lra. lra. }
  assert (η2 : η ^ 2 <= s * Z ^ 2).
  { rewrite <- (Rabs_pos_eq (η ^ 2)) by apply pow2_ge_0. rewrite <- RPow_abs.
    apply Rle_trans with ((s * Z) ^ 2); [apply pow_incr; split; [apply Rabs_pos|exact Hη]|].
    rewrite Rpow_mult_distr. apply Rmult_le_compat_r; [lra|]. simpl. nra. }
  assert (value : forall l, CellCoefficients.cell_function d 1 (moved_atom s) l x = e * heat l η (s / 2)).
  { intro l. unfold CellCoefficients.cell_function, moved_atom. cbn [sum_below CellCoefficients.weight
      CellCoefficients.gate CellCoefficients.slope CellCoefficients.intercept CellCoefficients.variance].
    rewrite dot_const. fold D. fold η. fold e. ring. }
  split; [|split].
  - rewrite value, heat_0, Rmult_1_r. unfold e. apply Rle_trans with (1 := exponential_near_one _).
    apply Rle_trans with (s * Z * exp Z).
    + apply Rmult_le_compat; [apply Rabs_pos|apply Rlt_le, exp_pos|nra|]. apply up.
      apply Rle_trans with (1 := sD). nra.
    + apply E3; nra.
  - intros l Hl. rewrite value, Rabs_mult, (Rabs_pos_eq e), Rmult_comm by lra.
    assert (H : Rabs (heat l η (s / 2)) <= 4 * Z ^ 3 * s).
    { assert (L : l = 1%nat \/ l = 2%nat) by lia. destruct (heat_one_two η (s / 2)) as [h1 h2].
      destruct L as [-> | ->]; [rewrite h1|rewrite h2].
      - apply Rle_trans with (1 := Hη). nra.
      - rewrite Rabs_pos_eq by (pose proof (pow2_ge_0 η); lra). nra. }
    apply Rle_trans with (Rabs (heat l η (s / 2)) * exp Z).
    + apply Rmult_le_compat_l; [apply Rabs_pos|exact e1].
    + apply E3; [apply Rabs_pos|exact H].
  - unfold cell_rest, moved_atom. cbn [sum_below CellCoefficients.slope CellCoefficients.intercept
      CellCoefficients.variance]. rewrite dot_const. fold D. fold η. rewrite (Rabs_pos_eq s) by lra.
    change (2 * 1 + 1)%nat with 3%nat.
    assert (cube : Rabs η ^ 3 <= s * Z ^ 3).
    { apply Rle_trans with ((s * Z) ^ 3); [apply pow_incr; split; [apply Rabs_pos|exact Hη]|].
      rewrite Rpow_mult_distr. apply Rmult_le_compat_r; [lra|]. simpl. nra. }
    assert (root : sqrt s ^ 3 <= s).
    { replace (sqrt s ^ 3) with (sqrt s * sqrt s * sqrt s) by ring. rewrite sqrt_sqrt by lra.
      assert (sqrt s <= 1) by (rewrite <- sqrt_1; apply sqrt_le_1_alt; lra). pose proof (sqrt_pos s). nra. }
    apply Rle_trans with (2 * Z ^ 3 * s * exp Z); [|apply E3; nra].
    apply Rle_trans with (2 * Z ^ 3 * s); [nra|]. rewrite <- (Rmult_1_r (2 * Z ^ 3 * s)) at 1.
    apply Rmult_le_compat_l; [nra|exact EZ1].
Qed.

(** One atom a cell: all four differences may be of the order of V. *)
Theorem one_atom_attained d (lo hi : nat -> R) (ylo yhi : R) : (1 <= d)%nat ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi ->
  exists (w0 W0 M ν0 N0 : R) (A1 A2 : atom d) (G : R -> list (atom d)) (C s0 : R),
    0 < w0 /\ 0 < ν0 /\ 0 < C /\ 0 < s0 <= 1 /\ distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall s, 0 < s <= s0 ->
      length (G s) = 2%nat /\ region w0 W0 M ν0 N0 (G s) /\ voronoi [A1; A2] A2 (G s) = [A2] /\
      variation lo hi ylo yhi (G s) [A1; A2] <= C * s /\
      exists B, voronoi [A1; A2] A1 (G s) = [B] /\ s <= gate_difference (slope_shift A2 A2) A1 B /\
        s <= slope_difference A1 B /\ s <= intercept_difference A1 B /\ s <= variance_difference A1 B.
Proof.
  intros Hd box interval. destruct (box_bounded d lo hi) as (X & X0 & HX).
  destruct (two_cells d 1 1 lo hi ylo yhi 1 1 1 1 1 1 box interval (le_n 1) (le_n 1) Rlt_0_1 ltac:(lra) ltac:(lra)
    ltac:(lra)) as (Ds & Rg & K & δ & K0 & δ0 & Two).
  set (A1 := first_atom 1 : atom d) in *. set (A2 := second_atom 1 : atom d) in *.
  set (E := 4 * (INR d * X + 1) ^ 3 * exp (INR d * X + 1)).
  assert (E0 : 0 < E).
  { assert (0 <= INR d * X) by (apply Rmult_le_pos; [apply pos_INR|lra]). unfold E.
    pose proof (exp_pos (INR d * X + 1)). pose proof (pow_lt (INR d * X + 1) 3 ltac:(lra)). nra. }
  assert (exact : moved_atoms A2 1 (exact_atoms 1) = [A2]).
  { unfold moved_atoms, moved, A2, second_atom, exact_atoms. simpl.
    rewrite Rinv_1, ln_1, tuple_zero, zero_plus, !Rplus_0_r. reflexivity. }
  exists 1, 1, (INR d * (1 + 1) + 5), (1 / 2), 2, A1, A2, (fun s => moved_atoms A1 1 (moved_atom s) ++
    moved_atoms A2 1 (exact_atoms 1)), (K * E), δ.
  split; [lra|]. split; [lra|]. split; [now apply Rmult_lt_0_compat|]. split; [lra|]. split; [exact Ds|].
  split; [exact Rg|]. intros s Hs.
  assert (In1 : cell_within d 1 (moved_atom s) 1 1 1 δ).
  { intros j Hj. cbn. rewrite Rabs_pos_eq by lra. split; [lra|]. split; [intros r Hr; lra|lra]. }
  assert (In2 : cell_within d 1 (exact_atoms 1) 1 1 1 δ).
  { intros j Hj. cbn. rewrite Rinv_1, Rabs_R0. split; [lra|]. split; [intros r Hr; lra|lra]. }
  destruct (Two (moved_atom s) (exact_atoms 1) In1 In2) as (Rg' & V1 & V2 & Up).
  split; [now rewrite app_length, !length_moved|]. split; [exact Rg'|]. split; [now rewrite V2|]. split.
  - rewrite Rmult_assoc. apply Up with (φ := fun _ => 1). intros x Hx.
    destruct (moved_atom_functions d s X x ltac:(lra) (Rlt_le _ _ X0) (HX x Hx)) as (F0 & F & Rest).
    fold E in F0, F, Rest.
    assert (P : 0 <= E * s) by (apply Rmult_le_pos; lra).
    rewrite !exact_function, exact_rest by apply le_n. simpl Nat.eqb. cbv iota.
    split; [now rewrite Rmult_1_r|]. split; [rewrite Rmult_1_r, Rminus_eq_0, Rabs_R0; exact P|]. split; [|lra].
    intros l Hl. split; [now apply F|]. rewrite exact_function by apply le_n.
    destruct (Nat.eqb_spec l 0); [lia|]. rewrite Rabs_R0. exact P.
  - exists (moved A1 (moved_atom s) 0). split; [now rewrite V1|].
    assert (one : forall v : vec R d, v = tuple d (fun _ => s) -> s <= len v).
    { intros v ->. apply Rle_trans with (2 := coord_le_len d _ 0%nat). rewrite coord_tuple by lia.
      rewrite Rabs_pos_eq; lra. }
    unfold gate_difference, slope_difference, intercept_difference, variance_difference, slope_shift, moved, moved_atom.
    cbn [expert_of slope intercept variance gate_slope CellCoefficients.gate CellCoefficients.slope
      CellCoefficients.intercept CellCoefficients.variance].
    split; [apply one; vector_identity|]. split; [apply one; vector_identity|].
    split; [replace (_ + s - _) with s by ring|replace (_ + s - _) with s by ring]; rewrite Rabs_pos_eq; lra.
Qed.

(** Without a cell of one atom the gate slopes need not become small: V = 0. *)
Theorem gate_slope_attained_without_gate d m (lo hi : nat -> R) (ylo yhi : R) : (1 <= d)%nat -> (2 <= m)%nat ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi ->
  exists (w0 W0 M ν0 N0 : R) (A1 A2 : atom d) (G : list (atom d)),
    0 < w0 /\ 0 < ν0 /\ distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    length G = (m + m)%nat /\ region w0 W0 M ν0 N0 G /\
    length (voronoi [A1; A2] A1 G) = m /\ length (voronoi [A1; A2] A2 G) = m /\
    variation lo hi ylo yhi G [A1; A2] <= 0 /\
    forall t1, exists B, In B (voronoi [A1; A2] A1 G) /\ 1 <= gate_difference t1 A1 B.
Proof.
  intros Hd Hm box interval. assert (M1 : 1 <= INR m) by (apply (le_INR 1); lia).
  destruct (box_bounded d lo hi) as (X & X0 & HX).
  destruct (two_cells d m m lo hi ylo yhi (INR m) (INR m) 1 (INR m) 1 1 box interval ltac:(lia) ltac:(lia) Rlt_0_1
    ltac:(lra) ltac:(lra) ltac:(lra)) as (Ds & Rg & K & δ & K0 & δ0 & Two).
  set (A1 := first_atom (INR m) : atom d) in *. set (A2 := second_atom (INR m) : atom d) in *.
  set (c := SharpExponents.gate_pair 1).
  assert (sign : forall j, Rabs (SharpExponents.sign_of j) <= 1).
  { intros [|[|j]]; simpl; [rewrite Rabs_R1; lra| |rewrite Rabs_R0; lra]. replace (-1) with (- (1)) by ring.
    rewrite Rabs_Ropp, Rabs_R1. lra. }
  assert (In1 : cell_within d m c 1 (INR m) 1 δ).
  { intros j Hj. cbn. rewrite Rabs_R0. split; [lra|]. split; [intros r Hr|lra]. split; [|lra].
    rewrite Rmult_1_r. apply sign. }
  destruct (Two c c In1 In1) as (Rg' & V1 & V2 & Up).
  exists 1, (INR m), (INR d * (1 + 1) + 5), (1 / 2), 2, A1, A2, (moved_atoms A1 m c ++ moved_atoms A2 m c).
  split; [lra|]. split; [lra|]. split; [exact Ds|]. split; [exact Rg|].
  split; [now rewrite app_length, !length_moved|]. split; [exact Rg'|]. split; [now rewrite V1, length_moved|].
  split; [now rewrite V2, length_moved|]. split.
  - apply Rle_trans with (K * 0); [|lra].
    apply Up with (φ := fun x => CellCoefficients.cell_function d m c 0 x / INR m). intros x Hx.
    destruct (gate_pair_functions d m 1 X x Hm ltac:(lra) (Rlt_le _ _ X0) (HX x Hx)) as [_ F]. fold c in F.
    replace (INR m * (CellCoefficients.cell_function d m c 0 x / INR m)) with (CellCoefficients.cell_function d m c 0 x)
      by (field; lra).
    rewrite Rminus_eq_0, Rabs_R0. split; [lra|]. split; [lra|]. split.
    + intros l Hl. rewrite F, Rabs_R0 by lia. lra.
    + unfold cell_rest, c, SharpExponents.gate_pair.
      cbn [CellCoefficients.slope CellCoefficients.intercept CellCoefficients.variance].
      rewrite dot_zero, Rplus_0_r, Rabs_R0, sqrt_0, pow_i by lia. rewrite Rplus_0_r, sum_below_const. lra.
  - intro t1. assert (coordinate : forall j, (j < m)%nat -> exists B, In B (voronoi [A1; A2] A1
      (moved_atoms A1 m c ++ moved_atoms A2 m c)) /\
      Rabs (SharpExponents.sign_of j - coord t1 0) <= gate_difference t1 A1 B).
    { intros j Hj. exists (moved A1 c j). split; [rewrite V1; apply in_moved; exists j; tauto|].
      unfold gate_difference, moved. cbn [gate_slope]. apply Rle_trans with (2 := coord_le_len d _ 0%nat). right.
      f_equal. replace (gate_slope A1 ⊕ tuple d (CellCoefficients.gate c j) ⊖ (gate_slope A1 ⊕ t1))
        with (tuple d (CellCoefficients.gate c j) ⊖ t1) by vector_identity.
      rewrite coord_plus, coord_scal, coord_tuple by lia. cbn. ring. }
    destruct (Rle_or_lt (coord t1 0) 0) as [h|h].
    + destruct (coordinate 0%nat ltac:(lia)) as (B & i & L). exists B. split; [exact i|].
      apply Rle_trans with (2 := L). simpl. rewrite Rabs_pos_eq; lra.
    + destruct (coordinate 1%nat ltac:(lia)) as (B & i & L). exists B. split; [exact i|].
      apply Rle_trans with (2 := L). simpl. rewrite Rabs_left1; lra.
Qed.
