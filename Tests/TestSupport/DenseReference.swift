import Autodiff
import Datasets
import NeuralNetworks
import RealModule
import Tensors

/// Curvature by its definition, from finite differences of the network: slow and obvious.
package enum DenseReference {
  /// The Jacobian of the outputs at one input in all parameters, of shape (C, P).
  package static func jacobian(
    _ network: Network<Double>, at input: Tensor<Double>
  ) -> Tensor<Double> {
    jacobian(network, ofExample: input.reshaped([1] + input.shape))
  }

  /// The Jacobian of the outputs of one example, of shape (1, …): of an input, or of a group of them.
  private static func jacobian(
    _ network: Network<Double>, ofExample example: Tensor<Double>
  ) -> Tensor<Double> {
    let rows = finiteDifferenceJacobian(at: network.flatParameters) { parameters in
      network.with(flatParameters: parameters)(example).scalars
    }
    return Tensor(shape: [rows.count, network.layout.count], scalars: rows.flatMap(\.self))
  }

  /// The second derivative of one example's loss in its outputs, its mean over the targets that the
  /// outputs themselves say, of shape (C, C), where classes at several positions have nothing
  /// in common and those of positions that do not count are 0.
  package static func outputHessian(
    _ likelihood: LikelihoodKind, outputs: [Double], positions: [Bool] = [true]
  ) -> Tensor<Double> {
    let count = outputs.count
    var hessian = Tensor<Double>.zeros([count, count])
    guard positions == [true] else {
      let width = count / positions.count
      for (position, counts) in positions.enumerated() where counts {
        let first = position * width
        let block = outputHessian(likelihood, outputs: Array(outputs[first..<first + width]))
        for place in 0..<width * width {
          hessian.scalars[(first + place / width) * count + first + place % width] =
            block.scalars[place]
        }
      }
      return hessian
    }
    for (index, output) in outputs.enumerated() {
      hessian.scalars[index * (count + 1)] =
        switch likelihood {
        case .regression, .classification, .reward: 1
        case .scaledRegression(let noises): 1 / (noises[index] * noises[index])
        case .binary: 1 / (2 + .exp(output) + .exp(-output))
        case .heteroscedastic: index < count / 2 ? .exp(-outputs[index + count / 2]) : 0.5
        }
    }
    guard likelihood == .classification || likelihood == .reward else { return hessian }
    // p - p² without its cancellation where p is nearly 1: p times the sum of the others.
    let probabilities = Tensor(shape: [1, count], scalars: outputs).softmax().scalars
    for i in 0..<count {
      for j in 0..<count where j != i {
        hessian.scalars[i * count + j] = -probabilities[i] * probabilities[j]
      }
      let others = probabilities.enumerated().filter { $0.offset != i }.map(\.element)
      hessian.scalars[i * (count + 1)] = probabilities[i] * others.reduce(0, +)
    }
    return hessian
  }

  /// `Σ Jᵀ Λ J` over the data, of shape (P, P).
  package static func generalizedGaussNewton(
    _ model: Model<Double>, on data: Dataset<Double>
  ) -> Tensor<Double> {
    let count = model.network.layout.count
    var total = Tensor<Double>.zeros([count, count])
    for example in 0..<data.count {
      let input = data.inputs.slice(example..<example + 1)
      let jacobian = jacobian(model.network, ofExample: input)
      let hessian = outputHessian(
        model.likelihood, outputs: model.network(input).scalars,
        positions: countedPositions(data.targets, example))
      total.add(
        DenseMatrix.product(
          DenseMatrix.product(jacobian.transposed(), hessian), jacobian))
    }
    return total
  }

  /// Which positions of an example have a class; a single one where targets have no positions.
  private static func countedPositions(_ targets: Targets, _ example: Int) -> [Bool] {
    guard case .sequences(let labels, let length, _) = targets else { return [true] }
    return (0..<length).map { labels[example * length + $0] != Targets.ignoredLabel }
  }

  /// `Σₙ Σᵣ (Jᵀ s)(Jᵀ s)ᵀ` over the data for columns s that are given for each example, (R, 1, C).
  package static func gaussNewton(
    _ model: Model<Double>, on data: Dataset<Double>,
    columns: (_ example: Int, _ outputs: Tensor<Double>) -> Tensor<Double>
  ) -> Tensor<Double> {
    let count = model.network.layout.count
    var total = Tensor<Double>.zeros([count, count])
    for example in 0..<data.count {
      let input = data.inputs.slice(example..<example + 1)
      let jacobian = jacobian(model.network, ofExample: input)
      let outputs = model.network(input)
      let columns = columns(example, outputs.reshaped([1, outputs.count]))
      let rows = DenseMatrix.product(
        columns.reshaped([columns.shape[0], outputs.count]), jacobian)
      total.add(DenseMatrix.product(rows.transposed(), rows))
    }
    return total
  }

  /// The Hessian of the summed loss, by differences of the gradient on the tape.
  package static func hessian(
    _ model: Model<Double>, on data: Dataset<Double>
  ) -> Tensor<Double> {
    let rows = finiteDifferenceJacobian(at: model.network.flatParameters) { point in
      let network = model.network.with(flatParameters: point)
      let tape = Tape<Double>()
      let parameters = network.parameters.map(tape.variable)
      var pass = ForwardPass<Double>()
      let outputs = network.outputs(Variable(data.inputs), parameters: parameters, in: &pass)
      let loss = model.rules.negativeLogLikelihood(outputs, data.targets)
      return tape.pullback(of: loss, cotangent: Variable(Tensor(1)), to: parameters)
        .flatMap(\.value.scalars)
    }
    return Tensor(shape: [rows.count, rows.count], scalars: rows.flatMap(\.self))
  }

  /// `Σ g gᵀ` over the data, with g the gradient of one example's loss, of shape (P, P).
  package static func empiricalFisher(
    _ model: Model<Double>, on data: Dataset<Double>
  ) -> Tensor<Double> {
    let count = model.network.layout.count
    var total = Tensor<Double>.zeros([count, count])
    for example in 0..<data.count {
      let one = data.selecting([example])
      let rows = finiteDifferenceJacobian(at: model.network.flatParameters) { parameters in
        let outputs = model.network.with(flatParameters: parameters)(one.inputs)
        return model.rules
          .negativeLogLikelihood(Variable(outputs.reshaped([1, outputs.count])), one.targets)
          .value.scalars
      }
      let gradient = Tensor(shape: [1, count], scalars: rows[0])
      total.add(DenseMatrix.product(gradient.transposed(), gradient))
    }
    return total
  }
}

extension Network<Double> {
  /// The same network at other parameters, given as one vector.
  package func with(flatParameters: [Double]) -> Network<Double> {
    var copy = self
    for index in parameters.indices {
      copy.parameters[index] = Tensor(
        shape: parameters[index].shape, scalars: Array(flatParameters[layout.range(of: index)]))
    }
    return copy
  }
}
