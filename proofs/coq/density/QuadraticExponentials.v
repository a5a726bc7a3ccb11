(** * Polynomials times exponentials of quadratics are independent

    [polynomial_exponentials].  If P_0(y) + Σ_{j<n} P_j(y) e^(r_j(y)) = 0 on an interval, where the P_j are polynomials
    and the r_j(y) = u_j y + v_j y^2 are distinct and not 0, then P_1, ..., P_n are 0.

    _Proof._  Induction on n, then on the degree of P_0.  If P_0 = 0, divide by one of the exponentials.  Otherwise
    differentiate: P_0 loses a degree and P_j becomes P_j' + r_j' P_j ([twist]), a map that is injective for r_j' <>
    0.  ∎ *)

From Coq Require Import Reals Psatz Arith Lia List.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums DensityDerivatives Independence.
From MoeProof Require VectorBridge.
Open Scope R_scope.

(** The polynomial with the coefficients p 0, ..., p (D - 1). *)
Definition poly (D : nat) (p : nat -> R) (y : R) : R := sum_below D (fun k => p k * y ^ k).
(** The coefficients of P' + (c0 + c1 y) P. *)
Definition twist (c0 c1 : R) (p : nat -> R) (k : nat) : R :=
  INR (S k) * p (S k) + c0 * p k + c1 * match k with O => 0 | S k' => p k' end.
Definition below_degree (D : nat) (p : nat -> R) : Prop := forall k, (D <= k)%nat -> p k = 0.

Lemma poly_grow D D' p y : below_degree D p -> (D <= D')%nat -> poly D' p y = poly D p y.
Proof.
  intros B L. induction D' as [|D' IH]; [replace D with 0%nat by lia; reflexivity|].
  destruct (Nat.eq_dec D (S D')) as [->|n]; [reflexivity|]. unfold poly in *. simpl. rewrite IH by lia.
  rewrite B by lia. ring.
Qed.

Lemma is_derive_poly D p y : is_derive (poly D p) y (poly (pred D) (fun k => INR (S k) * p (S k)) y).
Proof.
  unfold poly. induction D as [|D IH]; [apply (is_derive_const 0 y)|].
  replace (sum_below (pred (S D)) (fun k => INR (S k) * p (S k) * y ^ k)) with
    (sum_below (pred D) (fun k => INR (S k) * p (S k) * y ^ k) + p D * (INR D * y ^ pred D)).
  - apply (is_derive_plus (fun y => sum_below D (fun k => p k * y ^ k)) (fun y => p D * y ^ D)); [exact IH|].
    apply (is_derive_scal (fun y => y ^ D)). replace (INR D * y ^ pred D) with (INR D * 1 * y ^ pred D) by ring.
    apply (is_derive_pow (fun y => y) D y 1), (is_derive_id y).
  - destruct D as [|D]; [simpl; ring|]. cbn [pred sum_below]. ring.
Qed.

Lemma poly_twist D c0 c1 p y : below_degree D p ->
  poly (S D) (twist c0 c1 p) y = poly (pred D) (fun k => INR (S k) * p (S k)) y + (c0 + c1 * y) * poly D p y.
Proof.
  intro B. unfold poly, twist.
  rewrite (sum_below_ext (S D) _ (fun k => INR (S k) * p (S k) * y ^ k + (c0 * (p k * y ^ k)
     + c1 * ((match k with O => 0 | S k' => p k' end) * y ^ k)))) by (intros; ring).
  rewrite !sum_below_plus, !sum_below_scal.
  assert (E1 : sum_below (S D) (fun k => INR (S k) * p (S k) * y ^ k) =
    sum_below (pred D) (fun k => INR (S k) * p (S k) * y ^ k)).
  { destruct D as [|D]; simpl; rewrite !B by lia; ring. }
  assert (E2 : sum_below (S D) (fun k => p k * y ^ k) = sum_below D (fun k => p k * y ^ k))
    by (simpl; rewrite B by lia; ring).
  rewrite E1, E2, (VectorBridge.sum_below_first D (fun k => (match k with O => 0 | S k' => p k' end) * y ^ k)).
  rewrite (sum_below_ext D (fun k => p k * y ^ S k) (fun k => y * (p k * y ^ k))) by (intros; simpl; ring).
  rewrite sum_below_scal. ring.
Qed.

Lemma twist_below D c0 c1 p : below_degree D p -> below_degree (S D) (twist c0 c1 p).
Proof. intros B k Hk. unfold twist. destruct k as [|k]; [lia|]. rewrite !B by lia. ring. Qed.

(** P' + (c0 + c1 y) P = 0 only for P = 0 *)
Lemma twist_injective D c0 c1 p : below_degree D p -> (c0 <> 0 \/ c1 <> 0) -> (forall k, twist c0 c1 p k = 0) ->
  forall k, p k = 0.
Proof.
  revert p. induction D as [|D IH]; intros p B C T; [intro k; apply B; lia|].
  apply IH; [|exact C|exact T]. intros k Hk. destruct (Nat.eq_dec k D) as [->|n]; [|apply B; lia].
  destruct (Req_dec c1 0) as [Z|nz].
  - specialize (T D). unfold twist in T. rewrite (B (S D)), Z in T by lia. destruct C as [C|C]; [|contradiction].
    apply (Rmult_eq_reg_l c0); [|exact C]. lra.
  - specialize (T (S D)). unfold twist in T. rewrite (B (S D)), (B (S (S D))) in T by lia.
    apply (Rmult_eq_reg_l c1); [|exact nz]. lra.
Qed.

Lemma poly_zero_interval D p lo hi : lo < hi -> below_degree D p ->
  (forall y, lo < y < hi -> poly D p y = 0) -> forall k, p k = 0.
Proof.
  intros I B Z k. destruct (le_lt_dec D k) as [h|h]; [apply B, h|].
  apply (hermite_independent 0 D p lo hi I); [|exact h]. intros z Hz. etransitivity; [|exact (Z z Hz)]. unfold poly.
  assert (E : forall n, lsum (fun k => p k * hermite 0 k z) (seq 0 n) = sum_below n (fun k => p k * z ^ k)).
  { induction n as [|n IHn]; [reflexivity|]. rewrite seq_S, lsum_app, IHn. simpl. rewrite hermite_0. ring. }
  apply E.
Qed.

Definition quad (r : R * R) (y : R) : R := fst r * y + snd r * y ^ 2.

(** P_0 + Σ_{j<n} P_j e^(r_j) = 0 on an interval with distinct r_j that are not 0: then all P_j are 0. *)
Lemma polynomial_exponentials lo hi : lo < hi -> forall n D e (p0 : nat -> R) (p : nat -> nat -> R) (r : nat -> R * R),
  below_degree e p0 -> (forall j, (j < n)%nat -> below_degree D (p j)) ->
  (forall j, (j < n)%nat -> r j <> (0, 0)) -> (forall i j, (i < j < n)%nat -> r i <> r j) ->
  (forall y, lo < y < hi -> poly e p0 y + sum_below n (fun j => poly D (p j) y * exp (quad (r j) y)) = 0) ->
  forall j, (j < n)%nat -> forall k, p j k = 0.
Proof.
  intro I. induction n as [|n IHn]; [intros; lia|]. intros D e. revert D.
  induction e as [|e IHe]; intros D p0 p r B0 B NZ Dist Z j Hj k.
  - (* p0 = 0: divide by the last exponential *)
    assert (first : forall j, (j < n)%nat -> forall k, p j k = 0).
    { apply (IHn D D (p n) p (fun j => (fst (r j) - fst (r n), snd (r j) - snd (r n)))).
      - apply B. lia.
      - intros i Hi. apply B. lia.
      - intros i Hi E. injection E as E1 E2. apply (Dist i n ltac:(lia)). apply injective_projections; lra.
      - intros i i' Hi E. injection E as E1 E2. apply (Dist i i' ltac:(lia)). apply injective_projections; lra.
      - intros y Hy. specialize (Z y Hy). simpl in Z. unfold poly at 1 in Z. simpl in Z. rewrite Rplus_0_l in Z.
        apply (Rmult_eq_reg_r (exp (quad (r n) y))); [|apply Rgt_not_eq, exp_pos]. rewrite Rmult_0_l, <- Z.
        rewrite Rmult_plus_distr_r, Rplus_comm. f_equal. rewrite Rmult_comm, <- sum_below_scal.
        apply sum_below_ext. intros i _. rewrite Rmult_comm, Rmult_assoc, <- exp_plus. do 2 f_equal.
        unfold quad. simpl. ring. }
    destruct (Nat.eq_dec j n) as [->|h]; [|apply first; lia].
    apply (poly_zero_interval D (p n) lo hi I); [apply B; lia|]. intros y Hy. specialize (Z y Hy).
    unfold poly at 1 in Z. simpl in Z.
    rewrite (sum_below_ext n _ (fun _ => 0)), sum_below_const in Z.
    + apply (Rmult_eq_reg_r (exp (quad (r n) y))); [lra|apply Rgt_not_eq, exp_pos].
    + intros i Hi. unfold poly. rewrite (sum_below_ext D _ (fun _ => 0)), sum_below_const; [ring|].
      intros k' _. rewrite first by exact Hi. ring.
  - (* differentiate *)
    assert (T : forall k, twist (fst (r j)) (2 * snd (r j)) (p j) k = 0).
    { apply (IHe (S D) (fun k => INR (S k) * p0 (S k)) (fun j => twist (fst (r j)) (2 * snd (r j)) (p j)) r);
        try assumption.
      - intros k' Hk. rewrite B0 by lia. ring.
      - intros i Hi. apply twist_below, B, Hi.
      - intros y Hy.
        refine (derive_zero_on_interval _ lo hi y _ Z Hy _).
        apply (is_derive_plus (poly (S e) p0)
          (fun y => sum_below (S n) (fun j => poly D (p j) y * exp (quad (r j) y)))).
        { apply (is_derive_poly (S e) p0 y). }
        assert (S1 : forall m, (m <= S n)%nat ->
          is_derive (fun y => sum_below m (fun j => poly D (p j) y * exp (quad (r j) y))) y
           (sum_below m (fun j => poly (S D) (twist (fst (r j)) (2 * snd (r j)) (p j)) y * exp (quad (r j) y)))).
        { induction m as [|m IHm]; intro Hm; [apply (is_derive_const 0 y)|].
          apply (is_derive_plus (fun y => sum_below m (fun j => poly D (p j) y * exp (quad (r j) y)))
             (fun y => poly D (p m) y * exp (quad (r m) y))); [apply IHm; lia|].
          rewrite poly_twist by (apply B; lia). evar_last.
          - apply derive_product; [apply is_derive_poly|].
            apply (is_derive_comp exp (quad (r m)) y); [apply is_derive_exp|].
            instantiate (1 := fst (r m) + 2 * snd (r m) * y). unfold quad. auto_derive; [exact Logic.I|ring].
          - unfold scal; simpl; unfold mult; simpl. ring. }
        apply S1. lia. }
    apply (twist_injective D (fst (r j)) (2 * snd (r j)) (p j)); [apply B, Hj| |exact T].
    specialize (NZ j Hj). destruct (r j) as [u v]. simpl. destruct (Req_dec u 0) as [->|h]; [right|left; exact h].
    intro E. apply NZ. f_equal. lra.
Qed.
