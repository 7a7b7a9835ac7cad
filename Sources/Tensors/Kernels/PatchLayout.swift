/// How the windows of an image are written as a matrix with a row for each place of the window and a column
/// for each position, (patch, positions).
///
/// Such a row is a plane that has been shifted, so that whole runs of pixels are copied. With columns taken
/// in steps, the columns of each row of the image are first sorted by their remainder, after which
/// the runs are contiguous again.
struct PatchLayout {
  let geometry: WindowGeometry
  /// The pixels of a row that share a remainder.
  let segment: Int

  init(_ geometry: WindowGeometry) {
    self.geometry = geometry
    segment = (geometry.width + geometry.stride.columns - 1) / geometry.stride.columns
  }

  /// The step from a column of the output to the next, in columns of the image.
  var step: Int { geometry.stride.columns }
  /// The pixels of a row of the sorted image, some of them unused.
  var rowLength: Int { segment * step }
  /// Whether the windows are the pixels themselves, so that the image is the matrix.
  var isPlain: Bool {
    geometry.windowCount == 1 && geometry.positionCount == geometry.planeCount
  }
  /// The pixels of the sorted image; none where sorting changes nothing.
  var sortedCount: Int { step == 1 ? 0 : geometry.channels * geometry.height * rowLength }
  /// Whether a row of the output is as long as one of the image and follows it by steps of one, so that
  /// many rows are one run.
  var joinsRows: Bool {
    step == 1 && geometry.stride.rows == 1 && geometry.outputWidth == geometry.width
  }

  /// The rows of the output whose windows are written at once: as many as stay in a core's cache.
  var blockRows: Int {
    let fitting = (1 << 16) / max(1, geometry.patchCount * geometry.outputWidth)
    return isPlain ? geometry.outputHeight : min(geometry.outputHeight, max(1, fitting))
  }
  /// The blocks of rows of the output.
  var blockCount: Int { (geometry.outputHeight + blockRows - 1) / blockRows }
  /// The numbers of the matrix of one block; none where the image is the matrix.
  var patchesCount: Int {
    isPlain ? 0 : geometry.patchCount * blockRows * geometry.outputWidth
  }

  /// The rows of the output in a block.
  func rows(ofBlock block: Int) -> Range<Int> {
    block * blockRows..<min(geometry.outputHeight, (block + 1) * blockRows)
  }

  /// Where column `offset` of the windows starts in a sorted row: the place of output column 0, which
  /// may lie in the padding.
  func start(ofColumn offset: Int) -> Int {
    let shift = offset - geometry.padding.columns
    let remainder = ((shift % step) + step) % step
    return remainder * segment + (shift - remainder) / step
  }
}

/// Memory for the windows of one block of rows and for one sorted image.
struct PatchMemory<Scalar: TensorScalar> {
  let patches: UnsafeMutablePointer<Scalar>
  let sorted: UnsafeMutablePointer<Scalar>

  /// Calls a function with memory that lasts as long as the call.
  @inline(__always)
  static func with(_ layout: PatchLayout, _ body: (PatchMemory) -> Void) {
    let count = layout.patchesCount + layout.sortedCount
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: max(1, count)) { memory in
      guard let start = memory.baseAddress else { return }
      memory.initialize(repeating: 0)
      body(PatchMemory(patches: start, sorted: start + layout.patchesCount))
    }
  }
}

/// The copies between images and matrices of windows, written once; `Float` and `Double` instantiate them.
extension TensorScalar {
  /// The image with its columns sorted, in memory of its own where that changes anything.
  @inline(__always)
  static func sorted(
    _ image: UnsafePointer<Self>, _ layout: PatchLayout, _ memory: PatchMemory<Self>
  ) -> UnsafePointer<Self> {
    guard layout.sortedCount > 0, !layout.isPlain else { return image }
    sortColumns(image, layout, into: memory.sorted)
    return UnsafePointer(memory.sorted)
  }

  /// The windows of a block of a sorted image, and the image itself where those are the same.
  @inline(__always)
  static func windows(
    _ image: UnsafePointer<Self>, _ layout: PatchLayout, rows: Range<Int>,
    _ memory: PatchMemory<Self>
  ) -> UnsafePointer<Self> {
    guard !layout.isPlain else { return image }
    copyWindows(image, layout, rows: rows, into: memory.patches)
    return UnsafePointer(memory.patches)
  }

  /// Sorts the columns of every row of an image by their remainder.
  @inline(__always)
  static func sortColumns(
    _ image: UnsafePointer<Self>, _ layout: PatchLayout, into sorted: UnsafeMutablePointer<Self>
  ) {
    let (width, step, segment) = (layout.geometry.width, layout.step, layout.segment)
    for row in 0..<layout.geometry.channels * layout.geometry.height {
      let source = image + row * width
      let target = sorted + row * layout.rowLength
      if step == 2 {
        // Known steps are turned into shuffles.
        for i in 0..<width / 2 {
          target[i] = source[2 * i]
          target[segment + i] = source[2 * i + 1]
        }
        if width % 2 == 1 { target[segment - 1] = source[width - 1] }
      } else {
        for column in 0..<width {
          target[column % step * segment + column / step] = source[column]
        }
      }
    }
  }

