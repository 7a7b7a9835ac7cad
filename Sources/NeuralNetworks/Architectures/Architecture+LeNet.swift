import Tensors

extension Architecture {
  /// LeNet-5 for images of shape (planes, rows, columns) (LeCun and others, 1998).
  ///
  /// Two convolutions of 6 and 16 planes with kernels of 5, each with a nonlinearity and followed by an
  /// average over windows of 2, then linear maps to 120, 84 and the outputs. The first convolution keeps
  /// the size of the image, as the original does with its 28 rows in 32; so does the second on images
  /// below 20 rows or columns, which would otherwise shrink away.
  public static func leNet(
    image: Shape, outputs: Int, activation: any Activation = Tanh(), bias: Bool = true
  ) throws(NetworkError) -> Architecture {
    guard image.rank == 3 else {
      throw .unexpectedInput(
        layer: 0, type: "lenet", expected: "an image of planes, rows, columns", found: image)
    }
    let isSmall = min(image[1], image[2]) < 20
    let body = Architecture(
      layers: [
        Convolution2D(inputs: image[0], outputs: 6, kernel: 5, padding: 2, bias: bias),
        activation, AveragePooling2D(kernel: 2),
        Convolution2D(inputs: 6, outputs: 16, kernel: 5, padding: isSmall ? 2 : 0, bias: bias),
        activation, AveragePooling2D(kernel: 2),
      ], inputShape: image)
    let head: [any Layer] = [
      activation, Linear(inputs: 120, outputs: 84, bias: bias),
      activation, Linear(inputs: 84, outputs: outputs, bias: bias),
    ]
    let features = try body.endingLinearly(outputs: 120, bias: bias)
    return Architecture(layers: features.layers + head, inputShape: image)
  }
}
