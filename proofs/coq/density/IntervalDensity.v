(** * Densities that agree for y in an interval

    If g_G(y|x) = g_H(y|x) for all x in X and all y of one open interval, then for all y ([same_density_from_interval]):
    a combination of normal densities that vanishes on an interval has the coefficient 0 at every (h, ν).

    [limit_measure] draws the conclusion that the compactness argument needs: every atom of G has the expert of an atom
    of H, every atom of H has its expert in G, and if some expert of H occurs once in G, then G is a translate of H. *)

From Coq Require Import Reals Psatz Arith Lia List.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums SoftmaxModel CommonFactor ExponentialIndependence ExponentialPolynomials.
From MoeProof Require Import Cells Identifiability.
From MoeProof Require VectorBridge.
Import ListNotations.
Open Scope R_scope.

(** A sum over a list as a sum over the positions; t0 stands in for a missing element. *)
Lemma lsum_nth {T : Type} (f : T -> R) (l : list T) (t0 : T) :
  lsum f l = sum_below (length l) (fun j => f (nth j l t0)).
Proof.
  induction l as [|t l IH]; [reflexivity|]. cbn [length lsum]. rewrite VectorBridge.sum_below_first, IH. reflexivity.
Qed.

(** Densities that agree on an interval agree everywhere. *)
Lemma same_density_from_interval d (X : vec R d -> Prop) (G H : list (atom d)) lo hi : lo < hi -> proper G ->
  proper H ->
  (forall x y, X x -> lo < y < hi -> density G x y = density H x y) -> same_density_on X G H.
Proof.
  intros I PG PH Eq x Hx y.
  set (key := fun A : atom d => (mean (expert_of A) x, variance (expert_of A))).
  set (l := map (fun A => (softmax G A x, key A)) G ++ map (fun A => (- softmax H A x, key A)) H).
  assert (val : forall y, (∑ t ∈ l, fst t * normal y (fst (snd t)) (snd (snd t))) = density G x y - density H x y).
  { intro z. unfold l. rewrite lsum_app, !lsum_map. cbn [fst snd key]. unfold density.
    rewrite (lsum_ext (fun s => - softmax H s x * _) (fun A => -1 * (softmax H A x * expert_density (expert_of A) x z))
      H)
      by (intros; unfold expert_density; ring). rewrite lsum_scal_l. unfold expert_density. ring. }
  enough (E : (∑ t ∈ l, fst t * normal y (fst (snd t)) (snd (snd t))) = 0) by (rewrite val in E; lra).
  apply (gaussians_on_interval l lo hi I); [|intros z Hz; rewrite val, (Eq x z Hx Hz); ring].
  intros t j. apply in_app_or in j.
  destruct j as [j|j]; apply in_map_iff in j; destruct j as (A & <- & j); simpl; auto.
Qed.

(** The limit of the compactness argument. *)
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
