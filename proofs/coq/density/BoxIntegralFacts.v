(** * Sums, multiples and continuity of iterated integrals

    What the inequality needs of [box_integral] (BoxIntegral.v) beyond monotonicity: it is linear, it depends on the
    values in the box only, and the functions that occur are continuous.  [continuous_at] is the continuity of
    BoxCompactness.v at one point ([continuous_at_iff]), so that its closure properties apply; composition with a
    continuous function of one variable and the continuity of a function near one point are added. *)

From Coq Require Import Reals Psatz Arith Lia FunctionalExtensionality.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums Coordinates BoxCompactness BoxIntegral.
Open Scope R_scope.

(** ** Continuity *)

(** Continuity at a point, as a limit. *)
Lemma continuous_at_limit N f p : continuous_at N f p <-> filterlim f (near N p) (locally (f p)).
Proof.
  split.
  - intros C P [e He]. destruct (C e (cond_pos e)) as [r [r0 H]]. exists r. split; [exact r0|].
    intros x Hx. apply He, H, Hx.
  - intros C e e0. apply (C (fun v => Rabs (v - f p) < e)). exists (mkposreal e e0). intros v Hv. exact Hv.
Qed.

(** Continuity everywhere. *)
Lemma continuous_at_iff N f : (forall p, continuous_at N f p) <-> continuous_in N f.
Proof. split; intros C p; apply continuous_at_limit, C. Qed.

(** A continuous function of one variable after a continuous function. *)
Lemma continuous_at_comp N f (g : R -> R) p :
  continuous_at N f p -> continuous g (f p) -> continuous_at N (fun x => g (f x)) p.
Proof. rewrite !continuous_at_limit. intros Hf Hg. exact (filterlim_comp _ _ _ f g _ _ _ Hf Hg). Qed.

(** Coordinates, sums, products, absolute values. *)
Lemma continuous_at_coordinate N i p : (i < N)%nat -> continuous_at N (fun x => x i) p.
Proof. intro Hi. now apply continuous_at_limit, continuous_in_coordinate. Qed.

Lemma continuous_at_plus N f g p : continuous_at N f p -> continuous_at N g p -> continuous_at N (fun x => f x + g x) p.
Proof.
  rewrite !continuous_at_limit. intros Hf Hg. apply (filterlim_comp_2 f g Rplus Hf Hg), (filterlim_plus (f p) (g p)).
Qed.

Lemma continuous_at_mult N f g p : continuous_at N f p -> continuous_at N g p -> continuous_at N (fun x => f x * g x) p.
Proof.
  rewrite !continuous_at_limit. intros Hf Hg. apply (filterlim_comp_2 f g Rmult Hf Hg), (filterlim_mult (f p) (g p)).
Qed.

Lemma continuous_at_abs N f p : continuous_at N f p -> continuous_at N (fun x => Rabs (f x)) p.
Proof. intro Hf. apply (continuous_at_comp N f Rabs p Hf), continuous_Rabs. Qed.

Lemma continuous_at_sum N m (f : nat -> (nat -> R) -> R) p :
  (forall j, (j < m)%nat -> continuous_at N (f j) p) -> continuous_at N (fun x => sum_below m (fun j => f j x)) p.
Proof.
  induction m as [|m IH]; intro Hf; simpl; [apply continuous_at_const|].
  apply continuous_at_plus; [apply IH; intros; apply Hf; lia|apply Hf; lia].
Qed.

(** The values near p decide. *)
Lemma continuous_at_local N f g p : near N p (fun x => f x = g x) -> continuous_at N f p -> continuous_at N g p.
Proof.
  intros [r [r0 E]] C e e0. destruct (C e e0) as [s [s0 H]]. exists (Rmin r s). split; [apply Rmin_pos; assumption|].
  intros x Hx. pose proof (Rmin_l r s). pose proof (Rmin_r r s).
  rewrite <- (E x) by (intros i Hi; specialize (Hx i Hi); lra). rewrite <- (E p) by (apply close_refl, r0).
  apply H. intros i Hi. specialize (Hx i Hi). lra.
Qed.

