(** * Common factors: the exact non-identifiability of the gate slopes

    Common factor ([common_factor]).  Let φ(x) = Σ_l c_l exp(γ_lᵀx) be an exponential
    sum with L ≥ 1 terms and all c_l > 0.  Replace every atom (β0, β1, a, b, ν) of G
    by the L atoms (β0 + log c_l, β1 + γ_l, a, b, ν).  Then g_G does not change.
    Proof: the gates that an expert receives are multiplied by φ(x), the same factor
    for all experts; numerator and denominator of every softmax weight get the factor
    φ(x).  A translation is the case L = 1.

    Non-identifiability ([nonidentifiable_beyond_twice]).  Let G* have k* ≥ 1 atoms
    and let k ≥ 2k*.  For every γ in R^d there is a measure [fit k γ G*] with exactly
    k atoms, the density of G*, and in the place of every true gate slope β1* the two
    slopes β1* + γ and β1* − γ.  Proof: take φ(x) = cosh(γᵀx) = ½exp(γᵀx) +
    ½exp(−γᵀx), which gives 2k* atoms; then split one of them into k − 2k* + 1 equal
    atoms.

    Two different such measures are not translates of each other
    ([spreads_not_translates]): if the true experts are distinct, the slopes in the
    cell of a true expert are β1* ± γ, with differences 0, ±2γ, and a translation does
    not change differences.  Hence nothing computed from the density, not even from
    the density at all (x, y), recovers the gate slopes up to a translation
    ([no_recovery_from_the_density]).

    Source: elementary; docs/theory.md, section 1. *)

From Coq Require Import Reals Psatz List Lia FunctionalExtensionality.
From MoeProof Require Import SoftmaxModel.
Import ListNotations.
Open Scope R_scope.

Section CommonFactor.
Context {d : nat}.
Implicit Types (A B : atom d) (G H : list (atom d)) (γ x : vec R d) (c y : R).

(** ** Exponential sums *)

(** The list of the pairs (c_l, γ_l) stands for Σ_l c_l exp(γ_lᵀx). *)
Definition expsum : Type := list (R * vec R d).
Implicit Type φ : expsum.

(** Its value at x. *)
Definition eval φ x : R := ∑ t ∈ φ, fst t * exp ⟨snd t, x⟩.

(** At least one term, and positive coefficients. *)
Definition positive φ : Prop := φ <> [] /\ forall t, In t φ -> 0 < fst t.

(** Its values are positive. *)
Lemma eval_pos φ x : positive φ -> 0 < eval φ x.
Proof.
  intros [N P]. apply lsum_pos; [exact N|].
  intros t i. apply Rmult_lt_0_compat; [now apply P|apply exp_pos].
Qed.

(** ** The common factor *)

(** The copy of an atom for one term c·exp(γᵀx): its weight exp(β0) is
    multiplied by c and its slope is moved by γ. *)
Definition copy A (t : R * vec R d) : atom d :=
  Atom (gate_bias A + ln (fst t)) (gate_slope A ⊕ snd t) (expert_of A).

(** All copies of all atoms. *)
Definition copies φ G : list (atom d) := flat_map (fun A => map (copy A) φ) G.

(** The gate of a copy. *)
Lemma gate_copy A t x : 0 < fst t -> gate (copy A t) x = fst t * exp ⟨snd t, x⟩ * gate A x.
Proof.
  intro P. unfold gate, copy. simpl.
  rewrite <- (exp_ln (fst t) P) at 2. rewrite <- !exp_plus, dot_plus_l. f_equal. ring.
Qed.

