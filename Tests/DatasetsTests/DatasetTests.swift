import Datasets
import Tensors
import Testing

@Suite struct DatasetTests {
  private func table(_ text: String) throws -> Table { try Table(csv: Array(text.utf8)) }

  @Test("counts, labels, names and numbers are checked")
  func checks() {
    let inputs = Tensor<Double>(shape: [2, 1], scalars: [1, 2])
    #expect(throws: DatasetError.examples(.countMismatch(inputs: 2, targets: 1))) {
      try Dataset(inputs: inputs, targets: .classes([0], classCount: 2))
    }
    #expect(throws: DatasetError.examples(.labelOutOfRange(row: 2, label: 2, classCount: 2))) {
      try Dataset(inputs: inputs, targets: .classes([0, 2], classCount: 2))
    }
    #expect(throws: DatasetError.examples(.nameCount(of: "inputs", expected: 1, found: 2))) {
      try Dataset(inputs: inputs, targets: .none, inputNames: ["a", "b"])
    }
    #expect(throws: DatasetError.examples(.notFinite(row: 2, column: "a"))) {
      try Dataset(
        inputs: Tensor<Float>(shape: [2, 1], scalars: [0, .nan]), targets: .none,
        inputNames: ["a"])
    }
    #expect(throws: DatasetError.examples(.none)) {
      try Dataset(inputs: Tensor<Double>(shape: [0, 3], scalars: []), targets: .none)
    }
    #expect(throws: DatasetError.examples(.targetShape([2, 1, 1]))) {
      try Dataset(inputs: inputs, targets: .values(.zeros([2, 1, 1])))
    }
  }

  @Test("a vector of inputs is one feature, and missing names are made up")
  func defaults() throws {
    let data = try Dataset(
      inputs: Tensor<Double>([1, 2, 3]), targets: .classes([0, 1, 0], classCount: 2))
    #expect(data.inputs.shape == [3, 1])
    #expect(data.inputNames == ["x1"] && data.targetNames == ["y"])
    #expect(data.classNames == ["0", "1"])
    #expect(data.exampleShape == [1])
    let values = try Dataset(inputs: Tensor<Double>([1, 2]), targets: .values(Tensor([3, 4])))
    #expect(values.targets == .values(Tensor(shape: [2, 1], scalars: [3, 4])))
  }

  @Test("labels without names are counted from 0")
  func labels() throws {
    #expect(try Targets.classes(labels: [0, 3, 1]) == .classes([0, 3, 1], classCount: 4))
    for (label, classCount) in [(-7, 1), (Int.max, 65_536), (-1, 1)] {
      #expect(
        throws: DatasetError.examples(
          .labelOutOfRange(row: 2, label: label, classCount: classCount))
      ) { try Targets.classes(labels: [0, label]) }
    }
    #expect(throws: DatasetError.self) { try Targets.classes(labels: [-5, -4]) }
  }

  @Test("classes of positions are checked, and selected with their examples")
  func sequences() throws {
    let inputs = Tensor<Double>(shape: [2, 3, 1], scalars: [1, 2, 3, 4, 5, 6])
    let labels = [0, 2, 1, Targets.ignoredLabel, 1, 0]
    let targets = try Targets.sequences(labels: labels, length: 3)
    #expect(targets == .sequences(labels, length: 3, classCount: 3))
    let data = try Dataset(inputs: inputs, targets: targets)
    #expect(data.classNames == ["0", "1", "2"])
    #expect(
      data.selecting([1]).targets == .sequences([-100, 1, 0], length: 3, classCount: 3))
    #expect(throws: DatasetError.examples(.countMismatch(inputs: 2, targets: 3))) {
      try Dataset(inputs: inputs, targets: .sequences(labels, length: 2, classCount: 3))
    }
    #expect(throws: DatasetError.examples(.sequenceLength(labels: 6, length: 4))) {
      try Dataset(inputs: inputs, targets: .sequences(labels, length: 4, classCount: 3))
    }
    #expect(throws: DatasetError.examples(.labelOutOfRange(row: 2, label: -1, classCount: 3))) {
      try Targets.sequences(labels: [0, 2, 1, 1, -1, 0], length: 3)
    }
    #expect(throws: DatasetError.self) { try Targets.sequences(labels: [], length: 0) }
  }

  @Test("selecting rows takes inputs and targets together, in the order asked for")
  func selecting() throws {
    let data = try Dataset(
      inputs: Tensor<Double>(shape: [3, 2], scalars: [1, 2, 3, 4, 5, 6]),
      targets: .values(Tensor(shape: [3, 1], scalars: [10, 20, 30])))
    let selected = data.selecting([2, 0, 2])
    #expect(selected.inputs.scalars == [5, 6, 1, 2, 5, 6])
    #expect(selected.targets == .values(Tensor(shape: [3, 1], scalars: [30, 10, 30])))
  }

  @Test("conversion keeps what Float holds, and refuses what it does not")
  func conversion() throws {
    let data = try Dataset(inputs: Tensor<Double>([0.5, 2]), targets: .none)
    #expect(try data.converted(to: Float.self).inputs.scalars == [0.5, 2])
    let large = try Dataset(inputs: Tensor<Double>([1, 1e300]), targets: .none)
    #expect(throws: DatasetError.examples(.notFinite(row: 2, column: "x1"))) {
      try large.converted(to: Float.self)
    }
  }

  @Test("text targets are classes, their names sorted")
  func textTargets() throws {
    let data = try Dataset<Double>(
      table: table("x,y\n1,b\n2,a\n3,b\n"), targets: ["y"])
    #expect(data.targets == .classes([1, 0, 1], classCount: 2))
    #expect(data.classNames == ["a", "b"] && data.inputNames == ["x"])
  }

  @Test("few whole numbers, each met twice, are classes; other numbers are values")
  func numericTargets() throws {
    let repeated = try table("x,y\n1,5\n2,10\n3,5\n4,10\n")
    #expect(
      try Dataset<Double>(table: repeated, targets: ["y"]).classNames == ["5", "10"])
    #expect(
      try Dataset<Double>(table: repeated, targets: ["y"], as: .values).targets
        == .values(Tensor(shape: [4, 1], scalars: [5, 10, 5, 10])))
    let once = try table("x,y\n1,5\n2,10\n3,5\n4,11\n")
    #expect(try Dataset<Double>(table: once, targets: ["y"]).targets.outputCount == 1)
    #expect(
      try Dataset<Double>(table: once, targets: ["y"], as: .classes).targets
        == .classes([0, 1, 0, 2], classCount: 3))
    let fractions = try table("x,y\n1,0.5\n2,0.5\n")
    #expect(
      try Dataset<Double>(table: fractions, targets: ["y"]).targets
        == .values(Tensor(shape: [2, 1], scalars: [0.5, 0.5])))
  }

  @Test("several numeric columns are several outputs")
  func severalTargets() throws {
    let data = try Dataset<Double>(
      table: table("a,b,c\n1,0.5,3\n2,1.5,4\n"), targets: ["b", "c"])
    #expect(data.targets == .values(Tensor(shape: [2, 2], scalars: [0.5, 3, 1.5, 4])))
    #expect(data.targetNames == ["b", "c"])
  }

  @Test("a text input becomes one input for each of its texts")
  func oneHot() throws {
    let data = try Dataset<Float>(
      table: table("c,x,y\nred,1,0.5\nblue,2,0.25\nred,3,0.1\n"), targets: ["y"])
    #expect(data.inputNames == ["c=blue", "c=red", "x"])
    #expect(data.inputs.scalars == [0, 1, 1, 1, 0, 2, 0, 1, 3])
  }

  @Test("columns that cannot serve are refused by name")
  func refusedColumns() throws {
    let table = try table("x,y,z,w\n1,a,p,q\n2,a,q,q\n")
    func error(
      inputs: [String]? = nil, targets: [String], as kind: TargetKind = .automatic
    ) -> DatasetError? {
      do {
        _ = try Dataset<Double>(table: table, inputs: inputs, targets: targets, as: kind)
        return nil
      } catch { return error }
    }
    #expect(error(targets: ["y"]) == .columns(.oneClass("y", className: "a")))
    #expect(error(targets: ["z"], as: .values) == .columns(.text("z", example: "p")))
    #expect(error(targets: ["z", "w"]) == .columns(.severalForClasses(["z", "w"])))
    #expect(error(inputs: ["x", "z"], targets: ["z"]) == .columns(.usedTwice("z")))
    #expect(error(targets: ["x", "y", "z", "w"], as: .values) != nil)
    #expect(error(inputs: [], targets: ["z"]) == .columns(.noInputs))
    #expect(
      error(inputs: ["v"], targets: ["z"])
        == .columns(.missing("v", columns: ["x", "y", "z", "w"])))
  }

  @Test("a text column with thousands of texts is no input")
  func tooManyLevels() throws {
    let rows = (0..<2000).map { "n\($0),\($0 % 7)" }.joined(separator: "\n")
    let table = try table("name,y\n" + rows)
    #expect(throws: DatasetError.columns(.tooManyLevels("name", limit: 1000))) {
      try Dataset<Double>(table: table, targets: ["y"])
    }
  }

  @Test("every error says something, and names its place")
  func descriptions() {
    #expect(
      DatasetError.cell(.notANumber, text: "abc", line: 12, column: "age").description
        == "line 12, column 'age': 'abc' is not a number; the rest of the column is")
    #expect(
      DatasetError.line(3, .ragged(expected: 4, found: 1)).description
        == "line 3 has 1 cell; expected 4 as in the first line")
  }

  @Test("joined data has the examples of both, in their order")
  func appending() throws {
    let one = try Dataset<Double>(
      inputs: Tensor(shape: [2, 1], scalars: [1, 2]), targets: .classes([0, 1], classCount: 2))
    let other = try Dataset<Double>(
      inputs: Tensor(shape: [1, 1], scalars: [3]), targets: .classes([2], classCount: 3))
    let joined = try one.appending(other)
    #expect(joined.inputs.scalars == [1, 2, 3])
    #expect(joined.targets == .classes([0, 1, 2], classCount: 3))
    #expect(joined.classNames == ["0", "1", "2"])
    let values = try Dataset<Double>(
      inputs: Tensor(shape: [1, 1], scalars: [3]),
      targets: .values(Tensor(shape: [1, 1], scalars: [3])))
    #expect(throws: DatasetError.self) { try one.appending(values) }
  }

  @Test("permuted inputs are the same numbers in one other order for all examples")
  func permutation() throws {
    let data = try Dataset<Double>(
      inputs: Tensor(shape: [2, 4], scalars: [1, 2, 3, 4, 10, 20, 30, 40]), targets: .none)
    let permuted = try data.permutingInputs(seed: 3)
    let rows = (0..<2).map { row in (0..<4).map { permuted.inputs[row, $0] } }
    #expect(rows[0].map { 10 * $0 } == rows[1])
    #expect(rows[0].sorted() == [1, 2, 3, 4] && rows[0] != [1, 2, 3, 4])
    #expect(permuted.inputNames == rows[0].map { "x\(Int($0))" })
    #expect(try data.permutingInputs(seed: 3) == permuted)
  }
}
