(** * The softmax-gated mixture of Gaussian experts

    The model.  For an input x in R^d and an output y in R, a list G of atoms (β0, β1,
    a, b, ν) gives the conditional density

      g_G(y|x) = Σ_i softmax_i(β1_iᵀx + β0_i) · N(y; a_iᵀx + b_i, ν_i),

    where ν is the variance of an expert.  The list stands for the mixing measure Σ_i
    exp(β0_i) δ_(β1_i, a_i, b_i, ν_i): the order of its atoms does not matter
    ([density_permutation]).

    Translation invariance ([translation_invariance]).  Adding t1 to every gate slope
    β1 and t2 to every gate bias β0 does not change g_G.  Proof: every term exp(β1_iᵀx
    + β0_i) of the numerator and the denominator of every softmax weight is multiplied
    by the same exp(t1ᵀx + t2).

    The file also holds the two small libraries that the theory of the model needs:
    finite sums over lists, and vectors of R^d with the scalar product. *)

From Coq Require Import Reals Psatz List Permutation.
Import ListNotations.
Open Scope R_scope.

(** ** Finite sums over a list *)

(** ∑ t ∈ l, f t. *)
Fixpoint lsum {T : Type} (f : T -> R) (l : list T) : R :=
  match l with
  | [] => 0
  | t :: l' => f t + lsum f l'
  end.

Notation "∑ t ∈ l , e" := (lsum (fun t => e) l)
  (at level 200, t name, l at level 99, e at level 200).

Section FiniteSums.
Context {T : Type}.
Implicit Types (f h : T -> R) (l : list T).

(** Equal terms give equal sums. *)
Lemma lsum_ext f h l : (forall t, In t l -> f t = h t) -> lsum f l = lsum h l.
Proof.
  induction l as [|t l IH]; simpl; intro E; [reflexivity|].
  rewrite (E t), IH; auto.
Qed.

(** The sum of zeros is zero. *)
Lemma lsum_zero f l : (forall t, In t l -> f t = 0) -> lsum f l = 0.
Proof.
  induction l as [|t l IH]; simpl; intro E; [reflexivity|].
  rewrite (E t), IH; auto; ring.
Qed.

(** A sum is additive in its terms. *)
Lemma lsum_plus f h l : (∑ t ∈ l, f t + h t) = lsum f l + lsum h l.
Proof. induction l as [|t l IH]; simpl; [|rewrite IH]; ring. Qed.

(** A constant factor on the left leaves the sum. *)
Lemma lsum_scal_l c f l : (∑ t ∈ l, c * f t) = c * lsum f l.
Proof. induction l as [|t l IH]; simpl; [|rewrite IH]; ring. Qed.

(** A constant factor on the right leaves the sum. *)
Lemma lsum_scal_r c f l : (∑ t ∈ l, f t * c) = lsum f l * c.
Proof. induction l as [|t l IH]; simpl; [|rewrite IH]; ring. Qed.

(** The sum over a concatenation. *)
Lemma lsum_app f l l' : lsum f (l ++ l') = lsum f l + lsum f l'.
Proof. induction l as [|t l IH]; simpl; [|rewrite IH]; ring. Qed.

(** The order of the terms does not matter. *)
Lemma lsum_permutation f l l' : Permutation l l' -> lsum f l = lsum f l'.
Proof. induction 1; simpl; lra. Qed.

(** A sum over a sublist is a sum with the other terms set to zero. *)
Lemma lsum_filter f (p : T -> bool) l :
  lsum f (filter p l) = ∑ t ∈ l, if p t then f t else 0.
Proof. induction l as [|t l IH]; simpl; [|destruct (p t); simpl; rewrite IH]; ring. Qed.

(** The sum over [n] equal terms. *)
Lemma lsum_repeat f t n : lsum f (repeat t n) = INR n * f t.
Proof. induction n as [|n IH]; [simpl; ring|]. simpl repeat. simpl lsum. rewrite IH, S_INR. ring. Qed.

