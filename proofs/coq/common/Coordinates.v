(** * Vectors of R^d as functions of the coordinates

    The analysis of this development writes a vector of R^d as a function nat -> R of which only the values below d
    matter ([vector]), and a multi-index likewise ([multi_index]); d is an argument of the scalar product, and so on.
    The statements of Main.v use tuples (Vectors.v); VectorBridge.v proves that the two agree. *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums.
Import ListNotations.
Open Scope R_scope.

Definition vector := nat -> R.
Definition multi_index := nat -> nat.

(** The scalar product of R^d. *)
Definition dot (d : nat) (u x : vector) : R := sum_below d (fun i => u i * x i).

(** The point x with its i-th coordinate replaced by s. *)
Definition update (x : nat -> R) (i : nat) (s : R) : nat -> R := fun i' => if (i' =? i)%nat then s else x i'.

(** x^γ, the product of x_i^γ_i over i < d. *)
Fixpoint monomial (d : nat) (x : vector) (γ : multi_index) : R :=
  match d with
  | O => 1
  | S d' => monomial d' x γ * x d' ^ γ d'
  end.

(** |γ|, the sum of γ_i over i < d. *)
Fixpoint total_degree (d : nat) (γ : multi_index) : nat :=
  match d with
  | O => O
  | S d' => total_degree d' γ + γ d'
  end.

(** The partial derivative in the i-th coordinate. *)
Definition partial (i : nat) (f : (nat -> R) -> R) (x : nat -> R) : R := Derive (fun s => f (update x i s)) (x i).

(** The partial derivatives in the listed coordinates, one after the other. *)
Fixpoint mixed_partial (is : list nat) (f : (nat -> R) -> R) : (nat -> R) -> R :=
  match is with [] => f | i :: is => partial i (mixed_partial is f) end.

(** The coordinates of a multi-index k in N^d, each i repeated k i times. *)
Fixpoint directions (d : nat) (k : nat -> nat) : list nat :=
  match d with O => [] | S n => directions n k ++ repeat n (k n) end.

(** k! = k_0! ... k_(d-1)!. *)
Fixpoint multi_factorial (d : nat) (k : nat -> nat) : R :=
  match d with O => 1 | S n => multi_factorial n k * INR (fact (k n)) end.

(** The multi-index 2 e_i. *)
Definition twice (i : nat) : nat -> nat := fun i' => if (i' =? i)%nat then 2%nat else 0%nat.

(** The multi-index 0. *)
Definition zero_index : nat -> nat := fun _ => 0%nat.

(** ** The scalar product *)

(** u . 0 = 0. *)
Lemma dot_zero_right d u : dot d u (fun _ => 0) = 0.
Proof. unfold dot. rewrite (sum_below_ext d _ (fun _ => 0)) by (intros; ring). rewrite sum_below_const. ring. Qed.

(** u . x is affine in the i-th coordinate of x, with slope u_i. *)
Lemma dot_update d u x i s : (i < d)%nat -> dot d u (update x i s) = dot d u x + u i * (s - x i).
Proof.
  intro Hi. unfold dot.
  assert (U : forall n, (n <= i)%nat ->
    sum_below n (fun i' => u i' * update x i s i') = sum_below n (fun i' => u i' * x i')).
  { intros n Hn. apply sum_below_ext. intros j Hj. unfold update. rewrite (proj2 (Nat.eqb_neq j i)) by lia.
    reflexivity. }
  induction d as [|d IH]; [lia|]. simpl. destruct (Nat.eq_dec i d) as [->|n].
  - rewrite U by lia. unfold update. rewrite Nat.eqb_refl. ring.
  - rewrite IH by lia. unfold update. rewrite (proj2 (Nat.eqb_neq d i)) by lia. ring.
Qed.

(** It is symmetric, *)
Lemma dot_comm d u x : dot d u x = dot d x u.
Proof. apply sum_below_ext. intros; ring. Qed.

(** so that it is affine in the i-th coordinate of u as well. *)
Lemma dot_update_left d i s u x : (i < d)%nat -> dot d (update u i s) x = dot d u x + (s - u i) * x i.
Proof. intro Hi. rewrite dot_comm, dot_update, (dot_comm d x) by exact Hi. ring. Qed.

(** ** Monomials *)

