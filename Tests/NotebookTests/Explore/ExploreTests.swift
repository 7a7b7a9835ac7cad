import Laplace
import Notebook
import Parallelism
import Testing
import TextPlots

/// The live view of a posterior.
@Suite struct ExploreTests {
  private static let kinds = ["regression", "plane", "classification"]
  private static let sizes = [
    (80, 24), (120, 40), (200, 60), (100, 30), (59, 15), (40, 12), (20, 5), (19, 4), (1, 1), (0, 0),
  ]

  @Test("figures under the sliders are those of the commands", arguments: kinds)
  func figures(kind: String) async throws {
    let kernel = try await kernel(kind)
    var state = try await learned(kernel)
    for keys in [[], [ViewKey.shiftRight], [.down, .left, .left, .up, .right], [.shiftLeft]] {
      for key in keys { _ = state.handle(key) }
      let settings =
        "prior=\(state.settings.priorPrecision.values[0]) "
        + (kind == "regression" ? "noise=\(state.settings.noise) " : "")
        + "temp=\(state.settings.temperature)"
      let evidence = try #require(await kernel.test("evidence p1 \(settings) | json").json.first)
      let scores = try #require(
        await kernel.test("q = at p1 \(settings)\ncalibrate q on=d1 | json").json.first)
      let shown = try figures(in: state)
      #expect(agrees(shown["log p(D|λ)"], evidence["log_marginal_likelihood"], digits: 6))
      #expect(agrees(shown["γ"], await effective(kernel), digits: 4))
      #expect(agrees(shown["NLL"], scores["nll"], digits: 4))
      if kind == "regression" {
        #expect(agrees(shown["RMSE"], scores["rmse"], digits: 4))
      } else {
        #expect(agrees(shown["ECE"], scores["ece"], digits: 4))
      }
    }
  }

  @Test("the view is as large as the screen, before and after it has learned", arguments: kinds)
  func sizes(kind: String) async throws {
    let kernel = try await kernel(kind)
    var states = [ExploreState(try await exploration(kernel)), try await learned(kernel)]
    states.append(states[1])
    _ = states[2].handle(.character("z"))
    for state in states {
      for (width, height) in Self.sizes {
        for glyphs in [GlyphLevel.braille, .ascii] {
          let grid = state.grid(width: width, height: height, glyphs: glyphs, color: true)
          #expect(grid.width == width && grid.height == height)
          if glyphs == .ascii, height >= 16 {
            #expect(grid.lines.dropLast().joined().unicodeScalars.count { $0.value > 0x2500 } == 0)
          }
        }
      }
    }
  }

  @Test("every pane comes to the front in turn, and zooming gives it the room")
  func panes() async throws {
    var state = try await learned(kernel("regression"))
    _ = state.handle(.character("z"))
    var titles: [String] = []
    for _ in 0..<5 {
      let lines = state.grid(width: 100, height: 30, glyphs: .braille, color: false).lines
      titles.append(lines[5])
      _ = state.handle(.tab)
    }
    for (title, words) in zip(
      titles,
      [
        "log p(D|λ)", "±1 and ±2 sd of the weights", "coverage of p1", "effective parameters",
        "curvature and prior",
      ])
    {
      #expect(title.contains(words))
    }
  }

  @Test("Enter gives the command that makes the posterior that is shown", arguments: kinds)
  func keeping(kind: String) async throws {
    let kernel = try await kernel(kind)
    var state = try await learned(kernel)
    for key in [ViewKey.right, .right, .right, .down, .shiftLeft, .left] {
      _ = state.handle(key)
    }
    guard case .keep(let command) = state.handle(.enter) else {
      Issue.record("Enter keeps the settings")
      return
    }
    let kept = try #require(await kernel.test("k = \(command)\nshow k | json").json.first)
    #expect(kept["prior_precision"] as? [Double] == state.settings.priorPrecision.values)
    #expect(kept["noise"] as? Double == state.settings.noise)
    #expect(kept["temperature"] as? Double == state.settings.temperature)
  }

  @Test("e and v find what tune finds", arguments: kinds)
  func optima(kind: String) async throws {
    let kernel = try await kernel(kind)
    _ = await kernel.test("a2, d2 = split d1 frac=[50%,50%] seed=1 standardize=none")
    let exploration = try await exploration(kernel, on: "d2")
    var state = try await learned(kernel, on: "d2")
    for (key, command) in [
      ("e", "tune p1 by=evidence | json"),
      ("v", "tune p1 by=nll on=d2 prior=1e-6..1e6 log 97 | json"),
    ] {
      _ = state.handle(.character("r"))
      guard case .find(let optimum) = state.handle(.character(Character(key))) else {
        Issue.record("\(key) looks for an optimum")
        continue
      }
      state.show(
        exploration.optimum(
          optimum, from: state.settings, state.knowledge, cancellation: Cancellation()),
        of: optimum)
      let tuned = try #require(await kernel.test(command).json.first)
      let prior = try #require((tuned["prior_precision"] as? [Double])?.first)
      let shown = state.settings.priorPrecision.values[0]
      #expect(abs(shown / prior - 1) < (key == "e" ? 1e-5 : 2e-3))
      #expect(state.message?.contains("optimum") == true)
    }
  }

  @Test(
    "what the posterior was fitted to validates nothing: neither v nor the report pretends it does")
  func notValidated() async throws {
    let kernel = try await kernel("classification")
    let exploration = try await exploration(kernel)
    var state = try await learned(kernel)
    let before = state.settings
    state.show(
      exploration.optimum(
        .validation, from: before, state.knowledge, cancellation: Cancellation()),
      of: .validation)
    #expect(state.settings == before)
    #expect(state.message?.contains("was fitted to this data") == true)
    let run = await kernel.test("explore p1 on=d1")
    #expect(run.results.contains { $0.hasPrefix("evidence") })
    #expect(!run.results.contains { $0.hasPrefix("validation") })
  }

  @Test("typed numbers move the slider; what is no number says so and changes nothing")
  func typing() async throws {
    var state = ExploreState(try await exploration(kernel("regression")))
    let before = state.settings
    for character in "1.2.3" { _ = state.handle(.character(character)) }
    _ = state.handle(.enter)
    #expect(state.settings == before && state.message?.contains("1.2.3") == true)
    for character in "2.5e-3" { _ = state.handle(.character(character)) }
    _ = state.handle(.enter)
    #expect(state.settings.priorPrecision.values == [0.0025])
    for key in [ViewKey.down, .character("0"), .enter] { _ = state.handle(key) }
    #expect(state.settings.noise == before.noise && state.message != nil)
    for key in [ViewKey.character("7"), .escape] { _ = state.handle(key) }
    guard case .leave = state.handle(.escape) else {
      Issue.record("Escape leaves")
      return
    }
  }

  @Test("a posterior with several priors is refused with what to do")
  func severalPriors() async throws {
    let kernel = await Kernel.withPosterior()
    _ = await kernel.test("p2 = at p1 prior=[1,2,3,4]")
    let run = await kernel.test("explore p2")
    #expect(run.status == .failed)
    #expect(run.problem?.remedies.contains("at p2 prior=1") == true)
    let other = await kernel.test("d9 = load wine\nexplore p1 on=d9")
    #expect(other.problem?.message.contains("d9") == true)
  }

  @Test("without a screen it says what evidence and data prefer")
  func report() async throws {
    let kernel = try await kernel("classification")
    let rows = try #require(
      await kernel.test("explore p1 on=d1 | table").results.first?.split(separator: " "))
    #expect(rows.first == "settings" && rows.contains("evidence"))
    _ = await kernel.test("a2, d2 = split d1 frac=[50%,50%] seed=1 standardize=none")
    let run = await kernel.test("explore p1 on=d2")
    #expect(run.results.contains { $0.hasPrefix("validation") })
    #expect(run.results.contains { $0.contains("prior precision λ") })
  }
}

