(** * Sign changes of a real function

    A function [f : R -> R] _alternates_ [N] times when there are [N + 1] points
    [y_0 < y_1 < ... < y_N] at which [f] is non-zero with alternating signs.  It has _at most [N]
    sign changes_ when it does not alternate [N + 1] times.  The definition counts jumps through
    zero and needs neither continuity nor isolated zeros, so it suits every function below.

    Three facts about this number carry the whole upper bound.

    - [sign_changes_derivative]: if [f' - r f] has at most [N] sign changes, then [f] has at most
      [N + 1].  Multiplying by [e^(-rt)] turns [f' - r f] into a derivative, and between two values
      of opposite sign the mean value theorem gives a point where the derivative has the sign of
      the increment.
    - [matching_polynomial]: a function with at most [N] sign changes has, up to one global sign
      [s], the same sign everywhere as a real-rooted polynomial of degree at most [N]: there are
      roots [rs] with [0 <= s * (root_product rs x * g x)] for all [x].  The roots are found one at
      a time, from left to right: the infimum [m] of the points where the first sign is violated is
      the first root, and [(x - m) g] has one sign change fewer.
    - [alternates_zeros]: a continuous function that alternates [N] times has [N] distinct zeros
      (the intermediate value theorem).

    Source: docs/theory.md, sections 3.3 and 3.4 (variation diminishing, in the form of the mean
    value theorem). *)

From Coq Require Import Reals Psatz List Classical Arith Lia.
From Coquelicot Require Import Coquelicot.
Import ListNotations.
Open Scope R_scope.

(** ** Definitions *)

(** [alternates N s y f]: there are [y = y_0 < ... < y_N] at which [f] has the signs of
    [s, -s, s, ...]. *)
Fixpoint alternates (N : nat) (s y : R) (f : R -> R) : Prop :=
  0 < s * f y /\
  match N with
  | O => True
  | S N' => exists y', y < y' /\ alternates N' (-s) y' f
  end.

(** At most [N] sign changes: no [N + 2] points with alternating signs. *)
Definition sign_changes_at_most (f : R -> R) (N : nat) : Prop :=
  forall s y, ~ alternates (S N) s y f.

(** The monic polynomial with the given roots, as a function. *)
Fixpoint root_product (rs : list R) (x : R) : R :=
  match rs with
  | [] => 1
  | r :: rs => (x - r) * root_product rs x
  end.

(** ** Elementary properties *)

(** The value at the first point has the announced sign. *)
Lemma alternates_head N s y f : alternates N s y f -> 0 < s * f y.
Proof. destruct N; simpl; tauto. Qed.

(** The announced sign is not zero. *)
Lemma alternates_sign_nonzero N s y f : alternates N s y f -> s <> 0.
Proof. intros H ->; apply alternates_head in H; lra. Qed.

(** Only the sign of [s] matters: it may be scaled by a positive number ... *)
Lemma alternates_scale N : forall s y f k, 0 < k -> alternates N s y f -> alternates N (k * s) y f.
Proof.
  induction N; intros s y f k Hk; simpl.
  - intros [H _]; split; [nra | exact I].
  - intros [H [y' [H1 H2]]]; split; [nra |].
    exists y'; split; [assumption |].
    replace (- (k * s)) with (k * - s) by ring.
    apply IHN; assumption.
Qed.

(** ... and replaced by any number of the same sign. *)
Lemma alternates_same_sign N s s' y f : alternates N s y f -> 0 < s * s' -> alternates N s' y f.
Proof.
  intros H P.
  assert (n : s <> 0) by (apply (alternates_sign_nonzero _ _ _ _ H)).
  replace s' with ((s * s' / (s * s)) * s) by (field; exact n).
  apply alternates_scale; [| exact H].
  apply Rdiv_lt_0_compat; [exact P | nra].
Qed.

(** Multiplying [f] by a positive function, to the right of the first point, changes no sign. *)
Lemma alternates_positive_factor N : forall s y f g,
  (forall x, y <= x -> exists k, 0 < k /\ g x = k * f x) ->
  alternates N s y f -> alternates N s y g.
Proof.
  assert (head : forall s y f g, (forall x, y <= x -> exists k, 0 < k /\ g x = k * f x) ->
            0 < s * f y -> 0 < s * g y).
  { intros s y f g E H. destruct (E y (Rle_refl _)) as [k [k0 ->]]. nra. }
  induction N; intros s y f g E; simpl; intros [H H'].
  - split; [apply (head s y f); assumption | exact I].
  - split; [apply (head s y f); assumption |].
    destruct H' as [y' [l A]].
    exists y'; split; [assumption |].
    apply (IHN _ _ f); [intros; apply E; lra | assumption].
Qed.

(** Dropping the last point. *)
Lemma alternates_le N : forall s y f, alternates (S N) s y f -> alternates N s y f.
Proof.
  induction N; intros s y f [H [y' [l A]]]; split; try assumption; try exact I.
  exists y'; split; [assumption | apply IHN, A].
Qed.

(** The bound may be weakened. *)
Lemma sign_changes_le f N N' :
  sign_changes_at_most f N -> (N <= N')%nat -> sign_changes_at_most f N'.
Proof.
  intros H l; induction l; [assumption |].
  intros s y A; apply (IHl s y), alternates_le, A.
Qed.

(** A positive factor does not change the number of sign changes. *)
Lemma sign_changes_positive_factor f g N :
  sign_changes_at_most f N -> (forall x, exists k, 0 < k /\ f x = k * g x) ->
  sign_changes_at_most g N.
Proof.
  intros H E s y A; apply (H s y), (alternates_positive_factor _ _ _ g); [intros; apply E | assumption].
Qed.

(** A function of constant sign [s] has no sign change. *)
Lemma sign_changes_constant_sign f s :
  (s = 1 \/ s = -1) -> (forall x, 0 <= s * f x) -> sign_changes_at_most f 0.
Proof.
  intros Hs H s' y [A [y' [l [B _]]]].
  pose proof (H y); pose proof (H y').
  destruct Hs; subst; destruct (Rle_or_lt 0 s'); nra.
Qed.

(** Increasing points [t_0 < ... < t_N] with a sign change between any two neighbours. *)
Lemma alternates_of_points f N : forall t,
  (forall i, (i < N)%nat -> t i < t (S i)) ->
  (forall i, (i < N)%nat -> f (t i) * f (t (S i)) < 0) ->
  f (t O) <> 0 -> alternates N (f (t O)) (t O) f.
Proof.
  induction N as [| N IH]; intros t inc change n.
  - split; [nra | exact I].
  - pose proof (change O ltac:(lia)) as c.
    split; [nra |]. exists (t 1%nat). split; [apply inc; lia |].
    apply (alternates_same_sign _ (f (t 1%nat))); [| nra].
    apply (IH (fun i => t (S i))).
    + intros i hi; apply inc; lia.
    + intros i hi; apply change; lia.
    + intro e; rewrite e in c; lra.
Qed.

(** ** The mean value theorem step *)

(** If [h] alternates [N + 1] times, then its derivative alternates [N] times: between two
    consecutive points the mean value theorem gives one where [h'] has the sign of the increment. *)
Lemma alternates_derivative N : forall s y h h',
  (forall x, is_derive h x (h' x)) -> alternates (S N) s y h ->
  exists z, y < z /\ alternates N (- s) z h'.
Proof.
  (* the mean value point between two neighbours y < y' *)
  assert (step : forall s y y' h h', (forall x, is_derive h x (h' x)) -> y < y' ->
            0 < s * h y -> 0 < - s * h y' -> exists c, y < c < y' /\ 0 < - s * h' c).
  { intros s y y' h h' D l A B.
    destruct (MVT_cor2 h h' y y' l) as [c [E lc]].
    { intros; apply is_derive_Reals, D. }
    exists c; split; [exact lc |].
    apply Rmult_lt_reg_r with (y' - y); [lra |].
    rewrite Rmult_assoc, <- E; nra. }
  induction N; intros s y h h' D [A [y' [l B]]].
  - destruct (step s y y' h h' D l A (alternates_head _ _ _ _ B)) as [c [lc P]].
    exists c; split; [lra |]. split; [exact P | exact I].
  - destruct (step s y y' h h' D l A (alternates_head _ _ _ _ B)) as [c [lc P]].
    destruct (IHN _ _ _ _ D B) as [z [lz Az]].
    exists c; split; [lra |]. split; [exact P |].
    exists z; split; [lra | exact Az].
Qed.

(** Each factor [D - r] costs at most one sign change. *)
Lemma sign_changes_derivative f f' r N :
  (forall t, is_derive f t (f' t)) ->
  sign_changes_at_most (fun t => f' t - r * f t) N -> sign_changes_at_most f (S N).
Proof.
  intros D H s y A.
  (* h = e^{-rt} f has the signs of f, and h' = e^{-rt} (f' - r f) those of f' - r f *)
  destruct (alternates_derivative (S N) s y
              (fun t => exp (- r * t) * f t)
              (fun t => exp (- r * t) * (f' t - r * f t))) as [z [_ B]].
  - intro x. evar_last.
    { apply (is_derive_mult (fun t => exp (- r * t)) f x (- r * exp (- r * x)) (f' x));
        [auto_derive; [exact I | ring] | apply D | intros; apply Rmult_comm]. }
    unfold plus, mult; simpl; unfold plus, mult; simpl; ring.
  - apply (alternates_positive_factor _ _ _ f); [| assumption].
    intros x _; exists (exp (- r * x)); split; [apply exp_pos | reflexivity].
  - apply (H (- s) z). revert B; apply alternates_positive_factor.
    intros x _; exists (/ exp (- r * x)).
    pose proof (exp_pos (- r * x)).
    split; [apply Rinv_0_lt_compat; assumption | field; lra].
Qed.

(** ** Products over roots *)

(** The product over a concatenation of root lists. *)
Lemma root_product_app rs rs' x : root_product (rs ++ rs') x = root_product rs x * root_product rs' x.
Proof. induction rs; simpl; [ring | rewrite IHrs; ring]. Qed.

(** The product vanishes at its roots. *)
Lemma root_product_in rs r : In r rs -> root_product rs r = 0.
Proof. induction rs; simpl; [tauto | intros [-> | H]; [ring | rewrite IHrs by assumption; ring]]. Qed.

(** The product is continuous. *)
Lemma root_product_continuous rs x : continuity_pt (root_product rs) x.
Proof.
  induction rs; simpl.
  - apply continuity_pt_const; intros ? ?; reflexivity.
  - apply continuity_pt_mult; [| assumption].
    apply continuity_pt_minus; [apply continuity_pt_id | apply continuity_pt_const; intros ? ?; reflexivity].
Qed.

(** A continuous function that vanishes off one point vanishes there too. *)
Lemma continuous_zero_off_point w r :
  continuity_pt w r -> (forall x, x <> r -> w x = 0) -> w r = 0.
Proof.
  intros C off. apply NNPP; intro n.
  destruct (C (Rabs (w r)) (Rabs_pos_lt _ n)) as [d [d0 Hd]].
  specialize (Hd (r + d / 2)).
  assert (near : Rabs (w (r + d / 2) - w r) < Rabs (w r)).
  { apply Hd. split; [split; [exact I | lra] |].
    simpl; unfold R_dist. replace (r + d / 2 - r) with (d / 2) by ring.
    rewrite Rabs_right; lra. }
  rewrite off in near by lra. rewrite Rminus_0_l, Rabs_Ropp in near; lra.
Qed.

(** A continuous function whose product with a non-zero polynomial vanishes is zero. *)
Lemma root_product_cancel rs : forall u,
  (forall x, continuity_pt u x) -> (forall x, root_product rs x * u x = 0) -> forall x, u x = 0.
Proof.
  induction rs as [| r rs IH]; simpl; intros u C H x; [rewrite <- (H x); ring |].
  revert x; apply (IH u C).
  assert (off : forall x, x <> r -> root_product rs x * u x = 0).
  { intros x n. specialize (H x). rewrite Rmult_assoc in H.
    apply Rmult_integral in H; destruct H; [lra | assumption]. }
  intro x. destruct (Req_dec x r) as [-> | n]; [| apply off, n].
  apply (continuous_zero_off_point (fun x => root_product rs x * u x)); [| exact off].
  apply continuity_pt_mult; [apply root_product_continuous | apply C].
Qed.

(** ** The matching polynomial *)

(** Greatest lower bound of a non-empty set bounded below by [y], with points of the set as near
    to it as one likes. *)
Lemma infimum (E : R -> Prop) y :
  (exists x, E x) -> (forall x, E x -> y <= x) ->
  exists m, (forall x, E x -> m <= x) /\ y <= m /\ forall z, m < z -> exists e, E e /\ e < z.
Proof.
  intros [x0 E0] lb.
  destruct (completeness (fun x => E (- x))) as [m [U L]].
  - exists (- y); intros x Hx; specialize (lb _ Hx); lra.
  - exists (- x0); rewrite Ropp_involutive; assumption.
  - exists (- m); split; [| split].
    + intros x Hx. assert (- x <= m) by (apply U; rewrite Ropp_involutive; assumption). lra.
    + assert (m <= - y) by (apply L; intros x Hx; specialize (lb _ Hx); lra). lra.
    + intros z Hz. apply NNPP; intro n. assert (m <= - z); [| lra].
      apply L; intros x Hx.
      destruct (Rle_or_lt x (- z)); [assumption | exfalso].
      apply n; exists (- x); split; [assumption | lra].
Qed.

(** No sign change: the function has one sign. *)
Lemma constant_sign g :
  sign_changes_at_most g 0 -> exists s, (s = 1 \/ s = -1) /\ forall x, 0 <= s * g x.
Proof.
  intro H. destruct (classic (exists x, 0 < g x)) as [[x0 P] | n].
  - exists 1; split; [auto |]; intro x.
    destruct (Rle_or_lt 0 (g x)) as [| l]; [lra | exfalso].
    (* g x < 0 < g x0 is a sign change *)
    destruct (Rtotal_order x x0) as [q | [q | q]].
    + apply (H (-1) x); simpl; split; [lra |].
      exists x0; split; [assumption | split; [lra | exact I]].
    + subst; lra.
    + apply (H 1 x0); simpl; split; [lra |].
      exists x; split; [assumption | split; [lra | exact I]].
  - exists (-1); split; [auto |]; intro x.
    destruct (Rle_or_lt (g x) 0); [lra | exfalso; apply n; eauto].
Qed.

(** The first sign change.  If [g] has at most [N + 1] sign changes and alternates [N + 1] times
    starting with the sign of [s], then there is a point [m] to the left of which [s g >= 0], and
    to the right of which [s g] takes negative values at once. *)
Lemma first_sign_change g N s y :
  sign_changes_at_most g (S N) -> alternates (S N) s y g ->
  exists m, y <= m /\ (forall z, z < m -> 0 <= s * g z) /\
    forall z, m < z -> exists e, m <= e < z /\ s * g e < 0.
Proof.
  intros H A.
  pose proof (alternates_head _ _ _ _ A) as Ay.
  destruct A as [_ [y2 [l2 A2]]].
  pose proof (alternates_head _ _ _ _ A2) as Ay2.
  destruct (infimum (fun x => s * g x < 0) y) as [m [below [ym near]]].
  - exists y2; lra.
  - (* a violation left of y would be one sign change too many *)
    intros x Ex. destruct (Rle_or_lt y x) as [| l]; [assumption | exfalso].
    apply (H (- s) x). split; [lra |].
    exists y; split; [assumption |].
    rewrite Ropp_involutive. split; [assumption |].
    exists y2; split; assumption.
  - exists m; split; [exact ym | split].
    + intros z lz. destruct (Rle_or_lt 0 (s * g z)) as [| l]; [assumption |].
      specialize (below z l); lra.
    + intros z lz. destruct (near z lz) as [e [Ee le]].
      exists e; split; [split; [apply below, Ee | exact le] | exact Ee].
Qed.

(** To the right of [m], the factor [x - m] is positive and may be dropped. *)
Lemma alternates_divide N s z m g :
  m < z -> alternates N s z (fun x => (x - m) * g x) -> alternates N s z g.
Proof.
  intro lz; apply alternates_positive_factor; intros x lx.
  exists (/ (x - m)); split; [apply Rinv_0_lt_compat; lra | field; lra].
Qed.

(** To the left of [m], where [s g >= 0], the product [(x - m) g] has the sign of [-s]. *)
Lemma sign_left_of_change s s' m z g :
  z < m -> 0 <= s * g z -> s <> 0 -> 0 < s' * ((z - m) * g z) -> s' * s < 0.
Proof.
  intros l P n B.
  assert (Q : s' * g z < 0) by nra. clear B.
  destruct (Rtotal_order (g z) 0) as [c | [c | c]]; [| rewrite c in Q; lra |].
  - assert (0 < s') by nra.
    assert (s < 0) by (destruct (Rtotal_order s 0) as [| [|]]; [assumption | tauto | nra]). nra.
  - assert (s' < 0) by nra.
    assert (0 < s) by (destruct (Rtotal_order s 0) as [| [|]]; [nra | tauto | assumption]). nra.
Qed.

(** Multiplying by [x - m], where [m] is the first sign change, removes that sign change: from
    [N + 1] sign changes of [(x - m) g] one builds [N + 2] of [g], with [y] or a point just right
    of [m] as an additional one. *)
Lemma remove_sign_change g N s y m :
  sign_changes_at_most g (S N) -> alternates (S N) s y g ->
  y <= m -> (forall z, z < m -> 0 <= s * g z) ->
  (forall z, m < z -> exists e, m <= e < z /\ s * g e < 0) ->
  sign_changes_at_most (fun x => (x - m) * g x) N.
Proof.
  intros H A ym left right s' z B.
  pose proof (alternates_head _ _ _ _ A) as Ay.
  pose proof (alternates_sign_nonzero _ _ _ _ A) as ns.
  pose proof (alternates_head _ _ _ _ B) as Bz; cbv beta in Bz.
  destruct (Rtotal_order z m) as [q | [q | q]].
  - (* the first point is left of m *)
    assert (ss : s' * s < 0) by (apply (sign_left_of_change _ _ m z g); auto).
    destruct B as [_ [z' [lz B]]].
    pose proof (alternates_head _ _ _ _ B) as Bz'; cbv beta in Bz'.
    destruct (Rle_or_lt z' m) as [q' | q'].
    + (* so is the second: two points left of m have equal signs, a contradiction *)
      assert (z' <> m) by (intros ->; replace (m - m) with 0 in Bz' by ring; lra).
      assert (lz' : z' < m) by lra.
      assert (- s' * s < 0) by (apply (sign_left_of_change _ _ m z' g); auto).
      lra.
    + (* the second is right of m: use y, a violation e before z', then z' and its followers *)
      apply alternates_divide in B; [| assumption].
      destruct (right z' q') as [e [le Ee]].
      apply (H s y); split; [assumption |].
      exists e; split; [assert (y <> e) by (intros ->; lra); lra |].
      split; [lra |].
      exists z'; split; [lra |].
      apply (alternates_same_sign _ (- s')); [assumption | nra].
  - (* at m the product vanishes *)
    subst; replace (m - m) with 0 in Bz by ring; lra.
  - (* all points are right of m: put y or a violation e in front *)
    apply alternates_divide in B; [| assumption].
    pose proof (alternates_sign_nonzero _ _ _ _ B) as ns'.
    destruct (Rtotal_order (s * s') 0) as [w | [w | w]].
    + apply (H s y); split; [assumption |].
      exists z; split; [lra |].
      apply (alternates_same_sign _ s'); [assumption | nra].
    + apply Rmult_integral in w; tauto.
    + destruct (right z q) as [e [le Ee]].
      apply (H (- s) e); split; [lra |].
      exists z; split; [lra |].
      apply (alternates_same_sign _ s'); [assumption | nra].
Qed.

(** A function with at most [N] sign changes has the signs of a real-rooted polynomial of degree
    at most [N], up to one global sign. *)
Theorem matching_polynomial N : forall g, sign_changes_at_most g N ->
  exists rs s, (length rs <= N)%nat /\ (s = 1 \/ s = -1) /\
    forall x, 0 <= s * (root_product rs x * g x).
Proof.
  induction N; intros g H.
  - destruct (constant_sign g H) as [s [hs P]].
    exists [], s; split; [auto | split; [exact hs |]]; intro x; simpl.
    rewrite Rmult_1_l; apply P.
  - destruct (classic (sign_changes_at_most g N)) as [h | h].
    { (* g has even fewer sign changes *)
      destruct (IHN g h) as [rs [s [l K]]]; exists rs, s; split; [lia | assumption]. }
    assert (exists s y, alternates (S N) s y g) as [s [y A]].
    { apply NNPP; intro n; apply h; intros s y A; apply n; eauto. }
    destruct (first_sign_change g N s y H A) as [m [ym [left right]]].
    destruct (IHN _ (remove_sign_change g N s y m H A ym left right)) as [rs [s0 [l [hs P]]]].
    exists (m :: rs), s0; simpl; split; [lia | split; [assumption |]].
    intro x; specialize (P x).
    replace ((x - m) * root_product rs x * g x) with (root_product rs x * ((x - m) * g x)) by ring.
    assumption.
Qed.

(** ** Zeros of a continuous function *)

(** A continuous function that alternates [N] times has [N] distinct zeros, all to the right of
    the first point. *)
Lemma alternates_zeros N : forall s y f, continuity f -> alternates N s y f ->
  exists rs, length rs = N /\ NoDup rs /\ forall r, In r rs -> y < r /\ f r = 0.
Proof.
  induction N; intros s y f C [P Q].
  - exists []; repeat split; [constructor | destruct H | destruct H].
  - destruct Q as [y' [l A]].
    destruct (IHN _ _ _ C A) as [rs [len [nd zeros]]].
    apply alternates_head in A.
    destruct (IVT_cor f y y' C (Rlt_le _ _ l)) as [c [[c1 c2] c0]];
      [destruct (Rle_or_lt 0 s); nra |].
    assert (c <> y) by (intros ->; rewrite c0 in P; lra).
    assert (c <> y') by (intros ->; rewrite c0 in A; lra).
    exists (c :: rs); split; [simpl; lia | split].
    + constructor; [| exact nd]. intro i; apply zeros in i; lra.
    + intros r [<- | i]; [split; [lra | exact c0] |].
      apply zeros in i; split; [lra | tauto].
Qed.
