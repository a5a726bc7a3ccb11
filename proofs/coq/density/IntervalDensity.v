(** * Densities that agree for y in an interval

    If g_G(y|x) = g_H(y|x) for all x in X and all y of one open interval, then for all y ([same_density_from_interval]):
    a combination of normal densities that vanishes on an interval has the coefficient 0 at every (h, ν).

    [limit_measure] draws the conclusion that the compactness argument needs: every atom of G has the expert of an atom
    of H, every atom of H has its expert in G, and if some expert of H occurs once in G, then G is a translate of H. *)

From Coq Require Import Reals Psatz Arith Lia List.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums SoftmaxModel CommonFactor ExponentialIndependence GaussianIndependence Cells Identifiability.
From MoeProof Require PolynomialExponentials.
Import ListNotations.
Open Scope R_scope.

Lemma lsum_nth {T : Type} (f : T -> R) (l : list T) (t0 : T) :
  lsum f l = sum_below (length l) (fun j => f (nth j l t0)).
Proof.
  induction l as [|t l IH]; [reflexivity|]. cbn [length lsum]. rewrite VectorBridge.sum_below_first, IH. reflexivity.
Qed.

Lemma gaussians_independent_on lo hi : lo < hi -> forall l : list (R * (R * R)), NoDup (map snd l) ->
  (forall t, In t l -> 0 < snd (snd t)) ->
  (forall y, lo < y < hi -> (∑ t ∈ l, fst t * normal y (fst (snd t)) (snd (snd t))) = 0) ->
  forall t, In t l -> fst t = 0.
