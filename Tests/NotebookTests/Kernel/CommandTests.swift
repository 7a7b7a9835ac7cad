import Foundation
import Notebook
import Parallelism
import TestSupport
import Testing

@Suite struct CommandTests {
  /// The keys that scripts rely on, by command.
  static let keys: [(String, String, Set<String>)] = [
    ("load", "load iris | json", ["kind", "name", "rows", "columns", "classes"]),
    ("show data", "show d1 | json", ["kind", "name", "rows", "columns", "classes"]),
    (
      "model", "model mlp [4,5,3] | json",
      ["kind", "name", "parameters", "tensors", "likelihood", "epochs"]
    ),
    (
      "show model", "show m1 | json",
      ["kind", "name", "parameters", "tensors", "likelihood", "epochs"]
    ),
    ("train", "train m1 on=d1 epochs=2 | json", ["loss", "gradient_norm", "epochs", "seconds"]),
    (
      "fit", "fit m1 on=d1 structure=kron | json",
      [
        "kind", "name", "parameters", "subset", "structure", "curvature", "n_data", "loss",
        "prior_precision", "noise", "temperature", "effective_parameters", "seconds",
      ]
    ),
    (
      "evidence", "evidence p1 prior=0.3 | json",
      [
        "log_marginal_likelihood", "log_likelihood", "scatter", "log_det_ratio",
        "log_det_prior_precision", "log_det_posterior_precision", "prior_precision", "noise",
        "temperature",
      ]
    ),
    ("grid", "grid p1 prior=0.1..10 log 5 | json", ["points", "best", "edge"]),
    (
      "predict", "predict p1 on=d1 +joint | json",
      ["probabilities", "mean", "variance", "joint_covariance"]
    ),
    (
      "calibrate", "calibrate p1 on=d1 | json",
      [
        "name", "nll", "accuracy", "ece", "mce", "brier", "n", "bins",
      ]
    ),
  ]

  @Test("the keys of a result are those that scripts rely on", arguments: keys.map(\.0))
  func jsonKeys(name: String) async throws {
    let (_, source, keys) = try #require(Self.keys.first { $0.0 == name })
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test(source)
    #expect(run.problem == nil)
    #expect(run.results.count == 1)
    let found = try #require(run.json.first)
    #expect(Set(found.keys) == keys)
  }

