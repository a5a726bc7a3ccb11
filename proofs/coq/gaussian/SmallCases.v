(** * Small cases, explicitly

    For [m = 1, ..., 4] the system can be written out, and the theorem of [GaussianSystem.v] can be
    seen at work:

    - solutions of order [2 m - 1] in closed form for [m = 2, 3, 4], with the value of the next
      equation, which fails: [-1/12], [-1/120], [-1/1680] ([solution_2], [solution_3],
      [solution_4]); they are the Gauss-Hermite rules with every [b = -1/2];
    - refutations of order [2 m]: for [m = 1] and [m = 2] by plain algebra
      ([refutation_1], [refutation_2]), for [m = 3] as an instance of the general theorem
      ([refutation_3]), all with the equations written out, so that no definition has to be trusted.

    For [m = 2] the algebra is a certificate: after solving the first equation by
    [a_1 = w_2 k], [a_2 = - w_1 k], an explicit combination of the other three left sides equals
    [- k^5] times a positive number ([certificate_2]), so [k = 0].

    Source: docs/theory.md, sections 3.2 and 3.5. *)

From Coq Require Import Reals Psatz List Arith Lia.
From MoeProof Require Import ExponentialSums HeatPolynomials GaussianSystem.
Import ListNotations.
Open Scope R_scope.

(** ** The first heat polynomials *)

(** [H_0] and [H_1] from the definition. *)
Lemma heat_0 a b : heat 0 a b = 1.
Proof. unfold heat; simpl; field. Qed.

Lemma heat_1 a b : heat 1 a b = a.
Proof. unfold heat; simpl; field. Qed.

(** The others by the recurrence, which avoids factorials in unary. *)
Lemma heat_step l a b :
  heat (S (S l)) a b = (a * heat (S l) a b + 2 * b * heat l a b) / INR (S (S l)).
Proof. rewrite <- heat_SS. field. apply not_0_INR; lia. Qed.

Lemma heat_2 a b : heat 2 a b = a^2/2 + b.
Proof. rewrite heat_step, heat_1, heat_0; simpl INR; field. Qed.

Lemma heat_3 a b : heat 3 a b = a^3/6 + a*b.
Proof. rewrite heat_step, heat_2, heat_1; simpl INR; field. Qed.

Lemma heat_4 a b : heat 4 a b = a^4/24 + a^2*b/2 + b^2/2.
Proof. rewrite heat_step, heat_3, heat_2; simpl INR; field. Qed.

Lemma heat_5 a b : heat 5 a b = a^5/120 + a^3*b/6 + a*b^2/2.
Proof. rewrite heat_step, heat_4, heat_3; simpl INR; field. Qed.

Lemma heat_6 a b : heat 6 a b = a^6/720 + a^4*b/24 + a^2*b^2/4 + b^3/6.
Proof. rewrite heat_step, heat_5, heat_4; simpl INR; field. Qed.

Lemma heat_7 a b : heat 7 a b = a^7/5040 + a^5*b/120 + a^3*b^2/12 + a*b^3/6.
Proof. rewrite heat_step, heat_6, heat_5; simpl INR; field. Qed.

Lemma heat_8 a b : heat 8 a b = a^8/40320 + a^6*b/720 + a^4*b^2/48 + a^2*b^3/12 + b^4/24.
Proof. rewrite heat_step, heat_7, heat_6; simpl INR; field. Qed.

(** Write out an equation of the system. *)
Ltac explicit_equation :=
  unfold heat_sum; simpl lsum; unfold weight, location, var_shift;
  rewrite ?heat_1, ?heat_2, ?heat_3, ?heat_4, ?heat_5, ?heat_6, ?heat_7, ?heat_8.

(** ** Solutions *)

(** Two atoms: nodes [1] and [-1]. *)
Theorem solution_2 :
  let L := [(1/2, 1, -1/2); (1/2, -1, -1/2)] in
  gaussian_solution 3 L /\ gaussian_nontrivial L /\ heat_sum 4 L = -1/12.
