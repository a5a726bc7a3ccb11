(** * Linear independence of exponentials on R^d

    [exponentials_independent].  If Σ_l c_l exp(γ_lᵀx) = 0 for all x in a box of R^d
    and the γ_l are distinct, then all c_l = 0.  Proof: choose a direction v with all
    γ_lᵀv distinct, which is possible because finitely many hyperplanes do not fill
    R^d, and go from the centre x0 of the box in N small steps δv.  With the distinct
    numbers z_l = exp(δγ_lᵀv) this gives Σ_l c_l exp(γ_lᵀx0) z_l^n = 0 for n = 0..N−1,
    a Vandermonde system.

    [exponentials_grouped] is the form for a list with repeated slopes: the
    coefficients of each slope add up to 0.  [expsum_zero_everywhere]: an exponential
    sum that vanishes on a box vanishes everywhere.

    The file starts with two tools: sums grouped by a key, and boxes in R^d that avoid
    finitely many hyperplanes. *)

From Coq Require Import Reals Psatz List Lia.
From MoeProof Require Import SoftmaxModel CommonFactor.
Import ListNotations.
Open Scope R_scope.

(** ** Grouping equal members of a sum *)

Section Grouping.
Context {T K : Type} (eq_dec : forall κ κ' : K, {κ = κ'} + {κ <> κ'}).
Variables (key : T -> K) (w : T -> R).

(** The total weight of the elements of l with the key κ. *)
Definition mass (l : list T) (κ : K) : R := ∑ t ∈ l, if eq_dec (key t) κ then w t else 0.

(** A sum over a list without repetition picks one term. *)
Lemma lsum_pick (ks : list K) (κ : K) (r : R) (f : K -> R) : NoDup ks -> In κ ks ->
  (∑ κ' ∈ ks, (if eq_dec κ κ' then r else 0) * f κ') = r * f κ.
Proof.
  induction ks as [|κ' ks IH]; intros N i; [easy|]. inversion N as [|? ? n N']; subst. simpl.
  destruct (eq_dec κ κ') as [->|ne].
  - rewrite lsum_zero; [ring|]. intros t j. destruct (eq_dec κ' t) as [->|]; [easy|ring].
  - destruct i as [->|i]; [easy|]. rewrite IH by assumption. ring.
Qed.

(** A sum over l, grouped by keys; ks is any list that contains the keys of l. *)
Lemma lsum_group (l : list T) (ks : list K) (f : K -> R) : NoDup ks -> incl (map key l) ks ->
  (∑ t ∈ l, w t * f (key t)) = ∑ κ ∈ ks, mass l κ * f κ.
Proof.
  intros N. induction l as [|t l IH]; simpl; intro I.
  - rewrite lsum_zero; [reflexivity|]. intros; unfold mass; simpl; ring.
  - rewrite IH by (intros κ i; apply I; now right).
    rewrite <- (lsum_pick ks (key t) (w t) f N) by (apply I; now left).
    rewrite <- lsum_plus. apply lsum_ext. intros κ _. unfold mass. simpl. ring.
Qed.

(** A key that does not occur has mass 0. *)
Lemma mass_absent l κ : ~ In κ (map key l) -> mass l κ = 0.
Proof.
  intro N. apply lsum_zero. intros t i. destruct (eq_dec (key t) κ) as [<-|]; [|reflexivity].
  destruct N. now apply in_map.
Qed.
End Grouping.

(** Independence of distinct functions gives the grouped form for any list. *)
Lemma independent_grouped {K X : Type} (eq_dec : forall κ κ' : K, {κ = κ'} + {κ <> κ'})
    (f : K -> X -> R) (ok : K -> Prop) (D : X -> Prop) :
  (forall l : list (R * K), NoDup (map snd l) -> (forall t, In t l -> ok (snd t)) ->
     (forall x, D x -> (∑ t ∈ l, fst t * f (snd t) x) = 0) -> forall t, In t l -> fst t = 0) ->
  forall l : list (R * K), (forall t, In t l -> ok (snd t)) ->
    (forall x, D x -> (∑ t ∈ l, fst t * f (snd t) x) = 0) ->
    forall κ, mass eq_dec snd fst l κ = 0.
Proof.
  intros Ind l O Z κ. set (ks := nodup eq_dec (map snd l)).
  assert (N : NoDup ks) by apply NoDup_nodup.
  destruct (in_dec eq_dec κ (map snd l)) as [i|n]; [|now apply mass_absent].
  apply (Ind (map (fun κ' => (mass eq_dec snd fst l κ', κ')) ks)) with (t := (mass eq_dec snd fst l κ, κ)).
  - now rewrite map_map, map_id.
  - intros t j. apply in_map_iff in j. destruct j as (κ' & <- & j). simpl.
    apply nodup_In, in_map_iff in j. destruct j as (t & <- & j). now apply O.
  - intros x Dx. rewrite lsum_map. simpl. rewrite <- (Z x Dx). symmetry.
    apply (lsum_group eq_dec snd fst l ks (fun κ' => f κ' x) N).
    intros κ' j. now apply nodup_In.
  - apply in_map_iff. exists κ. split; [reflexivity|]. now apply nodup_In.
Qed.

(** ** Boxes in R^d, and points outside finitely many hyperplanes *)

(** Every coordinate of x differs from that of x0 by less than r. *)
Fixpoint near {d : nat} : vec R d -> R -> vec R d -> Prop :=
  match d with
  | O => fun _ _ _ => True
  | S d' => fun x0 r x => Rabs (fst x - fst x0) < r /\ near (snd x0) r (snd x)
  end.

(** X has an interior point. *)
Definition has_interior {d : nat} (X : vec R d -> Prop) : Prop :=
  exists x0 r, 0 < r /\ forall x, near x0 r x -> X x.

(** The centre lies in the box. *)
Lemma near_refl {d} (x0 : vec R d) r : 0 < r -> near x0 r x0.
Proof.
  intro P. induction d as [|d IH]; simpl; [exact I|]. split; [|apply IH].
  rewrite Rminus_eq_0, Rabs_R0. exact P.
Qed.

(** A box with a smaller side lies inside. *)
Lemma near_weaken {d} (x0 x : vec R d) q r : q <= r -> near x0 q x -> near x0 r x.
Proof.
  intro L. induction d as [|d IH]; simpl; [easy|]. intros [A B]. split; [lra|now apply IH].
Qed.

(** A box is open: around each of its points there is a smaller box. *)
Lemma near_open {d} (x0 x1 : vec R d) r : near x0 r x1 ->
  exists r1, 0 < r1 /\ forall x, near x1 r1 x -> near x0 r x.
Proof.
  induction d as [|d IH]; [exists 1; split; [lra|easy]|].
  destruct x0 as [p0 x0], x1 as [p1 x1]. simpl. intros [N1 N2].
  destruct (IH _ _ N2) as (r1 & P & Q). set (r2 := r - Rabs (p1 - p0)).
  exists (Rmin r1 r2). split; [apply Rmin_pos; unfold r2; lra|].
  intros [p x]. simpl. intros [N3 N4]. split.
  - replace (p - p0) with ((p - p1) + (p1 - p0)) by ring.
    eapply Rle_lt_trans; [apply Rabs_triang|].
    pose proof (Rmin_r r1 r2). unfold r2 in *. lra.
  - apply Q. exact (near_weaken x1 x _ r1 (Rmin_l r1 r2) N4).
Qed.

(** A short enough step in any direction stays in the box. *)
Lemma near_step {d} (x0 v : vec R d) r : 0 < r ->
  exists s, 0 < s /\ forall q, Rabs q <= s -> near x0 r (x0 ⊕ q ⊙ v).
Proof.
  intro P. induction d as [|d IH]; [exists 1; split; [lra|easy]|].
  destruct x0 as [p0 x0], v as [p v]. simpl. destruct (IH x0 v) as (s & S1 & S2).
  set (m := Rabs p + 1). pose proof (Rabs_pos p).
  exists (Rmin s (r / (2 * m))). split; [apply Rmin_pos; [exact S1|apply Rdiv_lt_0_compat; unfold m; lra]|].
  intros q Q. pose proof (Rmin_l s (r / (2 * m))). pose proof (Rmin_r s (r / (2 * m))). split.
  - replace (p0 + q * p - p0) with (q * p) by ring. rewrite Rabs_mult.
    pose proof (Rabs_pos q).
    apply Rle_lt_trans with (r / (2 * m) * m); [apply Rmult_le_compat; unfold m in *; lra|].
    replace (r / (2 * m) * m) with (r / 2) by (field; unfold m; lra). lra.
  - apply S2. lra.
Qed.

(** The scalar product with a fixed vector is continuous. *)
Lemma dot_near {d} (a x0 : vec R d) : exists M, 0 < M /\
  forall r x, near x0 r x -> Rabs (⟨a, x⟩ - ⟨a, x0⟩) <= M * Rabs r.
Proof.
  induction d as [|d IH].
  - exists 1. split; [lra|]. intros r x _. simpl. rewrite Rminus_eq_0, Rabs_R0. pose proof (Rabs_pos r). lra.
  - destruct a as [α a], x0 as [p0 x0]. destruct (IH a x0) as (M & P & Q).
    exists (Rabs α + M). pose proof (Rabs_pos α). split; [lra|].
    intros r [p x]. simpl. intros [N1 N2].
    replace (α * p + ⟨a, x⟩ - (α * p0 + ⟨a, x0⟩)) with (α * (p - p0) + (⟨a, x⟩ - ⟨a, x0⟩)) by ring.
    eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_mult, Rmult_plus_distr_r.
    apply Rplus_le_compat; [|now apply Q].
    apply Rmult_le_compat_l; [lra|]. pose proof (Rle_abs r). lra.
Qed.

(** In every box there is a smaller box that avoids a given hyperplane
    ⟨a, x⟩ + b = 0, where (a, b) ≠ 0. *)
Lemma avoid_hyperplane {d} (x0 : vec R d) r (a : vec R d) (b : R) : 0 < r -> (a, b) <> (vzero, 0) ->
  exists x1 r1, 0 < r1 /\ forall x, near x1 r1 x -> near x0 r x /\ ⟨a, x⟩ + b <> 0.
Proof.
  intros P N.
  (* first a point off the hyperplane: x0, or a step from x0 in the direction of a *)
  assert (exists x1, near x0 r x1 /\ ⟨a, x1⟩ + b <> 0) as (x1 & N1 & N2).
  { destruct (Req_dec (⟨a, x0⟩ + b) 0) as [E|E]; [|exists x0; split; [now apply near_refl|exact E]].
    destruct (near_step x0 a r P) as (s & S1 & S2). exists (x0 ⊕ s ⊙ a). split.
    - apply S2. rewrite Rabs_pos_eq; lra.
    - rewrite dot_plus_r, dot_scal_r. intro E'.
      assert (Z : a = vzero) by (apply dot_self_zero; nra).
      apply N. subst a. f_equal. rewrite dot_comm, dot_zero_r in E. lra. }
  (* then a box around it *)
  destruct (near_open x0 x1 r N1) as (q & Q1 & Q2).
  destruct (dot_near a x1) as (M & M1 & M2).
  set (η := Rabs (⟨a, x1⟩ + b)). assert (0 < η) by now apply Rabs_pos_lt.
  exists x1, (Rmin q (η / (2 * M))).
  assert (R : 0 < Rmin q (η / (2 * M))) by (apply Rmin_pos; [lra|apply Rdiv_lt_0_compat; lra]).
  split; [exact R|]. intros x Nx. split.
  - apply Q2. exact (near_weaken x1 x _ q (Rmin_l q (η / (2 * M))) Nx).
  - intro E. specialize (M2 _ _ Nx). rewrite (Rabs_pos_eq (Rmin _ _)) in M2 by lra.
    assert (η <= M * (η / (2 * M))).
    { unfold η at 1. rewrite <- Rabs_Ropp.
      replace (- (⟨a, x1⟩ + b)) with (⟨a, x⟩ - ⟨a, x1⟩) by lra.
      eapply Rle_trans; [exact M2|]. apply Rmult_le_compat_l; [lra|]. apply Rmin_r. }
    replace (M * (η / (2 * M))) with (η / 2) in H0 by (field; lra). lra.
Qed.

(** The same for finitely many hyperplanes. *)
Lemma avoid_hyperplanes {d} (hs : list (vec R d * R)) (x0 : vec R d) r : 0 < r ->
  exists x1 r1, 0 < r1 /\ forall x, near x1 r1 x -> near x0 r x /\
    forall h, In h hs -> h <> (vzero, 0) -> ⟨fst h, x⟩ + snd h <> 0.
Proof.
  intro P. induction hs as [|[a b] hs IH].
  - exists x0, r. split; [exact P|]. intros x N. split; [exact N|easy].
  - destruct IH as (x1 & r1 & P1 & H1).
    assert (C : (a, b) = (vzero, 0) \/ (a, b) <> (vzero, 0)).
    { destruct (vec_eq_dec a vzero) as [->|n]; [destruct (Req_dec b 0) as [->|n]; [now left|]|]; right; congruence. }
    destruct C as [C|C].
    + exists x1, r1. split; [exact P1|]. intros x N. destruct (H1 x N) as [A B]. split; [exact A|].
      intros h [<-|i]; [easy|now apply B].
    + destruct (avoid_hyperplane x1 r1 a b P1 C) as (x2 & r2 & P2 & H2).
      exists x2, r2. split; [exact P2|]. intros x N. destruct (H2 x N) as [A B]. destruct (H1 x A) as [A' B'].
      split; [exact A'|]. intros h [<-|i]; [now intro|now apply B'].
Qed.

(** ** Exponentials *)

(** The Vandermonde system: Σ_l c_l z_l^n = 0 for n < N, with N distinct numbers
    z_l, forces c = 0.  Subtracting z_0 times the n-th equation from the next one
    removes the first term. *)
Lemma powers_independent (l : list (R * R)) : NoDup (map snd l) ->
  (forall n, (n < length l)%nat -> (∑ t ∈ l, fst t * snd t ^ n) = 0) ->
  forall t, In t l -> fst t = 0.
Proof.
  remember (length l) as N eqn:L. revert l L.
  induction N as [|N IH]; intros l L D Z t i; [now destruct l|].
  destruct l as [|[c0 z0] l]; [easy|]. simpl in L. injection L as L.
  inversion D as [|? ? n D']; subst. simpl in n.
  assert (Rest : forall t, In t l -> fst t = 0).
  { intros [c z] j.
    assert (E : c * (z - z0) = 0).
    { apply (IH (map (fun t => (fst t * (snd t - z0), snd t)) l)) with (t := (c * (z - z0), z)).
      - now rewrite map_length.
      - now rewrite map_map.
      - intros k Hk. rewrite lsum_map. simpl.
        pose proof (Z k ltac:(lia)) as E1. pose proof (Z (S k) ltac:(lia)) as E2. simpl in E1, E2.
        rewrite (lsum_ext _ (fun t => fst t * (snd t * snd t ^ k) + (- z0) * (fst t * snd t ^ k)))
          by (intros; ring).
        rewrite lsum_plus, lsum_scal_l. nra.
      - apply in_map_iff. now exists (c, z). }
    apply Rmult_integral in E. destruct E as [E|E]; [exact E|].
    destruct n. apply in_map_iff. exists (c, z). split; [simpl; lra|exact j]. }
  destruct i as [<-|i]; [|now apply Rest].
  pose proof (Z 0%nat ltac:(lia)) as E. simpl in E.
  rewrite lsum_zero in E by (intros s j; rewrite (Rest s j); ring). simpl. lra.
Qed.

(** exp(na) = exp(a)^n. *)
Lemma exp_INR (n : nat) (a : R) : exp (INR n * a) = exp a ^ n.
Proof.
  induction n as [|n IH]; [simpl; rewrite Rmult_0_l; apply exp_0|].
  rewrite S_INR. simpl. rewrite <- IH, <- exp_plus. f_equal. ring.
Qed.

(** A function that is injective on the members of a list keeps them distinct. *)
Lemma NoDup_map_injective {S T : Type} (f : S -> T) (l : list S) : NoDup l ->
  (forall s s', In s l -> In s' l -> f s = f s' -> s = s') -> NoDup (map f l).
Proof.
  induction 1 as [|s l n N IH]; intro Inj; [constructor|]. simpl. constructor.
  - intro i. apply in_map_iff in i. destruct i as (s' & e & i). apply n.
    rewrite (Inj s s'); simpl; auto.
  - apply IH. intros; apply Inj; simpl; auto.
Qed.

(** A list of pairs whose second components are distinct: so are the second
    components after a change of the first ones and an injective map of the second ones. *)
Lemma NoDup_rekey {K K' : Type} (c : R * K -> R) (f : K -> K') (l : list (R * K)) : NoDup (map snd l) ->
  (forall κ κ', In κ (map snd l) -> In κ' (map snd l) -> f κ = f κ' -> κ = κ') ->
  NoDup (map snd (map (fun t => (c t, f (snd t))) l)).
Proof.
  intros N Inj. rewrite map_map. simpl. rewrite <- (map_map snd f). now apply NoDup_map_injective.
Qed.

(** ** Headline statement: exponentials with distinct slopes are independent, on any box of R^d. *)
Theorem exponentials_independent {d} (φ : list (R * vec R d)) (x0 : vec R d) (r : R) : 0 < r ->
  NoDup (map snd φ) -> (forall x, near x0 r x -> eval φ x = 0) ->
  forall t, In t φ -> fst t = 0.
Proof.
  intros P D Z t i.
  (* a direction v in which the slopes differ *)
  set (hs := map (fun p => (fst p ⊖ snd p, 0)) (list_prod (map snd φ) (map snd φ))).
  destruct (avoid_hyperplanes hs vzero 1 Rlt_0_1) as (v & q & Q & Hv).
  destruct (Hv v (near_refl v q Q)) as [_ V]. clear Hv Q.
  assert (Inj : forall γ γ', In γ (map snd φ) -> In γ' (map snd φ) -> ⟨γ, v⟩ = ⟨γ', v⟩ -> γ = γ').
  { intros γ γ' j j' E. destruct (vec_eq_dec γ γ') as [e|ne]; [exact e|exfalso].
    apply (V (γ ⊖ γ', 0)).
    - apply in_map_iff. exists (γ, γ'). split; [reflexivity|]. now apply in_prod.
    - intro e. injection e as e. apply ne. vec_lra.
    - simpl. rewrite dot_plus_l, dot_scal_l. lra. }
  (* N steps δv from x0 *)
  destruct (near_step x0 v r P) as (s & S1 & S2).
  set (N := length φ). set (δ := s / (INR N + 1)).
  pose proof (pos_INR N) as NP. assert (0 < δ) by (apply Rdiv_lt_0_compat; lra).
  assert (E : fst t * exp ⟨snd t, x0⟩ = 0).
  { apply (powers_independent (map (fun t => (fst t * exp ⟨snd t, x0⟩, exp (δ * ⟨snd t, v⟩))) φ))
      with (t := (fst t * exp ⟨snd t, x0⟩, exp (δ * ⟨snd t, v⟩))).
    - apply (NoDup_rekey (fun t => fst t * exp ⟨snd t, x0⟩) (fun γ => exp (δ * ⟨γ, v⟩))); [exact D|].
      intros γ γ' j j' e. apply exp_inv in e. apply Inj; auto. nra.
    - rewrite map_length. fold N. intros n Hn. apply lt_INR in Hn. pose proof (pos_INR n).
      rewrite <- (Z (x0 ⊕ (INR n * δ) ⊙ v)).
      + rewrite lsum_map. apply lsum_ext. intros u _. simpl.
        rewrite dot_plus_r, dot_scal_r, exp_plus, <- exp_INR, !Rmult_assoc. reflexivity.
      + apply S2. rewrite Rabs_pos_eq by nra. unfold δ.
        apply Rmult_le_reg_r with (INR N + 1); [lra|]. field_simplify; [nra|lra].
    - now apply (in_map (fun t => (fst t * exp ⟨snd t, x0⟩, exp (δ * ⟨snd t, v⟩)))). }
  apply Rmult_integral in E. destruct E as [E|E]; [exact E|]. pose proof (exp_pos ⟨snd t, x0⟩). lra.
Qed.

(** The grouped form: for every slope the coefficients add up to 0. *)
Corollary exponentials_grouped {d} (φ : list (R * vec R d)) (x0 : vec R d) (r : R) : 0 < r ->
  (forall x, near x0 r x -> eval φ x = 0) -> forall γ, mass vec_eq_dec snd fst φ γ = 0.
Proof.
  intros P Z. apply (independent_grouped vec_eq_dec (fun γ x => exp ⟨γ, x⟩) (fun _ => True) (near x0 r)).
  - intros l D _. now apply exponentials_independent.
  - easy.
  - exact Z.
Qed.

(** An exponential sum that vanishes on a box vanishes everywhere. *)
Corollary expsum_zero_everywhere {d} (φ : list (R * vec R d)) (x0 : vec R d) (r : R) : 0 < r ->
  (forall x, near x0 r x -> eval φ x = 0) -> forall x, eval φ x = 0.
Proof.
  intros P Z x. unfold eval.
  rewrite (lsum_group vec_eq_dec snd fst φ (nodup vec_eq_dec (map snd φ)) (fun γ => exp ⟨γ, x⟩)).
  - apply lsum_zero. intros γ _. rewrite (exponentials_grouped φ x0 r P Z γ). ring.
  - apply NoDup_nodup.
  - intros γ i. now apply nodup_In.
Qed.
