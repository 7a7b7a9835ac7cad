import NeuralNetworks
import Tensors

/// The networks that `model` makes.
enum NetworkKind: String, CaseIterable {
  case mlp, lenet, resnet

  /// What the network is, as a phrase.
  var help: String {
    switch self {
    case .mlp: "linear layers of the sizes [inputs,…,outputs]"
    case .lenet: "LeNet-5 for images, sizes [planes,rows,columns,outputs]"
    case .resnet: "a residual network for images, sizes as for lenet"
    }
  }

  /// The word of its usual nonlinearity.
  var usualActivation: String { self == .resnet ? ReLU.typeName : Tanh.typeName }

  /// The layers that the arguments of `model` ask for.
  func architecture(_ arguments: BoundArguments) throws -> Architecture {
    let sizes = arguments.integers("sizes") ?? []
    let word = arguments.choice("act")?.word ?? usualActivation
    guard let activation = LayerCatalogue.activation(named: word) else {
      preconditionFailure("the signature offers only what exists")
    }
    let bias = arguments.isOn("bias")
    if self != .resnet, let option = ["width", "blocks"].first(where: arguments.isGiven) {
      throw Problem(
        .notApplicable, "\(option) is for resnet, and this is \(rawValue).",
        at: arguments.place(of: option))
    }
    if self == .mlp {
      return try .perceptron(sizes: sizes, activation: activation, bias: bias)
    }
    guard sizes.count == 4 else {
      throw Problem(
        .numberNotAllowed,
        "\(rawValue) takes four sizes, [planes,rows,columns,outputs], and here are \(sizes.count).",
        at: arguments.place(of: "sizes"),
        remedies: ["write model \(rawValue) [1,8,8,10]"])
    }
    let image = Shape(Array(sizes.prefix(3)))
    return self == .lenet
      ? try .leNet(image: image, outputs: sizes[3], activation: activation, bias: bias)
      : try .residualNetwork(
        image: image, outputs: sizes[3], width: arguments.integer("width") ?? 8,
        blocks: arguments.integer("blocks") ?? 2, activation: activation, bias: bias)
  }
}