Proof.
  intro L. repeat split.
  - intros x [<- | [<- | []]]; simpl; lra.
  - intros l hl. assert (l = 1 \/ l = 2 \/ l = 3)%nat as [-> | [-> | ->]] by lia;
      unfold L; explicit_equation; field.
  - exists (1/2, 1, -1/2); split; [left; reflexivity | simpl; lra].
  - unfold L; explicit_equation; field.
Qed.

(** Three atoms: nodes [0] and [+- sqrt 3]. *)
Theorem solution_3 :
  let s := sqrt 3 in
  let L := [(2/3, 0, -1/2); (1/6, s, -1/2); (1/6, - s, -1/2)] in
  gaussian_solution 5 L /\ gaussian_nontrivial L /\ heat_sum 6 L = -1/120.
Proof.
  intros s L.
  assert (s2 : s^2 = 3) by (unfold s; simpl; rewrite Rmult_1_r; apply sqrt_sqrt; lra).
  assert (s4 : s^4 = 9) by (replace (s^4) with (s^2 * s^2) by ring; rewrite s2; ring).
  assert (s6 : s^6 = 27) by (replace (s^6) with (s^4 * s^2) by ring; rewrite s4, s2; ring).
  assert (s0 : 0 < s) by (apply sqrt_lt_R0; lra).
  clearbody s. repeat split.
  - intros x [<- | [<- | [<- | []]]]; simpl; lra.
  - intros l hl.
    assert (l = 1 \/ l = 2 \/ l = 3 \/ l = 4 \/ l = 5)%nat as [-> | [-> | [-> | [-> | ->]]]] by lia;
      unfold L; explicit_equation; try field.
    + replace ((-s)^2) with (s^2) by ring. rewrite s2; field.
    + replace ((-s)^2) with (s^2) by ring. replace ((-s)^4) with (s^4) by ring.
      rewrite s2, s4; field.
  - exists (1/6, s, -1/2); split; [right; left; reflexivity | simpl; lra].
  - unfold L; explicit_equation.
    replace ((-s)^2) with (s^2) by ring. replace ((-s)^4) with (s^4) by ring.
    replace ((-s)^6) with (s^6) by ring.
    rewrite s2, s4, s6; field.
Qed.

(** Four atoms: nodes [x] with [x^2 = 3 +- sqrt 6], weights [(3 -+ sqrt 6) / 12]. *)
Theorem solution_4 :
  let q := sqrt 6 in
  let s := sqrt (3 + q) in
  let t := sqrt (3 - q) in
  let L := [((3 - q)/12, s, -1/2); ((3 - q)/12, - s, -1/2);
            ((3 + q)/12, t, -1/2); ((3 + q)/12, - t, -1/2)] in
  gaussian_solution 7 L /\ gaussian_nontrivial L /\ heat_sum 8 L = -1/1680.
