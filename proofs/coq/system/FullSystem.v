(** * The full polynomial system: the headline statements

    To read a statement below one needs, besides the real numbers and lists of the standard library,

    - from Vectors.v and MultiIndex.v: R^d = [vec R d] and N^d = [vec nat d] (tuples), [origin], [size l] = |l|,
      [factorial l] = l!;
    - from TaylorSystem.v: the [unknowns] of an atom (p1, p2 ∈ R^d, p3, p4, p5 ∈ R) and [equation L l1 l2], the number

<<
    E(l1, l2) = Σ_j  Σ_{α1 + α2 = l1, |α2| + α3 + 2 α4 = l2}
                     p5_j² p1_j^α1 p2_j^α2 p3_j^α3 p4_j^α4 / (α1! α2! α3! α4!);
>>

    - for the last theorem, from GeneratingFunction.v: the function [generating_function L], the partial derivative
      [is_partial_at_0], and [is_power_series c f] (f is the sum of Σ c(l) x^l).

    Everything else is spelt out. Source of the system: Nguyen, Nguyen & Ho (2023), arXiv:2305.03288; docs/theory.md,
    section 3. *)
From Coq Require Import Reals List Arith Lia.
From MoeProof Require Import MultiIndex TaylorSystem GeneratingFunction.
Open Scope R_scope.

(** The index set of the inner sum of E(l1, l2) is the one that is printed, and each index is taken once. *)
Theorem equation_index_set d (l1 : vec nat d) l2 : NoDup (indices l1 l2) /\
  forall α1 α2 α3 α4, In (α1, α2, α3, α4) (indices l1 l2) <-> add α1 α2 = l1 /\ (size α2 + α3 + 2 * α4 = l2)%nat.
Proof. split; [apply indices_NoDup|intros; apply in_indices]. Qed.

(** For every d and m ≥ 2 there are m atoms, all with p5 ≠ 0 and some with p3 ≠ 0, that solve the system of order
    2m − 1. *)
Theorem full_system_lower_bound d m : (2 <= m)%nat -> exists L : list (unknowns d), length L = m /\
  (forall l1 l2, (1 <= size l1 + l2 <= 2 * m - 1)%nat -> equation L l1 l2 = 0) /\
  (forall p, In p L -> p5 p <> 0) /\ exists p, In p L /\ p3 p <> 0.
Proof. apply solvable_below. Qed.

(** For every d and m, m atoms with p5 ≠ 0 that solve the system of order 2m have p1 = p2 = 0 and p3 = p4 = 0. *)
Theorem full_system_upper_bound d m (L : list (unknowns d)) : length L = m ->
  (forall l1 l2, (1 <= size l1 + l2 <= 2 * m)%nat -> equation L l1 l2 = 0) ->
  (forall p, In p L -> p5 p <> 0) ->
  forall p, In p L -> p1 p = origin d /\ p2 p = origin d /\ p3 p = 0 /\ p4 p = 0.
Proof. intros <- S W. apply all_vanish; assumption. Qed.

(** r̄(m) = 2m for every d and m ≥ 2: the system of order r has a solution with m atoms, all p5 ≠ 0 and some p3 ≠ 0,
    exactly for r < 2m. *)
Theorem full_system_rbar d m r : (2 <= m)%nat ->
  ((exists L : list (unknowns d), length L = m /\
      (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> equation L l1 l2 = 0) /\
      (forall p, In p L -> p5 p <> 0) /\ exists p, In p L /\ p3 p <> 0)
   <-> (r < 2 * m)%nat).
Proof.
  intro hm. destruct (rbar_twice d m hm) as [N P]. split; [|exact (P r)].
  intro S. destruct (Nat.lt_ge_cases r (2 * m)) as [h|h]; [exact h|exfalso].
  apply N. exact (solvable_le d m r (2 * m) h S).
Qed.

(** r̄(1) = 1. *)
Theorem full_system_rbar_one d r :
  (exists L : list (unknowns d), length L = 1%nat /\
     (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> equation L l1 l2 = 0) /\
     (forall p, In p L -> p5 p <> 0) /\ exists p, In p L /\ p3 p <> 0)
  <-> (r < 1)%nat.
Proof.
  destruct (rbar_one d) as [N P]. split; [|exact (P r)].
  intro S. destruct (Nat.lt_ge_cases r 1) as [h|h]; [exact h|exfalso].
  apply N. exact (solvable_le d 1 r 1 h S).
Qed.

(** With "some unknown of p1, …, p4 is not zero" in place of "some p3 ≠ 0" the bound is r < 2m for every m ≥ 1: the same
    for m ≥ 2, but 2 in place of 1 for m = 1. *)
Theorem full_system_rbar_any d m r : (1 <= m)%nat ->
  ((exists L : list (unknowns d), length L = m /\
      (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> equation L l1 l2 = 0) /\
      (forall p, In p L -> p5 p <> 0) /\
      exists p, In p L /\ ~ (p1 p = origin d /\ p2 p = origin d /\ p3 p = 0 /\ p4 p = 0))
   <-> (r < 2 * m)%nat).
Proof.
  intro hm. destruct (rbar_any_twice d m hm) as [N P]. split; [|exact (P r)].
  intro S. destruct (Nat.lt_ge_cases r (2 * m)) as [h|h]; [exact h|exfalso].
  apply N. exact (solvable_any_le d m r (2 * m) h S).
Qed.

(** Every solution with all p5 ≠ 0 has p1 = 0 from order 2 on, and p2 = 0 from order 4 on. *)
Theorem full_system_slopes d r (L : list (unknowns d)) : (forall p, In p L -> p5 p <> 0) ->
  (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> equation L l1 l2 = 0) ->
  ((2 <= r)%nat -> forall p, In p L -> p1 p = origin d) /\
  ((4 <= r)%nat -> forall p, In p L -> p2 p = origin d).
Proof. intros W S; split; intro hr; [apply (p1_vanishes r)|apply (p2_vanishes r)]; assumption. Qed.

(** E(l1, l2) is the coefficient of x^l1 t^l2 in G(t, x) = Σ_j p5_j² exp(p1_jᵀx + (p2_jᵀx) t + p3_j t + p4_j t²): G is
    the sum of that power series for all t and x; its partial derivatives at 0 are l1! l2! E(l1, l2); and the equations
    of order r hold if and only if those of order 1, …, r vanish. *)
Theorem full_system_generating_function d (L : list (unknowns d)) :
  let G := uncurried (generating_function L) in
  @is_power_series (S d) (fun '(l2, l1) => equation L l1 l2) G /\
  (forall l1 l2, @is_partial_at_0 (S d) G (l2, l1) (INR (fact l2) * factorial l1 * equation L l1 l2)) /\
  forall r, (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> equation L l1 l2 = 0) <->
            (forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> @is_partial_at_0 (S d) G (l2, l1) 0).
Proof.
  split; [|split].
  - eapply is_power_series_ext; [| |apply generating_function_expansion]; [intros []|]; reflexivity.
  - exact (generating_function_derivatives L).
  - intro r; exact (solution_iff_no_monomial r L).
Qed.
