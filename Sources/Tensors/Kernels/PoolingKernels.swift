import Parallelism

/// The loops over the windows of single planes, written once; `Float` and `Double` instantiate them.
extension TensorScalar {
  @inline(__always)
  static func windowMeansLoop(_ planes: [Self], _ geometry: WindowGeometry) -> [Self] {
    let (height, width) = (geometry.outputHeight, geometry.outputWidth)
    let scale = 1 / Self(geometry.windowCount)
    return perPlane(planes, length: geometry.planeCount, count: height * width) { plane, result in
      for y in 0..<height {
        for x in 0..<width {
          let (rows, columns) = geometry.window(row: y, column: x)
          var sum: Self = 0
          for row in rows {
            for column in columns { sum += plane[row * geometry.width + column] }
          }
          result[y * width + x] = scale * sum
        }
      }
    }
  }

  @inline(__always)
  static func spreadMeansLoop(_ means: [Self], _ geometry: WindowGeometry) -> [Self] {
    let (height, width) = (geometry.outputHeight, geometry.outputWidth)
    let scale = 1 / Self(geometry.windowCount)
    return perPlane(means, length: height * width, count: geometry.planeCount) { means, plane in
      plane.initialize(repeating: 0, count: geometry.planeCount)
      for y in 0..<height {
        for x in 0..<width {
          let (rows, columns) = geometry.window(row: y, column: x)
          let part = scale * means[y * width + x]
          for row in rows {
            for column in columns { plane[row * geometry.width + column] += part }
          }
        }
      }
    }
  }

  @inline(__always)
  static func windowMaximaLoop(_ planes: [Self], _ geometry: WindowGeometry) -> [Int32] {
    let (height, width) = (geometry.outputHeight, geometry.outputWidth)
    return perPlane(planes, length: geometry.planeCount, count: height * width) { plane, result in
      for y in 0..<height {
        for x in 0..<width {
          let (rows, columns) = geometry.window(row: y, column: x)
          var best = rows.lowerBound * geometry.width + columns.lowerBound
          for row in rows {
            for column in columns {
              let place = row * geometry.width + column
              if !(plane[place] <= plane[best]), !plane[best].isNaN { best = place }
            }
          }
          result[y * width + x] = Int32(best)
        }
      }
    }
  }

  @inline(__always)
  static func gatherLoop(
    _ planes: [Self], length: Int, count: Int, places: [Int32]
  ) -> [Self] {
    perPlane(planes, length: length, count: count, places, period: count) { plane, places, result in
      for i in 0..<count { result[i] = plane[Int(places[i])] }
    }
  }

  @inline(__always)
  static func scatterLoop(
    _ numbers: [Self], length: Int, count: Int, places: [Int32]
  ) -> [Self] {
    perPlane(numbers, length: count, count: length, places, period: count) {
      numbers, places, plane in
      plane.initialize(repeating: 0, count: length)
      for i in 0..<count { plane[Int(places[i])] += numbers[i] }
    }
  }

  /// `count` results for each plane of `length` numbers.
  @inline(__always)
  private static func perPlane<Result>(
    _ planes: [Self], length: Int, count: Int,
    _ body: @Sendable (UnsafePointer<Self>, UnsafeMutablePointer<Result>) -> Void
  ) -> [Result] {
    let total = planes.count / max(1, length)
    let chunk = max(1, (1 << 15) / max(1, length, count))
    return [Result](unsafeUninitializedCapacity: total * count) { result, initialized in
      Parallel.fill(result, chunk: chunk * count) { range, result in
        planes.withUnsafeBufferPointer { planes in
          guard let planes = planes.baseAddress else { return }
          for index in 0..<range.count / max(1, count) {
            body(
              planes + (range.lowerBound / count + index) * length, result + index * count)
          }
        }
      }
      initialized = total * count
    }
  }

  /// The same with `period` places for each plane, those of fewer planes repeated.
  @inline(__always)
  private static func perPlane(
    _ planes: [Self], length: Int, count: Int, _ places: [Int32], period: Int,
    _ body:
      @Sendable (UnsafePointer<Self>, UnsafePointer<Int32>, UnsafeMutablePointer<Self>) -> Void
  ) -> [Self] {
    let total = planes.count / max(1, length)
    let planesWithPlaces = max(1, places.count / max(1, period))
    let chunk = max(1, (1 << 15) / max(1, length, count))
    return [Self](unsafeUninitializedCapacity: total * count) { result, initialized in
      Parallel.fill(result, chunk: chunk * count) { range, result in
        planes.withUnsafeBufferPointer { planes in
          places.withUnsafeBufferPointer { places in
            guard let planes = planes.baseAddress, let places = places.baseAddress else { return }
            for index in 0..<range.count / max(1, count) {
              let plane = range.lowerBound / count + index
              body(
                planes + plane * length, places + plane % planesWithPlaces * period,
                result + index * count)
            }
          }
        }
      }
      initialized = total * count
    }
  }
}

extension WindowGeometry {
  /// The rows and columns of a plane in the window at a position.
  @inline(__always)
  func window(row: Int, column: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    let top = row * stride.rows - padding.rows
    let left = column * stride.columns - padding.columns
    return (
      max(0, top)..<max(0, top, min(height, top + kernel.rows)),
      max(0, left)..<max(0, left, min(width, left + kernel.columns))
    )
  }
}
