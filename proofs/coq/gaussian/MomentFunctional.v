(** * A polynomial with given roots, applied to a sequence

    For a polynomial [P(x) = sum_k p_k x^k = (x - r_1) ... (x - r_n)] and a sequence
    [z_0, z_1, ...] let [moment_functional [r_1; ...; r_n] z = sum_k p_k z_k].  Working with roots
    instead of coefficients makes the definition one line: multiplying the polynomial by [x - r]
    replaces the sequence [z_k] by [z_{k+1} - r z_k].

    The same functional appears in three roles:
    - on powers, [z_k = x^k], it is the value [P(x)] ([moment_functional_powers]);
    - on derivatives, [z_k = f^(k)(t)], it is [P(D) f (t)], and by the mean value theorem step each
      root costs at most one sign change ([sign_changes_moment_functional]);
    - on integrals, [z_k = integral of x^k h], it is the integral of [P h]
      ([integral_moment_functional]). *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import SignChanges LineIntegrals.
Import ListNotations.
Open Scope R_scope.

(** [sum_k p_k z_k], where [sum_k p_k x^k] is the product of the [x - r] for [r] in [rs]. *)
Fixpoint moment_functional (rs : list R) (z : nat -> R) : R :=
  match rs with
  | [] => z O
  | r :: rs => moment_functional rs (fun k => z (S k) - r * z k)
  end.

(** ** Linearity *)

(** Only the entries up to the degree matter. *)
Lemma moment_functional_ext rs : forall z z',
  (forall k, (k <= length rs)%nat -> z k = z' k) -> moment_functional rs z = moment_functional rs z'.
Proof.
  induction rs; simpl; intros z z' H; [apply H; lia |].
  apply IHrs; intros; rewrite !H by lia; reflexivity.
Qed.

(** It is additive ... *)
Lemma moment_functional_plus rs : forall z z',
  moment_functional rs (fun k => z k + z' k) = moment_functional rs z + moment_functional rs z'.
Proof.
  induction rs; simpl; intros; [reflexivity |].
  rewrite <- IHrs; apply moment_functional_ext; intros; ring.
Qed.

(** ... and homogeneous. *)
Lemma moment_functional_scal rs : forall c z,
  moment_functional rs (fun k => c * z k) = c * moment_functional rs z.
Proof.
  induction rs; simpl; intros; [reflexivity |].
  rewrite <- IHrs; apply moment_functional_ext; intros; ring.
Qed.

(** ** On powers: the value of the polynomial *)

(** On the sequence [c x^k] it is [c P(x)]. *)
Lemma moment_functional_powers rs : forall c x,
  moment_functional rs (fun k => c * x ^ k) = c * root_product rs x.
Proof.
  induction rs as [| r rs IH]; simpl; intros c x; [ring |].
  rewrite (moment_functional_ext _ _ (fun k => (c * (x - r)) * x ^ k)) by (intros; ring).
  rewrite IH; ring.
Qed.

(** A sequence that vanishes up to the degree gives zero. *)
Lemma moment_functional_0 rs z :
  (forall k, (k <= length rs)%nat -> z k = 0) -> moment_functional rs z = 0.
Proof.
  intro H.
  rewrite (moment_functional_ext _ _ (fun k => 0 * 0 ^ k)) by (intros; rewrite H by assumption; ring).
  rewrite moment_functional_powers; ring.
Qed.

(** ** On integrals *)

(** It commutes with integration. *)
Lemma integral_moment_functional rs : forall (h : nat -> R -> R) z,
  (forall k, integral (h k) (z k)) ->
  integral (fun x => moment_functional rs (fun k => h k x)) (moment_functional rs z).
Proof.
  induction rs as [| r rs IH]; simpl; intros h z H; [apply H |].
  apply (IH (fun k x => h (S k) x - r * h k x)). intro k.
  apply (integral_ext (fun x => h (S k) x + (- r) * h k x) _ (z (S k) + (- r) * z k));
    [intro; ring | ring |].
  apply integral_plus; [apply H | apply integral_scal, H].
Qed.

(** If [h] has the moments [z_k], in the sense that [x^k h] has the integral [z_k], then the
    integral of [P h] is the functional on the moments. *)
Lemma integral_root_product rs (h : R -> R) z :
  (forall k, integral (fun x => x ^ k * h x) (z k)) ->
  integral (fun x => root_product rs x * h x) (moment_functional rs z).
Proof.
  intro H.
  apply (integral_ext (fun x => moment_functional rs (fun k => x ^ k * h x)) _ (moment_functional rs z));
    [| reflexivity | apply (integral_moment_functional rs (fun k x => x ^ k * h x)), H].
  intro x.
  rewrite (moment_functional_ext _ _ (fun k => h x * x ^ k)) by (intros; ring).
  rewrite moment_functional_powers; ring.
Qed.

(** ** On derivatives: Rolle for [P(D)] *)

(** If [f_0, f_1, ...] are the successive derivatives of [f_0] and [P(D) f_0] has at most [N] sign
    changes, then [f_0] has at most [N + deg P]. *)
Lemma sign_changes_moment_functional rs : forall (f : nat -> R -> R) N,
  (forall k t, is_derive (f k) t (f (S k) t)) ->
  sign_changes_at_most (fun t => moment_functional rs (fun k => f k t)) N ->
  sign_changes_at_most (f O) (N + length rs).
Proof.
  induction rs as [| r rs IH]; simpl; intros f N D H.
  - rewrite Nat.add_0_r; exact H.
  - rewrite Nat.add_succ_r. apply (sign_changes_derivative (f O) (f 1%nat) r); [apply D |].
    apply (IH (fun k t => f (S k) t - r * f k t)); [| exact H].
    intros k t. apply (is_derive_minus (f (S k)) (fun t => r * f k t)); [apply D |].
    apply (is_derive_scal (f k)), D.
Qed.
