import Notebook
import Testing

/// What is recorded of a command that leaves its arguments out.
@Suite struct ReceiptTests {
  private static let commands: [(source: String, resolved: [String])] = [
    ("train", ["m1", "on=d1", "epochs=", "lr=", "opt=", "prior=", "batch="]),
    ("fit", ["p1", "m1", "on=d1", "full", "ggn", "all 27 parameters", "λ 1"]),
    ("grid", ["g1", "p1", "21 points"]),
    ("predict", ["r1", "p1", "on=d1", "150 inputs", "link probit"]),
    ("calibrate", ["p1", "on d1"]),
  ]

  @Test("a receipt says what the omitted arguments meant, and the record keeps it")
  func receipts() async throws {
    let kernel = Kernel()
    _ = await kernel.test("d1 = load iris\nm1 = model mlp [4,3,3] seed=1")
    for (source, resolved) in Self.commands {
      let run = await kernel.test(source)
      let receipt = try #require(run.receipts.first, "\(source)")
      for word in resolved { #expect(receipt.contains(word), "\(source): \(receipt)") }
    }
    let record = await kernel.notebook
    let cell = try #require(record.cells.last { $0.source == "fit" })
    #expect(record.output(of: cell.id)?.text.contains("m1 on=d1: full ggn") == true)
  }
}