(** A sum of nonnegative terms is nonnegative. *)
Lemma lsum_nonneg f l : (forall t, In t l -> 0 <= f t) -> 0 <= lsum f l.
Proof.
  induction l as [|t l IH]; simpl; intro H; [lra|].
  pose proof (H t (or_introl eq_refl)). pose proof (IH (fun s i => H s (or_intror i))). lra.
Qed.

(** A sum of positive terms over a nonempty list is positive. *)
Lemma lsum_pos f l : l <> [] -> (forall t, In t l -> 0 < f t) -> 0 < lsum f l.
Proof.
  destruct l as [|t l]; intros N H; [easy|]. simpl.
  pose proof (H t (or_introl eq_refl)).
  enough (0 <= lsum f l) by lra.
  apply lsum_nonneg. intros s i. apply Rlt_le, H. now right.
Qed.

(** If a sum of nonnegative terms is zero, then every term is. *)
Lemma lsum_zero_terms f l :
  (forall t, In t l -> 0 <= f t) -> lsum f l = 0 -> forall t, In t l -> f t = 0.
Proof.
  induction l as [|s l IH]; simpl; intros H E t; [easy|].
  pose proof (H s (or_introl eq_refl)).
  assert (0 <= lsum f l) by (apply lsum_nonneg; auto).
  intros [<-|i]; [lra|]. apply IH; auto; lra.
Qed.
End FiniteSums.

(** The sum over the image of a map. *)
Lemma lsum_map {S T : Type} (f : T -> R) (m : S -> T) (l : list S) :
  lsum f (map m l) = ∑ s ∈ l, f (m s).
Proof. induction l as [|s l IH]; simpl; [|rewrite IH]; reflexivity. Qed.

(** The sum over a union of lists, one for each element of [l]. *)
Lemma lsum_flat_map {S T : Type} (f : T -> R) (m : S -> list T) (l : list S) :
  lsum f (flat_map m l) = ∑ s ∈ l, lsum f (m s).
Proof. induction l as [|s l IH]; simpl; [|rewrite lsum_app, IH]; reflexivity. Qed.

(** ** Vectors of R^d

    R^0 is a point and R^(d+1) = R × R^d, so that equality of vectors is
    equality of their coordinates. *)

(** The space R^d. *)
Fixpoint vec (d : nat) : Type :=
  match d with
  | O => unit
  | S d' => (R * vec d')%type
  end.

(** The scalar product uᵀv. *)
Fixpoint dot {d : nat} : vec d -> vec d -> R :=
  match d with
  | O => fun _ _ => 0
  | S d' => fun u v => fst u * fst v + dot (snd u) (snd v)
  end.

(** The sum u + v. *)
Fixpoint vplus {d : nat} : vec d -> vec d -> vec d :=
  match d with
  | O => fun _ _ => tt
  | S d' => fun u v => (fst u + fst v, vplus (snd u) (snd v))
  end.

(** The multiple cu. *)
Fixpoint vscal {d : nat} (c : R) : vec d -> vec d :=
  match d with
  | O => fun _ => tt
  | S d' => fun u => (c * fst u, vscal c (snd u))
  end.

(** The origin. *)
Fixpoint vzero {d : nat} : vec d :=
  match d with
  | O => tt
  | S d' => (0, vzero)
  end.

Notation "⟨ u , v ⟩" := (dot u v) (at level 0, u at level 99, v at level 99).
Infix "⊕" := vplus (at level 50, left associativity).
Notation "c ⊙ v" := (vscal c v) (at level 40, left associativity).
Notation "u ⊖ v" := (u ⊕ (-1) ⊙ v) (at level 50, left associativity).

