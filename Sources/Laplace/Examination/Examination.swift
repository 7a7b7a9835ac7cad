import Parallelism
import Tensors

/// One question of an examination.
///
/// A new check is one new conforming type, listed in `Examination.checks`.
protocol Check: Sendable {
  /// What the check finds; nil where it does not apply.
  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding?
}

/// What is right and what is wrong with a model and a posterior of it.
public struct Examination: Equatable, Sendable {
  /// What each check that applies found.
  public let findings: [Finding]

  /// The checks, in the order in which one would ask: weights, data, posterior, predictions.
  static let checks: [any Check.Type] = [
    StationarityCheck.self, DeadUnitsCheck.self, InputScaleCheck.self, TargetScaleCheck.self,
    NoiseCheck.self, PriorCheck.self, CurvatureSignCheck.self, FisherCheck.self,
    EvidenceCheck.self, GridEdgeCheck.self, EvaluationDataCheck.self, DuplicatesCheck.self,
    ClassBalanceCheck.self, SkillCheck.self,
  ]

  /// Examines everything that is known: a few passes over the data, and sums over the posterior's spectrum.
  ///
  /// With weights that are not finite nothing else is asked.
  public init<Scalar: TensorScalar>(
    of subject: ExaminationSubject<Scalar>, cancellation: Cancellation = Cancellation(),
    progress: Progress = .ignored
  ) throws {
    let weights = WeightsCheck.finding(in: subject)
    var findings = [weights]
    if weights.severity == .ok {
      for (index, check) in Self.checks.enumerated() {
        try cancellation.check()
        if let finding = try check.finding(in: subject, cancellation) { findings.append(finding) }
        progress.report(index + 1, of: Self.checks.count)
      }
    }
    self.findings = findings
  }

  /// What a fitted posterior and the end of its training tell by themselves, without another pass over
  /// the data: of prior precisions that differ between weights, no eigenvalue is asked.
  public init<Scalar: TensorScalar>(
    ofFit posterior: LaplacePosterior<Scalar>, training: TrainingConditions?
  ) throws {
    let subject = try ExaminationSubject(
      posterior.model, posterior: posterior, training: training)
    let checks: [any Check.Type] =
      [NoiseCheck.self, PriorCheck.self]
      + (posterior.relativePrecision == nil
        ? [] : [TrainingEndCheck.self, CurvatureSignCheck.self])
    findings = try checks.compactMap { try $0.finding(in: subject, Cancellation()) }
  }

  /// The gravest of all findings.
  public var verdict: Finding.Severity { findings.map(\.severity).max() ?? .ok }

  /// A finding by the name of its check.
  public subscript(name: String) -> Finding? { findings.first { $0.name == name } }
}
