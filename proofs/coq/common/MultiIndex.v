(** * Multi-indices

    The vocabulary in which the polynomial system is stated (docs/theory.md, section 3).

    - For multi-indices α, β and a point p: [add α β] is α + β, [size α] is |α|, [factorial α] is α! and [power p α] is
      p^α = p_1^α_1 ⋯ p_d^α_d. [single d i k] is the multi-index k·e_i.
    - [indices l1 l2] lists the set {(α1, α2, α3, α4) : α1 + α2 = l1, |α2| + α3 + 2 α4 = l2} over which the paper's
      equation sums. [in_indices] and [indices_NoDup] say that it lists exactly this set, each member once. *)
From Coq Require Import Reals List Arith Lia Bool Permutation Psatz.
From MoeProof Require Export ListSums Vectors.
Import ListNotations.
Open Scope R_scope.

(** ** Multi-indices *)

(** The multi-index 0 = (0, …, 0). *)
Definition no_index d : vec nat d := constant d O.

(** The sum α + β of multi-indices. *)
Fixpoint add {d} : vec nat d -> vec nat d -> vec nat d :=
  match d with
  | O => fun _ _ => tt
  | S d => fun α β => ((fst α + fst β)%nat, add (snd α) (snd β))
  end.

(** |α| = α_1 + ⋯ + α_d. *)
Fixpoint size {d} : vec nat d -> nat :=
  match d with O => fun _ => O | S d => fun α => (fst α + size (snd α))%nat end.

(** α! = α_1! ⋯ α_d!, as a real number. *)
Fixpoint factorial {d} : vec nat d -> R :=
  match d with O => fun _ => 1 | S d => fun α => INR (fact (fst α)) * factorial (snd α) end.

(** p^α = p_1^α_1 ⋯ p_d^α_d. *)
Fixpoint power {d} : vec R d -> vec nat d -> R :=
  match d with O => fun _ _ => 1 | S d => fun p α => fst p ^ fst α * power (snd p) (snd α) end.

(** The multi-index k·e_i: k in position i (counted from 0), zero elsewhere. *)
Fixpoint single (d i k : nat) : vec nat d :=
  match d with
  | O => tt
  | S d => match i with O => (k, no_index d) | S i => (O, single d i k) end
  end.

(** Equality of multi-indices, decided. *)
Fixpoint same_index {d} : vec nat d -> vec nat d -> bool :=
  match d with
  | O => fun _ _ => true
  | S d => fun α β => (fst α =? fst β)%nat && same_index (snd α) (snd β)
  end.

Lemma same_index_spec d : forall α β : vec nat d, same_index α β = true <-> α = β.
Proof.
  induction d as [|d IH]; simpl; [intros [] []; tauto|].
  intros [a α] [b β]; simpl. rewrite andb_true_iff, Nat.eqb_eq, IH.
  split; [intros [-> ->]; reflexivity|intro E; injection E; auto].
Qed.

(** ** Elementary facts on multi-indices *)

Lemma factorial_pos d : forall α : vec nat d, 0 < factorial α.
Proof.
  induction d as [|d IH]; intro α; simpl; [lra|]. apply Rmult_lt_0_compat; [apply INR_fact_lt_0|apply IH].
Qed.

Lemma factorial_neq_0 d (α : vec nat d) : factorial α <> 0.
Proof. pose proof (factorial_pos d α); lra. Qed.

Lemma size_add d : forall α β : vec nat d, size (add α β) = (size α + size β)%nat.
Proof. induction d as [|d IH]; intros α β; simpl; [reflexivity|rewrite IH; lia]. Qed.

Lemma size_no_index d : size (no_index d) = O.
Proof. induction d as [|d IH]; [reflexivity|exact IH]. Qed.

(** |α| = 0 only for α = 0. *)
Lemma size_0 d : forall α : vec nat d, size α = O -> α = no_index d.
Proof.
  induction d as [|d IH]; [intros []; reflexivity|].
  intros [a α]; simpl; intro E. unfold no_index; simpl. f_equal; [lia|apply IH; lia].
Qed.

Lemma add_0_l d : forall α : vec nat d, add (no_index d) α = α.
Proof. induction d as [|d IH]; [intros []; reflexivity|]. intros [a α]; simpl. f_equal; apply IH. Qed.

