import Foundation
import Laplace
import ModelFiles
import Notebook
import TestSupport
import Testing

/// `restore` of files that laplace-torch wrote.
@Suite struct TorchRestoreTests {
  /// A folder with the model of a golden case as `model.safetensors`.
  private func withModel(
    of name: String, _ body: (Kernel, String) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      var file = SafetensorsWriter()
      try ModelFile.add(try GoldenCase.named(name).model(), to: &file)
      try file.write(to: folder + "/model.safetensors")
      let kernel = Kernel(folder: folder)
      #expect(await kernel.test("set scalar=double\nm1 = open model.safetensors").problem == nil)
      try await body(kernel, folder)
    }
  }

  private func copy(_ state: String, to path: String) throws {
    try FileManager.default.copyItem(
      atPath: fixturePath("Torch/states/\(state)"), toPath: path)
  }

  @Test("a posterior comes back with its numbers, and can be kept")
  func restored() async throws {
    try await withModel(of: "iris-mlp-classification") { kernel, folder in
      try copy("iris-mlp-classification-all-kron.bin", to: folder + "/state.pt")
      let run = await kernel.test("p1 = restore state.pt model=m1")
      #expect(run.problem == nil)
      let receipt = try #require(run.receipts.first)
      #expect(receipt.contains("restored kron ggn over all 67 parameters of m1"))
      let evidence = await kernel.test("evidence p1 | json").json.first
      let value = try #require(evidence?["log_marginal_likelihood"] as? Double)
      #expect(abs(value + 38.795183164342404) < 1e-6)
      let kept = await kernel.test("keep p1 kept.safetensors\np2 = restore kept.safetensors")
      #expect(kept.problem == nil)
      let one = await kernel.test("evidence p1 | json").results
      #expect(await kernel.test("evidence p2 | json").results == one)
      let refused = await kernel.test("restore kept.safetensors model=m1")
      #expect(refused.problem?.code == .notApplicable)
    }
  }

  @Test("the content tells the kind of file, not the name")
  func content() async throws {
    try await withModel(of: "sinusoid-mlp-regression") { kernel, folder in
      for name in ["state.bin", "state.safetensors"] {
        try copy("sinusoid-mlp-regression-last_layer-full.bin", to: folder + "/" + name)
        let run = await kernel.test("restore \(name) model=m1")
        #expect(run.problem == nil)
        #expect(run.receipts.first?.contains("full ggn over last 13 parameters") == true)
      }
    }
  }

  @Test("a missing, another or a hostile model is told as such")
  func refused() async throws {
    try await withModel(of: "iris-mlp-classification") { kernel, folder in
      try copy("iris-mlp-classification-all-diag.bin", to: folder + "/state.pt")
      try copy("sinusoid-mlp-regression-all-diag.bin", to: folder + "/other.pt")
      let unnamed = await kernel.test("restore state.pt")
      #expect(unnamed.problem?.code == .missingArgument)
      #expect(unnamed.problem?.message.contains("has no weights") == true)
      let other = await kernel.test("restore other.pt model=m1")
      #expect(other.problem?.code == .fileMalformed)
      #expect(other.problem?.message.contains("regression") == true)
      for (file, words) in [
        ("evil_refuse", "__builtin__.print"), ("whole_module_refuse", "Sequential"),
        ("legacy_nonzip", "before 1.6"), ("state_dict", "no 'cls_name'"),
      ] {
        try FileManager.default.copyItem(
          atPath: fixturePath("Torch/\(file).pt"), toPath: "\(folder)/\(file).pt")
        let run = await kernel.test("restore \(file).pt model=m1")
        #expect(run.problem?.code == .fileMalformed)
        #expect(run.problem?.message.contains(words) == true, "\(run.problem?.message ?? "")")
      }
      #expect(await kernel.test("restore absent.pt model=m1").problem?.code == .fileUnreadable)
    }
  }
}
