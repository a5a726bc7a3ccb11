(** * The density inequality in the form of exponents

    A Voronoi cell of m atoms, and V(G, H) <= ε <= 1.  With K independent of G and ε, |Δ| <= K ε^θ for every θ up to one
    over the power in the loss: [density_exponents] for a gate fixed by a cell of one atom, [density_exponent_one] for
    m = 1, [density_exponents_without_gate] whatever the other cells are.

    _Proof._  A loss of at most ε / c bounds each of its summands |Δ|^n, and |Δ|^n <= ε / c gives |Δ| <= (1 + 1/c) ε^θ
    for n θ <= 1 because ε <= 1 ([root_bound]).  ∎ *)

From Coq Require Import Reals Psatz List Arith Lia.
From MoeProof Require Import Vectors SoftmaxModel ModelBridge VoronoiCells.
From MoeProof Require Import DensityInequality NoGate.
Import ListNotations.
Open Scope R_scope.

(** ** Powers *)

(** ε^b <= ε^a for a <= b and ε <= 1. *)
Lemma power_decreasing ε a b : 0 < ε <= 1 -> a <= b -> Rpower ε b <= Rpower ε a.
Proof.
  intros [e0 e1] ab. unfold Rpower. assert (l : ln ε <= 0).
  { rewrite <- ln_1. destruct (Req_dec ε 1) as [->|n]; [lra|]. apply Rlt_le, ln_increasing; lra. }
  assert (le : b * ln ε <= a * ln ε) by nra. destruct (Req_dec (b * ln ε) (a * ln ε)) as [->|n]; [lra|].
  apply Rlt_le, exp_increasing. lra.
Qed.

(** The n-th root of a bound. *)
Lemma root_bound x n C ε θ : 0 <= x -> (1 <= n)%nat -> 0 < C -> 0 < ε <= 1 -> INR n * θ <= 1 -> x ^ n <= C * ε ->
  x <= (1 + C) * Rpower ε θ.
Proof.
  intros x0 Hn C0 e Hθ L. destruct (Rle_dec x ((1 + C) * Rpower ε θ)) as [h|h]; [exact h|exfalso].
  assert (p0 : 0 < Rpower ε θ) by apply exp_pos.
  pose proof (pow_incr ((1 + C) * Rpower ε θ) x n ltac:(split; nra)) as P. rewrite Rpow_mult_distr in P.
  rewrite <- (Rpower_pow n (Rpower ε θ) p0), Rpower_mult in P.
  pose proof (power_decreasing ε (θ * INR n) 1 e ltac:(lra)) as Q. rewrite Rpower_1 in Q by lra.
  assert (c1 : 1 + C <= (1 + C) ^ n).
  { destruct n as [|n]; [lia|]. pose proof (pow_R1_Rle (1 + C) n ltac:(lra)). simpl. nra. }
  assert ((1 + C) * ε <= (1 + C) ^ n * Rpower ε (θ * INR n)) by (apply Rmult_le_compat; lra). lra.
Qed.

(** ** The summands of a loss *)

Section Summands.
Context {d : nat}.
Implicit Types (A B : atom d) (G H : list (atom d)).

(** A summand of a sum of non-negative terms. *)
Lemma summand {T : Type} (f : T -> R) l t : (forall u, In u l -> 0 <= f u) -> In t l -> f t <= lsum f l.
Proof.
  induction l as [|u l IH]; intros P i; [easy|]. cbn [lsum]. pose proof (P u (or_introl eq_refl)) as P0.
  assert (Pl : forall v, In v l -> 0 <= f v) by (intros; apply P; now right).
  assert (S0 : 0 <= lsum f l) by now apply lsum_nonneg. destruct i as [->|i]; [lra|]. pose proof (IH Pl i). lra.
Qed.

(** The differences are not negative. *)
Lemma differences_nonneg (t1 : vec R d) A B : 0 <= gate_difference t1 A B /\ 0 <= slope_difference A B /\
  0 <= intercept_difference A B /\ 0 <= variance_difference A B.
Proof. repeat split; first [apply sqrt_pos | apply Rabs_pos]. Qed.

(** The powers of one atom are not negative. *)
Lemma atom_loss_nonneg (t1 : vec R d) A m B : 0 <= atom_loss t1 A m B /\ 0 <= atom_loss_without_gate A m B.
Proof.
  destruct (differences_nonneg t1 A B) as (g & a & b & v). unfold atom_loss, atom_loss_without_gate.
  destruct (m =? 1)%nat; [lra|]. pose proof (pow_le _ 2 g). pose proof (pow_le _ 2 a).
  pose proof (pow_le _ (2 * m) a). pose proof (pow_le _ (2 * m) b). pose proof (pow_le _ m v). lra.
