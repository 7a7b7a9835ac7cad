import Curvature
import LinearAlgebra
import Tensors

/// A dense matrix for each layer.
struct BlockDiagonalSpectrum: CurvatureSpectrum {
  private let layers: [Layer]

  private struct Layer: Sendable {
    let spectrum: any CurvatureSpectrum
    let tensors: Range<Int>
    let parameters: Range<Int>
  }

  init(
    _ curvature: BlockDiagonalCurvature, isPositiveSemidefinite: Bool
  ) throws(LinearAlgebraError) {
    var layers: [Layer] = []
    var tensor = 0
    for (layer, start) in zip(curvature.layers, curvature.starts) {
      let tensors = tensor..<tensor + layer.selection.tensors.count
      layers.append(
        Layer(
          spectrum: try layer.spectrum(isPositiveSemidefinite: isPositiveSemidefinite),
          tensors: tensors, parameters: start..<start + layer.selection.count))
      tensor = tensors.upperBound
    }
    self.layers = layers
  }

  func eigenvalues() throws(LinearAlgebraError) -> [Double] {
    var values: [Double] = []
    for layer in layers { values += try layer.spectrum.eigenvalues() }
    return values
  }

  func eigenvaluesByBlock() throws(LinearAlgebraError) -> [SpectrumBlock]? {
    var blocks: [SpectrumBlock] = []
    for layer in layers {
      blocks.append(
        SpectrumBlock(tensors: layer.tensors, eigenvalues: try layer.spectrum.eigenvalues()))
    }
    return blocks
  }

  func factor(_ prior: RelativePrior) throws(LinearAlgebraError) -> any PrecisionFactor {
    var factors: [any PrecisionFactor] = []
    for layer in layers {
      factors.append(
        try layer.spectrum.factor(
          prior.part(tensors: layer.tensors, parameters: layer.parameters)))
    }
    return BlockDiagonalPrecision(layers: factors, parameters: layers.map(\.parameters))
  }

  func projection<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>
  ) throws(LinearAlgebraError) -> any OutputProjection {
    var projections: [any OutputProjection] = []
    for layer in layers { projections.append(try layer.spectrum.projection(sweep)) }
    return LayerProjections(layers: projections)
  }

  func effectiveParameters() throws -> EffectiveParameterProfile {
    EffectiveParameterProfile(
      parts: try layers.flatMap { try $0.spectrum.effectiveParameters().parts })
  }

  func products(_ rows: Tensor<Double>) throws -> Tensor<Double> {
    var result = rows
    for layer in layers {
      let own = rows.selectingColumns(Array(layer.parameters))
      result.setColumns(from: layer.parameters.lowerBound, to: try layer.spectrum.products(own))
    }
    return result
  }
}
