import Tensors

extension NetworkSweep {
  /// The gradients of cotangent r of every example in all selected parameters, of shape (batch, P), in
  /// Double: rows of a Jacobian, for the structures that need all of it.
  public func jacobianRows(cotangent: Int, parameterCount: Int, layout: [Int]) -> Tensor<Double> {
    var rows = Tensor<Double>.zeros([outputs.shape[0], parameterCount])
    for site in sites {
      if let weight = site.weight {
        rows.addOuterProducts(of: site, cotangent: cotangent, at: layout[weight])
      }
      if let bias = site.bias {
        rows.addCotangents(of: site, cotangent: cotangent, at: layout[bias])
      }
    }
    return rows
  }

  /// The whole Jacobian, of shape (batch, R, P), in Double.
  public func jacobian(of selection: ParameterSelection) -> Tensor<Double> {
    let count = sites.first?.cotangentCount ?? outputs.shape[1]
    let batch = outputs.shape[0]
    var result = Tensor<Double>.zeros([batch, count, selection.count])
    for cotangent in 0..<count {
      let rows = jacobianRows(
        cotangent: cotangent, parameterCount: selection.count, layout: selection.layout.offsets)
      for example in 0..<batch {
        let source = example * selection.count
        let target = (example * count + cotangent) * selection.count
        result.scalars.replaceSubrange(
          target..<target + selection.count,
          with: rows.scalars[source..<source + selection.count])
      }
    }
    return result
  }
}

extension Tensor<Double> {
  /// Adds `Σₜ g[b,t] a[b,t]ᵀ`, flattened, to row b from column `offset` on.
  fileprivate mutating func addOuterProducts<Source: TensorScalar>(
    of site: SiteFactors<Source>, cotangent: Int, at offset: Int
  ) {
    let a = Source.widened(site.activations.scalars)
    let g = Source.widened(site.cotangents.slice(cotangent..<cotangent + 1).scalars)
    let (inputs, outputs, width) = (site.inputCount, site.outputCount, shape[1])
    scalars.withUnsafeMutableBufferPointer { rows in
      for place in 0..<site.batchCount * site.positionCount {
        let row = place / site.positionCount * width + offset
        for output in 0..<outputs {
          let scale = g[place * outputs + output]
          guard scale != 0 else { continue }
          for input in 0..<inputs {
            rows[row + output * inputs + input] += scale * a[place * inputs + input]
          }
        }
      }
    }
  }

  /// Adds `Σₜ g[b,t]` to row b from column `offset` on.
  fileprivate mutating func addCotangents<Source: TensorScalar>(
    of site: SiteFactors<Source>, cotangent: Int, at offset: Int
  ) {
    let g = Source.widened(site.cotangents.slice(cotangent..<cotangent + 1).scalars)
    for place in 0..<site.batchCount * site.positionCount {
      let row = place / site.positionCount * shape[1] + offset
      for output in 0..<site.outputCount {
        scalars[row + output] += g[place * site.outputCount + output]
      }
    }
  }
}
