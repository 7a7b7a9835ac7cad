import Curvature
import NeuralNetworks

/// How prior precision and noise are learned along with the weights.
public struct EvidenceTrainingOptions: Sendable {
  /// The training of the weights; its prior precision and noise are where those start.
  public var training = TrainingOptions()
  /// The curvature structure of the posteriors on the way and at the end.
  public var structure = HessianStructure.kronecker()
  /// The matrix that stands in for the Hessian.
  public var curvature = CurvatureKind.generalizedGaussNewton
  /// The shape of the prior precision over the weights that are not frozen.
  public var priorShape = PriorShapeChoice.tensors
  /// The epochs before the first posterior.
  public var burnInEpochs = 0
  /// The epochs from one posterior to the next.
  public var frequency = 1
  /// The number of gradient steps in the logarithms of prior precision and noise that each posterior
  /// allows; without it they go to the maximum.
  public var hyperSteps: Int?
  /// The step size of these steps (Adam).
  public var hyperLearningRate = 0.1
  /// Whether the noise of a regression stays as it starts.
  public var keepsNoise = false
  /// The temperature T, which divides the likelihood in training and posterior alike.
  public var temperature = 1.0

  /// The usual choices.
  public init() {}

  /// Refuses numbers without a meaning, each by its name.
  func check() throws(LaplaceError) {
    for (name, value) in [("frequency", frequency), ("number of steps", hyperSteps ?? 1)]
    where value < 1 {
      throw .invalidSetting(name: name, value: Double(value), requirement: "at least 1")
    }
    guard burnInEpochs >= 0, burnInEpochs < training.epochs else {
      throw .invalidSetting(
        name: "burn-in", value: Double(burnInEpochs),
        requirement: "at least 0 and shorter than the \(training.epochs) epochs")
    }
  }
}

/// The shapes a prior precision can be asked for before the weights it is for are known.
public enum PriorShapeChoice: String, CaseIterable, Sendable {
  /// One precision for all weights.
  case scalar
  /// One for each parameter tensor.
  case tensors
  /// One for each layer.
  case layers
  /// One for weights and one for biases.
  case kinds
  /// One for each parameter.
  case parameters

  /// The shape over selected weights.
  public func shape(over selection: ParameterSelection) -> PriorPrecision.Shape {
    switch self {
    case .scalar: .scalar
    case .tensors: .tensors
    case .layers: .groups(.layers(of: selection))
    case .kinds: .groups(.weightsAndBiases(of: selection))
    case .parameters: .parameters
    }
  }
}
