/// The commands of the language, one of each sort.
enum FortyCommands {
  static let lines = """
    d1 = load moons.csv y=label  # csv, tsv, npy, idx, libsvm
    load moons.csv y=label,weight x=x1, x2 as=d7
    load synth two-moons n=1000 noise=0.15 seed=7
    d1, d2 = split d1 frac=[80%,20%] stratify seed=1
    show d1 | table top=8
    plot d1 x=x1 y=x2 color=label
    m1 = model mlp [2,32,32,2] act=tanh like=classification seed=3
    m2 = open resnet.safetensors arch=resnet20 like=classification
    train m1 on=d1 epochs=200 lr=1e-2 opt=adam wd=5e-4
    train m1 on=d1 until=plateau patience=20 time=2min
    plot m1 loss +ylog
    p1 = fit m1 on=d1 subset=last structure=kron curvature=ggn
    p2 = fit m1 on=d1 subset=all structure=diag curvature=ef
    p3 = fit m1 on=d1 subset=subnet(k=512,by=magnitude) structure=full
    p4 = fit m1 on=d1 structure=lowrank rank=50
    show p1
    plot p1 spectrum +ylog
    evidence p1
    evidence [p1,p2,p3] | table sort=-evidence
    g1 = grid p1 prior=1e-4..1e4 log 21
    g1 | plot x=prior y=evidence mark=max
    grid [p1,p2] prior=1e-4..1e4 log 21 metric=[evidence,nll,ece] on=d2
    grid p1 prior=1e-2..1e4 log 13 temp=0.1..1 lin 10 | plot heatmap z=evidence
    tune p1 prior by=evidence steps=100
    tune p1 [prior,noise] by=evidence | plot trace
    r1 = predict p1 on=d2 type=glm link=probit
    predict p1 on=d2 type=nn samples=100 seed=0
    predict p5 x=-4..4 200 | plot ribbon=[1sd,2sd] data=d5
    predict p1 x1=-3..3 60 x2=-3..3 40 | plot heatmap z=entropy
    r1 | table [id,p,entropy,var] sort=-var top=20
    plot r1 hist=var by=correct
    calibrate r1 bins=15
    calibrate [p1,p2,map(m1)] on=d2 | table
    ood p1 in=d2 out=d9 score=entropy | plot hist
    compare map(m1) p1 p2 on=d2 metrics=[nll,ece,acc,auroc] out=d9
    diff p1 p2
    g1 | csv grid.csv
    r1 | npy preds.npy
    plot(3) | svg fig3.svg
    save notes.la.md
    p1 = restore p1.lap
    undo @5
    rerun stale
    replay notes.la.md +check rtol=1e-6
    set color=never
    cancel 3
    p1~1
    _ | json out.json
    load iris.safetensors x=train.x y=0.weight
    fit m1 λ=1 σ=0.3 T=0.5 subset=subnet(indices=[0,3]) curvature=mc(samples=10,seed=0)
    """.split(separator: "\n").map(String.init)
}
