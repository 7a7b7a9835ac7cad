import Curvature
import Laplace
import ModelFiles
import TestSupport
import Tensors
import Testing

@Suite struct PosteriorFileTests {
  @Test(
    "entries that do not go together are refused, the entry named",
    arguments: [
      ("loss", "nan"), ("loss", "inf"), ("n_data", "0"), ("n_data", "-5"),
      ("curvature", "hessian"), ("subset", "last"), ("structure", "full"), ("noise", "2"),
    ])
  func alteredEntries(name: String, value: String) throws {
    let problem = try TinyProblem<Double>(.classification, seed: 1)
    let posterior = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, settings: PosteriorSettings())
    var file = try PosteriorFile.contents(of: posterior)
    let whole = try PosteriorFile.read(SafetensorsFile(bytes: file.bytes()), as: Double.self)
    #expect(try whole.marginalLikelihood() == posterior.marginalLikelihood())
    file.metadata[name] = value
    let altered = try SafetensorsFile(bytes: file.bytes())
    #expect(throws: LaplaceError.self) { try PosteriorFile.read(altered, as: Double.self) }
  }
}
