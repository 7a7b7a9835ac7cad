/// Where a layer's own tensors start among those of the network or of the layer that holds it.
public struct LayerPlace: Hashable, Sendable {
  /// The position of its first parameter tensor.
  public let parameter: Int
  /// The position of its first statistic.
  public let statistic: Int

  /// A place among parameters and statistics.
  public init(parameter: Int, statistic: Int) {
    self.parameter = parameter
    self.statistic = statistic
  }

  /// A place counted from another one.
  static func + (left: LayerPlace, right: LayerPlace) -> LayerPlace {
    LayerPlace(
      parameter: left.parameter + right.parameter, statistic: left.statistic + right.statistic)
  }

  /// The place after the tensors of a layer that stands here.
  func after(_ layer: some Layer) -> LayerPlace {
    LayerPlace(
      parameter: parameter + layer.parameters.count,
      statistic: statistic + layer.statistics.count)
  }
}
