extension ArgumentBinding {
  /// Gives the values to the parameters in order.
  ///
  /// What comes through the pipe takes its parameter out of the order. An optional parameter that
  /// a value does not fit is passed over when the value fits a later one, so that `plot spectrum`
  /// is the spectrum of the current object.
  mutating func bindParameters(_ values: [Value]) throws(Problem) {
    var parameters = signature.parameters[...]
    if let input, let index = parameters.firstIndex(where: \.takesInput) {
      let reference = ObjectReference(source: .input, kind: input, range: place)
      append(.object(reference), to: parameters[index])
      parameters = ArraySlice(signature.parameters.filter { !$0.takesInput })
    }
    for value in values {
      guard !parameters.isEmpty else { throw surplus(value) }
      let (index, elements) = try fit(value, to: parameters)
      let parameter = parameters[index]
      for element in elements { append(element, to: parameter) }
      let start = bound.ranges[parameter.name]?.lowerBound ?? value.range.lowerBound
      bound.ranges[parameter.name] = start..<value.range.upperBound
      parameters = parameters[(parameter.isVariadic ? index : index + 1)...]
    }
  }

  private mutating func append(_ value: BoundValue, to parameter: ParameterSignature) {
    if parameter.isVariadic {
      bound.values[parameter.name] = .list(bound.list(parameter.name) + [value])
    } else {
      bound.values[parameter.name] = value
    }
  }

  /// The first parameter the value fits, and the value as that parameter sees it.
  private func fit(
    _ value: Value, to parameters: ArraySlice<ParameterSignature>
  ) throws(Problem) -> (index: Int, elements: [BoundValue]) {
    var firstProblem: Problem?
    for (index, parameter) in zip(parameters.indices, parameters) {
      do throws(Problem) {
        return (index, try elements(of: value, for: parameter))
      } catch {
        firstProblem = firstProblem ?? error
        let mayPass = parameter.isOptional || bound.ranges[parameter.name] != nil
        guard mayPass else { break }
      }
    }
    throw firstProblem ?? surplus(value)
  }

  /// Several values in brackets are as good as several values.
  private func elements(
    of value: Value, for parameter: ParameterSignature
  ) throws(Problem) -> [BoundValue] {
    guard parameter.isVariadic, case .list(let elements) = value.content else {
      return [try self.value(value, as: parameter.kind, for: parameter.name)]
    }
    var bound: [BoundValue] = []
    for element in elements {
      bound.append(try self.value(element, as: parameter.kind, for: parameter.name))
    }
    return bound
  }
}
