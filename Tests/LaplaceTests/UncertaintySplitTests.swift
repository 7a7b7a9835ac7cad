import Laplace
import NeuralNetworks
import RealModule
import Tensors
import TestSupport
import Testing

private let integrals: [SoftmaxIntegral] = [
  .monteCarlo(samples: 500, seed: 2), .quadrature(order: 24),
]
private let seeds = 0..<10 as Range<UInt64>

@Suite struct UncertaintySplitTests {
  @Test("the parts of the entropy sum to the entropy of the mean", arguments: integrals, seeds)
  func entropies(integral: SoftmaxIntegral, seed: UInt64) throws {
    for scale in [0, 1e-8, 1, 30] {
      let predictive = gaussian(3, scale: scale, seed: seed)
      let split = try UncertaintySplit.entropies(of: predictive, by: integral)
      let probabilities = try link(integral).probabilities(of: predictive)
      let expected = (0..<4).map { entropy(probabilities.slice($0..<$0 + 1).scalars) }
      #expect(disagreement(split.total.scalars, expected) < 1e-12)
      #expect(split.epistemic.scalars.allSatisfy { $0 >= 0 && $0 < .log(3) })
      if scale == 0 {
        #expect(split.epistemic.scalars.allSatisfy { $0 < 1e-13 })
        let softmax = predictive.mean.softmax()
        let certain = (0..<4).map { entropy(softmax.slice($0..<$0 + 1).scalars) }
        #expect(disagreement(split.aleatoric.scalars, certain) < 1e-12)
      }
    }
  }

  @Test("samples and quadrature agree within the standard errors", arguments: seeds)
  func standardErrors(seed: UInt64) throws {
    let predictive = gaussian(3, scale: 1.5, seed: seed)
    let questions: [(GaussianPredictive, SoftmaxIntegral) throws -> UncertaintySplit] = [
      { try .entropies(of: $0, by: $1) }, { try .classCovariances(of: $0, by: $1) },
    ]
    for question in questions {
      let exact = try question(predictive, .quadrature(order: 60))
      #expect(exact.standardErrors == nil)
      let sampled = try question(predictive, .monteCarlo(samples: 4000, seed: seed))
      let errors = try #require(sampled.standardErrors)
      for (found, expected, errors) in [
        (sampled.aleatoric, exact.aleatoric, errors.aleatoric),
        (sampled.epistemic, exact.epistemic, errors.epistemic),
      ] {
        let distances = zip((found - expected).scalars, errors.scalars).map { abs($0) / $1 }
        #expect(distances.allSatisfy { $0 < 5 })
      }
    }
  }

  @Test(
    "the parts of the covariance of the classes sum to that of the mean", arguments: integrals,
    seeds)
  func totalCovariance(integral: SoftmaxIntegral, seed: UInt64) throws {
    let predictive = gaussian(3, seed: seed)
    let split = try UncertaintySplit.classCovariances(of: predictive, by: integral)
    let probabilities = try link(integral).probabilities(of: predictive)
    var expected: [Double] = []
    for row in 0..<4 {
      for k in 0..<3 {
        for i in 0..<3 {
          let product = probabilities[row, k] * probabilities[row, i]
          expected.append((k == i ? probabilities[row, k] : 0) - product)
        }
      }
    }
    #expect(disagreement(split.total.scalars, expected) < 1e-12)
    // Both parts are covariances: their rows sum to 0 and their diagonals are not negative.
    for part in [split.aleatoric, split.epistemic] {
      #expect(part.summed(overAxis: 2).scalars.allSatisfy { abs($0) < 1e-12 })
      for (place, value) in part.scalars.enumerated() where place % 9 % 4 == 0 {
        #expect(value >= 0)
      }
    }
  }

  @Test("a binary output has the split of its two classes", arguments: integrals, seeds)
  func binary(integral: SoftmaxIntegral, seed: UInt64) throws {
    let predictive = gaussian(2, seed: seed)
    let split = try UncertaintySplit(of: predictive, likelihood: .binary, integral: integral)
    let ones = try link(integral).binaryProbabilities(of: predictive).scalars
    #expect(split.aleatoric.shape == [4, 2])
    #expect(disagreement(split.total.scalars, ones.map { entropy([$0, 1 - $0]) }) < 1e-12)
    #expect((split.standardErrors == nil) == (integral == .quadrature(order: 24)))
  }