Proof.
  intros I l D V Z t i. set (t0 := (0, (0, 1)) : R * (R * R)).
  set (c := fun t : R * (R * R) => fst t * normal 0 (fst (snd t)) (snd (snd t))).
  set (r := fun j => let q := snd (nth j l t0) in (fst q / snd q, - / (2 * snd q))).
  assert (pos : forall j, (j < length l)%nat -> 0 < snd (snd (nth j l t0))) by (intros j Hj; apply V, nth_In, Hj).
  destruct (In_nth l t t0 i) as [j [Hj E]].
  assert (Zc : c (nth j l t0) = 0).
  { apply (PolynomialExponentials.polynomial_exponentials lo hi I (length l) 1 0 (fun _ => 0)
      (fun j k => match k with O => c (nth j l t0) | _ => 0 end) r) with (j := j) (k := 0%nat); try exact Hj.
    - intros k _. reflexivity.
    - intros j' _ k Hk. destruct k; [lia|reflexivity].
    - intros j' Hj' e. injection e as _ e. specialize (pos j' Hj').
      assert (0 < / (2 * snd (snd (nth j' l t0)))) by (apply Rinv_0_lt_compat; lra). lra.
    - intros a b Hab e. injection e as e1 e2. pose proof (pos a ltac:(lia)). pose proof (pos b ltac:(lia)).
      assert (Nd : snd (nth a l t0) = snd (nth b l t0)).
      { destruct (nth a l t0) as [ca [ha va]], (nth b l t0) as [cb [hb vb]]. simpl in *.
        assert (va = vb). { assert (E' : / (2 * va) = / (2 * vb)) by lra. apply (f_equal Rinv) in E'. rewrite !Rinv_inv in E'. lra. }
        subst vb. f_equal. apply Rmult_eq_reg_r with (/ va); [exact e1|]. apply Rinv_neq_0_compat. lra. }
      rewrite <- !(map_nth snd) in Nd. apply (proj1 (NoDup_nth (map snd l) (snd t0)) D) in Nd; rewrite ?map_length; lia.
    - intros y Hy. specialize (Z y Hy). rewrite (lsum_nth _ l t0) in Z. unfold PolynomialExponentials.poly at 1. simpl sum_below at 1.
      rewrite Rplus_0_l, <- Z. apply sum_below_ext. intros j' Hj'. unfold PolynomialExponentials.poly, PolynomialExponentials.quad, r, c. simpl.
      rewrite (normal_quadratic y) by (apply pos, Hj'). rewrite Rplus_0_l, Rmult_1_r, Rmult_assoc. do 3 f_equal. ring. }
  rewrite E in Zc. unfold c in Zc. apply Rmult_integral in Zc. destruct Zc as [Zc|Zc]; [exact Zc|].
  pose proof (DensityDerivatives.normal_pos 0 (fst (snd t)) (snd (snd t)) (V t i)). lra.
Qed.

Lemma same_density_from_interval d (X : vec R d -> Prop) (G H : list (atom d)) lo hi : lo < hi -> proper G -> proper H ->
  (forall x y, X x -> lo < y < hi -> density G x y = density H x y) -> same_density_on X G H.
Proof.
  intros I PG PH Eq x Hx y.
  set (key := fun A : atom d => (mean (expert_of A) x, variance (expert_of A))).
  set (l := map (fun A => (softmax G A x, key A)) G ++ map (fun A => (- softmax H A x, key A)) H).
  assert (val : forall y, (∑ t ∈ l, fst t * normal y (fst (snd t)) (snd (snd t))) = density G x y - density H x y).
  { intro z. unfold l. rewrite lsum_app, !lsum_map. cbn [fst snd key]. unfold density.
    rewrite (lsum_ext (fun s => - softmax H s x * _) (fun A => -1 * (softmax H A x * expert_density (expert_of A) x z)) H)
      by (intros; unfold expert_density; ring). rewrite lsum_scal_l. unfold expert_density. ring. }
  enough (E : (∑ t ∈ l, fst t * normal y (fst (snd t)) (snd (snd t))) = 0) by (rewrite val in E; lra).
  set (ks := nodup pair_eq_dec (map snd l)).
  rewrite (lsum_group pair_eq_dec snd fst l ks (fun κ => normal y (fst κ) (snd κ)));
    [|apply NoDup_nodup|intros κ i; now apply nodup_In].
  apply lsum_zero. intros κ _.
  rewrite (independent_grouped pair_eq_dec (fun κ y => normal y (fst κ) (snd κ)) (fun κ => 0 < snd κ) (fun y => lo < y < hi)); [ring| | |].
  - intros l' D' V' Z'. now apply (gaussians_independent_on lo hi I).
  - intros t j. apply in_app_or in j. destruct j as [j|j]; apply in_map_iff in j; destruct j as (A & <- & j); simpl; auto.
  - intros z Hz. rewrite val, (Eq x z Hx Hz). ring.
Qed.

(** the limit of the compactness step *)
Theorem limit_measure d (X : vec R d -> Prop) (G H : list (atom d)) lo hi : has_interior X -> lo < hi -> H <> [] ->
  proper G -> proper H -> distinct_experts H ->
  (forall x y, X x -> lo < y < hi -> density G x y = density H x y) ->
  (forall B, In B G -> exists A, In A H /\ expert_of A = expert_of B) /\
  (forall A, In A H -> (1 <= length (cell (expert_of A) G))%nat) /\
  ((exists A, In A H /\ (length (cell (expert_of A) G) <= 1)%nat) -> is_translate_of G H).
Proof.
  intros IX I NH PG PH D Eq. pose proof (same_density_from_interval d X G H lo hi I PG PH Eq) as S.
  destruct (proj1 (common_factor_iff X G H IX NH PG PH D) S) as (φ & P & N & M).
  assert (one : forall A, In A H -> (1 <= length (cell (expert_of A) G))%nat).
  { intros A i. apply Nat.le_trans with (length φ); [|now apply (factor_terms_in_cell φ G H A)].
    destruct φ; [now destruct P|simpl; lia]. }
  split; [|split; [exact one|]].
  - intros B i. destruct (same_measure_atoms _ _ B M i) as (C & j & _ & e). apply in_copies in j.
    destruct j as (A & t & j & _ & ->). exists A. split; [exact j|exact e].
  - intros (A & i & L). specialize (one A i). apply (singly_covered_cell X G H A); auto. lia.
Qed.
