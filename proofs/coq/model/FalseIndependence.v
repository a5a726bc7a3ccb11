(** * A linear relation between the experts and the density

    The proof of the over-specified rate (Proposition 1 and Theorem 2), as stated in
    the first version of arXiv:2305.03288, uses that the functions

      x^γ exp(β1_jᵀx) f_j(y|x)   and   x^γ exp(β1_jᵀx) g_G*(y|x)

    are linearly independent, where f_j is the j-th true expert.  They are not: for
    every multi-index γ,

      Σ_j e^{β0_j} x^γ exp(β1_jᵀx) (f_j(y|x) − g_G*(y|x)) = 0   for all x and y

    ([expert_density_relation]).  Proof: x^γ is a common factor, and the
    rest is the definition of g_G*, multiplied by its denominator Σ_j exp(β1_jᵀx +
    β0_j).

    All coefficients of the relation are different from 0.  It is also not a relation
    between equal functions: if there are at least two true experts, they are
    distinct, and X has an interior point, then on X × R the function x^γ exp(β1_jᵀx)
    f_j differs from all others ([expert_term_differs], [density_term_differs]).  So
    no set of functions that contains these is linearly independent on X × R
    ([not_linearly_independent]).

    Identifiability.v says what remains true: for k < 2k* translation is the only
    freedom that the density leaves.

    Source: elementary; docs/theory.md, section 1. *)

From Coq Require Import Reals Psatz List Classical.
From MoeProof Require Import MultiIndex SoftmaxModel CommonFactor ExponentialIndependence GaussianIndependence
  Cells Identifiability.
Import ListNotations.
Open Scope R_scope.

(** ** Monomials x^γ, [power x γ] *)

(** Every box contains a point at which no monomial vanishes. *)
Lemma monomial_nonzero {d} (x0 : vec R d) (r : R) : 0 < r ->
  exists x, near x0 r x /\ forall m, power x m <> 0.
Proof.
  intro P. induction d as [|d IH]; [exists tt; split; [easy|intros; exact R1_neq_R0]|].
  destruct x0 as [p0 x0]. destruct (IH x0) as (x & N & M).
  assert (exists p, Rabs (p - p0) < r /\ p <> 0) as (p & A & B).
  { destruct (Req_dec p0 0) as [->|n].
    - exists (r / 2). rewrite Rminus_0_r, Rabs_pos_eq; lra.
    - exists p0. rewrite Rminus_eq_0, Rabs_R0. now split. }
  exists (p, x). split; [now split|]. intros [n m]. simpl.
  apply Rmult_integral_contrapositive_currified; [now apply pow_nonzero|apply M].
Qed.

Section FalseIndependence.
Context {d : nat}.
Implicit Types (A B : atom d) (G : list (atom d)) (m : vec nat d) (x : vec R d) (y : R).

(** ** The relation *)

(** x^γ exp(β1ᵀx) h(x, y), with γ = m and the gate slope β1 of the atom A. *)
Definition gated m A (h : vec R d -> R -> R) : vec R d -> R -> R :=
  fun x y => power x m * exp ⟨gate_slope A, x⟩ * h x y.

(** x^γ exp(β1_jᵀx) f_j. *)
Definition expert_term m A : vec R d -> R -> R := gated m A (expert_density (expert_of A)).

(** x^γ exp(β1_jᵀx) g_G. *)
Definition density_term m G A : vec R d -> R -> R := gated m A (density G).

(** The relation, for every list of atoms, every multi-index, all x and all y. *)
Theorem expert_density_relation G m x y :
  (∑ A ∈ G, exp (gate_bias A) * (expert_term m A x y - density_term m G A x y)) = 0.
Proof.
  destruct G as [|A0 G']; [reflexivity|]. set (G := A0 :: G').
  pose proof (total_gate_pos G x ltac:(easy)) as T.
  rewrite (lsum_ext _ (fun A => power x m * (gate A x * expert_density (expert_of A) x y)
             + - (power x m * density G x y) * gate A x)).
  - rewrite lsum_plus, !lsum_scal_l. fold (total_gate G x). rewrite density_ratio. field. lra.
  - intros A _. unfold expert_term, density_term, gated, gate. rewrite exp_plus. ring.
Qed.

(** ** The functions of the relation are different *)

(** A point of X at which the experts of G have distinct (mean, variance) and no
    monomial vanishes. *)
Lemma generic_point (X : vec R d -> Prop) G : has_interior X ->
  exists x, X x /\ (forall m, power x m <> 0) /\
    forall A B, In A G -> In B G -> mean (expert_of A) x = mean (expert_of B) x ->
      variance (expert_of A) = variance (expert_of B) -> expert_of A = expert_of B.
