(** * Polynomials times exponentials, and normal densities on an interval

    - [exponential_polynomials_independent].  If Σ_j P_j(x) exp(γ_jᵀx) = 0 on a box of R^d, with polynomials P_j and
      distinct γ_j, then all P_j vanish on the box.
    - [gaussians_on_interval].  If Σ_l c_l N(y; h_l, ν_l) = 0 for y in an open interval, then for all y; so distinct
      normal densities are independent on an interval, too.

    _Proof._  On a line x + tv on which the numbers γ_jᵀv are distinct a polynomial is a function q of t of which some
    derivative vanishes ([vanishing_derivative]).  Divide by the first exponential: q_1 + Σ_j q_j e^(ω_j t) = 0 with ω_j
    <> 0. Differentiating lowers the degree of q_1 and turns q_j into q_j' + ω_j q_j; when q_1 is gone, the others
    vanish by induction on their number; and q_j' + ω_j q_j = 0 leaves q_j = 0, by induction on the degree of q_j.

    A sum of normal densities is everywhere the sum of its power series around any point, so that it vanishes if all its
    derivatives at one point do.  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From Coq Require Import List.
From MoeProof Require Import MultiIndex GeneratingFunction Independence.
From MoeProof Require VectorBridge HeatPolynomials.
From MoeProof Require Import SoftmaxModel CommonFactor ExponentialIndependence.
Import ListNotations.
Open Scope R_scope.

(** ** Polynomial functions of one variable *)

(** The n-th derivative of q exists and is 0: q is a polynomial of degree below n. *)
Fixpoint vanishing_derivative (n : nat) (q : R -> R) : Prop :=
  match n with
  | O => forall t, q t = 0
  | S n => (forall t, ex_derive q t) /\ vanishing_derivative n (Derive q)
  end.

Lemma vanishing_ext n : forall q r, (forall t, q t = r t) -> vanishing_derivative n q -> vanishing_derivative n r.
Proof.
  induction n as [|n IH]; simpl; intros q r E.
  - intros Z t. rewrite <- E. apply Z.
  - intros [D V]. split; [intro t; apply (ex_derive_ext q r t E), D|]. apply (IH (Derive q)); [|exact V].
    intro t. apply Derive_ext, E.
Qed.

Lemma vanishing_raise n : forall q, vanishing_derivative n q -> vanishing_derivative (S n) q.
Proof.
  induction n as [|n IH]; intros q V.
  - simpl in V. split.
    + intro t. apply (ex_derive_ext (fun _ => 0)); [intro; symmetry; apply V|]. apply ex_derive_const.
    + intro t. rewrite (Derive_ext q (fun _ => 0)) by exact V. apply Derive_const.
  - destruct V as [D V]. split; [exact D|apply IH, V].
Qed.

Lemma vanishing_le m n q : (m <= n)%nat -> vanishing_derivative m q -> vanishing_derivative n q.
Proof. induction 1 as [|n L IH]; [auto|]. intro V. apply vanishing_raise, IH, V. Qed.

Lemma vanishing_derivable n q : vanishing_derivative n q -> forall t, ex_derive q t.
Proof. intro V. apply vanishing_raise in V. apply V. Qed.

Lemma vanishing_derive n q : vanishing_derivative n q -> vanishing_derivative n (Derive q).
Proof. intro V. apply vanishing_raise in V. apply V. Qed.

Lemma vanishing_plus n : forall q r, vanishing_derivative n q -> vanishing_derivative n r ->
  vanishing_derivative n (fun t => q t + r t).
Proof.
  induction n as [|n IH]; simpl; intros q r.
  - intros Q R t. rewrite Q, R. ring.
  - intros [Dq Vq] [Dr Vr]. split; [intro t; apply (ex_derive_plus q r); auto|].
    apply (vanishing_ext n (fun t => Derive q t + Derive r t)); [|apply IH; assumption].
    intro t. symmetry. apply Derive_plus; auto.
Qed.

Lemma vanishing_mult k : forall m n q r, (m + n <= k)%nat -> vanishing_derivative m q -> vanishing_derivative n r ->
  vanishing_derivative (m + n) (fun t => q t * r t).
Proof.
  induction k as [|k IH]; intros m n q r L Vq Vr.
  - destruct m, n; try lia. intro t. simpl in Vq. rewrite Vq. ring.
  - destruct m as [|m].
    { apply (vanishing_le 0); [lia|]. intro t. simpl in Vq. rewrite Vq. ring. }
    destruct n as [|n].
    { apply (vanishing_le 0); [lia|]. intro t. simpl in Vr. rewrite Vr. ring. }
    pose proof (vanishing_derivable _ _ Vq) as Dq. pose proof (vanishing_derivable _ _ Vr) as Dr.
    split; [intro t; apply (ex_derive_mult q r); auto|].
    apply (vanishing_ext _ (fun t => Derive q t * r t + q t * Derive r t)).
    { intro t. symmetry. apply Derive_mult; auto. }
    apply vanishing_plus.
    + apply (IH m (S n)); [lia|apply Vq|exact Vr].
    + replace (m + S n)%nat with (S m + n)%nat by lia. apply IH; [lia|exact Vq|apply Vr].
Qed.

(** q is a polynomial. *)
Definition is_polynomial (q : R -> R) : Prop := exists n, vanishing_derivative n q.

Lemma polynomial_const c : is_polynomial (fun _ => c).
Proof.
  exists 1%nat. split; [intro; apply ex_derive_const|intro t; apply Derive_const].
Qed.

Lemma polynomial_identity : is_polynomial (fun t => t).
Proof.
  exists 2%nat. split; [intro; apply ex_derive_id|].
  apply (vanishing_ext 1 (fun _ => 1)); [intro t; symmetry; apply Derive_id|].
  split; [intro; apply ex_derive_const|intro t; apply Derive_const].
Qed.

Lemma polynomial_plus q r : is_polynomial q -> is_polynomial r -> is_polynomial (fun t => q t + r t).
Proof.
  intros [m Q] [n R]. exists (m + n)%nat.
  apply vanishing_plus; [apply (vanishing_le m)|apply (vanishing_le n)]; auto; lia.
Qed.

Lemma polynomial_mult q r : is_polynomial q -> is_polynomial r -> is_polynomial (fun t => q t * r t).
Proof. intros [m Q] [n R]. exists (m + n)%nat. apply (vanishing_mult (m + n)); auto. Qed.

Lemma polynomial_pow q k : is_polynomial q -> is_polynomial (fun t => q t ^ k).
Proof.
  intro Q. induction k as [|k IH]; [exact (polynomial_const 1)|]. exact (polynomial_mult q (fun t => q t ^ k) Q IH).
Qed.

Lemma polynomial_lsum {T} (f : T -> R -> R) (l : list T) : (forall s, is_polynomial (f s)) ->
  is_polynomial (fun t => ∑ s ∈ l, f s t).
Proof.
  intro P. induction l as [|s l IH]; [exact (polynomial_const 0)|].
  exact (polynomial_plus (f s) (fun t => ∑ s ∈ l, f s t) (P s) IH).
Qed.

(** ** Independence on a line *)

(** q' + ωq = 0 on an interval leaves q = 0 there. *)
Lemma polynomial_homogeneous lo hi ω n : ω <> 0 -> forall q, vanishing_derivative n q ->
  (forall t, lo < t < hi -> Derive q t + ω * q t = 0) -> forall t, lo < t < hi -> q t = 0.
Proof.
  intro W. induction n as [|n IH]; intros q V Z t Ht; [apply V|].
  assert (D : Derive q t = 0).
  { apply (IH (Derive q)); [apply V| |exact Ht]. intros s Hs.
    refine (derive_zero_on_interval (fun t => Derive q t + ω * q t) lo hi s _ Z Hs _).
    apply (is_derive_plus (Derive q) (fun t => ω * q t)).
    - apply Derive_correct, (vanishing_derivable n), V.
    - apply (is_derive_scal q). apply Derive_correct, V. }
  specialize (Z t Ht). rewrite D, Rplus_0_l in Z. apply Rmult_integral in Z. tauto.
Qed.

Lemma is_derive_terms {T} (f f' : T -> R -> R) (l : list T) t : (forall s, In s l -> is_derive (f s) t (f' s t)) ->
  is_derive (fun t => ∑ s ∈ l, f s t) t (∑ s ∈ l, f' s t).
Proof.
  induction l as [|s l IH]; intro D; [apply (is_derive_const 0 t)|].
  apply (is_derive_plus (f s) (fun t => ∑ s ∈ l, f s t)); [apply D; left; reflexivity|].
  apply IH. intros; apply D; right; assumption.
Qed.

(** Σ_j q_j(t) e^(ω_j t) = 0 on an interval, with distinct ω_j, leaves q_j = 0 there. *)
Lemma exponential_polynomials_line lo hi n : forall l : list (R * (R -> R)), length l = n ->
  (forall s, In s l -> is_polynomial (snd s)) -> NoDup (map fst l) ->
  (forall t, lo < t < hi -> (∑ s ∈ l, snd s t * exp (fst s * t)) = 0) ->
  forall s, In s l -> forall t, lo < t < hi -> snd s t = 0.
Proof.
  induction n as [|n IH]; intros l len Poly ND Z; [destruct l; [intros s []|discriminate len]|].
  (* q_0 + Σ_j q_j e^(ω_j t) = 0 with ω_j <> 0, by induction on the degree of q_0 *)
  assert (others : forall e q0 (l : list (R * (R -> R))), vanishing_derivative e q0 -> length l = n ->
    (forall s, In s l -> fst s <> 0 /\ is_polynomial (snd s)) -> NoDup (map fst l) ->
    (forall t, lo < t < hi -> q0 t + (∑ s ∈ l, snd s t * exp (fst s * t)) = 0) ->
    forall s, In s l -> forall t, lo < t < hi -> snd s t = 0).
  { clear l len Poly ND Z. induction e as [|e IHe]; intros q0 l V len Poly ND Z.
    - apply IH; [exact len|intros; apply Poly; assumption|exact ND|].
      intros t Ht. specialize (Z t Ht). simpl in V. rewrite V in Z. lra.
    - intros s Hs. destruct (Poly s Hs) as [W [k Vk]]. apply (polynomial_homogeneous lo hi (fst s) k W (snd s) Vk).
      set (next := fun s : R * (R -> R) => (fst s, fun t => Derive (snd s) t + fst s * snd s t)).
      apply (IHe (Derive q0) (map next l)) with (s := next s).
      + apply V.
      + rewrite map_length. exact len.
      + intros s' i. apply in_map_iff in i. destruct i as [u [<- i]]. destruct (Poly u i) as [Wu [ku Vu]].
        split; [exact Wu|]. apply (polynomial_plus (Derive (snd u)) (fun t => fst u * snd u t)).
        * exists ku. apply vanishing_derive, Vu.
        * apply (polynomial_mult (fun _ => fst u) (snd u)); [apply polynomial_const|exists ku; exact Vu].
      + rewrite map_map. exact ND.
      + intros t Ht. rewrite lsum_map. cbn [next fst snd].
        refine (derive_zero_on_interval (fun t => q0 t + (∑ s ∈ l, snd s t * exp (fst s * t))) lo hi t _ Z Ht _).
        apply (is_derive_plus q0 (fun t => ∑ s ∈ l, snd s t * exp (fst s * t))).
        { apply Derive_correct, V. }
        apply (is_derive_terms (fun s t => snd s t * exp (fst s * t))
          (fun s t => (Derive (snd s) t + fst s * snd s t) * exp (fst s * t))).
        intros u i. destruct (Poly u i) as [_ [ku Vu]]. evar_last.
        * apply (is_derive_mult (snd u) (fun t => exp (fst u * t)) t (Derive (snd u) t) (fst u * exp (fst u * t))).
          -- apply Derive_correct, (vanishing_derivable ku), Vu.
          -- auto_derive; [exact Logic.I|ring].
          -- intros; apply Rmult_comm.
        * unfold plus, mult; simpl. ring.
      + apply in_map, Hs. }
  destruct l as [|[ω1 q1] l]; [discriminate len|]. injection len as len. inversion ND as [|? ? fresh ND']; subst.
  set (shifted := map (fun s => (fst s - ω1, snd s)) l).
  assert (rest : forall s, In s l -> forall t, lo < t < hi -> snd s t = 0).
  { intros s Hs. destruct (Poly (ω1, q1) (or_introl eq_refl)) as [e V]. simpl in V.
    apply (others e q1 shifted V) with (s := (fst s - ω1, snd s)).
    - unfold shifted. apply map_length.
    - intros u i. unfold shifted in i. apply in_map_iff in i. destruct i as [u' [<- i]]. simpl. split.
      + intro E. apply fresh. apply in_map_iff. exists u'. split; [simpl; lra|exact i].
      + apply Poly. right. exact i.
    - unfold shifted. rewrite map_map. simpl. rewrite <- (map_map fst (fun r => r - ω1)).
      apply NoDup_map_injective; [exact ND'|]. intros; lra.
    - intros t Ht. specialize (Z t Ht). cbn [lsum fst snd] in Z. unfold shifted. rewrite lsum_map. cbn [fst snd].
      apply (Rmult_eq_reg_r (exp (ω1 * t))); [|apply Rgt_not_eq, exp_pos]. rewrite Rmult_0_l, <- Z, Rmult_plus_distr_r.
      f_equal. rewrite <- lsum_scal_r. apply lsum_ext. intros u _. rewrite Rmult_assoc, <- exp_plus. do 2 f_equal. ring.
    - unfold shifted. apply (in_map (fun s => (fst s - ω1, snd s))), Hs. }
  intros s [<-|Hs] t Ht; [|exact (rest s Hs t Ht)]. specialize (Z t Ht). cbn [lsum fst snd] in *.
  rewrite lsum_zero, Rplus_0_r in Z by (intros u i; rewrite (rest u i t Ht); ring).
  apply Rmult_integral in Z. destruct Z as [Z|Z]; [exact Z|]. pose proof (exp_pos (ω1 * t)). lra.
Qed.

(** ** Independence on a box *)

(** P is a polynomial on every line. *)
Definition polynomial_on_lines {d} (P : vec R d -> R) : Prop := forall x v, is_polynomial (fun t => P (x ⊕ t ⊙ v)).

Lemma power_on_lines d : forall α : vec nat d, polynomial_on_lines (fun x => power x α).
Proof.
  induction d as [|d IH]; intros α x v; [exact (polynomial_const 1)|]. simpl.
  apply (polynomial_mult (fun t => (fst x + t * fst v) ^ fst α) (fun t => power (snd x ⊕ t ⊙ snd v) (snd α))).
  - apply polynomial_pow, (polynomial_plus (fun _ => fst x) (fun t => t * fst v)); [apply polynomial_const|].
    apply (polynomial_mult (fun t => t) (fun _ => fst v)); [apply polynomial_identity|apply polynomial_const].
  - apply IH.
Qed.

(** A direction in which finitely many distinct vectors have distinct scalar products. *)
Lemma separating_direction {d} (γs : list (vec R d)) :
  exists v, forall γ γ', In γ γs -> In γ' γs -> ⟨γ, v⟩ = ⟨γ', v⟩ -> γ = γ'.
Proof.
  set (hs := map (fun p => (fst p ⊖ snd p, 0)) (list_prod γs γs)).
  destruct (avoid_hyperplanes hs vzero 1 Rlt_0_1) as (v & q & Q & Hv).
  destruct (Hv v (near_refl v q Q)) as [_ V]. exists v.
  intros γ γ' j j' E. destruct (vec_eq_dec γ γ') as [e|ne]; [exact e|exfalso].
  apply (V (γ ⊖ γ', 0)).
  - apply in_map_iff. exists (γ, γ'). split; [reflexivity|]. now apply in_prod.
  - intro e. injection e as e. apply ne. vec_lra.
  - simpl. rewrite dot_plus_l, dot_scal_l. lra.
Qed.

(** Σ_j P_j(x) exp(γ_jᵀx) = 0 on a box, with distinct γ_j, leaves P_j = 0 there. *)
Theorem exponential_polynomials_independent {d} (l : list (vec R d * (vec R d -> R))) (x0 : vec R d) (r : R) :
  (forall s, In s l -> polynomial_on_lines (snd s)) -> NoDup (map fst l) ->
  (forall x, near x0 r x -> (∑ s ∈ l, snd s x * exp ⟨fst s, x⟩) = 0) ->
  forall s, In s l -> forall x, near x0 r x -> snd s x = 0.
Proof.
  intros Poly ND Z s Hs x Nx. destruct (separating_direction (map fst l)) as [v V].
  destruct (near_open x0 x r Nx) as (r1 & P1 & N1). destruct (near_step x v r1 P1) as (δ & Pδ & Nδ).
  set (line := fun s : vec R d * (vec R d -> R) => (⟨fst s, v⟩, fun t => snd s (x ⊕ t ⊙ v) * exp ⟨fst s, x⟩)).
  assert (E : snd (line s) 0 = 0).
  { apply (exponential_polynomials_line (- δ) δ (length l) (map line l)).
    - apply map_length.
    - intros u i. apply in_map_iff in i. destruct i as (u' & <- & i).
      apply (polynomial_mult (fun t => snd u' (x ⊕ t ⊙ v)) (fun _ => exp ⟨fst u', x⟩));
        [apply Poly, i|apply polynomial_const].
    - rewrite map_map. simpl. rewrite <- (map_map fst (fun γ => ⟨γ, v⟩)). apply NoDup_map_injective; [exact ND|].
      intros; apply V; assumption.
    - intros t Ht. rewrite lsum_map. unfold line. cbn [fst snd].
      rewrite <- (Z (x ⊕ t ⊙ v)) by (apply N1, Nδ, Rabs_le; lra). apply lsum_ext. intros u _.
      rewrite dot_plus_r, dot_scal_r, exp_plus, (Rmult_comm t). ring.
    - apply in_map, Hs.
    - lra. }
  unfold line in E. cbn [snd fst] in E. replace (x ⊕ 0 ⊙ v) with x in E by vec_lra.
  apply Rmult_integral in E. destruct E as [E|E]; [exact E|]. pose proof (exp_pos ⟨fst s, x⟩). lra.
Qed.

(** ** Monomials *)

(** The centre's neighbours, coordinate by coordinate. *)
Lemma near_tuple d : forall (x0 : vec R d) r x, (forall i, (i < d)%nat -> coord x0 i - r < x i < coord x0 i + r) ->
  near x0 r (VectorBridge.tuple d x).
Proof.
  induction d as [|d IH]; intros x0 r x H; simpl; [exact Logic.I|]. split.
  - specialize (H 0%nat ltac:(lia)). simpl in H. apply Rabs_def1; lra.
  - apply IH. intros i Hi. exact (H (S i) ltac:(lia)).
Qed.

(** Σ_α c_α x^α = 0 on a box, over distinct α, leaves c = 0. *)
Lemma monomials_independent {d} (Γ : list (vec nat d)) (c : vec nat d -> R) (x0 : vec R d) r : 0 < r -> NoDup Γ ->
  (forall x, near x0 r x -> (∑ α ∈ Γ, c α * power x α) = 0) -> forall α, In α Γ -> c α = 0.
Proof.
  intros P ND Z α i.
  pose proof (polynomial_zero_on_box d Γ c (VectorBridge.entry 0%nat) (fun i => coord x0 i - r)
    (fun i => coord x0 i + r)
    ltac:(intros; lra)) as H.
  assert (H' := H ltac:(intros x Hx; rewrite <- (Z (VectorBridge.tuple d x) (near_tuple d x0 r x Hx));
    apply lsum_ext; intros β _; rewrite <- VectorBridge.power_tuple, VectorBridge.tuple_entry; reflexivity)
    (VectorBridge.entry 0%nat α)).
  rewrite (lsum_single _ Γ α ND i) in H'.
  - rewrite (proj2 (same_orders_spec d _ _)) in H' by reflexivity. exact H'.
  - intros β _ ne. destruct (same_orders d _ _) eqn:E; [|reflexivity]. exfalso. apply ne.
    rewrite <- (VectorBridge.tuple_entry 0%nat d β), <- (VectorBridge.tuple_entry 0%nat d α).
    apply VectorBridge.tuple_ext, same_orders_spec, E.
Qed.

(** ** Normal densities on an interval *)

(** A function that is everywhere the sum of its power series and vanishes near 0 vanishes. *)
Lemma entire_zero (a : nat -> R) (f : R -> R) r : 0 < r -> (forall t, is_pseries a t (f t)) ->
  (forall t, Rabs t < r -> f t = 0) -> forall t, f t = 0.
Proof.
  intros P S Z t. assert (A : forall n, a n = 0).
  { intro n. pose proof (everywhere_derive a f n S) as D. apply is_derive_n_unique in D.
    assert (E : Derive_n f n 0 = 0).
    { transitivity (Derive_n (fun _ => 0) n 0); [|destruct n; [reflexivity|apply Derive_n_const]].
      apply Derive_n_ext_loc. exists (mkposreal r P). intros s Hs. apply Z. rewrite <- (Rminus_0_r s). exact Hs. }
    rewrite E in D. symmetry in D. apply Rmult_integral in D. destruct D as [D|D]; [|exact D].
    pose proof (INR_fact_neq_0 n). contradiction. }
  rewrite <- (is_pseries_unique _ _ _ (S t)). apply is_pseries_unique.
  apply (series_ext (fun _ => 0)); [intro n; symmetry; apply A|apply zero_series].
Qed.

(** A sum of normal densities that vanishes on an interval vanishes everywhere. *)
Theorem gaussians_on_interval (l : list (R * (R * R))) ylo yhi : ylo < yhi -> (forall t, In t l -> 0 < snd (snd t)) ->
  (forall y, ylo < y < yhi -> (∑ t ∈ l, fst t * normal y (fst (snd t)) (snd (snd t))) = 0) ->
  forall y, (∑ t ∈ l, fst t * normal y (fst (snd t)) (snd (snd t))) = 0.
Proof.
  intros I V Z y. set (y0 := (ylo + yhi) / 2).
  set (f := fun s => ∑ t ∈ l, fst t * normal (y0 + s) (fst (snd t)) (snd (snd t))).
  assert (S : exists a, forall s, is_pseries a s (f s)).
  { unfold f. clear Z. induction l as [|[c [h v]] l IH]; [exists (fun _ => 0); exact zero_series|].
    destruct IH as [a A]; [intros; apply V; right; assumption|].
    assert (v0 : 0 < v) by exact (V (c, (h, v)) (or_introl eq_refl)).
    exists (fun n => c * normal y0 h v * HeatPolynomials.heat n ((h - y0) / v) (- / (2 * v)) + a n). intro s.
    apply (is_pseries_plus (fun n => c * normal y0 h v * HeatPolynomials.heat n ((h - y0) / v) (- / (2 * v))) a);
      [|apply A].
    cbn [fst snd]. replace (c * normal (y0 + s) h v)
      with (c * normal y0 h v * exp ((h - y0) / v * s + - / (2 * v) * s ^ 2)).
    - apply series_scal, heat_series.
    - unfold normal. rewrite (Rmult_assoc c), (Rmult_assoc (/ sqrt _)), <- exp_plus. do 3 f_equal. field. lra. }
  destruct S as [a A]. replace y with (y0 + (y - y0)) by ring.
  apply (entire_zero a f ((yhi - ylo) / 2) ltac:(lra) A).
  intros s Hs. apply Rabs_def2 in Hs. apply Z. unfold y0. lra.
Qed.
