/// How the windows of an image are written as a matrix with a row for each place of the window and a column
/// for each position, (patch, positions).
///
/// Such a row is a plane that has been shifted, so that whole runs of pixels are copied. Where the window
/// moves by more than one pixel, each plane is first sorted into smaller ones, of the rows and columns
/// that share a remainder; the window moves over those by one pixel, and the runs are whole again.
struct PatchLayout {
  let geometry: WindowGeometry
  /// The rows and columns of the planes after sorting, those of the image where nothing is sorted.
  let height: Int
  let width: Int

  init(_ geometry: WindowGeometry) {
    self.geometry = geometry
    height = (geometry.height + geometry.stride.rows - 1) / geometry.stride.rows
    width = (geometry.width + geometry.stride.columns - 1) / geometry.stride.columns
  }

  /// The pixels that a plane takes after sorting, some of them unused.
  var planeLength: Int { geometry.stride.rows * geometry.stride.columns * height * width }
  /// Whether the windows are the pixels themselves, so that the image is the matrix.
  var isPlain: Bool {
    geometry.windowCount == 1 && geometry.positionCount == geometry.planeCount
  }
  /// Whether there is anything to sort.
  var isSorted: Bool { geometry.stride != RowsAndColumns(both: 1) && !isPlain }
  /// The pixels of the sorted image; none where nothing is sorted.
  var sortedCount: Int { isSorted ? geometry.channels * planeLength : 0 }
  /// Whether a row of the output is as long as one of the planes, so that many rows are one run.
  var joinsRows: Bool { geometry.outputWidth == width }

  /// The rows of the output whose windows are written at once: as many as stay in a core's cache.
  var blockRows: Int {
    let fitting = (1 << 17) / max(1, geometry.patchCount * geometry.outputWidth)
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

  /// Where row and column 0 of the output meet a place of the window in a sorted image; it may lie in the
  /// padding.
  @inline(__always)
  func start(channel: Int, row: Int, column: Int) -> Int {
    let down = row - geometry.padding.rows
    let right = column - geometry.padding.columns
    let (rows, columns) = (geometry.stride.rows, geometry.stride.columns)
    let (above, left) = ((down % rows + rows) % rows, (right % columns + columns) % columns)
    return channel * planeLength + (above * columns + left) * height * width
      + (down - above) / rows * width + (right - left) / columns
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
      let sorted = start + layout.patchesCount
      // Sorting leaves some pixels out, which are copied all the same.
      sorted.initialize(repeating: 0, count: layout.sortedCount)
      body(PatchMemory(patches: start, sorted: sorted))
    }
  }
}

/// The copies between images and matrices of windows, written once; `Float` and `Double` instantiate them.
extension TensorScalar {
  /// The image with its planes sorted, in memory of its own where that changes anything.
  @inline(__always)
  static func sorted(
    _ image: UnsafePointer<Self>, _ layout: PatchLayout, _ memory: PatchMemory<Self>
  ) -> UnsafePointer<Self> {
    guard layout.isSorted else { return image }
    sortPlanes(image, layout, into: memory.sorted)
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

  /// Sorts the rows and columns of every plane by their remainders.
  @inline(__always)
  static func sortPlanes(
    _ image: UnsafePointer<Self>, _ layout: PatchLayout, into sorted: UnsafeMutablePointer<Self>
  ) {
    layout.forEachRow { row, place in
      let (source, target) = (image + row, sorted + place)
      let (width, step) = (layout.geometry.width, layout.geometry.stride.columns)
      let plane = layout.height * layout.width
      if step == 2 {
        // A known step is turned into shuffles.
        for i in 0..<width / 2 {
          target[i] = source[2 * i]
          target[plane + i] = source[2 * i + 1]
        }
        if width % 2 == 1 { target[width / 2] = source[width - 1] }
      } else {
        for i in 0..<width { target[i % step * plane + i / step] = source[i] }
      }
    }
  }

  /// Puts the rows and columns of every sorted plane back in their places.
  @inline(__always)
  static func unsortPlanes(
    _ sorted: UnsafePointer<Self>, _ layout: PatchLayout, into image: UnsafeMutablePointer<Self>
  ) {
    layout.forEachRow { row, place in
      let (source, target) = (sorted + place, image + row)
      let (width, step) = (layout.geometry.width, layout.geometry.stride.columns)
      let plane = layout.height * layout.width
      if step == 2 {
        for i in 0..<width / 2 {
          target[2 * i] = source[i]
          target[2 * i + 1] = source[plane + i]
        }
        if width % 2 == 1 { target[width - 1] = source[width / 2] }
      } else {
        for i in 0..<width { target[i] = source[i % step * plane + i / step] }
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
          from: image + (source + live.lowerBound * width + columns.lowerBound), count: count)
        clearColumns(target, width: width, rows: rows, live: live, columns: columns)
      } else {
        for row in live {
          let line = image + (source + row * layout.width)
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
          image + (target + live.lowerBound * width + columns.lowerBound)
        let values = source + first
        for i in 0..<count { pixels[i] += values[i] }
      } else {
        for row in live {
          let line = image + (target + row * layout.width)
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
        for j in 0..<geometry.kernel.columns {
          let columns = geometry.outputColumns(meeting: j)
          let live = columns.isEmpty ? rows.lowerBound..<rows.lowerBound : met
          body(live, columns, start(channel: channel, row: i, column: j))
        }
      }
    }
  }

  /// Calls a function with where each row of an image starts, there and in the sorted image.
  @inline(__always)
  func forEachRow(_ body: (_ row: Int, _ place: Int) -> Void) {
    for channel in 0..<geometry.channels {
      for row in 0..<geometry.height {
        let remainder = row % geometry.stride.rows
        body(
          (channel * geometry.height + row) * geometry.width,
          channel * planeLength + remainder * geometry.stride.columns * height * width
            + row / geometry.stride.rows * width)
      }
    }
  }
}
