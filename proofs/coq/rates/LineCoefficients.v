(** * The coefficients of a cell along one coordinate

    A cell of fitted atoms as a list of differences (Differences.v) and a coordinate i of x.  On the line x = s e_i only
    the coefficients C(k e_i, l) matter, and only the coordinate i of Δβ1 and Δa:

    - C(k e_i, l) = Σ w T(k, l), where T(0, l) = H_l(Δb, Δν / 2) and

        k T(k, l) = Δβ1_i T(k - 1, l) + Δa_i T(k - 1, l - 1)  ([line_term], [coefficient_on_line]);

    - F_l(s e_i) = Σ_k C(k e_i, l) s^k for all s ([cell_function_on_line]), so that |C(k e_i, l)| <= ε for all k implies
      |F_l(e_i / 2)| <= 2 ε ([cell_function_at_half]).

    _Proof._  The recurrence is that of the closed form of the derivatives (CellCoefficients.v).  The series is the one
    of several variables (Differences.v) at a point where all variables but one vanish.  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From Coq Require Import List.
From MoeProof Require Import FiniteSums ListSums MultiIndex VectorBridge HeatFacts GeneratingFunction Differences
  CellTheorems.
From MoeProof Require Coordinates CellCoefficients.
Import ListNotations.
Open Scope R_scope.

(** ** The closed form *)

(** T(k, l): the contribution of an atom of weight 1 to C(k e_i, l); g and a are the coordinates i of Δβ1 and Δa, b is
    Δb and h is Δν / 2. *)
Fixpoint line_term (g a b h : R) (k l : nat) : R :=
  match k with
  | O => heat l b h
  | S k' => (g * line_term g a b h k' l
             + a * match l with O => 0 | S l' => line_term g a b h k' l' end) / INR (S k')
  end.

(** H_2(b, h) = b²/2 + h. *)
Lemma heat_2 b h : heat 2 b h = b ^ 2 / 2 + h.
Proof. pose proof (heat_step 0 b h) as S. rewrite heat_1, heat_0 in S. simpl in S. lra. Qed.

(** The multi-index k e_i. *)
Definition multiple (i k : nat) : nat -> nat := fun i' => if (i' =? i)%nat then k else O.

Lemma multiple_outside d i k : (d <= i)%nat ->
  Coordinates.directions d (multiple i k) = [] /\ Coordinates.multi_factorial d (multiple i k) = 1.
Proof.
  induction d as [|d IH]; simpl; intro Hi; [tauto|]. destruct IH as [-> ->]; [lia|].
  unfold multiple. rewrite (proj2 (Nat.eqb_neq d i)) by lia. simpl. split; [reflexivity|ring].
Qed.

(** k e_i lists i k times, and (k e_i)! = k!. *)
Lemma multiple_inside d i k : (i < d)%nat ->
  Coordinates.directions d (multiple i k) = repeat i k /\ Coordinates.multi_factorial d (multiple i k) = INR (fact k).
Proof.
  induction d as [|d IH]; simpl; intro Hi; [lia|]. destruct (Nat.eq_dec i d) as [->|n].
  - destruct (multiple_outside d d k) as [-> ->]; [lia|]. unfold multiple. rewrite Nat.eqb_refl.
    split; [reflexivity|ring].
  - destruct IH as [-> ->]; [lia|]. unfold multiple. rewrite (proj2 (Nat.eqb_neq d i)) by lia. simpl.
    split; [apply app_nil_r|ring].
Qed.

Lemma tuple_multiple d : forall i k, tuple d (multiple i k) = single d i k.
Proof.
  induction d as [|d IH]; intros i k; [reflexivity|]. destruct i as [|i]; simpl; f_equal.
  - exact (tuple_zero d).
  - exact (IH i k).
Qed.

(** The derivatives in one coordinate, divided by k!, obey the recurrence of T. *)
Lemma jet_line g a v i b k : forall l,
  CellCoefficients.jet g a v (repeat i k) l 0 b = INR (fact k) * line_term (g i) (a i) b v k l.
Proof.
  induction k as [|k IH]; intro l.
  - simpl. rewrite exp_0. ring.
  - assert (nz : INR (S k) <> 0) by (apply not_0_INR; lia).
    change (fact (S k)) with (S k * fact k)%nat. rewrite mult_INR. cbn [repeat CellCoefficients.jet line_term].
    rewrite IH. destruct l as [|l]; [|rewrite (IH l)]; field; exact nz.
Qed.

(** C(k e_i, l) = Σ w T(k, l). *)
Theorem coefficient_on_line d (C : list (difference d)) i k l : (i < d)%nat ->
  coefficient C (single d i k) l =
  ∑ p ∈ C, weight p * line_term (coord (Δβ1 p) i) (coord (Δa p) i) (Δb p) (Δν p / 2) k l.