Proof.
  intros (x0 & r & P & I).
  destruct (separate_experts (map expert_of G) x0 r P) as (x1 & r1 & P1 & S).
  destruct (monomial_nonzero x1 r1 P1) as (x & N & M). exists x.
  destruct (S x N) as [N0 S']. repeat split; [now apply I|exact M|].
  intros A B i j. apply S'; now apply in_map.
Qed.

(** The factor in front of h in [gated] vanishes nowhere at a generic point. *)
Lemma factor_nonzero m A x : power x m <> 0 -> power x m * exp ⟨gate_slope A, x⟩ <> 0.
Proof. intro N. apply Rmult_integral_contrapositive_currified; [exact N|apply Rgt_not_eq, exp_pos]. Qed.

(** The terms of two distinct experts differ somewhere on X × R. *)
Lemma expert_term_differs (X : vec R d -> Prop) G m A B : has_interior X -> proper G ->
  In A G -> In B G -> expert_of A <> expert_of B ->
  exists x y, X x /\ expert_term m A x y <> expert_term m B x y.
Proof.
  intros I P i j ne. destruct (generic_point X G I) as (x & Xx & M & S).
  set (cA := power x m * exp ⟨gate_slope A, x⟩). set (cB := power x m * exp ⟨gate_slope B, x⟩).
  destruct (classic (forall y, expert_term m A x y = expert_term m B x y)) as [E|E].
  2: { apply not_all_ex_not in E. destruct E as [y E]. now exists x, y. }
  exfalso. apply (factor_nonzero m A x (M m)). fold cA.
  set (κ := fun C => (mean (expert_of C) x, variance (expert_of C))).
  apply (gaussians_independent [(cA, κ A); (- cB, κ B)]) with (t := (cA, κ A)).
  - repeat constructor; [|easy]. intros [e|[]]. injection e as e1 e2.
    apply ne. symmetry. now apply S.
  - intros t [<-|[<-|[]]]; simpl; auto.
  - intro y. simpl. specialize (E y). unfold expert_term, gated, expert_density in E.
    fold cA cB in E. lra.
  - now left.
Qed.

(** The term of an expert differs from every term with the density, if there
    is another expert. *)
Lemma density_term_differs (X : vec R d -> Prop) G m A B C : has_interior X -> proper G ->
  In A G -> In C G -> expert_of A <> expert_of C ->
  exists x y, X x /\ expert_term m A x y <> density_term m G B x y.
Proof.
  intros I P i j ne. destruct (generic_point X G I) as (x & Xx & M & S).
  set (cA := power x m * exp ⟨gate_slope A, x⟩). set (cB := power x m * exp ⟨gate_slope B, x⟩).
  destruct (classic (forall y, expert_term m A x y = density_term m G B x y)) as [E|E].
  2: { apply not_all_ex_not in E. destruct E as [y E]. now exists x, y. }
  exfalso. set (κ := fun D => (mean (expert_of D) x, variance (expert_of D))).
  (* the coefficient of the other expert in cA f_A − cB g_G is −cB times its softmax weight *)
  assert (Z : mass pair_eq_dec snd fst ((cA, κ A) :: map (fun D => (softmax G D x * - cB, κ D)) G) (κ C) = 0).
  { apply gaussians_grouped.
    - intros t [<-|k]; [simpl; auto|]. apply in_map_iff in k. destruct k as (D & <- & k). simpl. auto.
    - intro y. simpl. rewrite lsum_map. specialize (E y).
      unfold expert_term, density_term, gated, density, expert_density in E. fold cA cB in E.
      rewrite (lsum_ext _ (fun D => - cB *
        (softmax G D x * normal y (mean (expert_of D) x) (variance (expert_of D)))))
        by (intros; simpl; ring).
      rewrite lsum_scal_l. lra. }
  unfold mass in Z. cbn [lsum fst snd] in Z. rewrite lsum_map in Z. cbn [fst snd] in Z.
  destruct (pair_eq_dec (κ A) (κ C)) as [e|_]; [injection e as e1 e2; now apply ne, S|].
  rewrite Rplus_0_l, (lsum_ext _ (fun D =>
    (if pair_eq_dec (κ D) (κ C) then softmax G D x else 0) * - cB)), lsum_scal_r in Z
    by (intros D _; destruct (pair_eq_dec (κ D) (κ C)); ring).
  apply Rmult_integral in Z. destruct Z as [Z|Z]; [|apply (factor_nonzero m B x (M m)); fold cB; lra].
  assert (T : 0 < total_gate G x) by (apply total_gate_pos; now intros ->).
  assert (Pos : forall D, 0 < softmax G D x) by (intro D; apply Rdiv_lt_0_compat; [apply gate_pos|exact T]).
  apply lsum_zero_terms with (t := C) in Z; [|intros D _|exact j].
  - destruct (pair_eq_dec (κ C) (κ C)); [|easy]. specialize (Pos C). lra.
  - destruct (pair_eq_dec (κ D) (κ C)); [apply Rlt_le, Pos|lra].
Qed.

(** ** Linear independence of a set of functions *)

(** f and h differ on X × R. *)
Definition differ_on (X : vec R d -> Prop) (f h : vec R d -> R -> R) : Prop :=
  exists x y, X x /\ f x y <> h x y.

(** The functions in F are linearly independent on X × R: if a linear
    combination of members of F that pairwise differ on X × R vanishes there, all
    its coefficients are 0. *)
Definition linearly_independent_on (X : vec R d -> Prop) (F : (vec R d -> R -> R) -> Prop) : Prop :=
  forall l : list (R * (vec R d -> R -> R)),
    (forall t, In t l -> F (snd t)) ->
    ForallOrdPairs (differ_on X) (map snd l) ->
    (forall x y, X x -> (∑ t ∈ l, fst t * snd t x y) = 0) ->
    forall t, In t l -> fst t = 0.

(** Any linear combination can be written with members that pairwise differ. *)
Lemma merge_equal_functions (X : vec R d -> Prop) (l : list (R * (vec R d -> R -> R))) :
  exists l', ForallOrdPairs (differ_on X) (map snd l') /\
    (forall f, In f (map snd l') -> In f (map snd l)) /\
    forall x y, X x -> (∑ t ∈ l', fst t * snd t x y) = ∑ t ∈ l, fst t * snd t x y.
Proof.
  induction l as [|[c f] l (l' & D & I & E)]; [exists []; repeat split; [constructor|easy]|].
  destruct (classic (exists t, In t l' /\ ~ differ_on X f (snd t))) as [(t & i & n)|n].
  - (* f agrees with a member: add its coefficient there *)
    apply in_split in i. destruct i as (l1 & l2 & ->).
    exists (l1 ++ (c + fst t, snd t) :: l2).
    assert (K : map snd (l1 ++ (c + fst t, snd t) :: l2) = map snd (l1 ++ t :: l2)) by now rewrite !map_app.
    rewrite K. repeat split; [exact D|intros h j; right; now apply I|].
    intros x y Xx. specialize (E x y Xx). simpl. rewrite <- E, !lsum_app. simpl.
    assert (e : f x y = snd t x y) by (apply NNPP; intro e; apply n; now exists x, y).
    rewrite e. ring.
  - exists ((c, f) :: l'). repeat split.
    + simpl. constructor; [|exact D]. apply Forall_forall. intros h j. apply in_map_iff in j.
      destruct j as (t & <- & j). apply NNPP. intro N. apply n. now exists t.
    + simpl. intros h [<-|j]; [now left|right; now apply I].
    + intros x y Xx. simpl. now rewrite E.
Qed.

(** ** Headline statements: [expert_density_relation] above, and *)

(** For two or more distinct true experts and any multi-index γ: no set of
    functions that contains all x^γ exp(β1_jᵀx) f_j and all x^γ exp(β1_jᵀx) g_G*
    is linearly independent on X × R. *)
Theorem not_linearly_independent (X : vec R d -> Prop) G m (F : (vec R d -> R -> R) -> Prop) :
  has_interior X -> proper G -> distinct_experts G -> (2 <= length G)%nat ->
  (forall A, In A G -> F (expert_term m A) /\ F (density_term m G A)) ->
  ~ linearly_independent_on X F.
Proof.
  intros I P D L HF Ind. destruct G as [|A [|C G']]; simpl in L; [lia|lia|].
  set (G := A :: C :: G') in *.
  assert (iA : In A G) by now left. assert (iC : In C G) by now right; left.
  assert (Other : forall B, In B (C :: G') -> expert_of A <> expert_of B).
  { intros B i e. inversion D as [|? ? n _]; subst. apply n. rewrite e. now apply (in_map expert_of (C :: G')) in i. }
  (* the relation without its first term *)
  set (rest := map (fun B => (exp (gate_bias B), expert_term m B)) (C :: G') ++
               map (fun B => (- exp (gate_bias B), density_term m G B)) G).
  assert (Rest : forall f, In f (map snd rest) -> F f /\ differ_on X (expert_term m A) f).
  { intros f i. unfold rest in i. rewrite map_app, !map_map in i. apply in_app_or in i.
    destruct i as [i|i]; apply in_map_iff in i; destruct i as (B & <- & i); cbn [snd]; split.
    - apply HF. now right.
    - apply (expert_term_differs X G); auto. now right.
    - now apply HF.
    - apply (density_term_differs X G m A B C); auto. apply Other. now left. }
  destruct (merge_equal_functions X rest) as (l & Dl & Il & El).
  enough (Z : exp (gate_bias A) = 0) by (pose proof (exp_pos (gate_bias A)); lra).
  apply (Ind ((exp (gate_bias A), expert_term m A) :: l)) with (t := (exp (gate_bias A), expert_term m A)).
  - intros t [<-|i]; [now apply HF|]. apply Rest, Il. now apply in_map.
  - simpl. constructor; [|exact Dl]. apply Forall_forall. intros f i. now apply Rest, Il.
  - intros x y Xx. simpl. rewrite (El x y Xx). unfold rest. rewrite lsum_app, !lsum_map. cbn [fst snd].
    pose proof (expert_density_relation G m x y) as Rel.
    rewrite (lsum_ext _ (fun B => exp (gate_bias B) * expert_term m B x y
               + - exp (gate_bias B) * density_term m G B x y)) in Rel by (intros; ring).
    rewrite lsum_plus in Rel. unfold G at 1 in Rel. cbn [lsum] in Rel |- *. lra.
  - now left.
Qed.

End FalseIndependence.

(** The theorems of this file to be quoted elsewhere:
    [expert_density_relation], [not_linearly_independent]. *)