Lemma add_0_r d : forall α : vec nat d, add α (no_index d) = α.
Proof.
  induction d as [|d IH]; [intros []; reflexivity|]. intros [a α]; simpl. f_equal; [lia|apply IH].
Qed.

(** α + β = 0 only for α = β = 0. *)
Lemma add_eq_0 d (α β : vec nat d) : add α β = no_index d -> α = no_index d /\ β = no_index d.
Proof.
  intro E. apply (f_equal size) in E. rewrite size_add, size_no_index in E. split; apply size_0; lia.
Qed.

Lemma factorial_no_index d : factorial (no_index d) = 1.
Proof. induction d as [|d IH]; [reflexivity|]. simpl. fold (no_index d). rewrite IH; simpl; ring. Qed.

Lemma power_no_index d : forall p : vec R d, power p (no_index d) = 1.
Proof. induction d as [|d IH]; intro p; [reflexivity|]. simpl. fold (no_index d). rewrite IH; ring. Qed.

(** 0^α = 0 for α ≠ 0. *)
Lemma power_origin d : forall α : vec nat d, α <> no_index d -> power (origin d) α = 0.
Proof.
  induction d as [|d IH]; [intros [] n; exfalso; apply n; reflexivity|].
  intros [a α] n; simpl. destruct a as [|a]; [|simpl; ring].
  fold (origin d). rewrite IH; [ring|]. intro E; apply n; unfold no_index; simpl; f_equal; exact E.
Qed.

(** ** The multi-indices k·e_i *)

Lemma single_0 d : forall i, single d i 0 = no_index d.
Proof.
  induction d as [|d IH]; intro i; [reflexivity|]. destruct i; [reflexivity|]. simpl; rewrite IH; reflexivity.
Qed.

Lemma size_single d : forall i k, (i < d)%nat -> size (single d i k) = k.
Proof.
  induction d as [|d IH]; intros i k li; [lia|]. destruct i; simpl.
  - fold (no_index d); rewrite size_no_index; lia.
  - apply IH; lia.
Qed.

Lemma factorial_single d : forall i k, (i < d)%nat -> factorial (single d i k) = INR (fact k).
Proof.
  induction d as [|d IH]; intros i k li; [lia|]. destruct i; simpl.
  - fold (no_index d); rewrite factorial_no_index; ring.
  - rewrite IH by lia; ring.
Qed.

(** p^(k·e_i) = p_i^k. *)
Lemma power_single d : forall (p : vec R d) i k, (i < d)%nat -> power p (single d i k) = coord p i ^ k.
Proof.
  induction d as [|d IH]; intros p i k li; [lia|]. destruct i; simpl.
  - fold (no_index d); rewrite power_no_index; ring.
  - rewrite IH by lia; ring.
Qed.