Qed.

(** One atom's part is at most D_t, and at most the loss without gate. *)
Lemma atom_loss_in_loss (t1 : vec R d) t2 H G A B : In A H -> In B (voronoi H A G) ->
  atom_loss t1 A (length (voronoi H A G)) B <= loss t1 t2 H G /\
  atom_loss_without_gate A (length (voronoi H A G)) B <= loss_without_gate H G.
Proof.
  intros iA iB. split.
  - apply Rle_trans with (cell_loss t1 t2 A (voronoi H A G)).
    + unfold cell_loss. pose proof (Rabs_pos ((∑ B ∈ voronoi H A G, exp (gate_bias B)) - exp (gate_bias A + t2))).
      pose proof (summand (fun B => atom_loss t1 A (length (voronoi H A G)) B) _ B
        (fun u _ => proj1 (atom_loss_nonneg t1 A _ u)) iB). lra.
    + unfold loss. apply (summand (fun A => cell_loss t1 t2 A (voronoi H A G))); [|exact iA]. intros A' _.
      unfold cell_loss. apply Rplus_le_le_0_compat; [apply Rabs_pos|]. apply lsum_nonneg. intros B' _.
      apply atom_loss_nonneg.
  - apply Rle_trans with (∑ B ∈ voronoi H A G, atom_loss_without_gate A (length (voronoi H A G)) B).
    + apply (summand (fun B => atom_loss_without_gate A (length (voronoi H A G)) B)); [|exact iB]. intros u _.
      apply (atom_loss_nonneg t1).
    + unfold loss_without_gate.
      apply (summand (fun A => ∑ B ∈ voronoi H A G, atom_loss_without_gate A (length (voronoi H A G)) B)); [|exact iA].
      intros A' _. apply lsum_nonneg. intros B' _. apply (atom_loss_nonneg t1).
Qed.

End Summands.

(** ** No exponent is smaller *)

(** V bounds the loss, so ε bounds it: c D <= V <= ε. *)
Lemma loss_bound c D V ε : 0 < c -> c * D <= V -> V <= ε -> D <= / c * ε.
Proof.
  intros c0 L Le. apply (Rmult_le_reg_l c); [exact c0|]. rewrite <- Rmult_assoc, Rinv_r by lra. lra.
Qed.

(** A cell of m >= 2 atoms, beside a cell with exactly one atom. *)
Theorem density_exponents d (k m : nat) (θβ θa θb θν : R) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R)
    (H : list (atom d)) :
  (2 <= m)%nat -> 2 * θβ <= 1 -> 2 * θa <= 1 -> 2 * INR m * θb <= 1 -> INR m * θν <= 1 ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->
  exists K, 0 < K /\ forall G ε, length G = k -> region w0 W0 M ν0 N0 G -> 0 < ε <= 1 ->
    variation lo hi ylo yhi G H <= ε -> forall A0 B0, In A0 H -> voronoi H A0 G = [B0] ->
    forall A B, In A H -> length (voronoi H A G) = m -> In B (voronoi H A G) ->
      gate_difference (slope_shift A0 B0) A B <= K * Rpower ε θβ /\ slope_difference A B <= K * Rpower ε θa /\
      intercept_difference A B <= K * Rpower ε θb /\ variance_difference A B <= K * Rpower ε θν.
Proof.
  intros Hm Hβ Ha Hb Hν box interval w00 ν00 Hk NH RH D.
  destruct (density_inequality k lo hi ylo yhi w0 W0 M ν0 N0 H box interval w00 ν00 Hk NH RH D) as (c & c0 & L).
  assert (C0 : 0 < / c) by now apply Rinv_0_lt_compat. exists (1 + / c). split; [lra|].
  intros G ε LG RG e Le A0 B0 i0 S0 A B iA Lm iB. specialize (L G LG RG A0 B0 i0 S0).
  apply (loss_bound _ _ _ ε c0) in L; [|exact Le].
  destruct (atom_loss_in_loss (slope_shift A0 B0) (bias_shift A0 B0) H G A B iA iB) as [P _].
  destruct (differences_nonneg (slope_shift A0 B0) A B) as (g & a & b & v). unfold atom_loss in P.
  rewrite Lm, (proj2 (Nat.eqb_neq m 1)) in P by lia.
  pose proof (pow_le _ 2 g). pose proof (pow_le _ 2 a). pose proof (pow_le _ (2 * m) b). pose proof (pow_le _ m v).
  split; [|split; [|split]].
  - apply root_bound with 2%nat; try assumption; first [lia | simpl; lra].
  - apply root_bound with 2%nat; try assumption; first [lia | simpl; lra].
  - apply root_bound with (2 * m)%nat; try assumption; first [lia | lra | rewrite mult_INR; simpl (INR 2); lra].
  - apply root_bound with m; try assumption; first [lia | lra].
