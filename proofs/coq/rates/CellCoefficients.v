(** * The Taylor coefficients of one Voronoi cell

    One cell holds m fitted atoms. Atom j has the weight w_j > 0 and differs from the true atom by β_j in R^d
    (gate slope), a_j in R^d (expert slope), b_j (intercept) and ν_j (variance, σ^2). In the gap between
    the fitted and the true density the l-th derivative in the mean, d_h^l N, has the coefficient

        F_l(x) = sum_j w_j exp(β_j . x) H_l(a_j . x + b_j, ν_j / 2)

    ([cell_function]), H_l = [heat l]. Its coefficient at the monomial x^k, k in N^d, is
    C(k, l) = (d^k F_l)(0) / k! ([coefficient]). This file computes

        C(0, l)     = sum_j w_j H_l(b_j, ν_j / 2),
        C(2 e_i, 0) = 1/2 sum_j w_j β_ji^2,
        C(2 e_i, 2) = sum_j w_j (a_ji^2 / 2 + β_ji a_ji b_j + β_ji^2 (b_j^2 + ν_j) / 4)

    ([coefficient_zero], [coefficient_twice_zero], [coefficient_twice_two]), and all others ([coefficient_closed_form]).

    ** Proof in words.
    d/dz H_l(z, v) = H_(l-1)(z, v), by the recursion of H. So the partial derivative in x_i of exp(β . x)
    H_l(a . x + b, v) is β_i times this function plus a_i times the same function with l - 1. Iterating gives
    every mixed partial derivative in closed form ([jet], [mixed_partial_cell]); the three formulas are its
    values at x = 0. *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Export Coordinates.
From MoeProof Require Import FiniteSums HeatFacts.
Import ListNotations.
Open Scope R_scope.

(** ** Definitions *)

(** The atoms of one Voronoi cell, as differences from the true atom; j counts the atoms, i the coordinates of
    R^d. *)
Record cell : Type := {
  weight : nat -> R;             (* w_j *)
  gate : nat -> nat -> R;        (* β_ji, the gate slopes *)
  slope : nat -> nat -> R;       (* a_ji, the expert slopes *)
  intercept : nat -> R;          (* b_j *)
  variance : nat -> R }.         (* ν_j, a difference of variances σ^2 *)

(** The factor of d_h^l N that one cell contributes. *)
Definition cell_function (d m : nat) (c : cell) (l : nat) (x : nat -> R) : R :=
  sum_below m (fun j => weight c j *
    (exp (dot d (gate c j) x) * heat l (dot d (slope c j) x + intercept c j) (variance c j / 2))).

(** The coefficient C(k, l) of x^k in F_l. *)
Definition coefficient (d m : nat) (c : cell) (k : nat -> nat) (l : nat) : R :=
  mixed_partial (directions d k) (cell_function d m c l) (fun _ => 0) / multi_factorial d k.

(** ** Derivatives *)

Section Jet.

  Variables (β a : nat -> R) (v : R).

  (** The mixed partial derivative of exp(β . x) H_l(a . x + b, v) in the listed coordinates, as a function
      of p = β . x and z = a . x + b. *)
  Fixpoint jet (is : list nat) (l : nat) (p z : R) : R :=
    match is with
    | [] => exp p * heat l z v
    | i :: is => β i * jet is l p z + a i * match l with O => 0 | S l' => jet is l' p z end
    end.

  (** The derivative of a jet along the line with slopes q and r in its two arguments. *)
  Lemma is_derive_jet is : forall l p z q r t,
    is_derive (fun s => jet is l (p + q * s) (z + r * s)) t
      (q * jet is l (p + q * t) (z + r * t)
       + r * match l with O => 0 | S l' => jet is l' (p + q * t) (z + r * t) end).
  Proof.
    induction is as [|i is IH]; intros l p z q r t; simpl.
    - evar_last.
      + apply (is_derive_mult (fun s => exp (p + q * s)) (fun s => heat l (z + r * s) v) t
          (q * exp (p + q * t)) (r * heat_lower l (z + r * t) v)).
        * auto_derive; [exact I|ring].
        * apply (is_derive_comp (fun y => heat l y v) (fun s => z + r * s) t); [apply is_derive_heat|].
          auto_derive; [exact I|ring].
        * intros; apply Rmult_comm.
      + unfold plus, mult; simpl. destruct l; simpl; ring.
    - assert (lower : is_derive (fun s => match l with O => 0 | S l' => jet is l' (p + q * s) (z + r * s) end) t
        match l with O => 0 | S l' => q * jet is l' (p + q * t) (z + r * t)
          + r * match l' with O => 0 | S l'' => jet is l'' (p + q * t) (z + r * t) end end).
      { destruct l as [|l]; [apply (is_derive_const 0 t)|apply IH]. }
      evar_last.
      + apply (is_derive_plus (fun s => β i * jet is l (p + q * s) (z + r * s))
          (fun s => a i * match l with O => 0 | S l' => jet is l' (p + q * s) (z + r * s) end)).
        * apply is_derive_scal, IH.
        * apply is_derive_scal, lower.
      + unfold plus; simpl. destruct l as [|[|l]]; simpl; ring.
  Qed.

  (** The same at p, z, as a derivative in an absolute coordinate. *)
  Lemma is_derive_jet_at is l p z i t :
    is_derive (fun s => jet is l (p + β i * (s - t)) (z + a i * (s - t))) t (jet (i :: is) l p z).
  Proof.
    apply (is_derive_ext (fun s => jet is l (p - β i * t + β i * s) (z - a i * t + a i * s))).
    { intro s. f_equal; ring. }
    evar_last; [apply is_derive_jet|]. simpl.
    replace (p - β i * t + β i * t) with p by ring. replace (z - a i * t + a i * t) with z by ring.
    reflexivity.
  Qed.

End Jet.

(** The derivative of a finite sum. *)
Lemma is_derive_sum_below m (f : nat -> R -> R) f' t :
  (forall j, (j < m)%nat -> is_derive (f j) t (f' j)) ->
  is_derive (fun s => sum_below m (fun j => f j s)) t (sum_below m f').
Proof.
  induction m as [|m IH]; intro D; simpl; [apply (is_derive_const 0 t)|].
  apply (is_derive_plus (fun s => sum_below m (fun j => f j s)) (f m));
    [apply IH; intros; apply D; lia|apply D; lia].
Qed.

(** Every mixed partial derivative of a cell's function in closed form. (The proof shows that each derivative exists.)
    *)
Theorem mixed_partial_cell d m c l is : (forall i, In i is -> (i < d)%nat) -> forall x,
  mixed_partial is (cell_function d m c l) x =
  sum_below m (fun j => weight c j * jet (gate c j) (slope c j) (variance c j / 2) is l
    (dot d (gate c j) x) (dot d (slope c j) x + intercept c j)).
Proof.
  induction is as [|i is IH]; intros Hin x; [reflexivity|].
  assert (Hi : (i < d)%nat) by (apply Hin; simpl; tauto). simpl mixed_partial. unfold partial.
  rewrite (Derive_ext _ (fun s => sum_below m (fun j => weight c j * jet (gate c j) (slope c j) (variance c j / 2) is l
    (dot d (gate c j) x + gate c j i * (s - x i))
    ((dot d (slope c j) x + intercept c j) + slope c j i * (s - x i))))).
  2: { intro s. rewrite IH by (intros; apply Hin; simpl; tauto). apply sum_below_ext. intros j _.
       rewrite !dot_update by exact Hi. do 2 f_equal. ring. }
  apply is_derive_unique.
  apply (is_derive_sum_below m (fun j s => weight c j * jet (gate c j) (slope c j) (variance c j / 2) is l
    (dot d (gate c j) x + gate c j i * (s - x i))
    ((dot d (slope c j) x + intercept c j) + slope c j i * (s - x i)))).
  intros j _. apply (is_derive_scal (fun s => jet (gate c j) (slope c j) (variance c j / 2) is l
    (dot d (gate c j) x + gate c j i * (s - x i))
    ((dot d (slope c j) x + intercept c j) + slope c j i * (s - x i)))), is_derive_jet_at.
Qed.

(** The coefficient C(k, l) in closed form: a sum over the atoms. *)
Theorem coefficient_closed_form d m c k l :
  coefficient d m c k l =
  sum_below m (fun j => weight c j *
    jet (gate c j) (slope c j) (variance c j / 2) (directions d k) l 0 (intercept c j)) / multi_factorial d k.
Proof.
  unfold coefficient. rewrite mixed_partial_cell by (intros i Hi; apply (directions_below d k i Hi)). f_equal.
  apply sum_below_ext. intros j _. rewrite !dot_zero_right, Rplus_0_l. reflexivity.
Qed.

(** ** Headline statements *)

(** C(0, l) = sum_j w_j H_l(b_j, ν_j / 2). *)
Theorem coefficient_zero d m c l :
  coefficient d m c zero_index l = sum_below m (fun j => weight c j * heat l (intercept c j) (variance c j / 2)).
Proof.
  rewrite coefficient_closed_form, directions_zero, multi_factorial_zero, Rdiv_1.
  apply sum_below_ext. intros j _. simpl. rewrite exp_0. ring.
Qed.

(** C(2 e_i, 0) = 1/2 sum_j w_j β_ji^2. *)
Theorem coefficient_twice_zero d m c i : (i < d)%nat ->
  coefficient d m c (twice i) 0 = 1 / 2 * sum_below m (fun j => weight c j * gate c j i ^ 2).
Proof.
  intro Hi. rewrite coefficient_closed_form. destruct (twice_inside d i Hi) as [-> ->].
  rewrite (sum_below_ext m _ (fun j => weight c j * gate c j i ^ 2)); [field|].
  intros j _. simpl. rewrite exp_0, heat_0. ring.
Qed.

(** C(2 e_i, 2) = sum_j w_j (a_ji^2 / 2 + β_ji a_ji b_j + β_ji^2 (b_j^2 + ν_j) / 4). *)
Theorem coefficient_twice_two d m c i : (i < d)%nat ->
  coefficient d m c (twice i) 2 =
  sum_below m (fun j => weight c j * (slope c j i ^ 2 / 2 + gate c j i * slope c j i * intercept c j
    + gate c j i ^ 2 * (intercept c j ^ 2 + variance c j) / 4)).
Proof.
  intro Hi. rewrite coefficient_closed_form. destruct (twice_inside d i Hi) as [-> ->].
  unfold Rdiv. rewrite Rmult_comm, <- sum_below_scal. apply sum_below_ext. intros j _.
  assert (H2 : heat 2 (intercept c j) (variance c j * / 2) = (intercept c j ^ 2 + variance c j) / 2).
  { pose proof (heat_step 0 (intercept c j) (variance c j * / 2)) as E. rewrite heat_1, heat_0 in E. simpl in E.
    lra. }
  simpl jet. rewrite exp_0, heat_0, heat_1. rewrite H2. field.
Qed.
