import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// The curvature on a subset of the data behind a Gaussian process over the outputs, `H_M = GᵀG`, kept as
/// the rows of G.
///
/// A Gaussian process with the kernel `κ J Jᵀ`, seen at M of N examples whose noise has the covariance
/// `(h Λ)⁻¹`, has the covariance `κ k_** - κ² k_*M (κ K_MM + (h Λ)⁻¹)⁻¹ k_M*`. By Woodbury's identity it
/// is `J (h H_M + (N/M) δ I)⁻¹ Jᵀ` with `H_M = Σ Jᵀ Λ J` over the subset: a subset of the data scales the
/// prior, `κ = (M/N)/δ` (Immer, Korzepa and Bauer, 2021). The matrices that are solved have the order of
/// the rows, and none has that of the parameters.
///
/// With independent outputs every output c is a process of its own with the kernel `κ J_c J_cᵀ` and the
/// noise `1/(h Λ_cc)`; the rows of G are then `√Λ_cc J_c`.
public struct FunctionalCurvature: CurvatureSum, Equatable {
  /// The parameters that the curvature is about.
  public let selection: ParameterSelection
  /// The structure `gp` with its settings.
  public let structure: HessianStructure
  /// The rows of G, examples running slowest.
  public private(set) var rows: GradientRows
  /// The number M of examples that have rows.
  public private(set) var subsetCount = 0
  /// The number N of examples that the prior is scaled to.
  public private(set) var exampleCount = 0

  /// The curvature of no data.
  init(_ selection: ParameterSelection, structure: HessianStructure) {
    self.selection = selection
    self.structure = structure
    rows = GradientRows(selection)
  }

  /// Sweeps over the subset of the data that the structure asks for.
  init<Scalar: TensorScalar>(
    of model: Model<Scalar>, on data: Dataset<Scalar>, kind: CurvatureKind,
    selection: ParameterSelection, structure: HessianStructure, batchSize: Int,
    cancellation: Cancellation
  ) throws {
    self.init(selection, structure: structure)
    let places =
      structure.dataSubset.map { $0.places(in: data.count) } ?? Array(0..<data.count)
    for batch in try Batches(count: places.count, size: batchSize).rows(inEpoch: 0) {
      try cancellation.check()
      let examples = batch.map { places[$0] }
      let batch = data.selecting(examples)
      add(
        NetworkSweep(model.network, inputs: batch.inputs, tensors: Set(selection.tensors)) {
          let root = kind.outputCotangents(
            at: $0, batch.targets, model.rules, rows: examples)
          return structure.hasIndependentOutputs ? root.independentOutputs : root
        })
    }
    exampleCount = data.count
  }

  /// How often the prior counts, N/M.
  public var priorScale: Double {
    subsetCount > 0 ? Double(exampleCount) / Double(subsetCount) : 1
  }

  /// Adds the rows of a batch, whose examples all belong to the subset.
  public mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) {
    rows.append(sweep, sweep.factors(for: selection))
    subsetCount += sweep.outputs.shape[0]
    exampleCount += sweep.outputs.shape[0]
  }

  /// A matrix known by its products alone has no rows; `objection(to:)` refuses it before.
  public mutating func add(products: (Tensor<Double>) throws -> Tensor<Double>) throws {
    preconditionFailure("a functional posterior needs a square root of the curvature")
  }

  /// The rows, and M and N under `examples`.
  public var tensors: [(name: String, tensor: Tensor<Double>)] {
    [("examples", Tensor([Double(subsetCount), Double(exampleCount)]))] + rows.tensors
  }

  /// The curvature with numbers that were written down; nil when they do not fit.
  init?(
    _ selection: ParameterSelection, structure: HessianStructure,
    tensors: [String: Tensor<Double>]
  ) {
    guard let counts = tensors["examples"]?.scalars.map({ Int(exactly: $0) }), counts.count == 2,
      let subsetCount = counts[0], let exampleCount = counts[1], subsetCount > 0,
      subsetCount <= exampleCount, let rows = GradientRows(selection, tensors: tensors),
      rows.count.isMultiple(of: subsetCount)
    else { return nil }
    self.selection = selection
    self.structure = structure
    self.rows = rows
    self.subsetCount = subsetCount
    self.exampleCount = exampleCount
  }
}

extension Tensor {
  /// Of the columns s of square roots of Λ, those of the roots of its diagonals: `√Λ_cc e_c` with
  /// `Λ_cc = Σᵣ s_rc²`.
  fileprivate var independentOutputs: Tensor {
    .outputDirections(scaledBy: summedSquares(overAxis: 0).mapped(.squareRoot))
  }
}
