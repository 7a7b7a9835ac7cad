import Tensors

/// The mean over every window of planes, or its adjoint, which spreads means over windows.
struct WindowMean<Scalar: TensorScalar>: Operation {
  let geometry: WindowGeometry
  var isAdjoint = false

  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> {
    isAdjoint ? inputs[0].spreadOverWindows(geometry) : inputs[0].windowMeans(geometry)
  }

  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    .applying(WindowMean(geometry: geometry, isAdjoint: !isAdjoint), to: cotangent)
  }
}

/// The numbers at fixed places of planes, or the adjoint, which puts numbers there.
struct Gather<Scalar: TensorScalar>: Operation {
  let places: PlanePlaces
  var isAdjoint = false

  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> {
    isAdjoint ? inputs[0].scattered(places) : inputs[0].gathered(places)
  }

  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    .applying(Gather(places: places, isAdjoint: !isAdjoint), to: cotangent)
  }
}

extension Variable {
  /// The mean over every window of the planes in the last two axes; padding counts as zeros.
  public func windowMeans(_ geometry: WindowGeometry) -> Variable {
    .applying(WindowMean(geometry: geometry), to: self)
  }

  /// The largest number of every window of the planes in the last two axes; of equals the first counts,
  /// and padding does not.
  public func windowMaxima(_ geometry: WindowGeometry) -> Variable {
    .applying(Gather(places: value.windowMaxima(geometry)), to: self)
  }
}
