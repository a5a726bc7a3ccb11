(** * Homogeneous functions of parameters: from positive to bounded below

    [homogeneous_lower_bound].  Let G be continuous, and homogeneous of degree p in some of its arguments, the
    coefficients c_k; let G vanish on the box of the integrated arguments only if all coefficients are 0.  Then the
    integral of |G| over this box is at least κ |c_k|^p for every k, with one κ > 0.

    _Proof._  On each of the compact faces "one coefficient is 1, the others are at most 1 in absolute value" the
    integral has a positive minimum ([positive_integral_minimum]); divide by the largest coefficient.  ∎ *)

From Coq Require Import Reals Psatz Arith Lia Classical.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums BoxCompactness BoxIntegral BoxIntegralFacts.
Open Scope R_scope.

(** One of finitely many numbers is the largest in absolute value. *)
Lemma largest C (c : nat -> R) : (1 <= C)%nat -> exists k0, (k0 < C)%nat /\ forall k, (k < C)%nat ->
  Rabs (c k) <= Rabs (c k0).
Proof.
  induction C as [|C IH]; intro HC; [lia|]. destruct (Nat.eq_dec C 0) as [->|h].
  - exists 0%nat. split; [lia|]. intros k Hk. replace k with 0%nat by lia. lra.
  - destruct IH as (k0 & Hk0 & H); [lia|]. destruct (Rle_or_lt (Rabs (c C)) (Rabs (c k0))) as [l|l].
    + exists k0. split; [lia|]. intros k Hk. destruct (Nat.eq_dec k C) as [->|n]; [exact l|apply H; lia].
    + exists C. split; [lia|]. intros k Hk. destruct (Nat.eq_dec k C) as [->|n]; [lra|]. specialize (H k ltac:(lia)).
      lra.
Qed.

(** z with its coordinates from N on multiplied by t. *)
Definition scaled (N : nat) (t : R) (z : nat -> R) : nat -> R := fun i => if (i <? N)%nat then z i else t * z i.

(** G is homogeneous of degree p in C coefficients, the coordinates N, ..., N + C - 1; P says which of them occur.  If
    G vanishes in the n integrated coordinates only with all these coefficients 0, then the integral of |G| is at
    least κ |c_k|^p for every coefficient. *)
Lemma homogeneous_lower_bound n N C p lo hi (G : (nat -> R) -> R) (P : nat -> Prop) : (n <= N)%nat -> (1 <= p)%nat ->
  (forall i, (i < n)%nat -> lo i < hi i) -> (forall z, continuous_at (N + C) G z) ->
  (forall t z, G (scaled N t z) = t ^ p * G z) ->
  (forall x, in_box N lo hi x -> (forall z, in_box n lo hi z -> (forall i, (n <= i)%nat -> z i = x i) -> G z = 0) ->
     forall k, (k < C)%nat -> P k -> x (N + k)%nat = 0) ->
  exists κ, 0 < κ /\ forall x, in_box N lo hi x -> (forall k, (k < C)%nat -> ~ P k -> x (N + k)%nat = 0) ->
    forall k, (k < C)%nat -> κ * Rabs (x (N + k)%nat) ^ p <= box_integral n lo hi (fun z => Rabs (G z)) x.
