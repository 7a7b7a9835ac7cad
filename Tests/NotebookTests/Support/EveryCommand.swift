import Notebook

/// A session in which every kind of result is made: commands by what they are called in the README.
enum EveryCommand {
  /// Data, models and posteriors of a classification and of a regression.
  static let preparation = """
    set scalar=double
    d0 = load iris
    d1, d2 = split d0 frac=[80%,20%] seed=1
    d3 = load synth sinusoid n=40 seed=2
    d5 = load synth sinusoid n=10 seed=2
    d4 = load wine x=[alcohol,malic_acid,ash,alcalinity_of_ash]
    m1 = model mlp [4,3,3] seed=1
    train m1 on=d1 epochs=60
    p1 = fit m1 on=d1
    m2 = model mlp [1,5,1] like=regression seed=1
    train m2 on=d3 epochs=60
    q1 = fit m2 on=d3 noise=0.3
    m3 = model mlp [4,3,3] act=relu seed=2
    m4 = model mlp [1,1] like=regression seed=1
    train m4 on=d5 epochs=60
    s1 = fit m4 on=d5
    """

  /// A line that makes a result of each kind, and the row of the README that its keys stand in.
  static let results: [(line: String, row: String)] = [
    ("split d0 frac=[80%,20%] seed=1", "data"), ("show d3", "data"), ("load iris", "data"),
    ("show m1", "model"), ("freeze m1 params=[0.bias]", "model"),
    ("train m3 on=d1 epochs=3", "train"),
    ("train m3 on=d1 by=evidence epochs=3 structure=kron", "train"),
    ("plan m1 on=d1", "plan"), ("fit m1 on=d1 subset=last", "posterior"),
    ("update p1 on=d2", "posterior"), ("at p1 prior=2", "posterior"),
    ("doctor p1 on=d2", "doctor"), ("doctor q1 on=d3", "doctor"),
    ("evidence p1 +grad", "evidence"), ("evidence p1 q1", "evidence"),
    ("evidence q1 +grad", "evidence"),
    ("explore p1 on=d2", "explore"), ("explore q1 on=d3", "explore"),
    (
      "grid p1 prior=1e-2..1e2 log 3 metric=[evidence,effective,nll,ece,mce,brier,accuracy,variance] "
        + "on=d2", "grid"
    ),
    (
      "grid q1 prior=1e-2..1e2 log 3 noise=0.1..1 2 temp=[1,2] metric=[mse,rmse,coverage] on=d3",
      "grid"
    ),
    ("grid p1 q1 prior=1e-2..1e2 log 3", "grid"),
    ("tune p1 by=evidence", "tune"), ("tune p1 by=nll on=d2", "tune"),
    ("tune q1 by=loo on=d3", "tune"),
    ("predict p1 on=d2 +split +layers +joint samples=2", "predict"),
    ("predict p1 on=d2 link=mc(samples=20)", "predict"),
    ("predict p1 on=d2 type=nn samples=5 +split", "predict"),
    ("predict q1 x=-1..7 4 +noise +joint +layers +split samples=2", "predict"),
    ("predict q1 x=-1..7 4 type=nn samples=5", "predict"),
    ("predict map(m1) on=d2", "predict"),
    ("calibrate p1 on=d2", "calibrate"), ("calibrate q1 on=d3", "calibrate"),
    ("compare map(m1) p1 on=d2", "calibrate"), ("compare q1 map(m2) on=d3", "calibrate"),
    ("ood p1 in=d2 out=d4", "ood"), ("ood q1 in=d3 out=d3", "ood"),
    ("influence p1 on=d1 at=d2 row=1", "influence"),
    ("check s1 on=d5 test=d3 draws=20 warmup=20 chains=2", "check"),
    ("grid p1 prior=1e-2..1e2 log 3 | plot", "plot"),
  ]

  /// The one line that takes seconds, for its keys.
  static let integration = (
    line: "check s1 on=d5 draws=8 warmup=20 chains=1 +evidence", row: "check"
  )

  /// A kernel after the preparation.
  static func kernel() async -> Kernel {
    let kernel = Kernel()
    _ = await kernel.run(preparation)
    return kernel
  }
}
