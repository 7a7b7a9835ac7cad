import TestSupport
import Tensors
import Testing

import Autodiff

/// A function of two tensors built from operations, on shapes that suit it.
struct Calculation: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let shapes: [Shape]
  let function: @Sendable ([Variable<Double>]) -> Variable<Double>

  init(
    _ name: String, _ shapes: [Shape],
    _ function: @escaping @Sendable ([Variable<Double>]) -> Variable<Double>
  ) {
    testDescription = name
    self.shapes = shapes
    self.function = function
  }

  static let all = [
    Calculation("sum of broadcast", [[2, 3], [3]]) { $0[0] + $0[1] },
    Calculation("difference", [[2, 1], [2, 3]]) { $0[0] - $0[1] },
    Calculation("product", [[3], [4, 2, 3]]) { $0[0] * $0[1] },
    Calculation("quotient", [[2, 3], [2, 3]]) { $0[0] / $0[1].mapped(.exponential) },
    Calculation("affine", [[2, 3]]) { $0[0].affine(scale: -2, offset: 3) },
    Calculation("exponential", [[2, 3]]) { $0[0].mapped(.exponential) },
    Calculation("logarithm", [[2, 3]]) {
      ($0[0] * $0[0]).affine(scale: 1, offset: 1).mapped(.logarithm)
    },
    Calculation("square root", [[4]]) {
      ($0[0] * $0[0]).affine(scale: 1, offset: 1).mapped(.squareRoot)
    },
    Calculation("reciprocal", [[4]]) {
      ($0[0] * $0[0]).affine(scale: 1, offset: 1).mapped(.reciprocal)
    },
    Calculation("tanh", [[2, 3]]) { $0[0].mapped(.tanh) },
    Calculation("sigmoid", [[2, 3]]) { $0[0].mapped(.sigmoid) },
    Calculation("relu", [[2, 3]]) { $0[0].mapped(.relu) * $0[0] },
    Calculation("normal distribution", [[5]]) { $0[0] * $0[0].mapped(.normalDistribution) },
    Calculation("normal density", [[5]]) { $0[0].mapped(.normalDensity) },
    Calculation("matrix product", [[2, 3], [3, 4]]) { $0[0].matrixProduct($0[1]) },
    Calculation("product with a transpose", [[2, 3], [4, 3]]) {
      $0[0].matrixProduct($0[1], transposingOther: true)
    },
    Calculation("transposed product", [[3, 2], [3, 4]]) {
      $0[0].matrixProduct($0[1], transposingSelf: true)
    },
    Calculation("both transposed", [[3, 2], [4, 3]]) {
      $0[0].matrixProduct($0[1], transposingSelf: true, transposingOther: true)
    },
    Calculation("many matrices times one", [[5, 2, 3], [4, 3]]) {
      $0[0].matrixProduct($0[1], transposingOther: true)
    },
    Calculation("one matrix times many", [[2, 3], [5, 3, 4]]) { $0[0].matrixProduct($0[1]) },
    Calculation("sum to a shape", [[4, 2, 3]]) { ($0[0] * $0[0]).summed(to: [2, 1]) },
    Calculation("broadcast", [[2, 1]]) { ($0[0] * $0[0]).broadcast(to: [4, 2, 3]) },
    Calculation("reshape and transpose", [[2, 6]]) {
      ($0[0] * $0[0]).reshaped([3, 4]).transposed() * Variable(randomTensor([4, 3], seed: 5))
    },
    Calculation("log-sum-exp", [[2, 3]]) { $0[0].logSumExp() },
    Calculation("windows", [[2, 2, 4, 3]]) {
      ($0[0] * $0[0]).unfolded(
        WindowGeometry(channels: 2, height: 4, width: 3, kernel: 2, stride: 2, padding: 1))
    },
    Calculation("convolution", [[2, 1, 4, 4], [3, 4]]) {
      let windows = $0[0].unfolded(WindowGeometry(channels: 1, height: 4, width: 4, kernel: 2))
      return windows.matrixProduct($0[1], transposingOther: true).mapped(.tanh)
    },
    Calculation("convolution as a form", [[2, 2, 4, 5], [3, 2, 2, 3]]) {
      Convolution(
        WindowGeometry(
          channels: 2, height: 4, width: 5, kernel: RowsAndColumns(rows: 2, columns: 3),
          stride: RowsAndColumns(rows: 1, columns: 2),
          padding: RowsAndColumns(rows: 0, columns: 1)), outputs: 3
      ).outputs(images: $0[0], weights: $0[1]).mapped(.tanh)
    },
    Calculation("grouped convolution", [[2, 4, 3, 3], [2, 2, 2, 2]]) {
      Convolution(
        WindowGeometry(channels: 4, height: 3, width: 3, kernel: 2, padding: 1), outputs: 2,
        groups: 2
      ).outputs(images: $0[0] * $0[0], weights: $0[1])
    },
    Calculation("convolution with leading axes", [[2, 1, 2, 1, 3, 3], [3, 2, 1, 2, 2]]) {
      Convolution(WindowGeometry(channels: 1, height: 3, width: 3, kernel: 2), outputs: 2)
        .outputs(images: $0[0], weights: $0[1])
    },
    Calculation("adjoint in the images", [[2, 1, 2, 2], [3, 2, 2, 3, 3]]) {
      Convolution(
        WindowGeometry(channels: 1, height: 5, width: 5, kernel: 2, stride: 2, padding: 1),
        outputs: 2
      ).images(weights: $0[0], outputs: $0[1])
    },
    Calculation("adjoint in the weights", [[2, 2, 3, 4], [4, 2, 2, 3, 4]]) {
      Convolution(
        WindowGeometry(channels: 2, height: 3, width: 4, kernel: 3, padding: 1), outputs: 2,
        groups: 2
      ).weights(images: $0[0], outputs: $0[1])
    },
    Calculation("means of windows", [[2, 3, 4, 5]]) {
      ($0[0] * $0[0]).windowMeans(
        WindowGeometry(channels: 1, height: 4, width: 5, kernel: 3, stride: 2, padding: 1))
    },
    Calculation("maxima of windows", [[2, 3, 4, 5]]) {
      ($0[0] * $0[0]).windowMaxima(
        WindowGeometry(channels: 1, height: 4, width: 5, kernel: 3, stride: 2, padding: 1))
        * $0[0]
        .windowMeans(
          WindowGeometry(channels: 1, height: 4, width: 5, kernel: 3, stride: 2, padding: 1))
    },
    Calculation("maxima", [[3, 4]]) { $0[0].maximaOverLastAxis() * $0[0] },
    Calculation("two layers", [[3, 2], [4, 3]]) {
      let hidden = Variable(randomTensor([5, 2], seed: 9))
        .matrixProduct($0[0], transposingOther: true).mapped(.tanh)
      return hidden.matrixProduct($0[1], transposingOther: true).logSumExp()
    },
  ]
}