Qed.

(** A cell with one atom. *)
Theorem density_exponent_one d (k : nat) (θβ θa θb θν : R) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R)
    (H : list (atom d)) :
  θβ <= 1 -> θa <= 1 -> θb <= 1 -> θν <= 1 ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->
  exists K, 0 < K /\ forall G ε, length G = k -> region w0 W0 M ν0 N0 G -> 0 < ε <= 1 ->
    variation lo hi ylo yhi G H <= ε -> forall A0 B0, In A0 H -> voronoi H A0 G = [B0] ->
    forall A B, In A H -> length (voronoi H A G) = 1%nat -> In B (voronoi H A G) ->
      gate_difference (slope_shift A0 B0) A B <= K * Rpower ε θβ /\ slope_difference A B <= K * Rpower ε θa /\
      intercept_difference A B <= K * Rpower ε θb /\ variance_difference A B <= K * Rpower ε θν.
Proof.
  intros Hβ Ha Hb Hν box interval w00 ν00 Hk NH RH D.
  destruct (density_inequality k lo hi ylo yhi w0 W0 M ν0 N0 H box interval w00 ν00 Hk NH RH D) as (c & c0 & L).
  assert (C0 : 0 < / c) by now apply Rinv_0_lt_compat. exists (1 + / c). split; [lra|].
  intros G ε LG RG e Le A0 B0 i0 S0 A B iA Lm iB. specialize (L G LG RG A0 B0 i0 S0).
  apply (loss_bound _ _ _ ε c0) in L; [|exact Le].
  destruct (atom_loss_in_loss (slope_shift A0 B0) (bias_shift A0 B0) H G A B iA iB) as [P _].
  destruct (differences_nonneg (slope_shift A0 B0) A B) as (g & a & b & v). unfold atom_loss in P.
  rewrite Lm in P. simpl Nat.eqb in P. cbv iota in P.
  split; [|split; [|split]]; (apply root_bound with 1%nat; try assumption; first [lia | rewrite ?pow_1; simpl; lra]).
Qed.

(** A cell of m >= 2 atoms, whatever the other cells are: the experts. *)
Theorem density_exponents_without_gate d (k m : nat) (θa θb θν : R) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R)
    (H : list (atom d)) :
  (2 <= m)%nat -> 2 * INR m * θa <= 1 -> 2 * INR m * θb <= 1 -> INR m * θν <= 1 ->
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->
  exists K, 0 < K /\ forall G ε, length G = k -> region w0 W0 M ν0 N0 G -> 0 < ε <= 1 ->
    variation lo hi ylo yhi G H <= ε ->
    forall A B, In A H -> length (voronoi H A G) = m -> In B (voronoi H A G) ->
      slope_difference A B <= K * Rpower ε θa /\
      intercept_difference A B <= K * Rpower ε θb /\ variance_difference A B <= K * Rpower ε θν.
Proof.
  intros Hm Ha Hb Hν box interval w00 ν00 Hk NH RH D.
  destruct (density_inequality_without_gate d k lo hi ylo yhi w0 W0 M ν0 N0 H box interval w00 ν00 Hk NH RH D)
    as (c & c0 & L).
  assert (C0 : 0 < / c) by now apply Rinv_0_lt_compat. exists (1 + / c). split; [lra|].
  intros G ε LG RG e Le A B iA Lm iB. specialize (L G LG RG). apply (loss_bound _ _ _ ε c0) in L; [|exact Le].
  destruct (atom_loss_in_loss vzero 0 H G A B iA iB) as [_ P].
  destruct (differences_nonneg vzero A B) as (_ & a & b & v). unfold atom_loss_without_gate in P.
  rewrite Lm, (proj2 (Nat.eqb_neq m 1)) in P by lia.
  pose proof (pow_le _ (2 * m) a). pose proof (pow_le _ (2 * m) b). pose proof (pow_le _ m v).
  split; [|split].
  - apply root_bound with (2 * m)%nat; try assumption; first [lia | lra | rewrite mult_INR; simpl (INR 2); lra].
  - apply root_bound with (2 * m)%nat; try assumption; first [lia | lra | rewrite mult_INR; simpl (INR 2); lra].
  - apply root_bound with m; try assumption; first [lia | lra].
Qed.
