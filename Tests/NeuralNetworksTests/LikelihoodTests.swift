import Autodiff
import Datasets
import NeuralNetworks
import TestSupport
import Tensors
import Testing

@Suite struct LikelihoodTests {
  @Test("the root is a square root of the second derivative", arguments: LikelihoodKind.allCases)
  func hessianRoot(kind: LikelihoodKind) {
    for seed in 0..<5 as Range<UInt64> {
      let outputs = randomTensor([1, 4], seed: seed)
      let targets: Targets =
        kind == .regression
        ? .values(randomTensor([1, 4], seed: seed + 9)) : .classes([Int(seed) % 4], classCount: 4)
      let root = kind.rules.hessianRoot(at: outputs)
      let columns = root.reshaped([root.shape[0], 4])
      let product = columns.matrixProduct(columns, transposingSelf: true)
      let gradient = { (x: [Double]) in
        let tape = Tape<Double>()
        let variable = tape.variable(Tensor(shape: [1, 4], scalars: x))
        let loss = kind.rules.negativeLogLikelihood(variable, targets)
        return tape.pullback(of: loss, cotangent: Variable(Tensor(1)), to: [variable])[0]
          .value.scalars
      }
      let expected = finiteDifferenceJacobian(at: outputs.scalars, gradient).flatMap(\.self)
      #expect(disagreement(product.scalars, expected) < 1e-8)
    }
  }

  @Test("targets that do not fit are refused in words")
  func targetsThatDoNotFit() {
    let values = Targets.values(.zeros([3, 2]))
    let classes = Targets.classes([0, 1, 2], classCount: 3)
    #expect(throws: NetworkError.self) { try CategoricalLikelihood().check(values, outputCount: 2) }
    #expect(throws: NetworkError.self) {
      try CategoricalLikelihood().check(classes, outputCount: 2)
    }
    #expect(throws: NetworkError.self) { try GaussianLikelihood().check(classes, outputCount: 3) }
    #expect(throws: NetworkError.self) { try GaussianLikelihood().check(values, outputCount: 1) }
  }
}
