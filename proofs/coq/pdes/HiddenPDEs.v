(** * The two hidden PDEs and the general derivative of an expert, in every dimension

    u(y|x; β1, a, b, ν) = exp(β1ᵀx) · N(y; aᵀx + b, ν),   x, β1, a ∈ R^d,  y, b ∈ R,  ν > 0 the variance.

    _Statements_, for every d, every coordinate i < d and every ν > 0 (existence of each derivative included):

    - [slope_equation]:  ∂²u/∂β1_i ∂b = ∂u/∂a_i;
    - [heat_equation]:   ∂²u/∂b² = 2 ∂u/∂ν;
    - [general_derivative]: for all multi-indices, in whatever order the partial derivatives are taken,

        ∂^α1_β1 ∂^α2_a ∂^α3_b ∂^α4_ν u = 2^(-α4) x^(α1+α2) e^(β1ᵀx) ∂_h^(|α2| + α3 + 2 α4) N(y; h, ν) at h = aᵀx + b.

    _Proof._  All derivatives have the form c · x^γ e^(β1ᵀx) ∂_h^n N(y; aᵀx + b, ν), and one more derivative changes it
    thus: ∂_β1_i multiplies by x_i; ∂_a_i multiplies by x_i and raises n by 1, since ∂(aᵀx)/∂a_i = x_i; ∂_b raises n by
    1; ∂_ν halves and raises n by 2, by the heat equation of the normal density.  Induction on the number of derivatives
    gives the general formula; the two PDEs are the equality of two such expressions.  ∎

    _Representation._  A vector of R^d is a function nat -> R of which only the values below d matter (d is an argument
    of the scalar product).  The partial derivative in coordinate i is the derivative of s ↦ f(v with v_i := s) at v_i.
    *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From Coq Require Import List Permutation.
From MoeProof Require Export Coordinates.
From MoeProof Require Import DensityDerivatives.
Import ListNotations.
Open Scope R_scope.

(** ** The expert and its partial derivatives *)

(** u(y|x; β1, a, b, ν) for x ∈ R^d. *)
Definition expert (d : nat) (x : vector) (y : R) (β1 a : vector) (b ν : R) : R :=
  exp (dot d β1 x) * normal y (dot d a x + b) ν.

(** The parameters of one expert. *)
Record parameter := Params { gate : vector; slope : vector; shift : R; variance : R }.

(** The directions in which one can derive: β1_i, a_i, b, ν. *)
Inductive direction := Gate (i : nat) | Slope (i : nat) | Shift | Variance.

(** The coordinate of p that belongs to a direction. *)
Definition coordinate (D : direction) (p : parameter) : R :=
  match D with
  | Gate i => gate p i
  | Slope i => slope p i
  | Shift => shift p
  | Variance => variance p
  end.

(** p with that coordinate replaced by s. *)
Definition move (D : direction) (p : parameter) (s : R) : parameter :=
  match D with
  | Gate i => Params (update (gate p) i s) (slope p) (shift p) (variance p)
  | Slope i => Params (gate p) (update (slope p) i s) (shift p) (variance p)
  | Shift => Params (gate p) (slope p) s (variance p)
  | Variance => Params (gate p) (slope p) (shift p) s
  end.

(** The expert as a function of its parameters. *)
Definition expert_at (d : nat) (x : vector) (y : R) (p : parameter) : R :=
  expert d x y (gate p) (slope p) (shift p) (variance p).

(** f has the partial derivative l in direction D at p. *)
Definition is_partial (D : direction) (f : parameter -> R) (p : parameter) (l : R) : Prop :=
  is_derive (fun s => f (move D p s)) (coordinate D p) l.

(** The partial derivative of f in direction D; meaningful where [is_partial] holds for some value. *)
Definition partial (D : direction) (f : parameter -> R) : parameter -> R :=
  fun p => Derive (fun s => f (move D p s)) (coordinate D p).

(** The iterated partial derivative along a word of directions, the last letter first. *)
Fixpoint iterated (w : list direction) (f : parameter -> R) : parameter -> R :=
  match w with
  | [] => f
  | D :: w' => partial D (iterated w' f)
  end.

(** The direction is one of the 2 d + 2 of dimension d. *)
Definition in_dimension (d : nat) (D : direction) : Prop :=
  match D with
  | Gate i | Slope i => (i < d)%nat
  | Shift | Variance => True
  end.

(** ** One derivative of e^(β1ᵀx) ∂_h^n N *)

