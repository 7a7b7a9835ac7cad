import Tensors

extension Architecture {
  /// A residual network for images of shape (planes, rows, columns) (He and others, 2016).
  ///
  /// A convolution to `width` planes, a batch norm and a nonlinearity; then `blocks` residual blocks of
  /// two convolutions; then the mean of every plane and a linear map to the outputs. Each block after the
  /// first halves the image and doubles the planes while rows and columns are 8 or more.
  public static func residualNetwork(
    image: Shape, outputs: Int, width: Int = 8, blocks: Int = 2,
    activation: any Activation = ReLU(), bias: Bool = true
  ) throws(NetworkError) -> Architecture {
    guard image.rank == 3 else {
      throw .unexpectedInput(
        layer: 0, type: "resnet", expected: "an image of planes, rows, columns", found: image)
    }
    var layers = convolution(from: image[0], to: width) + [activation]
    var (planes, rows, columns) = (width, image[1], image[2])
    for block in 0..<blocks {
      let halves = block > 0 && min(rows, columns) >= 8
      let stride = halves ? 2 : 1
      let wider = planes * stride
      let body: [any Layer] =
        convolution(from: planes, to: wider, stride: stride) + [activation]
        + convolution(from: wider, to: wider)
      let shortcut: [any Layer] =
        halves ? convolution(from: planes, to: wider, kernel: 1, stride: stride) : []
      layers += [Residual(body: body, shortcut: shortcut), activation]
      planes = wider
      if halves { (rows, columns) = ((rows + 1) / 2, (columns + 1) / 2) }
    }
    layers.append(AveragePooling2D(kernel: min(rows, columns)))
    return try Architecture(layers: layers, inputShape: image)
      .endingLinearly(outputs: outputs, bias: bias)
  }

  /// A convolution that keeps the size of the image at stride 1, and a batch norm, whose shift makes a
  /// bias of the convolution superfluous.
  private static func convolution(
    from inputs: Int, to outputs: Int, kernel: Int = 3, stride: Int = 1
  ) -> [any Layer] {
    [
      Convolution2D(
        inputs: inputs, outputs: outputs, kernel: kernel, stride: stride, padding: kernel / 2,
        bias: false),
      BatchNorm(channels: outputs),
    ]
  }
}
