import Parallelism

/// The loops over the windows of images, written once; `Float` and `Double` instantiate them.
extension TensorScalar {
  @inline(__always)
  static func unfoldLoop(_ images: [Self], _ geometry: WindowGeometry) -> [Self] {
    let length = geometry.positionCount * geometry.patchCount
    let count = images.count / max(1, geometry.imageCount)
    return [Self](unsafeUninitializedCapacity: count * length) { patches, initialized in
      let chunk = length * max(1, (1 << 16) / max(1, length))
      Parallel.fill(patches, chunk: chunk) { places, patches in
        images.withUnsafeBufferPointer { images in
          guard let images = images.baseAddress else { return }
          for index in 0..<places.count / max(1, length) {
            let source = images + (places.lowerBound / length + index) * geometry.imageCount
            let target = patches + index * length
            target.initialize(repeating: 0, count: length)
            geometry.forEachRun { patch, image, count in
              for i in 0..<count { target[patch + i] = source[image + i] }
            }
          }
        }
      }
      initialized = count * length
    }
  }

  @inline(__always)
  static func foldLoop(_ patches: [Self], _ geometry: WindowGeometry) -> [Self] {
    let length = geometry.positionCount * geometry.patchCount
    let count = patches.count / max(1, length)
    let total = count * geometry.imageCount
    return [Self](unsafeUninitializedCapacity: total) { images, initialized in
      let chunk = geometry.imageCount * max(1, (1 << 16) / max(1, length))
      Parallel.fill(images, chunk: chunk) { places, images in
        patches.withUnsafeBufferPointer { patches in
          guard let patches = patches.baseAddress else { return }
          for index in 0..<places.count / max(1, geometry.imageCount) {
            let source = patches + (places.lowerBound / geometry.imageCount + index) * length
            let target = images + index * geometry.imageCount
            target.initialize(repeating: 0, count: geometry.imageCount)
            geometry.forEachRun { patch, image, count in
              for i in 0..<count { target[image + i] += source[patch + i] }
            }
          }
        }
      }
      initialized = total
    }
  }
}

extension WindowGeometry {
  /// Calls a function with the place of every row of every window in the patches (T, patch) and in the
  /// image, and with its length; what lies in the padding is left out.
  @inline(__always)
  func forEachRun(_ body: (_ patch: Int, _ image: Int, _ count: Int) -> Void) {
    let (patchCount, outputWidth) = (self.patchCount, self.outputWidth)
    for y in 0..<outputHeight {
      let top = y * stride.rows - padding.rows
      let rows = max(0, -top)..<max(0, -top, min(kernel.rows, height - top))
      for x in 0..<outputWidth {
        let left = x * stride.columns - padding.columns
        let first = max(0, -left)
        let count = min(kernel.columns, width - left) - first
        guard count > 0 else { continue }
        for channel in 0..<channels {
          for row in rows {
            body(
              (y * outputWidth + x) * patchCount
                + (channel * kernel.rows + row) * kernel.columns + first,
              (channel * height + top + row) * width + left + first, count)
          }
        }
      }
    }
  }
}
