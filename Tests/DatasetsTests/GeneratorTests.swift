import Datasets
import RealModule
import Testing

@Suite struct GeneratorTests {
  @Test("the same seed draws the same examples, another seed others", arguments: Generator.names)
  func seeds(name: String) throws {
    let generator = try Generator(named: name)
    #expect(generator.name == name)
    #expect(try generator.dataset(seed: 3) == generator.dataset(seed: 3))
    #expect(try generator.dataset(seed: 3) != generator.dataset(seed: 4))
  }

  @Test("inputs of the sinusoid avoid the gap, on both of its sides", arguments: 0..<10)
  func gap(seed: UInt64) throws {
    let xs = try Generator.sinusoid(count: 200, noise: 0, gap: 1...5).dataset(seed: seed).inputs
      .scalars
    #expect(xs.allSatisfy { (0...1).contains($0) || (5...2 * .pi).contains($0) })
    #expect(xs.contains { $0 < 1 } && xs.contains { $0 > 5 })
  }

  @Test("moons without noise lie on their half circles", arguments: 0..<10)
  func moons(seed: UInt64) throws {
    let data = try Generator.twoMoons(count: 50, noise: 0).dataset(seed: seed)
    guard case .classes(let labels, 2) = data.targets else {
      Issue.record("two classes expected")
      return
    }
    for (row, label) in labels.enumerated() {
      let (x, y) = (data.inputs[row, 0], data.inputs[row, 1])
      let (u, v) = label == 0 ? (x, y) : (1 - x, 0.5 - y)
      #expect(abs(u * u + v * v - 1) < 1e-12 && v >= 0)
    }
  }

  @Test("classes are as even as the count allows", arguments: 2..<7)
  func evenClasses(classes: Int) throws {
    for generator in [
      Generator.blobs(count: 100, classes: classes), .spirals(count: 100, arms: classes),
    ] {
      guard case .classes(let labels, classes) = try generator.dataset(seed: 1).targets else {
        Issue.record("\(classes) classes expected")
        return
      }
      let counts = (0..<classes).map { label in labels.count { $0 == label } }
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
    }
  }

  @Test("without noise the item of the higher score is preferred", arguments: 1..<4)
  func preferences(inputs: Int) throws {
    let data = try Generator.preferences(count: 200, inputs: inputs, noise: 0).dataset(seed: 2)
    #expect(data.inputs.shape == [200, 2, inputs])
    #expect(data.classNames == ["first", "second"])
    guard case .classes(let labels, 2) = data.targets else {
      Issue.record("two classes expected")
      return
    }
    let score = { (item: ArraySlice<Double>) in
      let x = Array(item) + [0, 0]
      return 3 * Double.sin(x[0]) + x[1] - x[2]
    }
    for (row, label) in labels.enumerated() {
      let items = data.inputs.scalars[2 * row * inputs..<2 * (row + 1) * inputs]
      let (first, second) = (score(items.prefix(inputs)), score(items.suffix(inputs)))
      #expect((first >= second ? 0 : 1) == label)
    }
    #expect((80...120).contains(labels.count { $0 == 0 }))
  }

  @Test("with noise the odds are those of the scores' difference")
  func preferenceOdds() throws {
    let data = try Generator.preferences(count: 20_000, inputs: 1, noise: 2).dataset(seed: 5)
    guard case .classes(let labels, _) = data.targets else { return }
    var (expected, found) = (0.0, 0.0)
    for (row, label) in labels.enumerated() {
      let scores = [data.inputs.scalars[2 * row], data.inputs.scalars[2 * row + 1]].map {
        3 * Double.sin($0)
      }
      // The score of the preferred item above the other's.
      expected += abs(scores[0] - scores[1]) * .tanh(abs(scores[0] - scores[1]) / 4)
      found += (label == 0 ? 1 : -1) * (scores[0] - scores[1])
    }
    #expect(abs(found / expected - 1) < 0.03)
  }

  @Test(
    "settings outside their range are refused",
    arguments: [
      Generator.blobs(count: 2, classes: 3), .blobs(classes: 1), .spirals(noise: -1),
      .twoMoons(count: 0), .preferences(inputs: 0), .preferences(noise: -1),
      .twoMoons(noise: .nan), .sinusoid(gap: -1...7),
      .sinusoid(count: 1 << 40),
    ])
  func badSettings(generator: Generator) {
    #expect(throws: DatasetError.self) { try generator.dataset(seed: 1) }
  }

  @Test("an unknown name is answered with the names there are")
  func unknownName() {
    #expect(
      throws: DatasetError.unknownName("moons", kind: "generator", names: Generator.names)
    ) { try Generator(named: "moons") }
  }
}
