import Curvature
import Datasets
import Laplace
import NeuralNetworks
import TestSupport
import Tensors
import Testing

private let seeds = 0..<6 as Range<UInt64>
private let structures: [HessianStructure] = [
  .full, .blockDiagonal, .diagonal, .lowRank(rank: 3), .functional(),
]

/// Posteriors over some of the weights: everything has the size of the subset.
@Suite struct SubnetworkPosteriorTests {
  @Test(
    "priors, means, draws and densities have the subset's size, and the evidence is finite",
    arguments: seeds, structures)
  func sizes(seed: UInt64, structure: HessianStructure) throws {
    for posterior in try posteriors(structure, seed: seed) {
      let count = posterior.parameterCount
      #expect(count < posterior.model.network.layout.count)
      #expect(posterior.selection.indices(in: posterior.model.network.layout).count == count)
      #expect(try posterior.sample(count: 2, seed: 1).shape == [2, count])
      #expect(try posterior.marginalLikelihood().value.isFinite)
      let tensors = posterior.selection.tensors.count
      var shapes: [(PriorPrecision.Shape, Int)] = [(.scalar, 1)]
      if !structure.isFunctional { shapes += [(.tensors, tensors), (.parameters, count)] }
      for (shape, length) in shapes {
        let settings = try PosteriorSettings(
          priorPrecision: PriorPrecision(shape, (1...length).map(Double.init)),
          priorMean: .vector((0..<count).map { 0.1 * Double($0) }))
        let other = try posterior.with(settings)
        #expect(try other.marginalLikelihood().value.isFinite)
        let weights = other.selection.vector(of: other.model.network)
        #expect(try other.squareNorm(of: weights) == 0)
        #expect(try other.logDensity(of: weights).isFinite)
        // One number too many is one of another network.
        guard shape != .scalar else { continue }
        #expect(throws: LaplaceError.priorLength(found: length + 1, allowed: [length])) {
          try posterior.with(
            settings.with(PriorPrecision(shape, (0...length).map { _ in 1.0 })))
        }
      }
      let all = posterior.model.network.layout.count
      #expect(throws: LaplaceError.priorMeanLength(found: all, expected: count)) {
        try posterior.with(
          PosteriorSettings(
            priorPrecision: PriorPrecision(1),
            priorMean: .vector([Double](repeating: 0, count: all))))
      }
      #expect(throws: LaplaceError.weightCount(found: all, expected: count)) {
        try posterior.logDensity(of: posterior.model.network.flatParameters)
      }
    }
  }

  @Test("draws vary at the chosen places alone, and are told by the seed", arguments: seeds)
  func draws(seed: UInt64) throws {
    for structure in structures {
      for posterior in try posteriors(structure, seed: seed) {
        let network = posterior.model.network
        let chosen = Set(posterior.selection.indices(in: network.layout))
        let draws = try posterior.sample(count: 3, seed: seed)
        #expect(try posterior.sample(count: 3, seed: seed) == draws)
        #expect(try posterior.sample(count: 3, seed: seed + 1) != draws)
        for draw in 0..<3 {
          var parameters = network.parameters
          posterior.selection.write(draws.slice(draw..<draw + 1).scalars, to: &parameters)
          let moved = parameters.flatMap(\.scalars)
          for (place, (drawn, trained)) in zip(moved, network.flatParameters).enumerated() {
            #expect((drawn == trained) == !chosen.contains(place))
          }
        }
      }
    }
  }

  @Test("every tuning works over every subset with every shape of prior", arguments: seeds)
  func tunings(seed: UInt64) throws {
    let data = try TinyProblem<Double>(.classification, seed: seed, count: 30).data
    for structure in structures {
      for posterior in try posteriors(structure, seed: seed) {
        var shapes = [PriorPrecision.Shape.scalar]
        if !structure.isFunctional {
          shapes += [.tensors, .groups(.layers(of: posterior.selection)), .parameters]
        }
        for shape in shapes {
          let tuned = try posterior.tunedByEvidence(shape).posterior
          #expect(tuned.settings.priorPrecision.shape == shape)
          #expect(
            tuned.settings.priorPrecision.values.count
              == shape.count(over: posterior.selection))
          #expect(
            try tuned.marginalLikelihood().value >= posterior.marginalLikelihood().value - 1e-9)
        }
        let validated = try posterior.tuned(
          by: .nll, on: .heldOut(data), priorPrecisions: [0.1, 1, 10])
        #expect(validated.posterior.settings.priorPrecision.scalar != nil)
        let grid = try SettingsGrid(
          of: posterior, over: .init(of: posterior, priorPrecisions: [0.1, 1, 10]), scoredOn: data)
        #expect(grid.points.allSatisfy { $0.evidence.isFinite })
      }
    }
  }

  @Test("single weights have no Kronecker factors, and are refused by name")
  func kronecker() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 1)
    for structure in [HessianStructure.kronecker(), .eigenvalueCorrected()] {
      var options = LaplaceOptions()
      (options.structure, options.subset) = (structure, .indices([0, 3]))
      #expect(throws: CurvatureError.self) {
        try LaplacePosterior(
          of: problem.model, fittedTo: problem.data, options: options,
          settings: PosteriorSettings())
      }
    }
  }

  private func posteriors(
    _ structure: HessianStructure, seed: UInt64
  ) throws -> [LaplacePosterior<Double>] {
    let problem = try TinyProblem<Double>(.classification, seed: seed, count: 30)
    return try [
      WeightSubset.indices([0, 2, 3, 7, 9]), .largestMagnitude(count: 4),
      .random(count: 6, seed: seed), .parameters(["0.weight"]), .modules(["2"]), .lastLayer,
    ].map { subset in
      var options = LaplaceOptions()
      (options.structure, options.subset) = (structure, subset)
      return try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options,
        settings: PosteriorSettings(priorPrecision: 0.4))
    }
  }
}