(** Two multi-indices that agree below d have the same monomial and the same total degree. *)
Lemma monomial_ext d x γ γ' : (forall i, (i < d)%nat -> γ i = γ' i) -> monomial d x γ = monomial d x γ'.
Proof.
  induction d as [|d IH]; intro H; [reflexivity |].
  simpl. rewrite IH, (H d) by (auto; lia). reflexivity.
Qed.

Lemma total_degree_ext d γ γ' : (forall i, (i < d)%nat -> γ i = γ' i) -> total_degree d γ = total_degree d γ'.
Proof.
  induction d as [|d IH]; intro H; [reflexivity |].
  simpl. rewrite IH, (H d) by (auto; lia). reflexivity.
Qed.

(** γ with γ_i raised by one. *)
Definition raise (γ : multi_index) (i : nat) : multi_index :=
  fun j => if Nat.eqb j i then S (γ j) else γ j.

Lemma monomial_raise d x γ i : (i < d)%nat -> monomial d x (raise γ i) = x i * monomial d x γ.
Proof.
  induction d as [|d IH]; intro H; [lia |]. simpl.
  destruct (Nat.eq_dec i d) as [->|ne].
  - rewrite (monomial_ext d x (raise γ d) γ).
    + unfold raise. rewrite Nat.eqb_refl. simpl. ring.
    + intros j Hj. unfold raise. destruct (Nat.eqb_spec j d); [lia | reflexivity].
  - rewrite IH by lia. unfold raise. destruct (Nat.eqb_spec d i); [lia | ring].
Qed.

Lemma total_degree_raise d γ i : (i < d)%nat -> total_degree d (raise γ i) = S (total_degree d γ).
Proof.
  induction d as [|d IH]; intro H; [lia |]. simpl.
  destruct (Nat.eq_dec i d) as [->|ne].
  - rewrite (total_degree_ext d (raise γ d) γ).
    + unfold raise. rewrite Nat.eqb_refl. lia.
    + intros j Hj. unfold raise. destruct (Nat.eqb_spec j d); [lia | reflexivity].
  - rewrite IH by lia. unfold raise. destruct (Nat.eqb_spec d i); [lia | reflexivity].
Qed.

(** ** Multi-indices *)

(** Only coordinates below d are listed. *)
Lemma directions_below d k i : In i (directions d k) -> (i < d)%nat.
Proof.
  induction d as [|d IH]; simpl; [tauto|]. intro Hi. apply in_app_or in Hi. destruct Hi as [Hi|Hi].
  - specialize (IH Hi). lia.
  - apply repeat_spec in Hi. lia.
Qed.

(** The multi-index 0 lists nothing. *)
Lemma directions_zero d : directions d zero_index = [].
Proof. induction d as [|d IH]; simpl; [reflexivity|rewrite IH; reflexivity]. Qed.

(** 0! = 1. *)
Lemma multi_factorial_zero d : multi_factorial d zero_index = 1.
Proof. induction d as [|d IH]; simpl; [reflexivity|rewrite IH; simpl; ring]. Qed.

(** 2 e_i restricted to the coordinates below d <= i is 0. *)
Lemma twice_outside d i : (d <= i)%nat -> directions d (twice i) = [] /\ multi_factorial d (twice i) = 1.
Proof.
  induction d as [|d IH]; simpl; intro Hi; [tauto|]. destruct IH as [-> ->]; [lia|].
  unfold twice. rewrite (proj2 (Nat.eqb_neq d i)) by lia. simpl. split; [reflexivity|ring].
Qed.

(** 2 e_i lists i twice, and (2 e_i)! = 2. *)
Lemma twice_inside d i : (i < d)%nat -> directions d (twice i) = [i; i] /\ multi_factorial d (twice i) = 2.
Proof.
  induction d as [|d IH]; simpl; intro Hi; [lia|]. destruct (Nat.eq_dec i d) as [->|n].
  - destruct (twice_outside d d) as [-> ->]; [lia|]. unfold twice. rewrite Nat.eqb_refl. simpl.
    split; [reflexivity|ring].
  - destruct IH as [-> ->]; [lia|]. unfold twice. rewrite (proj2 (Nat.eqb_neq d i)) by lia. simpl.
    split; [reflexivity|ring].
Qed.

(** k! >= 1. *)
Lemma multi_factorial_ge_1 d k : 1 <= multi_factorial d k.
Proof.
  induction d as [|d IH]; simpl; [lra|]. pose proof (lt_O_fact (k d)) as F.
  assert (1 <= INR (fact (k d))) by (apply (le_INR 1); lia). nra.
Qed.