Lemma add_single d : forall i k k', add (single d i k) (single d i k') = single d i (k + k').
Proof.
  induction d as [|d IH]; intros i k k'; [reflexivity|]. destruct i; simpl.
  - f_equal. apply add_0_l.
  - f_equal. apply IH.
Qed.

(** The only ways to write k·e_i as a sum of two multi-indices are (k − j)·e_i + j·e_i. *)
Lemma add_eq_single d : forall i k (α β : vec nat d), add α β = single d i k ->
  exists j, (j <= k)%nat /\ α = single d i (k - j) /\ β = single d i j.
Proof.
  induction d as [|d IH]; intros i k [] []; simpl; intro E.
  - exists O; repeat split; lia.
  - destruct i; injection E; intros E2 E1.
    + apply add_eq_0 in E2 as [-> ->]. exists n0. repeat split; [lia|f_equal; lia].
    + destruct (IH _ _ _ _ E2) as [j [lj [-> ->]]]. exists j; repeat split; [lia|f_equal; lia|f_equal; lia].
Qed.

(** ** Lists without repetitions *)

Lemma NoDup_map {A B} (h : A -> B) l : (forall x y, h x = h y -> x = y) -> NoDup l -> NoDup (map h l).
Proof.
  intros inj. induction 1 as [|x l n N IH]; simpl; constructor; [|assumption].
  intro i; apply in_map_iff in i as [y [E i]]. apply inj in E; subst; contradiction.
Qed.

Lemma NoDup_app {A} (l l' : list A) :
  NoDup l -> NoDup l' -> (forall x, In x l -> ~ In x l') -> NoDup (l ++ l').
Proof.
  induction 1 as [|x l n N IH]; simpl; intros N' D; [assumption|]. constructor; [|apply IH; auto].
  intro i; apply in_app_or in i as [i|i]; [contradiction|]. exact (D x (or_introl eq_refl) i).
Qed.

(** A union of disjoint sets has no repetitions: [tag] tells from which of them a member comes. *)
Lemma NoDup_flat_map {A B} (tag : B -> A) (h : A -> list B) l :
  (forall x y, In y (h x) -> tag y = x) -> (forall x, In x l -> NoDup (h x)) -> NoDup l -> NoDup (flat_map h l).
Proof.
  intros T P. induction 1 as [|x l n N IH]; simpl; [constructor|]. apply NoDup_app.
  - apply P; left; reflexivity.
  - apply IH; intros; apply P; right; assumption.
  - intros y i j. apply in_flat_map in j as [z [iz j]]. apply T in i. apply T in j. subst. contradiction.
Qed.

Lemma NoDup_list_prod {A B} (l : list A) (l' : list B) : NoDup l -> NoDup l' -> NoDup (list_prod l l').
Proof.
  intros N N'.
  assert (E : list_prod l l' = flat_map (fun x => map (pair x) l') l).
  { clear. induction l as [|x l IH]; simpl; [reflexivity|rewrite IH; reflexivity]. }
  rewrite E. apply (NoDup_flat_map fst); [| |assumption].
  - intros x y i. apply in_map_iff in i as [z [<- _]]; reflexivity.
  - intros x _. apply NoDup_map; [|assumption]. intros y z e; injection e; auto.
Qed.

(** ** The index set of the paper's equation *)

(** All multi-indices α with α_i ≤ l_i for every i. *)
Fixpoint below {d} : vec nat d -> list (vec nat d) :=
  match d with
  | O => fun _ => [tt]
  | S d => fun l => list_prod (seq 0 (S (fst l))) (below (snd l))
  end.

(** All (α1, α2, α3, α4) ∈ N^d × N^d × N × N with α1 + α2 = l1 and |α2| + α3 + 2 α4 = l2. The two conditions bound
    every entry, so it is enough to look through a box. *)
Definition indices {d} (l1 : vec nat d) (l2 : nat) : list (vec nat d * vec nat d * nat * nat) :=
  filter (fun '(α1, α2, α3, α4) => same_index (add α1 α2) l1 && (size α2 + α3 + 2 * α4 =? l2)%nat)
    (list_prod (list_prod (list_prod (below l1) (below l1)) (seq 0 (S l2))) (seq 0 (S l2))).

Lemma in_below_l d : forall α β : vec nat d, In α (below (add α β)).
Proof.
  induction d as [|d IH]; [intros [] β; left; reflexivity|]. intros [a α] [b β].
  apply in_prod; [apply in_seq; simpl; lia|apply IH].
Qed.

Lemma in_below_r d : forall α β : vec nat d, In β (below (add α β)).
Proof.
  induction d as [|d IH]; [intros α []; left; reflexivity|]. intros [a α] [b β].
  apply in_prod; [apply in_seq; simpl; lia|apply IH].
Qed.

Lemma below_NoDup d : forall l : vec nat d, NoDup (below l).
Proof.
  induction d as [|d IH]; intro l; [repeat constructor; intros []|].
  apply NoDup_list_prod; [apply seq_NoDup|apply IH].
Qed.

(** [indices l1 l2] has exactly the members that the paper's sum prescribes, *)
Lemma in_indices {d} (l1 : vec nat d) l2 α1 α2 α3 α4 :
  In (α1, α2, α3, α4) (indices l1 l2) <-> add α1 α2 = l1 /\ (size α2 + α3 + 2 * α4 = l2)%nat.
Proof.
  unfold indices; rewrite filter_In, andb_true_iff, same_index_spec, Nat.eqb_eq.
  split; [tauto|intros [<- <-]; split; [|auto]].
  repeat apply in_prod; [apply in_below_l|apply in_below_r| |]; apply in_seq; lia.
Qed.

(** and each of them once. *)
Lemma indices_NoDup {d} (l1 : vec nat d) l2 : NoDup (indices l1 l2).
Proof.
  apply NoDup_filter. repeat apply NoDup_list_prod; try apply seq_NoDup; apply below_NoDup.
Qed.