Proof.
  intros q s t L.
  assert (q2 : q * q = 6) by (apply sqrt_sqrt; lra).
  assert (q0 : 0 <= q) by apply sqrt_pos.
  assert (q3 : 0 < 3 - q) by nra.
  assert (s0 : 0 < s) by (apply sqrt_lt_R0; lra).
  assert (s2 : s^2 = 3 + q) by (unfold s; simpl; rewrite Rmult_1_r; apply sqrt_sqrt; lra).
  assert (t2 : t^2 = 3 - q) by (unfold t; simpl; rewrite Rmult_1_r; apply sqrt_sqrt; lra).
  clearbody s t; clearbody q.
  (* even powers of the nodes, reduced with q^2 = 6 *)
  assert (s4 : s^4 = 15 + 6*q) by (replace (s^4) with (s^2 * s^2) by ring; rewrite s2; nra).
  assert (t4 : t^4 = 15 - 6*q) by (replace (t^4) with (t^2 * t^2) by ring; rewrite t2; nra).
  assert (s6 : s^6 = 81 + 33*q) by (replace (s^6) with (s^4 * s^2) by ring; rewrite s4, s2; nra).
  assert (t6 : t^6 = 81 - 33*q) by (replace (t^6) with (t^4 * t^2) by ring; rewrite t4, t2; nra).
  assert (s8 : s^8 = 441 + 180*q) by (replace (s^8) with (s^4 * s^4) by ring; rewrite s4; nra).
  assert (t8 : t^8 = 441 - 180*q) by (replace (t^8) with (t^4 * t^4) by ring; rewrite t4; nra).
  assert (even : forall x : R, (-x)^2 = x^2 /\ (-x)^4 = x^4 /\ (-x)^6 = x^6 /\ (-x)^8 = x^8)
    by (intro x; repeat split; ring).
  destruct (even s) as [es2 [es4 [es6 es8]]]. destruct (even t) as [et2 [et4 [et6 et8]]].
  repeat split.
  - intros x [<- | [<- | [<- | [<- | []]]]]; simpl; lra.
  - intros l hl.
    assert (l = 1 \/ l = 2 \/ l = 3 \/ l = 4 \/ l = 5 \/ l = 6 \/ l = 7)%nat
      as [-> | [-> | [-> | [-> | [-> | [-> | ->]]]]]] by lia;
      unfold L; explicit_equation; try field;
      rewrite ?es6, ?et6, ?es4, ?et4, ?es2, ?et2, ?s6, ?t6, ?s4, ?t4, ?s2, ?t2; lra.
  - exists ((3 - q)/12, s, -1/2); split; [left; reflexivity | simpl; lra].
  - unfold L; explicit_equation.
    rewrite es8, et8, es6, et6, es4, et4, es2, et2, s8, t8, s6, t6, s4, t4, s2, t2; lra.
Qed.

(** ** Refutations *)

(** One atom, order 1. *)
Theorem refutation_1 (w a : R) : 0 < w -> w*a = 0 -> a = 0.
Proof. intros; nra. Qed.

(** Two atoms, order 4: the certificate.  [E2], [E3], [E4] are the left sides of the equations at
    [a_1 = w_2 k], [a_2 = - w_1 k]. *)
Lemma certificate_2 (w1 w2 k b1 b2 : R) :
  let a1 := w2*k in
  let a2 := -w1*k in
  let W := w1 + w2 in
  let E2 := w1*(a1^2/2 + b1) + w2*(a2^2/2 + b2) in
  let E3 := w1*(a1^3/6 + a1*b1) + w2*(a2^3/6 + a2*b2) in
  let E4 := w1*(a1^4/24 + a1^2*b1/2 + b1^2/2) + w2*(a2^4/24 + a2^2*b2/2 + b2^2/2) in
  let B1 := -k^2*w2*(w2 + 2*w1)/6 in
  let B2 := -k^2*w1*(w1 + 2*w2)/6 in
  let d1 := w1*(a1^2/2 + B1) + w1*(b1 - B1)/2 in
  let d2 := w2*(a2^2/2 + B2) + w2*(b2 - B2)/2 in
  - k^5*(w1*w2*W)^2*(W^2 - w1*w2)/36
  = (-(d1 + d2)*k*w1*w2)*E2 + (d2*w1 - d1*w2)*E3 + (W*k*w1*w2)*E4.
Proof. cbv zeta; field. Qed.

(** Two atoms, order 4. *)
Theorem refutation_2 (w1 w2 a1 a2 b1 b2 : R) : 0 < w1 -> 0 < w2 ->
  w1*a1 + w2*a2 = 0 ->
  w1*(a1^2/2 + b1) + w2*(a2^2/2 + b2) = 0 ->
  w1*(a1^3/6 + a1*b1) + w2*(a2^3/6 + a2*b2) = 0 ->
  w1*(a1^4/24 + a1^2*b1/2 + b1^2/2) + w2*(a2^4/24 + a2^2*b2/2 + b2^2/2) = 0 ->
  a1 = 0 /\ a2 = 0.
