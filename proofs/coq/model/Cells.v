(** * Mixing measures, their cells, and the coefficients of exponential sums

    A list of atoms stands for the mixing measure Σ_i exp(β0_i) δ_(β1_i, a_i, b_i,
    ν_i). Two lists are the same measure ([same_measure]) if every point (β1, a, b, ν)
    has the same weight: they may differ in the order of the atoms, and in how the
    weight of a point is divided among equal atoms.

    The cell of an expert E = (a, b, ν) in G ([cell]) is the list of the atoms of G
    with that expert; the sum of its gates is an exponential sum in x.

    Facts proved here: an exponential sum is determined by its coefficients, and its
    values on a box determine the coefficients ([eval_coeff], [coeff_eval]); lists
    whose cells have gates in one common proportion have the same density
    ([proportional_cells_density]), in particular lists that are the same measure
    ([same_measure_density]). *)

From Coq Require Import Reals Psatz List.
From MoeProof Require Import SoftmaxModel CommonFactor ExponentialIndependence.
Import ListNotations.
Open Scope R_scope.

Section Cells.
Context {d : nat}.
Implicit Types (A B : atom d) (G H : list (atom d)) (E : expert d) (φ ψ : list (R * vec R d)) (x γ β : vec R d).

(** ** Cells and measures *)

(** The atoms of G with the expert E. *)
Definition cell E G : list (atom d) :=
  filter (fun A => if expert_eq_dec (expert_of A) E then true else false) G.

(** The weight of the measure Σ exp(β0_i) δ_(β1_i, a_i, b_i, ν_i) at (β, E). *)
Definition weight_at G β E : R :=
  ∑ A ∈ cell E G, if vec_eq_dec (gate_slope A) β then exp (gate_bias A) else 0.

(** The same weight at every point. *)
Definition same_measure G H : Prop := forall β E, weight_at G β E = weight_at H β E.

(** g_G = g_H for all x in X and all y. *)
Definition same_density_on (X : vec R d -> Prop) G H : Prop :=
  forall x, X x -> forall y, density G x y = density H x y.

(** G is G* with all gate slopes moved by one vector and all gate biases by
    one number, as a measure. *)
Definition is_translate_of G H : Prop :=
  exists t1 t2, same_measure G (map (translate t1 t2) H).

(** Membership in a cell. *)
Lemma in_cell E G A : In A (cell E G) <-> In A G /\ expert_of A = E.
Proof. unfold cell. rewrite filter_In. destruct (expert_eq_dec (expert_of A) E); intuition easy. Qed.

