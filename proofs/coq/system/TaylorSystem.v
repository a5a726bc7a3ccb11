(** * The polynomial system of the softmax-gated Gaussian mixture of experts, for every dimension

    ** The system

    Let m atoms have the unknowns p1_j, p2_j ∈ R^d and p3_j, p4_j, p5_j ∈ R. For (l1, l2) ∈ N^d × N put

<<
    E(l1, l2) = Σ_j  Σ_{α1 + α2 = l1, |α2| + α3 + 2 α4 = l2}
                     p5_j² p1_j^α1 p2_j^α2 p3_j^α3 p4_j^α4 / (α1! α2! α3! α4!).
>>

    A solution of order r has E(l1, l2) = 0 whenever 1 ≤ |l1| + l2 ≤ r; it is non-trivial if every p5_j ≠ 0 and some
    p3_j ≠ 0; and r̄(m) is the least order without a (real) non-trivial solution. (Nguyen, Nguyen & Ho 2023,
    arXiv:2305.03288; docs/theory.md, section 3.) The first page of this file says exactly that.

    ** The theorem

    For every d and every m ≥ 2, r̄(m) = 2m ([rbar_twice]); r̄(1) = 1 ([rbar_one]). With "some unknown of p1, ..., p4
    is not zero" in place of "some p3_j ≠ 0" the value is 2m for every m ≥ 1 ([rbar_any_twice]), so that the two
    definitions agree exactly for m ≥ 2.

    ** The proof

    - The equations with l1 = 0 are the system of the location-scale Gaussian mixture with weights p5² > 0:
      E(0, l) = Σ_j p5_j² H_l(p3_j, p4_j), H_l(a, b) = Σ_{i + 2k = l} a^i b^k / (i! k!)    ([equation_0]).
      Of order 2m it has only the solution p3 = p4 = 0.
    - E(2e_i, 0) = ½ Σ_j p5_j² p1_ij² is a sum of squares, so p1 = 0 if r ≥ 2    ([p1_vanishes]).
    - With p1 = 0, E(2e_i, 2) = ½ Σ_j p5_j² p2_ij², so p2 = 0 if r ≥ 4    ([p2_vanishes]). For m = 1 the order 2 is
      enough: E(e_i, 1) = p5² (p2_i + p1_i p3).
    - Hence a solution of order 2m with all p5 ≠ 0 is zero    ([all_vanish]).
    - Conversely, a solution of the Gaussian system, completed by p1 = p2 = 0, solves every equation with l1 ≠ 0,
      since each of its terms has a factor p1^α1 p2^α2 with α1 + α2 ≠ 0    ([from_gaussian]).  ∎ *)
From Coq Require Import Reals Psatz List Arith Lia Bool.
From MoeProof Require Import MultiIndex.
Import ListNotations.
Open Scope R_scope.

(** ** Definitions *)

(** The unknowns of one atom: p1 and p2 are the differences of gate slope and of expert slope, p3 that of the intercept,
    p4 half that of the variance, and p5 the square root of the weight. *)
Record unknowns (d : nat) := Unknowns { p1 : vec R d; p2 : vec R d; p3 : R; p4 : R; p5 : R }.
Arguments Unknowns {d}. Arguments p1 {d}. Arguments p2 {d}. Arguments p3 {d}. Arguments p4 {d}. Arguments p5 {d}.

(** p5² p1^α1 p2^α2 p3^α3 p4^α4 / (α1! α2! α3! α4!). *)
Definition summand {d} (p : unknowns d) (α : vec nat d * vec nat d * nat * nat) : R :=
  let '(α1, α2, α3, α4) := α in
  p5 p ^ 2 * power (p1 p) α1 * power (p2 p) α2 * p3 p ^ α3 * p4 p ^ α4
  / (factorial α1 * factorial α2 * INR (fact α3) * INR (fact α4)).

(** E(l1, l2). The inner sum is over all (α1, α2, α3, α4) with α1 + α2 = l1 and |α2| + α3 + 2 α4 = l2, see
    [in_indices] and [indices_NoDup]. *)
Definition equation {d} (L : list (unknowns d)) (l1 : vec nat d) (l2 : nat) : R :=
  lsum (fun p => lsum (summand p) (indices l1 l2)) L.

