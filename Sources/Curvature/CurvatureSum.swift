import Tensors

/// Curvature of one structure, summed over data in Double.
///
/// Laws: adding the batches of a data set one by one gives the same as any other split of it, and
/// adding the sums of two parts of the data gives the sum of the whole. A new structure is one new
/// conforming type.
public protocol CurvatureSum: Sendable {
  /// The structure that is kept.
  static var structure: HessianStructure { get }

  /// The parameters that the curvature is about.
  var selection: ParameterSelection { get }

  /// Adds the curvature of a batch whose cotangents are the columns of its square root.
  mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>)

  /// Adds the curvature of other data.
  mutating func add(_ other: Self)

  /// The numbers that make up the sum, by name, for writing it down.
  var tensors: [(name: String, tensor: Tensor<Double>)] { get }

  /// The sum made up of numbers that were written down; nil when they do not fit.
  init?(_ selection: ParameterSelection, tensors: [String: Tensor<Double>])
}
