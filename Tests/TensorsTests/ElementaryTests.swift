import RealModule
import TestSupport
import Tensors
import Testing

@Suite struct ElementaryTests {
  /// The error of a number in units of the last place of the exact one.
  private func error<Scalar: TensorScalar>(_ found: Scalar, _ exact: Double) -> Double {
    let rounded = Scalar(exact)
    if found == rounded || (found.isNaN && exact.isNaN) { return 0 }
    guard found.isFinite, rounded.isFinite else { return .infinity }
    let unit = Swift.max(rounded.ulp, Scalar.leastNonzeroMagnitude)
    return abs(Double(found) - exact) / Double(unit)
  }

  /// Numbers of all sizes, of both signs, and those where something special happens.
  private func numbers<Scalar: TensorScalar>(_ type: Scalar.Type) -> Tensor<Scalar> {
    var random = RandomStream(seed: 17)
    var values: [Scalar] = [0, -0.0, .infinity, -.infinity, .nan, 0.625, -0.625, 1e30, -1e30]
    for _ in 0..<60_000 {
      let size = 2 * random.uniform() - 1
      values += [
        Scalar(size), Scalar(20 * size), Scalar(100 * size), Scalar(750 * size),
        Scalar(size * .exp(-40 * random.uniform())),
      ]
    }
    return Tensor(values)
  }

  @Test("exponentials are within about two units of the last place, also where they underflow")
  func exponential() {
    func worst<Scalar: TensorScalar>(_ type: Scalar.Type) -> Double {
      let x = numbers(type)
      return zip(x.scalars, x.mapped(.exponential).scalars)
        .map { error($1, .exp(Double($0))) }.reduce(0) { $0 > $1 ? $0 : $1 }
    }
    #expect(worst(Double.self) < 2.5)
    #expect(worst(Float.self) < 2.5)
  }

  @Test("hyperbolic tangents are within about two units of the last place and odd")
  func tanh() {
    func worst<Scalar: TensorScalar>(_ type: Scalar.Type) -> Double {
      let x = numbers(type)
      let y = x.mapped(.tanh)
      let mirrored = x.affine(scale: -1, offset: 0).mapped(.tanh)
      #expect(zip(y.scalars, mirrored.scalars).allSatisfy { $0 == -$1 || $0.isNaN })
      return zip(x.scalars, y.scalars)
        .map { error($1, .tanh(Double($0))) }.reduce(0) { $0 > $1 ? $0 : $1 }
    }
    #expect(worst(Double.self) < 2.5)
    #expect(worst(Float.self) < 2.5)
  }

  @Test("logistic functions are within a few units of the last place")
  func sigmoid() {
    let x = numbers(Double.self)
    for (x, y) in zip(x.scalars, x.mapped(.sigmoid).scalars) where x > -700 || x.isNaN {
      #expect(error(y, 1 / (1 + .exp(-x))) < 5, "at \(x)")
    }
  }

  @Test("long arrays give what short ones give, element by element")
  func rounds() {
    let x = randomTensor([300_001], seed: 1, as: Float.self)
    let positions = [0, 1, 65_535, 65_536, 131_071, 131_072, 300_000]
    for function: ElementwiseFunction in [
      .exponential, .logarithm, .squareRoot, .reciprocal, .tanh, .sigmoid, .relu, .step,
      .normalDistribution, .normalDensity,
    ] {
      let all = x.mapped(function)
      for position in positions {
        let alone = Tensor([x.scalars[position]]).mapped(function).item
        #expect(all.scalars[position] == alone || alone.isNaN, "\(function) at \(position)")
      }
    }
    let affine = x.affine(scale: 2, offset: 1)
    let sum = x + x
    var added = x
    added.add(x, scaledBy: 2)
    var total = Tensor<Double>.zeros([300_001])
    total.accumulate(x)
    for i in positions {
      #expect(affine.scalars[i] == 2 * x.scalars[i] + 1)
      #expect(sum.scalars[i] == x.scalars[i] + x.scalars[i])
      #expect(added.scalars[i] == x.scalars[i] + 2 * x.scalars[i])
      #expect(total.scalars[i] == Double(x.scalars[i]))
    }
  }
}
