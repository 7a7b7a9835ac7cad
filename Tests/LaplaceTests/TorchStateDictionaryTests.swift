import Curvature
import Foundation
import ModelFiles
import NeuralNetworks
import Tensors
import TestSupport
import Testing

import Laplace

@Suite struct TorchStateDictionaryTests {
  struct Expected: Decodable, Sendable, CustomTestStringConvertible {
    let file: String
    let model: String
    let subset: String
    let structure: String
    let prior_precision: Double
    let log_marginal_likelihood: Double
    let f_mu: [[Double]]
    let f_var: [[[Double]]]

    var testDescription: String { file }
  }

  static let expected: [Expected] = {
    let models = ["iris-mlp-classification", "sinusoid-mlp-regression"]
    return models.flatMap { model -> [Expected] in
      let data = try? Fixture.data("Torch/states/\(model)-expected.json")
      return data.flatMap { try? JSONDecoder().decode([Expected].self, from: $0) } ?? []
    }
  }()

  private static func archive(_ file: String) throws -> TorchArchive {
    try TorchArchive(contentsOf: fixturePath("Torch/states/\(file)"))
  }

  @Test("there are ten posteriors of the reference")
  func fixtures() { #expect(Self.expected.count == 10) }

  @Test("a posterior of the reference answers as it did there", arguments: expected)
  func agreement(expected: Expected) throws {
    let golden = try GoldenCase.named(expected.model)
    let posterior = try TorchStateDictionary.posterior(
      in: try Self.archive(expected.file), of: try golden.model())
    #expect(posterior.options.subset == (expected.subset == "all" ? .all : .lastLayer))
    #expect(posterior.options.structure.description == expected.structure)
    #expect(posterior.options.curvature == .generalizedGaussNewton)
    #expect(posterior.settings.priorPrecision.scalar == expected.prior_precision)
    #expect(posterior.exampleCount == golden.train.x.shape[0])
    let evidence = try posterior.marginalLikelihood().value
    #expect(disagreement(evidence, expected.log_marginal_likelihood) < 1e-8)
    let predictive = try posterior.linearizedPredictive(at: Self.points(golden, expected))
    #expect(disagreement(predictive.mean.scalars, expected.f_mu.flatMap(\.self)) < 1e-8)
    let variances = expected.f_var.flatMap(\.self).flatMap(\.self)
    #expect(disagreement(predictive.covariance.scalars, variances) < 1e-8)
  }

  @Test("over a model in Float it answers as well as Float can", arguments: expected)
  func single(expected: Expected) throws {
    let golden = try GoldenCase.named(expected.model)
    let model = try golden.model()
    let network = try Network<Float>(
      layers: model.network.layers, inputShape: model.network.inputShape,
      parameters: model.network.parameters.map { $0.converted(to: Float.self) })
    let posterior = try TorchStateDictionary.posterior(
      in: try Self.archive(expected.file), of: Model(network, likelihood: model.likelihood))
    let evidence = try posterior.marginalLikelihood().value
    #expect(disagreement(evidence, expected.log_marginal_likelihood) < 1e-5)
    let predictive = try posterior.linearizedPredictive(
      at: Self.points(golden, expected).converted(to: Float.self))
    let variances = expected.f_var.flatMap(\.self).flatMap(\.self)
    #expect(disagreement(predictive.covariance.scalars, variances) < 1e-4)
  }

  @Test("it is the posterior that is fitted here to the same data", arguments: expected)
  func fitted(expected: Expected) throws {
    let golden = try GoldenCase.named(expected.model)
    let restored = try TorchStateDictionary.posterior(
      in: try Self.archive(expected.file), of: try golden.model())
    let fitted = try LaplacePosterior(
      of: try golden.model(), fittedTo: try golden.data(), options: restored.options,
      settings: restored.settings)
    #expect(disagreement(restored.loss, fitted.loss) < 1e-8)
    let one = try restored.curvatureEigenvalues().sorted()
    let other = try fitted.curvatureEigenvalues().sorted()
    let count = max(one.count, other.count)
    // A curvature that is kept by its rows leaves out the zeros.
    func padded(_ values: [Double]) -> [Double] {
      [Double](repeating: 0, count: count - values.count) + values
    }
    #expect(disagreement(padded(one), padded(other)) < 1e-8)
  }

  /// A posterior of this library as laplace-torch writes it.
  private static func state(
    of posterior: LaplacePosterior<Double>
  ) -> [(name: String, value: TorchFile.Value)] {
    func tensor(_ tensor: Tensor<Double>) -> TorchFile.Value {
      .tensor(tensor.shape.lengths, tensor.scalars)
    }
    let curvature: TorchFile.Value
    let structure: String
    switch posterior.curvature {
    case let full as FullCurvature: (curvature, structure) = (tensor(full.matrix), "Full")
    case let diagonal as DiagonalCurvature:
      (curvature, structure) = (tensor(Tensor(diagonal.diagonal)), "Diag")
    case let kronecker as KroneckerCurvature:
      structure = "Kron"
      curvature = .list(
        kronecker.factors.map { factors in
          .list([tensor(factors.output)] + (factors.input.map { [tensor($0)] } ?? []))
        })
    default: preconditionFailure("laplace-torch has no such structure")
    }
    let mean = posterior.selection.vector(of: posterior.model.network)
    return [
      ("mean", tensor(Tensor(mean))), ("H", curvature), ("loss", .tensor([], [posterior.loss])),
      ("prior_mean", .number(0)),
      (
        "prior_precision",
        .tensor(
          [posterior.settings.priorPrecision.values.count], posterior.settings.priorPrecision.values
        )
      ),
      ("sigma_noise", .tensor([1], [posterior.settings.noise])),
      ("n_data", .integer(posterior.exampleCount)),
      ("n_outputs", .integer(posterior.model.network.outputCount)),
      ("likelihood", .text(posterior.model.likelihood.description)),
      ("temperature", .number(posterior.settings.temperature)), ("enable_backprop", .none),
      ("cls_name", .text(structure + (posterior.options.subset == .all ? "" : "LL") + "Laplace")),
    ]
  }

  struct Flavour: Sendable, CustomTestStringConvertible {
    let subset: WeightSubset
    let structure: HessianStructure
    let kind: CurvatureKind
    let isDouble: Bool

    var testDescription: String { "\(subset.word) \(structure) \(kind) double=\(isDouble)" }
  }

  static let flavours = [WeightSubset.all, .lastLayer].flatMap { subset in
    [HessianStructure.full, .kronecker(), .diagonal].flatMap { structure in
      [CurvatureKind.generalizedGaussNewton, .hessian].flatMap { kind in
        [true, false].map {
          Flavour(subset: subset, structure: structure, kind: kind, isDouble: $0)
        }
      }
    }
  }.filter { $0.structure != .kronecker() || $0.kind != .hessian }

  private func fit(_ flavour: Flavour) throws -> LaplacePosterior<Double> {
    let golden = try GoldenCase.named("sinusoid-mlp-regression")
    var options = LaplaceOptions()
    options.subset = flavour.subset
    options.structure = flavour.structure
    options.curvature = flavour.kind
    return try LaplacePosterior(
      of: try golden.model(), fittedTo: try golden.data(), options: options,
      settings: PosteriorSettings(priorPrecision: 40, noise: 0.7, temperature: 1.5))
  }

  @Test("every class, in Double and Float, comes back as it was written", arguments: flavours)
  func roundTrip(flavour: Flavour) throws {
    let posterior = try fit(flavour)
    let bytes = TorchFile.bytes(
      of: .dictionary(Self.state(of: posterior)), isDouble: flavour.isDouble)
    let restored = try TorchStateDictionary.posterior(
      in: TorchArchive(bytes: bytes), of: posterior.model)
    let tolerance = flavour.isDouble ? 1e-12 : 1e-5
    #expect(abs(restored.settings.noise - 0.7) < tolerance && restored.settings.temperature == 1.5)
    let smallest = try posterior.curvatureEigenvalues().min() ?? 0
    let isIndefinite = smallest < -1e-3
    #expect(restored.options.curvature == (isIndefinite ? .hessian : .generalizedGaussNewton))
    let evidence = try posterior.marginalLikelihood().value
    #expect(disagreement(try restored.marginalLikelihood().value, evidence) < tolerance)
    let inputs = try GoldenCase.named("sinusoid-mlp-regression").test.x.tensor
    let covariance = try posterior.linearizedPredictive(at: inputs).covariance.scalars
    let found = try restored.linearizedPredictive(at: inputs).covariance.scalars
    #expect(disagreement(found, covariance) < 10 * tolerance)
  }

  @Test("what does not belong to the model, or is no such posterior, is refused with the reason")
  func refused() throws {
    let full = try fit(Self.flavours[0])
    let kronecker = try fit(
      Flavour(subset: .all, structure: .kronecker(), kind: .generalizedGaussNewton, isDouble: true))
    func reason(
      _ name: String, _ value: TorchFile.Value?, in posterior: LaplacePosterior<Double>? = nil
    ) -> String {
      let posterior = posterior ?? full
      var state = Self.state(of: posterior)
      state.removeAll { $0.name == name }
      if let value { state.append((name, value)) }
      do {
        let archive = try TorchArchive(bytes: TorchFile.bytes(of: .dictionary(state)))
        _ = try TorchStateDictionary.posterior(in: archive, of: posterior.model)
        return "was read"
      } catch { return "\(error)" }
    }
    let mean = full.selection.vector(of: full.model.network)
    var moved = mean
    moved[20] += 1e-4
    let cases: [(String, TorchFile.Value?, String)] = [
      ("mean", .tensor([37], moved), "the mean in the file is not the model's weights: in 0.bias"),
      ("mean", .tensor([36], Array(mean.dropLast())), "over 36 parameters, and the model has 37"),
      ("mean", .tensor([37], mean.map { _ in .nan }), "finite"),
      ("mean", nil, "no 'mean'"), ("H", Optional.none, "no 'H'"), ("H", .some(.none), "not fitted"),
      ("H", .tensor([2, 2], [1, 0, 0, 1]), "a matrix of 37x37"),
      ("H", .tensor([37, 37], (0..<37 * 37).map(Double.init)), "symmetric"),
      ("likelihood", .text("classification"), "one of a classification"),
      ("n_outputs", .integer(2), "2 outputs, and the model has 1"),
      ("n_data", .integer(0), "from 1"),
      ("prior_precision", .tensor([7], [1, 2, 3, 4, 5, 6, 7]), "not 7"),
      ("prior_precision", .number(-1), "positive"),
      ("prior_mean", .tensor([3], [0, 0, 0]), "prior mean"),
      ("sigma_noise", .tensor([2], [1, 1]), "one number"),
      ("temperature", .text("hot"), "a number"),
      ("cls_name", .text("FullSubnetLaplace"), "which weights"),
      ("cls_name", .text("LowRankLaplace"), "not known"),
      ("cls_name", .text("FullLLLaplace"), "over 37 parameters, and the model has 13"),
    ]
    for (name, value, words) in cases {
      #expect(reason(name, value).contains(words), "\(name): \(reason(name, value))")
    }
    let factor = TorchFile.Value.tensor([1, 1], [1])
    for (value, words) in [
      (TorchFile.Value.list([.list([factor])]), "factors of 1 tensors, and the model has 4"),
      (.list([.list([]), .list([]), .list([]), .list([])]), "one or two matrices"),
      (factor, "a list"), (.list([factor, factor, factor, factor]), "a list of one or two"),
      (.list([.list([factor]), .list([]), .list([]), .list([])]), "12x12"),
    ] {
      let found = reason("H", value, in: kronecker)
      #expect(found.contains(words), "\(found)")
    }
  }

  private static func points(_ golden: GoldenCase, _ expected: Expected) -> Tensor<Double> {
    let count = expected.f_mu.count
    let points = golden.test.x
    let width = points.values.count / points.shape[0]
    return Tensor(
      shape: Shape([count] + points.shape.dropFirst()),
      scalars: Array(points.values.prefix(count * width)))
  }
}