@Suite struct DerivativeTests {
  @Test(
    "the pullback is the transpose of the finite-difference Jacobian", arguments: Calculation.all)
  func firstOrder(calculation: Calculation) {
    for seed in 0..<3 as Range<UInt64> {
      let inputs = inputs(of: calculation, seed: seed)
      let output = value(calculation, inputs)
      let jacobian = finiteDifferenceJacobian(at: flat(inputs)) { x in
        value(calculation, unflattened(x, like: inputs)).scalars
      }
      let cotangent = randomTensor(output.shape, seed: seed + 40)
      let expected = flat(inputs).indices.map { column in
        zip(jacobian, cotangent.scalars).reduce(0) { $0 + $1.0[column] * $1.1 }
      }
      #expect(disagreement(gradient(calculation, inputs, cotangent), expected) < 1e-8)
    }
  }

  @Test("many cotangents in one pass give what each gives alone", arguments: Calculation.all)
  func manyCotangents(calculation: Calculation) {
    let inputs = inputs(of: calculation, seed: 1)
    let tape = Tape<Double>()
    let variables = inputs.map(tape.variable)
    let output = calculation.function(variables)
    let cotangents = randomTensor([4] + output.shape, seed: 2)
    let together = tape.pullback(of: output, cotangent: Variable(cotangents), to: variables)
    for index in 0..<4 {
      let one = cotangents.slice(index..<index + 1).reshaped(output.shape)
      let alone = gradient(calculation, inputs, one)
      let part = together.flatMap { $0.value.slice(index..<index + 1).scalars }
      #expect(disagreement(part, alone) < 1e-12)
    }
  }

