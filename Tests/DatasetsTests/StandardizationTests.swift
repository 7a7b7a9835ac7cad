import Datasets
import Tensors
import Testing

@Suite struct StandardizationTests {
  private func randomData(seed: UInt64, count: Int = 40) throws -> Dataset<Double> {
    var random = RandomStream(seed: seed)
    let inputs = (0..<count * 3).map { 100 * Double($0 % 3) + random.normal() * 5 }
    let targets = (0..<count).map { _ in 7 + 3 * random.normal() }
    return try Dataset(
      inputs: Tensor(shape: [count, 3], scalars: inputs),
      targets: .values(Tensor(shape: [count, 1], scalars: targets)))
  }

  @Test("the training part gets mean 0 and deviation 1 in every column", arguments: 0..<20)
  func standardUnits(seed: UInt64) throws {
    let data = try randomData(seed: seed)
    let scaled = try Standardization(of: data, includingTargets: true).applied(to: data)
    guard case .values(let targets) = scaled.targets else {
      Issue.record("numeric targets expected")
      return
    }
    for tensor in [scaled.inputs, targets] {
      let width = tensor.shape[1]
      for column in 0..<width {
        let values = (0..<data.count).map { tensor[$0, column] }
        let mean = values.reduce(0, +) / Double(data.count)
        let square = values.reduce(0) { $0 + $1 * $1 } / Double(data.count)
        #expect(abs(mean) < 1e-12 && abs(square - 1) < 1e-12)
      }
    }
  }

  @Test("the inverse brings other data back", arguments: 0..<20)
  func inverse(seed: UInt64) throws {
    let statistics = try Standardization(of: randomData(seed: seed), includingTargets: true)
    let other = try randomData(seed: seed + 1000, count: 9)
    let back = try statistics.inverted(on: statistics.applied(to: other))
    #expect(
      zip(back.inputs.scalars, other.inputs.scalars).allSatisfy { abs($0 - $1) < 1e-10 })
    guard case .values(let found) = back.targets, case .values(let expected) = other.targets
    else {
      Issue.record("numeric targets expected")
      return
    }
    #expect(zip(found.scalars, expected.scalars).allSatisfy { abs($0 - $1) < 1e-10 })
  }

  @Test("items of an example can share a scale")
  func sharedItems() throws {
    let data = try Generator.preferences(count: 50, inputs: 2).dataset(seed: 1)
    let apart = try Standardization(of: data)
    let shared = try Standardization(of: data, sharingItems: true)
    #expect(apart.inputs.means.prefix(2) != apart.inputs.means.suffix(2))
    #expect(shared.inputs.means.count == 4)
    #expect(shared.inputs.means.prefix(2) == shared.inputs.means.suffix(2))
    let scaled = try shared.applied(to: data).inputs.reshaped([100, 2])
    for column in 0..<2 {
      let values = (0..<100).map { scaled[$0, column] }
      let square = values.reduce(0) { $0 + $1 * $1 } / 100
      #expect(abs(values.reduce(0, +)) < 1e-10 && abs(square - 1) < 1e-12)
    }
    let rows = try randomData(seed: 1)
    #expect(try Standardization(of: rows, sharingItems: true) == Standardization(of: rows))
  }

  @Test("targets are left alone unless asked for")
  func targetsLeftAlone() throws {
    let data = try randomData(seed: 1)
    #expect(try Standardization(of: data).applied(to: data).targets == data.targets)
  }

  @Test("constant columns are refused by name, or kept at scale 1", arguments: [0.1, 0, -3e8])
  func constantColumn(value: Double) throws {
    let data = try Dataset(
      inputs: Tensor<Double>(shape: [3, 2], scalars: [1, value, 2, value, 3, value]),
      targets: .none, inputNames: ["a", "b"])
    #expect(throws: DatasetError.columns(.constant(["b"]))) { try Standardization(of: data) }
    let kept = try Standardization(of: data, constantColumns: .keep)
    #expect(kept.inputs.deviations[1] == 1 && kept.inputs.means[1] == value)
    #expect(try kept.applied(to: data).inputs[2, 1] == 0)
  }

  @Test("tiny differences are not taken for none")
  func tinyColumn() throws {
    let data = try Dataset(inputs: Tensor<Double>([1e-200, 3e-200]), targets: .none)
    #expect(try Standardization(of: data).applied(to: data).inputs.scalars == [-1, 1])
  }

  @Test("data with other columns is refused")
  func otherColumns() throws {
    let statistics = try Standardization(of: randomData(seed: 1))
    let other = try Dataset(inputs: Tensor<Double>([1, 2]), targets: .none)
    #expect(throws: DatasetError.examples(.featureCount(expected: 3, found: 1))) {
      try statistics.applied(to: other)
    }
  }
}
