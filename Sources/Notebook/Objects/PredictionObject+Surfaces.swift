import Laplace
import Tensors
import TextPlots

extension PredictionObject {
  /// A number for each input, which the colours of a map can stand for.
  struct Surface {
    /// The word that `z=` takes.
    let name: String
    /// The figure in a title.
    let label: String
    /// The numbers, one for each input.
    let values: [Double]
    /// The numbers that are possible, where a map should show all of them.
    var range: ClosedRange<Double>?
  }

  /// The figure of a word: `entropy`, a probability `p_NAME` or `p0`, `mean`, `sd`, `variance`, with the
  /// output behind it where there are several (`mean_1`), and with +split `aleatoric`, `epistemic` and
  /// `total`; without a word the entropy, or the standard deviation of a regression.
  func surface(named word: String?) throws -> Surface {
    guard let word else { return entropySurface ?? deviation(0) }
    if let surface = surfaces.first(where: { $0.name == word }) { return surface }
    if word.hasPrefix("p"), let label = Int(word.dropFirst()), let probabilities,
      (0..<probabilities.shape[1]).contains(label)
    {
      return probability(label, probabilities)
    }
    if ["aleatoric", "epistemic", "total"].contains(word), split == nil {
      throw Problem(
        .notApplicable, "z=\(word) needs a prediction with its uncertainty split.",
        remedies: ["predict \(sourceName) … +split"])
    }
    let words = surfaces.map { Suggestion($0.name) }
    throw Problem(
      .unknownColumn,
      "the prediction has no '\(word)'; it has "
        + surfaces.prefix(8).map(\.name).joined(separator: ", ") + (words.count > 8 ? ", …." : "."),
      suggestions: DidYouMean.suggestions(for: word, among: words))
  }

  private var surfaces: [Surface] {
    var surfaces = [entropySurface].compactMap(\.self)
    if let probabilities {
      surfaces += (0..<probabilities.shape[1]).map { probability($0, probabilities) }
    }
    for output in 0..<outputs.mean.shape[1] {
      surfaces += [
        Surface(
          name: "mean\(suffix(output))", label: "mean\(suffix(output))",
          values: (0..<count).map { outputs.mean[$0, output] }),
        deviation(output),
        Surface(
          name: "variance\(suffix(output))", label: "variance\(suffix(output))",
          values: column(output, of: shown.variance)),
      ]
    }
    return surfaces + splitSurfaces
  }

  private var entropySurface: Surface? {
    entropies.map { Surface(name: "entropy", label: "entropy in nats", values: $0) }
  }

  private func probability(_ label: Int, _ probabilities: Tensor<Double>) -> Surface {
    Surface(
      name: "p_\(className(label))", label: "probability of \(className(label))",
      values: column(label, of: probabilities), range: 0...1)
  }

  private func deviation(_ output: Int) -> Surface {
    Surface(
      name: "sd\(suffix(output))", label: "standard deviation\(suffix(output))",
      values: column(output, of: shown.variance).map { $0.squareRoot() })
  }

  /// The parts of the uncertainty: one for each answer of a classification, one for each output of a
  /// regression.
  private var splitSurfaces: [Surface] {
    guard let parts = split?.parts else { return [] }
    let figures = [
      ("aleatoric", parts.aleatoric), ("epistemic", parts.epistemic), ("total", parts.total),
    ]
    return figures.flatMap { name, tensor -> [Surface] in
      let width = tensor.count / max(1, count)
      return (0..<width).map { output in
        let full = width > 1 ? "\(name)_\(output)" : name
        return Surface(
          name: full, label: "\(full) part",
          values: (0..<count).map { tensor.scalars[$0 * width + output] })
      }
    }
  }

  private func suffix(_ output: Int) -> String { outputs.mean.shape[1] > 1 ? "_\(output)" : "" }

  private func column(_ index: Int, of tensor: Tensor<Double>) -> [Double] {
    (0..<count).map { tensor[$0, index] }
  }
}