Proof.
  intro Hi. apply (by_number d (length C) (fun C => coefficient C (single d i k) l =
    ∑ p ∈ C, weight p * line_term (coord (Δβ1 p) i) (coord (Δa p) i) (Δb p) (Δν p / 2) k l)); [|reflexivity]. intro c.
  rewrite <- tuple_multiple, list_of_coefficient, CellCoefficients.coefficient_closed_form, lsum_list_of.
  destruct (multiple_inside d i k Hi) as [-> ->]. unfold Rdiv. rewrite Rmult_comm, <- sum_below_scal.
  apply sum_below_ext. intros j _. rewrite jet_line. simpl. rewrite !coord_tuple by exact Hi. unfold Rdiv.
  field. apply INR_fact_neq_0.
Qed.

(** ** The series on the line *)

Lemma power_series_at_origin n : forall (c : vec nat n -> R) (f : vec R n -> R), is_power_series c f ->
  f (origin n) = c (no_index n).
Proof.
  induction n as [|n IH]; intros c f; simpl; [auto|]. intros [g [P Q]].
  rewrite (IH (g 0) (fun x => f (0, x)) (P 0)), <- (is_pseries_unique _ _ _ (Q (no_index n) 0)).
  apply PSeries_0.
Qed.

(** A power series of several variables, of which all but one vanish. *)
Lemma power_series_on_line n : forall i (c : vec nat n -> R) (f : vec R n -> R) s, (i < n)%nat -> is_power_series c f ->
  is_pseries (fun k => c (single n i k)) s (f (replace (origin n) i s)).
Proof.
  induction n as [|n IH]; intros i c f s Hi; [lia|]. simpl. intros [g [P Q]]. destruct i as [|i].
  - pose proof (power_series_at_origin n (g s) (fun x => f (s, x)) (P s)) as E. pose proof (Q (no_index n) s) as S.
    cbv beta in E.
    rewrite <- E in S. exact S.
  - apply (series_ext (fun k => g 0 (single n i k))).
    + intro k. rewrite <- (is_pseries_unique _ _ _ (Q (single n i k) 0)). apply PSeries_0.
    + exact (IH i (g 0) (fun x => f (0, x)) s ltac:(lia) (P 0)).
Qed.

(** F_l(s e_i) = Σ_k C(k e_i, l) s^k. *)
Theorem cell_function_on_line d (C : list (difference d)) i l s : (i < d)%nat -> (forall p, In p C -> 0 <= weight p) ->
  is_pseries (fun k => coefficient C (single d i k) l) s (cell_function C l (replace (origin d) i s)).
Proof.
  intros Hi W.
  apply (series_ext (fun k => TaylorSystem.equation (map unknowns_of C) (single d i k) l)).
  - intro k. symmetry. apply coefficient_is_equation, W.
  - exact (power_series_on_line d i (fun k => TaylorSystem.equation (map unknowns_of C) k l) (cell_function C l) s Hi
      (cell_function_expansion C l W)).
Qed.

(** The sum of a power series with |a_k| <= ε at 1/2 is at most 2 ε. *)
Lemma series_at_half (a : nat -> R) (v ε : R) : (forall k, Rabs (a k) <= ε) -> is_pseries a (1 / 2) v ->
  Rabs v <= 2 * ε.
Proof.
  intros A S. apply is_pseries_R in S.
  assert (G : is_series (fun k => ε * (1 / 2) ^ k) (ε * / (1 - 1 / 2))).
  { apply (is_series_scal ε (fun k => (1 / 2) ^ k)), is_series_geom. rewrite Rabs_pos_eq; lra. }
  assert (term : forall k, Rabs (a k * (1 / 2) ^ k) <= ε * (1 / 2) ^ k).
  { intro k. rewrite Rabs_mult, (Rabs_pos_eq ((1 / 2) ^ k)) by (apply pow_le; lra).
    apply Rmult_le_compat_r; [apply pow_le; lra|apply A]. }
  replace (2 * ε) with (ε * / (1 - 1 / 2)) by field.
  rewrite <- (is_series_unique _ _ S), <- (is_series_unique _ _ G).
  apply Rle_trans with (Series (fun k => Rabs (a k * (1 / 2) ^ k))).
  - apply Series_Rabs, (ex_series_le (fun k => Rabs (a k * (1 / 2) ^ k)) (fun k => ε * (1 / 2) ^ k)).
    + intro k. change (Rabs (Rabs (a k * (1 / 2) ^ k)) <= ε * (1 / 2) ^ k). rewrite Rabs_Rabsolu. apply term.
    + eexists; exact G.
  - apply Series_le; [|eexists; exact G]. intro k. split; [apply Rabs_pos|apply term].
Qed.

(** |F_l(e_i / 2)| <= 2 ε if |C(k e_i, l)| <= ε for all k. *)
Corollary cell_function_at_half d (C : list (difference d)) i l ε : (i < d)%nat ->
  (forall p, In p C -> 0 <= weight p) ->
  (forall k, Rabs (coefficient C (single d i k) l) <= ε) ->
  Rabs (cell_function C l (replace (origin d) i (1 / 2))) <= 2 * ε.
Proof. intros Hi W E. exact (series_at_half _ _ ε E (cell_function_on_line d C i l (1 / 2) Hi W)). Qed.
