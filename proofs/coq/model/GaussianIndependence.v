(** * Linear independence of Gaussians

    [gaussians_independent].  If Σ_l c_l N(y; h_l, ν_l) = 0 for all y, the pairs (h_l,
    ν_l) are distinct and all ν_l > 0, then all c_l = 0.  Proof: N(y; h, ν) is a
    positive multiple of exp(αy² + βy) with (α, β) = (−1/(2ν), h/ν), and (h, ν) ↦ (α,
    β) is injective.  Divide by the term with the largest (α, β) in the lexicographic
    order and let y → +∞: all other terms tend to 0, so the coefficient of this one is
    0.  Repeat with the rest.

    [gaussians_grouped] is the form for a list with repeated members: the coefficients
    of each (h, ν) add up to 0. *)

From Coq Require Import Reals Psatz List Permutation.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import SoftmaxModel ExponentialIndependence.
Import ListNotations.
Open Scope R_scope.

(** ** Functions exp(αy² + βy) *)

(** The lexicographic order of (α, β): the order of the functions exp(αy² + βy) for large y. *)
Definition below (p q : R * R) : Prop := fst p < fst q \/ fst p = fst q /\ snd p < snd q.

(** Among distinct pairs one is above all others. *)
Lemma top_term (l : list (R * (R * R))) : l <> [] -> NoDup (map snd l) ->
  exists t l', Permutation l (t :: l') /\ forall s, In s l' -> below (snd s) (snd t).