(** e^(β1ᵀx) ∂_h^n N(y; aᵀx + b, ν): up to a constant and a monomial in x, every derivative of u. *)
Definition tower (d : nat) (x : vector) (y : R) (n : nat) (p : parameter) : R :=
  exp (dot d (gate p) x) * normal_derivative n y (dot d (slope p) x + shift p) (variance p).

(** [tower] at n = 0 is u. *)
Lemma tower_0 d x y p : tower d x y 0 p = expert_at d x y p.
Proof. unfold tower, expert_at, expert, normal_derivative. simpl. ring. Qed.

(** The factor from R^d that a derivative in direction D brings. *)
Definition x_factor (D : direction) (x : vector) : R :=
  match D with
  | Gate i | Slope i => x i
  | Shift => 1
  | Variance => / 2
  end.

(** The number of derivatives in h that a derivative in direction D is worth. *)
Definition h_order (D : direction) : nat :=
  match D with
  | Gate _ => 0
  | Slope _ | Shift => 1
  | Variance => 2
  end.

(** The one step of the proof: ∂_D multiplies by [x_factor D] and raises n by [h_order D]. *)
Lemma is_partial_tower d x y n D p : in_dimension d D -> 0 < variance p ->
  is_partial D (tower d x y n) p (x_factor D x * tower d x y (h_order D + n) p).
Proof.
  intros HD Hν. destruct p as [β a b ν]. unfold is_partial, tower.
  destruct D as [i|i| |]; cbn [move coordinate gate slope shift variance x_factor h_order Nat.add] in *.
  - apply (derive_ext (fun s => exp (dot d β x + (s - β i) * x i) * normal_derivative n y (dot d a x + b) ν)).
    + intro s. rewrite dot_update_left by exact HD. reflexivity.
    + auto_derive; [exact I |].
      replace (dot d β x + (β i + - β i) * x i) with (dot d β x) by ring. ring.
  - apply (derive_ext (fun s => exp (dot d β x) *
             normal_derivative n y (dot d a x + b + (s - a i) * x i) ν)).
    + intro s. rewrite dot_update_left by exact HD.
      replace (dot d a x + (s - a i) * x i + b) with (dot d a x + b + (s - a i) * x i) by ring. reflexivity.
    + evar_last.
      { apply (is_derive_scal (fun s => normal_derivative n y (dot d a x + b + (s - a i) * x i) ν)).
        apply (is_derive_comp (fun h => normal_derivative n y h ν) (fun s => dot d a x + b + (s - a i) * x i)).
        - apply is_derive_normal_derivative_mean, Hν.
        - instantiate (1 := x i). auto_derive; [exact I | ring]. }
      replace (dot d a x + b + (a i - a i) * x i) with (dot d a x + b) by ring.
      unfold scal; simpl; unfold mult; simpl. ring.
  - evar_last.
    { apply (is_derive_scal (fun s => normal_derivative n y (dot d a x + s) ν)).
      apply (is_derive_comp (fun h => normal_derivative n y h ν) (fun s => dot d a x + s)).
      - apply is_derive_normal_derivative_mean, Hν.
      - instantiate (1 := 1). auto_derive; [exact I | ring]. }
    unfold scal; simpl; unfold mult; simpl. ring.
  - evar_last.
    { apply (is_derive_scal (fun s => normal_derivative n y (dot d a x + b) s)).
      apply is_derive_normal_derivative_variance, Hν. }
    simpl. ring.
Qed.

(** ** All derivatives, along a word of directions *)

(** The product of the factors along a word. *)
Fixpoint x_product (w : list direction) (x : vector) : R :=
  match w with
  | [] => 1
  | D :: w' => x_factor D x * x_product w' x
  end.

(** The order in h along a word. *)
Fixpoint h_total (w : list direction) : nat :=
  match w with
  | [] => 0
  | D :: w' => h_order D + h_total w'
  end.

(** Moving a coordinate by little keeps the variance positive. *)
Lemma variance_stays_positive D p : 0 < variance p ->
  locally (coordinate D p) (fun s => 0 < variance (move D p s)).
Proof.
  intro H. destruct D; simpl; try (apply filter_forall; intros _; exact H).
  apply (open_gt 0 (variance p)), H.
Qed.

(** The iterated derivatives in closed form, each of them existing. *)
Lemma iterated_expert d x y w : Forall (in_dimension d) w -> forall p, 0 < variance p ->
  iterated w (expert_at d x y) p = x_product w x * tower d x y (h_total w) p.