(** The value does not depend on how the index set is listed: any list I of exactly its members, each once, gives it. *)
Lemma equation_any_listing {d} (L : list (unknowns d)) l1 l2 (I : list (vec nat d * vec nat d * nat * nat)) : NoDup I ->
  (forall α1 α2 α3 α4, In (α1, α2, α3, α4) I <-> add α1 α2 = l1 /\ (size α2 + α3 + 2 * α4 = l2)%nat) ->
  equation L l1 l2 = lsum (fun p => lsum (summand p) I) L.
Proof.
  intros N M. apply lsum_ext; intros p _. apply lsum_same_set; [apply indices_NoDup|exact N|].
  intros [[[α1 α2] α3] α4]. rewrite M; apply in_indices.
Qed.

(** An example, for d = 2: E((1, 1), 1) = Σ_j p5² (p1_1 p1_2 p3 + p1_1 p2_2 + p2_1 p1_2). *)
Example equation_11_1 (L : list (unknowns 2)) : equation L (1, (1, tt))%nat 1 = lsum (fun p =>
  p5 p ^ 2 * (coord (p1 p) 0 * coord (p1 p) 1 * p3 p
              + coord (p1 p) 0 * coord (p2 p) 1 + coord (p2 p) 0 * coord (p1 p) 1)) L.
Proof.
  apply lsum_ext; intros [[a [b []]] [u [v []]] x y w] _.
  cbv [indices below seq list_prod map app filter same_index add size fst snd Nat.eqb Nat.add Nat.mul andb].
  simpl; field.
Qed.

(** The equations E(l1, l2) = 0 of total degree 1, …, r hold. *)
Definition solution {d} (r : nat) (L : list (unknowns d)) : Prop :=
  forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> equation L l1 l2 = 0.

(** Every weight is non-zero. *)
Definition weighted {d} (L : list (unknowns d)) : Prop := forall p, In p L -> p5 p <> 0.

(** The paper's notion: every p5_j ≠ 0 and some p3_j ≠ 0. *)
Definition nontrivial {d} (L : list (unknowns d)) : Prop := weighted L /\ exists p, In p L /\ p3 p <> 0.

(** The notion it is compared with: every p5_j ≠ 0 and some unknown of p1, …, p4 is not zero. *)
Definition nontrivial_any {d} (L : list (unknowns d)) : Prop :=
  weighted L /\ exists p, In p L /\ ~ (p1 p = origin d /\ p2 p = origin d /\ p3 p = 0 /\ p4 p = 0).

(** There is a non-trivial real solution with m atoms of order r. (The system of order 0 is empty.) *)
Definition solvable (d m r : nat) : Prop :=
  exists L : list (unknowns d), length L = m /\ solution r L /\ nontrivial L.
Definition solvable_any (d m r : nat) : Prop :=
  exists L : list (unknowns d), length L = m /\ solution r L /\ nontrivial_any L.

(** [r] is the least natural number that does not have the property. *)
Definition least_without (S : nat -> Prop) (r : nat) : Prop := ~ S r /\ forall r', (r' < r)%nat -> S r'.

(** r̄(m) = r in dimension d. *)
Definition rbar_is (d m r : nat) : Prop := least_without (solvable d m) r.

(** r̄(m) is one number, if it exists. *)
Lemma least_without_unique S r r' : least_without S r -> least_without S r' -> r = r'.
Proof.
  intros [N P] [N' P']. destruct (Nat.lt_trichotomy r r') as [h|[h|h]]; [|assumption|].
  - exfalso; apply N, P', h.
  - exfalso; apply N', P, h.
Qed.

(** The systems nest: a solution of order r is one of every smaller order. *)
Lemma solution_le {d} r r' (L : list (unknowns d)) : (r' <= r)%nat -> solution r L -> solution r' L.
Proof. intros h S l1 l2 hl; apply S; lia. Qed.

Lemma solvable_le d m r r' : (r' <= r)%nat -> solvable d m r -> solvable d m r'.
Proof. intros h [L [len [S N]]]. exists L; repeat split; try apply N; auto. apply (solution_le r); assumption. Qed.

Lemma solvable_any_le d m r r' : (r' <= r)%nat -> solvable_any d m r -> solvable_any d m r'.
Proof. intros h [L [len [S N]]]. exists L; repeat split; try apply N; auto. apply (solution_le r); assumption. Qed.

