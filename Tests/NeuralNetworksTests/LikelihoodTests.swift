import Autodiff
import Datasets
import Foundation
import NeuralNetworks
import TestSupport
import Tensors
import Testing

@Suite struct LikelihoodTests {
  static let kinds = LikelihoodKind.allCases + [.scaledRegression(noises: [0.1, 0.5, 2, 1])]

  /// The outputs of an example in these tests.
  private func width(_ kind: LikelihoodKind) -> Int { kind == .reward ? 2 : 4 }

  @Test("the gradient is the derivative of the negative log likelihood", arguments: kinds)
  func gradient(kind: LikelihoodKind) {
    for seed in 0..<5 as Range<UInt64> {
      var random = RandomStream(seed: seed)
      let outputs = randomTensor([3, width(kind)], seed: seed)
      let targets = Targets.random(for: kind, count: 3, outputs: width(kind), using: &random)
      let found = gradient(of: kind, at: outputs, targets)
      let expected = finiteDifferenceJacobian(at: outputs.scalars) { x in
        let outputs = Variable(Tensor(shape: outputs.shape, scalars: x))
        return kind.rules.negativeLogLikelihood(outputs, targets).value.scalars
      }
      #expect(disagreement(found, expected[0]) < 1e-8)
    }
  }

  @Test(
    "the root is a square root of the second derivative",
    arguments: kinds.filter { $0 != .heteroscedastic })
  func secondDerivative(kind: LikelihoodKind) {
    for seed in 0..<5 as Range<UInt64> {
      var random = RandomStream(seed: seed)
      let outputs = randomTensor([1, width(kind)], seed: seed)
      let targets = Targets.random(for: kind, count: 1, outputs: width(kind), using: &random)
      let expected = finiteDifferenceJacobian(at: outputs.scalars) { x in
        gradient(of: kind, at: Tensor(shape: outputs.shape, scalars: x), targets)
      }
      let found = products(kind.rules.hessianRoot(at: outputs))[0]
      #expect(disagreement(found, expected.flatMap(\.self)) < 1e-8)
    }
  }

  @Test("the root is a square root of Λ, for saturated outputs too", arguments: kinds)
  func root(kind: LikelihoodKind) {
    for scale in [1.0, 20, 300] {
      let outputs = scale * randomTensor([6, width(kind)], seed: UInt64(scale))
      let found = products(kind.rules.hessianRoot(at: outputs))
      for example in 0..<6 {
        let row = outputs.slice(example..<example + 1)
        let expected = DenseReference.outputHessian(kind, outputs: row.scalars)
        #expect(disagreement(found[example], expected.scalars) < 1e-12)
      }
    }
  }

  @Test("the root of a softmax has C - 1 columns and is finite where probabilities vanish")
  func saturatedRoot() {
    let outputs = Tensor<Double>(
      shape: [4, 3], scalars: [0, -750, -1500, -1e4, 0, -1e4, -2000, -1000, 0, 5, -735, -740])
    let root = CategoricalLikelihood().hessianRoot(at: outputs)
    #expect(root.shape == [2, 4, 3])
    #expect(root.isFinite)
    let single = CategoricalLikelihood().hessianRoot(at: outputs.converted(to: Float.self))
    #expect(single.isFinite)
    // 1 - p is far below the rounding of p, and still there.
    let pair = Tensor<Double>(shape: [1, 2], scalars: [100, 0])
    #expect(abs(CategoricalLikelihood().hessianRoot(at: pair).scalars[0] / exp(-50) - 1) < 1e-12)
  }

  @Test("the outer products of sampled gradients average to Λ", arguments: kinds)
  func sampledGradients(kind: LikelihoodKind) {
    let outputs = randomTensor([2, width(kind)], seed: 3)
    var streams = [RandomStream(seed: 1), RandomStream(seed: 2)]
    let sampled = kind.rules.sampledGradients(at: outputs, samples: 40_000, using: &streams)
    #expect(sampled.shape == [40_000, 2, width(kind)])
    let found = products(sampled)
    for example in 0..<2 {
      let row = outputs.slice(example..<example + 1)
      let expected = DenseReference.outputHessian(kind, outputs: row.scalars)
      // Products of standard normals have deviation √2, so means of 40 000 stay within 0.03.
      #expect(disagreement(found[example], expected.scalars) < 0.03)
    }
  }

