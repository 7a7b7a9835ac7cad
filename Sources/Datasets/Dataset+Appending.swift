import Tensors

extension Dataset {
  /// The examples of this data and then those of another, whose inputs and targets have the same form.
  public func appending(_ other: Dataset) throws(DatasetError) -> Dataset {
    guard exampleShape == other.exampleShape, let targets = targets.appending(other.targets) else {
      throw .examples(.differentForms)
    }
    return try Dataset(
      inputs: .concatenated([inputs, other.inputs]), targets: targets, inputNames: inputNames,
      targetNames: targetNames,
      classNames: classNames.count >= other.classNames.count ? classNames : other.classNames)
  }
}

extension Targets {
  /// These targets and then others; nil where they have another form.
  fileprivate func appending(_ other: Targets) -> Targets? {
    switch (self, other) {
    case (.values(let one), .values(let two)) where one.shape[1] == two.shape[1]:
      .values(.concatenated([one, two]))
    case (.classes(let one, let count), .classes(let two, let otherCount)):
      .classes(one + two, classCount: max(count, otherCount))
    case (
      .sequences(let one, let length, let count),
      .sequences(let two, let otherLength, let otherCount)
    ) where length == otherLength:
      .sequences(one + two, length: length, classCount: max(count, otherCount))
    case (.none, .none): Targets.none
    default: nil
    }
  }
}