(** Coordinates that do not matter for the values may be dropped (N <= N') ... *)
Lemma continuous_at_forget N N' f p : (N <= N')%nat ->
  (forall x x', (forall i, (i < N)%nat -> x i = x' i) -> f x = f x') -> continuous_at N' f p -> continuous_at N f p.
Proof.
  intros L E C e e0. destruct (C e e0) as [r [r0 H]]. exists r. split; [exact r0|]. intros x Hx.
  rewrite (E x (fun i => if (i <? N)%nat then x i else p i)).
  - apply H. intros i _. destruct (Nat.ltb_spec i N) as [h|h]; [apply Hx, h|]. now rewrite Rminus_eq_0, Rabs_R0.
  - intros i Hi. destruct (Nat.ltb_spec i N); [reflexivity|lia].
Qed.

(** ... or added. *)
Lemma continuous_at_more N N' f p : (N <= N')%nat -> continuous_at N f p -> continuous_at N' f p.
Proof.
  intros L C e e0. destruct (C e e0) as [r [r0 H]]. exists r. split; [exact r0|]. intros x Hx. apply H.
  intros i Hi. apply Hx. lia.
Qed.

(** A function that is continuous in N coordinates depends on these alone. *)
Lemma continuous_determined N f p x : continuous_at N f p -> (forall i, (i < N)%nat -> x i = p i) -> f x = f p.
Proof.
  intros C E. apply Rminus_diag_uniq. destruct (Req_dec (f x - f p) 0) as [h|h]; [exact h|exfalso].
  apply Rabs_pos_lt in h. destruct (C _ h) as [r [r0 H]]. apply (Rlt_irrefl (Rabs (f x - f p))), H.
  intros i Hi. rewrite E by exact Hi. now rewrite Rminus_eq_0, Rabs_R0.
Qed.

(** ** Integrals *)

(** The integral depends on the values in the box, whatever the point behind the other coordinates. *)
Lemma box_base n lo hi f g x x' : (forall i, (i < n)%nat -> lo i <= hi i) ->
  (forall z z', in_box n lo hi z -> (forall i, (i < n)%nat -> z i = z' i) ->
     (forall i, (n <= i)%nat -> z i = x i) -> (forall i, (n <= i)%nat -> z' i = x' i) -> f z = g z') ->
  box_integral n lo hi f x = box_integral n lo hi g x'.
