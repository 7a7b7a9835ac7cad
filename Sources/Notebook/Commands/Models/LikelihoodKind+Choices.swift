import NeuralNetworks

extension LikelihoodKind {
  /// The words of `like=`.
  static let choices = [
    ChoiceSignature(
      "regression", help: "Gaussian noise around the outputs",
      options: [
        OptionSignature(
          "noise", .list(of: .number(.positive)),
          help: "the noise of each output, relative to the noise of the posterior")
      ]),
    ChoiceSignature("classification", help: "classes by softmax"),
    ChoiceSignature("binary", help: "outputs that are each 0 or 1, by sigmoid"),
    ChoiceSignature("heteroscedastic", help: "means, then as many log variances"),
    ChoiceSignature("reward", help: "a score of an item, from pairs of which one is preferred"),
  ]

  /// The likelihood that was chosen; classification where nothing was.
  init?(_ choice: BoundChoice?) {
    guard let choice else {
      self = .classification
      return
    }
    if let noises = choice.arguments.numbers("noise") {
      self = .scaledRegression(noises: noises)
    } else {
      self.init(choice.word)
    }
  }
}
