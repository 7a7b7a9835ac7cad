extension Tensor {
  /// The windows of images, whose last three axes are planes, rows and columns: (…, T, patch).
  public func unfolded(_ geometry: WindowGeometry) -> Tensor {
    precondition(
      shape.lengths.suffix(3) == [geometry.channels, geometry.height, geometry.width],
      "images of shape \(shape) do not fit \(geometry)")
    return Tensor(
      shape: shape.dropLast(3) + [geometry.positionCount, geometry.patchCount],
      scalars: Scalar.unfold(scalars, geometry))
  }

  /// The adjoint of `unfolded`: each pixel is the sum over the windows that hold it.
  public func folded(_ geometry: WindowGeometry) -> Tensor {
    precondition(
      shape.lengths.suffix(2) == [geometry.positionCount, geometry.patchCount],
      "windows of shape \(shape) do not fit \(geometry)")
    return Tensor(
      shape: shape.dropLast(2) + [geometry.channels, geometry.height, geometry.width],
      scalars: Scalar.fold(scalars, geometry))
  }
}
