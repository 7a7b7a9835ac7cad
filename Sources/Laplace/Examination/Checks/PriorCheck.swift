import Parallelism
import RealModule
import Tensors

/// Whether the posterior's prior is the one whose weight decay the weights were trained with.
///
/// What decides where the maximum lies is the prior precision in units of the curvature, `δ σ²`; of several
/// precisions their geometric mean is taken.
enum PriorCheck: Check {
  private static let largestFactor = 10.0

  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    guard let training = subject.training, let decay = training.priorPrecision, decay > 0,
      let settings = subject.posterior?.settings
    else { return nil }
    let values = settings.priorPrecision.values
    let mean = Double.exp(values.reduce(0) { $0 + .log($1) } / Double(values.count))
    let own = mean * settings.noise * settings.noise
    let trained = decay * training.noise * training.noise
    let factor = max(own / trained, trained / own)
    let figures = [
      Finding.Figure("prior", mean), Finding.Figure("training_prior", decay),
      Finding.Figure("factor", factor),
    ]
    let noises =
      training.noise == settings.noise
      ? "" : " at noise \(settings.noise.inWords) and \(training.noise.inWords)"
    let pair =
      "The posterior has the prior precision \(mean.inWords), the training had "
      + "\(decay.inWords)\(noises)"
    guard factor > largestFactor else {
      return Finding("prior", .ok, "\(pair).", figures: figures)
    }
    return Finding(
      "prior", .warning,
      "\(pair): a factor of \(factor.inWords), so the weights are the maximum of another posterior.",
      figures: figures,
      remedies: [
        "fit … prior=\(decay.inWords)"
          + (noises.isEmpty ? "" : " noise=\(training.noise.inWords)"),
        "train on with prior=\(mean.inWords)"
          + (noises.isEmpty ? "" : " noise=\(settings.noise.inWords)"),
      ])
  }
}
