import Laplace
import RealModule
import Tensors
import TestSupport
import Testing

private let closedForms: [LinkApproximation] =
  [.probit, .bridge, .bridgeNormalized] + MeanFieldForm.allCases.map { .meanField($0) }
private let integrals: [LinkApproximation] = [
  .monteCarlo(samples: 400, seed: 3), .quadrature(order: 12),
]
private let links = closedForms + integrals
private let seeds = 0..<10 as Range<UInt64>

@Suite struct LinkTests {
  @Test(
    "the Laplace bridge is that of the reference at every golden prediction",
    arguments: GoldenCase.names.filter { $0.hasSuffix("classification") })
  func goldenBridge(name: String) throws {
    let golden = try GoldenCase.named(name)
    var compared = 0
    for settings in golden.fits.flatMap({ $0.settings ?? [] }) {
      guard let mean = settings.f_mu, let covariance = settings.f_var else { continue }
      let (rows, columns) = (mean.count, mean[0].count)
      let predictive = GaussianPredictive(
        mean: Tensor(shape: [rows, columns], scalars: mean.flatMap(\.self)),
        covariance: Tensor(
          shape: [rows, columns, columns], scalars: covariance.flatMap(\.self).flatMap(\.self)))
      for (link, expected) in [
        (LinkApproximation.bridge, settings.bridge), (.bridgeNormalized, settings.bridge_norm),
      ] {
        guard let expected else { continue }
        let found = try link.probabilities(of: predictive)
        #expect(disagreement(found.scalars, expected.flatMap(\.self)) < 1e-8)
        compared += 1
      }
    }
    #expect(compared >= 100)
  }

  @Test("probabilities sum to one, for one class and for none of the inputs too", arguments: links)
  func rowsSumToOne(link: LinkApproximation) throws {
    for seed in seeds {
      for (classes, scale) in [(2, 1.0), (3, 50), (4, 1e-3), (1, 1)] {
        let predictive = gaussian(classes, scale: scale, seed: seed)
        let found = try link.probabilities(of: predictive)
        #expect(found.shape == [5, classes])
        #expect(found.scalars.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 })
        let sums = found.summed(overAxis: 1).scalars
        #expect(disagreement(sums, [1, 1, 1, 1, 1]) < 1e-12)
      }
    }
    let none = GaussianPredictive(mean: .zeros([0, 3]), covariance: .zeros([0, 3, 3]))
    #expect(try link.probabilities(of: none).shape == [0, 3])
  }

