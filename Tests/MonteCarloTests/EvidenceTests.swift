import LinearAlgebra
import MonteCarlo
import Parallelism
import RealModule
import TestSupport
import Tensors
import Testing

private let seeds = 0..<6 as Range<UInt64>

/// Regression of y on the rows of X with noise 1 and the prior N(0, I/δ).
private struct LinearRegression: PowerPosterior {
  let rows: Tensor<Double>
  let targets: [Double]
  let precision: Double

  init(seed: UInt64, count: Int = 12, width: Int = 3) {
    var random = RandomStream(seed: seed)
    rows = random.normals([count, width])
    targets = (0..<count).map { _ in 1.5 * random.normal() }
    precision = 0.4
  }

  private var width: Int { rows.shape[1] }

  func logLikelihood(at point: [Double]) -> Double {
    targets.indices.reduce(0) { sum, row in
      let mean = (0..<width).reduce(0) { $0 + rows[row, $1] * point[$1] }
      let error = targets[row] - mean
      return sum - 0.5 * (error * error + .log(2 * .pi))
    }
  }

  func density(power: Double) -> PlainDensity {
    PlainDensity(dimension: width) { point in
      power * logLikelihood(at: point)
        + point.reduce(0) { $0 - 0.5 * (precision * $1 * $1 - .log(precision / (2 * .pi))) }
    }
  }

  func matrix(power: Double) -> Tensor<Double> {
    var matrix = power * DenseMatrix.product(rows.transposed(), rows)
    for i in 0..<width { matrix.scalars[i * (width + 1)] += precision }
    return matrix
  }

  func whitening(power: Double) throws -> Whitening {
    try Whitening(center: [Double](repeating: 0, count: width), precision: matrix(power: power))
  }

  /// `log N(y; 0, I + X Xᵀ/δ)`.
  var exactEvidence: Double {
    var covariance = (1 / precision) * DenseMatrix.product(rows, rows.transposed())
    let count = targets.count
    for i in 0..<count { covariance.scalars[i * (count + 1)] += 1 }
    let (inverse, logDeterminant) = DenseMatrix.inverse(covariance)
    let y = Tensor(shape: [1, count], scalars: targets)
    let square = DenseMatrix.product(DenseMatrix.product(y, inverse), y.transposed())[0, 0]
    return -0.5 * (square + logDeterminant + Double(count) * .log(2 * .pi))
  }
}

/// A logistic model of one weight with the prior N(0, 1/δ).
private struct Logistic: PowerPosterior {
  let inputs: [Double]
  let labels: [Double]
  let precision = 0.25

  init(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let inputs = (0..<9).map { _ in 2 * random.normal() }
    labels = inputs.map { random.uniform() < 1 / (1 + .exp(-$0)) ? 1 : -1 }
    self.inputs = inputs
  }

  func logLikelihood(at point: [Double]) -> Double {
    zip(inputs, labels).reduce(0) { $0 - .log(onePlus: .exp(-$1.1 * $1.0 * point[0])) }
  }

  func density(power: Double) -> PlainDensity {
    PlainDensity(dimension: 1) { point in
      power * logLikelihood(at: point) - 0.5 * precision * point[0] * point[0]
        + 0.5 * .log(precision / (2 * .pi))
    }
  }

  func whitening(power: Double) throws -> Whitening {
    let curvature = inputs.reduce(0) { $0 + 0.2 * $1 * $1 }
    return try Whitening(
      center: [0], precision: Tensor(shape: [1, 1], scalars: [power * curvature + precision]))
  }

  var evidence: Double {
    let density = density(power: 1)
    return .log(midpointIntegral(from: -40, to: 40) { .exp(density.logDensity([$0])) })
  }
}

/// The evidence by thermodynamic integration, and Gaussians found from densities.
@Suite struct EvidenceTests {
  private func options(_ seed: UInt64) -> ThermodynamicIntegration.Options {
    var options = ThermodynamicIntegration.Options()
    options.sampler = .test(draws: 250, chains: 2, seed: seed)
    options.sampler.warmUpCount = 100
    return options
  }

