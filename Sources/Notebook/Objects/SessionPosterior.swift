import Curvature
import Laplace
import ModelFiles
import NeuralNetworks
import Parallelism
import Tensors

/// A posterior over a model of either precision, as a session holds it.
protocol SessionPosterior: Sendable {
  var sessionModel: any SessionModel { get }
  var options: LaplaceOptions { get }
  var settings: PosteriorSettings { get }
  var selection: ParameterSelection { get }
  var curvature: any CurvatureSum { get }
  var loss: Double { get }
  var exampleCount: Int { get }

  /// The content of a file that holds the posterior.
  func fileContents(metadata: [String: String]) throws -> SafetensorsWriter
  func at(_ settings: PosteriorSettings) throws -> any SessionPosterior
  func marginalLikelihood() throws -> MarginalLikelihood
  func effectiveParameters() throws -> Double
  func effectiveParametersByTensor() throws -> [Double]
  func evidenceGradient() throws -> EvidenceGradient
  func curvatureEigenvalues() throws -> [Double]
  func predictive(
    at inputs: Tensor<Double>, cancellation: Cancellation
  ) throws -> GaussianPredictive
  func sampledPredictive(
    at inputs: Tensor<Double>, _ sampling: WeightSampling, cancellation: Cancellation
  ) throws -> SampledPredictive
  func joint(at inputs: Tensor<Double>, cancellation: Cancellation) throws -> Tensor<Double>
  func evidenceGrid(
    priorPrecisions: [Double], noises: [Double]?, temperatures: [Double]?,
    cancellation: Cancellation, progress: Progress
  ) throws -> EvidenceGrid
}

extension LaplacePosterior: SessionPosterior {
  var sessionModel: any SessionModel { model }

  func fileContents(metadata: [String: String]) throws -> SafetensorsWriter {
    try PosteriorFile.contents(of: self, metadata: metadata)
  }

  func at(_ settings: PosteriorSettings) throws -> any SessionPosterior { try with(settings) }

  func predictive(
    at inputs: Tensor<Double>, cancellation: Cancellation
  ) throws -> GaussianPredictive {
    try linearizedPredictive(
      at: model.shaped(inputs).converted(to: Scalar.self), cancellation: cancellation)
  }

  func sampledPredictive(
    at inputs: Tensor<Double>, _ sampling: WeightSampling, cancellation: Cancellation
  ) throws -> SampledPredictive {
    try sampledPredictive(
      at: model.shaped(inputs).converted(to: Scalar.self), count: sampling.count,
      seed: sampling.seed, cancellation: cancellation)
  }

  func joint(at inputs: Tensor<Double>, cancellation: Cancellation) throws -> Tensor<Double> {
    try jointCovariance(
      at: model.shaped(inputs).converted(to: Scalar.self), cancellation: cancellation)
  }

  func evidenceGrid(
    priorPrecisions: [Double], noises: [Double]?, temperatures: [Double]?,
    cancellation: Cancellation, progress: Progress
  ) throws -> EvidenceGrid {
    try EvidenceGrid(
      of: self, priorPrecisions: priorPrecisions, noises: noises, temperatures: temperatures,
      cancellation: cancellation, progress: progress)
  }
}