extension ExploreTests {
  private func kernel(_ kind: String) async throws -> Kernel {
    guard kind == "plane" else { return await Kernel.withPosterior(like: kind) }
    let kernel = Kernel()
    _ = await kernel.test(
      """
      set scalar=double
      d1 = load synth two-moons n=80 seed=3
      m1 = model mlp [2,6,2] seed=1
      train m1 on=d1 epochs=60
      p1 = fit m1 on=d1 structure=kron
      """)
    return kernel
  }

  private func exploration(_ kernel: Kernel, on data: String = "d1") async throws -> Exploration {
    try #require(await kernel.run("explore p1 on=\(data)").exploration)
  }

  private func learned(_ kernel: Kernel, on data: String = "d1") async throws -> ExploreState {
    let exploration = try await exploration(kernel, on: data)
    var state = ExploreState(exploration)
    exploration.learn(cancellation: Cancellation()) { state.knowledge = $0 }
    return state
  }

  /// The line of figures under the sliders, by name.
  private func figures(in state: ExploreState) throws -> [String: Double] {
    let lines = state.grid(width: 160, height: 50, glyphs: .braille, color: false).lines
    let line = try #require(lines.first { $0.contains("γ ") && $0.contains("log p") })
    var figures: [String: Double] = [:]
    for part in line.split(separator: "   ") {
      let words = part.trimmed.split(separator: " ")
      guard let last = words.last, let value = Double(last) else { continue }
      figures[words.dropLast().joined(separator: " ")] = value
    }
    return figures
  }

  private func effective(_ kernel: Kernel) async -> Any? {
    await kernel.test("show q | json").json.first?["effective_parameters"]
  }

  private func agrees(_ shown: Double?, _ exact: Any?, digits: Int) -> Bool {
    guard let shown, let exact = exact as? Double else { return false }
    var tolerance = 0.51
    for _ in 1..<digits { tolerance /= 10 }
    return abs(shown - exact) <= 10 * tolerance * abs(exact)
  }
}

extension Substring {
  fileprivate var trimmed: Substring { drop { $0 == " " } }
}