  @Test("of Bayesian linear regression it is the exact one within its error", arguments: seeds)
  func linearRegression(seed: UInt64) throws {
    let problem = LinearRegression(seed: seed)
    let found = try ThermodynamicIntegration(of: problem, options: options(seed))
    #expect(abs(found.logEvidence - problem.exactEvidence) < 4.5 * found.error)
    #expect(found.error < 0.3 && found.samplingError > 0)
    #expect(found.rungs.count == 33 && found.rungs[0].power == 0 && found.rungs[32].power == 1)
    // The mean log likelihood rises with the power.
    #expect(found.rungs[32].mean.mean > found.rungs[10].mean.mean)
  }

  @Test("of a logistic model it is that of quadrature within its error", arguments: seeds)
  func logistic(seed: UInt64) throws {
    let problem = Logistic(seed: seed)
    let found = try ThermodynamicIntegration(of: problem, options: options(seed))
    #expect(abs(found.logEvidence - problem.evidence) < 4.5 * found.error)
    #expect(found.error < 0.3)
  }

  @Test("its error is the spread of repetitions")
  func calibration() throws {
    let problem = Logistic(seed: 3)
    let runs = try (0..<24).map {
      try ThermodynamicIntegration(of: problem, options: options(UInt64($0) + 50))
    }
    let deviations = runs.map { ($0.logEvidence - problem.evidence) / $0.error }
    let spread = (deviations.reduce(0) { $0 + $1 * $1 } / 24).squareRoot()
    #expect(spread > 0.4 && spread < 1.7)
  }

  @Test("it does not depend on the number of threads, and stops")
  func threads() throws {
    let problem = Logistic(seed: 1)
    let threads = ThreadBudget.threads
    defer { ThreadBudget.use(threads: threads) }
    ThreadBudget.use(threads: 1)
    let one = try ThermodynamicIntegration(of: problem, options: options(2))
    ThreadBudget.use(threads: 3)
    #expect(try ThermodynamicIntegration(of: problem, options: options(2)) == one)
    let stop = Cancellation()
    #expect(throws: Cancelled.self) {
      try ThermodynamicIntegration(
        of: problem, options: options(2), cancellation: stop,
        progress: Progress { if $0.done == 3 { stop.cancel() } })
    }
  }

  @Test(
    "a Gaussian density is recognised, with its mean, covariance and integral", arguments: seeds)
  func gaussianForm(seed: UInt64) throws {
    let density = GaussianDensity(dimension: 4, seed: seed)
    let whitening = try Whitening(
      center: density.mean.map { $0 + 0.3 }, precision: 2 * density.precision)
    let found = try #require(try GaussianForm(of: density, in: whitening))
    #expect(disagreement(found.mean, density.mean) < 1e-9)
    #expect(disagreement(found.covariance.scalars, density.covariance.scalars) < 1e-9)
    #expect(abs(found.logIntegral) < 1e-9)
    let logistic = Logistic(seed: seed)
    #expect(
      try GaussianForm(of: logistic.density(power: 1), in: logistic.whitening(power: 1)) == nil)
  }

  @Test("whitened coordinates lead there and back, and gradients follow", arguments: seeds)
  func whitening(seed: UInt64) throws {
    let density = GaussianDensity(dimension: 4, seed: seed)
    let whitening = try Whitening(center: density.mean, precision: density.precision)
    let whitened = WhitenedDensity(density, whitening)
    var random = RandomStream(seed: seed)
    let z = (0..<4).map { _ in random.normal() }
    #expect(disagreement(whitening.coordinates(of: whitening.point(of: z)), z) < 1e-10)
    // In its own coordinates a Gaussian is standard normal.
    #expect(disagreement(whitened.evaluated(at: z).gradient, z.map { -$0 }) < 1e-10)
    #expect(
      disagreement(whitening.covariance.scalars, density.covariance.scalars) < 1e-10)
  }
}
