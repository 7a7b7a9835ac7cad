import Curvature
import Datasets
import Foundation
import Laplace
import ModelFiles
import NeuralNetworks
import RealModule
import Tensors

/// Fit, evidence grid and predictions on the problems of a folder of safetensors files, each with a model
/// and `train.x`, `train.y`, `test.x`; the lines join with those of a reference run on the same files.
struct ReferenceBenchmark {
  /// The folder of the files.
  let folder: String
  /// Words of which a line `problem subset structure curvature` must hold one; none takes all.
  let words: [String]

  private struct Flavour {
    let subset: WeightSubset
    let structure: HessianStructure
    let curvature: CurvatureKind

    init(_ subset: WeightSubset, _ structure: HessianStructure, _ curvature: CurvatureKind) {
      self.subset = subset
      self.structure = structure
      self.curvature = curvature
    }

    /// The subset, structure and curvature as the reference writes them.
    var words: [String] {
      [
        subset == .lastLayer ? "last_layer" : subset.word, structure.word,
        curvature == .empiricalFisher ? "EF" : "GGN",
      ]
    }
  }

  private static let problems: [(name: String, flavours: [Flavour])] = {
    let (ggn, ef) = (CurvatureKind.generalizedGaussNewton, CurvatureKind.empiricalFisher)
    let image = [
      Flavour(.all, .diagonal, ggn), Flavour(.all, .kronecker(), ggn),
      Flavour(.all, .diagonal, ef), Flavour(.lastLayer, .full, ggn),
      Flavour(.lastLayer, .kronecker(), ggn),
    ]
    let table = [
      Flavour(.all, .full, ggn), Flavour(.all, .kronecker(), ggn), Flavour(.all, .diagonal, ggn),
    ]
    return [
      ("toy-regression", table),
      ("tabular-regression", table + [Flavour(.lastLayer, .full, ggn)]),
      ("mnist-mlp", image), ("mnist-lenet", image),
      ("cifar-cnn", [image[0], image[1], image[4]]),
    ]
  }()

  func run() throws {
    for (name, flavours) in Self.problems {
      let wanted = flavours.filter { flavour in
        let line = ([name] + flavour.words).joined(separator: " ")
        return words.isEmpty || words.contains { line.contains($0) }
      }
      guard !wanted.isEmpty else { continue }
      let file = try SafetensorsFile(contentsOf: "\(folder)/\(name).safetensors")
      let model = try ModelFile.read(file, as: Float.self)
      let inputs = try file.tensor(named: "train.x", as: Float.self)
      let targets: Targets =
        if model.likelihood == .classification {
          .classes(
            try file.tensor(named: "train.y", as: Double.self).scalars.map { Int($0) },
            classCount: model.network.outputCount)
        } else {
          .values(try file.tensor(named: "train.y", as: Double.self))
        }
      let data = try Dataset(inputs: inputs, targets: targets)
      let tests = try file.tensor(named: "test.x", as: Float.self)
      for flavour in wanted {
        try measure(flavour, model, data, tests, ([name] + flavour.words))
      }
    }
  }

  private func measure(
    _ flavour: Flavour, _ model: Model<Float>, _ data: Dataset<Float>, _ tests: Tensor<Float>,
    _ line: [String]
  ) throws {
    var options = LaplaceOptions()
    options.subset = flavour.subset
    options.structure = flavour.structure
    options.curvature = flavour.curvature
    let fit = {
      try LaplacePosterior(
        of: model, fittedTo: data, options: options, settings: try PosteriorSettings())
    }
    let priors = (0..<100).map { Double.exp10(-4 + 8 * Double($0) / 99) }
    var (fits, grids, predictions) = (Double.infinity, Double.infinity, Double.infinity)
    let clock = ContinuousClock()
    let start = clock.now
    var runs = 0
    // Every run has a posterior of its own, so that none profits from what another has kept.
    while runs < 5, runs == 0 || clock.now - start < .seconds(15) {
      let fitStart = clock.now
      let posterior = try fit()
      fits = min(fits, (clock.now - fitStart) / .seconds(1))
      grids = min(
        grids,
        try Benchmarks.seconds(runs: 1) {
          for prior in priors {
            _ = try posterior.with(PosteriorSettings(priorPrecision: prior)).marginalLikelihood()
          }
        })
      predictions = min(
        predictions,
        try Benchmarks.seconds(runs: 1) {
          let predictive = try posterior.linearizedPredictive(at: tests)
          if model.likelihood == .classification {
            _ = try LinkApproximation.probit.probabilities(of: predictive)
          }
        })
      runs += 1
    }
    for (task, seconds) in [
      ("fit", fits), ("marglik-grid-100", grids), ("predict-glm", predictions),
    ] {
      print(
        #"{"problem":"\#(line[0])","subset":"\#(line[1])","structure":"\#(line[2])","#
          + #""curvature":"\#(line[3])","task":"\#(task)","seconds":\#(seconds),"#
          + #""runs":\#(runs),"peak_mib":\#(Self.peakMemory)}"#)
    }
  }

  /// The largest memory that the process has had, in MiB.
  private static var peakMemory: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) / 1024
  }
}