Proof.
  intros nN p1 L CG HG Ind.
  assert (L' : forall i, (i < n)%nat -> lo i <= hi i) by (intros i Hi; specialize (L i Hi); lra).
  assert (Ca : forall z, continuous_at (N + C) (fun z => Rabs (G z)) z) by (intro z; apply continuous_at_abs, CG).
  set (flo := fun k0 i => if (i <? N)%nat then lo i else if (i =? N + k0)%nat then 1 else -1).
  set (fhi := fun i => if (i <? N)%nat then hi i else 1).
  assert (sides : forall k0 i, (i < N)%nat -> flo k0 i = lo i /\ fhi i = hi i).
  { intros k0 i Hi. unfold flo, fhi. destruct (Nat.ltb_spec i N); [tauto|lia]. }
  assert (face : forall k0, (k0 < C)%nat -> P k0 -> exists κ, 0 < κ /\ forall x, in_box (N + C) (flo k0) fhi x ->
    κ <= box_integral n lo hi (fun z => Rabs (G z)) x).
  { intros k0 Hk0 Pk0. destruct (positive_integral_minimum (N + C) n (flo k0) fhi G) as (κ & κ0 & H).
    - lia.
    - intros i Hi. destruct (sides k0 i ltac:(lia)) as [-> ->]. apply L, Hi.
    - exact CG.
    - intros x Hx. apply NNPP. intro no. assert (Hx' : in_box N lo hi x).
      { intros i Hi. destruct (sides k0 i Hi) as [<- <-]. apply Hx. lia. }
      assert (x (N + k0)%nat = 0).
      { apply (Ind x Hx'); [|exact Hk0|exact Pk0]. intros z Hz Ez. apply NNPP. intro h. apply no. exists z.
        repeat split; auto.
        - destruct (sides k0 i ltac:(lia)) as [-> _]. now apply Hz.
        - destruct (sides k0 i ltac:(lia)) as [_ ->]. now apply Hz. }
      specialize (Hx (N + k0)%nat ltac:(lia)). unfold flo in Hx. destruct (Nat.ltb_spec (N + k0) N); [lia|].
      rewrite Nat.eqb_refl in Hx. lra.
    - exists κ. split; [exact κ0|]. intros x Hx. specialize (H x Hx).
      rewrite <- (box_sides n (flo k0) fhi) by (intros i Hi; apply sides; lia). exact H. }
  assert (faces : forall m, (m <= C)%nat -> exists κ, 0 < κ /\ forall k0, (k0 < m)%nat -> P k0 -> forall x,
    in_box (N + C) (flo k0) fhi x -> κ <= box_integral n lo hi (fun z => Rabs (G z)) x).
  { induction m as [|m IH]; intro Hm; [exists 1; split; [lra|intros; lia]|]. destruct IH as (κ1 & κ10 & H1); [lia|].
    destruct (classic (P m)) as [Pm|nP].
    - destruct (face m ltac:(lia) Pm) as (κ2 & κ20 & H2). exists (Rmin κ1 κ2). split; [apply Rmin_pos; assumption|].
      intros k0 Hk Pk x Hx. destruct (Nat.eq_dec k0 m) as [->|h].
      + apply Rle_trans with (1 := Rmin_r _ _). now apply H2.
      + apply Rle_trans with (1 := Rmin_l _ _). apply (H1 k0); auto. lia.
    - exists κ1. split; [exact κ10|]. intros k0 Hk Pk x Hx. destruct (Nat.eq_dec k0 m) as [->|h]; [tauto|].
      apply (H1 k0); auto. lia. }
  destruct (faces C (le_n C)) as (κ & κ0 & H). exists κ. split; [exact κ0|]. intros x Hx Z k Hk.
  destruct (largest C (fun k => x (N + k)%nat) ltac:(lia)) as (k0 & Hk0 & Max).
  set (c0 := x (N + k0)%nat) in *. assert (powers : Rabs (x (N + k)%nat) ^ p <= Rabs c0 ^ p).
  { apply pow_incr. split; [apply Rabs_pos|apply Max, Hk]. }
  destruct (Req_dec c0 0) as [z|nz].
  { rewrite z, Rabs_R0, pow_i in powers by lia. apply Rle_trans with 0.
    - pose proof (Rmult_le_compat_l κ _ _ ltac:(lra) powers). lra.
    - apply (box_nonneg (N + C)); [exact L'|exact Ca|intro; apply Rabs_pos]. }
  assert (Pk0 : P k0) by (apply NNPP; intro h; apply nz, (Z k0 Hk0 h)).
  specialize (H k0 Hk0 Pk0 (scaled N (/ c0) x)).
  assert (B : in_box (N + C) (flo k0) fhi (scaled N (/ c0) x)).
  { intros i Hi. unfold flo, fhi, scaled. destruct (Nat.ltb_spec i N) as [h|h]; [apply Hx, h|].
    destruct (Nat.eqb_spec i (N + k0)) as [->|ne].
    - fold c0. rewrite Rinv_l by exact nz. lra.
    - specialize (Max (i - N)%nat ltac:(lia)). replace (N + (i - N))%nat with i in Max by lia.
      apply Rabs_le_between. rewrite Rabs_mult, Rabs_inv. apply Rmult_le_reg_l with (Rabs c0); [now apply Rabs_pos_lt|].
      rewrite <- Rmult_assoc, Rinv_r by (now apply Rabs_no_R0). lra. }
  specialize (H B). rewrite (box_base n lo hi _ (fun z => / Rabs c0 ^ p * Rabs (G z)) _ x L') in H.
  - rewrite (box_scal (N + C)) in H by assumption. assert (cp : 0 < Rabs c0 ^ p) by (apply pow_lt, Rabs_pos_lt, nz).
    apply Rle_trans with (κ * Rabs c0 ^ p); [apply Rmult_le_compat_l; lra|].
    apply Rmult_le_reg_l with (/ Rabs c0 ^ p); [now apply Rinv_0_lt_compat|]. apply Rle_trans with (2 := H). right.
    field. lra.
  - intros z z' Hz E E1 E2. rewrite (continuous_determined (N + C) G (scaled N (/ c0) z')).
    + rewrite HG, Rabs_mult, <- RPow_abs, Rabs_inv, pow_inv. reflexivity.
    + apply CG.
    + intros i Hi. destruct (lt_dec i n) as [h|h].
      * rewrite E by exact h. unfold scaled. destruct (Nat.ltb_spec i N); [reflexivity|lia].
      * rewrite E1 by lia. unfold scaled. rewrite (E2 i) by lia. reflexivity.
Qed.
