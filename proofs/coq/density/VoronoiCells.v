(** * Voronoi cells and the loss

    The cell of the true atom A: the atoms of G whose expert (a, b, ν) is nearer to that of A than to the expert of
    any other true atom; the first one in the list wins a tie ([voronoi]).

    [loss t1 t2 H G] is D_t(G, H): the sum over the cells of |Σ e^β0 - e^(β0* + t2)| and of the differences of the
    parameters, to the power 1 in a cell of one atom and to the powers 2, 2, 2m, m (of Δβ1, Δa, Δb, Δν) in a cell of m
    >= 2 atoms.

    Every atom of G lies in exactly one cell ([sum_by_cells]).  So the difference of the densities is the gap of the
    cells ([gap_as_cells]), for any translation t, and D_t is at most a multiple of the loss of the cells as records
    ([loss_as_cells]). *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums BoxCompactness BoxIntegral.
From MoeProof Require Import SoftmaxModel ModelBridge.
From MoeProof Require DensityDerivatives BoxIntegralFacts IntervalDensity CellCoefficients Gap CellLoss.
Import ListNotations.
Open Scope R_scope.

(** ** Definitions *)

Section Definitions.
Context {d : nat}.
Implicit Types (E F : expert d) (A B : atom d) (G H l : list (atom d)).

(** The squared distance of two experts in (a, b, ν). *)
Definition expert_distance E F : R :=
  len (slope E ⊖ slope F) ^ 2 + (intercept E - intercept F) ^ 2 + (variance E - variance F) ^ 2.

(** The first of the experts F, l that is nearest to E. *)
Fixpoint nearest E F (l : list (expert d)) : expert d :=
  match l with
  | [] => F
  | F' :: l' => if Rle_dec (expert_distance E F) (expert_distance E F') then nearest E F l' else nearest E F' l'
  end.

(** The expert of H nearest to E (E itself if H is empty). *)
Definition nearest_in H E : expert d := match map expert_of H with [] => E | F :: l => nearest E F l end.

(** The Voronoi cell of A, one of the atoms of H with distinct experts. *)
Definition voronoi H A G : list (atom d) :=
  filter (fun B => if expert_eq_dec (nearest_in H (expert_of B)) (expert_of A) then true else false) G.

(** |Δβ1|, |Δa|, |Δb|, |Δν| of the fitted atom B from the true atom A translated by t1. *)
Definition gate_difference (t1 : vec R d) A B : R := len (gate_slope B ⊖ (gate_slope A ⊕ t1)).
Definition slope_difference A B : R := len (slope (expert_of B) ⊖ slope (expert_of A)).
Definition intercept_difference A B : R := Rabs (intercept (expert_of B) - intercept (expert_of A)).
Definition variance_difference A B : R := Rabs (variance (expert_of B) - variance (expert_of A)).

(** The part of the loss of the fitted atom B in a cell of m atoms. *)
Definition atom_loss (t1 : vec R d) A (m : nat) B : R :=
  if (m =? 1)%nat
  then gate_difference t1 A B + slope_difference A B + intercept_difference A B + variance_difference A B
  else gate_difference t1 A B ^ 2 + slope_difference A B ^ 2
       + intercept_difference A B ^ (2 * m) + variance_difference A B ^ m.

(** The part of one cell l. *)
Definition cell_loss (t1 : vec R d) (t2 : R) A l : R :=
  Rabs ((∑ B ∈ l, exp (gate_bias B)) - exp (gate_bias A + t2)) + ∑ B ∈ l, atom_loss t1 A (length l) B.

(** D_t(G, H). *)
Definition loss (t1 : vec R d) (t2 : R) H G : R := ∑ A ∈ H, cell_loss t1 t2 A (voronoi H A G).

(** The translation that takes the true atom A to the fitted atom B. *)
Definition slope_shift A B : vec R d := gate_slope B ⊖ gate_slope A.
Definition bias_shift A B : R := gate_bias B - gate_bias A.

End Definitions.

(** ** Cells *)

Section Cells.
Context {d : nat}.
Implicit Types (E F : expert d) (A B : atom d) (G H l : list (atom d)).

(** The nearest expert is one of the list, and no other is nearer. *)
Lemma nearest_spec E F (l : list (expert d)) : In (nearest E F l) (F :: l) /\
  forall F', In F' (F :: l) -> expert_distance E (nearest E F l) <= expert_distance E F'.
Proof.
  revert F. induction l as [|F1 l IH]; intro F.
  - split; [now left|]. intros F' [<-|[]]. apply Rle_refl.
  - cbn [nearest]. destruct (Rle_dec (expert_distance E F) (expert_distance E F1)) as [h|h].
    + destruct (IH F) as [I L]. split; [destruct I as [<-|i]; [now left|now right; right]|].
      intros F' [<-|[<-|i]]; [apply L; now left| |apply L; now right].
      apply Rle_trans with (2 := h), L. now left.
    + destruct (IH F1) as [I L]. split; [now right|]. intros F' [<-|i]; [|apply L, i].
      apply Rle_trans with (expert_distance E F1); [apply L; now left|lra].
Qed.

(** The nearest expert is the expert of an atom of H. *)
Lemma nearest_in_spec H E : H <> [] -> In (nearest_in H E) (map expert_of H) /\
  forall F, In F (map expert_of H) -> expert_distance E (nearest_in H E) <= expert_distance E F.
Proof.
  intro n. unfold nearest_in. destruct (map expert_of H) as [|F l] eqn:e.
  - now destruct H.
  - apply nearest_spec.
Qed.

(** If one expert is strictly nearer than all others, it is the nearest. *)
Lemma nearest_unique H E F : In F (map expert_of H) ->
  (forall F', In F' (map expert_of H) -> F' <> F -> expert_distance E F < expert_distance E F') -> nearest_in H E = F.
Proof.
  intros i U. destruct (nearest_in_spec H E) as [N L]; [intros ->; easy|].
  destruct (expert_eq_dec (nearest_in H E) F) as [e|ne]; [exact e|exfalso].
  pose proof (L F i). pose proof (U _ N ne). lra.
Qed.

(** Among distinct experts one is E. *)
Lemma lsum_one_expert H E (v : R) : distinct_experts H -> In E (map expert_of H) ->
  (∑ A ∈ H, if expert_eq_dec E (expert_of A) then v else 0) = v.
Proof.
  unfold distinct_experts. induction H as [|A H IH]; simpl; intros D i; [easy|]. inversion D as [|? ? n D']; subst.
  destruct (expert_eq_dec E (expert_of A)) as [->|ne].
  - rewrite lsum_zero; [ring|]. intros A' i'. destruct (expert_eq_dec (expert_of A) (expert_of A')) as [e|_]; [|
      reflexivity].
    exfalso. apply n. rewrite e. now apply in_map.
  - rewrite IH; [ring|exact D'|]. destruct i as [e|i]; [congruence|exact i].
Qed.

(** A sum over G is the sum over the cells. *)
Lemma sum_by_cells H G (f : atom d -> R) : H <> [] -> distinct_experts H ->
  lsum f G = ∑ A ∈ H, lsum f (voronoi H A G).
Proof.
  intros n D. induction G as [|B G IH]; [simpl; rewrite lsum_zero; auto|]. cbn [lsum]. rewrite IH.
  rewrite <- (lsum_one_expert H (nearest_in H (expert_of B)) (f B) D) by (now apply nearest_in_spec).
  rewrite <- lsum_plus. apply lsum_ext. intros A _. unfold voronoi. simpl.
  destruct (expert_eq_dec (nearest_in H (expert_of B)) (expert_of A)); simpl; ring.
Qed.

(** k = Σ_A |voronoi A|; so for k < 2 k* a cell has at most one atom. *)
Lemma small_cell_exists H G : H <> [] -> distinct_experts H -> (length G < 2 * length H)%nat ->
  exists A, In A H /\ (length (voronoi H A G) <= 1)%nat.
Proof.
  intros n D L. destruct (Exists_dec (fun A => (length (voronoi H A G) <= 1)%nat) H) as [e|e]; [intro; apply le_dec| |].
  { apply Exists_exists in e. exact e. }
  exfalso. pose proof (sum_by_cells H G (fun _ => 1) n D) as S.
  assert (one : forall l, lsum (fun _ : atom d => 1) l = INR (length l)).
  { induction l as [|B l IH]; [reflexivity|]. cbn [length lsum]. rewrite S_INR, IH. ring. }
  rewrite one, (lsum_ext _ (fun A => INR (length (voronoi H A G)))) in S by (intros; apply one).
  assert (B : forall l, incl l H -> 2 * INR (length l) <= ∑ A ∈ l, INR (length (voronoi H A G))).
  { induction l as [|A l IH]; intro I; [simpl; lra|]. cbn [length lsum]. rewrite S_INR.
    specialize (IH (fun C c => I C (or_intror c))). assert (2 <= INR (length (voronoi H A G))); [|lra].
    apply (le_INR 2). destruct (le_lt_dec (length (voronoi H A G)) 1) as [h|h]; [|lia].
    exfalso. apply e, Exists_exists. exists A. split; [apply I; now left|exact h]. }
  specialize (B H (incl_refl H)). rewrite <- S in B. apply (lt_INR (length G)) in L. rewrite mult_INR in L. simpl in L.
  lra.
Qed.

(** ** Cells as records *)

(** The cell and the size of the cell of the j-th true atom. *)
Definition cells_of (t1 : vec R d) (t2 : R) H G (j : nat) : CellCoefficients.cell :=
  differences t1 t2 (nth j H some_atom) (voronoi H (nth j H some_atom) G).
Definition sizes_of H G (j : nat) : nat := length (voronoi H (nth j H some_atom) G).

(** g_G - g_H is the gap of the cells: each gate of G is that of the record times the factor e^(t1ᵀx + t2), which
    cancels in the quotient. *)
Lemma gap_as_cells (t1 : vec R d) (t2 : R) H G (m : nat -> nat) x y : H <> [] -> G <> [] -> distinct_experts H ->
  (forall j, (j < length H)%nat -> m j = sizes_of H G j) ->
  density G (tuple d x) y - density H (tuple d x) y = Gap.gap d (length H) m (record_of H) (cells_of t1 t2 H G) x y.
Proof.
  intros nH nG D Em. unfold Gap.gap. rewrite <- density_true. f_equal. rewrite density_ratio.
  set (φ := exp (⟨t1, tuple d x⟩ + t2)). assert (φ0 : φ <> 0) by apply Rgt_not_eq, exp_pos.
  assert (gates : forall j i, let A := nth j H some_atom in let B := nth i (voronoi H A G) some_atom in
    gate B (tuple d x) = φ * (exp (Coordinates.dot d (CellCoefficients.gate (record_of H) j) x) *
      (CellCoefficients.weight (cells_of t1 t2 H G j) i *
       exp (Coordinates.dot d (CellCoefficients.gate (cells_of t1 t2 H G j) i) x)))).
  { intros j i A B. unfold gate, φ, record_of, cells_of, differences.
    cbn [CellCoefficients.gate CellCoefficients.weight].
    fold A. fold B. rewrite <- !dot_with_tuple, <- !exp_plus. f_equal. rewrite !dot_plus_l, !dot_scal_l, dot_plus_l.
    ring. }
  assert (N : (∑ B ∈ G, gate B (tuple d x) * expert_density (expert_of B) (tuple d x) y) =
    φ * Gap.fitted_sum d (length H) m (record_of H) (cells_of t1 t2 H G) x y).
  { rewrite (sum_by_cells H G _ nH D), (IntervalDensity.lsum_nth _ H some_atom). unfold Gap.fitted_sum.
    rewrite <- sum_below_scal. apply sum_below_ext. intros j Hj. rewrite (Em j Hj). unfold sizes_of.
    rewrite (IntervalDensity.lsum_nth _ _ some_atom), <- !sum_below_scal. apply sum_below_ext. intros i Hi.
    rewrite gates. rewrite !Rmult_assoc. do 4 f_equal. unfold expert_density, mean, Gap.true_mean, Gap.shift.
    unfold record_of, cells_of, differences.
    cbn [CellCoefficients.slope CellCoefficients.intercept CellCoefficients.variance]. rewrite <- !dot_with_tuple.
    change normal with DensityDerivatives.normal. f_equal; [|ring]. rewrite dot_plus_l, dot_scal_l. ring. }
  assert (P : total_gate G (tuple d x) = φ * Gap.fitted_gates d (length H) m (record_of H) (cells_of t1 t2 H G) x).
  { unfold total_gate. rewrite (sum_by_cells H G _ nH D), (IntervalDensity.lsum_nth _ H some_atom).
    unfold Gap.fitted_gates.
    rewrite <- sum_below_scal. apply sum_below_ext. intros j Hj. rewrite (Em j Hj). unfold sizes_of.
    rewrite (IntervalDensity.lsum_nth _ _ some_atom), <- !sum_below_scal. apply sum_below_ext. intros i Hi.
    apply gates. }
  rewrite N, P. unfold Rdiv. rewrite Rinv_mult.
  rewrite <- (Rmult_1_l (Gap.fitted_sum _ _ _ _ _ _ _ * / _)), <- (Rinv_r φ φ0). ring.
Qed.

(** V(G, H) is the integral of the gap. *)
Lemma variation_as_cells (t1 : vec R d) (t2 : R) lo hi ylo yhi H G (m : nat -> nat) : H <> [] -> G <> [] ->
  distinct_experts H ->
  (forall i, (i < d)%nat -> lo i <= hi i) -> (forall j, (j < length H)%nat -> m j = sizes_of H G j) ->
  variation lo hi ylo yhi G H = Gap.gap_over d (length H) m (record_of H) (cells_of t1 t2 H G) lo hi ylo yhi.
Proof.
  intros nH nG D L Em. unfold variation, Gap.gap_over. apply BoxIntegralFacts.box_ext; [exact L|]. intros x _ _.
  unfold Gap.gap_at. apply RInt_ext. intros y _. f_equal. now apply gap_as_cells.
Qed.

(** The loss of one atom is at most its spread. *)
Lemma atom_loss_le_spread (t1 : vec R d) (t2 : R) A l m i :
  atom_loss t1 A m (nth i l some_atom) <= CellLoss.atom_spread d m (differences t1 t2 A l) i.
Proof.
  unfold atom_loss, CellLoss.atom_spread, gate_difference, slope_difference, intercept_difference,
    variance_difference.
  unfold differences. cbn [CellCoefficients.gate CellCoefficients.slope CellCoefficients.intercept
    CellCoefficients.variance].
  set (B := nth i l some_atom). destruct (m =? 1)%nat; rewrite sum_below_plus.
  - repeat apply Rplus_le_compat; try apply Rle_refl; apply len_le_sum.
  - rewrite !len_square. apply Rle_refl.
Qed.

(** D_t is at most max(1, e^t2) times the loss of the records. *)
Lemma loss_as_cells (t1 : vec R d) (t2 : R) H G (m : nat -> nat) :
  (forall j, (j < length H)%nat -> m j = sizes_of H G j) ->
  loss t1 t2 H G <= (1 + exp t2) * CellLoss.cells_loss d (length H) m (record_of H) (cells_of t1 t2 H G).
Proof.
  intro Em. unfold loss, CellLoss.cells_loss, CellLoss.spread.
  rewrite (IntervalDensity.lsum_nth _ H some_atom), <- sum_below_plus, <- sum_below_scal. apply sum_below_le.
  intros j Hj. set (A := nth j H some_atom). set (c := cells_of t1 t2 H G j). rewrite (Em j Hj). unfold sizes_of.
  fold A.
  set (l := voronoi H A G). pose proof (exp_pos t2) as e0. unfold cell_loss.
  pose proof (CellLoss.cell_spread_nonneg d (length l) c) as S0.
  assert (S : (∑ B ∈ l, atom_loss t1 A (length l) B) <= CellLoss.cell_spread d (length l) c).
  { rewrite (IntervalDensity.lsum_nth _ l some_atom). apply sum_below_le. intros i Hi. apply atom_loss_le_spread. }
  assert (W : (∑ B ∈ l, exp (gate_bias B)) - exp (gate_bias A + t2) =
    exp t2 * (sum_below (length l) (CellCoefficients.weight c) - CellCoefficients.weight (record_of H) j)).
  { rewrite (IntervalDensity.lsum_nth _ l some_atom), Rmult_minus_distr_l, <- sum_below_scal. f_equal.
    - apply sum_below_ext. intros i Hi. unfold c, cells_of, differences. cbn [CellCoefficients.weight]. fold A. fold l.
      rewrite <- exp_plus. f_equal. ring.
    - unfold record_of. cbn [CellCoefficients.weight]. fold A. rewrite <- exp_plus. f_equal. ring. }
  rewrite W, Rabs_mult, (Rabs_pos_eq (exp t2)) by lra.
  pose proof (Rabs_pos (sum_below (length l) (CellCoefficients.weight c) -
    CellCoefficients.weight (record_of H) j)) as W0. pose proof (Rmult_le_pos _ _ (Rlt_le _ _ e0) S0). lra.
Qed.

End Cells.