(** The sum of a cell's gates, written as a sum over all atoms. *)
Lemma cell_gate E G x :
  total_gate (cell E G) x = ∑ A ∈ G, if expert_eq_dec (expert_of A) E then gate A x else 0.
Proof.
  unfold total_gate, cell. rewrite lsum_filter. apply lsum_ext. intros A _.
  now destruct (expert_eq_dec (expert_of A) E).
Qed.

(** If the experts of G are distinct, its cells have one atom. *)
Lemma cell_single G A : distinct_experts G -> In A G -> cell (expert_of A) G = [A].
Proof.
  unfold distinct_experts. induction G as [|B G IH]; simpl; intros D i; [easy|].
  inversion D as [|? ? n D']; subst.
  destruct i as [->|i].
  - destruct (expert_eq_dec (expert_of A) (expert_of A)) as [_|]; [|easy]. f_equal.
    destruct (cell (expert_of A) G) as [|C l] eqn:e; [reflexivity|exfalso].
    apply n. assert (i : In C (cell (expert_of A) G)) by (rewrite e; now left).
    apply in_cell in i. destruct i as [i <-]. now apply in_map.
  - destruct (expert_eq_dec (expert_of B) (expert_of A)) as [e|_]; [|now apply IH].
    exfalso. apply n. rewrite e. now apply in_map.
Qed.

(** A weight is positive exactly at the points of the atoms. *)
Lemma weight_positive G β E :
  0 < weight_at G β E <-> exists A, In A G /\ gate_slope A = β /\ expert_of A = E.
Proof.
  assert (Nonneg : forall A, In A (cell E G) ->
            0 <= if vec_eq_dec (gate_slope A) β then exp (gate_bias A) else 0).
  { intros A _. destruct (vec_eq_dec (gate_slope A) β); [apply Rlt_le, exp_pos|lra]. }
  pose proof (lsum_nonneg _ _ Nonneg) as W. change (0 <= weight_at G β E) in W. split.
  - intro P. destruct (in_dec vec_eq_dec β (map gate_slope (cell E G))) as [i|n].
    + apply in_map_iff in i. destruct i as (A & s & i). apply in_cell in i. exists A. tauto.
    + exfalso. unfold weight_at in P. rewrite lsum_zero in P; [lra|].
      intros A i. destruct (vec_eq_dec (gate_slope A) β) as [<-|]; [|reflexivity].
      destruct n. now apply in_map.
  - intros (A & i & s & e). destruct W as [W|W]; [exact W|exfalso].
    symmetry in W. apply (lsum_zero_terms _ _ Nonneg) with (t := A) in W; [|now apply in_cell].
    destruct (vec_eq_dec (gate_slope A) β); [|easy]. pose proof (exp_pos (gate_bias A)). lra.
Qed.

(** Equal measures have the same gate slopes and experts. *)
Lemma same_measure_atoms G H A : same_measure G H -> In A G ->
  exists B, In B H /\ gate_slope B = gate_slope A /\ expert_of B = expert_of A.
Proof. intros S i. apply weight_positive. rewrite <- S. apply weight_positive. now exists A. Qed.

(** ** Exponential sums: coefficients, product, difference *)

(** The coefficient of exp(γᵀx). *)
Definition coeff φ γ : R := mass vec_eq_dec snd fst φ γ.

(** The product of two exponential sums. *)
Definition expsum_mult φ ψ : list (R * vec R d) :=
  flat_map (fun t => map (fun u => (fst t * fst u, snd t ⊕ snd u)) ψ) φ.

(** The gates of a list of atoms as an exponential sum. *)
Definition gate_sum G : list (R * vec R d) := map (fun A => (exp (gate_bias A), gate_slope A)) G.

(** The product has the product of the values. *)
Lemma eval_mult φ ψ x : eval (expsum_mult φ ψ) x = eval φ x * eval ψ x.
Proof.
  unfold eval, expsum_mult. rewrite lsum_flat_map, <- lsum_scal_r. apply lsum_ext. intros t _.
  rewrite lsum_map, <- lsum_scal_l. apply lsum_ext. intros u _. simpl.
  rewrite dot_plus_l, exp_plus. ring.
Qed.

(** Its value is the sum of the gates. *)
Lemma eval_gate_sum G x : eval (gate_sum G) x = total_gate G x.
Proof.
  unfold eval, gate_sum, total_gate. rewrite lsum_map. apply lsum_ext. intros A _. simpl.
  unfold gate. rewrite exp_plus. ring.
Qed.

(** Its coefficients are the weights of the measure. *)
Lemma coeff_gate_sum G β E : coeff (gate_sum (cell E G)) β = weight_at G β E.
Proof. unfold coeff, mass, gate_sum. now rewrite lsum_map. Qed.

(** An exponential sum is determined by its coefficients … *)
Lemma eval_coeff φ ψ : (forall γ, coeff φ γ = coeff ψ γ) -> forall x, eval φ x = eval ψ x.
Proof.
  intros C x. set (ks := nodup vec_eq_dec (map snd φ ++ map snd ψ)). unfold eval.
  rewrite (lsum_group vec_eq_dec snd fst φ ks (fun γ => exp ⟨γ, x⟩)),
    (lsum_group vec_eq_dec snd fst ψ ks (fun γ => exp ⟨γ, x⟩)).
  - apply lsum_ext. intros γ _. unfold coeff in C. now rewrite C.
  - apply NoDup_nodup.
  - intros γ i. apply nodup_In, in_or_app. now right.
  - apply NoDup_nodup.
  - intros γ i. apply nodup_In, in_or_app. now left.
Qed.

(** … and its values on a box determine its coefficients. *)
Lemma coeff_eval φ ψ x0 r : 0 < r -> (forall x, near x0 r x -> eval φ x = eval ψ x) ->
  forall γ, coeff φ γ = coeff ψ γ.
Proof.
  intros P Z γ. set (opp := map (fun t => (- fst t, snd t)) ψ : list (R * vec R d)).
  assert (D : coeff (φ ++ opp) γ = 0).
  { apply (exponentials_grouped _ x0 r P). intros x N. unfold eval, opp. rewrite lsum_app, lsum_map.
    change (eval φ x + (∑ t ∈ ψ, - fst t * exp ⟨snd t, x⟩) = 0).
    rewrite (Z x N), (lsum_ext _ (fun t => -1 * (fst t * exp ⟨snd t, x⟩))), lsum_scal_l by (intros; ring).
    unfold eval. ring. }
  unfold coeff, mass, opp in D. rewrite lsum_app, lsum_map in D. unfold coeff, mass.
  rewrite (lsum_ext _ (fun t => -1 * if vec_eq_dec (snd t) γ then fst t else 0) ψ), lsum_scal_l in D
    by (intros t _; simpl; destruct (vec_eq_dec (snd t) γ); ring).
  lra.
Qed.

(** ** Proportional cells give equal densities *)

(** If, at x, all cells of H have the gates of the cells of G times one
    factor, then the densities agree at x. *)
Lemma proportional_cells_density G H x (c : R) : c <> 0 ->
  (forall E, total_gate (cell E H) x = c * total_gate (cell E G) x) ->
  forall y, density H x y = density G x y.
Proof.
  intros N C. apply density_common_factor with c; [exact N|]. intro f.
  set (ks := nodup expert_eq_dec (map expert_of H ++ map expert_of G)).
  assert (D : NoDup ks) by apply NoDup_nodup.
  rewrite (lsum_group expert_eq_dec expert_of (fun A => gate A x) H ks f D)
    by (intros E i; apply nodup_In, in_or_app; now left).
  rewrite (lsum_group expert_eq_dec expert_of (fun A => gate A x) G ks f D)
    by (intros E i; apply nodup_In, in_or_app; now right).
  rewrite <- lsum_scal_l. apply lsum_ext. intros E _. unfold mass.
  rewrite <- !cell_gate, C. ring.
Qed.

(** Equal measures have equal cell gates … *)
Lemma same_measure_gates G H : same_measure G H ->
  forall E x, total_gate (cell E G) x = total_gate (cell E H) x.
Proof.
  intros S E x. rewrite <- !eval_gate_sum. apply eval_coeff. intro γ. now rewrite !coeff_gate_sum.
Qed.

(** … and equal densities. *)
Lemma same_measure_density G H : same_measure G H -> forall x y, density G x y = density H x y.
Proof.
  intros S x. apply proportional_cells_density with 1; [lra|]. intro E.
  rewrite (same_measure_gates G H S). ring.
Qed.

(** A translate has the same density. *)
Lemma translate_density G H : is_translate_of G H -> forall x y, density G x y = density H x y.
Proof.
  intros (t1 & t2 & S) x y. rewrite (same_measure_density _ _ S). apply translation_invariance.
Qed.

End Cells.
