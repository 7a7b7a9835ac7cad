import Notebook
import Testing

@Suite struct BinderTests {
  @Test("options have their value, and the others their default")
  func options() throws {
    let fit = try ExampleCatalogue.arguments("fit m1 on=d1 prior=0.5 structure=lowrank(rank=7)")
    #expect(fit.number("prior") == 0.5)
    #expect(fit.number("noise") == 1)
    #expect(fit.choice("structure")?.word == "lowrank")
    #expect(fit.choice("structure")?.arguments.integer("rank") == 7)
    #expect(fit.choice("subset")?.word == "all")
    #expect(fit.object("model")?.kind == .model && fit.object("on")?.kind == .data)
    #expect(fit.isGiven("prior") && !fit.isGiven("noise"))
    #expect(fit.place(of: "prior") == 19..<22)
  }

  @Test("a choice has its own defaults, and symbols stand for their words")
  func choicesAndSymbols() throws {
    #expect(
      try ExampleCatalogue.arguments("fit structure=lowrank").choice("structure")?.arguments
        .integer("rank") == 20)
    #expect(try ExampleCatalogue.arguments("fit λ=3 σ=0.1").number("prior") == 3)
    #expect(
      try ExampleCatalogue.arguments("tune p1 [λ,noise]").choices("settings").map(\.word) == [
        "prior", "noise",
      ])
  }

  @Test("lists and single values, ranges and numbers are read alike where both are allowed")
  func severalForms() throws {
    #expect(try ExampleCatalogue.arguments("fit prior=[1,2]").numbers("prior") == [1, 2])
    #expect(try ExampleCatalogue.arguments("fit prior=2").numbers("prior") == [2])
    #expect(
      try ExampleCatalogue.arguments("grid p1 prior=1..2 3").range("prior")?.values == [1, 1.5, 2])
    #expect(
      try ExampleCatalogue.arguments("grid p1 p2 prior=1..2").objects("posteriors").count == 2)
    #expect(
      try ExampleCatalogue.arguments("grid [p1,p2] prior=1..2").objects("posteriors").count == 2)
    #expect(try ExampleCatalogue.arguments("model mlp [4,8,3]").integers("sizes") == [4, 8, 3])
    #expect(try ExampleCatalogue.arguments("model mlp [4,8,3] bias=false").boolean("bias") == false)
    #expect(try ExampleCatalogue.arguments("load synth two-moons").text("shape") == "two-moons")
    #expect(try ExampleCatalogue.arguments("load a.csv y=[u,v]").path("source") == "a.csv")
    #expect(try ExampleCatalogue.arguments("load a.csv y=[u,v]").texts("y") == ["u", "v"])
    #expect(try ExampleCatalogue.arguments("undo @5").cell("cell") == 5)
    #expect(try ExampleCatalogue.arguments("train m1 batch=all").choice("batch")?.word == "all")
    #expect(try ExampleCatalogue.arguments("train m1 batch=32").integer("batch") == 32)
  }

  @Test(
    "units count in the unit of a bare number",
    arguments: [
      ("train time=2min", "time", 120), ("train time=30", "time", 30),
      ("train time=250ms", "time", 0.25), ("train frac=20%", "frac", 0.2),
      ("train frac=7%", "frac", 0.07), ("train epochs=200epochs", "epochs", 200),
      ("train epochs=2k", "epochs", 2000), ("load synth n=3rows", "n", 3),
    ])
  func units(line: String, option: String, number: Double) throws {
    #expect(try ExampleCatalogue.arguments(line).number(option) == number)
  }

  @Test("switches are off, on, or as they were")
  func switches() throws {
    #expect(try ExampleCatalogue.arguments("evidence p1 +grad").isOn("grad"))
    #expect(try !ExampleCatalogue.arguments("evidence p1").isOn("grad"))
    #expect(try ExampleCatalogue.arguments("grid prior=1..2").isOn("legend"))
    #expect(try !ExampleCatalogue.arguments("grid prior=1..2 -legend").isOn("legend"))
  }

  @Test("what comes through the pipe takes the place of the first object")
  func pipes() throws {
    let line = try ExampleCatalogue.bound("grid prior=1..2 | plot x=prior +ylog")
    guard case .command(let plot)? = line.stages.last else { return }
    #expect(plot.arguments.object("object")?.kind == .grid)
    if case .input? = plot.arguments.object("object")?.source {} else { Issue.record("no input") }
    #expect(plot.arguments.columns("x").map(\.name) == ["prior"])
    let noun = try ExampleCatalogue.bound("g1 | table sort=-evidence")
    #expect(noun.stages.first?.resultKind == .grid)
  }

  @Test("an optional object may be left out before a word that is none")
  func leftOutObject() throws {
    #expect(try ExampleCatalogue.arguments("plot spectrum").choice("what")?.word == "spectrum")
    #expect(try ExampleCatalogue.arguments("plot spectrum").object("object") == nil)
    #expect(
      try ExampleCatalogue.arguments("tune prior").choices("settings").map(\.word) == ["prior"])
  }

  @Test("functions make objects, columns become options")
  func functionsAndColumns() throws {
    let evidence = try ExampleCatalogue.arguments("evidence map(m1) p1~1")
    guard case .function(let map)? = evidence.objects("posteriors").first?.source else {
      Issue.record("no function")
      return
    }
    #expect(map.arguments.object("model")?.kind == .model)
    let predict = try ExampleCatalogue.arguments("predict p1 x1=-3..3 60 x2=0..1 2")
    #expect(predict.columnOptions.map(\.column) == ["x1", "x2"])
    #expect(predict.columnOptions.first?.value.numbers?.count == 60)
    let table = try ExampleCatalogue.arguments("table g1 sort=-evidence")
    #expect(table.columns("sort").map(\.name) == ["evidence"])
    #expect(table.columns("sort").map(\.isDescending) == [true])
  }

  @Test(
    "the resolved text says everything and binds to the same again",
    arguments: [
      (
        "fit m1 λ=2 structure=lowrank",
        "fit m1 subset=all structure=lowrank(rank=20) prior=2 noise=1"
      ),
      (
        "grid map(m1) p1~1 prior=1..100 log 3 -legend",
        "grid map(m1) p1~1 prior=1..100 log 3 metric=[evidence] -legend"
      ),
      ("predict p1 x1=0..1 3 +joint", "predict p1 type=glm link=probit x1=0..1 3 +joint"),
      ("load \"a b.csv\" y=u", "load \"a b.csv\" y=[u] n=500 seed=0"),
      ("train m1 time=2min frac=20%", "train m1 epochs=200 lr=0.01 time=120 batch=all frac=0.2"),
      ("table g1 sort=-prior top=3", "table g1 sort=-prior top=3"), ("undo @5", "undo @5"),
      ("model mlp [4,3]", "model mlp [4,3] act=tanh bias=true"),
      ("set threads=auto", "set threads=auto"),
    ])
  func resolvedText(line: String, resolved: String) throws {
    for text in [line, resolved] {
      guard case .command(let command)? = try ExampleCatalogue.bound(text).stages.first else {
        continue
      }
      #expect(command.resolvedText == resolved)
    }
  }

  @Test("every default is a value that its option takes")
  func defaultsBind() throws {
    let session = ExampleSession()
    for command in ExampleCatalogue.catalogue.commands + [ExampleCatalogue.map] {
      #expect(command.faults(in: ExampleCatalogue.catalogue, session: session).isEmpty)
    }
  }

  @Test("faults of a signature are found")
  func faults() {
    let command = CommandSignature(
      "bad", summary: "Is bad.",
      parameters: [
        ParameterSignature("a", .text, help: "", isVariadic: true),
        ParameterSignature("b", .text, help: ""),
      ],
      options: [
        OptionSignature("k", .number(.count), default: "0", help: ""),
        OptionSignature("k", .text, help: ""),
        OptionSignature(
          "c",
          .choice([
            ChoiceSignature(
              "w", help: "", options: [OptionSignature("z", .boolean, default: "7", help: "")])
          ]), help: ""),
      ], examples: ["bad [", "worse x"])
    let faults = command.faults(in: Catalogue([command]), session: ExampleSession())
    #expect(faults.count == 6, "\(faults)")
  }
}
