import Curvature
import Datasets
import Diagnostics
import Laplace
import LinearAlgebra
import ModelFiles
import MonteCarlo
import NeuralNetworks
import Parallelism

extension Problem {
  /// An error of the numbers or of a file, as the user is told of it.
  ///
  /// `range` is where the argument that led there stands.
  static func describing(_ error: any Error, at range: Range<Int>? = nil) -> Problem {
    switch error {
    case var problem as Problem:
      problem.range = problem.range ?? range
      return problem
    case is Cancelled: return Problem(.cancelled, "cancelled.")
    case let error as DatasetError: return describing(error, at: range)
    case let error as SafetensorsError: return describing(error, at: range)
    case let error as TorchError: return describing(error, at: range)
    case let error as ModelFileError:
      return Problem(.fileMalformed, "\(error).", at: range)
    case let error as FileFailure:
      return Problem(.fileNotWritten, "cannot write \(error).", at: range)
    case let error as NetworkError: return describing(error, at: range)
    case let error as LaplaceError: return describing(error, at: range)
    case let error as CheckError: return describing(error, at: range)
    case is MonteCarloError: return Problem(.numberNotAllowed, "\(error).", at: range)
    case is CurvatureError, is SubsetError, is PredictiveError:
      return Problem(.notApplicable, "\(error).", at: range)
    case let error as LinearAlgebraError:
      return Problem(
        .notPositiveDefinite, "\(error).", at: range,
        remedies: ["try curvature=ggn, or a larger prior="])
    default: return Problem(.notApplicable, "\(error).", at: range)
    }
  }

  /// The arguments that an error can be about, where the error itself tells; the first of them that was
  /// given is the one.
  static func arguments(of error: any Error) -> [String] {
    switch error {
    case let error as LaplaceError: arguments(of: error)
    case CheckError.otherData: ["on"]
    case CheckError.tooLong, CheckError.tooLarge: ["draws", "chains"]
    case MonteCarloError.invalidSetting(let name, _, _): [name]
    case is CurvatureError: ["structure"]
    case is SubsetError: ["subset"]
    case PredictiveError.countOutOfRange: ["samples"]
    case is PredictiveError: ["link"]
    case DatasetError.setting(let name, _): [name]
    case is SafetensorsError, is TorchError, is ModelFileError: ["file"]
    case DatasetError.columns(.missing): ["y"]
    case is DatasetError: ["source"]
    case is NetworkError: ["on"]
    default: []
    }
  }

  private static func arguments(of error: LaplaceError) -> [String] {
    switch error {
    case .noObservationNoise: ["noise"]
    case .tooLarge, .tooLong: ["structure"]
    case .tooManySamples: ["samples"]
    case .priorLength, .priorShape, .scalarPriorNeeded: ["prior", "shape", "structure"]
    case .indefinite: ["prior"]
    case .priorMeanLength: ["mean"]
    case .notUpdatable: ["posterior"]
    case .otherParameters: ["prior", "model"]
    case .noSuchMetric: ["metric", "by"]
    case .noLeaveOneOut, .leverage, .noFiniteScore: ["by"]
    case .unscored, .noInfluence: ["on"]
    case .invalidSetting(let name, _, _): name == "burn-in" ? ["burnin"] : []
    case .unusableFile: ["file"]
    case .weightCount, .noWeightPosterior, .emptySubset, .emptyGrid: []
    }
  }

  private static func describing(_ error: DatasetError, at range: Range<Int>?) -> Problem {
    switch error {
    case .unreadable:
      return Problem(
        .fileNotFound, "\(error).", at: range, remedies: ["load lists the embedded data"])
    case .unknownName(let name, _, let names):
      return Problem(
        .fileNotFound, "\(error).", at: range,
        suggestions: DidYouMean.suggestions(for: name, among: names.map { Suggestion($0) }))
    case .columns(.missing(let name, let columns)):
      return Problem(
        .unknownColumn, "\(error).", at: range,
        suggestions: DidYouMean.suggestions(for: name, among: columns.map { Suggestion($0) }))
    case .setting:
      return Problem(.numberNotAllowed, "\(error).", at: range)
    case .columns(.constant):
      return Problem(
        .notApplicable, "\(error).", at: range, remedies: ["constant=keep leaves such columns at 0"]
      )
    default: return Problem(.fileMalformed, "\(error).", at: range)
    }
  }

