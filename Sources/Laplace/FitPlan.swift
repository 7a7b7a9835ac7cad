import Curvature
import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// What a fit would cost, before any of it is done.
public struct FitPlan: Equatable, Sendable {
  /// The subset of weights.
  public let subset: WeightSubset
  /// The structure.
  public let structure: HessianStructure
  /// The number P of weights in the subset.
  public let parameterCount: Int
  /// The bytes of the curvature while it is summed.
  ///
  /// A full one is kept in half of them, its Cholesky factor in the other half; a spectrum takes as much
  /// again while it is asked for.
  public let bytes: Int
  /// The multiplications and additions of the fit, evidence and a Cholesky factor or spectrum included.
  public let operations: Double
  /// Why the fit has no meaning; nil where it has.
  public let objection: String?
  /// The seconds that the operations take at the measured rate of this machine.
  public var seconds: Double { operations / MatrixRate.operationsPerSecond }

  /// The plan of a structure over some weights of a model, for data of a size.
  public init<Scalar: TensorScalar>(
    of model: Model<Scalar>, exampleCount: Int, subset: WeightSubset,
    selection: ParameterSelection, structure: HessianStructure, curvature: CurvatureKind
  ) {
    self.subset = subset
    self.structure = structure
    parameterCount = selection.count
    objection = structure.objection(
      to: curvature, over: selection, exampleCount: exampleCount)
    let cost = SweepCost(
      model, selection, curvature,
      rows: structure.rowCount(of: model, exampleCount: exampleCount, kind: curvature))
    bytes = structure.byteCount(
      for: selection, of: model, exampleCount: exampleCount, kind: curvature)
    operations = cost.operations(
      of: structure, exampleCount: exampleCount * model.likelihood.itemsPerExample)
  }
}

/// The operations of sweeps over data, from the sizes of the places where parameters meet activations.
private struct SweepCost {
  let sites: [SiteShape]
  let all: [SiteShape]
  let selection: ParameterSelection
  /// The number R of columns of an example's square root.
  let columns: Double
  let isHessian: Bool
  /// The examples that rows of a square root are kept of, and the rows of each.
  let rows: (examples: Int, columns: Int)

  init<Scalar: TensorScalar>(
    _ model: Model<Scalar>, _ selection: ParameterSelection, _ curvature: CurvatureKind,
    rows: (examples: Int, columns: Int)
  ) {
    self.rows = rows
    all = model.network.siteShapes
    sites = all.filter { site in
      selection.tensors.contains(site.weight) || site.bias.map(selection.tensors.contains) == true
    }
    self.selection = selection
    isHessian = curvature == .hessian
    columns = isHessian ? 1 : Double(model.rootColumnCount(of: curvature))
  }

  private var forward: Double { all.reduce(0) { $0 + $1.forwardCost } }

  /// The way back once, behind the first selected parameters.
  private var backward: Double {
    let first = all.firstIndex { sites.first == $0 } ?? 0
    return all[first...].dropFirst().reduce(0) { $0 + $1.forwardCost }
  }

  /// The way forward once, and back R times.
  private var sweep: Double { forward + columns * backward }

  /// The rows of some examples, their products with each other, and the eigenvalues of those.
  private func kernel(isOfIndependentOutputs: Bool) -> Double {
    let (examples, columns) = (Double(rows.examples), Double(rows.columns))
    let (order, matrices) =
      isOfIndependentOutputs ? (examples, columns) : (examples * columns, 1)
    let width = sites.reduce(0) { sum, site in
      let (inputs, outputs) = (Double(site.inputs), Double(site.outputs))
      return sum + (site.positions == 1 ? inputs / columns + outputs : inputs * outputs)
    }
    return examples * (forward + columns * backward)
      + matrices * order * order * (width + 4 / 3 * order)
  }

  func operations(of structure: HessianStructure, exampleCount: Int) -> Double {
    let examples = Double(exampleCount)
    let count = Double(selection.count)
    if isHessian {
      // A product costs about four ways through the network; there is one for each parameter.
      let products = lanczosVectors(structure) ?? count
      return examples * 4 * sweep * products + answer(structure)
    }
    return examples * passes(structure, count) + answer(structure)
  }

  /// The operations for one example over all passes.
  private func passes(_ structure: HessianStructure, _ count: Double) -> Double {
    switch structure {
    case .full: return sweep + columns * count * count
    case .blockDiagonal:
      return sweep + selection.layers.reduce(0) { $0 + columns * Double($1.count * $1.count) }
    case .diagonal: return sweep + sites.reduce(0) { $0 + squares($1) }
    case .kronecker: return sweep + sites.reduce(0) { $0 + products($1) }
    case .eigenvalueCorrected:
      return 2 * sweep + sites.reduce(0) { $0 + 3 * products($1) + squares($1) }
    case .functional: return forward
    case .lowRank:
      let vectors = lanczosVectors(structure) ?? count
      return (vectors / 8).rounded(.up) * (sweep + columns * count) + 4 * columns * count * vectors
    }
  }

  /// About the products that a Lanczos iteration takes; nil for structures that use none.
  private func lanczosVectors(_ structure: HessianStructure) -> Double? {
    guard case .lowRank(let rank, _) = structure else { return nil }
    return Double(3 * (rank ?? 24))
  }

  private func squares(_ site: SiteShape) -> Double {
    site.positions == 1 ? site.forwardCost : columns * site.forwardCost
  }

  private func products(_ site: SiteShape) -> Double {
    let positions = Double(site.positions)
    return positions * Double(site.inputs * site.inputs)
      + columns * positions * Double(site.outputs * site.outputs)
  }

  /// The eigenvalues that the evidence asks for.
  private func answer(_ structure: HessianStructure) -> Double {
    let cube = { (order: Int) in 4 / 3 * Double(order) * Double(order) * Double(order) }
    switch structure {
    case .full: return cube(selection.count)
    case .blockDiagonal: return selection.layers.reduce(0) { $0 + cube($1.count) }
    case .kronecker, .eigenvalueCorrected:
      return selection.blocks.reduce(0) { sum, block in
        guard case .matrix(let outputs, let inputs) = block.form else {
          return sum + 7 * cube(block.range.count)
        }
        return sum + 7 * (cube(outputs) + cube(inputs))
      }
    case .functional:
      return kernel(isOfIndependentOutputs: structure.hasIndependentOutputs)
    case .diagonal, .lowRank: return 0
    }
  }
}

/// How fast this machine multiplies matrices, measured once.
private enum MatrixRate {
  /// Operations a second that sweeps reach: half of what a product of 512 x 512 matrices does.
  static let operationsPerSecond: Double = {
    let order = 512
    let matrix = Tensor<Float>(repeating: 1, shape: [order, order])
    let clock = ContinuousClock()
    let times = (0..<3).map { _ in
      clock.measure { _ = matrix.matrixProduct(matrix) } / .seconds(1)
    }
    let operations = 2 * Double(order) * Double(order) * Double(order)
    return 0.5 * operations / max(1e-9, times.min() ?? 1)
  }()
}
