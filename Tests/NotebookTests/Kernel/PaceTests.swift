import Notebook
import Testing

@Suite struct PaceTests {
  @Test("at the pace of teaching a receipt says which objects and defaults were taken")
  func teach() async throws {
    let kernel = Kernel()
    _ = await kernel.test("d1 = load iris\nd2 = load iris permute=1\nm1 = model mlp [4,3]")
    #expect(await kernel.test("train m1 on=d1 epochs=5").receipts.count == 1)
    #expect(await kernel.test("set pace=teach").receipts[0].hasSuffix("pace=teach"))
    let fit = await kernel.test("fit structure=diag")
    let assumed = try #require(fit.receipts.last)
    #expect(
      assumed.hasPrefix("fit assumed: model m1, the last made · data d1, that of the training"))
    for option in ["subset=all", "curvature=ggn", "prior=1"] { #expect(assumed.contains(option)) }
    #expect(!assumed.contains("structure="))
    let predict = await kernel.test("predict p1 type=glm link=probit on=d1 seed=1")
    #expect(predict.receipts.count == 1)
    _ = await kernel.test("set pace=work")
    #expect(await kernel.test("fit structure=diag").receipts.count == 1)
  }

  @Test("a fit takes the data of the training, also when other data were made later")
  func dataOfTraining() async throws {
    let kernel = Kernel()
    _ = await kernel.test(
      "d0 = load iris\nd1, d2 = split d0 frac=[80%,20%] seed=1\nm1 = model mlp [4,3]")
    _ = await kernel.test("train m1 on=d1 epochs=5")
    let fit = await kernel.test("fit m1 | json")
    #expect(fit.json[0]["n_data"] as? Int == 120)
    #expect(fit.receipts[0].contains("fit m1 on=d1"))
  }
}
