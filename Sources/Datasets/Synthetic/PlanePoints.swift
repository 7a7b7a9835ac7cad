import RealModule
import Tensors

/// A point of the plane.
typealias PlanePoint = (x: Double, y: Double)

/// Labelled points: the classes take turns, and each point has Gaussian noise around its place.
func points(
  count: Int, classCount: Int, noise: Double, random: inout RandomStream,
  place: (_ label: Int, _ random: inout RandomStream) -> PlanePoint
) throws(DatasetError) -> Dataset<Double> {
  let labels = (0..<count).map { $0 % classCount }
  var scalars: [Double] = []
  for label in labels {
    let centre = place(label, &random)
    scalars.append(centre.x + noise * random.normal())
    scalars.append(centre.y + noise * random.normal())
  }
  return try Dataset(
    inputs: Tensor(shape: [count, 2], scalars: scalars),
    targets: .classes(labels, classCount: classCount), inputNames: ["x1", "x2"],
    targetNames: ["class"])
}

/// The point at an angle of one moon: the upper half circle around (0, 0), or the lower one around
/// (1, 1/2).
func moonPoint(of label: Int, at angle: Double) -> PlanePoint {
  label == 0
    ? (Double.cos(angle), Double.sin(angle))
    : (1 - Double.cos(angle), 0.5 - Double.sin(angle))
}

/// The centre of a cloud, on a circle of radius 4.
func blobCentre(of label: Int, classCount: Int) -> PlanePoint {
  let angle = 2 * Double.pi * Double(label) / Double(classCount)
  return (4 * Double.cos(angle), 4 * Double.sin(angle))
}

/// The point of an arm at a fraction of its way: radius r from 0.05 to 1, angle 3 pi r from the
/// arm's start.
func spiralPoint(of label: Int, armCount: Int, at fraction: Double) -> PlanePoint {
  let radius = 0.05 + 0.95 * fraction
  let angle = 3 * .pi * radius + 2 * .pi * Double(label) / Double(armCount)
  return (radius * Double.cos(angle), radius * Double.sin(angle))
}
