import RealModule

extension Double {
  /// `log(1 + s/ρ)`, also where the quotient is beyond the largest number.
  static func logOnePlus(_ s: Double, over ρ: Double) -> Double {
    let ratio = s / ρ
    return ratio.isFinite ? .log(onePlus: ratio) : .log(s) - .log(ρ)
  }
}
