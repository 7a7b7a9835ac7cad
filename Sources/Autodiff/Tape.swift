import Tensors

/// The operations of a calculation in the order in which they were done.
///
/// Nodes are array elements that name their inputs by index: long chains need no recursion, and going
/// backwards is counting down. A tape belongs to one thread.
public final class Tape<Scalar: TensorScalar> {
  private struct Node {
    let operation: (any Operation<Scalar>)?
    let inputs: [(value: Tensor<Scalar>, index: Int)]
    let value: Tensor<Scalar>
  }

  private var nodes: [Node] = []

  /// An empty tape.
  public init() {}

  /// Puts a tensor on the tape, so that derivatives in it can be asked for.
  public func variable(_ value: Tensor<Scalar>) -> Variable<Scalar> {
    nodes.append(Node(operation: nil, inputs: [], value: value))
    return Variable(value, tape: self, index: nodes.count - 1)
  }

  func record(
    _ operation: some Operation<Scalar>, inputs: [Variable<Scalar>], value: Tensor<Scalar>
  ) -> Variable<Scalar> {
    precondition(
      inputs.allSatisfy { $0.tape == nil || $0.tape === self }, "variables of two tapes meet")
    nodes.append(
      Node(
        operation: operation, inputs: inputs.map { ($0.value, $0.index) }, value: value))
    return Variable(value, tape: self, index: nodes.count - 1)
  }

  /// The cotangents of `targets` that belong to a cotangent of `output`: `Jᵀ g` for each target.
  ///
  /// The cotangent has the output's shape, with any axes in front: each of those is a cotangent of
  /// its own, and the results carry the same axes in front. With `recording`, the backward pass is
  /// itself put on the tape, so that its results can be differentiated. Targets the output does not
  /// depend on give zeros.
  public func pullback(
    of output: Variable<Scalar>, cotangent: Variable<Scalar>, to targets: [Variable<Scalar>],
    recording: Bool = false
  ) -> [Variable<Scalar>] {
    pullback(of: [(output, cotangent)], to: targets, recording: recording)
  }

  /// The cotangents of `targets` that belong to cotangents of several outputs, `Σ Jᵀ g`; the axes in
  /// front of the outputs' own are the same for all of them.
  public func pullback(
    of seeds: [(output: Variable<Scalar>, cotangent: Variable<Scalar>)],
    to targets: [Variable<Scalar>], recording: Bool = false
  ) -> [Variable<Scalar>] {
    let leading = seeds.first.map { $0.cotangent.leadingAxes(before: $0.output.shape) } ?? []
    for (output, cotangent) in seeds {
      precondition(
        leading + output.shape == cotangent.shape,
        "a cotangent of shape \(cotangent.shape) does not fit an output of shape \(output.shape)")
    }
    let last = seeds.map { $0.output.index }.max() ?? -1
    let isNeeded = nodesBetween(targets, and: last)
    let isTarget = Set(targets.map { $0.index })
    var cotangents = [Variable<Scalar>?](repeating: nil, count: last + 1)
    for (output, cotangent) in seeds where output.index >= 0 {
      cotangents[output.index] = cotangents[output.index].map { $0 + cotangent } ?? cotangent
    }

    for index in cotangents.indices.reversed() where isNeeded[index] {
      guard let cotangent = cotangents[index], let operation = nodes[index].operation else {
        continue
      }
      if !isTarget.contains(index) { cotangents[index] = nil }
      let inputs = nodes[index].inputs.map { variable($0, recording: recording) }
      let value = variable((nodes[index].value, index), recording: recording)
      for (position, input) in nodes[index].inputs.enumerated()
      where input.index >= 0 && isNeeded[input.index] {
        let part = operation.pullback(cotangent, to: position, inputs: inputs, output: value)
        guard let part else { continue }
        cotangents[input.index] = cotangents[input.index].map { $0 + part } ?? part
      }
    }
    return targets.map { target in
      let cotangent = target.index < cotangents.count ? cotangents[target.index] : nil
      return cotangent ?? Variable(.zeros(leading + target.shape))
    }
  }

  /// Which nodes up to the last output depend on a target, the targets included.
  private func nodesBetween(_ targets: [Variable<Scalar>], and last: Int) -> [Bool] {
    var isNeeded = [Bool](repeating: false, count: last + 1)
    for target in targets {
      precondition(
        target.tape === self, "a derivative is asked in a tensor that is not on the tape")
      if target.index < isNeeded.count { isNeeded[target.index] = true }
    }
    for index in isNeeded.indices where !isNeeded[index] {
      isNeeded[index] = nodes[index].inputs.contains { $0.index >= 0 && isNeeded[$0.index] }
    }
    return isNeeded
  }

  private func variable(
    _ input: (value: Tensor<Scalar>, index: Int), recording: Bool
  ) -> Variable<Scalar> {
    recording && input.index >= 0
      ? Variable(input.value, tape: self, index: input.index) : Variable(input.value)
  }
}
