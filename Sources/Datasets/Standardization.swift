import RealModule
import Tensors

/// The mean and the standard deviation of every column of a training set, and the change of scale
/// that they make: `z = (x - mean) / deviation`.
///
/// The deviation is that of the population: the root of the mean square. The statistics come from
/// one data set, the training part, and are applied to all others.
public struct Standardization: Equatable, Sendable {
  /// What to do with a column whose values are all the same.
  public enum ConstantColumns: Sendable {
    /// An error that names the columns.
    case refuse
    /// The column is centred and keeps its scale: 0 where it is what it was in training.
    case keep
  }

  /// The statistics of the inputs, their features flattened.
  public let inputs: ColumnStatistics
  /// The statistics of the numeric targets, nil when they are left as they are.
  public let targets: ColumnStatistics?

  /// Takes the statistics of a training set, of its numeric targets too where asked.
  ///
  /// The items of an example, along the first of several axes, can have one scale: those of pairs must,
  /// to be compared.
  public init<Scalar>(
    of training: Dataset<Scalar>, includingTargets: Bool = false,
    constantColumns: ConstantColumns = .refuse, sharingItems: Bool = false
  ) throws(DatasetError) {
    inputs =
      sharingItems && training.inputs.shape.rank > 2
      ? try ColumnStatistics(
        ofItems: training.inputs, names: training.inputNames, constantColumns: constantColumns)
      : try ColumnStatistics(
        of: training.inputs, names: training.inputNames, constantColumns: constantColumns)
    if includingTargets, case .values(let values) = training.targets {
      targets = try ColumnStatistics(
        of: values, names: training.targetNames, constantColumns: constantColumns)
    } else {
      targets = nil
    }
  }

  /// The data set in standard units.
  public func applied<Scalar>(
    to dataset: Dataset<Scalar>
  ) throws(DatasetError) -> Dataset<Scalar> {
    try rescaled(
      dataset, { values throws(DatasetError) in try self.inputs.standardized(values) }
    ) { statistics, values throws(DatasetError) in try statistics.standardized(values) }
  }

  /// The data set in its own units again.
  public func inverted<Scalar>(
    on dataset: Dataset<Scalar>
  ) throws(DatasetError) -> Dataset<Scalar> {
    try rescaled(
      dataset, { values throws(DatasetError) in try self.inputs.restored(values) }
    ) { statistics, values throws(DatasetError) in try statistics.restored(values) }
  }

  private func rescaled<Scalar>(
    _ dataset: Dataset<Scalar>,
    _ rescaleInputs: (Tensor<Scalar>) throws(DatasetError) -> Tensor<Scalar>,
    _ rescaleTargets: (ColumnStatistics, Tensor<Double>) throws(DatasetError) -> Tensor<Double>
  ) throws(DatasetError) -> Dataset<Scalar> {
    var rescaledTargets = dataset.targets
    if let targets, case .values(let values) = dataset.targets {
      rescaledTargets = .values(try rescaleTargets(targets, values))
    }
    return try Dataset(
      inputs: rescaleInputs(dataset.inputs), targets: rescaledTargets,
      inputNames: dataset.inputNames, targetNames: dataset.targetNames,
      classNames: dataset.classNames)
  }
}
