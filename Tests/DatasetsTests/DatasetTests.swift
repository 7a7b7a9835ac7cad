import Datasets
import Tensors
import Testing

@Suite struct DatasetTests {
  @Test("rows are taken in the order asked for")
  func selecting() throws {
    let data = try Dataset<Double>(
      inputs: Tensor(shape: [3, 1], scalars: [1, 2, 3]),
      targets: .classes([0, 1, 0], classCount: 2))
    let rows = data.selecting([2, 1])
    #expect(rows.inputs.scalars == [3, 2])
    #expect(rows.targets == .classes([0, 1], classCount: 2))
  }
}