Proof.
  intro L. revert x x'. induction n as [|n IH]; intros x x' E; [apply E; try reflexivity; intros i Hi; lia|].
  simpl. apply RInt_ext. intros t Ht. specialize (L n ltac:(lia)) as Ln.
  rewrite Rmin_left, Rmax_right in Ht by exact Ln.
  apply IH; [intros; apply L; lia|]. intros z z' Hz Ezz Ez Ez'. apply E.
  - intros i Hi. destruct (Nat.eq_dec i n) as [->|h]; [|apply Hz; lia].
    rewrite (Ez n) by lia. unfold update. rewrite Nat.eqb_refl. lra.
  - intros i Hi. destruct (Nat.eq_dec i n) as [->|h]; [|apply Ezz; lia].
    rewrite (Ez n), (Ez' n) by lia. unfold update. now rewrite Nat.eqb_refl.
  - intros i Hi. rewrite (Ez i) by lia. unfold update. destruct (Nat.eqb_spec i n); [lia|reflexivity].
  - intros i Hi. rewrite (Ez' i) by lia. unfold update. destruct (Nat.eqb_spec i n); [lia|reflexivity].
Qed.

(** Equal values in the box give equal integrals. *)
Lemma box_ext n lo hi f g x : (forall i, (i < n)%nat -> lo i <= hi i) ->
  (forall z, in_box n lo hi z -> (forall i, (n <= i)%nat -> z i = x i) -> f z = g z) ->
  box_integral n lo hi f x = box_integral n lo hi g x.
Proof.
  intros L E. apply box_base; [exact L|]. intros z z' Hz e ez ez'. rewrite (E z Hz ez). f_equal.
  apply functional_extensionality. intro i. destruct (lt_dec i n) as [h|h]; [now apply e|]. rewrite ez, ez' by lia.
  reflexivity.
Qed.

(** Equal sides give equal integrals. *)
Lemma box_sides n lo hi lo' hi' f x : (forall i, (i < n)%nat -> lo i = lo' i /\ hi i = hi' i) ->
  box_integral n lo hi f x = box_integral n lo' hi' f x.
Proof.
  revert x. induction n as [|n IH]; intros x E; [reflexivity|]. simpl. destruct (E n ltac:(lia)) as [-> ->].
  apply RInt_ext. intros t _. apply IH. intros; apply E; lia.
Qed.

(** The integral of a sum. *)
Lemma box_plus N n lo hi f g x : (forall i, (i < n)%nat -> lo i <= hi i) ->
  (forall z, continuous_at N f z) -> (forall z, continuous_at N g z) ->
  box_integral n lo hi (fun z => f z + g z) x = box_integral n lo hi f x + box_integral n lo hi g x.
Proof.
  intros L Cf Cg. revert x. induction n as [|n IH]; intro x; [reflexivity|]. simpl.
  assert (L' : forall i, (i < n)%nat -> lo i <= hi i) by (intros; apply L; lia). specialize (L n ltac:(lia)) as Ln.
  rewrite (RInt_ext _ (fun t => plus (box_integral n lo hi f (update x n t)) (box_integral n lo hi g (update x n t))))
    by (intros; apply IH, L').
  apply (RInt_plus (V := R_CompleteNormedModule)); apply (box_slice N); assumption.
Qed.

(** The integral of a multiple. *)
Lemma box_scal N n lo hi k f x : (forall i, (i < n)%nat -> lo i <= hi i) -> (forall z, continuous_at N f z) ->
  box_integral n lo hi (fun z => k * f z) x = k * box_integral n lo hi f x.
Proof.
  intros L Cf. revert x. induction n as [|n IH]; intro x; [reflexivity|]. simpl.
  assert (L' : forall i, (i < n)%nat -> lo i <= hi i) by (intros; apply L; lia). specialize (L n ltac:(lia)) as Ln.
  rewrite (RInt_ext _ (fun t => scal k (box_integral n lo hi f (update x n t)))) by (intros; apply IH, L').
  apply (RInt_scal (V := R_CompleteNormedModule)), (box_slice N); assumption.
Qed.

(** On an interval: if |f| <= k |g| + e then ∫|f| <= k ∫|g| + e (b - a). *)
Lemma abs_integral_le a b k e (f g : R -> R) : a <= b -> (forall y, continuous f y) -> (forall y, continuous g y) ->
  (forall y, a <= y <= b -> Rabs (f y) <= k * Rabs (g y) + e) ->
  RInt (fun y => Rabs (f y)) a b <= k * RInt (fun y => Rabs (g y)) a b + e * (b - a).
Proof.
  intros ab Cf Cg H.
  assert (If : ex_RInt (fun y => Rabs (f y)) a b).
  { apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros y _.
    apply (continuous_comp f Rabs); [apply Cf|apply continuous_Rabs]. }
  assert (Ig : ex_RInt (fun y => Rabs (g y)) a b).
  { apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros y _.
    apply (continuous_comp g Rabs); [apply Cg|apply continuous_Rabs]. }
  pose proof (ex_RInt_scal (V := R_NormedModule) _ a b k Ig) as Ik.
  pose proof (ex_RInt_const (V := R_NormedModule) a b e) as Ie.
  apply Rle_trans with (RInt (fun y => plus (scal k (Rabs (g y))) e) a b).
  - apply RInt_le; [exact ab|exact If|apply (ex_RInt_plus (V := R_NormedModule)); assumption|].
    intros y Hy. apply H. lra.
  - right. etransitivity; [exact (RInt_plus (V := R_CompleteNormedModule) _ _ a b Ik Ie)|].
    apply (f_equal2 Rplus); [exact (RInt_scal (V := R_CompleteNormedModule) _ a b k Ig)|].
    etransitivity; [apply RInt_const|]. unfold scal; simpl; unfold mult; simpl. ring.
Qed.

(** A function g >= 0 with g >= e on a part [u, v] of the interval has ∫ g >= e (v - u). *)
Lemma interval_lower_bound a b u v e (g : R -> R) : a <= u -> u <= v -> v <= b -> (forall y, continuous g y) ->
  (forall y, 0 <= g y) -> (forall y, u <= y <= v -> e <= g y) -> e * (v - u) <= RInt g a b.
Proof.
  intros au uv vb C P H. assert (Cz : forall z, continuous_at 1 (fun z => g (z 0%nat)) z).
  { intro z. apply (continuous_at_comp 1 (fun z : nat ->
      R => z 0%nat) g); [apply continuous_at_coordinate; lia|apply C]. }
  apply Rle_trans with (box_integral 1 (fun _ => u) (fun _ => v) (fun z => g (z 0%nat)) (fun _ => 0)).
  - replace (e * (v - u)) with (e * volume 1 (fun _ => u) (fun _ => v)) by (simpl; ring).
    rewrite <- (box_const 1 (fun _ => u) (fun _ => v) e (fun _ => 0)).
    apply (box_le 1); [intros; exact uv|intro; apply continuous_at_const|exact Cz|].
    intros z Hz _. apply H, (Hz 0%nat). lia.
  - apply (box_sub 1 1 (fun _ => a) (fun _ => b)); [intros; tauto|exact Cz|intro; apply P].
Qed.