  private static func describing(_ error: SafetensorsError, at range: Range<Int>?) -> Problem {
    switch error {
    case .unreadable: Problem(.fileUnreadable, "\(error).", at: range)
    case .unwritable: Problem(.fileNotWritten, "\(error).", at: range)
    case .missingTensor(let name, let names):
      Problem(
        .fileMalformed, "\(error).", at: range,
        suggestions: DidYouMean.suggestions(for: name, among: names.map { Suggestion($0) }))
    default: Problem(.fileMalformed, "\(error).", at: range)
    }
  }

  private static func describing(_ error: TorchError, at range: Range<Int>?) -> Problem {
    switch error {
    case .unreadable: Problem(.fileUnreadable, "\(error).", at: range)
    default: Problem(.fileMalformed, "\(error).", at: range)
    }
  }

  private static func describing(_ error: NetworkError, at range: Range<Int>?) -> Problem {
    switch error {
    case .notFinite:
      Problem(
        .notFinite, "\(error).", at: range,
        remedies: ["a smaller lr=", "standardised inputs", "a larger noise="])
    default: Problem(.notApplicable, "\(error).", at: range)
    }
  }

  private static func describing(_ error: CheckError, at range: Range<Int>?) -> Problem {
    let remedies =
      switch error {
      case .tooManyWeights: ["a posterior with subset=last or subset=subnet(k=20)"]
      case .tooLong:
        ["fewer draws= or chains=", "+plan shows the cost", "+long does it all the same"]
      case .tooLarge: ["fewer draws= or chains="]
      case .otherData: ["on= the data of the fit"]
      }
    return Problem(.notApplicable, "\(error).", at: range, remedies: remedies)
  }

  private static func describing(_ error: LaplaceError, at range: Range<Int>?) -> Problem {
    switch error {
    case .tooLong:
      Problem(
        .notApplicable, "\(error).", at: range,
        remedies: ["plan shows what each fit would cost", "+long does it all the same"])
    case .tooLarge:
      Problem(
        .notApplicable, "\(error).", at: range,
        remedies: [
          "structure=kron or structure=diag", "subset=last", "plan shows what each fit would cost",
        ])
    case .tooManySamples(_, _, let bytesEach, let limit):
      Problem(
        .numberNotAllowed, "\(error).", at: range,
        remedies: [limit < bytesEach ? "subset=last" : "samples=\(limit / bytesEach) or fewer"])
    case .indefinite:
      Problem(
        .notPositiveDefinite, "\(error).", at: range,
        remedies: ["curvature=ggn, or a larger prior=", "train to a maximum first"])
    case .invalidSetting, .noObservationNoise, .emptyGrid, .priorLength, .priorMeanLength,
      .weightCount:
      Problem(.numberNotAllowed, "\(error).", at: range)
    case .unusableFile: Problem(.fileMalformed, "\(error).", at: range)
    case .priorShape:
      Problem(
        .notApplicable, "\(error).", at: range,
        remedies: ["one for each tensor", "a fit with structure=diag or structure=full"])
    case .scalarPriorNeeded:
      Problem(
        .notApplicable, "\(error).", at: range,
        remedies: ["prior= with one number, or shape=scalar"])
    case .noWeightPosterior:
      Problem(.notApplicable, "\(error).", at: range, remedies: ["structure=gp(outputs=joint)"])
    case .notUpdatable:
      Problem(
        .notApplicable, "\(error).", at: range,
        remedies: ["a fit with structure=kron, diag, block or full"])
    case .emptySubset, .leverage, .unscored, .noSuchMetric, .noLeaveOneOut, .noInfluence,
      .noFiniteScore, .otherParameters:
      Problem(.notApplicable, "\(error).", at: range)
    }
  }
}