  @Test("sampled gradients of an example do not depend on its batch", arguments: kinds)
  func sampledGradientsByBatch(kind: LikelihoodKind) {
    let outputs = randomTensor([3, width(kind)], seed: 8, as: Float.self)
    var streams = (0..<3).map { RandomStream(seed: $0) }
    var last = [streams[2]]
    let all = kind.rules.sampledGradients(at: outputs, samples: 5, using: &streams)
    let alone = kind.rules.sampledGradients(at: outputs.slice(2..<3), samples: 5, using: &last)
    for sample in 0..<5 {
      let start = (sample * 3 + 2) * width(kind)
      #expect(
        Array(all.scalars[start..<start + width(kind)]) == alone.slice(sample..<sample + 1).scalars)
    }
    #expect(streams[2].next() == last[0].next())
  }

  @Test("the loss of logits that are large is finite and right")
  func largeLogits() {
    let outputs = Tensor<Float>(shape: [1, 4], scalars: [500, -500, 500, -500])
    let targets = Targets.values(Tensor(shape: [1, 4], scalars: [1, 0, 0, 1]))
    let loss = BernoulliLikelihood().negativeLogLikelihood(Variable(outputs), targets)
    #expect(loss.value.item == 1000)
    let zero = Tensor<Double>(shape: [1, 1], scalars: [0])
    #expect(gradient(of: .binary, at: zero, .classes([1], classCount: 2)) == [-0.5])
  }

  @Test("the normalisers make densities that integrate to one")
  func normalizers() {
    // -log p(y) at y = m is the loss there minus the normaliser.
    let scaled = GaussianLikelihood(noises: [0.1, 0.3])
    let expected = -3 * (log(2 * 0.1 * sqrt(2 * .pi)) + log(2 * 0.3 * sqrt(2 * .pi)))
    #expect(abs(scaled.logNormalizer(count: 3, outputs: 2, noise: 2) - expected) < 1e-12)
    let free = HeteroscedasticLikelihood().logNormalizer(count: 3, outputs: 4, noise: 1)
    #expect(abs(free + 3 * log(2 * .pi)) < 1e-12)
  }

  @Test("descriptions tell the likelihood", arguments: kinds)
  func descriptions(kind: LikelihoodKind) throws {
    #expect(LikelihoodKind(kind.description) == kind)
    let text = try JSONEncoder().encode([kind])
    #expect(try JSONDecoder().decode([LikelihoodKind].self, from: text) == [kind])
  }

  @Test(
    "a text that tells no likelihood is refused",
    arguments: [
      "", "poisson", "Regression", "regression(noise=[])", "regression(noise=[0.1,])",
      "regression(noise=[0])", "regression(noise=[-1])", "regression(noise=[inf])",
    ])
  func noDescription(text: String) { #expect(LikelihoodKind(text) == nil) }

  @Test("targets that do not fit are refused in words")
  func targetsThatDoNotFit() {
    let values = Targets.values(.zeros([3, 2]))
    let classes = Targets.classes([0, 1, 2], classCount: 3)
    let refused: [(any Likelihood, Targets, Int)] = [
      (CategoricalLikelihood(), values, 2), (CategoricalLikelihood(), classes, 2),
      (CategoricalLikelihood(positionCount: 2), classes, 6),
      (CategoricalLikelihood(), .sequences([0, 1], length: 2, classCount: 3), 3),
      (CategoricalLikelihood(positionCount: 2), .sequences([0, 1], length: 2, classCount: 4), 6),
      (BernoulliLikelihood(), .sequences([0, 1], length: 2, classCount: 2), 2),
      (PreferenceLikelihood(), values, 1), (PreferenceLikelihood(), classes, 1),
      (GaussianLikelihood(), classes, 3), (GaussianLikelihood(), values, 1),
      (BernoulliLikelihood(), classes, 1), (BernoulliLikelihood(), classes, 3),
      (BernoulliLikelihood(), .values(Tensor(shape: [1, 1], scalars: [0.5])), 1),
      (HeteroscedasticLikelihood(), values, 2), (HeteroscedasticLikelihood(), classes, 6),
    ]
    for (likelihood, targets, outputs) in refused {
      #expect(throws: NetworkError.self) { try likelihood.check(targets, outputCount: outputs) }
    }
    #expect {
      try HeteroscedasticLikelihood().check(values, outputCount: 2)
    } throws: { error in
      "\(error)".contains("shape 1") && "\(error)".contains("shape 2")
    }
  }

  @Test("outputs that do not fit are refused in words")
  func outputsThatDoNotFit() {
    let refused: [(any Likelihood, Shape)] = [
      (CategoricalLikelihood(), [1]), (CategoricalLikelihood(positionCount: 5), [5, 1]),
      (PreferenceLikelihood(), [2]), (HeteroscedasticLikelihood(), [3]),
      (GaussianLikelihood(noises: [1, 2]), [3]),
      (GaussianLikelihood(noises: [1, 0]), [2]), (GaussianLikelihood(noises: [.nan]), [1]),
    ]
    for (likelihood, shape) in refused {
      #expect(throws: NetworkError.self) { try likelihood.check(outputShape: shape) }
    }
  }

  @Test("classes at several positions have the loss and curvature of as many examples")
  func positions() {
    let outputs = randomTensor([2, 6], seed: 4)
    let labels = [2, 0, Targets.ignoredLabel, 1]
    let positions = CategoricalLikelihood(positionCount: 2)
    let targets = Targets.sequences(labels, length: 2, classCount: 3)
    let rows = outputs.reshaped([4, 3])
    let counted = [0, 1, 3]
    let single = CategoricalLikelihood()
    let expected = single.negativeLogLikelihood(
      Variable(rows.selecting(counted)), .classes(counted.map { labels[$0] }, classCount: 3)
    ).value.item
    let found = positions.negativeLogLikelihood(Variable(outputs), targets).value.item
    #expect(disagreement(found, expected) < 1e-14)

    let root = positions.hessianRoot(at: outputs).zeroingIgnoredPositions(of: targets)
    #expect(root.shape == [4, 2, 6])
    let blocks = products(single.hessianRoot(at: rows))
    for (example, product) in products(root).enumerated() {
      for i in 0..<6 {
        for j in 0..<6 {
          let row = 2 * example + i / 3
          let block = i / 3 == j / 3 && row != 2 ? blocks[row][i % 3 * 3 + j % 3] : 0
          #expect(abs(product[i * 6 + j] - block) < 1e-14)
        }
      }
    }
    var streams = [RandomStream(seed: 1), RandomStream(seed: 2)]
    let sampled = positions.sampledGradients(at: outputs, samples: 40_000, using: &streams)
    for (found, exact) in zip(products(sampled), products(positions.hessianRoot(at: outputs))) {
      #expect(disagreement(found, exact) < 0.03)
    }
  }

  private func gradient(
    of kind: LikelihoodKind, at outputs: Tensor<Double>, _ targets: Targets
  ) -> [Double] {
    let tape = Tape<Double>()
    let variable = tape.variable(outputs)
    let loss = kind.rules.negativeLogLikelihood(variable, targets)
    return tape.pullback(of: loss, cotangent: Variable(Tensor(1)), to: [variable])[0].value.scalars
  }

  /// `Σᵣ sᵣ sᵣᵀ` of each example, for columns of shape (R, batch, C).
  private func products(_ columns: Tensor<Double>) -> [[Double]] {
    let (count, batch, width) = (columns.shape[0], columns.shape[1], columns.shape[2])
    return (0..<batch).map { example in
      let rows = (0..<count).flatMap { row in
        let start = (row * batch + example) * width
        return columns.scalars[start..<start + width]
      }
      let matrix = Tensor(shape: [count, width], scalars: rows)
      return matrix.matrixProduct(matrix, transposingSelf: true).scalars
    }
  }
}
