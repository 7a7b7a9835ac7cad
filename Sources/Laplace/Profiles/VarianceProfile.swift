import Parallelism
import RealModule
import Tensors

/// The predictive at some inputs at any prior precision, noise and temperature, for the price of forty
/// products a number whatever the size of the network: what a slider can follow.
///
/// A variance `v(ρ) = Σ yᵢ²/(sᵢ + ρ)` has neither poles nor zeros outside the negative axis (it is a
/// Stieltjes function), so `log v` is analytic in `log ρ` and is interpolated to nine digits, with a
/// relative error, stretch by stretch of ρ. Where the curvature has a negative eigenvalue `s₁`, the same
/// holds in `ρ + s₁`.
public struct VarianceProfile: Sendable {
  /// The outputs at the trained weights, of shape (M, C).
  public let mean: Tensor<Double>
  /// The logarithms of the variances at the points of each known stretch, of shape (points, M C).
  private var stretches: [Int: Tensor<Double>] = [:]
  /// The negative of the smallest eigenvalue where it is negative, else 0.
  private let shift: Double
  private let priorScale: Double

  init(mean: Tensor<Double>, smallestEigenvalue: Double, priorScale: Double) {
    self.mean = mean
    shift = max(0, -smallestEigenvalue)
    self.priorScale = priorScale
  }

  /// The Gaussian over each output alone at some settings: its covariances between outputs are left 0.
  ///
  /// Nil where the settings have several prior precisions, no posterior, or lie on a stretch that is not
  /// known yet.
  public func predictive(at settings: PosteriorSettings) -> GaussianPredictive? {
    guard let relative = settings.relativePrecision.map({ $0 * priorScale - shift }), relative > 0
    else { return nil }
    let stretch = ChebyshevStretch(holding: relative)
    guard let logarithms = stretches[stretch.index] else { return nil }
    let weights = Tensor(stretch.weights(at: relative)).reshaped([1, ChebyshevStretch.pointCount])
    let scale = 1 / settings.curvatureScale
    let variances = weights.matrixProduct(logarithms).scalars
    let (count, outputs) = (mean.shape[0], mean.shape[1])
    var covariance = Tensor<Double>.zeros([count, outputs, outputs])
    for place in variances.indices {
      covariance.scalars[place * outputs + place % outputs] = scale * .exp(variances[place])
    }
    return GaussianPredictive(mean: mean, covariance: covariance)
  }

  /// Whether the predictive at some settings is known.
  public func covers(_ settings: PosteriorSettings) -> Bool {
    settings.relativePrecision.map { relative in
      let shifted = relative * priorScale - shift
      return shifted > 0 && stretches[ChebyshevStretch(holding: shifted).index] != nil
    } ?? false
  }

  /// The stretches of `10⁻¹² ≤ ρ < 10¹²` and the one of the settings, nearest to the settings first.
  fileprivate func order(around settings: PosteriorSettings) -> [ChebyshevStretch] {
    let relative = max(
      (settings.relativePrecision ?? 1) * priorScale - shift, .leastNormalMagnitude)
    let first = ChebyshevStretch(holding: relative).index
    return Set(-3...2).union([first]).sorted { abs($0 - first) < abs($1 - first) }
      .map { ChebyshevStretch(index: $0) }
  }

  /// Learns a stretch from the projections of the inputs.
  fileprivate mutating func extend<Scalar>(
    to stretch: ChebyshevStretch, from outputs: ProjectedOutputs<Scalar>, cancellation: Cancellation
  ) throws {
    let variances = try outputs.variances(
      at: stretch.values.map { $0 + shift }, cancellation: cancellation)
    stretches[stretch.index] = Tensor(
      shape: [variances.count, mean.count],
      scalars: variances.flatMap { variance in
        // An output that no selected weight moves has no variance.
        variance.scalars.map { Double.log(max($0, .leastNormalMagnitude)) }
      })
  }
}

extension LaplacePosterior {
  /// Learns the predictive at inputs of shape (M, …) over all relative prior precisions, those around the
  /// posterior's own first; each state of knowledge is handed to `report`.
  public func reportVarianceProfile(
    at inputs: Tensor<Scalar>, cancellation: Cancellation = Cancellation(),
    report: (VarianceProfile) -> Void
  ) throws {
    let outputs = try ProjectedOutputs(of: self, at: inputs, cancellation: cancellation)
    var profile = VarianceProfile(
      mean: outputs.mean,
      smallestEigenvalue: try definiteMoments(.greatestFiniteMagnitude).smallest,
      priorScale: curvature.priorScale)
    for stretch in profile.order(around: settings) {
      try profile.extend(to: stretch, from: outputs, cancellation: cancellation)
      report(profile)
    }
  }
}
