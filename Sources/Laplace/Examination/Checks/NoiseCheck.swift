import Parallelism
import RealModule
import Tensors

/// Whether the observation noise of a regression agrees with its residuals.
///
/// Their standard deviation is `√(2 L/(N C - γ))`, with L the loss at unit noise and γ the effective
/// parameters that the fit used up (MacKay, 1992), so that a perfect σ equals it.
enum NoiseCheck: Check {
  private static let noteRatio = 2.0
  private static let warningRatio = 3.0

  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    guard subject.model.rules.hasObservationNoise,
      let noise = subject.posterior?.settings.noise ?? subject.training?.noise,
      let (loss, count) = try loss(subject, cancellation)
    else { return nil }
    let targets = Double(count * subject.model.network.outputCount)
    let effective = subject.posterior.flatMap { try? $0.effectiveParameters() } ?? 0
    let deviation = (2 * loss / max(1, targets - effective)).squareRoot()
    let factor = max(noise / deviation, deviation / noise)
    let figures = [
      Finding.Figure("noise", noise), Finding.Figure("residual_sd", deviation),
      Finding.Figure("factor", factor),
    ]
    guard factor > noteRatio else {
      return Finding(
        "noise", .ok,
        "The residuals deviate by \(deviation.inWords), the noise σ is \(noise.inWords).",
        figures: figures)
    }
    return Finding(
      "noise", factor > warningRatio ? .warning : .note,
      "The residuals deviate by \(deviation.inWords), but the noise σ is \(noise.inWords), "
        + "\(factor.inWords) times too \(noise > deviation ? "large" : "small").",
      figures: figures,
      remedies: ["noise=\(deviation.inWords) in train and fit", "tune finds prior and noise"])
  }

  private static func loss<Scalar: TensorScalar>(
    _ subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> (loss: Double, count: Int)? {
    if let posterior = subject.posterior { return (posterior.loss, posterior.exampleCount) }
    guard let data = subject.data, let measures = try subject.measures(cancellation) else {
      return nil
    }
    return (measures.loss, data.count)
  }
}