Proof.
  intros p1 p2 e1 e2 e3 e4.
  (* the first equation *)
  set (k := a1/w2).
  assert (A1 : a1 = w2*k) by (unfold k; field; lra).
  assert (A2 : a2 = -w1*k) by (apply Rmult_eq_reg_l with w2; [rewrite A1 in e1; lra | lra]).
  clearbody k; subst a1 a2.
  (* the other three *)
  pose proof (certificate_2 w1 w2 k b1 b2) as C. cbv zeta in C.
  rewrite e2, e3, e4, !Rmult_0_r, !Rplus_0_r in C.
  enough (k = 0) as -> by (split; ring).
  (* the positive factor *)
  assert (P : 0 < w1*w2) by (apply Rmult_lt_0_compat; assumption).
  assert (N : (w1*w2*(w1 + w2))^2*((w1 + w2)^2 - w1*w2) <> 0).
  { apply Rgt_not_eq, Rmult_lt_0_compat; [apply pow_lt, Rmult_lt_0_compat; lra |].
    replace ((w1 + w2)^2 - w1*w2) with (w1*w1 + w2*w2 + w1*w2) by ring.
    pose proof (Rle_0_sqr w1); pose proof (Rle_0_sqr w2); unfold Rsqr in *; lra. }
  assert (K : k^5 = 0)
    by (apply Rmult_eq_reg_r with ((w1*w2*(w1 + w2))^2*((w1 + w2)^2 - w1*w2)); [lra | exact N]).
  destruct (Req_dec k 0) as [| n]; [assumption | exfalso; exact (pow_nonzero k 5 n K)].
Qed.

(** Two atoms: the value of the fourth equation where the first three hold, at weights [w] and
    [1 - w] and distance [s] of the locations.  It is negative for [0 < w < 1] and [s <> 0]. *)
Lemma fourth_equation_2 (w s : R) :
  let a1 := (1 - w)*s in
  let a2 := -w*s in
  let b1 := -(1 - w)*(1 + w)*s^2/6 in
  let b2 := -w*(2 - w)*s^2/6 in
  w*a1 + (1 - w)*a2 = 0 /\
  w*(a1^2/2 + b1) + (1 - w)*(a2^2/2 + b2) = 0 /\
  w*(a1^3/6 + a1*b1) + (1 - w)*(a2^3/6 + a2*b2) = 0 /\
  w*(a1^4/24 + a1^2*b1/2 + b1^2/2) + (1 - w)*(a2^4/24 + a2^2*b2/2 + b2^2/2)
  = w*(1 - w)*s^4*(w*(1 - w) - 1)/36.
Proof. cbv zeta; repeat split; field. Qed.

(** Three atoms, order 6: an instance of the general theorem. *)
Theorem refutation_3 w1 a1 b1 w2 a2 b2 w3 a3 b3 : 0 < w1 -> 0 < w2 -> 0 < w3 ->
  (let sum H := w1 * H a1 b1 + w2 * H a2 b2 + w3 * H a3 b3 in
   sum (fun a b => a) = 0 /\
   sum (fun a b => a^2/2 + b) = 0 /\
   sum (fun a b => a^3/6 + a*b) = 0 /\
   sum (fun a b => a^4/24 + a^2*b/2 + b^2/2) = 0 /\
   sum (fun a b => a^5/120 + a^3*b/6 + a*b^2/2) = 0 /\
   sum (fun a b => a^6/720 + a^4*b/24 + a^2*b^2/4 + b^3/6) = 0) ->
  a1 = 0 /\ a2 = 0 /\ a3 = 0.
Proof.
  intros p1 p2 p3 (e1 & e2 & e3 & e4 & e5 & e6).
  set (L := [(w1, a1, b1); (w2, a2, b2); (w3, a3, b3)] : list term).
  assert (Z : forall x, In x L -> location x = 0 /\ var_shift x = 0).
  { apply (gaussian_upper_all_zero 3); [reflexivity | split].
    - intros x [<- | [<- | [<- | []]]]; assumption.
    - intros l hl.
      assert (l = 1 \/ l = 2 \/ l = 3 \/ l = 4 \/ l = 5 \/ l = 6)%nat
        as [-> | [-> | [-> | [-> | [-> | ->]]]]] by lia;
        unfold L; explicit_equation; rewrite Rplus_0_r, <- Rplus_assoc; assumption. }
  repeat split;
    [apply (Z (w1, a1, b1)) | apply (Z (w2, a2, b2)) | apply (Z (w3, a3, b3))]; unfold L; simpl; auto.
Qed.
