import RealModule
import Tensors

extension Dataset {
  private init(
    trusted inputs: Tensor<Scalar>, targets: Targets, named original: Dataset
  ) {
    self.inputs = inputs
    self.targets = targets
    inputNames = original.inputNames
    targetNames = original.targetNames
    classNames = original.classNames
  }

  /// The examples at the given rows, in that order; a row may be taken more than once.
  public func selecting(_ rows: [Int]) -> Dataset {
    precondition(rows.allSatisfy((0..<count).contains), "rows outside 0..<\(count)")
    return Dataset(
      trusted: inputs.selecting(rows), targets: targets.selecting(rows), named: self)
  }

  /// The same examples with inputs of another precision; a number too large for it is an error.
  public func converted<Other: TensorScalar>(
    to type: Other.Type = Other.self
  ) throws(DatasetError) -> Dataset<Other> {
    try Dataset<Other>(
      inputs: Tensor<Other>(shape: inputs.shape, scalars: inputs.scalars.map { Other($0) }),
      targets: targets, inputNames: inputNames, targetNames: targetNames, classNames: classNames)
  }
}
