(** * The slow expert slope when every cell has two atoms or more

    [slope_rate_without_gate].  Let 2 <= q <= m.  There are a true mixture of two atoms and mixtures G_s with m atoms in
    the first cell and q in the second such that V(G_s, H) <= C s^(2mq), while every expert slope of the first cell is
    wrong by s^(m+q).  So |Δa|^p <= K V fails for p < 2mq/(m+q): the exponent 2m of [density_inequality_without_gate]
    cannot be lowered below that number, which is m for q = m and more than 2 but for m = q = 2.

    _Curve._  δ = s^q, λ = s^m; ξ_i, w_i the nodes and weights of m-point Gauss-Hermite quadrature, ζ_i, v_i those of q
    points.  First cell: weights w_i, Δβ1 = -λ ξ_i e_1, Δa = λ δ e_1, Δb = δ ξ_i, Δν = -δ²; second cell: weights v_i,
    Δβ1 = λ ζ_i e_1, nothing else.

    _Proof._  Put f_l(u) = Σ_i w_i e^(-ξ_i u - u²/2) H_l(ξ_i + u, -1/2).  The recursion of H gives f_l' = -(l + 1)
    f_(l+1), and f_l(0) = 0 for 1 <= l <= 2m - 1.  So f_l(u) = O(u^(2m-l)) for l <= 2m, after subtracting W = Σ w_i for
    l = 0.  In the first cell F_l(x) = δ^l e^(λ² x_1²/2) f_l(λ x_1), in the second F_0(x) = e^(λ² x_1²/2) (Σ v_i +
    O(λ^(2q))).  With the common factor φ(x) = e^(λ² x_1²/2) every bracket of [gap_over_upper] is O(s^(2mq)):
    δ^l λ^(2m-l) = s^(ql + m(2m-l)) <= s^(2mq), as q <= m, and λ^(2q) = s^(2mq).  ∎ *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts BoxCompactness.
From MoeProof Require Import SoftmaxModel Cells ModelBridge Voronoi TwoCells.
From MoeProof Require CellCoefficients RatesWithoutGate.
Import ListNotations.
Open Scope R_scope.

(** f_l. *)
Definition hermite_sum (m : nat) (w ξ : nat -> R) (l : nat) (u : R) : R :=
  sum_below m (fun i => w i * (exp (- (ξ i * u) - u ^ 2 / 2) * heat l (ξ i + u) (-1/2))).

(** f_l' = -(l + 1) f_(l+1). *)
Lemma is_derive_hermite_sum m w ξ l u :
  is_derive (hermite_sum m w ξ l) u (- INR (S l) * hermite_sum m w ξ (S l) u).
Proof.
  unfold hermite_sum.
  replace (- INR (S l) * sum_below m (fun i => w i * (exp (- (ξ i * u) - u ^ 2 / 2) * heat (S l) (ξ i + u) (-1/2))))
    with (sum_below m (fun i => w i * (- INR (S l) * (exp (- (ξ i * u) - u ^ 2 / 2) * heat (S l) (ξ i + u) (-1/2))))).
  2:{ rewrite <- sum_below_scal. apply sum_below_ext. intros i _. ring. }
  apply (CellCoefficients.is_derive_sum_below m (fun i u => w i * (exp (- (ξ i * u) - u ^ 2 / 2) * heat l (ξ i + u)
    (-1/2)))).
  intros i _. apply is_derive_scal. evar_last.
  - apply (is_derive_mult (fun u => exp (- (ξ i * u) - u ^ 2 / 2)) (fun u => heat l (ξ i + u) (-1/2)) u
      ((- ξ i - u) * exp (- (ξ i * u) - u ^ 2 / 2)) (1 * heat_lower l (ξ i + u) (-1/2))).
    + auto_derive; [exact I|]. unfold Rdiv, Rminus. simpl. field.
    + apply (is_derive_comp (fun z => heat l z (-1/2)) (fun u => ξ i + u) u); [apply is_derive_heat|].
      auto_derive; [exact I|ring].
    + intros; apply Rmult_comm.
  - change ((- ξ i - u) * exp (- (ξ i * u) - u ^ 2 / 2) * heat l (ξ i + u) (-1/2) +
      exp (- (ξ i * u) - u ^ 2 / 2) * (1 * heat_lower l (ξ i + u) (-1/2)) =
      - INR (S l) * (exp (- (ξ i * u) - u ^ 2 / 2) * heat (S l) (ξ i + u) (-1/2))).
    generalize (exp (- (ξ i * u) - u ^ 2 / 2)). intro e. destruct l as [|l].
    + rewrite heat_0, heat_1. simpl. ring.
    + pose proof (heat_step l (ξ i + u) (-1/2)) as St. cbn [heat_lower].
      replace (- INR (S (S l)) * (e * heat (S (S l)) (ξ i + u) (-1/2)))
        with (- e * (INR (S (S l)) * heat (S (S l)) (ξ i + u) (-1/2))) by ring.
      rewrite St. field.
Qed.

(** |f_l(u)| <= K |u|^(2m-l) for 1 <= l <= 2m, |f_0(u) - Σ w_i| <= K |u|^(2m), on |u| <= U. *)
Lemma hermite_sum_small m w ξ U : (2 <= m)%nat ->
  (forall l, (1 <= l <= 2 * m - 1)%nat -> sum_below m (fun j => w j * heat l (ξ j) (-1/2)) = 0) ->
  exists K, 0 < K /\ forall u, Rabs u <= U ->
    Rabs (hermite_sum m w ξ 0 u - sum_below m w) <= K * Rabs u ^ (2 * m) /\
    forall l, (1 <= l <= 2 * m)%nat -> Rabs (hermite_sum m w ξ l u) <= K * Rabs u ^ (2 * m - l).
Proof.
  intros Hm Z. destruct (finite_bounds m (fun i => 1 + Rabs (ξ i))) as (l0 & X & _ & X0 & HX).
  { intros i _. pose proof (Rabs_pos (ξ i)). lra. }
  pose proof (Rabs_pos U) as U0. destruct (heat_bounded (X + Rabs U + 1)) as (B & B0 & HB).
  set (g := fun l u => hermite_sum m w ξ l u - if (l =? 0)%nat then sum_below m w else 0).
  assert (zero : forall l, (l <= 2 * m - 1)%nat -> g l 0 = 0).
  { intros l Hl. unfold g, hermite_sum.
    rewrite (sum_below_ext m _ (fun j => w j * heat l (ξ j) (-1/2))).
    - destruct (Nat.eqb_spec l 0) as [->|n]; [|rewrite Z by lia; ring].
      rewrite (sum_below_ext m _ w); [ring|]. intros i _. rewrite heat_0. ring.
    - intros i _. replace (- (ξ i * 0) - 0 ^ 2 / 2) with 0 by field. rewrite exp_0, Rplus_0_r. ring. }
  assert (D : forall l u, is_derive (g l) u (- INR (S l) * hermite_sum m w ξ (S l) u)).
  { intros l u. unfold g. evar_last; [apply (is_derive_minus (hermite_sum m w ξ l) (fun _ => if (l =? 0)%nat then
    sum_below m w else 0));
      [apply is_derive_hermite_sum|apply (is_derive_const (V := R_NormedModule))]|].
    unfold minus, plus, opp, Hierarchy.zero; simpl. ring. }
  assert (all : forall N, (N <= 2 * m)%nat -> exists K, 0 < K /\ forall n u, (n <= N)%nat -> Rabs u <= U ->
    Rabs (g (2 * m - n)%nat u) <= K * Rabs u ^ n).
  { induction N as [|N IH]; intro HN.
    - set (K := sum_below m (fun i => Rabs (w i) * (exp (X * Rabs U) * B))).
      assert (K0 : 0 <= K).
      { apply sum_below_nonneg. intros i _. apply Rmult_le_pos; [apply Rabs_pos|].
        apply Rmult_le_pos; [apply Rlt_le, exp_pos|lra]. }
      exists (1 + K). split; [lra|]. intros n u Hn Hu. replace n with 0%nat by lia. rewrite Nat.sub_0_r. unfold g.
      rewrite (proj2 (Nat.eqb_neq (2 * m) 0)), Rminus_0_r by lia. simpl pow. rewrite Rmult_1_r.
      apply Rle_trans with K; [|lra]. apply Rle_trans with (1 := sum_below_abs _ _). apply sum_below_le. intros i Hi.
      destruct (HX i Hi) as [_ h]. pose proof (Rabs_pos (ξ i)) as x0. pose proof (Rabs_pos u) as u0.
        pose proof (Rle_abs U) as UU.
      rewrite !Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|]. apply Rmult_le_compat; try apply Rabs_pos.
      + rewrite Rabs_pos_eq by apply Rlt_le, exp_pos. apply RatesWithoutGate.exp_monotone.
        apply Rle_trans with (Rabs (ξ i * u)).
        * pose proof (Rle_abs (- (ξ i * u))) as a. rewrite Rabs_Ropp in a. pose proof (pow2_ge_0 u). lra.
        * rewrite Rabs_mult. apply Rmult_le_compat; lra.
      + apply HB.
        * apply Rle_trans with (1 := Rabs_triang _ _). lra.
        * replace (-1/2) with (- (1/2)) by field. rewrite Rabs_Ropp, Rabs_pos_eq by lra. lra.
    - destruct IH as (K & K0 & HK); [lia|]. set (l := (2 * m - S N)%nat). pose proof (pos_INR l) as l0'.
      exists (INR (S l) * K + K). assert (1 <= INR (S l)) by (rewrite S_INR; lra).
      split; [assert (0 < INR (S l) * K) by (apply Rmult_lt_0_compat; lra); lra|]. intros n u Hn Hu.
      assert (KK : 0 <= INR (S l) * K) by (apply Rmult_le_pos; lra). pose proof (Rabs_pos u) as u0.
      destruct (Nat.eq_dec n (S N)) as [->|nn].
      + fold l. pose proof (RatesWithoutGate.mean_value_bound (g l) (fun u => - INR (S l) * hermite_sum m w ξ (S l) u) u
          (INR (S l) * (K * Rabs u ^ N)) (D l)) as MV.
        rewrite zero, Rminus_0_r in MV by lia. apply Rle_trans with (INR (S l) * (K * Rabs u ^ N) * Rabs u).
        * apply MV. intros s Hs. rewrite Rabs_mult, Rabs_Ropp, (Rabs_pos_eq (INR (S l))) by lra.
          apply Rmult_le_compat_l; [lra|]. specialize (HK N s (le_n N) ltac:(lra)).
          replace (2 * m - N)%nat with (S l) in HK by lia. unfold g in HK. simpl Nat.eqb in HK. cbv iota in HK.
          rewrite Rminus_0_r in HK. apply Rle_trans with (1 := HK). apply Rmult_le_compat_l; [lra|].
          apply pow_incr. split; [apply Rabs_pos|exact Hs].
        * replace (INR (S l) * (K * Rabs u ^ N) * Rabs u) with (INR (S l) * K * Rabs u ^ S N) by (simpl; ring).
          apply Rmult_le_compat_r; [apply pow_le, u0|lra].
      + apply Rle_trans with (1 := HK n u ltac:(lia) Hu). apply Rmult_le_compat_r; [apply pow_le, u0|lra]. }
  destruct (all (2 * m)%nat (le_n _)) as (K & K0 & HK). exists K. split; [exact K0|]. intros u Hu. split.
  - specialize (HK (2 * m)%nat u (le_n _) Hu). rewrite Nat.sub_diag in HK. exact HK.
  - intros l Hl. specialize (HK (2 * m - l)%nat u ltac:(lia) Hu). replace (2 * m - (2 * m - l))%nat with l in HK by lia.
    unfold g in HK. rewrite (proj2 (Nat.eqb_neq l 0)), Rminus_0_r in HK by lia. exact HK.
Qed.

(** A vector with the first coordinate a and the others 0. *)
Definition first_coordinate (a : R) : nat -> R := fun r => if (r =? 0)%nat then a else 0.

(** Its scalar product with x is a x_0. *)
Lemma dot_first d a x : (1 <= d)%nat -> Coordinates.dot d (first_coordinate a) x = a * x 0%nat.
Proof.
  intro Hd. unfold Coordinates.dot, first_coordinate. induction d as [|d IH]; [lia|]. simpl.
    destruct (Nat.eq_dec d 0) as [->|n].
  - simpl. ring.
  - rewrite IH by lia. rewrite (proj2 (Nat.eqb_neq d 0)) by exact n. ring.
Qed.

(** Its coordinates are at most |a|. *)
Lemma first_coordinate_bounded a b r : 0 <= b -> Rabs a <= b -> Rabs (first_coordinate a r) <= b.
Proof. intros b0 h. unfold first_coordinate. destruct (r =? 0)%nat; [exact h|rewrite Rabs_R0; exact b0]. Qed.

(** Its length is |a|. *)
Lemma len_first d a : (1 <= d)%nat -> 0 <= a -> len (tuple d (first_coordinate a)) = a.
Proof.
  intros Hd a0. apply Rle_antisym.
  - apply Rle_trans with (1 := len_le_sum _ _).
    rewrite (sum_below_ext d _ (fun r => first_coordinate a r * 1)).
    + change (Coordinates.dot d (first_coordinate a) (fun _ => 1) <= a). rewrite dot_first by exact Hd. lra.
    + intros r Hr. rewrite coord_tuple, Rmult_1_r by exact Hr. unfold first_coordinate.
      destruct (r =? 0)%nat; [now apply Rabs_pos_eq|apply Rabs_R0].
  - apply Rle_trans with (2 := coord_le_len d _ 0%nat). rewrite coord_tuple by lia. unfold first_coordinate. simpl.
    rewrite Rabs_pos_eq; lra.
Qed.

(** The two cells of the curve, with λ = s^m and δ = s^q. *)
Definition curved_cell (w ξ : nat -> R) (λ δ : R) : CellCoefficients.cell :=
  {| CellCoefficients.weight := w;
     CellCoefficients.gate := fun j => first_coordinate (- (λ * ξ j));
     CellCoefficients.slope := fun _ => first_coordinate (λ * δ);
     CellCoefficients.intercept := fun j => δ * ξ j;
     CellCoefficients.variance := fun _ => - δ ^ 2 |}.

Definition spread_cell (v ζ : nat -> R) (λ : R) : CellCoefficients.cell :=
  {| CellCoefficients.weight := v;
     CellCoefficients.gate := fun j => first_coordinate (λ * ζ j);
     CellCoefficients.slope := fun _ _ => 0;
     CellCoefficients.intercept := fun _ => 0;
     CellCoefficients.variance := fun _ => 0 |}.

(** Their functions, with u = λ x_0: δ^l e^(u²/2) f_l(u) in the first, e^(u²/2) f_0(-u) and 0 in the second. *)
Lemma curved_cell_function d m w ξ λ δ l x : (1 <= d)%nat ->
  CellCoefficients.cell_function d m (curved_cell w ξ λ δ) l x =
  δ ^ l * (exp ((λ * x 0%nat) ^ 2 / 2) * hermite_sum m w ξ l (λ * x 0%nat)).
Proof.
  intro Hd. unfold hermite_sum. rewrite <- !sum_below_scal. apply sum_below_ext. intros j _. unfold curved_cell.
  cbn [CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope CellCoefficients.intercept
    CellCoefficients.variance].
  rewrite !dot_first by exact Hd. set (u := λ * x 0%nat).
  replace (λ * δ * x 0%nat + δ * ξ j) with (δ * (ξ j + u)) by (unfold u; ring).
  replace (- δ ^ 2 / 2) with (δ ^ 2 * (-1/2)) by field. rewrite heat_scale.
  replace (- (λ * ξ j) * x 0%nat) with (u ^ 2 / 2 + (- (ξ j * u) - u ^ 2 / 2)) by (unfold u; field). rewrite exp_plus.
    ring.
Qed.

Lemma spread_cell_function d m v ζ λ l x : (1 <= d)%nat -> CellCoefficients.cell_function d m (spread_cell v ζ λ) l x =
  if (l =? 0)%nat then exp ((λ * x 0%nat) ^ 2 / 2) * hermite_sum m v ζ 0 (- (λ * x 0%nat)) else 0.
Proof.
  intro Hd. unfold hermite_sum. set (u := λ * x 0%nat).
  assert (E : CellCoefficients.cell_function d m (spread_cell v ζ λ) l x =
    sum_below m (fun j => (if (l =? 0)%nat then 1 else 0) * (v j * exp (λ * ζ j * x 0%nat)))).
  { apply sum_below_ext. intros j _. unfold spread_cell.
    cbn [CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope CellCoefficients.intercept
      CellCoefficients.variance].
    rewrite dot_first, dot_zero, Rplus_0_r by exact Hd. unfold Rdiv. rewrite Rmult_0_l, heat_origin. ring. }
  rewrite E, sum_below_scal. destruct (l =? 0)%nat; [|ring]. rewrite Rmult_1_l, <- sum_below_scal. apply sum_below_ext.
  intros j _. rewrite heat_0.
  replace (λ * ζ j * x 0%nat) with (u ^ 2 / 2 + (- (ζ j * - u) - (- u) ^ 2 / 2)) by (unfold u; field). rewrite exp_plus.
    ring.
Qed.

(** s^a <= s^b for b <= a and 0 < s <= 1. *)
Lemma power_antitone s a b : 0 < s <= 1 -> (b <= a)%nat -> s ^ a <= s ^ b.
Proof.
  intros Hs Hab. replace a with (b + (a - b))%nat by lia. rewrite pow_add.
    pose proof (pow_incr s 1 (a - b) ltac:(lra)) as P.
  rewrite pow1 in P. rewrite <- (Rmult_1_r (s ^ b)) at 2. apply Rmult_le_compat_l; [apply pow_le; lra|exact P].
Qed.

(** The curve: V <= C s^(2mq), while every expert slope of the first cell is wrong by s^(m+q). *)
Theorem slope_rate_without_gate d m q lo hi ylo yhi : (1 <= d)%nat -> (2 <= q <= m)%nat ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi ->
  exists (w0 W0 M ν0 N0 : R) (A1 A2 : atom d) (G : R -> list (atom d)) (C s0 : R),
    0 < w0 /\ 0 < ν0 /\ 0 < C /\ 0 < s0 <= 1 /\
    distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall s, 0 < s <= s0 ->
      length (G s) = (m + q)%nat /\ region w0 W0 M ν0 N0 (G s) /\
      length (voronoi [A1; A2] A1 (G s)) = m /\ length (voronoi [A1; A2] A2 (G s)) = q /\
      variation lo hi ylo yhi (G s) [A1; A2] <= C * s ^ (2 * m * q) /\
      forall B, In B (voronoi [A1; A2] A1 (G s)) -> slope_difference A1 B = s ^ (m + q).
Proof.
  intros Hd Hqm box interval. destruct (box_bounded d lo hi) as (X' & X0' & HX'). set (X := 1 + X').
  destruct (gauss_hermite_nodes m ltac:(lia)) as (w & ξ & wpos & _ & Zw).
  destruct (gauss_hermite_nodes q ltac:(lia)) as (v & ζ & vpos & _ & Zv).
  destruct (hermite_sum_small m w ξ X ltac:(lia) Zw) as (K1 & K10 & HK1).
  destruct (hermite_sum_small q v ζ X ltac:(lia) Zv) as (K2 & K20 & HK2).
  destruct (finite_bounds m w wpos) as (a1 & b1 & a10 & _ & Hw).
    destruct (finite_bounds q v vpos) as (a2 & b2 & a20 & _ & Hv).
  destruct (finite_bounds m (fun i => 1 + Rabs (ξ i))) as (l1 & X1 & _ & X10 & HX1).
  { intros i _. pose proof (Rabs_pos (ξ i)). lra. }
  destruct (finite_bounds q (fun i => 1 + Rabs (ζ i))) as (l2 & X2 & _ & X20 & HX2).
  { intros i _. pose proof (Rabs_pos (ζ i)). lra. }
  set (W1 := sum_below m w). set (W2 := sum_below q v). set (Ξ := 1 + X1 + X2).
  assert (lower : forall n f a b, (2 <= n)%nat -> 0 < a -> (forall j, (j < n)%nat -> a <= f j <= b) ->
    a <= sum_below n f).
  { intros n f a b Hn a0 H. apply Rle_trans with (f 0%nat); [apply H; lia|]. apply sum_below_term; [|lia]. intros i Hi.
    destruct (H i Hi). lra. }
  assert (HW1 : a1 <= W1) by (apply (lower m w a1 b1); try assumption; lia).
  assert (HW2 : a2 <= W2) by (apply (lower q v a2 b2); try assumption; lia).
  clear lower.
  set (w0 := Rmin a1 a2). set (W0 := Rmax (Rmax b1 b2) (Rmax W1 W2)).
  assert (Bw : 0 < w0 /\ w0 <= a1 /\ w0 <= a2) by (unfold w0; split; [apply Rmin_pos; lra|split;
    [apply Rmin_l|apply Rmin_r]]).
  assert (BW : b1 <= W0 /\ b2 <= W0 /\ W1 <= W0 /\ W2 <= W0).
  { unfold W0. pose proof (Rmax_l (Rmax b1 b2) (Rmax W1 W2)). pose proof (Rmax_r (Rmax b1 b2) (Rmax W1 W2)).
    pose proof (Rmax_l b1 b2). pose proof (Rmax_r b1 b2). pose proof (Rmax_l W1 W2). pose proof (Rmax_r W1 W2). lra. }
  assert (BX : 1 <= X /\ 1 <= Ξ) by (unfold X, Ξ; lra).
  assert (HΞ1 : forall i, (i < m)%nat -> Rabs (ξ i) <= Ξ) by (intros i Hi; destruct (HX1 i Hi); unfold Ξ; lra).
  assert (HΞ2 : forall i, (i < q)%nat -> Rabs (ζ i) <= Ξ) by (intros i Hi; destruct (HX2 i Hi); unfold Ξ; lra).
  destruct (two_cells d m q lo hi ylo yhi W1 W2 w0 W0 Ξ m box interval ltac:(lia) ltac:(lia) ltac:(lra) ltac:(lra)
    ltac:(lra) ltac:(lra))
    as (Ds & Rg & K & δ0 & K0 & Hδ0 & Two).
  set (A1 := first_atom W1 : atom d) in *. set (A2 := second_atom W2 : atom d) in *.
  set (Φ := exp (X ^ 2 / 2)). assert (Φ1 : 0 < Φ) by apply exp_pos.
  set (P1 := Φ * K1 * X ^ (2 * m)). set (P2 := Φ * K2 * X ^ (2 * q)). set (P3 := INR m * (2 * (X + Ξ) ^ (2 * m + 1))).
  assert (P10 : 0 < P1) by (unfold P1; repeat apply Rmult_lt_0_compat; try assumption; apply pow_lt; lra).
  assert (P20 : 0 < P2) by (unfold P2; repeat apply Rmult_lt_0_compat; try assumption; apply pow_lt; lra).
  assert (P30 : 0 <= P3).
  { unfold P3. apply Rmult_le_pos; [apply pos_INR|]. pose proof (pow_lt (X + Ξ) (2 * m + 1) ltac:(lra)). lra. }
  set (s0 := Rmin 1 (δ0 / Ξ)).
  assert (S0 : 0 < s0 <= 1 /\ s0 * Ξ <= δ0).
  { unfold s0. assert (0 < δ0 / Ξ) by (apply Rdiv_lt_0_compat; lra).
    split; [split; [apply Rmin_pos; lra|apply Rmin_l]|].
    apply Rle_trans with (δ0 / Ξ * Ξ); [apply Rmult_le_compat_r; [lra|apply Rmin_r]|]. right. field. lra. }
  destruct S0 as [S0 S1].
  exists w0, W0, (INR d * (Ξ + 1) + 5), (1 / 2), 2, A1, A2,
    (fun s => moved_atoms A1 m (curved_cell w ξ (s ^ m) (s ^ q)) ++ moved_atoms A2 q (spread_cell v ζ (s ^ m))),
      (K * (P1 + P2 + P3)), s0.
  split; [apply Bw|]. split; [lra|]. split; [apply Rmult_lt_0_compat; lra|]. split; [exact S0|]. split; [exact Ds|].
  split; [exact Rg|]. intros s Hs. set (λ := s ^ m). set (δ := s ^ q). assert (s1 : 0 < s <= 1) by lra.
  assert (λ0 : 0 < λ <= 1).
  { split; [apply pow_lt; lra|]. rewrite <- (pow_O s). apply power_antitone; [exact s1|lia]. }
  assert (δs : 0 < δ <= s).
  { split; [apply pow_lt; lra|]. rewrite <- (pow_1 s). apply power_antitone; [exact s1|lia]. }
  assert (sΞ : s * Ξ <= δ0) by (apply Rle_trans with (2 := S1); apply Rmult_le_compat_r; lra).
  assert (sδ0 : s <= δ0) by (apply Rle_trans with (2 := sΞ); rewrite <- (Rmult_1_r s) at 1; apply Rmult_le_compat_l;
    lra).
  assert (gates : forall z, Rabs z <= Ξ -> Rabs (λ * z) <= Ξ).
  { intros z Hz. rewrite Rabs_mult, (Rabs_pos_eq λ) by lra. rewrite <- (Rmult_1_l Ξ). apply Rmult_le_compat; try lra.
    apply Rabs_pos. }
  assert (λδ : 0 < λ * δ <= δ).
  { split; [apply Rmult_lt_0_compat; lra|]. rewrite <- (Rmult_1_l δ) at 2. apply Rmult_le_compat_r; lra. }
  assert (δδ : δ ^ 2 <= δ).
  { simpl. rewrite Rmult_1_r. rewrite <- (Rmult_1_l δ) at 3. apply Rmult_le_compat_r; lra. }
  destruct (Two (curved_cell w ξ λ δ) (spread_cell v ζ λ)) as (Rg' & V1 & V2 & Up).
  { intros j Hj. cbn [curved_cell CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope
    CellCoefficients.intercept
      CellCoefficients.variance]. destruct (Hw j Hj). split; [lra|]. split; [|split].
    - intros r _. split; apply first_coordinate_bounded; try lra.
      + rewrite Rabs_Ropp. apply gates. now apply HΞ1.
      + rewrite Rabs_pos_eq; lra.
    - rewrite Rabs_mult, (Rabs_pos_eq δ) by lra. apply Rle_trans with (2 := sΞ).
      apply Rmult_le_compat; try lra; [apply Rabs_pos|now apply HΞ1].
    - rewrite Rabs_Ropp, Rabs_pos_eq by apply pow2_ge_0. lra. }
  { intros j Hj. cbn [spread_cell CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope
    CellCoefficients.intercept
      CellCoefficients.variance]. destruct (Hv j Hj). split; [lra|]. rewrite !Rabs_R0. split; [|lra].
    intros r _. split; [|lra]. apply first_coordinate_bounded; [lra|]. apply gates. now apply HΞ2. }
  split. { rewrite app_length, !length_moved. reflexivity. }
  split; [exact Rg'|]. split; [rewrite V1; apply length_moved|]. split; [rewrite V2; apply length_moved|]. split.
  - rewrite Rmult_assoc. apply Up with (φ := fun x => exp ((λ * x 0%nat) ^ 2 / 2)). intros x Hx.
    assert (Hx0 : Rabs (x 0%nat) <= X) by (unfold X; pose proof (HX' x Hx 0%nat ltac:(lia)); lra).
    set (u := λ * x 0%nat). set (φ := exp (u ^ 2 / 2)). set (p := s ^ (2 * m * q)).
    assert (p0 : 0 < p) by (apply pow_lt; lra).
    assert (Hu : Rabs u <= λ * X).
    { unfold u. rewrite Rabs_mult, (Rabs_pos_eq λ) by lra. apply Rmult_le_compat_l; lra. }
    assert (HuX : Rabs u <= X) by (apply Rle_trans with (1 := Hu); rewrite <- (Rmult_1_l X) at 2;
      apply Rmult_le_compat_r; lra).
    assert (φ0 : 0 < φ <= Φ).
    { split; [apply exp_pos|]. apply RatesWithoutGate.exp_monotone. rewrite <- (pow2_abs u).
      pose proof (pow_incr _ X 2 (conj (Rabs_pos u) HuX)). lra. }
    assert (factor : forall z n Kz N e, Rabs z <= Kz * Rabs u ^ n -> 0 < Kz -> (n <= N)%nat ->
      (2 * m * q <= m * n + e)%nat ->
      s ^ e * (φ * Rabs z) <= Φ * Kz * X ^ N * p).
    { intros z n Kz N e Hz Kz0 HN He. apply Rle_trans with (s ^ e * (Φ * (Kz * (λ ^ n * X ^ N)))).
      - apply Rmult_le_compat_l; [apply pow_le; lra|]. apply Rmult_le_compat; try lra; [apply Rabs_pos|].
        apply Rle_trans with (1 := Hz). apply Rmult_le_compat_l; [lra|]. apply Rle_trans with ((λ * X) ^ n).
        + apply pow_incr. split; [apply Rabs_pos|exact Hu].
        + rewrite Rpow_mult_distr. apply Rmult_le_compat_l; [apply pow_le; lra|]. apply Rle_pow; [lra|exact HN].
      - unfold λ. rewrite <- pow_mult. replace (s ^ e * (Φ * (Kz * (s ^ (m * n) * X ^ N))))
          with (Φ * Kz * X ^ N * s ^ (m * n + e)) by (rewrite pow_add; ring).
        apply Rmult_le_compat_l; [|now apply power_antitone]. apply Rlt_le.
          repeat apply Rmult_lt_0_compat; try assumption.
        apply pow_lt; lra. }
    destruct (HK1 u HuX) as [F0 Fl]. destruct (HK2 (- u)) as [F2 _]; [rewrite Rabs_Ropp; exact HuX|].
      rewrite Rabs_Ropp in F2.
    assert (T1 : P1 * p <= (P1 + P2 + P3) * p) by (apply Rmult_le_compat_r; lra).
    assert (T2 : P2 * p <= (P1 + P2 + P3) * p) by (apply Rmult_le_compat_r; lra).
    assert (T3 : P3 * p <= (P1 + P2 + P3) * p) by (apply Rmult_le_compat_r; lra).
    assert (T0 : 0 <= (P1 + P2 + P3) * p) by (apply Rmult_le_pos; lra).
    split; [|split; [|split]].
    + rewrite curved_cell_function by exact Hd. fold u. fold φ. apply Rle_trans with (2 := T1).
      replace (δ ^ 0 * (φ * hermite_sum m w ξ 0 u) - W1 * φ) with (φ * (hermite_sum m w ξ 0 u - W1)) by (simpl; ring).
      rewrite Rabs_mult, (Rabs_pos_eq φ) by lra. rewrite <- (Rmult_1_l (φ * _)). change 1 with (s ^ 0).
      apply (factor _ (2 * m)%nat); try assumption; [lia|]. nia.
    + rewrite spread_cell_function by exact Hd. fold u. fold φ. simpl Nat.eqb. cbv iota. apply Rle_trans with (2 := T2).
      replace (φ * hermite_sum q v ζ 0 (- u) - W2 * φ) with (φ * (hermite_sum q v ζ 0 (- u) - W2)) by ring.
      rewrite Rabs_mult, (Rabs_pos_eq φ) by lra. rewrite <- (Rmult_1_l (φ * _)). change 1 with (s ^ 0).
      apply (factor _ (2 * q)%nat); try assumption; [lia|]. nia.
    + intros l Hl. split.
      * rewrite curved_cell_function by exact Hd. fold u. fold φ. apply Rle_trans with (2 := T1).
        rewrite !Rabs_mult, (Rabs_pos_eq φ), (Rabs_pos_eq (δ ^ l)) by (try apply pow_le; lra). unfold δ.
          rewrite <- pow_mult.
        apply (factor _ (2 * m - l)%nat); [apply Fl; lia|exact K10|lia|]. nia.
      * rewrite spread_cell_function by exact Hd. rewrite (proj2 (Nat.eqb_neq l 0)) by lia. rewrite Rabs_R0. exact T0.
    + assert (Z2 : cell_rest d q (spread_cell v ζ λ) m x = 0).
      { unfold cell_rest, spread_cell. cbn [CellCoefficients.slope CellCoefficients.intercept
        CellCoefficients.variance].
        rewrite (sum_below_ext q _ (fun _ => 0)); [rewrite sum_below_const; ring|]. intros i _.
        rewrite dot_zero, Rplus_0_r, Rabs_R0, sqrt_0, pow_i by lia. ring. }
      rewrite Z2, Rplus_0_r. apply Rle_trans with (2 := T3). unfold cell_rest, P3.
      apply Rle_trans with (sum_below m (fun _ => 2 * ((X + Ξ) * δ) ^ (2 * m + 1))).
      * apply sum_below_le. intros j Hj. unfold curved_cell.
        cbn [CellCoefficients.slope CellCoefficients.intercept CellCoefficients.variance].
          rewrite dot_first by exact Hd.
        assert (H1 : Rabs (λ * δ * x 0%nat + δ * ξ j) <= (X + Ξ) * δ).
        { replace (λ * δ * x 0%nat + δ * ξ j) with (δ * (u + ξ j)) by (unfold u; ring).
          rewrite Rabs_mult, (Rabs_pos_eq δ) by lra.
          rewrite Rmult_comm. apply Rmult_le_compat_r; [lra|]. apply Rle_trans with (1 := Rabs_triang _ _).
          pose proof (HΞ1 j Hj). lra. }
        assert (H2 : sqrt (Rabs (- δ ^ 2)) <= (X + Ξ) * δ).
        { rewrite Rabs_Ropp, Rabs_pos_eq, sqrt_pow2 by (try apply pow2_ge_0; lra). rewrite <- (Rmult_1_l δ) at 1.
          apply Rmult_le_compat_r; lra. }
        pose proof (pow_incr _ _ (2 * m + 1) (conj (Rabs_pos _) H1)).
          pose proof (pow_incr _ _ (2 * m + 1) (conj (sqrt_pos _) H2)). lra.
      * rewrite sum_below_const, Rpow_mult_distr, <- !Rmult_assoc, (Rmult_assoc (INR m)).
        apply Rmult_le_compat_l; [exact P30|].
        unfold δ, p. rewrite <- pow_mult. apply power_antitone; [exact s1|]. nia.
  - intros B i. rewrite V1 in i. apply in_moved in i. destruct i as (j & Hj & ->). unfold slope_difference, moved.
    cbn [expert_of slope curved_cell CellCoefficients.slope].
    replace (slope (expert_of A1) ⊕ tuple d (first_coordinate (λ * δ)) ⊖ slope (expert_of A1))
      with (tuple d (first_coordinate (λ * δ))) by vector_identity.
    rewrite len_first by (try exact Hd; lra). unfold λ, δ. now rewrite pow_add.
Qed.
