import Parallelism
import RealModule
import Tensors

/// Whether training ended far from a maximum, as its last gradient alone tells.
///
/// A Newton step is at least `‖g‖/√(h s₁ + δ)` standard deviations long, with s₁ the largest eigenvalue of
/// the curvature: a bound that costs nothing once the posterior has its spectrum.
enum TrainingEndCheck: Check {
  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    guard let training = subject.training, let decay = training.priorPrecision,
      let posterior = subject.posterior, !posterior.options.structure.isFunctional
    else { return nil }
    let largest = try posterior.curvatureEigenvalues().max() ?? 0
    let scale = 1 / (training.noise * training.noise)
    let precision = scale * max(0, largest) + decay
    let distance =
      training.gradientNorm / (precision * Double(subject.selection.count)).squareRoot()
    let isFar = distance > StationarityCheck.largeDistance
    return Finding(
      "maximum", isFar ? .warning : .ok,
      isFar
        ? "Training ended at least \(distance.inWords) standard deviations per weight from the "
          + "maximum (gradient \(training.gradientNorm.inWords))."
        : "The last gradient of the training does not tell of a distance from the maximum.",
      figures: [
        Finding.Figure("gradient_norm", training.gradientNorm),
        Finding.Figure("least_distance", distance),
      ],
      remedies: isFar ? ["train on, with more epochs and schedule=cosine"] : [])
  }
}
