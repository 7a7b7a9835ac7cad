import Notebook
import Testing

@Suite struct FlavourTests {
  @Test("one fit gives every structure over several subsets, and compare shows them")
  func flavours() async {
    let run = await Kernel(folder: ".").test(
      """
      set scalar=double
      d1 = load iris
      m1 = model mlp [4,5,3] seed=2
      train m1 on=d1 epochs=50
      fit m1 structure=[full,block,kron,ekfac,diag,lowrank(rank=5)] subset=[all,last]
      compare p1 p2 p3 p4 p5 p6 p7 p8 p9 p10 p11 p12 on=d1
      """)
    #expect(run.problem == nil)
    #expect(run.receipts.joined().contains("p12"))
  }

  @Test(
    "subsets of every kind are fitted",
    arguments: [
      "indices=[0,7,30]", "params=[\"2.bias\"]", "modules=[2]", "k=5,by=magnitude",
      "k=5,by=variance", "k=5,by=swag", "k=5,by=random,seed=3",
    ])
  func subnetworks(arguments: String) async {
    let run = await Kernel(folder: ".").test(
      """
      d1 = load iris
      m1 = model mlp [4,5,3] seed=2
      train m1 on=d1 epochs=20
      p1 = fit m1 subset=subnet(\(arguments)) curvature=mc(samples=4,seed=1)
      evidence p1
      """)
    #expect(run.problem == nil)
  }

  @Test("what has no meaning is refused at its argument, and the session stays as it was")
  func refusals() async {
    let kernel = Kernel(folder: ".")
    _ = await kernel.test("d1 = load iris\nm1 = model mlp [4,5,3]")
    for (command, words) in [
      ("fit m1 structure=kron curvature=hessian", "no meaning"),
      ("fit m1 structure=gp curvature=hessian", "no meaning"),
      ("fit m1 structure=gp(m=151)", "cannot be drawn from 150"),
      ("fit m1 structure=gp prior=[1,1,1,1]", "one prior precision for all weights"),
      ("fit m1 structure=ekfac subset=subnet(indices=[1])", "no Kronecker factors"),
      ("fit m1 subset=subnet(indices=[999])", "places are 0 to 42"),
      ("fit m1 subset=subnet(indices=[3,3])", "named twice"),
      ("fit m1 subset=subnet(params=[nothing])", "0.weight, 0.bias"),
      ("fit m1 subset=subnet(k=99)", "cannot be chosen among 43"),
      ("fit m1 subset=subnet()", "by indices="),
    ] {
      let run = await kernel.test(command)
      #expect(run.problem?.message.contains(words) == true, "\(command): \(run.problem as Any)")
    }
    #expect(await kernel.test("show p1").problem != nil)
  }

  @Test("a functional posterior on some of the data is fitted, explained, tuned and planned")
  func functional() async {
    let kernel = Kernel(folder: ".")
    let run = await kernel.test(
      """
      set scalar=double
      d1 = load iris
      m1 = model mlp [4,5,3] seed=2
      train m1 on=d1 epochs=50
      p1, p2, p3, p4 = fit m1 structure=[gp,full,gp(m=40,seed=1),gp(m=40,outputs=independent)]
      compare p1 p2 p3 p4 on=d1
      grid p3 p4 prior=0.01..100 log 9
      explain gp
      plan m1 structure=[gp(m=40),gp(m=151)]
      """)
    #expect(run.problem == nil)
    let text = run.receipts.joined()
    #expect(text.contains("gp(m=40,seed=1) ggn over all 43 parameters of m1"))
    #expect(text.contains("40 of 150 examples") && text.contains("150 of 150 examples"))
    #expect(text.contains("gp(m=40,seed=0,outputs=independent)"))
    #expect(run.results.joined().contains("k_*M"))
    #expect(run.results.joined().contains("no meaning"))
    let evidences = [await kernel.test("evidence p1"), await kernel.test("evidence p2")]
      .map { $0.results.joined().replacing(#/p[12]/#, with: "") }
    #expect(evidences[0] == evidences[1])
    let line = "fit structure=gp("
    let completion = Completer(catalogue: Commands.catalogue, session: await kernel.snapshot)
      .completion(of: line, cursor: line.count)
    #expect(completion.candidates.map(\.text) == ["m", "seed", "outputs"])
  }

  @Test("a plan tells memory, operations and time of every flavour, and refuses what is too large")
  func plan() async {
    let kernel = Kernel(folder: ".")
    let run = await kernel.test("load digits\nm1 = model mlp [64,300,300,10]\nplan m1")
    #expect(run.problem == nil)
    #expect(run.results.joined().contains("too large") && run.results.joined().contains("lowrank"))
    let refused = await kernel.test("fit m1 structure=full")
    #expect(refused.problem?.message.contains("MiB") == true)
    let long = await kernel.test("fit m1 structure=diag curvature=hessian")
    #expect(long.problem?.message.contains("would take about") == true)
  }
}