(** The scalar product is symmetric and linear in each argument. *)
Lemma dot_comm {d} (u v : vec d) : ⟨u, v⟩ = ⟨v, u⟩.
Proof. induction d as [|d IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma dot_plus_r {d} (w u v : vec d) : ⟨w, u ⊕ v⟩ = ⟨w, u⟩ + ⟨w, v⟩.
Proof. induction d as [|d IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma dot_plus_l {d} (u v w : vec d) : ⟨u ⊕ v, w⟩ = ⟨u, w⟩ + ⟨v, w⟩.
Proof. induction d as [|d IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma dot_scal_r {d} (w : vec d) c (u : vec d) : ⟨w, c ⊙ u⟩ = c * ⟨w, u⟩.
Proof. induction d as [|d IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma dot_scal_l {d} c (u w : vec d) : ⟨c ⊙ u, w⟩ = c * ⟨u, w⟩.
Proof. induction d as [|d IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma dot_zero_r {d} (w : vec d) : ⟨w, vzero⟩ = 0.
Proof. induction d as [|d IH]; simpl; [|rewrite IH]; ring. Qed.

(** A vector is determined by its scalar products: identities between vectors
    can be proved as identities between numbers. *)
Lemma dot_ext {d} (u v : vec d) : (forall w, ⟨w, u⟩ = ⟨w, v⟩) -> u = v.
Proof.
  induction d as [|d IH]; [now destruct u, v|].
  destruct u as [r u], v as [s v]. simpl. intro E. f_equal.
  - generalize (E (1, vzero)). simpl.
    rewrite (dot_comm vzero u), (dot_comm vzero v), !dot_zero_r. lra.
  - apply IH. intro w. generalize (E (0, w)). simpl. lra.
Qed.

(** The square of the length is not negative… *)
Lemma dot_self_nonneg {d} (u : vec d) : 0 <= ⟨u, u⟩.
Proof. induction d as [|d IH]; simpl; [lra|]. specialize (IH (snd u)). nra. Qed.

(** … and vanishes at 0 only. *)
Lemma dot_self_zero {d} (u : vec d) : ⟨u, u⟩ = 0 -> u = vzero.
Proof.
  induction d as [|d IH]; [now destruct u|].
  destruct u as [r u]. simpl. intro E. pose proof (dot_self_nonneg u).
  assert (Z : r = 0) by nra. rewrite Z, (IH u) by nra. reflexivity.
Qed.

(** Equality of vectors is decidable, as equality of real numbers is. *)
Lemma vec_eq_dec {d} (u v : vec d) : {u = v} + {u <> v}.
Proof.
  induction d as [|d IH]; [left; now destruct u, v|].
  destruct u as [r u], v as [s v].
  destruct (Req_EM_T r s) as [->|N]; [|right; congruence].
  destruct (IH u v) as [->|N]; [now left|right; congruence].
Defined.

(** Proves an equation between linear combinations of vectors from the
    equations between vectors among the hypotheses. *)
Ltac vec_lra :=
  apply dot_ext; let w := fresh "w" in intro w;
  repeat match goal with
  | H : @eq (vec _) _ _ |- _ => apply (f_equal (dot w)) in H
  end;
  rewrite ?dot_plus_r, ?dot_scal_r, ?dot_zero_r in *; lra.

(** ** The model *)

(** An expert: its mean ⟨a, x⟩ + b is affine in x, its variance ν is constant. *)
Record expert (d : nat) := Expert {
  slope : vec d;        (* a *)
  intercept : R;        (* b *)
  variance : R          (* ν, a variance, not a standard deviation *)
}.
Arguments Expert {d}.  Arguments slope {d}.  Arguments intercept {d}.  Arguments variance {d}.

(** An atom: an expert and its gate. *)
Record atom (d : nat) := Atom {
  gate_bias : R;        (* β0 *)
  gate_slope : vec d;   (* β1 *)
  expert_of : expert d
}.
Arguments Atom {d}.  Arguments gate_bias {d}.  Arguments gate_slope {d}.  Arguments expert_of {d}.

(** The density at y of the normal law with mean h and variance ν. *)
Definition normal_pdf (y h v : R) : R := / sqrt (2 * PI * v) * exp (- (y - h) ^ 2 / (2 * v)).

Section Model.
Context {d : nat}.
Implicit Types (A : atom d) (E : expert d) (G H : list (atom d)) (x : vec d) (y : R).

(** The mean aᵀx + b of an expert. *)
Definition mean E x : R := ⟨slope E, x⟩ + intercept E.

(** f_E(y|x) = N(y; aᵀx + b, ν). *)
Definition expert_density E x y : R := normal_pdf y (mean E x) (variance E).

(** exp(β1ᵀx + β0), before normalisation. *)
Definition gate A x : R := exp (⟨gate_slope A, x⟩ + gate_bias A).

(** The denominator of the softmax weights. *)
Definition total_gate G x : R := ∑ A ∈ G, gate A x.

(** The softmax weight of an atom. *)
Definition softmax G A x : R := gate A x / total_gate G x.

(** The conditional density g_G(y|x). *)
Definition density G x y : R := ∑ A ∈ G, softmax G A x * expert_density (expert_of A) x y.

(** All variances are positive: the only condition under which [normal_pdf]
    is a density. *)
Definition proper G : Prop := forall A, In A G -> 0 < variance (expert_of A).

(** The experts of G are pairwise distinct in (a, b, ν). *)
Definition distinct_experts G : Prop := NoDup (map expert_of G).

(** The atom with slope β1 + t1 and bias β0 + t2. *)
Definition translate (t1 : vec d) (t2 : R) A : atom d :=
  Atom (gate_bias A + t2) (gate_slope A ⊕ t1) (expert_of A).

(** Experts are compared by their parameters. *)
Lemma expert_eq_dec E E' : {E = E'} + {E <> E'}.
Proof.
  destruct E as [a b v], E' as [a' b' v'].
  destruct (vec_eq_dec a a') as [->|N]; [|right; congruence].
  destruct (Req_EM_T b b') as [->|N]; [|right; congruence].
  destruct (Req_EM_T v v') as [->|N]; [now left|right; congruence].
Defined.

(** Gates are positive, so the softmax weights are defined. *)
Lemma gate_pos A x : 0 < gate A x.
Proof. apply exp_pos. Qed.

Lemma total_gate_pos G x : G <> [] -> 0 < total_gate G x.
Proof. intro N. apply lsum_pos; [exact N|]. intros A _. apply gate_pos. Qed.

(** The density as one quotient. *)
Lemma density_ratio G x y :
  density G x y = (∑ A ∈ G, gate A x * expert_density (expert_of A) x y) / total_gate G x.
Proof.
  unfold density, softmax, Rdiv. rewrite <- lsum_scal_r.
  apply lsum_ext. intros A _. ring.
Qed.

(** The principle behind every invariance of the model: if, at x, the gates
    that H gives to each expert are those of G times one common factor φ,
    then H and G have the same density at x.  The hypothesis says so by
    summing an arbitrary function f of the expert. *)
Lemma density_common_factor G H x (φ : R) : φ <> 0 ->
  (forall f : expert d -> R,
     (∑ A ∈ H, gate A x * f (expert_of A)) = φ * (∑ A ∈ G, gate A x * f (expert_of A))) ->
  forall y, density H x y = density G x y.
Proof.
  intros Nφ E y. rewrite !density_ratio.
  assert (T : total_gate H x = φ * total_gate G x).
  { unfold total_gate. generalize (E (fun _ => 1)).
    rewrite !(lsum_scal_r 1). lra. }
  rewrite T, (E (fun e => expert_density e x y)). unfold Rdiv. rewrite Rinv_mult.
  rewrite <- (Rmult_1_l (lsum _ G * _)), <- (Rinv_r φ Nφ). ring.
Qed.

(** The order of the atoms does not matter. *)
Lemma density_permutation G H : Permutation G H -> forall x y, density H x y = density G x y.
Proof.
  intros P x y. apply density_common_factor with 1; [lra|].
  intro f. rewrite (lsum_permutation _ _ _ P). ring.
Qed.

(** ** Headline statement *)

(** Adding t1 to all gate slopes and t2 to all gate biases changes nothing. *)
Theorem translation_invariance (t1 : vec d) (t2 : R) G x y :
  density (map (translate t1 t2) G) x y = density G x y.
Proof.
  apply density_common_factor with (exp (⟨t1, x⟩ + t2)).
  - apply Rgt_not_eq, exp_pos.
  - intro f. rewrite lsum_map, <- lsum_scal_l. apply lsum_ext. intros A _.
    unfold gate, translate. simpl. rewrite dot_plus_l, <- Rmult_assoc, <- exp_plus.
    f_equal. f_equal. ring.
Qed.
End Model.
