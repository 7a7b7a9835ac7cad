/// Ticks at exact decimal places: the numbers `multiple · 10^exponent`.
struct DecimalTicks: Hashable {
  private(set) var multiples: [Int]
  private(set) var exponent: Int

  /// Common factors of ten move from the multiples to the exponent.
  init(multiples: [Int], exponent: Int) {
    self.multiples = multiples
    self.exponent = exponent
    while self.multiples.contains(where: { $0 != 0 }),
      self.multiples.allSatisfy({ $0.isMultiple(of: 10) })
    {
      self.multiples = self.multiples.map { $0 / 10 }
      self.exponent += 1
    }
  }

  /// The ticks as the nearest binary numbers.
  var values: [Double] { multiples.compactMap { Double("\($0)e\(exponent)") } }
}