(** ** What is used of the Gaussian system

    Triples (w, a, b) of weight, location and scale; all that the rest of this file needs to know about them. *)

From MoeProof Require HeatPolynomials GaussianSystem.

(** H_l(a, b). *)
Notation heat := HeatPolynomials.heat.

(** H_l(a, b) = Σ_{k : 2k ≤ l} a^(l − 2k) b^k / ((l − 2k)! k!). *)
Lemma heat_as_sum l a b : heat l a b =
  lsum (fun k => a ^ (l - 2 * k) * b ^ k / (INR (fact (l - 2 * k)) * INR (fact k)))
    (filter (fun k => (2 * k <=? l)%nat) (seq 0 (S l))).
Proof.
  rewrite lsum_filter, lsum_seq. apply (HeatPolynomials.heat_truncated a b l l).
  apply Nat.div_le_upper_bound; lia.
Qed.

(** The equations of GaussianSystem.v in the notation of this file. *)
Lemma gaussian_equation l (G : list (R * R * R)) :
  HeatPolynomials.heat_sum l G = lsum (fun '(w, a, b) => w * heat l a b) G.
Proof.
  unfold HeatPolynomials.heat_sum.
  induction G as [|[[w a] b] G IH]; simpl; [reflexivity|rewrite IH; reflexivity].
Qed.

(** For m ≥ 2 the Gaussian system of order 2m − 1 has a solution with positive weights and some a ≠ 0. *)
Lemma gaussian_lower_bound m : (2 <= m)%nat -> exists L : list (R * R * R), length L = m /\
  (forall w a b, In (w, a, b) L -> 0 < w) /\
  (forall l, (1 <= l <= 2 * m - 1)%nat -> lsum (fun '(w, a, b) => w * heat l a b) L = 0) /\
  exists w a b, In (w, a, b) L /\ a <> 0.
Proof.
  intro hm. destruct (GaussianSystem.gaussian_lower m hm) as [L [len [[W S] [[[w a] b] [i n]]]]].
  exists L; repeat split; [assumption|exact (fun w a b => W (w, a, b))| |exists w, a, b; auto].
  intros l hl. rewrite <- gaussian_equation; exact (S l hl).
Qed.

(** Of order 2m, m its number of terms, only (a, b) = (0, 0) throughout solves it with positive weights. *)
Lemma gaussian_upper_bound (L : list (R * R * R)) : (forall w a b, In (w, a, b) L -> 0 < w) ->
  (forall l, (1 <= l <= 2 * length L)%nat -> lsum (fun '(w, a, b) => w * heat l a b) L = 0) ->
  forall w a b, In (w, a, b) L -> a = 0 /\ b = 0.
Proof.
  intros W S w a b i. apply (GaussianSystem.gaussian_upper_all_zero (length L) L eq_refl) with (x := (w, a, b));
    [split; [intros [[w' a'] b']; apply W|]|exact i].
  intros l hl. rewrite gaussian_equation; exact (S l hl).
Qed.

(** ** Single equations *)

(** E(0, l) = Σ_j p5_j² H_l(p3_j, p4_j): the Gaussian equation. *)
Lemma equation_0 {d} (L : list (unknowns d)) l :
  equation L (no_index d) l = lsum (fun p => p5 p ^ 2 * heat l (p3 p) (p4 p)) L.
Proof.
  apply lsum_ext; intros p _. rewrite heat_as_sum, <- lsum_scal_l.
  rewrite (lsum_same_set _ _ (map (fun k => (no_index d, no_index d, (l - 2 * k)%nat, k))
    (filter (fun k => (2 * k <=? l)%nat) (seq 0 (S l))))).
  - rewrite lsum_map. apply lsum_ext; intros k _. unfold summand.
    rewrite !power_no_index, !factorial_no_index. field. split; apply INR_fact_neq_0.
  - apply indices_NoDup.
  - apply NoDup_map; [intros k k' E; injection E; auto|apply NoDup_filter, seq_NoDup].
  - intros [[[α1 α2] α3] α4]. rewrite in_indices, in_map_iff. split.
    + intros [E D]. apply add_eq_0 in E as [-> ->]. rewrite size_no_index in D. exists α4.
      rewrite filter_In, in_seq, Nat.leb_le. split; [|lia]. f_equal; f_equal; lia.
    + intros [k [E i]]. rewrite filter_In, in_seq, Nat.leb_le in i. injection E; intros; subst.
      split; [apply add_0_l|rewrite size_no_index; lia].
Qed.

Section Coordinate.
Context {d : nat} (i : nat) (li : (i < d)%nat).
Let e k := single d i k.

(** E(2e_i, 0) = ½ Σ_j p5_j² p1_ij²: a sum of squares. *)
Lemma equation_2e_0 (L : list (unknowns d)) :
  equation L (single d i 2) 0 = lsum (fun p => p5 p ^ 2 * (coord (p1 p) i ^ 2 / 2)) L.
Proof.
  apply lsum_ext; intros p _.
  rewrite (lsum_same_set _ _ [(e 2, e 0, O, O)%nat]).
  - unfold summand, e; cbn [lsum]. rewrite !power_single, !factorial_single by assumption. simpl; field.
  - apply indices_NoDup.
  - repeat constructor; intros [].
  - intros [[[α1 α2] α3] α4]. rewrite in_indices. unfold e. split.
    + intros [E D]. apply add_eq_single in E as [j [lj [-> ->]]]. rewrite size_single in D by assumption.
      assert (j = 0 /\ α3 = 0 /\ α4 = 0)%nat as [-> [-> ->]] by lia. left; reflexivity.
    + intros [E|[]]; injection E; intros; subst.
      rewrite add_single, size_single by assumption; split; reflexivity.
Qed.

(** E(e_i, 1) = Σ_j p5_j² (p2_ij + p1_ij p3_j). *)
Lemma equation_e_1 (L : list (unknowns d)) :
  equation L (single d i 1) 1 = lsum (fun p => p5 p ^ 2 * (coord (p2 p) i + coord (p1 p) i * p3 p)) L.
Proof.
  apply lsum_ext; intros p _.
  rewrite (lsum_same_set _ _ [(e 0, e 1, O, O); (e 1, e 0, 1, O)]%nat).
  - unfold summand, e; cbn [lsum]. rewrite !power_single, !factorial_single by assumption. simpl; field.
  - apply indices_NoDup.
  - apply (NoDup_map_inv (fun '(_, _, α3, α4) => (α3, α4))). repeat constructor; simpl; intuition congruence.
  - intros [[[α1 α2] α3] α4]. rewrite in_indices. unfold e. split.
    + intros [E D]. apply add_eq_single in E as [j [lj [-> ->]]]. rewrite size_single in D by assumption.
      assert ((j = 1 /\ α3 = 0 /\ α4 = 0) \/ (j = 0 /\ α3 = 1 /\ α4 = 0))%nat as [[-> [-> ->]]|[-> [-> ->]]] by lia;
      simpl; tauto.
    + intros [E|[E|[]]]; injection E; intros; subst; rewrite add_single, size_single by assumption; split; reflexivity.
Qed.

(** E(2e_i, 2) = Σ_j p5_j² (½ p2_ij² + p1_ij p2_ij p3_j + ½ p1_ij² (½ p3_j² + p4_j)). *)
Lemma equation_2e_2 (L : list (unknowns d)) :
  equation L (single d i 2) 2 = lsum (fun p => p5 p ^ 2 * (coord (p2 p) i ^ 2 / 2
    + coord (p1 p) i * coord (p2 p) i * p3 p + coord (p1 p) i ^ 2 / 2 * (p3 p ^ 2 / 2 + p4 p))) L.
Proof.
  apply lsum_ext; intros p _.
  rewrite (lsum_same_set _ _ [(e 0, e 2, O, O); (e 1, e 1, 1, O); (e 2, e 0, 2, O); (e 2, e 0, O, 1)]%nat).
  - unfold summand, e; cbn [lsum]. rewrite !power_single, !factorial_single by assumption. simpl; field.
  - apply indices_NoDup.
  - apply (NoDup_map_inv (fun '(_, _, α3, α4) => (α3, α4))). repeat constructor; simpl; intuition congruence.
  - intros [[[α1 α2] α3] α4]. rewrite in_indices. unfold e. split.
    + intros [E D]. apply add_eq_single in E as [j [lj [-> ->]]]. rewrite size_single in D by assumption.
      assert ((j = 2 /\ α3 = 0 /\ α4 = 0) \/ (j = 1 /\ α3 = 1 /\ α4 = 0) \/
              (j = 0 /\ α3 = 2 /\ α4 = 0) \/ (j = 0 /\ α3 = 0 /\ α4 = 1))%nat
        as [[-> [-> ->]]|[[-> [-> ->]]|[[-> [-> ->]]|[-> [-> ->]]]]] by lia; simpl; tauto.
    + intros [E|[E|[E|[E|[]]]]]; injection E; intros; subst; rewrite add_single, size_single by assumption;
        split; reflexivity.
Qed.
End Coordinate.

(** ** The slopes vanish *)

(** A sum of squares with positive weights that is zero has only zero terms. *)
Lemma weighted_squares {d} (L : list (unknowns d)) (f : unknowns d -> R) : weighted L ->
  lsum (fun p => p5 p ^ 2 * (f p ^ 2 / 2)) L = 0 -> forall p, In p L -> f p = 0.
Proof.
  intros W E p i.
  assert (P : forall p, 0 <= p5 p ^ 2 * (f p ^ 2 / 2)) by (intro q; pose proof (pow2_ge_0 (p5 q * f q)); nra).
  pose proof (lsum_zero_terms _ L (fun q _ => P q) E p i) as Z; cbv beta in Z.
  specialize (W p i). apply Rmult_integral in Z as [Z|Z]; nra.
Qed.

(** From order 2 on, p1 = 0. *)
Theorem p1_vanishes {d} r (L : list (unknowns d)) : (2 <= r)%nat -> weighted L -> solution r L ->
  forall p, In p L -> p1 p = origin d.
Proof.
  intros hr W S p ip. apply coord_origin; intros i li. apply (weighted_squares L (fun p => coord (p1 p) i) W); auto.
  rewrite <- (equation_2e_0 i li). apply S. rewrite size_single by assumption; lia.
Qed.

Lemma coord_zero d i : coord (origin d) i = 0.
Proof. revert i; induction d as [|d IH]; [reflexivity|]. intros [|i]; [reflexivity|apply IH]. Qed.

(** From order 4 on, p2 = 0 as well. *)
Theorem p2_vanishes {d} r (L : list (unknowns d)) : (4 <= r)%nat -> weighted L -> solution r L ->
  forall p, In p L -> p2 p = origin d.
Proof.
  intros hr W S p ip. apply coord_origin; intros i li. apply (weighted_squares L (fun p => coord (p2 p) i) W); auto.
  transitivity (equation L (single d i 2) 2); [|apply S; rewrite size_single by assumption; lia].
  rewrite (equation_2e_2 i li). apply lsum_ext; intros q iq.
  rewrite (p1_vanishes r L) by (assumption || lia). rewrite coord_zero; field.
Qed.

(** With a single atom, order 2 is enough. *)
Lemma p2_vanishes_one {d} (p : unknowns d) : p5 p <> 0 -> solution 2 [p] -> p2 p = origin d.
Proof.
  intros W S. apply coord_origin; intros i li.
  assert (E : equation [p] (single d i 1) 1 = 0) by (apply S; rewrite size_single by assumption; lia).
  rewrite (equation_e_1 i li) in E; simpl in E.
  rewrite (p1_vanishes 2 [p]) in E; [|lia|intros q [<-|[]]; assumption|assumption|left; reflexivity].
  rewrite coord_zero in E. apply Rmult_eq_reg_l with (p5 p * p5 p); [lra|].
  apply Rmult_integral_contrapositive_currified; assumption.
Qed.

(** ** Upper bound: every unknown vanishes at order 2m *)

(** p3 = p4 = 0, from the equations with l1 = 0. *)
Lemma p3_p4_vanish {d} (L : list (unknowns d)) : weighted L -> solution (2 * length L) L ->
  forall p, In p L -> p3 p = 0 /\ p4 p = 0.
Proof.
  intros W S p i. set (f := fun p : unknowns d => (p5 p ^ 2, p3 p, p4 p)).
  apply (gaussian_upper_bound (map f L)) with (w := p5 p ^ 2).
  - intros w a b h. apply in_map_iff in h as [q [E iq]]. unfold f in E; injection E; intros; subst.
    specialize (W q iq). nra.
  - intros l hl. rewrite map_length in hl. rewrite lsum_map. unfold f; cbv beta iota.
    rewrite <- equation_0. apply S. rewrite size_no_index; lia.
  - apply in_map_iff; exists p; auto.
Qed.

(** A solution of order 2m with m atoms and all p5 ≠ 0 is p1 = p2 = 0, p3 = p4 = 0, for every m and d. *)
Theorem all_vanish {d} (L : list (unknowns d)) : weighted L -> solution (2 * length L) L ->
  forall p, In p L -> p1 p = origin d /\ p2 p = origin d /\ p3 p = 0 /\ p4 p = 0.
Proof.
  intros W S p i.
  assert (l1 : (1 <= length L)%nat) by (destruct L; [destruct i|simpl; lia]).
  split; [apply (p1_vanishes (2 * length L) L); try assumption; lia|].
  split; [|apply (p3_p4_vanish L); assumption].
  destruct (Nat.eq_dec (length L) 1) as [e|n].
  - destruct L as [|q [|]]; try discriminate. destruct i as [<-|[]].
    apply p2_vanishes_one; [apply W; left; reflexivity|exact S].
  - apply (p2_vanishes (2 * length L) L); try assumption; lia.
Qed.

Theorem not_solvable_any d m : ~ solvable_any d m (2 * m).
Proof. intros [L [<- [S [W [p [i n]]]]]]. apply n, (all_vanish L); assumption. Qed.

Theorem not_solvable d m : ~ solvable d m (2 * m).
Proof. intros [L [<- [S [W [p [i n]]]]]]. apply n, (all_vanish L); assumption. Qed.

(** ** Lower bound: Gaussian solutions solve the full system *)

(** The term (w, a, b) of a Gaussian mixture as an atom: p1 = p2 = 0, p3 = a, p4 = b, p5 = √w. *)
Definition gaussian_atom d : R * R * R -> unknowns d :=
  fun '(w, a, b) => Unknowns (origin d) (origin d) a b (sqrt w).

(** If p1 = p2 = 0, every equation with l1 ≠ 0 holds. *)
Lemma equation_without_slopes {d} (L : list (unknowns d)) l1 l2 : l1 <> no_index d ->
  (forall p, In p L -> p1 p = origin d /\ p2 p = origin d) -> equation L l1 l2 = 0.
Proof.
  intros n Z. apply lsum_zero; intros p i. destruct (Z p i) as [Z1 Z2].
  apply lsum_zero; intros [[[α1 α2] α3] α4] hα. apply in_indices in hα as [E _].
  unfold summand. rewrite Z1, Z2.
  assert (α1 <> no_index d \/ α2 <> no_index d) as [h|h].
  { destruct (same_index α1 (no_index d)) eqn:s.
    - apply same_index_spec in s; subst α1. rewrite add_0_l in E; subst. right; assumption.
    - left; intro; subst α1. rewrite (proj2 (same_index_spec d _ _) eq_refl) in s; discriminate. }
  - rewrite (power_origin d α1 h). unfold Rdiv; ring.
  - rewrite (power_origin d α2 h). unfold Rdiv; ring.
Qed.

(** A solution of the Gaussian system of order r gives one of the full system. *)
Theorem from_gaussian d r (G : list (R * R * R)) : (forall w a b, In (w, a, b) G -> 0 < w) ->
  (forall l, (1 <= l <= r)%nat -> lsum (fun '(w, a, b) => w * heat l a b) G = 0) ->
  weighted (map (gaussian_atom d) G) /\ solution r (map (gaussian_atom d) G).
Proof.
  intros W S. split.
  - intros p i. apply in_map_iff in i as [[[w a] b] [<- i]]. simpl.
    pose proof (sqrt_lt_R0 w (W w a b i)). lra.
  - intros l1 l2 hl. destruct (same_index l1 (no_index d)) eqn:s.
    + apply same_index_spec in s; subst l1. rewrite size_no_index in hl.
      rewrite equation_0, lsum_map, <- (S l2 hl).
      apply lsum_ext; intros [[w a] b] i. simpl p5; simpl p3; simpl p4. rewrite pow2_sqrt; [reflexivity|].
      specialize (W w a b i); lra.
    + apply equation_without_slopes; [intro; subst|].
      * rewrite (proj2 (same_index_spec d _ _) eq_refl) in s; discriminate.
      * intros p i. apply in_map_iff in i as [[[w a] b] [<- _]]; split; reflexivity.
Qed.

(** For m ≥ 2 there is a non-trivial solution of order 2m − 1. *)
Theorem solvable_below d m : (2 <= m)%nat -> solvable d m (2 * m - 1).
Proof.
  intro hm. destruct (gaussian_lower_bound m hm) as [G [len [W [S [w [a [b [i n]]]]]]]].
  destruct (from_gaussian d (2 * m - 1) G W S) as [W' S'].
  exists (map (gaussian_atom d) G). split; [rewrite map_length; exact len|]. split; [exact S'|]. split; [exact W'|].
  exists (gaussian_atom d (w, a, b)). split; [apply in_map, i|exact n].
Qed.

(** ** r̄ *)

Lemma nontrivial_nontrivial_any {d} (L : list (unknowns d)) : nontrivial L -> nontrivial_any L.
Proof. intros [W [p [i n]]]; split; [exact W|exists p; tauto]. Qed.

(** r̄(m) = 2m for every m ≥ 2, in every dimension. *)
Theorem rbar_twice d m : (2 <= m)%nat -> rbar_is d m (2 * m).
Proof.
  intro hm. split; [apply not_solvable|]. intros r hr.
  apply (solvable_le d m (2 * m - 1)); [lia|apply solvable_below, hm].
Qed.

(** r̄(1) = 1: E(0, 1) = p5² p3 leaves no non-trivial solution of order 1, and the empty system has one. *)
Theorem rbar_one d : rbar_is d 1 1.
Proof.
  split.
  - intros [L [len [S [W [p [i n]]]]]]. destruct L as [|q [|]]; try discriminate. destruct i as [<-|[]].
    assert (E : equation [q] (no_index d) 1 = 0) by (apply S; rewrite size_no_index; lia).
    rewrite equation_0 in E. unfold lsum in E. rewrite heat_as_sum in E; simpl in E.
    apply n. specialize (W q (or_introl eq_refl)).
    apply Rmult_eq_reg_l with (p5 q * p5 q); [lra|]. apply Rmult_integral_contrapositive_currified; assumption.
  - intros r hr. exists [Unknowns (origin d) (origin d) 1 0 1]. split; [reflexivity|].
    split; [intros l1 l2 hl; lia|split].
    + intros p [<-|[]]; simpl; lra.
    + eexists; split; [left; reflexivity|simpl; lra].
Qed.

(** With "some unknown of p1, …, p4 is not zero", the value is 2m for every m ≥ 1. *)
Theorem rbar_any_twice d m : (1 <= m)%nat -> least_without (solvable_any d m) (2 * m).
Proof.
  intro hm. split; [apply not_solvable_any|]. intros r hr. apply (solvable_any_le d m (2 * m - 1)); [lia|].
  destruct (Nat.eq_dec m 1) as [->|n].
  - destruct (from_gaussian d 1 [(1, 0, 1)]) as [W S].
    + intros w a b [E|[]]; injection E; intros; subst; lra.
    + intros l hl. assert (l = 1)%nat as -> by lia. unfold lsum; rewrite heat_as_sum; simpl; field.
    + exists (map (gaussian_atom d) [(1, 0, 1)]). split; [reflexivity|]. split; [exact S|]. split; [exact W|].
      eexists; split; [left; reflexivity|simpl; lra].
  - destruct (solvable_below d m ltac:(lia)) as [L [len [S N]]].
    exists L; split; [exact len|]. split; [exact S|]. apply nontrivial_nontrivial_any, N.
Qed.

(** For m ≥ 2 it does not matter, at any order, which of the two notions of non-trivial is used to define r̄; for m = 1
    it does: the values are 1 and 2. *)
Corollary rbar_definitions_agree d m r : (2 <= m)%nat -> (rbar_is d m r <-> least_without (solvable_any d m) r).
Proof.
  intro hm. pose proof (rbar_twice d m hm) as A. pose proof (rbar_any_twice d m ltac:(lia)) as B. split; intro C.
  - rewrite (least_without_unique _ _ _ C A). exact B.
  - rewrite (least_without_unique _ _ _ C B). exact A.
Qed.
