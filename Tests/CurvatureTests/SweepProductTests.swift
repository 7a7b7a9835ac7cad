import Curvature
import NeuralNetworks
import TestSupport
import Tensors
import Testing

@Suite struct SweepProductTests {
  @Test(
    "products with directions are those of the gradients written out",
    arguments: TinyNetwork.allCases)
  func products(network: TinyNetwork) throws {
    for likelihood in [LikelihoodKind.regression, .reward] {
      let (model, data) = try network.problem(likelihood, seed: 7, count: 5)
      let layout = model.network.layout
      let some = Array(stride(from: 1, to: layout.count, by: 3))
      for selection in [
        ParameterSelection(Array(layout.tensors.indices), of: layout),
        ParameterSelection(indices: some, of: layout),
      ] {
        let sweep = NetworkSweep(
          jacobianOf: model.network, inputs: data.inputs, tensors: Set(selection.tensors))
        let directions = randomTensor([4, selection.count], seed: 9)
        let gradients = sweep.gradients(
          0..<data.count, of: selection, in: sweep.factors(for: selection))
        let rows = gradients.reshaped([data.count * sweep.cotangentCount, selection.count])
        let expected = DenseMatrix.product(rows, directions.transposed())
        let found = sweep.products(with: directions, over: selection)
        #expect(found.shape == [data.count, sweep.cotangentCount, 4])
        #expect(disagreement(found.scalars, expected.scalars) < 1e-12)
      }
    }
  }
}