(** Each expert's gates are multiplied by φ(x). *)
Lemma gates_of_copies φ G (f : expert d -> R) x : positive φ ->
  (∑ B ∈ copies φ G, gate B x * f (expert_of B)) = eval φ x * ∑ A ∈ G, gate A x * f (expert_of A).
Proof.
  intros [_ P]. unfold copies. rewrite lsum_flat_map, <- lsum_scal_l.
  apply lsum_ext. intros A _. rewrite lsum_map. unfold eval. rewrite <- lsum_scal_r.
  apply lsum_ext. intros t i. rewrite gate_copy by now apply P. simpl. ring.
Qed.

(** The common-factor theorem. *)
Theorem common_factor φ G : positive φ ->
  forall x y, density (copies φ G) x y = density G x y.
Proof.
  intros P x. apply density_common_factor with (eval φ x).
  - apply Rgt_not_eq, eval_pos, P.
  - intro f. apply gates_of_copies, P.
Qed.

(** Every atom of [copies φ G] is a copy of an atom of G, and conversely. *)
Lemma in_copies φ G B : In B (copies φ G) <-> exists A t, In A G /\ In t φ /\ B = copy A t.
Proof.
  unfold copies. rewrite in_flat_map. split.
  - intros (A & i & j). apply in_map_iff in j. destruct j as (t & <- & j). now exists A, t.
  - intros (A & t & i & j & ->). exists A. split; [exact i|]. now apply in_map.
Qed.

(** There are L k atoms. *)
Lemma length_copies φ G : length (copies φ G) = (length φ * length G)%nat.
Proof.
  induction G as [|A G IH]; [simpl; lia|].
  change (copies φ (A :: G)) with (map (copy A) φ ++ copies φ G).
  rewrite app_length, map_length, IH. simpl. lia.
Qed.

(** ** Splitting an atom into equal parts *)

(** n + 1 atoms, each with the (n + 1)-th part of the weight. *)
Definition split_atom (n : nat) A : list (atom d) :=
  repeat (Atom (gate_bias A - ln (INR (S n))) (gate_slope A) (expert_of A)) (S n).

(** Split the first atom of G so that G gets n more atoms. *)
Definition pad (n : nat) G : list (atom d) :=
  match G with
  | [] => []
  | A :: G' => split_atom n A ++ G'
  end.

(** The number of atoms after padding. *)
Lemma length_pad n G : G <> [] -> length (pad n G) = (n + length G)%nat.
Proof.
  destruct G as [|A G]; [easy|]. intros _. unfold pad, split_atom.
  rewrite app_length, repeat_length. simpl. lia.
Qed.

(** Padding does not change the density. *)
Lemma density_pad n G x y : density (pad n G) x y = density G x y.
Proof.
  destruct G as [|A G]; [reflexivity|].
  apply density_common_factor with 1; [lra|]. intro f. unfold pad, split_atom.
  assert (P : 0 < INR (S n)) by (apply lt_0_INR; lia).
  rewrite lsum_app, lsum_repeat. simpl expert_of.
  replace (gate (Atom (gate_bias A - ln (INR (S n))) (gate_slope A) (expert_of A)) x)
    with (/ INR (S n) * gate A x).
  { simpl lsum. field. lra. }
  unfold gate. cbn [gate_slope gate_bias].
  rewrite <- (exp_ln (/ INR (S n))) by now apply Rinv_0_lt_compat.
  rewrite ln_Rinv, <- exp_plus by exact P. f_equal. ring.
Qed.

(** Padding changes neither the slopes nor the experts that occur. *)
Lemma pad_same_gates n G (P : vec R d -> expert d -> Prop) :
  (exists B, In B G /\ P (gate_slope B) (expert_of B)) <->
  (exists B, In B (pad n G) /\ P (gate_slope B) (expert_of B)).
Proof.
  destruct G as [|A G]; [reflexivity|]. unfold pad, split_atom. split; intros (B & i & p).
  - destruct i as [<-|i].
    + eexists. split; [apply in_or_app; left; now left|exact p].
    + exists B. split; [apply in_or_app; now right|exact p].
  - apply in_app_or in i. destruct i as [i|i].
    + apply repeat_spec in i. subst B. exists A. split; [now left|exact p].
    + exists B. split; [now right|exact p].
Qed.

(** ** The family of fits *)

(** φ(x) = cosh(γᵀx). *)
Definition cosh_sum γ : expsum := [(1/2, γ); (1/2, (-1) ⊙ γ)].

(** Its coefficients are positive. *)
Lemma cosh_sum_positive γ : positive (cosh_sum γ).
Proof. split; [easy|]. intros t [<-|[<-|[]]]; simpl; lra. Qed.

(** The k-atom measure with slopes β1* ± γ and the density of G*. *)
Definition fit (k : nat) γ G : list (atom d) :=
  pad (k - 2 * length G) (copies (cosh_sum γ) G).

(** In every cell the slopes of H are exactly β1 + γ and β1 − γ for the true slopes β1. *)
Definition slopes_spread_by γ G H : Prop := forall β E,
  (exists B, In B H /\ gate_slope B = β /\ expert_of B = E) <->
  (exists A, In A G /\ expert_of A = E /\ (β = gate_slope A ⊕ γ \/ β = gate_slope A ⊖ γ)).

(** The slopes of [fit k γ G] are β1 ± γ. *)
Lemma fit_slopes k γ G : slopes_spread_by γ G (fit k γ G).
Proof.
  intros β E. unfold fit. rewrite <- (pad_same_gates _ _ (fun b e => b = β /\ e = E)). split.
  - intros (B & i & <- & <-). apply in_copies in i. destruct i as (A & t & i & j & ->).
    exists A. repeat split; [exact i|]. destruct j as [<-|[<-|[]]]; simpl; auto.
  - intros (A & i & <- & [-> | ->]).
    + exists (copy A (1/2, γ)). split; [|now split].
      apply in_copies. exists A, (1/2, γ). repeat split; [exact i|now left].
    + exists (copy A (1/2, (-1) ⊙ γ)). split; [|now split].
      apply in_copies. exists A, (1/2, (-1) ⊙ γ). repeat split; [exact i|now right; left].
Qed.

(** The density of [fit k γ G] is that of G. *)
Lemma fit_density k γ G x y : density (fit k γ G) x y = density G x y.
Proof. unfold fit. rewrite density_pad. apply common_factor, cosh_sum_positive. Qed.

(** [fit k γ G] has k atoms. *)
Lemma fit_length k γ G : G <> [] -> (2 * length G <= k)%nat -> length (fit k γ G) = k.
Proof.
  intros N K. unfold fit. rewrite length_pad, length_copies; [simpl length; lia|].
  destruct G; easy.
Qed.

(** Spreading the slopes keeps the experts, hence their variances. *)
Lemma spread_proper γ G H : slopes_spread_by γ G H -> proper G -> proper H.
Proof.
  intros S P B i. destruct (proj1 (S (gate_slope B) (expert_of B))) as (A & j & <- & _); [now exists B|].
  now apply P.
Qed.

(** ** Equivalence up to translation *)

(** G and H have the same pairs (gate slope, expert), after all slopes of G
    are moved by one and the same vector.  The weights are not compared: the
    relation is weaker than the translations of the model, so its failure says more. *)
Definition translation_equivalent G H : Prop :=
  exists t1 : vec R d,
    (forall A, In A G -> exists B, In B H /\ expert_of B = expert_of A /\ gate_slope B = gate_slope A ⊕ t1) /\
    (forall B, In B H -> exists A, In A G /\ expert_of B = expert_of A /\ gate_slope B = gate_slope A ⊕ t1).

(** This relation is symmetric … *)
Lemma translation_equivalent_sym G H : translation_equivalent G H -> translation_equivalent H G.
Proof.
  intros (t & P & Q). exists ((-1) ⊙ t). split.
  - intros B i. destruct (Q B i) as (A & j & e & s). exists A. repeat split; auto. vec_lra.
  - intros A i. destruct (P A i) as (B & j & e & s). exists B. repeat split; auto. vec_lra.
Qed.

(** … and transitive. *)
Lemma translation_equivalent_trans G H K :
  translation_equivalent G H -> translation_equivalent H K -> translation_equivalent G K.
Proof.
  intros (t & P & Q) (u & P' & Q'). exists (t ⊕ u). split.
  - intros A i. destruct (P A i) as (B & j & e & s). destruct (P' B j) as (C & j' & e' & s').
    exists C. repeat split; [exact j'|congruence|vec_lra].
  - intros C i. destruct (Q' C i) as (B & j & e & s). destruct (Q B j) as (A & j' & e' & s').
    exists A. repeat split; [exact j'|congruence|vec_lra].
Qed.

(** Atoms with the same expert are equal when the experts are distinct. *)
Lemma atom_of_expert G A B :
  distinct_experts G -> In A G -> In B G -> expert_of A = expert_of B -> A = B.
Proof.
  unfold distinct_experts. induction G as [|C G IH]; simpl; intros N i j e; [easy|].
  inversion N as [|? ? n N']; subst.
  destruct i as [<-|i], j as [<-|j]; auto.
  - exfalso. apply n. rewrite e. now apply in_map.
  - exfalso. apply n. rewrite <- e. now apply in_map.
Qed.

(** ** Headline statements: [common_factor] above, and *)

(** For k ≥ 2k* every γ gives a k-atom measure with the density of G* whose
    slopes in the cell of a true atom with slope β1 are β1 + γ and β1 − γ. *)
Theorem nonidentifiable_beyond_twice G (k : nat) γ : G <> [] -> (2 * length G <= k)%nat ->
  exists H : list (atom d),
    length H = k /\
    (proper G -> proper H) /\
    (forall x y, density H x y = density G x y) /\
    slopes_spread_by γ G H.
Proof.
  intros N K. exists (fit k γ G). repeat apply conj.
  - now apply fit_length.
  - apply spread_proper with γ, fit_slopes.
  - apply fit_density.
  - apply fit_slopes.
Qed.

(** Two measures of that kind, for γ and for γ' ≠ ±γ, are not translates of
    each other. *)
Theorem spreads_not_translates G H H' γ γ' :
  G <> [] -> distinct_experts G -> γ <> γ' -> γ <> (-1) ⊙ γ' ->
  slopes_spread_by γ G H -> slopes_spread_by γ' G H' -> ~ translation_equivalent H H'.
Proof.
  intros N D N1 N2 S S' (t & P & Q).
  assert (exists A, In A G) as (A & iA) by (destruct G as [|A G]; [easy|]; exists A; now left).
  (* the slopes β1 ± γ of the cell of A go to β1 ± γ' … *)
  assert (Fwd : forall s, s = gate_slope A ⊕ γ \/ s = gate_slope A ⊖ γ ->
     s ⊕ t = gate_slope A ⊕ γ' \/ s ⊕ t = gate_slope A ⊖ γ').
  { intros s Hs. destruct (proj2 (S s (expert_of A))) as (B & i & <- & e); [now exists A|].
    destruct (P B i) as (C & j & e' & <-).
    destruct (proj1 (S' (gate_slope C) (expert_of C))) as (A' & i' & e'' & K); [now exists C|].
    rewrite (atom_of_expert G A' A D i' iA) in K by congruence. exact K. }
  (* … and both of these are reached *)
  assert (Bwd : forall s', s' = gate_slope A ⊕ γ' \/ s' = gate_slope A ⊖ γ' ->
     s' = gate_slope A ⊕ γ ⊕ t \/ s' = gate_slope A ⊖ γ ⊕ t).
  { intros s Hs. destruct (proj2 (S' s (expert_of A))) as (B & i & <- & e); [now exists A|].
    destruct (Q B i) as (C & j & e' & ->).
    destruct (proj1 (S (gate_slope C) (expert_of C))) as (A' & i' & e'' & K); [now exists C|].
    rewrite (atom_of_expert G A' A D i' iA) in K by congruence. destruct K as [-> | ->]; auto. }
  destruct (Fwd _ (or_introl eq_refl)) as [F1|F1], (Fwd _ (or_intror eq_refl)) as [F2|F2].
  - destruct (Bwd _ (or_intror eq_refl)) as [F3|F3]; apply N1; vec_lra.
  - apply N1; vec_lra.
  - apply N2; vec_lra.
  - destruct (Bwd _ (or_introl eq_refl)) as [F3|F3]; apply N1; vec_lra.
Qed.

End CommonFactor.

(** For d ≥ 1 and k ≥ 2k*, no function F of the whole density returns, for
    every k-atom measure with the density of G*, that measure's atoms up to a
    translation of the gate slopes. *)
Theorem no_recovery_from_the_density (d : nat) (G : list (atom (S d))) (k : nat) :
  G <> [] -> proper G -> distinct_experts G -> (2 * length G <= k)%nat ->
  ~ exists F : (vec R (S d) -> R -> R) -> list (atom (S d)),
      forall H, length H = k -> proper H -> (forall x y, density H x y = density G x y) ->
        translation_equivalent (F (density H)) H.
Proof.
  intros N P D K (F & HF).
  assert (Fit : forall γ, translation_equivalent (F (density G)) (fit k γ G)).
  { intro γ. replace (density G) with (density (fit k γ G)).
    - apply HF; [now apply fit_length| |apply fit_density].
      apply spread_proper with γ G; [apply fit_slopes|exact P].
    - extensionality x. extensionality y. apply fit_density. }
  set (γ := (1, vzero) : vec R (S d)).
  apply (spreads_not_translates G (fit k vzero G) (fit k γ G) vzero γ N D).
  - intro E. injection E. lra.
  - intro E. injection E. lra.
  - apply fit_slopes.
  - apply fit_slopes.
  - apply translation_equivalent_trans with (F (density G)); [apply translation_equivalent_sym|]; apply Fit.
Qed.

(** The theorems of this file to be quoted elsewhere:
    [common_factor], [nonidentifiable_beyond_twice], [spreads_not_translates],
    [no_recovery_from_the_density]. *)