  @Test(
    "without variance a link is the softmax, and of binary outputs the sigmoid", arguments: links)
  func noVariance(link: LinkApproximation) throws {
    for seed in seeds {
      for scale in [0, 1e-30, 1e-14] {
        let predictive = gaussian(3, scale: scale, seed: seed)
        let found = try link.probabilities(of: predictive)
        #expect(disagreement(found.scalars, predictive.mean.softmax().scalars) < 1e-6)
      }
    }
    guard closedForms.dropFirst().contains(link) else {
      let predictive = gaussian(2, scale: 0, seed: 1)
      let found = try link.binaryProbabilities(of: predictive)
      #expect(disagreement(found.scalars, predictive.mean.mapped(.sigmoid).scalars) < 1e-12)
      return
    }
    #expect(throws: PredictiveError.self) {
      try link.binaryProbabilities(of: gaussian(2, seed: 1))
    }
  }

  @Test(
    "the bridge of a degenerate covariance is a distribution, whatever its rank", arguments: seeds)
  func degenerateBridge(seed: UInt64) throws {
    for link in [LinkApproximation.bridge, .bridgeNormalized] {
      for rank in [1, 2] {
        let found = try link.probabilities(of: gaussian(4, rank: rank, seed: seed))
        #expect(disagreement(found.summed(overAxis: 1).scalars, [1, 1, 1, 1, 1]) < 1e-12)
      }
      // Variance that all outputs share tells nothing about the classes.
      let mean: Tensor<Double> = randomTensor([1, 3], seed: seed)
      let shared = GaussianPredictive(
        mean: mean, covariance: Tensor(repeating: 2, shape: [1, 3, 3]))
      let found = try link.probabilities(of: shared).scalars
      #expect(disagreement(found, mean.softmax().scalars) < 1e-12)
      // Outputs that sum to 0 already need no projection, and far means do not overflow.
      var centred = Tensor<Double>(repeating: -1, shape: [1, 3, 3])
      for index in 0..<3 { centred.scalars[4 * index] = 2 }
      for factor in [1.0, 1000] {
        let found = try link.probabilities(
          of: GaussianPredictive(mean: factor * mean, covariance: centred))
        #expect(found.scalars.allSatisfy { $0 >= 0 && $0 <= 1 })
        #expect(abs(found.sum - 1) < 1e-12)
      }
    }
  }

  @Test(
    "a number added to all means changes nothing",
    arguments: integrals + MeanFieldForm.allCases.map { .meanField($0) }, seeds)
  func commonShift(link: LinkApproximation, seed: UInt64) throws {
    let predictive = gaussian(4, seed: seed)
    let shifted = GaussianPredictive(
      mean: predictive.mean.affine(scale: 1, offset: 3.5), covariance: predictive.covariance)
    let expected = try link.probabilities(of: predictive).scalars
    #expect(disagreement(try link.probabilities(of: shifted).scalars, expected) < 1e-10)
  }

  @Test(
    "a variation that all outputs share changes nothing where the link sees differences only",
    arguments: integrals + [.meanField(.joint)], seeds)
  func commonVariance(link: LinkApproximation, seed: UInt64) throws {
    let predictive = gaussian(4, seed: seed)
    let widened = GaussianPredictive(
      mean: predictive.mean, covariance: predictive.covariance.affine(scale: 1, offset: 5))
    let expected = try link.probabilities(of: predictive).scalars
    #expect(disagreement(try link.probabilities(of: widened).scalars, expected) < 1e-9)
  }

  @Test("classes in another order have the same probabilities", arguments: links, seeds)
  func permutation(link: LinkApproximation, seed: UInt64) throws {
    let predictive = gaussian(3, seed: seed)
    let order = [2, 0, 1]
    let turned = GaussianPredictive(
      mean: predictive.mean.selectingColumns(order),
      covariance: Tensor(
        shape: [5, 3, 3],
        scalars: (0..<45).map { place in
          let (row, column) = (order[place / 3 % 3], order[place % 3])
          return predictive.covariance.scalars[place / 9 * 9 + row * 3 + column]
        }))
    let estimate = try link.estimate(of: predictive)
    let found = try link.estimate(of: turned).probabilities
    let expected = estimate.probabilities.selectingColumns(order)
    guard let errors = estimate.standardErrors else {
      #expect(disagreement(found.scalars, expected.scalars) < 1e-10)
      return
    }
    // Samples meet the classes in their order, so that the estimates agree within their errors.
    for (difference, error) in zip(
      (found - expected).scalars, errors.selectingColumns(order).scalars)
    {
      #expect(abs(difference) < 5 * 2.0.squareRoot() * error)
    }
  }

  @Test("quadrature converges, and samples agree with it within their standard errors")
  func convergence() throws {
    var deviations: [Double] = []
    for seed in seeds {
      let predictive = gaussian(3, scale: 1.5, seed: seed)
      let exact = try LinkApproximation.quadrature(order: 120).probabilities(of: predictive)
      let errors = try [4, 12, 40].map { order in
        let found = try LinkApproximation.quadrature(order: order).probabilities(of: predictive)
        return disagreement(found.scalars, exact.scalars)
      }
      #expect(errors[0] < 0.05 && errors[1] < 2e-3 && errors[2] < 1e-5)
      let sampled = try LinkApproximation.monteCarlo(samples: 4000, seed: seed)
        .estimate(of: predictive)
      let standardErrors = try #require(sampled.standardErrors)
      deviations += zip((sampled.probabilities - exact).scalars, standardErrors.scalars)
        .map { $0 / $1 }
    }
    #expect(deviations.allSatisfy { abs($0) < 5 })
    let meanSquare = deviations.reduce(0) { $0 + $1 * $1 } / Double(deviations.count)
    #expect(meanSquare > 0.3 && meanSquare < 3)
  }

  @Test(
    "quadrature of two classes is the integral of the sigmoid, done by a fine sum",
    arguments: seeds)
  func twoClasses(seed: UInt64) throws {
    let predictive = gaussian(2, seed: seed)
    let found = try LinkApproximation.quadrature(order: 100).probabilities(of: predictive)
    for row in 0..<5 {
      let cell = predictive.covariance.scalars[4 * row..<4 * row + 4].map(\.self)
      let variance = cell[0] + cell[3] - 2 * cell[1]
      let mean = predictive.mean[row, 0] - predictive.mean[row, 1]
      let expected = sigmoidMean(mean, variance)
      #expect(abs(found[row, 0] - expected) < 1e-6)
      // A single output with this mean and variance is the same question.
      let single = GaussianPredictive(
        mean: Tensor(shape: [1, 1], scalars: [mean]),
        covariance: Tensor(shape: [1, 1, 1], scalars: [variance]))
      let binary = try LinkApproximation.quadrature(order: 100).binaryProbabilities(of: single)
      #expect(abs(binary.item - expected) < 1e-6)
      let sampled = try LinkApproximation.monteCarlo(samples: 3000, seed: seed)
        .binaryEstimate(of: single)
      let error = try #require(sampled.standardErrors?.item)
      #expect(abs(sampled.probabilities.item - expected) < 5 * error)
      let probit = try LinkApproximation.probit.binaryProbabilities(of: single)
      #expect(abs(probit.item - expected) < 0.03)
      let joint = try LinkApproximation.meanField(.joint).probabilities(of: predictive)
      #expect(abs(joint[row, 0] - probit.item) < 1e-12)
    }
  }

  @Test("mean-field links are their formula", arguments: seeds)
  func meanField(seed: UInt64) throws {
    let predictive = gaussian(4, seed: seed)
    for form in MeanFieldForm.allCases {
      let found = try LinkApproximation.meanField(form).probabilities(of: predictive)
      for row in 0..<5 {
        let sigma = { (k: Int, i: Int) in predictive.covariance.scalars[row * 16 + k * 4 + i] }
        let unnormalized = (0..<4).map { k in
          1
            / (0..<4).reduce(0.0) { sum, i in
              let variance =
                switch form {
                case .single: sigma(k, k)
                case .independent: sigma(k, k) + sigma(i, i)
                case .joint: sigma(k, k) + sigma(i, i) - 2 * sigma(k, i)
                }
              let difference = predictive.mean[row, k] - predictive.mean[row, i]
              return sum + .exp(-difference / (1 + .pi / 8 * variance).squareRoot())
            }
        }
        let total = unnormalized.reduce(0, +)
        let row = found.slice(row..<row + 1).scalars
        #expect(disagreement(row, unnormalized.map { $0 / total }) < 1e-12)
      }
    }
  }

  @Test("samples do not depend on batches or on the order of the inputs", arguments: seeds)
  func batches(seed: UInt64) throws {
    let link = LinkApproximation.monteCarlo(samples: 50, seed: seed)
    let predictive = gaussian(3, seed: seed)
    let whole = try link.probabilities(of: predictive)
    for row in 0..<5 {
      let alone = GaussianPredictive(
        mean: predictive.mean.slice(row..<row + 1),
        covariance: predictive.covariance.slice(row..<row + 1))
      #expect(try link.probabilities(of: alone) == whole.slice(row..<row + 1))
    }
    #expect(
      try LinkApproximation.monteCarlo(samples: 50, seed: seed + 1).probabilities(of: predictive)
        != whole)
  }

  @Test("rules that are too large, and matrices that are no covariance, are refused by name")
  func refusals() {
    let ten = gaussian(10, seed: 1)
    #expect(throws: PredictiveError.gridTooLarge(order: 20, classCount: 10, limit: 100_000)) {
      try LinkApproximation.quadrature(order: 20).probabilities(of: ten)
    }
    for link in [
      LinkApproximation.quadrature(order: 0), .quadrature(order: 201),
      .monteCarlo(samples: 0, seed: 0), .monteCarlo(samples: .max, seed: 0),
    ] {
      #expect(throws: PredictiveError.self) { try link.probabilities(of: ten) }
    }
    let indefinite = GaussianPredictive(
      mean: .zeros([1, 2]), covariance: Tensor(shape: [1, 2, 2], scalars: [1, 2, 2, 1]))
    #expect(throws: PredictiveError.self) {
      try LinkApproximation.quadrature(order: 3).probabilities(of: indefinite)
    }
    for link in integrals + [.bridge] {
      #expect(throws: (any Error).self) {
        try link.probabilities(
          of: GaussianPredictive(
            mean: .zeros([1, 2]), covariance: Tensor(repeating: .nan, shape: [1, 2, 2])))
      }
    }
  }

  private func gaussian(
    _ classes: Int, scale: Double = 1, rank: Int? = nil, seed: UInt64
  ) -> GaussianPredictive {
    let (mean, covariance) = randomGaussians(
      count: 5, outputs: classes, scale: scale, rank: rank, seed: seed)
    return GaussianPredictive(mean: mean, covariance: covariance)
  }

  /// `∫ sigmoid(μ + √v z) φ(z) dz` by the trapezoidal rule.
  private func sigmoidMean(_ mean: Double, _ variance: Double) -> Double {
    let step = 1e-2
    return stride(from: -10.0, through: 10, by: step).reduce(0) { sum, z in
      let density = Double.exp(-0.5 * z * z) / (2 * .pi).squareRoot()
      return sum + step * density / (1 + .exp(-mean - variance.squareRoot() * z))
    }
  }
}
