/// The loops over the windows of images, written once; `Float` and `Double` instantiate them.
extension TensorScalar {
  @inline(__always)
  static func unfoldLoop(_ images: [Self], _ geometry: WindowGeometry) -> [Self] {
    let length = geometry.positionCount * geometry.patchCount
    let count = images.count / max(1, geometry.imageCount)
    var patches = [Self](repeating: 0, count: count * length)
    patches.withUnsafeMutableBufferPointer { patches in
      images.withUnsafeBufferPointer { images in
        for index in 0..<count {
          let (target, source) = (index * length, index * geometry.imageCount)
          geometry.forEachPair { patches[target + $0] = images[source + $1] }
        }
      }
    }
    return patches
  }

  @inline(__always)
  static func foldLoop(_ patches: [Self], _ geometry: WindowGeometry) -> [Self] {
    let length = geometry.positionCount * geometry.patchCount
    let count = patches.count / max(1, length)
    var images = [Self](repeating: 0, count: count * geometry.imageCount)
    images.withUnsafeMutableBufferPointer { images in
      patches.withUnsafeBufferPointer { patches in
        for index in 0..<count {
          let (source, target) = (index * length, index * geometry.imageCount)
          geometry.forEachPair { images[target + $1] += patches[source + $0] }
        }
      }
    }
    return images
  }
}