  /// Puts the sorted columns of every row of an image back in their places.
  @inline(__always)
  static func unsortColumns(
    _ sorted: UnsafePointer<Self>, _ layout: PatchLayout, into image: UnsafeMutablePointer<Self>
  ) {
    let (width, step, segment) = (layout.geometry.width, layout.step, layout.segment)
    for row in 0..<layout.geometry.channels * layout.geometry.height {
      let source = sorted + row * layout.rowLength
      let target = image + row * width
      if step == 2 {
        for i in 0..<width / 2 {
          target[2 * i] = source[i]
          target[2 * i + 1] = source[segment + i]
        }
        if width % 2 == 1 { target[width - 1] = source[segment - 1] }
      } else {
        for column in 0..<width {
          target[column] = source[column % step * segment + column / step]
        }
      }
    }
  }

  /// Writes the windows at some rows of the output, of a sorted image, as (patch, positions).
  @inline(__always)
  static func copyWindows(
    _ image: UnsafePointer<Self>, _ layout: PatchLayout, rows: Range<Int>,
    into patches: UnsafeMutablePointer<Self>
  ) {
    let geometry = layout.geometry
    let width = geometry.outputWidth
    var target = patches
    layout.forEachPlace(rows: rows) { live, columns, source in
      clearPadding(target, width: width, rows: rows, live: live, columns: columns)
      if layout.joinsRows, !live.isEmpty {
        // The ends of the rows get pixels of their neighbours, and are cleared again below.
        let first = (live.lowerBound - rows.lowerBound) * width + columns.lowerBound
        let count = (live.count - 1) * width + columns.count
        (target + first).update(
          from: image + source + live.lowerBound * layout.rowLength + columns.lowerBound,
          count: count)
        clearColumns(target, width: width, rows: rows, live: live, columns: columns)
      } else {
        for row in live {
          let line = image + source + row * geometry.stride.rows * layout.rowLength
          let place = target + (row - rows.lowerBound) * width
          (place + columns.lowerBound).update(
            from: line + columns.lowerBound, count: columns.count)
        }
        clearColumns(target, width: width, rows: rows, live: live, columns: columns)
      }
      target += rows.count * width
    }
  }

  /// Adds a matrix of windows to the pixels they were taken from: the adjoint of `copyWindows`.
  ///
  /// The matrix is used up.
  @inline(__always)
  static func addWindows(
    _ patches: UnsafeMutablePointer<Self>, _ layout: PatchLayout, rows: Range<Int>,
    to image: UnsafeMutablePointer<Self>
  ) {
    let geometry = layout.geometry
    let width = geometry.outputWidth
    var source = patches
    layout.forEachPlace(rows: rows) { live, columns, target in
      if layout.joinsRows, !live.isEmpty {
        clearColumns(source, width: width, rows: rows, live: live, columns: columns)
        let first = (live.lowerBound - rows.lowerBound) * width + columns.lowerBound
        let count = (live.count - 1) * width + columns.count
        let pixels =
          image + (target + live.lowerBound * layout.rowLength + columns.lowerBound)
        let values = source + first
        for i in 0..<count { pixels[i] += values[i] }
      } else {
        for row in live {
          let line = image + (target + row * geometry.stride.rows * layout.rowLength)
          let values = source + (row - rows.lowerBound) * width
          for i in columns { line[i] += values[i] }
        }
      }
      source += rows.count * width
    }
  }

  /// Clears the rows of a shifted plane that lie in the padding.
  @inline(__always)
  private static func clearPadding(
    _ plane: UnsafeMutablePointer<Self>, width: Int, rows: Range<Int>, live: Range<Int>,
    columns: Range<Int>
  ) {
    let above = live.isEmpty ? rows.count : live.lowerBound - rows.lowerBound
    let below = live.isEmpty ? 0 : rows.upperBound - live.upperBound
    if above > 0 { plane.update(repeating: 0, count: above * width) }
    if below > 0 {
      (plane + (rows.count - below) * width).update(repeating: 0, count: below * width)
    }
  }

  /// Clears the columns of a shifted plane that lie in the padding.
  @inline(__always)
  private static func clearColumns(
    _ plane: UnsafeMutablePointer<Self>, width: Int, rows: Range<Int>, live: Range<Int>,
    columns: Range<Int>
  ) {
    guard columns.count < width else { return }
    for row in live {
      let place = plane + (row - rows.lowerBound) * width
      for i in 0..<columns.lowerBound { place[i] = 0 }
      for i in columns.upperBound..<width { place[i] = 0 }
    }
  }
}

extension PatchLayout {
  /// Calls a function for every place of the window, plane by plane, with the rows among `rows` and the
  /// columns of the output at which the place meets the plane, and with where in the sorted image
  /// the place stands at row and column 0 of the output.
  ///
  /// No row is left where no column is.
  @inline(__always)
  func forEachPlace(
    rows: Range<Int>, _ body: (_ live: Range<Int>, _ columns: Range<Int>, _ place: Int) -> Void
  ) {
    for channel in 0..<geometry.channels {
      for i in 0..<geometry.kernel.rows {
        let met = geometry.outputRows(meeting: i).clamped(to: rows)
        let row = channel * geometry.height + i - geometry.padding.rows
        for j in 0..<geometry.kernel.columns {
          let columns = geometry.outputColumns(meeting: j)
          let live = columns.isEmpty ? rows.lowerBound..<rows.lowerBound : met
          body(live, columns, row * rowLength + start(ofColumn: j))
        }
      }
    }
  }
}
