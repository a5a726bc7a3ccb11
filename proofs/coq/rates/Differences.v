(** * A cell as a list of differences, and its coefficients as equations of the system

    One cell of fitted atoms, as the model sees it: each atom has a weight w and the differences Δβ1, Δa ∈ R^d, Δb, Δν
    from the true atom ([difference]).  Its l-th derivative term has the factor

      F_l(x) = Σ w exp(Δβ1ᵀx) H_l(Δaᵀx + Δb, Δν / 2)                                            ([cell_function])

    and [coefficient C k l] is the coefficient (∂^k F_l)(0) / k! of x^k in it.

    _Statement_ ([coefficient_is_equation]).  It is the equation E(k, l) of the polynomial system at p1 = Δβ1, p2 = Δa,
    p3 = Δb, p4 = Δν / 2, p5 = √w.  The derivative exists ([coefficient_is_derivative]).

    _Proof._  By induction on d, x ↦ p5² exp(p1ᵀx) H_l(p2ᵀx + a, b) is the sum of the power series whose coefficients
    are the inner sums of E(·, l) ([inner_sum_expansion]).  Fixing the first coordinate s of x multiplies the other
    factors by e^(us) and shifts a by vs; H_l(a + vs, ·) is Σ_j (vs)^j / j! H_(l-j)(a, ·), by the generating function
    ([inner_sum_shift]); the coefficient of s^k in e^(us) (vs)^j / j! is u^(k-j) v^j / ((k-j)! j!), which is the
    recursion of the inner sum in the first coordinate ([inner_sum_step]).  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From Coq Require Import List.
From MoeProof Require Import ListSums MultiIndex VectorBridge HeatPolynomials TaylorSystem GeneratingFunction.
Import ListNotations.
Open Scope R_scope.

(** ** Definitions *)

(** A fitted atom of a cell: its weight and its differences from the true atom. *)
Record difference (d : nat) := Difference {
  weight : R;        (* w = exp(β0) *)
  Δβ1 : vec R d;     (* gate slope *)
  Δa : vec R d;      (* expert slope *)
  Δb : R;            (* intercept *)
  Δν : R             (* variance *)
}.
Arguments Difference {d}. Arguments weight {d}. Arguments Δβ1 {d}. Arguments Δa {d}. Arguments Δb {d}. Arguments Δν {d}.

(** F_l. *)
Definition cell_function {d} (C : list (difference d)) (l : nat) (x : vec R d) : R :=
  ∑ p ∈ C, weight p * exp (dot (Δβ1 p) x) * heat l (dot (Δa p) x + Δb p) (Δν p / 2).

(** The coefficient of x^k in F_l. *)
Definition coefficient {d} (C : list (difference d)) (k : vec nat d) (l : nat) : R :=
  partial_at_0 (cell_function C l) k / factorial k.

(** The unknowns p1, ..., p5 that belong to a fitted atom. *)
Definition unknowns_of {d} (p : difference d) : unknowns d :=
  Unknowns (Δβ1 p) (Δa p) (Δb p) (Δν p / 2) (sqrt (weight p)).

(** ** The partial derivative as a number *)

Lemma partial_at_0_unique n : forall (f : vec R n -> R) k v, is_partial_at_0 f k v -> partial_at_0 f k = v.
Proof.
  induction n as [|n IH]; intros f k v; simpl; [auto|]. intros [g [P D]].
  rewrite <- (is_derive_n_unique _ _ _ _ D). apply Derive_n_ext. intro s. exact (IH _ _ _ (P s)).
Qed.

(** ** The inner sum of the equation as a coefficient *)

(** The inner sum at the intercept a + s, by those at a. *)
Lemma inner_sum_shift d (q1 q2 : vec R d) a b w s k l :
  inner_sum (Unknowns q1 q2 (a + s) b w) k l =
  sum_f_R0 (fun j => s ^ j / INR (fact j) * inner_sum (Unknowns q1 q2 a b w) k (l - j)) l.
Proof.
  set (f := fun t => w ^ 2 * exp ((a + s) * t + b * t ^ 2) * (power (on_line t q1 q2) k / factorial k)).
  assert (left : forall t, is_pseries (inner_sum (Unknowns q1 q2 (a + s) b w) k) t (f t)).
  { intro t. exact (inner_sum_series d (Unknowns q1 q2 (a + s) b w) k t). }
  assert (right : forall t, is_pseries
    (PS_mult (fun j => s ^ j / INR (fact j)) (inner_sum (Unknowns q1 q2 a b w) k)) t (f t)).
  { intro t. replace (f t) with (exp (s * t) *
       (w ^ 2 * exp (a * t + b * t ^ 2) * (power (on_line t q1 q2) k / factorial k))).
    - apply (everywhere_mult _ _ (fun t => exp (s * t)) (fun t => w ^ 2 * exp (a * t + b * t ^ 2)
        * (power (on_line t q1 q2) k / factorial k))); [apply exp_series|].
      intro x. exact (inner_sum_series d (Unknowns q1 q2 a b w) k x).
    - unfold f. replace ((a + s) * t + b * t ^ 2) with (s * t + (a * t + b * t ^ 2)) by ring.
      rewrite (exp_plus (s * t)).
      ring. }
  change (sum_f_R0 (fun j => s ^ j / INR (fact j) * inner_sum (Unknowns q1 q2 a b w) k (l - j)) l)
    with (PS_mult (fun j => s ^ j / INR (fact j)) (inner_sum (Unknowns q1 q2 a b w) k) l).
  apply (Rmult_eq_reg_l (INR (fact l))); [|apply INR_fact_neq_0].
  rewrite <- (is_derive_n_unique _ _ _ _ (everywhere_derive _ f l left)).
  apply is_derive_n_unique, (everywhere_derive _ f l right).
Qed.

(** A finite sum of power series. *)
Lemma series_sum (c : nat -> nat -> R) (f : nat -> R) (g : nat -> R) x n :
  (forall j, (j <= n)%nat -> is_pseries (c j) x (f j)) ->
  is_pseries (fun k => sum_f_R0 (fun j => g j * c j k) n) x (sum_f_R0 (fun j => g j * f j) n).
Proof.
  induction n as [|n IH]; intro P; simpl.
  - apply series_scal, P. lia.
  - apply (is_pseries_plus (fun k => sum_f_R0 (fun j => g j * c j k) n) (fun k => g (S n) * c (S n) k)).
    + apply IH. intros; apply P; lia.
    + apply series_scal, P. lia.
Qed.

(** e^(us) (vs)^j / j! as a power series in s. *)
Lemma line_coefficient_series u v j s :
  is_pseries (fun k => line_coefficient u v k j) s (exp (u * s) * ((v * s) ^ j / INR (fact j))).
Proof.
  apply (series_ext (PS_scal (v ^ j / INR (fact j)) (PS_incr_n (fun n => u ^ n / INR (fact n)) j))).
  - intro k. unfold PS_scal, scal; simpl; unfold mult; simpl. rewrite PS_incr_n_simplify. unfold line_coefficient.
    destruct (le_lt_dec j k) as [h|h].
    + rewrite (proj2 (Nat.leb_le j k)) by exact h. field. split; apply INR_fact_neq_0.
    + rewrite (proj2 (Nat.leb_gt j k)) by exact h. simpl. apply Rmult_0_r.
  - replace (exp (u * s) * ((v * s) ^ j / INR (fact j))) with (v ^ j / INR (fact j) * (s ^ j * exp (u * s))).
    2: { rewrite Rpow_mult_distr. field. apply INR_fact_neq_0. }
    apply series_scal.
    pose proof (is_pseries_incr_n (fun n => u ^ n / INR (fact n)) j s (exp (u * s)) (exp_series u s)) as P.
    rewrite pow_n_pow in P. exact P.
Qed.

(** p5² exp(p1ᵀx) H_l(p2ᵀx + p3, p4) = Σ_k inner_sum(k, l) x^k. *)
Lemma inner_sum_expansion d : forall (p : unknowns d) l,
  is_power_series (fun k => inner_sum p k l)
    (fun x => p5 p ^ 2 * exp (dot (p1 p) x) * heat l (dot (p2 p) x + p3 p) (p4 p)).
Proof.
  induction d as [|d IH]; intros [q1 q2 a b w] l; cbn [TaylorSystem.p1 TaylorSystem.p2 p3 p4 p5] in *.
  - destruct q1, q2. simpl. rewrite inner_sum_0, exp_0, Rplus_0_l. ring.
  - destruct q1 as [u q1], q2 as [v q2].
    exists (fun s k => exp (u * s) * inner_sum (Unknowns q1 q2 (a + v * s) b w) k l). split.
    + intro s.
      assert (scaled : forall c f, is_power_series (n := d) c f -> is_power_series (n := d) (fun k => exp (u * s) * c k)
        (fun x => exp (u * s) * f x)).
      { clear. generalize (exp (u * s)) as r. induction d as [|d IHd]; intros r c f; simpl; [intros ->; reflexivity|].
        intros [g [P Q]]. exists (fun t k => r * g t k). split; [intro t; apply IHd, P|].
        intros k t. apply series_scal, Q. }
      eapply is_power_series_ext; [| |exact (scaled _ _ (IH (Unknowns q1 q2 (a + v * s) b w) l))]; [reflexivity|].
      intro x. simpl. rewrite exp_plus. replace (dot q2 x + (a + v * s)) with (v * s + dot q2 x + a) by ring. ring.
    + intros k s. rewrite inner_sum_shift.
      eapply series_ext; [intro n; symmetry; apply inner_sum_step|].
      replace (exp (u * s) * sum_f_R0 (fun j => (v * s) ^ j / INR (fact j) * inner_sum (Unknowns q1 q2 a b w) k (l - j))
        l)
        with (sum_f_R0 (fun j =>
          inner_sum (Unknowns q1 q2 a b w) k (l - j) * (exp (u * s) * ((v * s) ^ j / INR (fact j)))) l).
      2: { rewrite scal_sum. apply sum_eq. intros; ring. }
      eapply series_ext;
        [|apply (series_sum (fun j k => line_coefficient u v k j) (fun j => exp (u * s) * ((v * s) ^ j / INR (fact j)))
           (fun j => inner_sum (Unknowns q1 q2 a b w) k (l - j))); intros; apply line_coefficient_series].
      intro n. simpl. apply sum_eq. intros; ring.
Qed.

(** ** The theorems *)

(** F_l is the sum of the power series of the equations E(·, l). *)
Lemma cell_function_expansion {d} (C : list (difference d)) l : (forall p, In p C -> 0 <= weight p) ->
  is_power_series (fun k => equation (map unknowns_of C) k l) (cell_function C l).
Proof.
  intro W. unfold equation, cell_function.
  eapply is_power_series_ext; [intro k; symmetry; apply lsum_map|intro; reflexivity|]. cbv beta.
  apply is_power_series_sum. intros p i.
  eapply is_power_series_ext; [| |apply (inner_sum_expansion d (unknowns_of p) l)]; [reflexivity|].
  intro x. simpl. rewrite Rmult_1_r, sqrt_sqrt by (apply W, i). reflexivity.
Qed.

(** The coefficients are the equations of the polynomial system. *)
Theorem coefficient_is_equation {d} (C : list (difference d)) k l : (forall p, In p C -> 0 <= weight p) ->
  coefficient C k l = equation (map unknowns_of C) k l.
Proof.
  intro W. unfold coefficient. rewrite (partial_at_0_unique d _ k (factorial k * equation (map unknowns_of C) k l)).
  - field. apply factorial_neq_0.
  - apply (power_series_partial d (fun k => equation (map unknowns_of C) k l)), cell_function_expansion, W.
Qed.

(** The derivatives that define them exist. *)
Theorem coefficient_is_derivative {d} (C : list (difference d)) k l : (forall p, In p C -> 0 <= weight p) ->
  is_partial_at_0 (cell_function C l) k (factorial k * coefficient C k l).
Proof.
  intro W. rewrite coefficient_is_equation by exact W.
  apply (power_series_partial d (fun k => equation (map unknowns_of C) k l)), cell_function_expansion, W.
Qed.