  @Test("a regression gives means, variances without the noise, and covariances")
  func regressionKeys() async throws {
    let kernel = await Kernel.withPosterior(like: "regression")
    let run = await kernel.test("predict p1 x=0..1 3 | json")
    let found = try #require(run.json.first)
    #expect(Set(found.keys) == ["mean", "variance", "covariance", "noise", "includes_noise"])
    #expect(found["noise"] as? Double == 0.3)
    let wide = try #require(
      await kernel.test("predict p1 x=0..1 3 noise=3 prior=1 | json").json.first)
    #expect((wide["variance"] as? [[Double]])?.count == 3)
    let scores = try #require(await kernel.test("compare p1 on=d1 | json").json.first)
    #expect(
      Set(scores.keys) == [
        "name", "nll", "rmse", "coverage", "coverage_curve", "calibration_error", "pit", "n",
        "evidence", "effective_parameters",
      ])
  }

  @Test("the whole way from data to a grid works on every table that comes along")
  func everyTable() async throws {
    let shapes = [
      ("wine", "[13,5,3]", "classification"), ("breast-cancer", "[30,5,2]", "classification"),
      ("diabetes", "[10,5,1]", "regression"), ("banana", "[2,5,2]", "classification"),
    ]
    for (name, sizes, likelihood) in shapes {
      let kernel = Kernel()
      let run = await kernel.test(
        """
        d0 = load \(name)
        d1, d2 = split d0 frac=[20%,20%] seed=1
        m1 = model mlp \(sizes) like=\(likelihood)
        train m1 on=d1 epochs=20
        p1 = fit m1 on=d1 structure=diag
        grid p1 prior=1e-2..1e2 log 5 | json
        """)
      #expect(run.problem == nil, "\(name)")
      #expect((run.json.first?["points"] as? [Any])?.count == 5, "\(name)")
    }
  }

  @Test("a grid gives the metrics that are asked for, and counts are numbers")
  func gridMetrics() async throws {
    let kernel = await Kernel.withPosterior()
    let plain = try #require(await kernel.test("grid p1 prior=1..10 3 | json").json.first)
    #expect((plain["best"] as? [String: Any]).map { Set($0.keys) } == ["prior", "evidence"])
    let full = try #require(
      await kernel.test("grid p1 prior=1..10 3 temp=[1,2] metric=[evidence,effective] | json")
        .json.first)
    let keys = (full["points"] as? [[String: Any]])?.first.map { Set($0.keys) }
    #expect(keys == ["prior", "temp", "evidence", "effective_parameters"])
    let data = try #require(await kernel.test("show d1 | json").json.first)
    #expect(data["columns"] as? Int == 4 && data["classes"] as? Int == 3)
  }

  @Test("several structures come from one fit")
  func severalStructures() async {
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test(
      "a, b, c = fit m1 on=d1 structure=[full,kron,diag]\nevidence a b c | csv")
    #expect(run.problem == nil)
    #expect(run.results.count == 4)
  }

  @Test("undo and redo move the names, and objects behind them stay reachable")
  func undo() async throws {
    let kernel = await Kernel.withPosterior()
    let first = try #require(await kernel.test("evidence p1 | json").results.first)
    let other = try #require(
      await kernel.test("p1 = fit m1 on=d1 prior=7\nevidence p1 | json").results.first)
    #expect(first != other)
    #expect(await kernel.test("evidence p1~1 | json").results.first == first)
    #expect(await kernel.test("undo").status == .ok)
    #expect(await kernel.test("evidence p1 | json").results.first == first)
    #expect(await kernel.test("redo").status == .ok)
    #expect(await kernel.test("evidence p1 | json").results.first == other)
  }

  @Test("training moves the name and leaves the model it started from")
  func trainingIsNotInPlace() async throws {
    let kernel = await Kernel.withPosterior()
    _ = await kernel.test("m2 = train m1 on=d1 epochs=5")
    let before = await kernel.test("show m1 | csv").results
    let after = await kernel.test("show m2 | csv").results
    #expect(before != after)
  }

  @Test("rerun runs a cell again and history lists it")
  func rerun() async {
    let kernel = await Kernel.withPosterior()
    _ = await kernel.test("evidence p1 | json")
    let first = await kernel.test("evidence p1 prior=2 | json").results
    #expect(await kernel.test("rerun @3").results == first)
    #expect(await kernel.test("history evidence").results.contains { $0.contains("prior=2") })
  }

  @Test("a kept posterior comes back bit for bit, and a changed file does not")
  func keepAndRestore() async throws {
    try await withTemporaryFolder { folder in
      for structure in [
        "full", "block", "kron", "ekfac", "diag", "lowrank(rank=3)", "gp", "gp(m=20,seed=1)",
        "gp(m=20,seed=1,outputs=independent)",
      ] {
        for scalar in ["float", "double"] {
          let kernel = Kernel(folder: folder)
          let run = await kernel.test(
            """
            set scalar=\(scalar)
            d1 = load iris
            m1 = model mlp [4,5,3]
            train m1 on=d1 epochs=30
            p1 = fit m1 on=d1 structure=\(structure) prior=0.3
            keep p1 kept.safetensors
            p2 = restore kept.safetensors
            """)
          #expect(run.problem == nil)
          for question in ["evidence", "predict"] {
            let one = await kernel.test("\(question) p1 | json").results
            #expect(await kernel.test("\(question) p2 | json").results == one)
          }
        }
      }
      let path = folder + "/kept.safetensors"
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      let version = try #require(bytes.range(of: Data("\"laplace\":\"3\"".utf8)))
      bytes[version.lowerBound + 11] = UInt8(ascii: "9")
      try bytes.write(to: URL(fileURLWithPath: path))
      let refused = await Kernel(folder: folder).test("restore kept.safetensors")
      #expect(refused.problem?.code == .fileMalformed)
      #expect(refused.problem?.message.contains("version 9") == true)
      try bytes.dropLast(9).write(to: URL(fileURLWithPath: path))
      let truncated = await Kernel(folder: folder).test("restore kept.safetensors")
      #expect(truncated.problem?.code == .fileMalformed)
    }
  }

  @Test("a saved model opens as the same model")
  func saveAndOpen() async throws {
    try await withTemporaryFolder { folder in
      let kernel = await Kernel.withPosterior(folder: folder)
      let run = await kernel.test("save m1 model.safetensors\nm2 = open model.safetensors")
      #expect(run.problem == nil)
      let one = await kernel.test("show m1 | csv").results
      #expect(await kernel.test("show m2 | csv").results == one)
    }
  }

  @Test("a file that is written keeps the one before beside it")
  func filesAreKept() async throws {
    try await withTemporaryFolder { folder in
      let kernel = await Kernel.withPosterior(folder: folder)
      _ = await kernel.test("evidence p1 | json out.json")
      _ = await kernel.test("evidence p1 prior=5 | json out.json")
      let new = try String(contentsOfFile: folder + "/out.json", encoding: .utf8)
      let old = try String(contentsOfFile: folder + "/out.json~", encoding: .utf8)
      #expect(new != old && old.hasPrefix("{"))
      for sink in ["csv g.csv", "svg g.svg", "text g.txt", "table g.tab"] {
        #expect(await kernel.test("grid p1 | \(sink)").problem == nil)
      }
      let svg = try String(contentsOfFile: folder + "/g.svg", encoding: .utf8)
      #expect(svg.contains("<svg") && svg.contains("</svg>"))
    }
  }

  @Test("a stopped training keeps its weights and is marked partial")
  func cancellation() async throws {
    let kernel = Kernel()
    _ = await kernel.test("d1 = load digits\nm1 = model mlp [64,64,10]")
    let cancellation = Cancellation()
    let progress = Parallelism.Progress { if $0.done == 3 { cancellation.cancel() } }
    let run = KernelRun(
      await kernel.run(
        "train m1 on=d1 epochs=100000", cancellation: cancellation, progress: progress))
    #expect(run.status == .partial)
    #expect(run.warnings.first?.code == .partialResult)
    let shown = await kernel.test("show m1").results.joined(separator: " ")
    #expect(shown.contains("after 3 epochs"))
  }

  @Test("every command's own description is sound: defaults, examples and names")
  func signatures() async {
    let snapshot = await Kernel.withPosterior().snapshot
    for command in Commands.catalogue.commands {
      #expect(command.faults(in: Commands.catalogue, session: snapshot) == [], "\(command.verb)")
    }
  }

  @Test("help and explain know every command and notion")
  func help() async {
    let kernel = await Kernel.withPosterior()
    for command in Commands.catalogue.commands {
      #expect(await kernel.test("help \(command.verb)").problem == nil)
    }
    for word in ["evidence", "prior", "kron", "ece", "probit", "scatter", "map", "coverage"] {
      let run = await kernel.test("explain \(word)")
      #expect(run.results.count >= 3, "\(word)")
    }
    #expect(await kernel.test("help E204").results.first?.contains("option") == true)
  }
}
