(** * Vectors of R^d

    [vec A d] is the type A^d of d-tuples, as nested pairs: R^d is [vec R d], and a multi-index of d entries is a [vec
    nat d] (MultiIndex.v).  Nothing is left over: there is exactly one 0-tuple, A^(d+1) = A × A^d, and equality of
    vectors is equality of their coordinates. *)

From Coq Require Import Reals Psatz List Arith Lia.
Open Scope R_scope.

(** ** Tuples *)

(** A^d, as nested pairs ending in the empty tuple. *)
Fixpoint vec (A : Type) (d : nat) : Type :=
  match d with O => unit | S d => (A * vec A d)%type end.

(** The tuple with all entries equal to [a]. *)
Fixpoint constant {A} (d : nat) (a : A) : vec A d :=
  match d with O => tt | S d => (a, constant d a) end.

(** The origin of R^d. *)
Fixpoint origin (d : nat) : vec R d := match d with O => tt | S d => (0, origin d) end.

(** The same, where d is known. *)
Notation vzero := (origin _).

(** The scalar product pᵀx. *)
Fixpoint dot {d} : vec R d -> vec R d -> R :=
  match d with O => fun _ _ => 0 | S d => fun p x => fst p * fst x + dot (snd p) (snd x) end.

(** The coordinate p_i, counted from 0; it is read for i < d only (and is 0 beyond). *)
Fixpoint coord {d} : vec R d -> nat -> R :=
  match d with
  | O => fun _ _ => 0
  | S d => fun p i => match i with O => fst p | S i => coord (snd p) i end
  end.

(** v with the coordinate i, counted from 0, replaced by s. *)
Fixpoint replace {d} (v : vec R d) (i : nat) (s : R) : vec R d :=
  match d return vec R d -> vec R d with
  | O => fun _ => tt
  | S d => fun v => match i with O => (s, snd v) | S i => (fst v, replace (snd v) i s) end
  end v.

(** The largest |v_i|. *)
Fixpoint norm {d} : vec R d -> R :=
  match d with O => fun _ => 0 | S d => fun v => Rmax (Rabs (fst v)) (norm (snd v)) end.

(** The sum u + v. *)
Fixpoint vplus {d} : vec R d -> vec R d -> vec R d :=
  match d with O => fun _ _ => tt | S d => fun u v => (fst u + fst v, vplus (snd u) (snd v)) end.

(** The multiple c u. *)
Fixpoint vscal {d} (c : R) : vec R d -> vec R d :=
  match d with O => fun _ => tt | S d => fun u => (c * fst u, vscal c (snd u)) end.

(** ** Notation and algebra *)

Notation "⟨ u , v ⟩" := (dot u v) (at level 0, u at level 99, v at level 99).
Infix "⊕" := vplus (at level 50, left associativity).
Notation "c ⊙ v" := (vscal c v) (at level 40, left associativity).
Notation "u ⊖ v" := (u ⊕ (-1) ⊙ v) (at level 50, left associativity).

(** The scalar product is symmetric and linear in each argument. *)
Lemma dot_comm {d} (u v : vec R d) : ⟨u, v⟩ = ⟨v, u⟩.
Proof. induction d as [|d IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma dot_plus_r {d} (w u v : vec R d) : ⟨w, u ⊕ v⟩ = ⟨w, u⟩ + ⟨w, v⟩.
Proof. induction d as [|d IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma dot_plus_l {d} (u v w : vec R d) : ⟨u ⊕ v, w⟩ = ⟨u, w⟩ + ⟨v, w⟩.
Proof. induction d as [|d IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma dot_scal_r {d} (w : vec R d) c (u : vec R d) : ⟨w, c ⊙ u⟩ = c * ⟨w, u⟩.
Proof. induction d as [|d IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma dot_scal_l {d} c (u w : vec R d) : ⟨c ⊙ u, w⟩ = c * ⟨u, w⟩.
Proof. induction d as [|d IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma dot_zero_r {d} (w : vec R d) : ⟨w, vzero⟩ = 0.
Proof. induction d as [|d IH]; simpl; [|rewrite IH]; ring. Qed.

(** A vector is determined by its scalar products: identities between vectors
    can be proved as identities between numbers. *)
Lemma dot_ext {d} (u v : vec R d) : (forall w, ⟨w, u⟩ = ⟨w, v⟩) -> u = v.
Proof.
  induction d as [|d IH]; [now destruct u, v|].
  destruct u as [r u], v as [s v]. simpl. intro E. f_equal.
  - generalize (E (1, vzero)). simpl.
    rewrite (dot_comm vzero u), (dot_comm vzero v), !dot_zero_r. lra.
  - apply IH. intro w. generalize (E (0, w)). simpl. lra.
Qed.

(** The square of the length is not negative… *)
Lemma dot_self_nonneg {d} (u : vec R d) : 0 <= ⟨u, u⟩.
Proof. induction d as [|d IH]; simpl; [lra|]. specialize (IH (snd u)). nra. Qed.

(** … and vanishes at 0 only. *)
Lemma dot_self_zero {d} (u : vec R d) : ⟨u, u⟩ = 0 -> u = vzero.
Proof.
  induction d as [|d IH]; [now destruct u|].
  destruct u as [r u]. simpl. intro E. pose proof (dot_self_nonneg u).
  assert (Z : r = 0) by nra. rewrite Z, (IH u) by nra. reflexivity.
Qed.

(** Equality of vectors is decidable, as equality of real numbers is. *)
Lemma vec_eq_dec {d} (u v : vec R d) : {u = v} + {u <> v}.
Proof.
  induction d as [|d IH]; [left; now destruct u, v|].
  destruct u as [r u], v as [s v].
  destruct (Req_EM_T r s) as [->|N]; [|right; congruence].
  destruct (IH u v) as [->|N]; [now left|right; congruence].
Defined.

(** Proves an equation between linear combinations of vectors from the
    equations between vectors among the hypotheses. *)
Ltac vec_lra :=
  apply dot_ext; let w := fresh "w" in intro w;
  repeat match goal with
  | H : @eq (vec R _) _ _ |- _ => apply (f_equal (dot w)) in H
  end;
  rewrite ?dot_plus_r, ?dot_scal_r, ?dot_zero_r in *; lra.

(** A vector all of whose coordinates vanish is the origin. *)
Lemma coord_origin d : forall p : vec R d, (forall i, (i < d)%nat -> coord p i = 0) -> p = origin d.
Proof.
  induction d as [|d IH]; [intros []; reflexivity|]. intros [a p] Z; simpl. f_equal.
  - exact (Z O ltac:(lia)).
  - apply IH; intros i li. exact (Z (S i) ltac:(lia)).
Qed.
