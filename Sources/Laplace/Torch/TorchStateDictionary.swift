import Curvature
import ModelFiles
import NeuralNetworks
import Tensors

/// A posterior that the Python library laplace-torch wrote with `torch.save(la.state_dict())`.
///
/// Such a file holds the mean, the curvature and the settings, but neither the network nor the name of
/// the curvature's backend. So a model with these weights must be given, and the curvature is taken for
/// the generalised Gauss-Newton matrix, the usual one; a full or diagonal one with negative eigenvalues,
/// which only the exact Hessian has, is taken for that. An empirical Fisher of a regression is twice as
/// large there as here, and a file does not tell it apart.
public enum TorchStateDictionary {
  /// The posterior in an archive, over a model whose weights are its mean.
  ///
  /// Read are `FullLaplace`, `KronLaplace` and `DiagLaplace`, and of the last layer `FullLLLaplace`,
  /// `KronLLLaplace` and `DiagLLLaplace`, with one prior precision and a prior mean of 0. Throws
  /// `LaplaceError.unusableFile` where the archive holds something else or does not belong to the model.
  public static func posterior<Scalar: TensorScalar>(
    in archive: TorchArchive, of model: Model<Scalar>
  ) throws -> LaplacePosterior<Scalar> {
    let fields = TorchStateFields(archive.value)
    var options = LaplaceOptions()
    (options.subset, options.structure) = try flavour(fields)
    let likelihood = try fields.text("likelihood")
    guard likelihood == model.likelihood.description else {
      throw LaplaceError.unusableFile(
        "the posterior in the file is one of a \(likelihood), and the model is one of a "
          + "\(model.likelihood)")
    }
    let outputs = try fields.count("n_outputs")
    guard outputs == model.network.outputCount else {
      throw LaplaceError.unusableFile(
        "the posterior in the file has \(outputs) outputs, and the model has "
          + "\(model.network.outputCount)")
    }
    let selection = selection(of: options.subset, in: model)
    try checkMean(fields, selection.vector(of: model.network), selection)
    let exampleCount = try fields.count("n_data")
    let tensors = try fields.curvature(
      of: options.structure, over: selection, exampleCount: exampleCount)
    guard let curvature = try options.structure.sum(for: selection, tensors: tensors) else {
      throw LaplaceError.unusableFile(
        "the curvature in the file does not fit the model's \(selection.count) parameters")
    }
    let loss = try fields.number("loss")
    let settings = try settings(fields, over: selection)
    func posterior(_ kind: CurvatureKind) throws -> LaplacePosterior<Scalar> {
      options.curvature = kind
      return try LaplacePosterior(
        model: model, options: options, curvature: curvature, loss: loss,
        exampleCount: exampleCount, settings: settings)
    }
    if options.structure != .kronecker() {
      let perhaps = try posterior(.hessian)
      let eigenvalues = try perhaps.curvatureEigenvalues()
      let largest = eigenvalues.max() ?? 0
      // Rounding of Float sums makes zeros of either sign.
      if (eigenvalues.min() ?? 0) < -1e-5 * largest { return perhaps }
    }
    return try posterior(.generalizedGaussNewton)
  }

  private static func flavour(
    _ fields: TorchStateFields
  ) throws(LaplaceError) -> (WeightSubset, HessianStructure) {
    let name = try fields.text("cls_name")
    switch name {
    case "FullLaplace": return (.all, .full)
    case "KronLaplace": return (.all, .kronecker())
    case "DiagLaplace": return (.all, .diagonal)
    case "FullLLLaplace": return (.lastLayer, .full)
    case "KronLLLaplace": return (.lastLayer, .kronecker())
    case "DiagLLLaplace": return (.lastLayer, .diagonal)
    case "FullSubnetLaplace", "DiagSubnetLaplace":
      throw .unusableFile("a \(name) does not say in its file which weights it is about")
    default: throw .unusableFile("the file holds a \(name.jsonQuoted), which is not known")
    }
  }

  private static func selection<Scalar: TensorScalar>(
    of subset: WeightSubset, in model: Model<Scalar>
  ) -> ParameterSelection {
    let layout = model.network.layout
    let tensors = subset == .all ? Array(layout.tensors.indices) : model.network.lastLayerTensors
    return ParameterSelection(tensors.filter { !model.frozen.contains($0) }, of: layout)
  }

  /// Compares the mean with the model's weights; either may have been rounded to Float.
  private static func checkMean(
    _ fields: TorchStateFields, _ weights: [Double], _ selection: ParameterSelection
  ) throws(LaplaceError) {
    let mean = try fields.tensor("mean").scalars
    guard mean.count == weights.count else {
      throw .unusableFile(
        "the posterior in the file is over \(mean.count) parameters, and the model has "
          + "\(weights.count) that are not frozen")
    }
    let wrong = weights.indices.first {
      abs(mean[$0] - weights[$0]) > 1e-6 * max(1, abs(weights[$0]))
    }
    guard let wrong else { return }
    let tensor = selection.offsets.lastIndex { $0 <= wrong } ?? 0
    throw .unusableFile(
      "the mean in the file is not the model's weights: in \(selection.layout.tensors[tensor].name) "
        + "it has \(mean[wrong]) for \(weights[wrong])")
  }

  /// Prior precision and mean in any shape that PyTorch's classes take: one for all, one per tensor, or
  /// one per parameter.
  private static func settings(
    _ fields: TorchStateFields, over selection: ParameterSelection
  ) throws(LaplaceError) -> PosteriorSettings {
    let mean = try fields.tensor("prior_mean").scalars
    return try PosteriorSettings(
      priorPrecision: PriorPrecision(
        values: try fields.tensor("prior_precision").scalars, over: selection),
      priorMean: mean.count == 1 ? .scalar(mean[0]) : .vector(mean),
      noise: try fields.number("sigma_noise"), temperature: try fields.number("temperature"))
  }
}
