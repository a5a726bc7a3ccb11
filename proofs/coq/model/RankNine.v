(** * The rank of the functions x^γ exp(β1_jᵀx) f_j and x^γ exp(β1_jᵀx) g_G

    FalseIndependence.v shows that these functions, which a published proof takes for linearly independent, are not: for
    each γ there is the relation Σ_j e^(β0_j) x^γ exp(β1_jᵀx) (f_j - g_G) = 0.  Here: there are no others.

    Let the experts of G be distinct with positive variances, the gate slopes β1_j distinct, and γ in a finite set Γ;
    let X have an interior point and y run through an open interval.  Then

    - every relation on X × Y is a combination of these |Γ| relations ([relations_known]);
    - the rank of the 2 k* |Γ| functions is (2 k* - 1) |Γ| ([rank_of_functions]);
    - for d = 1, k* = 2 and γ <= 2 it is 9, of 12 functions                                           ([rank_nine]).

    _Proof._  In a relation Σ (c_γj x^γ exp(β1_jᵀx) f_j + e_γj x^γ exp(β1_jᵀx) g_G) = 0, fix x such that the experts
    have distinct (mean, variance) there.  As functions of y the f_i are independent; the coefficient of f_i, multiplied
    by the denominator of g_G and divided by exp(β1_iᵀx), is

      Σ_j exp(β1_jᵀx) Σ_γ (c_γi e^(β0_j) + e_γj e^(β0_i)) x^γ = 0.

    Polynomials times distinct exponentials are independent, so c_γi e^(β0_j) + e_γj e^(β0_i) = 0 for all i, j and
    γ.  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coq Require Import List.
From MoeProof Require Import MultiIndex SoftmaxModel CommonFactor ExponentialIndependence GaussianIndependence
  Cells Identifiability FalseIndependence ExponentialPolynomials.
Import ListNotations.
Open Scope R_scope.

(** ** Rank of a family of functions *)

(** The functions F i, i in the list l (without repetitions), have the rank n on the set D of all (x, y) considered: n
    of them are linearly independent on D, and each of the others is a combination of these on D. *)
Definition has_rank {d} {I : Type} (D : vec R d -> R -> Prop) (F : I -> vec R d -> R -> R) (l : list I) (n : nat)
  : Prop :=
  NoDup l /\ exists B : list I, NoDup B /\ incl B l /\ length B = n /\
    (forall c : I -> R, (forall x y, D x y -> (∑ i ∈ B, c i * F i x y) = 0) -> forall i, In i B -> c i = 0) /\
    (forall i, In i l -> ~ In i B -> exists c : I -> R, forall x y, D x y -> F i x y = ∑ j ∈ B, c j * F j x y).

(** The names of the functions: x^γ exp(β1ᵀx) f and x^γ exp(β1ᵀx) g_G, with β1 and f of an atom. *)
Inductive term (d : nat) := ExpertTerm (γ : vec nat d) (A : atom d) | DensityTerm (γ : vec nat d) (A : atom d).
Arguments ExpertTerm {d}. Arguments DensityTerm {d}.

(** The function with that name. *)
Definition term_value {d} (G : list (atom d)) (t : term d) : vec R d -> R -> R :=
  match t with ExpertTerm γ A => expert_term γ A | DensityTerm γ A => density_term γ G A end.

(** All terms with γ in Γ and the atoms of G. *)
Definition terms {d} (Γ : list (vec nat d)) (G : list (atom d)) : list (term d) :=
  flat_map (fun γ => map (ExpertTerm γ) G ++ map (DensityTerm γ) G) Γ.

(** ** Sums *)

Lemma lsum_exchange {S T : Type} (f : S -> T -> R) (l : list S) (l' : list T) :
  (∑ s ∈ l, ∑ t ∈ l', f s t) = ∑ t ∈ l', ∑ s ∈ l, f s t.
Proof.
  induction l as [|s l IH]; simpl; [symmetry; apply lsum_zero; reflexivity|]. rewrite IH, <- lsum_plus. reflexivity.
Qed.

Lemma index_eq_dec {d} (α β : vec nat d) : {α = β} + {α <> β}.
Proof.
  destruct (same_index α β) eqn:E; [left; apply same_index_spec, E|right]. intro e. apply same_index_spec in e.
  congruence.
Defined.

Lemma atom_eq_dec {d} (A B : atom d) : {A = B} + {A <> B}.
Proof.
  destruct A as [b s E], B as [b' s' E'].
  destruct (Req_EM_T b b') as [->|N]; [|right; congruence].
  destruct (vec_eq_dec s s') as [->|N]; [|right; congruence].
  destruct (expert_eq_dec E E') as [->|N]; [now left|right; congruence].
Defined.

Section Relations.
Context {d : nat}.
Variables (X : vec R d -> Prop) (ylo yhi : R) (G : list (atom d)) (Γ : list (vec nat d)).
Hypotheses (interior : has_interior X) (interval : ylo < yhi) (positive : proper G) (experts : distinct_experts G).
Hypotheses (slopes : NoDup (map gate_slope G)) (powers : NoDup Γ).

(** ** Every relation is a combination of the known ones *)

(** In every relation c_γA e^(β0_B) + e_γB e^(β0_A) = 0. *)
Lemma relation_coefficients (c e : vec nat d -> atom d -> R) :
  (forall x y, X x -> ylo < y < yhi ->
    (∑ γ ∈ Γ, ∑ A ∈ G, c γ A * expert_term γ A x y + e γ A * density_term γ G A x y) = 0) ->
  forall γ A B, In γ Γ -> In A G -> In B G -> c γ A * exp (gate_bias B) + e γ B * exp (gate_bias A) = 0.
Proof.
  intros Z γ0 A B iγ iA iB. destruct interior as (x0 & r & P & XI).
  destruct (separate_experts (map expert_of G) x0 r P) as (x1 & r1 & P1 & Sep).
  set (p := fun A x => ∑ γ ∈ Γ, c γ A * power x γ). set (q := fun A x => ∑ γ ∈ Γ, e γ A * power x γ).
  (* the coefficient of f_A, multiplied by the total gate *)
  assert (main : forall x, near x1 r1 x ->
    (∑ B ∈ G, (p A x * exp (gate_bias B) + q B x * exp (gate_bias A)) * exp ⟨gate_slope B, x⟩) = 0).
  { intros x N. destruct (Sep x N) as [N0 S].
    assert (T : 0 < total_gate G x) by (apply total_gate_pos; intro n; rewrite n in iA; destruct iA).
    set (w := ∑ B ∈ G, q B x * exp ⟨gate_slope B, x⟩).
    assert (E : p A x * exp ⟨gate_slope A, x⟩ + w * softmax G A x = 0).
    { set (item := fun B => (p B x * exp ⟨gate_slope B, x⟩ + w * softmax G B x,
        (mean (expert_of B) x, variance (expert_of B)))).
      apply (gaussians_independent (map item G)) with (t := item A).
      - rewrite map_map. simpl. rewrite <- (map_map expert_of (fun E => (mean E x, variance E))).
        apply NoDup_map_injective; [exact experts|]. intros E1 E2 i1 i2 e'. injection e' as e1 e2. apply S; assumption.
      - intros t i. apply in_map_iff in i. destruct i as (B' & <- & i). apply positive, i.
      - apply (gaussians_on_interval (map item G) ylo yhi interval).
        + intros t i. apply in_map_iff in i. destruct i as (B' & <- & i). apply positive, i.
        + intros y Hy. rewrite lsum_map. unfold item. cbn [fst snd].
          rewrite <- (Z x y (XI x N0) Hy), lsum_exchange.
          transitivity (∑ B ∈ G, p B x * exp ⟨gate_slope B, x⟩ * expert_density (expert_of B) x y
            + q B x * exp ⟨gate_slope B, x⟩ * density G x y).
          * rewrite lsum_plus, lsum_scal_r. fold w. unfold density. rewrite <- lsum_scal_l, <- lsum_plus.
            apply lsum_ext. intros B' _. unfold expert_density. ring.
          * apply lsum_ext. intros B' _. unfold p, q. rewrite <- !lsum_scal_r, <- lsum_plus. apply lsum_ext. intros γ _.
            unfold expert_term, density_term, gated. ring.
      - apply in_map, iA. }
    apply (f_equal (fun r => r * total_gate G x)) in E. rewrite Rmult_0_l in E. unfold softmax in E.
    replace ((p A x * exp ⟨gate_slope A, x⟩ + w * (gate A x / total_gate G x)) * total_gate G x)
      with (exp ⟨gate_slope A, x⟩ * (p A x * total_gate G x + w * exp (gate_bias A))) in E
      by (unfold gate; rewrite exp_plus; field; lra).
    apply Rmult_integral in E. destruct E as [E|E]; [pose proof (exp_pos ⟨gate_slope A, x⟩); lra|].
    rewrite <- E. unfold total_gate, w. rewrite <- lsum_scal_l, <- lsum_scal_r, <- lsum_plus. apply lsum_ext.
    intros B' _.
    unfold gate. rewrite exp_plus. ring. }
  (* separate the exponentials, then the monomials *)
  set (poly := fun B x => ∑ γ ∈ Γ, (c γ A * exp (gate_bias B) + e γ B * exp (gate_bias A)) * power x γ).
  assert (zero : forall x, near x1 r1 x -> poly B x = 0).
  { intros x N.
    apply (exponential_polynomials_independent (map (fun B => (gate_slope B, poly B)) G) x1 r1)
      with (s := (gate_slope B, poly B)); [| | | |exact N].
    - intros s i. apply in_map_iff in i. destruct i as (B' & <- & i). intros z v. unfold poly. cbn [snd].
      apply (polynomial_lsum (fun γ t =>
        (c γ A * exp (gate_bias B') + e γ B' * exp (gate_bias A)) * power (z ⊕ t ⊙ v) γ)).
      intro γ. apply (polynomial_mult (fun _ => c γ A * exp (gate_bias B') + e γ B' * exp (gate_bias A))
        (fun t => power (z ⊕ t ⊙ v) γ)); [apply polynomial_const|apply power_on_lines].
    - rewrite map_map. exact slopes.
    - intros z Nz. rewrite lsum_map. cbn [fst snd]. rewrite <- (main z Nz). apply lsum_ext. intros B' _. f_equal.
      unfold poly, p, q. rewrite <- !lsum_scal_r, <- lsum_plus. apply lsum_ext. intros; ring.
    - apply (in_map (fun B => (gate_slope B, poly B))), iB. }
  exact (monomials_independent Γ (fun γ => c γ A * exp (gate_bias B) + e γ B * exp (gate_bias A)) x1 r1 P1 powers
    zero γ0 iγ).
Qed.

(** Every relation is a combination of the relations Σ_j e^(β0_j) x^γ exp(β1_jᵀx) (f_j - g_G) = 0. *)
Theorem relations_known (c e : vec nat d -> atom d -> R) :
  (forall x y, X x -> ylo < y < yhi ->
    (∑ γ ∈ Γ, ∑ A ∈ G, c γ A * expert_term γ A x y + e γ A * density_term γ G A x y) = 0) ->
  exists λ : vec nat d -> R, forall γ A, In γ Γ -> In A G ->
    c γ A = λ γ * exp (gate_bias A) /\ e γ A = - (λ γ * exp (gate_bias A)).
Proof.
  intro Z. pose proof (relation_coefficients c e Z) as R. destruct G as [|A0 G'] eqn:EG.
  - exists (fun _ => 0). intros γ A _ [].
  - exists (fun γ => c γ A0 / exp (gate_bias A0)). intros γ A iγ iA.
    assert (i0 : In A0 (A0 :: G')) by now left.
    pose proof (exp_pos (gate_bias A)) as p. pose proof (exp_pos (gate_bias A0)) as p0.
    pose proof (R γ A A0 iγ iA i0) as E1. pose proof (R γ A0 A0 iγ i0 i0) as E0. pose proof (R γ A0 A iγ i0 iA) as E2.
    split; apply (Rmult_eq_reg_r (exp (gate_bias A0))); try lra.
    + replace (c γ A0 / exp (gate_bias A0) * exp (gate_bias A) * exp (gate_bias A0)) with (c γ A0 * exp (gate_bias A))
        by (field; lra).
      assert (e γ A0 = - c γ A0) by (apply (Rmult_eq_reg_r (exp (gate_bias A0))); lra).
      rewrite H in E1. lra.
    + replace (- (c γ A0 / exp (gate_bias A0) * exp (gate_bias A)) * exp (gate_bias A0))
        with (- (c γ A0 * exp (gate_bias A)))
        by (field; lra). lra.
Qed.

(** ** The rank *)

Lemma in_terms (t : term d) Γ' G' : In t (terms Γ' G') <->
  match t with ExpertTerm γ A | DensityTerm γ A => In γ Γ' /\ In A G' end.
Proof.
  unfold terms. rewrite in_flat_map. split.
  - intros (γ & i & j). apply in_app_or in j. rewrite !in_map_iff in j.
    destruct j as [(A & <- & j)|(A & <- & j)]; tauto.
  - destruct t as [γ A|γ A]; intros [i j]; exists γ; split; try exact i; apply in_or_app; [left|right]; apply in_map, j.
Qed.

(** Two lists of terms put together for every γ, without repetitions. *)
Lemma NoDup_terms (f : vec nat d -> list (term d)) : (forall γ, NoDup (f γ)) ->
  (forall γ t, In t (f γ) -> match t with ExpertTerm γ' _ | DensityTerm γ' _ => γ' end = γ) -> NoDup (flat_map f Γ).
Proof.
  intros N T. apply (NoDup_flat_map (fun t : term d => match t with ExpertTerm γ' _ | DensityTerm γ' _ => γ' end));
    [exact T|intros; apply N|exact powers].
Qed.

Lemma NoDup_two (γ : vec nat d) (G1 G2 : list (atom d)) : NoDup G1 -> NoDup G2 ->
  NoDup (map (ExpertTerm γ) G1 ++ map (DensityTerm γ) G2).
Proof.
  intros N1 N2. apply NoDup_app.
  - apply NoDup_map; [|exact N1]. intros A B e. injection e; auto.
  - apply NoDup_map; [|exact N2]. intros A B e. injection e; auto.
  - intros t i j. apply in_map_iff in i, j. destruct i as (A & <- & _), j as (B & e & _). discriminate e.
Qed.

Lemma length_flat {S T} (f : S -> list T) (l : list S) n : (forall s, length (f s) = n) ->
  length (flat_map f l) = (length l * n)%nat.
Proof. intro L. induction l as [|s l IH]; [reflexivity|]. simpl. rewrite app_length, L, IH. reflexivity. Qed.

(** The rank of the 2 k* |Γ| functions is (2 k* - 1) |Γ|. *)
Theorem rank_of_functions : G <> [] ->
  has_rank (fun x y => X x /\ ylo < y < yhi) (term_value G) (terms Γ G) (length Γ * (2 * length G - 1)).
Proof.
  intro NE. assert (exists A0 G', G = A0 :: G') as (A0 & G' & EG).
  { destruct G as [|A0 G']; [contradiction|exists A0, G'; reflexivity]. }
  assert (first : forall f, lsum f G = f A0 + lsum f G') by (intro; rewrite EG; reflexivity).
  assert (ND : NoDup G) by (apply (NoDup_map_inv expert_of), experts).
  assert (ND' : NoDup G') by (rewrite EG in ND; inversion ND; assumption).
  assert (fresh : ~ In A0 G') by (rewrite EG in ND; inversion ND; assumption).
  assert (i0 : In A0 G) by (rewrite EG; now left).
  assert (sub : forall A, In A G' -> In A G) by (rewrite EG; now right).
  (* all but the terms with the density and the first atom *)
  set (part := fun γ => map (ExpertTerm γ) G ++ map (DensityTerm γ) G'). set (B := flat_map part Γ).
  assert (inB : forall t, In t B <-> match t with ExpertTerm γ A => In γ Γ /\ In A G | DensityTerm γ A => In γ Γ /\
    In A G' end).
  { intro t. unfold B, part. rewrite in_flat_map. split.
    - intros (γ & i & j). apply in_app_or in j. rewrite !in_map_iff in j.
      destruct j as [(A & <- & j)|(A & <- & j)]; tauto.
    - destruct t as [γ A|γ A]; intros [i j]; exists γ; split; try exact i; apply in_or_app; [left|right];
        apply in_map, j. }
  assert (sumB : forall f, lsum f B = ∑ γ ∈ Γ, (∑ A ∈ G, f (ExpertTerm γ A)) + (∑ A ∈ G', f (DensityTerm γ A))).
  { intro f. unfold B, part. rewrite lsum_flat_map. apply lsum_ext. intros γ _. rewrite lsum_app, !lsum_map.
    reflexivity. }
  split; [|exists B; repeat split].
  - apply NoDup_terms; [intro; apply NoDup_two; exact ND|]. intros γ t i. apply in_app_or in i.
    rewrite !in_map_iff in i.
    destruct i as [(A & <- & _)|(A & <- & _)]; reflexivity.
  - apply NoDup_terms; [intro; apply NoDup_two; assumption|]. intros γ t i. apply in_app_or in i.
    rewrite !in_map_iff in i.
    destruct i as [(A & <- & _)|(A & <- & _)]; reflexivity.
  - intros t i. apply inB in i. apply in_terms. destruct t; split; try tauto. apply sub; tauto.
  - unfold B. rewrite (length_flat part Γ (2 * length G - 1)); [reflexivity|]. intro γ. unfold part.
    rewrite app_length, !map_length, EG. simpl. lia.
  - intros c Z.
    set (cE := fun γ A => c (ExpertTerm γ A)).
    set (cD := fun γ A => if atom_eq_dec A A0 then 0 else c (DensityTerm γ A)).
    assert (R := relation_coefficients cE cD).
    assert (zero : forall γ A A', In γ Γ -> In A G -> In A' G ->
      cE γ A * exp (gate_bias A') + cD γ A' * exp (gate_bias A) = 0).
    { apply R. intros x y Xx Hy. rewrite <- (Z x y (conj Xx Hy)), sumB. apply lsum_ext. intros γ _.
      rewrite lsum_plus. f_equal. rewrite first. unfold cD at 1. destruct (atom_eq_dec A0 A0); [|contradiction].
      rewrite Rmult_0_l, Rplus_0_l. apply lsum_ext. intros A iA. unfold cD.
      destruct (atom_eq_dec A A0) as [->|_]; [contradiction|].
      reflexivity. }
    assert (zE : forall γ A, In γ Γ -> In A G -> cE γ A = 0).
    { intros γ A iγ iA. pose proof (zero γ A A0 iγ iA i0) as E. unfold cD in E.
      destruct (atom_eq_dec A0 A0); [|contradiction]. rewrite Rmult_0_l, Rplus_0_r in E.
      apply Rmult_integral in E. destruct E as [E|E]; [exact E|]. pose proof (exp_pos (gate_bias A0)). lra. }
    intros t i. apply inB in i. destruct t as [γ A|γ A]; destruct i as [iγ iA]; [exact (zE γ A iγ iA)|].
    pose proof (zero γ A0 A iγ i0 (sub A iA)) as E. rewrite zE, Rmult_0_l, Rplus_0_l in E by assumption.
    apply Rmult_integral in E. destruct E as [E|E]; [|pose proof (exp_pos (gate_bias A0)); lra].
    unfold cD in E. destruct (atom_eq_dec A A0) as [->|_]; [contradiction|exact E].
  - intros t i n. apply in_terms in i. destruct t as [γ A|γ A]; destruct i as [iγ iA]; [destruct n; apply inB; tauto|].
    assert (A = A0) as ->.
    { rewrite EG in iA. destruct iA as [e|iA]; [symmetry; exact e|]. destruct n. apply inB. tauto. }
    (* f_1 - g_G by the others *)
    set (e := fun A : atom d => exp (gate_bias A) / exp (gate_bias A0)).
    exists (fun t => match t with
      | ExpertTerm γ' A => if index_eq_dec γ' γ then e A else 0
      | DensityTerm γ' A => if index_eq_dec γ' γ then - e A else 0 end).
    intros x y _. rewrite sumB, (lsum_single _ Γ γ powers iγ).
    + destruct (index_eq_dec γ γ); [|contradiction]. pose proof (expert_density_relation G γ x y) as Rel.
      rewrite (lsum_ext _ (fun B => exp (gate_bias B) * expert_term γ B x y
        + -1 * (exp (gate_bias B) * density_term γ G B x y))), lsum_plus, lsum_scal_l in Rel by (intros; ring).
      rewrite (first (fun B => exp (gate_bias B) * density_term γ G B x y)) in Rel.
      pose proof (exp_pos (gate_bias A0)) as p0.
      apply (Rmult_eq_reg_l (exp (gate_bias A0))); [|lra]. rewrite Rmult_plus_distr_l, <- !lsum_scal_l.
      rewrite (lsum_ext (fun A => exp (gate_bias A0) * (e A * term_value G (ExpertTerm γ A) x y))
        (fun A => exp (gate_bias A) * expert_term γ A x y) G) by (intros; unfold e; simpl; field; lra).
      rewrite (lsum_ext (fun A => exp (gate_bias A0) * (- e A * term_value G (DensityTerm γ A) x y))
        (fun A => -1 * (exp (gate_bias A) * density_term γ G A x y)) G') by (intros; unfold e; simpl; field; lra).
      rewrite lsum_scal_l. simpl term_value. lra.
    + intros γ' _ ne. destruct (index_eq_dec γ' γ) as [->|_]; [contradiction|].
      rewrite !lsum_zero; intros; ring.
Qed.
End Relations.

(** ** Headline statement *)

(** d = 1, two true experts, γ = 0, 1, 2: of the 12 functions there are 9 that are linearly independent, and each of the
    other 3 is a combination of these. *)
Theorem rank_nine (X : vec R 1 -> Prop) (ylo yhi : R) (A B : atom 1) :
  has_interior X -> ylo < yhi -> 0 < variance (expert_of A) -> 0 < variance (expert_of B) ->
  expert_of A <> expert_of B -> gate_slope A <> gate_slope B ->
  let Γ : list (vec nat 1) := [(0, tt); (1, tt); (2, tt)]%nat in
  let l := terms Γ [A; B] in
  length l = 12%nat /\ has_rank (fun x y => X x /\ ylo < y < yhi) (term_value [A; B]) l 9.
Proof.
  intros I Y pA pB ne ns Γ l. split; [reflexivity|].
  apply (rank_of_functions X ylo yhi [A; B] Γ I Y).
  - intros C [<-|[<-|[]]]; assumption.
  - unfold distinct_experts. simpl. repeat constructor; simpl; intuition congruence.
  - simpl. repeat constructor; simpl; intuition congruence.
  - repeat constructor; simpl; intuition congruence.
  - discriminate.
Qed.
