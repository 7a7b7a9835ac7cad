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

  /// The mean over every window of the planes in the last two axes; padding counts as zeros.
  public func windowMeans(_ geometry: WindowGeometry) -> Tensor {
    checkPlanes(geometry.height, geometry.width, geometry)
    return Tensor(
      shape: shape.dropLast(2) + [geometry.outputHeight, geometry.outputWidth],
      scalars: Scalar.windowMeans(scalars, geometry))
  }

  /// The adjoint of `windowMeans`: each mean is spread evenly over its window.
  public func spreadOverWindows(_ geometry: WindowGeometry) -> Tensor {
    checkPlanes(geometry.outputHeight, geometry.outputWidth, geometry)
    return Tensor(
      shape: shape.dropLast(2) + [geometry.height, geometry.width],
      scalars: Scalar.spreadMeans(scalars, geometry))
  }

  /// Where in its plane the largest number of every window stands; padding does not count.
  public func windowMaxima(_ geometry: WindowGeometry) -> PlanePlaces {
    checkPlanes(geometry.height, geometry.width, geometry)
    return PlanePlaces(
      plane: [geometry.height, geometry.width],
      shape: [geometry.outputHeight, geometry.outputWidth],
      places: Scalar.windowMaxima(scalars, geometry))
  }

  /// The numbers at places of the planes in the last two axes, which there are replaced.
  ///
  /// The places of fewer planes are repeated.
  public func gathered(_ places: PlanePlaces) -> Tensor {
    precondition(
      shape.lengths.suffix(2) == places.plane.lengths[...], "\(shape) is not \(places.plane)")
    return Tensor(
      shape: shape.dropLast(2) + places.shape,
      scalars: Scalar.gather(
        scalars, length: places.plane.count, count: places.shape.count, places: places.places))
  }

  /// The adjoint of `gathered`: planes that hold at each place the sum of the numbers for it.
  public func scattered(_ places: PlanePlaces) -> Tensor {
    precondition(
      shape.lengths.suffix(2) == places.shape.lengths[...], "\(shape) is not \(places.shape)")
    return Tensor(
      shape: shape.dropLast(2) + places.plane,
      scalars: Scalar.scatter(
        scalars, length: places.plane.count, count: places.shape.count, places: places.places))
  }

  private func checkPlanes(_ rows: Int, _ columns: Int, _ geometry: WindowGeometry) {
    precondition(
      shape.lengths.suffix(2) == [rows, columns], "planes of \(shape) do not fit \(geometry)")
  }
}

/// Places in planes, such as where the largest numbers of windows are.
public struct PlanePlaces: Hashable, Sendable {
  /// The rows and columns of a plane.
  public let plane: Shape
  /// The rows and columns in which the places of one plane are arranged.
  public let shape: Shape
  /// The places, counted row by row, plane after plane.
  public let places: [Int32]

  /// Places in planes of a shape.
  public init(plane: Shape, shape: Shape, places: [Int32]) {
    self.plane = plane
    self.shape = shape
    self.places = places
  }
}