Proof.
  induction l as [|t l IH]; [easy|]. intros _ D. inversion D as [|? ? n D']; subst.
  destruct l as [|t' l0]; [now exists t, []|]. set (l := t' :: l0) in *.
  destruct IH as (s & l' & P & H); [easy|exact D'|].
  destruct (Rtotal_order (fst (snd t)) (fst (snd s))) as [C|[C|C]];
    [|destruct (Rtotal_order (snd (snd t)) (snd (snd s))) as [C'|[C'|C']]|].
  - exists s, (t :: l'). split; [rewrite P; apply perm_swap|]. intros u [<-|i]; [now left|now apply H].
  - exists s, (t :: l'). split; [rewrite P; apply perm_swap|]. intros u [<-|i]; [now right|now apply H].
  - destruct n. apply in_map_iff. exists s. split; [now apply injective_projections|].
    rewrite P. now left.
  - exists t, l. split; [reflexivity|]. intros u i. rewrite P in i.
    destruct i as [<-|i]; [now right|]. destruct (H u i) as [B|[B1 B2]]; unfold below; [left|right]; lra.
  - exists t, l. split; [reflexivity|]. intros u i. rewrite P in i.
    destruct i as [<-|i]; [now left|]. destruct (H u i) as [B|[B1 B2]]; unfold below; left; lra.
Qed.

(** If (α, β) is below (0, 0), then exp(αy² + βy) → 0 for y → +∞. *)
Lemma quadratic_decay (α β : R) : below (α, β) (0, 0) ->
  is_lim (fun y => exp (α * y ^ 2 + β * y)) p_infty 0.
Proof.
  intro B. apply is_lim_spec. simpl.
  (* αy² + βy ≤ −μy for large y, and exp(−μy) < 1/(1 + μy) *)
  assert (exists μ Y, 0 < μ /\ 0 < Y /\ forall y, Y < y -> α * y ^ 2 + β * y <= - μ * y) as (μ & Y & Pμ & PY & L).
  { destruct B as [B|[B1 B2]]; simpl in *.
    - exists 1, ((1 + Rabs β) / - α). pose proof (Rabs_pos β). pose proof (Rle_abs β).
      assert (PY : 0 < (1 + Rabs β) / - α) by (apply Rdiv_lt_0_compat; lra).
      repeat split; [lra|exact PY|]. intros y Hy.
      assert (1 + Rabs β < - α * y).
      { replace (1 + Rabs β) with (- α * ((1 + Rabs β) / - α)) by (field; lra).
        apply Rmult_lt_compat_l; lra. }
      nra.
    - exists (- β), 1. repeat split; try lra. intros y Hy. subst α. lra. }
  intro ε. destruct ε as [ε Pε]. exists (Rmax Y (/ (ε * μ))). intros y Hy. simpl.
  pose proof (Rmax_l Y (/ (ε * μ))). pose proof (Rmax_r Y (/ (ε * μ))).
  assert (Pεμ : 0 < ε * μ) by nra.
  rewrite Rminus_0_r, Rabs_pos_eq by (apply Rlt_le, exp_pos).
  assert (K : 1 < ε * (μ * y)).
  { replace 1 with (ε * μ * / (ε * μ)) by (field; lra). rewrite <- Rmult_assoc. apply Rmult_lt_compat_l; lra. }
  pose proof (exp_ineq1 (μ * y) ltac:(nra)) as X.
  apply Rle_lt_trans with (exp (- (μ * y))).
  { assert (C : α * y ^ 2 + β * y <= - (μ * y)) by (specialize (L y ltac:(lra)); lra).
    destruct C as [C|C]; [now apply Rlt_le, exp_increasing|]. apply Req_le, f_equal, C. }
  rewrite exp_Ropp. apply Rmult_lt_reg_r with (exp (μ * y)); [apply exp_pos|].
  rewrite Rinv_l by (apply Rgt_not_eq, exp_pos). nra.
Qed.

(** A finite sum of functions with limit 0 has the limit 0. *)
Lemma is_lim_lsum {T : Type} (f : T -> R -> R) (l : list T) :
  (forall t, In t l -> is_lim (f t) p_infty 0) -> is_lim (fun y => ∑ t ∈ l, f t y) p_infty 0.
Proof.
  induction l as [|t l IH]; simpl; intro H; [apply is_lim_const|].
  replace (Finite 0) with (Finite (0 + 0)) by (f_equal; ring).
  apply is_lim_plus'; [apply H; now left|apply IH; auto].
Qed.

(** The functions exp(αy² + βy) with distinct (α, β) are independent. *)
Lemma quadratic_exponentials_independent (l : list (R * (R * R))) : NoDup (map snd l) ->
  (forall y, (∑ t ∈ l, fst t * exp (fst (snd t) * y ^ 2 + snd (snd t) * y)) = 0) ->
  forall t, In t l -> fst t = 0.
Proof.
  remember (length l) as N eqn:L. revert l L.
  induction N as [|N IH]; intros l L D Z s i; [now destruct l|].
  destruct (top_term l) as (t & l' & P & B); [now intros ->|exact D|].
  assert (Zt : fst t = 0).
  { (* divided by the top function, the sum is fst t + terms that tend to 0 *)
    assert (L0 : is_lim (fun _ => 0) p_infty (fst t + 0)).
    { apply is_lim_ext with (fun y => fst t + ∑ u ∈ l',
        fst u * exp ((fst (snd u) - fst (snd t)) * y ^ 2 + (snd (snd u) - snd (snd t)) * y)).
      - intro y. generalize (Z y). rewrite (lsum_permutation _ _ _ P). simpl lsum. intro E.
        apply Rmult_eq_reg_r with (exp (fst (snd t) * y ^ 2 + snd (snd t) * y));
          [|apply Rgt_not_eq, exp_pos].
        rewrite Rmult_0_l, <- E, Rmult_plus_distr_r, <- lsum_scal_r. f_equal.
        apply lsum_ext. intros u _. rewrite Rmult_assoc, <- exp_plus. f_equal. f_equal. ring.
      - apply is_lim_plus'; [apply is_lim_const|]. apply is_lim_lsum. intros u j.
        replace (Finite 0) with (Rbar_mult (fst u) 0) by (simpl; f_equal; ring).
        apply is_lim_scal_l. apply quadratic_decay.
        destruct (B u j) as [C|[C1 C2]]; unfold below; simpl; lra. }
    apply is_lim_unique in L0. rewrite Lim_const in L0. injection L0. lra. }
  assert (Pm : Permutation (map snd l) (map snd (t :: l'))) by now apply Permutation_map.
  rewrite P in i. destruct i as [<-|i]; [exact Zt|].
  apply (IH l').
  - apply Permutation_length in P. simpl in P. congruence.
  - apply (Permutation_NoDup Pm) in D. now inversion D.
  - intro y. generalize (Z y). rewrite (lsum_permutation _ _ _ P). simpl. rewrite Zt. lra.
  - exact i.
Qed.

(** ** Normal densities *)

(** The normal density is a positive multiple of exp(αy² + βy). *)
Lemma normal_quadratic (y h v : R) : 0 < v ->
  normal y h v = normal 0 h v * exp (- / (2 * v) * y ^ 2 + h / v * y).
Proof.
  intro P. unfold normal. rewrite (Rmult_assoc (/ sqrt _)), <- exp_plus. f_equal. f_equal. field. lra.
Qed.

(** ** Headline statement: normal densities with distinct (h, ν) are independent. *)
Theorem gaussians_independent (l : list (R * (R * R))) : NoDup (map snd l) ->
  (forall t, In t l -> 0 < snd (snd t)) ->
  (forall y, (∑ t ∈ l, fst t * normal y (fst (snd t)) (snd (snd t))) = 0) ->
  forall t, In t l -> fst t = 0.
Proof.
  intros D V Z t i.
  set (c := fun t : R * (R * R) => fst t * normal 0 (fst (snd t)) (snd (snd t))).
  set (f := fun p : R * R => (- / (2 * snd p), fst p / snd p)).
  assert (E : c t = 0).
  { apply (quadratic_exponentials_independent (map (fun t => (c t, f (snd t))) l)) with (t := (c t, f (snd t))).
    - apply NoDup_rekey; [exact D|]. intros p q j k e.
      apply in_map_iff in j, k. destruct j as (t1 & <- & j), k as (t2 & <- & k).
      apply V in j, k. destruct t1 as [c1 [h1 v1]], t2 as [c2 [h2 v2]]. unfold f in e. simpl in *.
      injection e as e1 e2.
      assert (v1 = v2).
      { assert (E : / (2 * v1) = / (2 * v2)) by lra. apply (f_equal Rinv) in E. rewrite !Rinv_inv in E. lra. }
      subst v2. f_equal. apply Rmult_eq_reg_r with (/ v1); [exact e2|]. apply Rinv_neq_0_compat. lra.
    - intro y. rewrite lsum_map, <- (Z y). apply lsum_ext. intros u j. unfold c, f. cbn [fst snd].
      rewrite (normal_quadratic y) by now apply V. ring.
    - now apply (in_map (fun t => (c t, f (snd t)))). }
  apply Rmult_integral in E. destruct E as [E|E]; [exact E|].
  pose proof (normal_pos 0 (fst (snd t)) (snd (snd t)) (V t i)). lra.
Qed.

(** Equality of pairs of real numbers is decidable. *)
Lemma pair_eq_dec (p q : R * R) : {p = q} + {p <> q}.
Proof. destruct p, q. destruct (Req_EM_T r r1), (Req_EM_T r0 r2); subst; [now left|right; congruence..]. Defined.

(** The grouped form: for every (h, ν) the coefficients add up to 0. *)
Corollary gaussians_grouped (l : list (R * (R * R))) : (forall t, In t l -> 0 < snd (snd t)) ->
  (forall y, (∑ t ∈ l, fst t * normal y (fst (snd t)) (snd (snd t))) = 0) ->
  forall κ, mass pair_eq_dec snd fst l κ = 0.
Proof.
  intros V Z. apply (independent_grouped pair_eq_dec
    (fun κ y => normal y (fst κ) (snd κ)) (fun κ => 0 < snd κ) (fun _ => True)).
  - intros l' D V' Z'. apply gaussians_independent; auto.
  - exact V.
  - auto.
Qed.
