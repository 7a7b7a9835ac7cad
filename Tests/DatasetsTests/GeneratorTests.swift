import Datasets
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

  @Test(
    "settings outside their range are refused",
    arguments: [
      Generator.blobs(count: 2, classes: 3), .blobs(classes: 1), .spirals(noise: -1),
      .twoMoons(count: 0), .twoMoons(noise: .nan), .sinusoid(gap: -1...7),
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