Proof.
  induction w as [|D w IH]; intros Hw p Hp; simpl.
  - rewrite tower_0. ring.
  - inversion_clear Hw as [| ? ? HD Hw']. apply is_derive_unique.
    apply (is_derive_ext_loc (fun s => x_product w x * tower d x y (h_total w) (move D p s))).
    + eapply filter_imp; [| apply variance_stays_positive, Hp].
      intros s Hs. symmetry. apply (IH Hw'), Hs.
    + evar_last; [apply (is_derive_scal (fun s => tower d x y (h_total w) (move D p s)));
                  apply is_partial_tower; assumption |]. simpl. ring.
Qed.

(** Every iterated derivative has a partial derivative in every direction. *)
Lemma is_partial_iterated d x y D w p : Forall (in_dimension d) (D :: w) -> 0 < variance p ->
  is_partial D (iterated w (expert_at d x y)) p (iterated (D :: w) (expert_at d x y) p).
Proof.
  intros H Hp. inversion_clear H as [| ? ? HD Hw].
  unfold is_partial. simpl. apply Derive_correct.
  apply (ex_derive_ext_loc (fun s => x_product w x * tower d x y (h_total w) (move D p s))).
  - eapply filter_imp; [| apply variance_stays_positive, Hp].
    intros s Hs. symmetry. apply iterated_expert; assumption.
  - eexists. apply (is_derive_scal (fun s => tower d x y (h_total w) (move D p s))).
    apply is_partial_tower; assumption.
Qed.

(** ** Multi-indices *)

Definition direction_eq_dec (D D' : direction) : {D = D'} + {D <> D'}.
Proof. decide equality; apply Nat.eq_dec. Defined.
Local Opaque direction_eq_dec.

(** How often the word derives in direction D. *)
Definition multiplicity (w : list direction) (D : direction) : nat := count_occ direction_eq_dec w D.

(** The exponents α1, α2 of a word. *)
Definition gate_orders (w : list direction) : multi_index := fun i => multiplicity w (Gate i).
Definition slope_orders (w : list direction) : multi_index := fun i => multiplicity w (Slope i).

(** The monomial exponent α1 + α2 of a word. *)
Definition x_orders (w : list direction) : multi_index := fun i => (gate_orders w i + slope_orders w i)%nat.

(** One more letter: which of the four orders it raises. *)
Lemma x_orders_cons D w j :
  x_orders (D :: w) j = match D with Gate i | Slope i => raise (x_orders w) i j | _ => x_orders w j end.
Proof.
  unfold x_orders, gate_orders, slope_orders, multiplicity, raise. simpl.
  destruct D as [i|i| |]; try destruct (Nat.eqb_spec j i);
    repeat destruct (direction_eq_dec _ _); congruence || lia.
Qed.

Lemma slope_orders_cons D w j :
  slope_orders (D :: w) j = match D with Slope i => raise (slope_orders w) i j | _ => slope_orders w j end.
Proof.
  unfold slope_orders, multiplicity, raise. simpl.
  destruct D as [i|i| |]; try destruct (Nat.eqb_spec j i);
    repeat destruct (direction_eq_dec _ _); congruence || lia.
Qed.

Lemma multiplicity_cons D w D' :
  multiplicity (D :: w) D' = if direction_eq_dec D D' then S (multiplicity w D') else multiplicity w D'.
Proof. reflexivity. Qed.

(** The product along a word is 2^(-α4) x^(α1+α2). *)
Lemma x_product_orders d w x : Forall (in_dimension d) w ->
  x_product w x = (/ 2) ^ multiplicity w Variance * monomial d x (x_orders w).
Proof.
  induction 1 as [|D w HD Hw IH]; simpl x_product.
  - cut (monomial d x (x_orders []) = 1); [intros ->; simpl; ring |]. clear.
    induction d as [|d IH]; simpl; [reflexivity | rewrite IH; simpl; ring].
  - rewrite IH, (monomial_ext d x (x_orders (D :: w)) _ (fun j _ => x_orders_cons D w j)), multiplicity_cons.
    destruct D as [i|i| |]; destruct (direction_eq_dec _ _); try discriminate; try congruence;
      cbv beta iota; try (change (fun j => raise (x_orders w) i j) with (raise (x_orders w) i);
           rewrite monomial_raise by exact HD);
      change (fun j => x_orders w j) with (x_orders w); simpl; ring.
Qed.

(** The order in h along a word is |α2| + α3 + 2 α4. *)
Lemma h_total_orders d w : Forall (in_dimension d) w ->
  h_total w = (total_degree d (slope_orders w) + multiplicity w Shift + 2 * multiplicity w Variance)%nat.
Proof.
  induction 1 as [|D w HD Hw IH]; cbn [h_total].
  - cut (total_degree d (slope_orders []) = 0%nat); [intros ->; reflexivity |]. clear.
    induction d as [|d IH]; simpl; [reflexivity | rewrite IH; reflexivity].
  - rewrite IH, (total_degree_ext d (slope_orders (D :: w)) _ (fun j _ => slope_orders_cons D w j)), !multiplicity_cons.
    destruct D as [i|i| |]; repeat destruct (direction_eq_dec _ _); try discriminate; try congruence;
      cbv beta iota; try (change (fun j => raise (slope_orders w) i j) with (raise (slope_orders w) i);
           rewrite total_degree_raise by exact HD);
      cbn [h_order]; change (fun j => slope_orders w j) with (slope_orders w); lia.
Qed.

(** The word of a multi-index: α_i times the letter D i, for i = 0, …, d - 1. *)
Fixpoint multi_word (d : nat) (D : nat -> direction) (α : multi_index) : list direction :=
  match d with
  | O => []
  | S d' => multi_word d' D α ++ repeat (D d') (α d')
  end.

(** The word of ∂^α1_β1 ∂^α2_a ∂^α3_b ∂^α4_ν. *)
Definition derivative_word (d : nat) (α1 α2 : multi_index) (α3 α4 : nat) : list direction :=
  multi_word d Gate α1 ++ multi_word d Slope α2 ++ repeat Shift α3 ++ repeat Variance α4.

Lemma multiplicity_app w w' D : multiplicity (w ++ w') D = (multiplicity w D + multiplicity w' D)%nat.
Proof. apply count_occ_app. Qed.

Lemma multiplicity_repeat D n D' :
  multiplicity (repeat D n) D' = if direction_eq_dec D D' then n else 0%nat.
Proof.
  unfold multiplicity. induction n as [|n IH]; simpl.
  - destruct (direction_eq_dec D D'); reflexivity.
  - rewrite IH. destruct (direction_eq_dec D D'); reflexivity.
Qed.

(** A letter that is no D i does not occur in the word of a multi-index. *)
Lemma multiplicity_multi_word_other d D α D' : (forall i, D i <> D') -> multiplicity (multi_word d D α) D' = 0%nat.
Proof.
  intro H. induction d as [|d IH]; simpl; [reflexivity |].
  rewrite multiplicity_app, IH, multiplicity_repeat.
  destruct (direction_eq_dec (D d) D') as [e|]; [destruct (H d e) | reflexivity].
Qed.

(** D i occurs α_i times. *)
Lemma multiplicity_multi_word d D α i : (forall j k, D j = D k -> j = k) ->
  multiplicity (multi_word d D α) (D i) = if Nat.ltb i d then α i else 0%nat.
Proof.
  intro inj. induction d as [|d IH]; simpl; [reflexivity |].
  rewrite multiplicity_app, IH, multiplicity_repeat.
  destruct (Nat.ltb_spec i d), (Nat.ltb_spec i (S d)), (direction_eq_dec (D d) (D i)) as [e|ne];
    try apply inj in e; subst; try lia.
  assert (i = d) by lia. congruence.
Qed.

(** All letters of the word belong to dimension d. *)
Lemma derivative_word_in_dimension d α1 α2 α3 α4 : Forall (in_dimension d) (derivative_word d α1 α2 α3 α4).
Proof.
  assert (mono : forall D, (forall i, in_dimension d (D i) <-> (i < d)%nat) ->
            forall e α, (e <= d)%nat -> Forall (in_dimension d) (multi_word e D α)).
  { intros D HD e α. induction e as [|e IH]; intro He; simpl; [constructor |].
    apply Forall_app. split; [apply IH; lia |].
    apply Forall_forall. intros D' H. apply repeat_spec in H. subst. apply HD. lia. }
  assert (rep : forall D n, in_dimension d D -> Forall (in_dimension d) (repeat D n)).
  { intros D n HD. apply Forall_forall. intros D' H. apply repeat_spec in H. subst. exact HD. }
  unfold derivative_word. repeat (apply Forall_app; split).
  - apply mono; [intro; reflexivity | lia].
  - apply mono; [intro; reflexivity | lia].
  - apply rep. exact I.
  - apply rep. exact I.
Qed.

(** The four orders of the word of ∂^α1_β1 ∂^α2_a ∂^α3_b ∂^α4_ν are α1, α2, α3, α4. *)
Lemma derivative_word_orders d α1 α2 α3 α4 :
  let w := derivative_word d α1 α2 α3 α4 in
  (forall i, (i < d)%nat -> gate_orders w i = α1 i) /\
  (forall i, (i < d)%nat -> slope_orders w i = α2 i) /\
  multiplicity w Shift = α3 /\ multiplicity w Variance = α4.
Proof.
  assert (Gate_inj : forall j k, Gate j = Gate k -> j = k) by congruence.
  assert (Slope_inj : forall j k, Slope j = Slope k -> j = k) by congruence.
  assert (below : forall i (A : Type) (s t : A), (i < d)%nat -> (if Nat.ltb i d then s else t) = s).
  { intros i A s t H. apply Nat.ltb_lt in H. rewrite H. reflexivity. }
  unfold gate_orders, slope_orders, derivative_word.
  repeat split; try (intros i Hi); rewrite !multiplicity_app, !multiplicity_repeat;
    rewrite ?(multiplicity_multi_word d Gate _ _ Gate_inj), ?(multiplicity_multi_word d Slope _ _ Slope_inj),
      ?below by exact Hi;
    rewrite ?(multiplicity_multi_word_other d Gate) by discriminate;
    rewrite ?(multiplicity_multi_word_other d Slope) by discriminate;
    repeat destruct (direction_eq_dec _ _); congruence || lia.
Qed.

(** ** Headline statements *)

(** The first hidden PDE, ∂²u/∂β1_i ∂b = ∂u/∂a_i, for every d and i < d; all three derivatives exist. *)
Theorem slope_equation d (x : vector) (y : R) (β1 a : vector) (b ν : R) i : (i < d)%nat -> 0 < ν ->
  exists D : R,
    (forall s, ex_derive (fun b => expert d x y (update β1 i s) a b ν) b) /\
    is_derive (fun s => Derive (fun b => expert d x y (update β1 i s) a b ν) b) (β1 i) D /\
    is_derive (fun s => expert d x y β1 (update a i s) b ν) (a i) D.
Proof.
  intros Hi Hν. set (p := Params β1 a b ν).
  assert (Hp : 0 < variance p) by exact Hν.
  assert (word : Forall (in_dimension d) [Gate i; Shift]) by (repeat constructor; exact Hi).
  assert (letter : Forall (in_dimension d) [Slope i]) by (repeat constructor; exact Hi).
  exists (iterated [Slope i] (expert_at d x y) p). split; [| split].
  - intro s. eexists.
    apply (is_partial_iterated d x y Shift [] (Params (update β1 i s) a b ν)); [| exact Hν].
    repeat constructor.
  - replace (iterated [Slope i] (expert_at d x y) p) with (iterated [Gate i; Shift] (expert_at d x y) p).
    + exact (is_partial_iterated d x y (Gate i) [Shift] p word Hp).
    + rewrite !iterated_expert by assumption. simpl. ring.
  - apply (is_partial_iterated d x y (Slope i) [] p letter Hp).
Qed.

(** The second hidden PDE, ∂²u/∂b² = 2 ∂u/∂ν, for every d; all derivatives exist. *)
Theorem heat_equation d (x : vector) (y : R) (β1 a : vector) (b ν : R) : 0 < ν ->
  exists D : R,
    (forall s, ex_derive (fun b => expert d x y β1 a b ν) s) /\
    is_derive (fun b => Derive (fun b => expert d x y β1 a b ν) b) b (2 * D) /\
    is_derive (fun ν => expert d x y β1 a b ν) ν D.
Proof.
  intro Hν. set (p := Params β1 a b ν).
  assert (Hp : 0 < variance p) by exact Hν.
  exists (iterated [Variance] (expert_at d x y) p). split; [| split].
  - intro s. eexists. apply (is_partial_iterated d x y Shift [] (Params β1 a s ν)); [| exact Hν].
    repeat constructor.
  - replace (2 * iterated [Variance] (expert_at d x y) p) with (iterated [Shift; Shift] (expert_at d x y) p).
    + apply (is_partial_iterated d x y Shift [Shift] p); [| exact Hp]. repeat constructor.
    + rewrite !iterated_expert by (exact Hp || (repeat constructor)). simpl. field.
  - apply (is_partial_iterated d x y Variance [] p); [| exact Hp]. repeat constructor.
Qed.

(** The two PDEs as equations between Coquelicot's total derivatives. *)
Corollary slope_equation_Derive d (x : vector) (y : R) (β1 a : vector) (b ν : R) i : (i < d)%nat -> 0 < ν ->
  Derive (fun s => Derive (fun b => expert d x y (update β1 i s) a b ν) b) (β1 i) =
  Derive (fun s => expert d x y β1 (update a i s) b ν) (a i).
Proof.
  intros Hi Hν. destruct (slope_equation d x y β1 a b ν i Hi Hν) as [D [_ [H1 H2]]].
  transitivity D; [| symmetry]; apply is_derive_unique; assumption.
Qed.

Corollary heat_equation_Derive d (x : vector) (y : R) (β1 a : vector) (b ν : R) : 0 < ν ->
  Derive_n (fun b => expert d x y β1 a b ν) 2 b = 2 * Derive (fun ν => expert d x y β1 a b ν) ν.
Proof.
  intros Hν. destruct (heat_equation d x y β1 a b ν Hν) as [D [_ [H1 H2]]].
  transitivity (2 * D); [| f_equal; symmetry]; apply is_derive_unique; assumption.
Qed.

(** The general formula.  For all multi-indices α1, α2, α3, α4 and any word w of partial derivatives that is
    ∂^α1_β1 ∂^α2_a ∂^α3_b ∂^α4_ν in some order: the derivatives exist at every ν > 0 one after the other (the letters of
    a word act from the last to the first), and the result is
    2^(-α4) x^(α1+α2) e^(β1ᵀx) ∂_h^(|α2| + α3 + 2 α4) N(y; h, ν) at h = aᵀx + b. *)
Theorem general_derivative d x y α1 α2 α3 α4 w :
  Permutation w (derivative_word d α1 α2 α3 α4) ->
  forall p, 0 < variance p ->
    (forall w1 D w2, w = w1 ++ D :: w2 ->
       is_partial D (iterated w2 (expert_at d x y)) p (iterated (D :: w2) (expert_at d x y) p)) /\
    iterated w (expert_at d x y) p =
      (/ 2) ^ α4 * monomial d x (fun i => α1 i + α2 i)%nat * exp (dot d (gate p) x) *
      Derive_n (fun h => normal y h (variance p)) (total_degree d α2 + α3 + 2 * α4)
        (dot d (slope p) x + shift p).
Proof.
  intros HP p Hp.
  assert (Hw : Forall (in_dimension d) w).
  { eapply Permutation_Forall; [symmetry; exact HP | apply derivative_word_in_dimension]. }
  split.
  - intros w1 D w2 ->. apply is_partial_iterated; [| exact Hp].
    apply Forall_app in Hw. apply Hw.
  - assert (count : forall D, multiplicity w D = multiplicity (derivative_word d α1 α2 α3 α4) D).
    { intro D. unfold multiplicity. apply (Permutation_count_occ direction_eq_dec); exact HP. }
    destruct (derivative_word_orders d α1 α2 α3 α4) as [H1 [H2 [H3 H4]]].
    unfold gate_orders, slope_orders in H1, H2.
    rewrite iterated_expert, (x_product_orders d), (h_total_orders d), Derive_n_normal by assumption.
    rewrite !count, H3, H4.
    rewrite (monomial_ext d x (x_orders w) (fun i => α1 i + α2 i)%nat), (total_degree_ext d (slope_orders w) α2).
    + unfold tower. ring.
    + intros i Hi. unfold slope_orders. rewrite count. auto.
    + intros i Hi. unfold x_orders, gate_orders, slope_orders. rewrite !count, H1, H2 by exact Hi. reflexivity.
Qed.

(** The derivative of N in h, for reference: ∂_h^n N = He_n^[1/ν]((y-h)/ν) N, and He_n(z) is z^n plus terms of
    degree at most n - 2. *)
Theorem normal_derivative_formula n y h ν : 0 < ν ->
  is_derive_n (fun h => normal y h ν) n h (hermite (/ ν) n ((y - h) / ν) * normal y h ν) /\
  exists rest : list R, length rest = pred n /\
    forall z, hermite (/ ν) n z = z ^ n + polynomial rest z.
Proof.
  intro Hν. split; [apply is_derive_n_normal, Hν | apply hermite_leading_term].
Qed.
