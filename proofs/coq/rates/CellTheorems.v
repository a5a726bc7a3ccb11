(** * The theorems on the rates, for lists of differences

    The statements of CellCoefficients.v, RateInequalities.v, SharpExponents.v and RatesWithoutGate.v, where the atoms
    of a cell are numbered and vectors are functions, in the vocabulary of Differences.v, where a cell is a list of
    [difference]s.

    A numbered cell c with m atoms in dimension d is the list [list_of d m c]; both have the same F_l and so the same
    coefficients ([list_of_coefficient]), and every list of m differences is one ([list_of_numbered]). *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From Coq Require Import List.
From MoeProof Require Import FiniteSums ListSums MultiIndex VectorBridge HeatPolynomials Differences.
From MoeProof Require Coordinates CellCoefficients.
From MoeProof Require QuantitativeSeparation RateInequalities SharpExponents RatesWithoutGate.
Import ListNotations.
Open Scope R_scope.

(** ** Definitions *)

(** The weights lie in [w0, W0], |Δb| and |Δν| are at most M.  Nothing is asked of the slopes. *)
Definition bounded {d} (w0 W0 M : R) (C : list (difference d)) : Prop :=
  forall p, In p C -> w0 <= weight p <= W0 /\ Rabs (Δb p) <= M /\ Rabs (Δν p) <= M.

(** θ is a possible exponent of the parameter of size q: there are cells C_n of m atoms, with weights between positive
    bounds and bounded Δb and Δν, whose coefficients but C(0, 0) are at most ε_n -> 0, with an atom for which q >= κ
    ε_n^θ, κ > 0. *)
Definition possible_exponent {d} (m : nat) (q : difference d -> R) (θ : R) : Prop :=
  exists (w0 W0 M κ : R) (C : nat -> list (difference d)) (ε : nat -> R),
    0 < w0 /\ 0 < κ /\ (forall n, 0 < ε n) /\ is_lim_seq ε 0 /\
    forall n, length (C n) = m /\ bounded w0 W0 M (C n) /\
      (forall k l, (1 <= size k + l)%nat -> Rabs (coefficient (C n) k l) <= ε n) /\
      exists p, In p (C n) /\ κ * Rpower (ε n) θ <= q p.

(** θ is the least real number with the property P. *)
Definition is_minimum (P : R -> Prop) (θ : R) : Prop := P θ /\ forall θ', P θ' -> θ <= θ'.

(** ** Translation *)

Section Translation.
Variables (d m : nat).

(** The atom with the number j. *)
Definition atom_of (c : CellCoefficients.cell) (j : nat) : difference d :=
  Difference (CellCoefficients.weight c j) (tuple d (CellCoefficients.gate c j)) (tuple d (CellCoefficients.slope c j))
    (CellCoefficients.intercept c j) (CellCoefficients.variance c j).

(** The cell as a list. *)
Definition list_of (c : CellCoefficients.cell) : list (difference d) := map (atom_of c) (seq 0 m).

(** The list as a numbered cell. *)
Definition numbered (C : list (difference d)) : CellCoefficients.cell :=
  let p j := nth j C (Difference 0 (origin d) (origin d) 0 0) in
  {| CellCoefficients.weight := fun j => weight (p j);
     CellCoefficients.gate := fun j => entry 0 (Δβ1 (p j));
     CellCoefficients.slope := fun j => entry 0 (Δa (p j));
     CellCoefficients.intercept := fun j => Δb (p j);
     CellCoefficients.variance := fun j => Δν (p j) |}.

Lemma list_of_numbered C : length C = m -> list_of (numbered C) = C.
Proof.
  intro len. unfold list_of. set (z := Difference 0 (origin d) (origin d) 0 0).
  assert (E : C = map (fun j => nth j C z) (seq 0 (length C))).
  { clear. induction C as [|p C IH]; [reflexivity|]. simpl. f_equal. rewrite <- seq_shift, map_map. exact IH. }
  transitivity (map (fun j => nth j C z) (seq 0 m)); [|rewrite <- len; symmetry; exact E].
  apply map_ext. intro j. unfold atom_of, numbered; simpl. rewrite !tuple_entry. fold z.
  destruct (nth j C z); reflexivity.
Qed.

Lemma length_list_of c : length (list_of c) = m.
Proof. unfold list_of. rewrite map_length. apply seq_length. Qed.

Lemma in_list_of c p : In p (list_of c) <-> exists j, (j < m)%nat /\ p = atom_of c j.
Proof.
  unfold list_of. rewrite in_map_iff. split.
  - intros [j [<- i]]. apply in_seq in i. exists j. split; [lia|reflexivity].
  - intros [j [Hj ->]]. exists j. split; [reflexivity|apply in_seq; lia].
Qed.

Lemma lsum_list_of f c : lsum f (list_of c) = sum_below m (fun j => f (atom_of c j)).
Proof.
  unfold list_of. rewrite lsum_map. induction m as [|n IH]; [reflexivity|]. rewrite seq_S, lsum_app, IH. simpl. ring.
Qed.

(** The two have the same F_l. *)
Lemma list_of_function c l x : cell_function (list_of c) l (tuple d x) = CellCoefficients.cell_function d m c l x.
Proof.
  unfold cell_function, CellCoefficients.cell_function. rewrite lsum_list_of. apply sum_below_ext. intros j _.
  unfold atom_of; simpl. rewrite !dot_tuple. ring.
Qed.

Lemma list_of_coefficient c k l : coefficient (list_of c) (tuple d k) l = CellCoefficients.coefficient d m c k l.
Proof.
  unfold coefficient, CellCoefficients.coefficient. rewrite factorial_tuple, <- mixed_partial_tuple. f_equal.
  apply mixed_partial_local. intros x _. apply list_of_function.
Qed.

Lemma list_of_bounded w0 W0 M c : bounded w0 W0 M (list_of c) <-> RateInequalities.bounded_cell m w0 W0 M c.
Proof.
  unfold bounded, RateInequalities.bounded_cell. split.
  - intros B j Hj. apply (B (atom_of c j)), in_list_of. exists j. split; [exact Hj|reflexivity].
  - intros B p i. apply in_list_of in i. destruct i as [j [Hj ->]]. apply B, Hj.
Qed.
End Translation.

(** A statement on a list follows from that on its numbered cell. *)
Lemma by_number d m (P : list (difference d) -> Prop) :
  (forall c, P (list_of d m c)) -> forall C, length C = m -> P C.
Proof. intros H C len. rewrite <- (list_of_numbered d m C len). apply H. Qed.

(** ** The coefficients *)

(** C(0, l) = Σ w H_l(Δb, Δν / 2). *)
Theorem coefficient_zero d (C : list (difference d)) l :
  coefficient C (no_index d) l = ∑ p ∈ C, weight p * heat l (Δb p) (Δν p / 2).
Proof.
  apply (by_number d (length C) (fun C => coefficient C (no_index d) l = ∑ p ∈ C, weight p * heat l (Δb p) (Δν p / 2)));
    [|reflexivity]. intro c.
  rewrite <- tuple_zero, list_of_coefficient, CellCoefficients.coefficient_zero, lsum_list_of. reflexivity.
Qed.

(** C(2 e_i, 0) = ½ Σ w Δβ1_i². *)
Theorem coefficient_twice_zero d (C : list (difference d)) i : (i < d)%nat ->
  coefficient C (single d i 2) 0 = 1 / 2 * ∑ p ∈ C, weight p * coord (Δβ1 p) i ^ 2.
Proof.
  intro Hi. apply (by_number d (length C) (fun C => coefficient C (single d i 2) 0 =
    1 / 2 * ∑ p ∈ C, weight p * coord (Δβ1 p) i ^ 2)); [|reflexivity]. intro c.
  rewrite <- tuple_twice, list_of_coefficient, CellCoefficients.coefficient_twice_zero, lsum_list_of by exact Hi.
  f_equal. apply sum_below_ext. intros j _. simpl. rewrite coord_tuple by exact Hi. reflexivity.
Qed.

(** C(2 e_i, 2). *)
Theorem coefficient_twice_two d (C : list (difference d)) i : (i < d)%nat ->
  coefficient C (single d i 2) 2 = ∑ p ∈ C, weight p *
    (coord (Δa p) i ^ 2 / 2 + coord (Δβ1 p) i * coord (Δa p) i * Δb p + coord (Δβ1 p) i ^ 2 * (Δb p ^ 2 + Δν p) / 4).
Proof.
  intro Hi. apply (by_number d (length C) (fun C => coefficient C (single d i 2) 2 = ∑ p ∈ C, weight p *
    (coord (Δa p) i ^ 2 / 2 + coord (Δβ1 p) i * coord (Δa p) i * Δb p + coord (Δβ1 p) i ^ 2 * (Δb p ^ 2 + Δν p) / 4)));
    [|reflexivity]. intro c.
  rewrite <- tuple_twice, list_of_coefficient, CellCoefficients.coefficient_twice_two, lsum_list_of by exact Hi.
  apply sum_below_ext. intros j _. simpl. rewrite !coord_tuple by exact Hi. reflexivity.
Qed.

(** ** The inequalities *)

(** Σ w Δβ1_i² <= 2 ε. *)
Theorem gate_inequality d (C : list (difference d)) i ε : (i < d)%nat -> coefficient C (single d i 2) 0 <= ε ->
  (∑ p ∈ C, weight p * coord (Δβ1 p) i ^ 2) <= 2 * ε.
Proof. intros Hi E. rewrite coefficient_twice_zero in E by exact Hi. lra. Qed.

(** Σ w Δa_i² <= (4 + 2M + 6M²) ε. *)
Theorem slope_inequality d (C : list (difference d)) i M ε : (i < d)%nat -> 0 <= M ->
  (forall p, In p C -> 0 <= weight p /\ Rabs (Δb p) <= M /\ Rabs (Δν p) <= M) ->
  coefficient C (single d i 2) 0 <= ε -> coefficient C (single d i 2) 2 <= ε ->
  (∑ p ∈ C, weight p * coord (Δa p) i ^ 2) <= (4 + 2 * M + 6 * M ^ 2) * ε.
Proof.
  intros Hi M0. pattern C. refine (by_number d (length C) _ _ C eq_refl).
  generalize (length C) as m. clear C. intros m c.
  rewrite <- tuple_twice, !list_of_coefficient, lsum_list_of. intros B E0 E2.
  pose proof (RateInequalities.slope_inequality d m c i M ε Hi M0) as S.
  rewrite (sum_below_ext m _ (fun j => CellCoefficients.weight c j * CellCoefficients.slope c j i ^ 2)).
  - apply S; [|exact E0|exact E2]. intros j Hj. apply (B (atom_of d c j)), in_list_of. exists j.
    split; [exact Hj|reflexivity].
  - intros j _. simpl. rewrite coord_tuple by exact Hi. reflexivity.
Qed.

(** The separation theorem with a constant, in the standard library's sums. *)
Theorem quantitative_separation (m : nat) (w0 W0 M : R) : (1 <= m)%nat -> 0 < w0 ->
  exists c, 0 < c /\ forall w a b : nat -> R,
    (forall j, (j < m)%nat -> w0 <= w j <= W0) ->
    (forall j, (j < m)%nat -> Rabs (a j) <= M /\ Rabs (b j) <= M) ->
    exists l, (1 <= l <= 2 * m)%nat /\
      c * sum_f_R0 (fun j => w j * (Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m)) (m - 1)
        <= Rabs (sum_f_R0 (fun j => w j * heat l (a j) (b j)) (m - 1)).
Proof.
  intros Hm Hw. destruct (QuantitativeSeparation.quantitative_separation m w0 W0 M Hm Hw) as [c [c0 H]].
  assert (E : forall f, sum_f_R0 f (m - 1) = sum_below m f).
  { intro f. replace m with (S (m - 1)) at 2 by lia. generalize (m - 1)%nat as n.
    induction n as [|n IH]; [simpl; ring|]. rewrite tech5, IH. reflexivity. }
  exists c. split; [exact c0|]. intros w a b Bw Bab. destruct (H w a b Bw Bab) as [l [Hl L]]. exists l.
  split; [exact Hl|]. rewrite !E. exact L.
Qed.

(** Σ w (|Δb|^(2m) + |Δν|^m) <= K ε. *)
Theorem intercept_variance_inequality m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall d (C : list (difference d)) (ε : R), length C = m -> bounded w0 W0 M C ->
    (forall l, (1 <= l <= 2 * m)%nat -> Rabs (coefficient C (no_index d) l) <= ε) ->
    (∑ p ∈ C, weight p * (Rabs (Δb p) ^ (2 * m) + Rabs (Δν p) ^ m)) <= K * ε.
Proof.
  intros Hm Hw. destruct (RateInequalities.intercept_variance_inequality m w0 W0 M Hm Hw) as [K [K0 HK]].
  exists K. split; [exact K0|]. intros d C ε len. revert C len. refine (by_number d m _ _).
  intros c B E. rewrite lsum_list_of. apply (HK d c ε); [exact (proj1 (list_of_bounded d m w0 W0 M c) B)|].
  intros l Hl. rewrite <- list_of_coefficient, tuple_zero. apply E, Hl.
Qed.

(** Together. *)
Theorem local_inequality d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (C : list (difference d)) (ε : R), length C = m -> bounded w0 W0 M C ->
    (forall i, (i < d)%nat ->
       Rabs (coefficient C (single d i 2) 0) <= ε /\ Rabs (coefficient C (single d i 2) 2) <= ε) ->
    (forall l, (1 <= l <= 2 * m)%nat -> Rabs (coefficient C (no_index d) l) <= ε) ->
    (∑ p ∈ C, weight p * (dot (Δβ1 p) (Δβ1 p) + dot (Δa p) (Δa p) + Rabs (Δb p) ^ (2 * m) + Rabs (Δν p) ^ m)) <= K * ε.
Proof.
  intros Hm Hw. destruct (RateInequalities.local_inequality d m w0 W0 M Hm Hw) as [K [K0 HK]].
  exists K. split; [exact K0|]. intros C ε len. revert C len. refine (by_number d m _ _).
  intros c B E2 E0. rewrite lsum_list_of.
  assert (D : RateInequalities.discrepancy d m c <= K * ε).
  { apply HK; [exact (proj1 (list_of_bounded d m w0 W0 M c) B)|]. split.
    - intros i Hi. rewrite <- !list_of_coefficient, tuple_twice. apply E2, Hi.
    - intros l Hl. rewrite <- list_of_coefficient, tuple_zero. apply E0, Hl. }
  apply Rle_trans with (2 := D). right. apply sum_below_ext. intros j _. unfold atom_of; simpl.
  rewrite !dot_tuple. unfold Coordinates.dot. rewrite <- sum_below_plus. do 3 f_equal.
  apply sum_below_ext. intros; ring.
Qed.

(** The slopes whatever the gate: F_1, ..., F_2m at two points that differ in one coordinate. *)
Theorem slope_inequality_from_points d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (C : list (difference d)) (x : vec R d) (i : nat) (s ε : R), length C = m -> (i < d)%nat ->
    (forall z, z = x \/ z = replace x i (coord x i + s) ->
       (forall p, In p C -> w0 <= weight p * exp (dot (Δβ1 p) z) <= W0 /\
          Rabs (dot (Δa p) z + Δb p) <= M /\ Rabs (Δν p) <= M) /\
       (forall l, (1 <= l <= 2 * m)%nat -> Rabs (cell_function C l z) <= ε)) ->
    forall p, In p C -> Rabs (s * coord (Δa p) i) ^ (2 * m) <= K * ε.
Proof.
  intros Hm Hw. destruct (RatesWithoutGate.slope_inequality_from_points d m w0 W0 M Hm Hw) as [K [K0 HK]].
  exists K. split; [exact K0|]. intros C x i s ε len Hi. revert C len.
  refine (by_number d m _ _). intros c H p Hp.
  apply in_list_of in Hp. destruct Hp as [j [Hj ->]].
  rewrite <- (tuple_entry 0 d x), replace_tuple, coord_tuple in H by exact Hi.
  assert (points : forall z, z = entry 0 x \/ z = Coordinates.update (entry 0 x) i (entry 0 x i + s) ->
    (forall j, (j < m)%nat ->
       w0 <= CellCoefficients.weight c j * exp (Coordinates.dot d (CellCoefficients.gate c j) z) <= W0 /\
       Rabs (Coordinates.dot d (CellCoefficients.slope c j) z + CellCoefficients.intercept c j) <= M /\
       Rabs (CellCoefficients.variance c j) <= M) /\
    (forall l, (1 <= l <= 2 * m)%nat -> Rabs (CellCoefficients.cell_function d m c l z) <= ε)).
  { intros z Hz. destruct (H (tuple d z)) as [B E]; [destruct Hz as [-> | ->]; auto|]. split.
    - intros k Hk. specialize (B (atom_of d c k)). unfold atom_of in B; simpl in B. rewrite !dot_tuple in B. apply B.
      apply in_list_of. exists k. split; [exact Hk|reflexivity].
    - intros l Hl. rewrite <- list_of_function. apply E, Hl. }
  unfold atom_of; simpl. rewrite coord_tuple by exact Hi.
  apply (HK c (entry 0 x) i s ε Hi); [| |exact Hj]; intros z Hz; apply (points z Hz).
Qed.

(** ** The exponents *)

(** The possible exponents of a coordinatewise parameter, read for lists. *)
Lemma possible_exponent_numbered d m (q : difference d -> R) (f : CellCoefficients.cell -> nat -> nat -> R) θ :
  (forall c j κ, 0 < κ -> (κ <= q (atom_of d c j) <-> exists i, (i < d)%nat /\ κ <= Rabs (f c j i))) ->
  (possible_exponent m q θ <-> SharpExponents.possible_exponent d m f θ).
Proof.
  intro Q. unfold possible_exponent, SharpExponents.possible_exponent.
  assert (pos : forall κ ε θ, 0 < κ -> 0 < κ * Rpower ε θ)
    by (intros; apply Rmult_lt_0_compat; [assumption|apply exp_pos]).
  split; intros [w0 [W0 [M [κ [C [ε [Hw0 [Hκ [Hε [lim H]]]]]]]]]].
  - exists w0, W0, M, κ, (fun n => numbered d (C n)), ε. repeat split; auto; destruct (H n) as [len [B [E [p [i L]]]]];
      rewrite <- (list_of_numbered d m (C n) len) in B, E, i.
    all: try (apply (list_of_bounded d m) in B; apply B; assumption).
    + intros k l Hkl. rewrite <- list_of_coefficient. apply E. rewrite size_tuple. exact Hkl.
    + apply in_list_of in i. destruct i as [j [Hj ->]]. exists j.
      apply (Q _ _ _ (pos _ _ _ Hκ)) in L. destruct L as [i [Hi L]]. exists i. auto.
  - exists w0, W0, M, κ, (fun n => list_of d m (C n)), ε. split; [exact Hw0|]. split; [exact Hκ|]. split; [exact Hε|].
    split; [exact lim|]. intro n. destruct (H n) as [B [E [j [i [Hj [Hi L]]]]]]. split; [apply length_list_of|].
    split; [apply (proj2 (list_of_bounded d m w0 W0 M (C n))), B|]. split.
    + intros k l Hkl. rewrite <- (tuple_entry 0%nat d k) in *. rewrite list_of_coefficient. apply E.
      rewrite size_tuple in Hkl. exact Hkl.
    + exists (atom_of d (C n) j). split; [apply in_list_of; exists j; auto|]. apply Q; [apply pos, Hκ|]. exists i. auto.
Qed.

Lemma is_minimum_iff (P Q : R -> Prop) θ : (forall θ, P θ <-> Q θ) -> SharpExponents.is_minimum Q θ -> is_minimum P θ.
Proof.
  intros E [H L]. split; [apply E, H|]. intros θ' Hθ'. apply L, E, Hθ'.
Qed.

(** The largest coordinate of a vector. *)
Lemma norm_tuple d (v : nat -> R) κ : 0 < κ -> (κ <= norm (tuple d v) <-> exists i, (i < d)%nat /\ κ <= Rabs (v i)).
Proof.
  intro Hκ. split.
  - intro L. destruct (norm_attained d (tuple d v)) as [i [Hi E]]; [lra|]. exists i. split; [exact Hi|].
    rewrite E, coord_tuple in L by exact Hi. exact L.
  - intros [i [Hi L]]. apply Rle_trans with (1 := L). rewrite <- (coord_tuple d v i Hi). apply coord_le_norm.
Qed.

(** The exponents ½, ½, 1/(2m), 1/m are the least possible ones. *)
Theorem sharp_exponents d m : (1 <= d)%nat -> (2 <= m)%nat ->
  is_minimum (possible_exponent m (fun p : difference d => norm (Δβ1 p))) (1 / 2) /\
  is_minimum (possible_exponent m (fun p : difference d => norm (Δa p))) (1 / 2) /\
  is_minimum (possible_exponent m (fun p : difference d => Rabs (Δb p))) (1 / (2 * INR m)) /\
  is_minimum (possible_exponent m (fun p : difference d => Rabs (Δν p))) (1 / INR m).
Proof.
  intros Hd Hm. destruct (SharpExponents.sharp_exponents d m Hd Hm) as [S1 [S2 [S3 S4]]].
  assert (scalar : forall r κ : R, κ <= r <-> exists i, (i < d)%nat /\ κ <= r).
  { intros r κ. split; [intro L; exists 0%nat; split; [lia|exact L]|intros [_ [_ L]]; exact L]. }
  split; [|split; [|split]];
    [apply (is_minimum_iff _ _ _ (fun θ => possible_exponent_numbered d m _ CellCoefficients.gate θ
       (fun c j κ => norm_tuple d (CellCoefficients.gate c j) κ)) S1)
    |apply (is_minimum_iff _ _ _ (fun θ => possible_exponent_numbered d m _ CellCoefficients.slope θ
       (fun c j κ => norm_tuple d (CellCoefficients.slope c j) κ)) S2)
    |apply (is_minimum_iff _ _ _ (fun θ => possible_exponent_numbered d m _ _ θ (fun c j κ _ => scalar _ κ)) S3)
    |apply (is_minimum_iff _ _ _ (fun θ => possible_exponent_numbered d m _ _ θ (fun c j κ _ => scalar _ κ)) S4)].
Qed.

(** ** Without a gate *)

(** The three atoms of the curve, d = 1. *)
Definition three_atoms (t : R) : list (difference 1) :=
  [@Difference 1 (1 / 2) (0, tt) (t ^ 5, tt) (t ^ 3) (t ^ 6);
   @Difference 1 (1 / 2) (0, tt) (- t ^ 5, tt) (- t ^ 3) (t ^ 6);
   @Difference 1 1 (t ^ 2, tt) (0, tt) 0 (- (2 * t ^ 6))].

(** F_l is O(t^12) for l >= 1, F_0 is 1 + exp(t² x), and the largest slope is (t^12)^(5/12). *)
Theorem three_atom_curve X : exists K, 0 < K /\ forall t, 0 < t <= 1 ->
  (forall x, Rabs x <= X ->
     cell_function (three_atoms t) 0 (x, tt) = 1 + exp (t ^ 2 * x) /\
     forall l, (1 <= l)%nat -> Rabs (cell_function (three_atoms t) l (x, tt)) <= K * t ^ 12) /\
  (forall p, In p (three_atoms t) -> norm (Δa p) <= Rpower (t ^ 12) (5 / 12)) /\
  (exists p, In p (three_atoms t) /\ norm (Δa p) = Rpower (t ^ 12) (5 / 12)).
Proof.
  destruct (RatesWithoutGate.three_atom_curve X) as [K [K0 H]]. exists K. split; [exact K0|]. intros t Ht.
  destruct (H t Ht) as [E S].
  assert (L : three_atoms t = list_of 1 3 (RatesWithoutGate.three_atoms t)) by reflexivity.
  split.
  - intros x Hx. destruct (E (fun _ => x) Hx) as [E0 El]. change (x, tt) with (tuple 1 (fun _ => x)). split.
    + rewrite L, list_of_function. exact E0.
    + intros l Hl. rewrite L, list_of_function. apply El, Hl.
  - change (t ^ 5 = Rpower (t ^ 12) (5 / 12)) in S. assert (p5 : 0 < t ^ 5) by (apply pow_lt; lra).
    assert (n5 : norm ((t ^ 5, tt) : vec R 1) = t ^ 5).
    { simpl norm. rewrite Rabs_pos_eq by lra. apply Rmax_left. lra. }
    split.
    + intros p Hp. rewrite <- S. destruct Hp as [<-|[<-|[<-|[]]]];
        simpl norm; rewrite ?Rabs_Ropp, ?Rabs_R0, ?Rabs_pos_eq by lra;
        apply Rmax_lub; lra.
    + exists (@Difference 1 (1 / 2) (0, tt) (t ^ 5, tt) (t ^ 3) (t ^ 6)). split; [left; reflexivity|].
      rewrite <- S. exact n5.
Qed.
