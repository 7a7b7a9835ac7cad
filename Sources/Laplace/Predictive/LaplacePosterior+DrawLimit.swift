extension LaplacePosterior {
  /// Refuses draws that need more than the memory limit: S draws of P weights, and of Q outputs that are
  /// kept with each, take `8 S (P + Q)` bytes.
  func checkMemory(ofDraws count: Int, outputs: Int = 0) throws(LaplaceError) {
    let bytesEach = 8 * (parameterCount + outputs)
    guard count <= options.memoryLimit / bytesEach else {
      throw .tooManySamples(
        count: count, weights: parameterCount, bytesEach: bytesEach, limit: options.memoryLimit)
    }
  }
}
