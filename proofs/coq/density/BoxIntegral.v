(** * Iterated integrals over a box

    [box_integral n lo hi f x] integrates f over the coordinates below n, one after the other, each from lo i to hi i;
    the other coordinates are those of x.  Integrals are Riemann integrals, and f is continuous.

    A continuous function of N coordinates keeps its continuity when one coordinate is integrated ([continuous_RInt]),
    so the iterated integral exists ([box_slice]).  It is monotone in f ([box_le]) and, for f >= 0, in the box
    ([box_sub]).

    [positive_integral_minimum]: if f does not vanish identically in its first n coordinates, whatever the parameters in
    a closed box, then the integrals of |f| over the first n coordinates have a common positive lower bound.  _Proof._
    Around a point with f <> 0 the integral is bounded below for all parameters nearby, and the box of parameters is
    compact.  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums Coordinates BoxCompactness.
Open Scope R_scope.

Definition continuous_at (N : nat) (f : (nat -> R) -> R) (p : nat -> R) : Prop :=
  forall e, 0 < e -> exists r, 0 < r /\ forall x, close N r p x -> Rabs (f x - f p) < e.

Lemma update_close N r p x k t0 t : close N r p x -> Rabs (t - t0) < r -> close N r (update p k t0) (update x k t).
Proof. intros C T i Hi. unfold update. destruct (i =? k)%nat; [exact T|apply C, Hi]. Qed.

Lemma close_refl N r p : 0 < r -> close N r p p.
Proof. intros r0 i _. rewrite Rminus_eq_0, Rabs_R0. exact r0. Qed.

Lemma continuous_slice N k f p t : continuous_at N f (update p k t) -> continuous (fun t => f (update p k t)) t.
Proof.
  intros C P [e He]. destruct (C e (cond_pos e)) as [r [r0 Hr]]. exists (mkposreal r r0). intros s Hs. apply He.
  apply Hr, update_close; [apply close_refl, r0|exact Hs].
Qed.

(** Continuity in one coordinate, uniformly over an interval of it. *)
Lemma uniform_slab N k f p a b e : 0 < e -> (forall t, a <= t <= b -> continuous_at N f (update p k t)) ->
  exists r, 0 < r /\ forall x, close N r p x -> forall t, a <= t <= b ->
    Rabs (f (update x k t) - f (update p k t)) <= e.
Proof.
  intros e0 C.
  set (Q := fun X : (nat -> R) -> Prop => exists r, 0 < r /\ forall x, close N r p x -> forall t, X (update p k t) ->
    Rabs (f (update x k t) - f (update p k t)) <= e).
  assert (I : ideal Q).
  { split.
    - exists 1. split; [lra|tauto].
    - intros X Y XY [r [r0 H]]. exists r. split; [exact r0|]. intros x Hx t Ht. apply H; auto.
    - intros X Y [r1 [p1 H1]] [r2 [p2 H2]]. exists (Rmin r1 r2). split; [apply Rmin_pos; assumption|].
      intros x Hx t Ht. pose proof (Rmin_l r1 r2). pose proof (Rmin_r r1 r2).
      destruct Ht as [Ht|Ht]; [apply H1|apply H2]; try exact Ht; intros i Hi; specialize (Hx i Hi); lra. }
  assert (here : forall t, update p k t k = t) by (intro t; unfold update; now rewrite Nat.eqb_refl).
  destruct (slab_compact Q k a b I) as [r [r0 H]].
  - intros t0 Ht0. destruct (C t0 Ht0 (e / 2) ltac:(lra)) as [r [r0 Hr]]. exists r. split; [exact r0|].
    exists r. split; [exact r0|]. intros x Hx t Ht. rewrite here in Ht.
    pose proof (Hr _ (update_close N r p x k t0 t Hx Ht)) as A.
    pose proof (Hr _ (update_close N r p p k t0 t (close_refl N r p r0) Ht)) as B.
    replace (f (update x k t) - f (update p k t)) with
      ((f (update x k t) - f (update p k t0)) - (f (update p k t) - f (update p k t0))) by ring.
    apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp. lra.
  - exists r. split; [exact r0|]. intros x Hx t Ht. apply H; [exact Hx|]. rewrite here. exact Ht.
Qed.

Lemma slice_integrable N k f p a b : a <= b -> (forall t, a <= t <= b -> continuous_at N f (update p k t)) ->
  ex_RInt (fun t => f (update p k t)) a b.
Proof.
  intros ab C. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros t Ht.
  rewrite Rmin_left, Rmax_right in Ht by exact ab. apply (continuous_slice N), C, Ht.
Qed.

Lemma continuous_RInt N k f p a b : a <= b ->
  near N p (fun x => forall t, a <= t <= b -> continuous_at N f (update x k t)) ->
  continuous_at N (fun x => RInt (fun t => f (update x k t)) a b) p.
Proof.
  intros ab [r1 [r10 C]] e e0. set (e' := e / (2 * (1 + (b - a)))).
  assert (e'0 : 0 < e') by (apply Rdiv_lt_0_compat; lra).
  pose proof (C p (close_refl N r1 p r10)) as Cp.
  destruct (uniform_slab N k f p a b e' e'0 Cp) as [r [r0 U]].
  exists (Rmin r r1). split; [apply Rmin_pos; assumption|]. intros x Hx.
  assert (Hx0 : close N r p x) by (intros i Hi; specialize (Hx i Hi); pose proof (Rmin_l r r1); lra).
  assert (Hx1 : close N r1 p x) by (intros i Hi; specialize (Hx i Hi); pose proof (Rmin_r r r1); lra).
  pose proof (slice_integrable N k f x a b ab (C x Hx1)) as Ix. pose proof (slice_integrable N k f p a b ab Cp) as Ip.
  assert (E : RInt (fun t => f (update x k t)) a b - RInt (fun t => f (update p k t)) a b =
              RInt (fun t => minus (f (update x k t)) (f (update p k t))) a b).
  { symmetry. apply (RInt_minus (V := R_CompleteNormedModule) _ _ a b Ix Ip). }
  rewrite E.
  apply Rle_lt_trans with ((b - a) * e').
  - apply abs_RInt_le_const; [exact ab| |].
    + apply (ex_RInt_minus (V := R_NormedModule) _ _ a b Ix Ip).
    + intros t Ht. apply (U x Hx0 t Ht).
  - unfold e'. apply Rmult_lt_reg_r with (2 * (1 + (b - a))); [lra|].
    replace ((b - a) * (e / (2 * (1 + (b - a)))) * (2 * (1 + (b - a)))) with ((b - a) * e) by (field; lra). nra.
Qed.

(** The integral over the coordinates below n, one after the other. *)
Fixpoint box_integral (n : nat) (lo hi : nat -> R) (f : (nat -> R) -> R) (x : nat -> R) : R :=
  match n with O => f x | S m => RInt (fun t => box_integral m lo hi f (update x m t)) (lo m) (hi m) end.


Section Box.
Variables (N : nat).

Lemma box_continuous n lo hi f : (forall i, (i < n)%nat -> lo i <= hi i) -> (forall z, continuous_at N f z) ->
  forall z, continuous_at N (box_integral n lo hi f) z.
Proof.
  intros L C. induction n as [|n IH]; [exact C|]. intro z. simpl.
  apply (continuous_RInt N n (box_integral n lo hi f)); [apply L; lia|]. exists 1. split; [lra|]. intros x _ t _.
  apply IH. intros; apply L; lia.
Qed.

Lemma box_slice n lo hi f x a b : (forall i, (i < n)%nat -> lo i <= hi i) -> (forall z, continuous_at N f z) ->
  a <= b ->
  ex_RInt (fun t => box_integral n lo hi f (update x n t)) a b.
Proof. intros L C ab. apply (slice_integrable N); [exact ab|]. intros t _. now apply box_continuous. Qed.

Lemma box_le n lo hi f g : (forall i, (i < n)%nat -> lo i <= hi i) -> (forall z, continuous_at N f z) ->
  (forall z, continuous_at N g z) ->
  forall x, (forall z, in_box n lo hi z -> (forall i, (n <= i)%nat -> z i = x i) -> f z <= g z) ->
  box_integral n lo hi f x <= box_integral n lo hi g x.
Proof.
  intros L Cf Cg. induction n as [|n IH]; intros x le; [simpl; apply le; [intros i Hi; lia|reflexivity]|].
  simpl. assert (L' : forall i, (i < n)%nat -> lo i <= hi i) by (intros; apply L; lia).
  apply RInt_le; [apply L; lia|apply box_slice; auto|apply box_slice; auto|]. intros t Ht. apply IH; [exact L'|].
  intros z Hz E. apply le.
  - intros i Hi. destruct (Nat.eq_dec i n) as [->|h]; [|apply Hz; lia]. rewrite (E n) by lia. unfold update.
    rewrite Nat.eqb_refl. lra.
  - intros i Hi. rewrite (E i) by lia. unfold update. destruct (Nat.eqb_spec i n); [lia|reflexivity].
Qed.

Fixpoint volume (n : nat) (u v : nat -> R) : R := match n with O => 1 | S m => volume m u v * (v m - u m) end.

Lemma continuous_at_const c z : continuous_at N (fun _ => c) z.
Proof. intros e e0. exists 1. split; [lra|]. intros. rewrite Rminus_eq_0, Rabs_R0. exact e0. Qed.

Lemma box_const n u v c x : box_integral n u v (fun _ => c) x = c * volume n u v.
Proof.
  revert x. induction n as [|n IH]; intro x; simpl; [ring|].
  rewrite (RInt_ext _ (fun _ => c * volume n u v)) by (intros; apply IH). rewrite RInt_const.
  unfold scal; simpl; unfold mult; simpl. ring.
Qed.

Lemma box_nonneg n lo hi g : (forall i, (i < n)%nat -> lo i <= hi i) -> (forall z, continuous_at N g z) ->
  (forall z, 0 <= g z) ->
  forall x, 0 <= box_integral n lo hi g x.
Proof.
  intros L C P x. rewrite <- (Rmult_0_l (volume n lo hi)), <- (box_const n lo hi 0 x).
  apply box_le; auto. intro z. apply continuous_at_const.
Qed.

Lemma box_sub n lo hi u v g : (forall i, (i < n)%nat -> lo i <= u i /\ u i <= v i /\ v i <= hi i) ->
  (forall z, continuous_at N g z) ->
  (forall z, 0 <= g z) -> forall x, box_integral n u v g x <= box_integral n lo hi g x.
Proof.
  intros L C P. induction n as [|n IH]; intro x; [simpl; lra|]. simpl. destruct (L n ltac:(lia)) as [A [B D]].
  assert (L1 : forall i, (i < n)%nat -> lo i <= hi i) by (intros i Hi; destruct (L i ltac:(lia)); lra).
  assert (L2 : forall i, (i < n)%nat -> u i <= v i) by (intros i Hi; apply L; lia).
  apply Rle_trans with (RInt (fun t => box_integral n lo hi g (update x n t)) (u n) (v n)).
  { apply RInt_le; [exact B|apply box_slice; auto|apply box_slice; auto|]. intros t _. apply IH. intros; apply L; lia. }
  assert (I1 := box_slice n lo hi g x (lo n) (u n) L1 C A). assert (I2 := box_slice n lo hi g x (u n) (v n) L1 C B).
  assert (I3 := box_slice n lo hi g x (v n) (hi n) L1 C D).
  rewrite <- (RInt_Chasles (V := R_CompleteNormedModule) _ (lo n) (u n) (hi n) I1 (ex_RInt_Chasles (V :=
    R_NormedModule) _ _ _ _ I2 I3)).
  rewrite <- (RInt_Chasles (V := R_CompleteNormedModule) _ (u n) (v n) (hi n) I2 I3). unfold plus; simpl.
  assert (0 <= RInt (fun t => box_integral n lo hi g (update x n t)) (lo n) (u n))
    by (apply RInt_ge_0; auto; intros; apply box_nonneg; auto).
  assert (0 <= RInt (fun t => box_integral n lo hi g (update x n t)) (v n) (hi n))
    by (apply RInt_ge_0; auto; intros; apply box_nonneg; auto).
  lra.
Qed.

Lemma volume_pos n u v : (forall i, (i < n)%nat -> u i < v i) -> 0 < volume n u v.
Proof.
  induction n as [|n IH]; intro H; simpl; [lra|]. specialize (H n ltac:(lia)) as Hn.
  apply Rmult_lt_0_compat; [apply IH; intros; apply H; lia|lra].
Qed.

(** A lower bound of integrals with parameters, uniform in the parameters. *)
Theorem positive_integral_minimum n lo hi f : (n <= N)%nat -> (forall i, (i < n)%nat -> lo i < hi i) ->
  (forall z, continuous_at N f z) ->
  (forall p, in_box N lo hi p -> exists z, in_box n lo hi z /\ (forall i, (n <= i)%nat -> z i = p i) /\ f z <> 0) ->
  exists c, 0 < c /\ forall p, in_box N lo hi p -> c <= box_integral n lo hi (fun z => Rabs (f z)) p.
Proof.
  intros nN L C nz.
  assert (Ca : forall z, continuous_at N (fun z => Rabs (f z)) z).
  { intros z e e0. destruct (C z e e0) as [r [r0 Hr]]. exists r. split; [exact r0|]. intros x Hx.
    apply Rle_lt_trans with (2 := Hr x Hx). apply Rabs_triang_inv2. }
  apply (box_compact N lo hi (fun X => exists c, 0 < c /\ forall p, X p ->
    c <= box_integral n lo hi (fun z => Rabs (f z)) p)).
  - split.
    + exists 1. split; [lra|tauto].
    + intros X Y XY [c [c0 Hc]]. exists c. auto.
    + intros X Y [c1 [p1 H1]] [c2 [p2 H2]]. exists (Rmin c1 c2). split; [apply Rmin_pos; assumption|].
      intros p [Hp|Hp]; [apply Rle_trans with (1 := Rmin_l c1 c2)|apply Rle_trans with (1 := Rmin_r c1 c2)]; auto.
  - intros p0 Hp0. destruct (nz p0 Hp0) as [z0 [Hz0 [E0 F0]]]. set (e := Rabs (f z0) / 2).
    assert (e0 : 0 < e) by (unfold e; apply Rabs_pos_lt in F0; lra).
    destruct (C z0 e e0) as [r [r0 Hr]]. exists r. split; [exact r0|].
    set (u := fun i => Rmax (lo i) (z0 i - r / 2)). set (v := fun i => Rmin (hi i) (z0 i + r / 2)).
    assert (UV : forall i, (i < n)%nat -> lo i <= u i /\ u i < v i /\ v i <= hi i /\ z0 i - r / 2 <= u i /\
      v i <= z0 i + r / 2).
    { intros i Hi. specialize (L i Hi). specialize (Hz0 i Hi). unfold u, v, Rmax, Rmin.
      destruct (Rle_dec (lo i) (z0 i - r / 2)), (Rle_dec (hi i) (z0 i + r / 2)); lra. }
    exists (e * volume n u v). split; [apply Rmult_lt_0_compat; [exact e0|apply volume_pos; intros i Hi;
      apply UV, Hi]|].
    intros p Hp. rewrite <- (box_const n u v e p).
    apply Rle_trans with (box_integral n u v (fun z => Rabs (f z)) p).
    + apply box_le; [intros i Hi; destruct (UV i Hi); lra|intro; apply continuous_at_const|exact Ca|].
      intros z Hz E. assert (Cz : close N r z0 z).
      { intros i Hi. destruct (lt_dec i n) as [h|h].
        - destruct (UV i h) as [_ [_ [_ [A B]]]]. specialize (Hz i h). apply Rabs_def1; lra.
        - rewrite (E i), (E0 i) by lia. apply Hp, Hi. }
      specialize (Hr z Cz). pose proof (Rabs_triang_inv (f z0) (f z)) as T. rewrite Rabs_minus_sym in T.
      unfold e in *. lra.
    + apply box_sub; [intros i Hi; destruct (UV i Hi) as [? [? [? _]]]; lra|exact Ca|intro; apply Rabs_pos].
Qed.
End Box.
