import Curvature
import Datasets
import Laplace
import NeuralNetworks
import RealModule
import Tensors

/// The log marginal likelihood at 100 prior precisions on a fitted posterior, for each structure.
struct EvidenceGridBenchmark {
  func run() throws {
    for structure in [HessianStructure.full, .kronecker(), .diagonal] {
      var random = RandomStream(seed: 1)
      let network = try Network<Float>.perceptron(
        sizes: [13, 40, 11], activation: Tanh(), seed: 1)
      let inputs = Tensor<Float>(
        shape: [500, 13], scalars: (0..<500 * 13).map { _ in Float(random.normal()) })
      let data = try Dataset(
        inputs: inputs, targets: .classes((0..<500).map { $0 % 11 }, classCount: 11))
      var options = LaplaceOptions()
      options.structure = structure
      let model = Model(network, likelihood: .classification)
      var posterior = try LaplacePosterior(
        of: model, fittedTo: data, options: options, settings: PosteriorSettings())
      let fit = try Benchmarks.seconds(runs: 3) {
        posterior = try LaplacePosterior(
          of: model, fittedTo: data, options: options, settings: PosteriorSettings())
      }
      report("fit", posterior, fit, runs: 3)
      let spectrum = try Benchmarks.seconds(runs: 1) { _ = try posterior.curvatureEigenvalues() }
      report("spectrum", posterior, spectrum, runs: 1)
      let priors = (0..<100).map { Double.exp10(-4 + 8 * Double($0) / 99) }
      let grid = try Benchmarks.seconds(runs: 20) {
        _ = try SettingsGrid(
          of: posterior, over: .init(of: posterior, priorPrecisions: priors))
      }
      report("marglik-grid-100", posterior, grid, runs: 20)
      let predict = try Benchmarks.seconds(runs: 3) {
        _ = try LinkApproximation.probit.probabilities(
          of: try posterior.linearizedPredictive(at: inputs))
      }
      report("predict-glm", posterior, predict, runs: 3)
    }
  }

  private func report(
    _ task: String, _ posterior: LaplacePosterior<Float>, _ seconds: Double, runs: Int
  ) {
    print(
      #"{"problem":"mlp-13-40-11","parameters":\#(posterior.parameterCount),"#
        + #""structure":"\#(posterior.options.structure.description)","task":"\#(task)","#
        + #""seconds":\#(seconds),"runs":\#(runs)}"#)
  }
}
