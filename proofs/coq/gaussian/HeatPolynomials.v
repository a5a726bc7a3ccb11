(** * Heat polynomials

    [heat l a b = sum over i + 2 k = l of a^i b^k / (i! k!)], written [H_l(a,b)] in the text.  It is
    the coefficient of [t^l] in [exp (a t + b t^2)], and [l! heat l a b] is the heat polynomial of
    [x^l]: the value at [a] of [e^(b D^2) x^l].

    Main statements.

    - [heat_SS]: the recurrence [(l + 2) H_(l+2) = a H_(l+1) + 2 b H_l].
    - [heat_moment]: [l! H_l(a,b)] is the [l]-th moment of the normal distribution with mean [a] and
      variance [2 b] (both satisfy the same recurrence).
    - [heat_flow_monomial]: [l! H_l(a,b) = (e^(b D^2) x^l)(a)], the exponential of [b D^2] being
      the finite sum [heat_flow].
    - [moment_sum_shift]: if [sum w H_l(a, b) = 0] for all [l <= d], the same holds with every [b]
      shifted by the same amount (multiplying a power series that starts at [t^(d+1)] by
      [exp (s t^2)] leaves it so).
    - [exp_form]: the [l]-th derivative at [0] of [sum w exp (a t + b t^2)] is [l! sum w H_l(a,b)].

    Source: docs/theory.md, section 3.1. *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import LineIntegrals GaussianMoments ExponentialSums.
Import ListNotations.
Open Scope R_scope.

(** ** Definition *)

(** [H_l(a,b)]; the index [k] runs from [0] to [l / 2], and [i = l - 2 k]. *)
Definition heat (l : nat) (a b : R) : R :=
  sum_f_R0 (fun k => a ^ (l - 2 * k) * b ^ k / (INR (fact (l - 2 * k)) * INR (fact k))) (l / 2).

(** The left side of the [l]-th equation: [sum w_j H_l(a_j, b_j)]. *)
Definition heat_sum (l : nat) (L : list term) : R :=
  lsum (fun x => weight x * heat l (location x) (var_shift x)) L.

(** ** The sum over all [k], with zero terms beyond [l / 2] *)

(** One term of the sum, zero for [2 k > l]. *)
Definition heat_term (a b : R) (l k : nat) : R :=
  if (2 * k <=? l)%nat
  then a ^ (l - 2 * k) * b ^ k / (INR (fact (l - 2 * k)) * INR (fact k))
  else 0.

(** The upper limit of the sum does not matter from [l / 2] on. *)
Lemma heat_truncated a b l N : (l / 2 <= N)%nat -> heat l a b = sum_f_R0 (heat_term a b l) N.
Proof.
  intro h. unfold heat. induction h as [| N h IH].
  - apply sum_eq. intros k hk. unfold heat_term.
    rewrite (proj2 (Nat.leb_le (2 * k) l)); [reflexivity |].
    pose proof (Nat.mul_div_le l 2). lia.
  - rewrite tech5, IH. unfold heat_term at 3.
    pose proof (Nat.mul_succ_div_gt l 2).
    rewrite (proj2 (Nat.leb_gt (2 * S N) l)) by lia. ring.
Qed.

(** ** The recurrence *)

Section Recurrence.
Variables a b : R.

(** The recurrence for single terms: [k = 0] ... *)
Lemma heat_term_0 l : INR (S l) * heat_term a b (S l) 0 = a * heat_term a b l 0.
Proof.
  unfold heat_term; simpl Nat.leb.
  rewrite !Nat.mul_0_r, !Nat.sub_0_r, fact_simpl, mult_INR. simpl pow.
  change (INR (fact 0)) with 1.
  pose proof (INR_fact_neq_0 l). pose proof (not_0_INR (S l)) as n.
  field. split; [assumption | apply n; lia].
Qed.

(** ... and [k + 1]. *)
Lemma heat_term_S l k :
  INR (S (S l)) * heat_term a b (S (S l)) (S k)
  = a * heat_term a b (S l) (S k) + 2 * b * heat_term a b l k.
Proof.
  unfold heat_term. destruct (Nat.leb_spec (2 * k) l) as [h | h].
  - assert (exists j, l = 2 * k + j)%nat as [j ->] by (exists (l - 2 * k)%nat; lia).
    rewrite (proj2 (Nat.leb_le (2 * S k) (S (S (2 * k + j))))) by lia.
    replace (S (S (2 * k + j)) - 2 * S k)%nat with j by lia.
    replace (2 * k + j - 2 * k)%nat with j by lia.
    rewrite (fact_simpl k), mult_INR, !S_INR, plus_INR, mult_INR. simpl (INR 2).
    pose proof (INR_fact_neq_0 k). pose proof (INR_fact_neq_0 j). pose proof (pos_INR k).
    destruct j as [| j].
    + (* the middle term is absent *)
      rewrite (proj2 (Nat.leb_gt (2 * S k) (S (2 * k + 0)))) by lia.
      simpl. field. lra.
    + rewrite (proj2 (Nat.leb_le (2 * S k) (S (2 * k + S j)))) by lia.
      replace (S (2 * k + S j) - 2 * S k)%nat with j by lia.
      rewrite (fact_simpl j), !mult_INR, !S_INR in *.
      pose proof (INR_fact_neq_0 j). pose proof (pos_INR j).
      simpl pow. field. repeat split; lra.
  - rewrite (proj2 (Nat.leb_gt (2 * S k) (S (S l)))), (proj2 (Nat.leb_gt (2 * S k) (S l))) by lia.
    ring.
Qed.

(** The recurrence [(l + 2) H_(l+2) = a H_(l+1) + 2 b H_l]. *)
Lemma heat_SS l : INR (S (S l)) * heat (S (S l)) a b = a * heat (S l) a b + 2 * b * heat l a b.
Proof.
  assert (half : forall n N, (n <= N)%nat -> (n / 2 <= N)%nat).
  { intros n N h. pose proof (Nat.div_le_upper_bound n 2 n ltac:(lia) ltac:(lia)). lia. }
  (* sum the recurrence of the terms *)
  assert (sums : forall N, INR (S (S l)) * sum_f_R0 (heat_term a b (S (S l))) (S N)
            = a * sum_f_R0 (heat_term a b (S l)) (S N) + 2 * b * sum_f_R0 (heat_term a b l) N).
  { induction N as [| N IH].
    - simpl sum_f_R0. rewrite !Rmult_plus_distr_l, heat_term_0, heat_term_S. ring.
    - rewrite (tech5 _ (S N)), (tech5 (heat_term a b (S l)) (S N)), (tech5 (heat_term a b l) N).
      rewrite !Rmult_plus_distr_l, IH, heat_term_S. ring. }
  rewrite (heat_truncated a b (S (S l)) (S (S l))), (heat_truncated a b (S l) (S (S l))),
          (heat_truncated a b l (S l)) by (apply half; lia).
  apply sums.
Qed.

(** [l! H_l(a,b)] is a Gaussian moment. *)
Lemma heat_moment l : INR (fact l) * heat l a b = moment l a (2 * b).
Proof.
  enough (W : INR (fact l) * heat l a b = moment l a (2 * b) /\
              INR (fact (S l)) * heat (S l) a b = moment (S l) a (2 * b)) by apply W.
  induction l as [| l [I1 I2]]; split.
  - unfold heat; simpl; field.
  - unfold heat; simpl; field.
  - exact I2.
  - rewrite (moment_S (S l)). simpl pred.
    rewrite <- I1, <- I2, (fact_simpl (S l)), mult_INR.
    replace (INR (S (S l)) * INR (fact (S l)) * heat (S (S l)) a b)
      with (INR (fact (S l)) * (INR (S (S l)) * heat (S (S l)) a b)) by ring.
    rewrite heat_SS, (fact_simpl l), mult_INR; ring.
Qed.
End Recurrence.

(** At the origin only [H_0 = 1] is not zero. *)
Lemma heat_origin l : (1 <= l)%nat -> heat l 0 0 = 0.
Proof.
  intro h. apply Rmult_eq_reg_l with (INR (fact l)); [| apply INR_fact_neq_0].
  rewrite heat_moment, Rmult_0_r, Rmult_0_r, moment_variance_0, pow_i by lia. reflexivity.
Qed.

(** ** The heat flow [e^(b D^2)] on polynomials *)

(** [sum over k <= N of b^k / k! f^(2k)(a)]: the exponential [(e^(b D^2) f)(a)] for a polynomial [f]
    of degree at most [2 N + 1], whose higher derivatives vanish. *)
Definition heat_flow (N : nat) (b : R) (f : R -> R) (a : R) : R :=
  sum_f_R0 (fun k => b ^ k / INR (fact k) * Derive_n f (2 * k) a) N.

(** It depends on the values of [f] only. *)
Lemma heat_flow_ext N b f g a : (forall x, f x = g x) -> heat_flow N b f a = heat_flow N b g a.
Proof.
  intro E. apply sum_eq. intros k _. f_equal. apply Derive_n_ext, E.
Qed.

(** [e^(b D^2) x^l] at [a] is [l! H_l(a,b)]. *)
Lemma heat_flow_monomial N l a b :
  (l / 2 <= N)%nat -> heat_flow N b (fun x => x ^ l) a = INR (fact l) * heat l a b.
Proof.
  intro h. rewrite (heat_truncated a b l N h), scal_sum.
  apply sum_eq. intros k _. rewrite Derive_n_pow. unfold heat_term.
  pose proof (INR_fact_neq_0 k). pose proof (INR_fact_neq_0 (l - 2 * k)).
  destruct (le_dec (2 * k) l) as [le | gt].
  - rewrite (proj2 (Nat.leb_le (2 * k) l)) by exact le. field; split; assumption.
  - rewrite (proj2 (Nat.leb_gt (2 * k) l)) by lia. ring.
Qed.

(** ** The generating function *)

(** The [l]-th Taylor coefficient at [0] of [sum w exp (a t + b t^2)] is [sum w H_l(a,b)]. *)
Theorem exp_form (L : list term) l : Derive_n (exp_sum L) l 0 = INR (fact l) * heat_sum l L.
Proof.
  rewrite Derive_n_exp_sum. unfold exp_sum_deriv, heat_sum. rewrite <- lsum_scal_l.
  apply lsum_ext. intros [[w a] b] _; simpl.
  replace (a * 0 + b * (0 * (0 * 1))) with 0 by ring.
  replace (a + 2 * b * 0) with a by ring.
  rewrite exp_0, <- heat_moment; ring.
Qed.

(** The same for the explicit derivatives of [ExponentialSums.v]. *)
Lemma exp_sum_deriv_heat_sum L l : exp_sum_deriv l L 0 = INR (fact l) * heat_sum l L.
Proof. rewrite <- Derive_n_exp_sum; apply exp_form. Qed.

(** ** Shifting all variances *)

(** [k! sum w H_k(a, b + s / 2)], as a function of the common shift [s] of the variance. *)
Definition moment_sum (k : nat) (s : R) (L : list term) : R :=
  lsum (fun x => weight x * moment k (location x) (2 * var_shift x + s)) L.

(** Shift zero: the equations of the system. *)
Lemma moment_sum_heat_sum k L : moment_sum k 0 L = INR (fact k) * heat_sum k L.
Proof.
  unfold moment_sum, heat_sum. rewrite <- lsum_scal_l. apply lsum_ext.
  intros x _. rewrite Rplus_0_r, <- heat_moment; ring.
Qed.

(** Shift [-2 β]: the equations with every [b] lowered by [β]. *)
Lemma moment_sum_shift_by k β L :
  moment_sum k (-2 * β) L = INR (fact k) * heat_sum k (map (shift_by β) L).
Proof.
  rewrite <- moment_sum_heat_sum. unfold moment_sum. rewrite lsum_map.
  apply lsum_ext. intros [[c a] b] _; simpl.
  do 2 f_equal; ring.
Qed.

(** The derivative in the shift is a multiple of the sum two orders below. *)
Lemma moment_sum_derivative k s L :
  is_derive (fun s => moment_sum k s L) s (INR k * INR (pred k) / 2 * moment_sum (pred (pred k)) s L).
Proof.
  unfold moment_sum; induction L as [| x L IH]; simpl lsum.
  - rewrite Rmult_0_r. apply @is_derive_const.
  - evar_last.
    { apply (is_derive_plus (fun s => weight x * moment k (location x) (2 * var_shift x + s))
               (fun s => lsum (fun x => weight x * moment k (location x) (2 * var_shift x + s)) L));
        [| exact IH].
      apply is_derive_scal.
      apply (is_derive_comp (fun v => moment k (location x) v) (fun s => 2 * var_shift x + s));
        [apply moment_variance_derivative | auto_derive; [exact I | reflexivity]]. }
    unfold plus, scal; simpl; unfold mult; simpl; ring.
Qed.

(** By induction on [k]: the derivative in [s] of the [k]-th sum is a multiple of the [(k-2)]-nd. *)
Lemma moment_sum_shift d L :
  (forall k, (k <= d)%nat -> moment_sum k 0 L = 0) ->
  forall k, (k <= d)%nat -> forall s, moment_sum k s L = 0.
Proof.
  intros H k; induction k as [k IH] using lt_wf_ind; intros l s.
  rewrite <- (H k l). apply (zero_derivative (fun s => moment_sum k s L)). intro z.
  evar_last; [apply moment_sum_derivative |].
  destruct k as [| [| k]]; [simpl; field | simpl; field |].
  rewrite (IH (pred (pred (S (S k))))) by (simpl; lia). ring.
Qed.
