(** * The theorems on derivatives of an expert, for tuples

    The statements of HiddenPDEs.v, Independence.v and Relations.v in the vocabulary of the model: x, β1, a ∈ R^d are
    tuples, and the parameters of

      u(y|x; β1, a, b, ν) = exp(β1ᵀx) N(y; aᵀx + b, ν)

    are those of an [atom] of SoftmaxModel.v (its β0 plays no role).  The proofs translate: an atom is sent to the
    parameters as functions of the coordinates ([parameters]), which commutes with a change of one parameter
    ([parameters_move]), so that all iterated derivatives are the same numbers ([iterated_tuple]). *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From Coq Require Import List Permutation.
From MoeProof Require Import ListSums MultiIndex VectorBridge DensityDerivatives SoftmaxModel.
From MoeProof Require Coordinates HiddenPDEs Independence Relations.
Import ListNotations.
Open Scope R_scope.

Notation direction := HiddenPDEs.direction.
Notation Gate := HiddenPDEs.Gate.
Notation Slope := HiddenPDEs.Slope.
Notation Shift := HiddenPDEs.Shift.
Notation Variance := HiddenPDEs.Variance.
Notation in_dimension := HiddenPDEs.in_dimension.
Notation operator := Relations.operator.
Notation consequence := Relations.consequence.

(** ** Definitions *)

(** u(y|x; β1, a, b, ν). *)
Definition u {d} (x : vec R d) (y : R) (β1 a : vec R d) (b ν : R) : R := exp (dot β1 x) * normal y (dot a x + b) ν.

(** u with the parameters of the atom A. *)
Definition u_of {d} (x : vec R d) (y : R) (A : atom d) : R :=
  u x y (gate_slope A) (slope (expert_of A)) (intercept (expert_of A)) (variance (expert_of A)).

(** The parameter that belongs to a direction: β1_i, a_i, b, ν. *)
Definition coordinate {d} (D : direction) (A : atom d) : R :=
  match D with
  | Gate i => coord (gate_slope A) i
  | Slope i => coord (slope (expert_of A)) i
  | Shift => intercept (expert_of A)
  | Variance => variance (expert_of A)
  end.

(** A with that parameter replaced by s. *)
Definition move {d} (D : direction) (A : atom d) (s : R) : atom d :=
  let '(Atom β0 β1 (Expert a b ν)) := A in
  match D with
  | Gate i => Atom β0 (replace β1 i s) (Expert a b ν)
  | Slope i => Atom β0 β1 (Expert (replace a i s) b ν)
  | Shift => Atom β0 β1 (Expert a s ν)
  | Variance => Atom β0 β1 (Expert a b s)
  end.

(** f has the partial derivative l in direction D at A. *)
Definition is_partial {d} (D : direction) (f : atom d -> R) (A : atom d) (l : R) : Prop :=
  is_derive (fun s => f (move D A s)) (coordinate D A) l.

(** The partial derivative; meaningful where [is_partial] holds for some value. *)
Definition partial {d} (D : direction) (f : atom d -> R) (A : atom d) : R :=
  Derive (fun s => f (move D A s)) (coordinate D A).

(** The iterated partial derivative along a word of directions, the last letter first. *)
Fixpoint iterated {d} (w : list direction) (f : atom d -> R) : atom d -> R :=
  match w with [] => f | D :: w => partial D (iterated w f) end.

(** n_o times D o, n_(o+1) times D (o+1), ... *)
Fixpoint letters (D : nat -> direction) (o : nat) {d} : vec nat d -> list direction :=
  match d with O => fun _ => [] | S d => fun α => repeat (D o) (fst α) ++ letters D (S o) (snd α) end.

(** The word of ∂^α1_β1 ∂^α2_a ∂^α3_b ∂^α4_ν. *)
Definition derivative_word {d} (α1 α2 : vec nat d) (α3 α4 : nat) : list direction :=
  letters Gate 0 α1 ++ letters Slope 0 α2 ++ repeat Shift α3 ++ repeat Variance α4.

(** Σ r ∂^w u over the pairs (r, w) of L. *)
Definition apply_operator {d} (L : operator) (x : vec R d) (y : R) (A : atom d) : R :=
  ∑ t ∈ L, fst t * iterated (snd t) (u_of x y) A.

(** All letters of all words of L belong to dimension d. *)
Definition operator_in_dimension (d : nat) (L : operator) : Prop :=
  forall r w D, In (r, w) L -> In D w -> in_dimension d D.

(** The open box between the corners lo and hi. *)
Definition in_box {d} (lo hi x : vec R d) : Prop := forall i, (i < d)%nat -> coord lo i < coord x i < coord hi i.

(** ** Translation *)

Section Translation.
Context {d : nat}.
Implicit Types (A : atom d) (x : vec R d).

(** The parameters of an atom as functions of the coordinates. *)
Definition parameters A : HiddenPDEs.parameter :=
  HiddenPDEs.Params (entry 0 (gate_slope A)) (entry 0 (slope (expert_of A))) (intercept (expert_of A))
    (variance (expert_of A)).

Lemma dot_entry (v : vec R d) (x : nat -> R) : Coordinates.dot d (entry 0 v) x = dot v (tuple d x).
Proof. rewrite <- dot_tuple, tuple_entry. reflexivity. Qed.

Lemma u_tuple (x : nat -> R) y A : u_of (tuple d x) y A = HiddenPDEs.expert_at d x y (parameters A).
Proof. unfold u_of, u, HiddenPDEs.expert_at, HiddenPDEs.expert, parameters; simpl. rewrite !dot_entry. reflexivity. Qed.

Lemma coordinate_parameters D A : HiddenPDEs.coordinate D (parameters A) = coordinate D A.
Proof. destruct D; simpl; rewrite ?coord_entry; reflexivity. Qed.

Lemma parameters_move D A s : in_dimension d D -> parameters (move D A s) = HiddenPDEs.move D (parameters A) s.
Proof.
  destruct A as [β0 β1 [a b ν]], D as [i|i| |]; simpl; intro Hi; unfold parameters; simpl;
    rewrite ?entry_replace by exact Hi; reflexivity.
Qed.

Lemma iterated_tuple (x : nat -> R) y w : Forall (in_dimension d) w -> forall A,
  iterated w (u_of (tuple d x) y) A = HiddenPDEs.iterated w (HiddenPDEs.expert_at d x y) (parameters A).
Proof.
  induction 1 as [|D w HD Hw IH]; intro A; [apply u_tuple|]. simpl. unfold partial, HiddenPDEs.partial.
  rewrite coordinate_parameters. apply Derive_ext. intro s. rewrite IH, parameters_move by exact HD. reflexivity.
Qed.

(** The word of a multi-index. *)
Lemma letters_tuple (D : nat -> direction) n α : letters D 0 (tuple n α) = HiddenPDEs.multi_word n D α.
Proof.
  assert (E : forall n o f, letters D o (tuple n f) = flat_map (fun i => repeat (D (o + i)%nat) (f i)) (seq 0 n)).
  { clear. induction n as [|n IH]; intros o f; [reflexivity|]. simpl. f_equal; [f_equal; f_equal; lia|].
    rewrite IH, <- seq_shift, !flat_map_concat_map, map_map. f_equal. apply map_ext. intro i. do 2 f_equal. lia. }
  rewrite E. induction n as [|n IH]; [reflexivity|]. rewrite seq_S, flat_map_app, IH. simpl. rewrite app_nil_r.
  reflexivity.
Qed.

Lemma derivative_word_tuple α1 α2 α3 α4 :
  derivative_word (tuple d α1) (tuple d α2) α3 α4 = HiddenPDEs.derivative_word d α1 α2 α3 α4.
Proof. unfold derivative_word, HiddenPDEs.derivative_word. rewrite !letters_tuple. reflexivity. Qed.

Lemma operator_in_dimension_words L : operator_in_dimension d L <-> Relations.operator_in_dimension d L.
Proof.
  unfold operator_in_dimension, Relations.operator_in_dimension. split.
  - intros H [r w] i. apply Forall_forall. intros D. apply (H r w D i).
  - intros H r w D i. specialize (H (r, w) i). rewrite Forall_forall in H. apply H.
Qed.

Lemma apply_operator_tuple L (x : nat -> R) y A : operator_in_dimension d L ->
  apply_operator L (tuple d x) y A = Relations.apply_operator d L x y (parameters A).
Proof.
  intro H. apply operator_in_dimension_words in H. apply lsum_ext. intros t i. rewrite iterated_tuple; [reflexivity|].
  apply H, i.
Qed.

Lemma in_box_tuple (lo hi : vec R d) (x : nat -> R) :
  in_box lo hi (tuple d x) <-> Independence.in_box d (entry 0 lo) (entry 0 hi) x.
Proof.
  unfold in_box, Independence.in_box. split; intros H i Hi; specialize (H i Hi);
    rewrite coord_tuple, !coord_entry in * by exact Hi; exact H.
Qed.

End Translation.

(** ** The theorems *)

(** ∂²u/∂β1_i ∂b = ∂u/∂a_i. *)
Theorem slope_equation {d} (x : vec R d) (y : R) (β1 a : vec R d) (b ν : R) i : (i < d)%nat -> 0 < ν ->
  exists D : R,
    (forall s, ex_derive (fun b => u x y (replace β1 i s) a b ν) b) /\
    is_derive (fun s => Derive (fun b => u x y (replace β1 i s) a b ν) b) (coord β1 i) D /\
    is_derive (fun s => u x y β1 (replace a i s) b ν) (coord a i) D.
Proof.
  intros Hi Hν. rewrite <- (tuple_entry 0 d x), <- (tuple_entry 0 d β1), <- (tuple_entry 0 d a), !coord_tuple
    by exact Hi.
  destruct (HiddenPDEs.slope_equation d (entry 0 x) y (entry 0 β1) (entry 0 a) b ν i Hi Hν) as [D H]. exists D.
  assert (E : forall β1 a b ν, u (tuple d (entry 0 x)) y (tuple d β1) (tuple d a) b ν
                               = HiddenPDEs.expert d (entry 0 x) y β1 a b ν).
  { intros. unfold u, HiddenPDEs.expert. rewrite !dot_tuple. reflexivity. }
  destruct H as [H1 [H2 H3]]. split; [|split].
  - intro s. rewrite replace_tuple. apply (ex_derive_ext _ _ _ (fun b => eq_sym (E _ _ b ν))), H1.
  - eapply is_derive_ext; [|exact H2]. intro s. rewrite replace_tuple. apply Derive_ext. intro. symmetry. apply E.
  - eapply is_derive_ext; [|exact H3]. intro s. rewrite replace_tuple. symmetry. apply E.
Qed.

(** ∂²u/∂b² = 2 ∂u/∂ν. *)
Theorem heat_equation {d} (x : vec R d) (y : R) (β1 a : vec R d) (b ν : R) : 0 < ν ->
  exists D : R,
    (forall s, ex_derive (fun b => u x y β1 a b ν) s) /\
    is_derive (fun b => Derive (fun b => u x y β1 a b ν) b) b (2 * D) /\
    is_derive (fun ν => u x y β1 a b ν) ν D.
Proof.
  intro Hν. destruct (HiddenPDEs.heat_equation d (entry 0 x) y (entry 0 β1) (entry 0 a) b ν Hν) as [D H]. exists D.
  assert (E : forall b ν, u x y β1 a b ν = HiddenPDEs.expert d (entry 0 x) y (entry 0 β1) (entry 0 a) b ν).
  { intros. unfold u, HiddenPDEs.expert. rewrite !dot_entry, tuple_entry. reflexivity. }
  destruct H as [H1 [H2 H3]]. split; [|split].
  - intro s. apply (ex_derive_ext _ _ _ (fun b => eq_sym (E b ν))), H1.
  - eapply is_derive_ext; [|exact H2]. intro s. apply Derive_ext. intro. symmetry. apply E.
  - eapply is_derive_ext; [|exact H3]. intro s. symmetry. apply E.
Qed.

(** ∂^α1_β1 ∂^α2_a ∂^α3_b ∂^α4_ν u, in whatever order w the derivatives are taken. *)
Theorem general_derivative {d} (x : vec R d) y (α1 α2 : vec nat d) α3 α4 w :
  Permutation w (derivative_word α1 α2 α3 α4) -> forall A : atom d, 0 < variance (expert_of A) ->
    (forall w1 D w2, w = w1 ++ D :: w2 ->
       is_partial D (iterated w2 (u_of x y)) A (iterated (D :: w2) (u_of x y) A)) /\
    iterated w (u_of x y) A =
      (/ 2) ^ α4 * power x (add α1 α2) * exp (dot (gate_slope A) x) *
      Derive_n (fun h => normal y h (variance (expert_of A))) (size α2 + α3 + 2 * α4)
        (dot (slope (expert_of A)) x + intercept (expert_of A)).
Proof.
  rewrite <- (tuple_entry 0 d x), <- (tuple_entry 0%nat d α1), <- (tuple_entry 0%nat d α2).
  rewrite derivative_word_tuple. intros P A V.
  destruct (HiddenPDEs.general_derivative d (entry 0 x) y _ _ α3 α4 w P (parameters A) V) as [X E].
  assert (inside : Forall (in_dimension d) w).
  { eapply Permutation_Forall; [symmetry; exact P|apply HiddenPDEs.derivative_word_in_dimension]. }
  split.
  - intros w1 D w2 split. specialize (X w1 D w2 split). rewrite split in inside. apply Forall_app in inside.
    destruct inside as [_ inside]. inversion inside as [|? ? HD Hw2]; subst.
    rewrite iterated_tuple by exact inside. unfold is_partial, HiddenPDEs.is_partial in *.
    rewrite coordinate_parameters in X. eapply is_derive_ext; [|exact X]. intro s.
    rewrite iterated_tuple, parameters_move by assumption. reflexivity.
  - rewrite iterated_tuple, E by exact inside. rewrite add_tuple, power_tuple, size_tuple. unfold parameters; simpl.
    rewrite !dot_entry. reflexivity.
Qed.

(** Derivatives with distinct monomials are linearly independent over a box of x and an interval of y. *)
Theorem derivatives_independent {d} (lo hi : vec R d) (ylo yhi : R) (a : vec R d) (b ν : R)
    (l : list (R * (vec nat d * nat))) :
  0 < ν -> (forall i, (i < d)%nat -> coord lo i < coord hi i) -> ylo < yhi -> NoDup (map snd l) ->
  (forall x y, in_box lo hi x -> ylo < y < yhi ->
     (∑ t ∈ l, fst t * (power x (fst (snd t)) * Derive_n (fun h => normal y h ν) (snd (snd t)) (dot a x + b))) = 0) ->
  forall t, In t l -> fst t = 0.
Proof.
  intros Hν box interval distinct H t i.
  set (mono := fun t : R * (vec nat d * nat) => (entry 0%nat (fst (snd t)), snd (snd t))).
  pose proof (Independence.derivatives_independent_by_class d (Independence.in_box d (entry 0 lo) (entry 0 hi))
    (fun _ => ylo) (fun _ => yhi) (entry 0 a) b ν l fst mono Hν) as I.
  rewrite <- (I) with (m := mono t).
  - symmetry. unfold Independence.class_sum.
    rewrite (lsum_single _ l t); [|exact (NoDup_map_inv _ _ distinct)|exact i|].
    + rewrite (proj2 (Independence.same_monomial_spec d (mono t) (mono t))); [reflexivity|split; reflexivity].
    + intros s j ne. destruct (Independence.same_monomial d (mono s) (mono t)) eqn:E; [|reflexivity].
      apply Independence.same_monomial_spec in E. destruct E as [E1 E2]. destruct ne.
      assert (E : snd s = snd t).
      { rewrite (surjective_pairing (snd s)), (surjective_pairing (snd t)). f_equal; [|exact E2].
        rewrite <- (tuple_entry 0%nat d (fst (snd s))), <- (tuple_entry 0%nat d (fst (snd t))). apply tuple_ext, E1. }
      clear -distinct i j E. induction l as [|p l IH]; [destruct i|]. simpl in distinct.
      inversion distinct as [|? ? n distinct']; subst. destruct i as [<-|i], j as [<-|j]; [reflexivity| | |auto].
      * destruct n. rewrite <- E. apply in_map, j.
      * destruct n. rewrite E. apply in_map, i.
  - apply Independence.box_zariski_dense. intros k Hk. rewrite <- !coord_entry. apply box, Hk.
  - intros; exact interval.
  - intros x y Hx Hy. etransitivity; [|apply (H (tuple d x) y); [apply in_box_tuple, Hx|exact Hy]].
    apply lsum_ext. intros s _. unfold mono. simpl. rewrite dot_entry, <- power_tuple, tuple_entry. reflexivity.
Qed.

(** A linear relation among derivatives holds iff it follows from the two PDEs. *)
Theorem relation_iff_generated {d} (L : operator) (A : atom d) (lo hi : vec R d) (ylo yhi : R) :
  operator_in_dimension d L -> 0 < variance (expert_of A) ->
  (forall i, (i < d)%nat -> coord lo i < coord hi i) -> ylo < yhi ->
  ((forall x y, in_box lo hi x -> ylo < y < yhi -> apply_operator L x y A = 0) <-> consequence d L []).
Proof.
  intros HL V box interval.
  rewrite <- (Relations.relation_iff_generated_box d L (parameters A) (entry 0 lo) (entry 0 hi) ylo yhi);
    [|apply operator_in_dimension_words, HL|exact V|intros; rewrite <- !coord_entry; auto|exact interval].
  split; intros H x y Hx Hy.
  - rewrite <- apply_operator_tuple by exact HL. apply H; [apply in_box_tuple, Hx|exact Hy].
  - rewrite <- (tuple_entry 0 d x) in *. rewrite apply_operator_tuple by exact HL. apply H; [|exact Hy].
    apply in_box_tuple, Hx.
Qed.

(** The same for a list of pairs (c, (γ, n)). *)
Corollary derivatives_independent_pairs {d} (lo hi : vec R d) (ylo yhi : R) (a : vec R d) (b ν : R)
    (l : list (R * (vec nat d * nat))) :
  0 < ν -> (forall i, (i < d)%nat -> coord lo i < coord hi i) -> ylo < yhi -> NoDup (map snd l) ->
  (forall x y, in_box lo hi x -> ylo < y < yhi ->
     lsum (fun '(c, (γ, n)) => c * (power x γ * Derive_n (fun h => normal y h ν) n (dot a x + b))) l = 0) ->
  forall c γ n, In (c, (γ, n)) l -> c = 0.
Proof.
  intros Hν box interval distinct H c γ n i.
  apply (derivatives_independent lo hi ylo yhi a b ν l Hν box interval distinct) with (t := (c, (γ, n))); [|exact i].
  intros x y Hx Hy. etransitivity; [|exact (H x y Hx Hy)]. apply lsum_ext. intros [c' [γ' n']] _. reflexivity.
Qed.

(** The directions, and which of them belong to dimension d. *)
Lemma direction_cases d (D : direction) :
  ((exists i, D = Gate i) \/ (exists i, D = Slope i) \/ D = Shift \/ D = Variance) /\
  (in_dimension d D <-> forall i, D = Gate i \/ D = Slope i -> (i < d)%nat).
Proof.
  split; [destruct D; eauto|]. split.
  - intros H i [-> | ->]; exact H.
  - intro H. destruct D; simpl; auto.
Qed.

(** The rules of [consequence], *)
Theorem consequence_rules d :
  (forall A, consequence d A A) /\
  (forall A B, consequence d A B -> consequence d B A) /\
  (forall A B C, consequence d A B -> consequence d B C -> consequence d A C) /\
  (forall A A' B B', consequence d A A' -> consequence d B B' -> consequence d (A ++ B) (A' ++ B')) /\
  (forall A B, consequence d (A ++ B) (B ++ A)) /\
  (forall r s w, consequence d [(r, w); (s, w)] [(r + s, w)]) /\
  (forall w, consequence d [(0, w)] []) /\
  (forall r w w', (forall D, In D w -> in_dimension d D) -> Permutation w w' -> consequence d [(r, w)] [(r, w')]) /\
  (forall r i w, (i < d)%nat -> (forall D, In D w -> in_dimension d D) ->
     consequence d [(r, Gate i :: Shift :: w)] [(r, Slope i :: w)]) /\
  (forall r w, (forall D, In D w -> in_dimension d D) ->
     consequence d [(r, Shift :: Shift :: w)] [(2 * r, Variance :: w)]).
Proof.
  repeat split; intros; try (econstructor; eauto; apply Forall_forall; assumption).
Qed.

(** and that it is the least relation with them. *)
Theorem consequence_least (d : nat) (P : operator -> operator -> Prop) :
  (forall A, P A A) -> (forall A B, P A B -> P B A) -> (forall A B C, P A B -> P B C -> P A C) ->
  (forall A A' B B', P A A' -> P B B' -> P (A ++ B) (A' ++ B')) -> (forall A B, P (A ++ B) (B ++ A)) ->
  (forall r s w, P [(r, w); (s, w)] [(r + s, w)]) -> (forall w, P [(0, w)] []) ->
  (forall r w w', (forall D, In D w -> in_dimension d D) -> Permutation w w' -> P [(r, w)] [(r, w')]) ->
  (forall r i w, (i < d)%nat -> (forall D, In D w -> in_dimension d D) ->
     P [(r, Gate i :: Shift :: w)] [(r, Slope i :: w)]) ->
  (forall r w, (forall D, In D w -> in_dimension d D) -> P [(r, Shift :: Shift :: w)] [(2 * r, Variance :: w)]) ->
  forall A B, consequence d A B -> P A B.
Proof.
  intros ? ? ? ? ? ? ? ? ? ? A B. induction 1 as [| | | | | | |? ? ? w| ? ? ? ? w|? ? w];
    try (rewrite Forall_forall in *); eauto.
Qed.
