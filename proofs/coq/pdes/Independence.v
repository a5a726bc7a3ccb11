(** * Derivatives with distinct monomials are linearly independent

    _Statement_ ([derivatives_independent]).  Fix d, a ∈ R^d, b and ν > 0.  If a finite combination

      Σ_j c_j x^γ_j ∂_h^n_j N(y; h, ν) at h = aᵀx + b

    of pairwise distinct monomials (γ_j, n_j) ∈ N^d × N vanishes for all x in a box with non-empty interior and all y in
    an open interval, then every c_j = 0.  The factor e^(β1ᵀx) of an expert does not depend on j and changes nothing.

    More generally ([derivatives_independent_by_class]) the box may be any set X on which no non-zero polynomial
    vanishes identically, the interval may depend on x, and monomials may repeat: then the c_j of each monomial sum to
    0. The condition on X cannot be weakened ([zariski_dense_necessary]): already the terms with n_j = 0 need it.

    _Proof._  Divide by N and put z = (y - h)/ν: for fixed x, Σ_j c_j x^γ_j He_(n_j)(z) = 0 for all z in an open
    interval. The He_n are linearly independent there: as He_n' = n He_(n-1), derivation lowers the top degree, and
    induction removes all coefficients but the constant one, which then is the value itself.  So for every n the sum of
    c_j x^γ_j over n_j = n vanishes for all x in X, hence everywhere, and the same lemma with variance 0 (He_n^[0] =
    z^n), used for one coordinate of x after the other, separates the monomials x^γ.  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From Coq Require Import List Bool.
From MoeProof Require Export ListSums.
From MoeProof Require Import DensityDerivatives HiddenPDEs.
Import ListNotations.
Open Scope R_scope.

(** ** Finite sums *)

Lemma filter_shorter {A : Type} (q : A -> bool) (l : list A) : (length (filter q l) <= length l)%nat.
Proof. induction l as [|j l IH]; simpl; [lia |]. destruct (q j); simpl; lia. Qed.

Lemma is_derive_lsum {A : Type} (l : list A) (f f' : A -> R -> R) z :
  (forall j, is_derive (f j) z (f' j z)) ->
  is_derive (fun s => lsum (fun j => f j s) l) z (lsum (fun j => f' j z) l).
Proof.
  intro H. induction l as [|j l IH]; simpl.
  - apply (is_derive_const 0 z).
  - apply (is_derive_plus (f j) (fun s => lsum (fun j => f j s) l)); [apply H | exact IH].
Qed.

(** ** One variable: Hermite polynomials are independent on an interval *)

(** A function that vanishes on an open interval has derivative 0 there. *)
Lemma derive_zero_on_interval (f : R -> R) lo hi z l :
  (forall s, lo < s < hi -> f s = 0) -> lo < z < hi -> is_derive f z l -> l = 0.
Proof.
  intros H Hz Hl. rewrite <- (is_derive_unique _ _ _ Hl).
  rewrite (Derive_ext_loc f (fun _ => 0)); [apply Derive_const |].
  generalize (filter_and _ _ (open_gt lo z (proj1 Hz)) (open_lt hi z (proj2 Hz))).
  apply filter_imp. exact H.
Qed.

(** Σ_(k<K) g_k He_k(z) = 0 on an open interval makes every g_k = 0. *)
Lemma hermite_independent c K (g : nat -> R) lo hi : lo < hi ->
  (forall z, lo < z < hi -> lsum (fun k => g k * hermite c k z) (seq 0 K) = 0) ->
  forall k, (k < K)%nat -> g k = 0.
Proof.
  intro interval. revert g. induction K as [|K IH]; intros g H k Hk; [lia |].
  assert (split_first : forall z, lsum (fun k => g k * hermite c k z) (seq 0 (S K)) =
            g 0%nat + lsum (fun k => g (S k) * hermite c (S k) z) (seq 0 K)).
  { intro z. simpl seq. rewrite <- seq_shift. simpl lsum. rewrite lsum_map. simpl hermite at 1. ring. }
  assert (higher : forall k, (k < K)%nat -> g (S k) = 0).
  { intros n Hn. cut (g (S n) * INR (S n) = 0).
    { intro E. apply Rmult_integral in E. destruct E as [E|E]; [exact E |].
      pose proof (lt_0_INR (S n) (Nat.lt_0_succ n)). lra. }
    apply (IH (fun k => g (S k) * INR (S k))); [| exact Hn].
    intros z Hz. apply (derive_zero_on_interval _ lo hi z _ H Hz).
    apply (derive_ext (fun s => g 0%nat + lsum (fun k => g (S k) * hermite c (S k) s) (seq 0 K)));
      [intro; symmetry; apply split_first |].
    evar_last.
    { apply (is_derive_plus (fun _ => g 0%nat)
               (fun s => lsum (fun k => g (S k) * hermite c (S k) s) (seq 0 K))).
      - apply (is_derive_const (g 0%nat)).
      - apply (is_derive_lsum (seq 0 K) (fun k s => g (S k) * hermite c (S k) s)
                 (fun k s => g (S k) * INR (S k) * hermite c k s)).
        intro k'. evar_last; [apply (is_derive_scal (hermite c (S k'))), is_derive_hermite |].
        simpl pred. symmetry. apply Rmult_assoc. }
    apply Rplus_0_l. }
  destruct k as [|k]; [| apply higher; lia].
  specialize (H ((lo + hi) / 2) ltac:(lra)). rewrite split_first, lsum_zero in H; [lra |].
  intros n Hn. apply in_seq in Hn. rewrite higher by lia. ring.
Qed.

(** The same for a combination with repeated degrees: the coefficients of each degree sum to 0. *)
Lemma hermite_independent_by_degree {A : Type} c (l : list A) (g : A -> R) (deg : A -> nat) lo hi :
  lo < hi ->
  (forall z, lo < z < hi -> lsum (fun j => g j * hermite c (deg j) z) l = 0) ->
  forall k, lsum (fun j => if Nat.eqb (deg j) k then g j else 0) l = 0.
Proof.
  intros interval H k.
  set (G := fun k => lsum (fun j => if Nat.eqb (deg j) k then g j else 0) l).
  assert (bound : exists K, (k < K)%nat /\ forall j, In j l -> (deg j < K)%nat).
  { clear. induction l as [|j l [K [HK IH]]].
    - exists (S k). split; [lia | intros j []].
    - exists (K + S (deg j))%nat. split; [lia |].
      intros j' [->|Hj']; [lia | specialize (IH j' Hj'); lia]. }
  destruct bound as [K [HK bound]].
  apply (hermite_independent c K G lo hi interval); [| exact HK].
  intros z Hz. rewrite <- (H z Hz). unfold G. clear - bound.
  induction l as [|j l IH]; simpl.
  - apply lsum_zero. intros. ring.
  - rewrite <- IH by (intros; apply bound; right; assumption).
    rewrite (lsum_ext _ (fun k => (if Nat.eqb (deg j) k then g j else 0) * hermite c k z
      + lsum (fun j => if Nat.eqb (deg j) k then g j else 0) l * hermite c k z)) by (intros; ring).
    rewrite lsum_plus. f_equal.
    rewrite (lsum_single _ _ (deg j) (seq_NoDup K 0)).
    + rewrite Nat.eqb_refl. reflexivity.
    + apply in_seq. specialize (bound j (or_introl eq_refl)). lia.
    + intros k' _ Hk'. destruct (Nat.eqb_spec (deg j) k'); [congruence | ring].
Qed.

(** ** Several variables *)

(** γ and γ' agree below d. *)
Fixpoint same_orders (d : nat) (γ γ' : multi_index) : bool :=
  match d with
  | O => true
  | S d' => same_orders d' γ γ' && Nat.eqb (γ d') (γ' d')
  end.

Lemma same_orders_spec d γ γ' : same_orders d γ γ' = true <-> forall i, (i < d)%nat -> γ i = γ' i.
Proof.
  induction d as [|d IH]; simpl.
  - split; [intros _ i Hi; lia | reflexivity].
  - rewrite andb_true_iff, Nat.eqb_eq, IH. split.
    + intros [H E] i Hi. destruct (Nat.eq_dec i d) as [->|]; [exact E | apply H; lia].
    + intro H. split; [intros; apply H; lia | apply H; lia].
Qed.

(** The monomials x^γ t^n and x^γ' t^n' of N^d × N are the same. *)
Definition same_monomial (d : nat) (m m' : multi_index * nat) : bool :=
  same_orders d (fst m) (fst m') && Nat.eqb (snd m) (snd m').

Lemma same_monomial_spec d m m' :
  same_monomial d m m' = true <-> (forall i, (i < d)%nat -> fst m i = fst m' i) /\ snd m = snd m'.
Proof. unfold same_monomial. rewrite andb_true_iff, Nat.eqb_eq, same_orders_spec. reflexivity. Qed.

(** The sum of the coefficients c_j of the terms j whose monomial is m. *)
Definition class_sum {A : Type} (d : nat) (l : list A) (c : A -> R) (mono : A -> multi_index * nat)
    (m : multi_index * nat) : R :=
  lsum (fun j => if same_monomial d (mono j) m then c j else 0) l.

(** If the coefficients of each monomial sum to 0, so does every sum Σ_j c_j F_j in which F_j depends on the monomial
    only. *)
Lemma sum_by_class {A : Type} d (l : list A) (c F : A -> R) (mono : A -> multi_index * nat) :
  (forall j k, same_monomial d (mono j) (mono k) = true -> F j = F k) ->
  (forall m, class_sum d l c mono m = 0) ->
  lsum (fun j => c j * F j) l = 0.
Proof.
  intro HF. unfold class_sum.
  assert (strong : forall n (l : list A), (length l <= n)%nat ->
    (forall m, lsum (fun j => if same_monomial d (mono j) m then c j else 0) l = 0) ->
    lsum (fun j => c j * F j) l = 0); [| intro H; apply (strong (length l)); [lia | exact H]].
  clear l. induction n as [|n IH]; intros [|k l] Hn H; simpl in Hn; try reflexivity; [lia |].
  set (q := fun j => same_monomial d (mono j) (mono k)).
  assert (split_sum : forall f, lsum f (k :: l) =
            lsum (fun j => if q j then f j else 0) (k :: l) + lsum f (filter (fun j => negb (q j)) (k :: l))).
  { intro f. rewrite lsum_filter, <- lsum_plus. apply lsum_ext.
    intros j _. destruct (q j); simpl; ring. }
  assert (Hq : q k = true) by (apply same_monomial_spec; auto).
  rewrite split_sum.
  rewrite (lsum_ext _ (fun j => F k * (if q j then c j else 0))).
  2: { intros j _. destruct (q j) eqn:E; [rewrite (HF j k E) |]; ring. }
  rewrite lsum_scal_l. unfold q at 1. rewrite (H (mono k)).
  rewrite IH; [ring | |].
  - simpl. rewrite Hq. simpl. pose proof (filter_shorter (fun j => negb (q j)) l). lia.
  - intro m. rewrite lsum_filter. destruct (same_monomial d (mono k) m) eqn:Ek.
    + apply lsum_zero. intros j _. unfold q.
      destruct (same_monomial d (mono j) (mono k)) eqn:E; [reflexivity |].
      destruct (same_monomial d (mono j) m) eqn:E'; [| reflexivity].
      apply same_monomial_spec in Ek, E'.
      enough (same_monomial d (mono j) (mono k) = true) by congruence.
      apply same_monomial_spec. destruct Ek as [Ek ek], E' as [E' e']. split; [| congruence].
      intros i Hi. rewrite E', Ek by exact Hi. reflexivity.
    + etransitivity; [| exact (H m)]. apply lsum_ext. intros j _. unfold q.
      destruct (same_monomial d (mono j) (mono k)) eqn:E; [| reflexivity].
      destruct (same_monomial d (mono j) m) eqn:E'; [| reflexivity].
      enough (same_monomial d (mono k) m = true) by congruence.
      apply same_monomial_spec in E, E'. apply same_monomial_spec.
      destruct E as [E e], E' as [E' e']. split; [| congruence].
      intros i Hi. rewrite <- E, E' by exact Hi. reflexivity.
Qed.

(** x lies in the open box Π_(i<d) (lo_i, hi_i). *)
Definition in_box (d : nat) (lo hi x : vector) : Prop := forall i, (i < d)%nat -> lo i < x i < hi i.

(** x^γ does not depend on the coordinates beyond d. *)
Lemma monomial_update d x i s γ : (d <= i)%nat -> monomial d (update x i s) γ = monomial d x γ.
Proof.
  induction d as [|d IH]; intro H; [reflexivity |].
  simpl. rewrite IH by lia. unfold update.
  destruct (Nat.eqb_spec d i); [lia | reflexivity].
Qed.

(** If Σ_j c_j x^γ_j vanishes on a box with non-empty interior, the c_j of each monomial sum to 0. *)
Lemma polynomial_zero_on_box {A : Type} d (l : list A) (c : A -> R) (γ : A -> multi_index) (lo hi : vector) :
  (forall i, (i < d)%nat -> lo i < hi i) ->
  (forall x, in_box d lo hi x -> lsum (fun j => c j * monomial d x (γ j)) l = 0) ->
  forall γ0, lsum (fun j => if same_orders d (γ j) γ0 then c j else 0) l = 0.
Proof.
  revert c. induction d as [|d IH]; intros c interior H γ0; simpl.
  - etransitivity; [| apply (H lo); intros i Hi; lia]. apply lsum_ext. intros; simpl; ring.
  - etransitivity; [| apply (IH (fun j => if Nat.eqb (γ j d) (γ0 d) then c j else 0)) with (γ0 := γ0)].
    + apply lsum_ext. intros j _.
      destruct (same_orders d (γ j) γ0), (Nat.eqb (γ j d) (γ0 d)); reflexivity.
    + intros; apply interior; lia.
    + intros x Hx.
      etransitivity;
        [| apply (hermite_independent_by_degree 0 l (fun j => c j * monomial d x (γ j)) (fun j => γ j d)
                   (lo d) (hi d) (interior d ltac:(lia))) with (k := γ0 d)].
      * apply lsum_ext. intros j _. destruct (Nat.eqb (γ j d) (γ0 d)); ring.
      * intros s Hs. etransitivity; [| apply (H (update x d s))].
        -- apply lsum_ext. intros j _. simpl. rewrite monomial_update, hermite_0 by lia.
           unfold update. rewrite Nat.eqb_refl. ring.
        -- intros i Hi. unfold update. destruct (Nat.eqb_spec i d) as [->|]; [exact Hs | apply Hx; lia].
Qed.

(** A finite combination of monomials in x: a polynomial. *)
Definition evaluate (d : nat) (P : list (R * multi_index)) (x : vector) : R :=
  lsum (fun t => fst t * monomial d x (snd t)) P.

(** No non-zero polynomial vanishes identically on X. *)
Definition zariski_dense (d : nat) (X : vector -> Prop) : Prop :=
  forall P, (forall x, X x -> evaluate d P x = 0) -> forall x, evaluate d P x = 0.

(** A box with non-empty interior is such a set. *)
Lemma box_zariski_dense d lo hi : (forall i, (i < d)%nat -> lo i < hi i) -> zariski_dense d (in_box d lo hi).
Proof.
  intros interior P H x. unfold evaluate.
  apply (sum_by_class d P fst (fun t => monomial d x (snd t)) (fun t => (snd t, 0%nat))).
  - intros j k E. apply same_monomial_spec in E. apply monomial_ext, E.
  - intros [γ n]. unfold class_sum, same_monomial. simpl.
    rewrite (lsum_ext _ (fun t => if Nat.eqb 0 n then (if same_orders d (snd t) γ then fst t else 0) else 0)).
    + destruct n; simpl; [| apply lsum_zero; reflexivity].
      apply (polynomial_zero_on_box d P fst snd lo hi interior). exact H.
    + intros [r δ] _. destruct n; simpl; [rewrite andb_true_r | rewrite andb_false_r]; reflexivity.
Qed.

(** On such a set, a vanishing combination of monomials has coefficients that sum to 0 for each monomial. *)
Lemma polynomial_zero_on_dense {A : Type} d (X : vector -> Prop) (l : list A) (c : A -> R) (γ : A -> multi_index) :
  zariski_dense d X ->
  (forall x, X x -> lsum (fun j => c j * monomial d x (γ j)) l = 0) ->
  forall γ0, lsum (fun j => if same_orders d (γ j) γ0 then c j else 0) l = 0.
Proof.
  intros dense H. apply (polynomial_zero_on_box d l c γ (fun _ => 0) (fun _ => 1)); [intros; lra |].
  intros x _. specialize (dense (map (fun j => (c j, γ j)) l)). unfold evaluate in dense.
  etransitivity; [| apply dense with (x := x)].
  - rewrite lsum_map. reflexivity.
  - intros x' Hx'. rewrite lsum_map. apply H, Hx'.
Qed.

(** ** Monomials in x times Hermite polynomials in z *)

(** (v is the variance of the Hermite polynomials.)  If Σ_j c_j x^γ_j He_(n_j)(z) = 0 for x in X and z in an interval
    that may depend on x, the c_j of each monomial sum to 0. *)
Lemma terms_independent {A : Type} d (X : vector -> Prop) (v : R) (lo hi : vector -> R)
    (l : list A) (c : A -> R) (mono : A -> multi_index * nat) :
  zariski_dense d X -> (forall x, X x -> lo x < hi x) ->
  (forall x z, X x -> lo x < z < hi x ->
     lsum (fun j => c j * (monomial d x (fst (mono j)) * hermite v (snd (mono j)) z)) l = 0) ->
  forall m, class_sum d l c mono m = 0.
Proof.
  intros dense interval H [γ0 n0]. unfold class_sum.
  etransitivity;
    [| apply (polynomial_zero_on_dense d X l (fun j => if Nat.eqb (snd (mono j)) n0 then c j else 0)
               (fun j => fst (mono j)) dense) with (γ0 := γ0)].
  - apply lsum_ext. intros j _. unfold same_monomial. simpl.
    destruct (same_orders d (fst (mono j)) γ0), (Nat.eqb (snd (mono j)) n0); reflexivity.
  - intros x Hx.
    etransitivity;
      [| apply (hermite_independent_by_degree v l (fun j => c j * monomial d x (fst (mono j)))
                 (fun j => snd (mono j)) (lo x) (hi x) (interval x Hx)) with (k := n0)].
    + apply lsum_ext. intros j _. destruct (Nat.eqb (snd (mono j)) n0); ring.
    + intros z Hz. etransitivity; [| exact (H x z Hx Hz)]. apply lsum_ext. intros; ring.
Qed.

(** ** Headline statements *)

(** Independence, in the general form.  X is any set on which no non-zero polynomial vanishes; y runs through an open
    interval that may depend on x; the terms j of the finite list l may repeat monomials. *)
Theorem derivatives_independent_by_class {A : Type} d (X : vector -> Prop) (lo hi : vector -> R)
    (a : vector) (b ν : R) (l : list A) (c : A -> R) (mono : A -> multi_index * nat) :
  0 < ν -> zariski_dense d X -> (forall x, X x -> lo x < hi x) ->
  (forall x y, X x -> lo x < y < hi x ->
     lsum (fun j => c j * (monomial d x (fst (mono j)) *
       Derive_n (fun h => normal y h ν) (snd (mono j)) (dot d a x + b))) l = 0) ->
  forall m, class_sum d l c mono m = 0.
Proof.
  intros Hν dense interval H.
  apply (terms_independent d X (/ ν) (fun x => (lo x - (dot d a x + b)) / ν) (fun x => (hi x - (dot d a x + b)) / ν)
           l c mono dense).
  - intros x Hx. apply Rmult_lt_compat_r; [apply Rinv_0_lt_compat, Hν | specialize (interval x Hx); lra].
  - intros x z Hx [Hlo Hhi]. set (h := dot d a x + b) in *.
    assert (Hy : lo x < h + ν * z < hi x).
    { apply (Rmult_lt_compat_r ν) in Hlo, Hhi; try exact Hν. unfold Rdiv in Hlo, Hhi.
      rewrite Rmult_assoc, Rinv_l, Rmult_1_r in Hlo, Hhi by lra. lra. }
    apply (Rmult_eq_reg_r (normal (h + ν * z) h ν));
      [| apply Rgt_not_eq, normal_pos, Hν].
    rewrite Rmult_0_l, <- (H x (h + ν * z) Hx Hy), Rmult_comm, <- lsum_scal_l.
    apply lsum_ext. intros j _. fold h. rewrite Derive_n_normal by exact Hν.
    unfold normal_derivative. replace ((h + ν * z - h) / ν) with z by (field; lra). ring.
Qed.

(** Independence.  Pairwise distinct monomials (γ_j, n_j), j < n: if Σ_j c_j x^γ_j ∂_h^n_j N(y; aᵀx + b, ν) = 0 for all
    x in an open box and all y in an open interval, then all c_j = 0. *)
Theorem derivatives_independent d (lo hi : vector) (ylo yhi : R) (a : vector) (b ν : R)
    (n : nat) (c : nat -> R) (γ : nat -> multi_index) (order : nat -> nat) :
  0 < ν -> (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi ->
  (forall j k, (j < n)%nat -> (k < n)%nat ->
     (forall i, (i < d)%nat -> γ j i = γ k i) -> order j = order k -> j = k) ->
  (forall x y, in_box d lo hi x -> ylo < y < yhi ->
     lsum (fun j => c j * (monomial d x (γ j) *
       Derive_n (fun h => normal y h ν) (order j) (dot d a x + b))) (seq 0 n) = 0) ->
  forall j, (j < n)%nat -> c j = 0.
Proof.
  intros Hν interior interval distinct H j Hj.
  etransitivity;
    [| exact (derivatives_independent_by_class d (in_box d lo hi) (fun _ => ylo) (fun _ => yhi) a b ν (seq 0 n) c
               (fun j => (γ j, order j)) Hν (box_zariski_dense d lo hi interior) (fun _ _ => interval) H
                 (γ j, order j))].
  unfold class_sum. rewrite (lsum_single _ _ j (seq_NoDup n 0)).
  - rewrite (proj2 (same_monomial_spec d _ _)); [reflexivity | split; reflexivity].
  - apply in_seq. lia.
  - intros k Hk ne. apply in_seq in Hk.
    destruct (same_monomial d (γ k, order k) (γ j, order j)) eqn:E; [| reflexivity].
    apply same_monomial_spec in E. destruct ne. apply distinct; try tauto; lia.
Qed.

(** The condition on X is necessary: if independence holds on X for some a, b, ν, no non-zero polynomial vanishes on X.
    *)
Theorem zariski_dense_necessary d (X : vector -> Prop) (a : vector) (b ν : R) :
  (forall (l : list (R * multi_index)),
     (forall x y, X x ->
        lsum (fun t => fst t * (monomial d x (snd t) *
          Derive_n (fun h => normal y h ν) 0 (dot d a x + b))) l = 0) ->
     forall m, class_sum d l fst (fun t => (snd t, 0%nat)) m = 0) ->
  zariski_dense d X.
Proof.
  intros independent P H x. unfold evaluate.
  apply (sum_by_class d P fst (fun t => monomial d x (snd t)) (fun t => (snd t, 0%nat))).
  - intros j k E. apply same_monomial_spec in E. apply monomial_ext, E.
  - apply independent. intros x' y Hx'.
    rewrite (lsum_ext _ (fun t => Derive_n (fun h => normal y h ν) 0 (dot d a x' + b) *
               (fst t * monomial d x' (snd t)))) by (intros; ring).
    rewrite lsum_scal_l. unfold evaluate in H. rewrite H by exact Hx'. ring.
Qed.
