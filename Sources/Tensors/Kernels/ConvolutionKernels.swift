import Parallelism

/// The three maps of a convolution, written once; `Float` and `Double` instantiate them.
///
/// For each image and group the windows of a block of rows are written as a matrix P of (patch, positions)
/// into memory that stays in a core's cache, and one BLAS product does the rest: `Z = W P`,
/// `P = Wᵀ G`, or `W = G Pᵀ`, with Z and G as they lie in the image.
extension TensorScalar {
  @inline(__always)
  static func convolutionOutputsLoop(
    _ gemm: @escaping GEMM<Self>, _ convolution: Convolution, batch: Int, images: [Self],
    weights: [Self], _ pairs: LeadingPairs
  ) -> [Self] {
    let sizes = ConvolutionSizes(convolution)
    let total = pairs.shape.count * batch * sizes.outputs
    let units = pairs.partners.count * batch * sizes.groups
    let chunk = sizes.chunk(productsPerUnit: pairs.shape.count / max(1, pairs.partners.count))
    return [Self](unsafeUninitializedCapacity: total) { result, initialized in
      Parallel.write(to: result, rounds: (units + chunk - 1) / chunk) { round, result in
        withPointers(images, weights, sizes.layout) { images, weights, memory in
          for unit in round * chunk..<min(units, (round + 1) * chunk) {
            let (image, group) = (unit / sizes.groups, unit % sizes.groups)
            let source = sorted(
              images + (image * sizes.images + group * sizes.groupImages), sizes.layout, memory)
            for block in 0..<sizes.layout.blockCount {
              let rows = sizes.layout.rows(ofBlock: block)
              let columns = sizes.columns(rows)
              let patches = windows(source, sizes.layout, rows: rows, memory)
              for partner in pairs.partners[image / batch] {
                let weight = partner.second * sizes.weights + group * sizes.groupWeights
                let output = partner.result * batch + image % batch
                matrixProduct(
                  gemm, MatrixPointer(weights + weight, step: sizes.patch),
                  MatrixPointer(patches, step: columns.count),
                  into: result + sizes.place(output, group, columns), step: sizes.positions,
                  size: (sizes.groupPlanes, columns.count, sizes.patch), beta: 0)
              }
            }
          }
        }
      }
      initialized = total
    }
  }

  @inline(__always)
  static func convolutionImagesLoop(
    _ gemm: @escaping GEMM<Self>, _ convolution: Convolution, batch: Int, weights: [Self],
    outputs: [Self], _ pairs: LeadingPairs
  ) -> [Self] {
    let sizes = ConvolutionSizes(convolution)
    let total = pairs.shape.count * batch * sizes.images
    let partners = pairs.partners.enumerated()
      .flatMap { weight, partners in partners.map { (weight, $0) } }
    let units = partners.count * batch * sizes.groups
    let chunk = sizes.chunk(productsPerUnit: 1)
    return [Self](unsafeUninitializedCapacity: total) { result, initialized in
      Parallel.write(to: result, rounds: (units + chunk - 1) / chunk) { round, result in
        withPointers(outputs, weights, sizes.layout) { outputs, weights, memory in
          for unit in round * chunk..<min(units, (round + 1) * chunk) {
            let (image, group) = (unit / sizes.groups, unit % sizes.groups)
            let (weight, partner) = partners[image / batch]
            let output = partner.second * batch + image % batch
            let place = (partner.result * batch + image % batch) * sizes.images
            let target = result + (place + group * sizes.groupImages)
            target.initialize(repeating: 0, count: sizes.groupImages)
            let pixels = sizes.layout.isSorted ? memory.sorted : target
            if sizes.layout.isSorted {
              pixels.update(repeating: 0, count: sizes.layout.sortedCount)
            }
            for block in 0..<sizes.layout.blockCount {
              let rows = sizes.layout.rows(ofBlock: block)
              let columns = sizes.columns(rows)
              let patches = sizes.layout.isPlain ? target : memory.patches
              matrixProduct(
                gemm,
                MatrixPointer(
                  weights + (weight * sizes.weights + group * sizes.groupWeights),
                  step: sizes.patch, transposed: true),
                MatrixPointer(
                  outputs + sizes.place(output, group, columns), step: sizes.positions),
                into: patches, step: columns.count,
                size: (sizes.patch, columns.count, sizes.groupPlanes), beta: 0)
              if !sizes.layout.isPlain {
                addWindows(patches, sizes.layout, rows: rows, to: pixels)
              }
            }
            if sizes.layout.isSorted { unsortPlanes(pixels, sizes.layout, into: target) }
          }
        }
      }
      initialized = total
    }
  }