  @Test("classes at positions have a split each", arguments: integrals, seeds)
  func positions(integral: SoftmaxIntegral, seed: UInt64) throws {
    let predictive = gaussian(6, seed: seed)
    let split = try UncertaintySplit(
      of: predictive, likelihood: .classification, positionCount: 2, integral: integral)
    let single = try UncertaintySplit.entropies(
      of: predictive.marginals(positionCount: 2), by: integral)
    #expect(split.aleatoric.shape == [4, 2] && single.aleatoric.shape == [8])
    #expect(split.total.scalars == single.total.scalars)
  }

  @Test("a preference has the split of the difference of its scores", arguments: integrals, seeds)
  func preferences(integral: SoftmaxIntegral, seed: UInt64) throws {
    let predictive = gaussian(2, seed: seed)
    let split = try UncertaintySplit(of: predictive, likelihood: .reward, integral: integral)
    let first = try link(integral).binaryProbabilities(of: predictive.difference).scalars
    #expect(split.aleatoric.shape == [4])
    #expect(disagreement(split.total.scalars, first.map { entropy([$0, 1 - $0]) }) < 1e-12)
    #expect(throws: PredictiveError.unsuitableSplit(likelihood: "reward")) {
      try UncertaintySplit(of: gaussian(1, seed: seed), likelihood: .reward, integral: integral)
    }
  }

  @Test("the variance of drawn targets is the sum of the parts", arguments: seeds)
  func totalVariance(seed: UInt64) throws {
    let predictive = gaussian(2, scale: 0.5, seed: seed)
    for likelihood in [
      LikelihoodKind.regression, .scaledRegression(noises: [0.5, 2]), .heteroscedastic,
    ] {
      let split = try UncertaintySplit(
        of: predictive, likelihood: likelihood, noise: 0.7, integral: .quadrature(order: 3))
      let count = 20_000
      let targets = try FunctionalSamples(of: predictive, count: count, seed: seed)
        .predictions(likelihood: likelihood, noise: 0.7, includesNoise: true)
      let mean = (1 / Double(count)) * targets.summed(overAxis: 0)
      let variance = (1 / Double(count)) * (targets - mean).summedSquares(overAxis: 0)
      // The relative error of a variance is √(2/S), and larger where the noise varies.
      #expect(
        zip(variance.scalars, split.total.scalars).allSatisfy { abs($0 / $1 - 1) < 0.1 })
    }
    #expect(throws: PredictiveError.unsuitableSplit(likelihood: "binary")) {
      try UncertaintySplit.variances(of: predictive, likelihood: .binary)
    }
  }

  @Test("a learned noise is the exponential of its output where the weights are certain")
  func learnedNoise() throws {
    let predictive = GaussianPredictive(
      mean: Tensor(shape: [1, 2], scalars: [3, -1.2]), covariance: .zeros([1, 2, 2]))
    let split = try UncertaintySplit.variances(of: predictive, likelihood: .heteroscedastic)
    #expect(abs(split.aleatoric.item - .exp(-1.2)) < 1e-15)
    #expect(split.epistemic.item == 0)
  }

  private func link(_ integral: SoftmaxIntegral) -> LinkApproximation {
    switch integral {
    case .monteCarlo(let samples, let seed): .monteCarlo(samples: samples, seed: seed)
    case .quadrature(let order): .quadrature(order: order)
    }
  }

  private func entropy(_ probabilities: [Double]) -> Double {
    probabilities.reduce(0) { $0 - ($1 > 0 ? $1 * .log($1) : 0) }
  }

  private func gaussian(_ outputs: Int, scale: Double = 1, seed: UInt64) -> GaussianPredictive {
    let (mean, covariance) = randomGaussians(
      count: 4, outputs: outputs, scale: scale, seed: seed)
    return GaussianPredictive(mean: mean, covariance: covariance)
  }
}
