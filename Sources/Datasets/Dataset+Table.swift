import RealModule
import Tensors

/// The most different texts that a column of the inputs may have: each becomes an input.
private let levelLimit = 1000

extension Dataset {
  /// Takes inputs and targets from columns of a table.
  ///
  /// Without a list of inputs, every column that is no target is one. A text column becomes one
  /// input for each of its different texts, named `column=text`, which is 1 where the column says
  /// so and 0 elsewhere. Without target columns the data set has no targets.
  public init(
    table: Table, inputs: [String]? = nil, targets: [String], as kind: TargetKind = .automatic
  ) throws(DatasetError) {
    var used: Set<String> = []
    for name in targets + (inputs ?? []) where !used.insert(name).inserted {
      throw .columns(.usedTwice(name))
    }
    var targetColumns: [TableColumn] = []
    for name in targets { targetColumns.append(try table.column(named: name)) }
    let read = try TableTargets(columns: targetColumns, as: kind)
    let features = try table.features(
      inputs ?? table.columnNames.filter { !used.contains($0) })
    try self.init(
      inputs: Tensor<Scalar>(
        shape: [table.rowCount, features.count],
        scalars: rows(of: features.map(\.values), count: table.rowCount)),
      targets: read.targets, inputNames: features.map(\.name), targetNames: targets,
      classNames: read.classNames)
  }
}

extension Table {
  fileprivate func features(
    _ names: [String]
  ) throws(DatasetError) -> [(name: String, values: [Double])] {
    guard !names.isEmpty else { throw .columns(.noInputs) }
    let positions = Dictionary(uniqueKeysWithValues: zip(columnNames, columns.indices))
    var features: [(name: String, values: [Double])] = []
    for name in names {
      guard let position = positions[name] else {
        throw .columns(.missing(name, columns: columnNames))
      }
      features += try columns[position].features()
    }
    return features
  }
}

extension TableColumn {
  fileprivate func features() throws(DatasetError) -> [(name: String, values: [Double])] {
    guard case .categories(let levels, let codes) = content else {
      return [(name, try numbers())]
    }
    guard levels.count <= levelLimit else {
      throw .columns(.tooManyLevels(name, limit: levelLimit))
    }
    return levels.indices.map { level in
      ("\(name)=\(levels[level])", codes.map { $0 == level ? 1 : 0 })
    }
  }
}

/// Columns of numbers as rows, one after another.
private func rows<Scalar: BinaryFloatingPoint>(
  of columns: [[Double]], count: Int
) -> [Scalar] {
  var scalars: [Scalar] = []
  scalars.reserveCapacity(count * columns.count)
  for row in 0..<count {
    for column in columns { scalars.append(Scalar(column[row])) }
  }
  return scalars
}