  /// Sums over the images in chunks, and over the chunks in order.
  @inline(__always)
  static func convolutionWeightsLoop(
    _ gemm: @escaping GEMM<Self>, _ convolution: Convolution, batch: Int, images: [Self],
    outputs: [Self], _ pairs: LeadingPairs
  ) -> [Self] {
    let sizes = ConvolutionSizes(convolution)
    let total = pairs.shape.count * sizes.weights
    let chunk = sizes.summingChunk(batch: batch, products: pairs.shape.count)
    let chunks = max(1, (batch + chunk - 1) / chunk)
    var sums = [Self](repeating: 0, count: chunks * total)
    sums.withUnsafeMutableBufferPointer { sums in
      Parallel.write(to: sums, rounds: chunks * pairs.partners.count) { round, sums in
        let (lead, part) = (round / chunks, round % chunks)
        withPointers(images, outputs, sizes.layout) { images, outputs, memory in
          for image in part * chunk..<min(batch, (part + 1) * chunk) {
            for group in 0..<sizes.groups {
              let source = sorted(
                images + ((lead * batch + image) * sizes.images + group * sizes.groupImages),
                sizes.layout, memory)
              for block in 0..<sizes.layout.blockCount {
                let rows = sizes.layout.rows(ofBlock: block)
                let columns = sizes.columns(rows)
                let patches = windows(source, sizes.layout, rows: rows, memory)
                for partner in pairs.partners[lead] {
                  let output = partner.second * batch + image
                  let place = part * total + partner.result * sizes.weights
                  matrixProduct(
                    gemm,
                    MatrixPointer(
                      outputs + sizes.place(output, group, columns), step: sizes.positions),
                    MatrixPointer(patches, step: columns.count, transposed: true),
                    into: sums + (place + group * sizes.groupWeights), step: sizes.patch,
                    size: (sizes.groupPlanes, sizes.patch, columns.count), beta: 1)
                }
              }
            }
          }
        }
      }
    }
    return chunks == 1 ? sums : sumAxis(sums, outer: 1, count: chunks, inner: total)
  }

  /// Calls a function with two arrays' memory and memory for windows, unless there is nothing in an array.
  @inline(__always)
  private static func withPointers(
    _ x: [Self], _ y: [Self], _ layout: PatchLayout,
    _ body: (UnsafePointer<Self>, UnsafePointer<Self>, PatchMemory<Self>) -> Void
  ) {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        guard let x = x.baseAddress, let y = y.baseAddress else { return }
        PatchMemory.with(layout) { body(x, y, $0) }
      }
    }
  }
}

/// The counts of numbers that a convolution's loops step by.
struct ConvolutionSizes {
  let layout: PatchLayout
  let groups: Int
  let images: Int
  let groupImages: Int
  let weights: Int
  let groupWeights: Int
  let outputs: Int
  let groupPlanes: Int
  let positions: Int
  let patch: Int

  init(_ convolution: Convolution) {
    layout = PatchLayout(convolution.groupGeometry)
    groups = convolution.groups
    images = convolution.geometry.imageCount
    groupImages = images / groups
    patch = layout.geometry.patchCount
    weights = convolution.outputs * patch
    groupWeights = weights / groups
    positions = layout.geometry.positionCount
    outputs = convolution.outputs * positions
    groupPlanes = convolution.groupOutputs
  }

  /// The places among all positions of some rows of the output.
  func columns(_ rows: Range<Int>) -> Range<Int> {
    let width = layout.geometry.outputWidth
    return rows.lowerBound * width..<rows.upperBound * width
  }

  /// Where a group's part of an output starts, at a block of positions.
  func place(_ output: Int, _ group: Int, _ columns: Range<Int>) -> Int {
    output * outputs + group * groupPlanes * positions + columns.lowerBound
  }

  /// The multiplications below which a round of a parallel loop does not pay.
  private static let worthwhile = 1 << 19

  /// The images and groups that are worth a round of a parallel loop.
  func chunk(productsPerUnit: Int) -> Int {
    let work = max(1, productsPerUnit * groupWeights * positions)
    return max(1, ConvolutionSizes.worthwhile / work)
  }

  /// The images that are summed in one round: an eighth of them, so that the sums of
  /// rounds take little memory, and more where they are small.
  func summingChunk(batch: Int, products: Int) -> Int {
    let work = max(1, products * weights * positions)
    return max(1, (batch + 7) / 8, ConvolutionSizes.worthwhile / work)
  }
}