  @Test("the pullback of a pullback is a Hessian product", arguments: Calculation.all)
  func secondOrder(calculation: Calculation) {
    let inputs = inputs(of: calculation, seed: 6)
    let cotangent = randomTensor(value(calculation, inputs).shape, seed: 7)
    let direction = inputs.enumerated().map { randomTensor($1.shape, seed: UInt64($0) + 8) }
    let tape = Tape<Double>()
    let variables = inputs.map(tape.variable)
    let output = calculation.function(variables)
    let gradients = tape.pullback(
      of: output, cotangent: Variable(cotangent), to: variables, recording: true)
    let slope = zip(gradients, direction)
      .map { ($0 * Variable($1)).summed() }
      .reduce(tape.variable(Tensor(0))) { $0 + $1 }
    let product = tape.pullback(of: slope, cotangent: Variable(Tensor(1)), to: variables)
      .flatMap(\.value.scalars)

    let step = 1e-5
    let moved = { (sign: Double) in
      self.gradient(
        calculation, zip(inputs, direction).map { $0 + (sign * step) * $1 }, cotangent)
    }
    let expected = zip(moved(1), moved(-1)).map { ($0 - $1) / (2 * step) }
    let scale = max(1, expected.map(abs).max() ?? 0)
    #expect(zip(product, expected).allSatisfy { abs($0 - $1) < 1e-7 * scale })
  }

  @Test("an output that does not depend on a tensor gives it a zero cotangent")
  func independence() {
    let tape = Tape<Double>()
    let x = tape.variable(Tensor([1, 2]))
    let y = tape.variable(Tensor([3, 4]))
    let result = tape.pullback(of: x * x, cotangent: Variable(Tensor([1, 1])), to: [x, y])
    #expect(result[0].value.scalars == [2, 4])
    #expect(result[1].value.scalars == [0, 0])
  }

  @Test("a long chain of operations neither overflows nor loses its derivative")
  func longChain() {
    let tape = Tape<Double>()
    let x = tape.variable(Tensor(1))
    var y = x
    for _ in 0..<100_000 { y = y.affine(scale: 1, offset: 1) }
    let result = tape.pullback(of: y, cotangent: Variable(Tensor(1)), to: [x])
    #expect(result[0].value.item == 1)
  }

  private func inputs(of calculation: Calculation, seed: UInt64) -> [Tensor<Double>] {
    calculation.shapes.enumerated().map { randomTensor($1, seed: seed * 10 + UInt64($0)) }
  }

  private func value(_ calculation: Calculation, _ inputs: [Tensor<Double>]) -> Tensor<Double> {
    calculation.function(inputs.map(Variable.init)).value
  }

  private func gradient(
    _ calculation: Calculation, _ inputs: [Tensor<Double>], _ cotangent: Tensor<Double>
  ) -> [Double] {
    let tape = Tape<Double>()
    let variables = inputs.map(tape.variable)
    let output = calculation.function(variables)
    return tape.pullback(of: output, cotangent: Variable(cotangent), to: variables)
      .flatMap(\.value.scalars)
  }

  private func flat(_ tensors: [Tensor<Double>]) -> [Double] { tensors.flatMap(\.scalars) }

  private func unflattened(_ x: [Double], like tensors: [Tensor<Double>]) -> [Tensor<Double>] {
    var rest = x[...]
    return tensors.map { tensor in
      defer { rest = rest.dropFirst(tensor.count) }
      return Tensor(shape: tensor.shape, scalars: Array(rest.prefix(tensor.count)))
    }
  }
}
