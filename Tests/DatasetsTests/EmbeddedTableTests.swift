import Datasets
import Testing

@Suite struct EmbeddedTableTests {
  @Test(
    "every embedded table has its rows, inputs and classes",
    arguments: [
      (EmbeddedTable.banana, 5300, 2, 2), (.breastCancer, 569, 30, 2), (.diabetes, 442, 10, 1),
      (.digits, 1797, 64, 10), (.ionosphere, 351, 34, 2), (.iris, 150, 4, 3), (.wine, 178, 13, 3),
    ])
  func sizes(table: EmbeddedTable, rows: Int, inputs: Int, outputs: Int) throws {
    let data = try table.dataset()
    #expect(data.inputs.shape == [rows, inputs])
    #expect(data.targets.outputCount == outputs)
    #expect(data.classNames.count == (table == .diabetes ? 0 : outputs))
    #expect(table.summary.hasPrefix("\(rows) "))
    #expect(try EmbeddedTable(named: table.name) == table)
  }

  @Test("automatic targets agree with the tables' own", arguments: EmbeddedTable.allCases)
  func automaticTargets(table: EmbeddedTable) throws {
    let automatic = try Dataset<Double>(table: table.table(), targets: [table.targetColumn])
    #expect(try automatic == table.dataset())
  }

  @Test("an unknown name is answered with the names there are")
  func unknownName() {
    let names = EmbeddedTable.allCases.map(\.name)
    #expect(throws: DatasetError.unknownName("irsi", kind: "data set", names: names)) {
      try EmbeddedTable(named: "irsi")
    }
  }
}
