/// A number with functions that compilers turn into vector instructions.
///
/// The functions have neither branches nor calls. They are within about 2 units in the last place
/// everywhere, subnormal results included; infinities and NaN are as usual.
protocol Elementary: TensorScalar {
  /// `eˣ`.
  static func exponential(_ x: Self) -> Self

  /// `tanh x`.
  static func hyperbolicTangent(_ x: Self) -> Self
}

extension Double: Elementary {
  /// One of two numbers that are both worked out: a choice between bits is never made a branch.
  @inline(__always)
  private static func chosen(_ isFirst: Bool, _ first: Double, _ second: Double) -> Double {
    let mask: UInt64 = isFirst ? .max : 0
    return Double(bitPattern: first.bitPattern & mask | second.bitPattern & ~mask)
  }

  /// `eˣ = 2ⁿ eʳ` with n the integer nearest to x/ln 2 and `eʳ = 1 + 2 r P(r²)/(Q(r²) - r P(r²))`
  /// (the Padé form of the Cephes library, Moshier 1989).
  @inline(__always)
  static func exponential(_ x: Double) -> Double {
    let above = x > 710 ? 710 : x
    let clamped = above < -746 ? -746 : above
    // Adding 1.5·2⁵² rounds to an integer, which then stands in the last bits.
    let shifted = clamped * 1.4426950408889634 + 0x1.8p52
    let n = shifted - 0x1.8p52
    let r = (clamped - n * 6.93145751953125e-1) - n * 1.42860682030941723212e-6
    let square = r * r
    let p =
      r
      * ((1.26177193074810590878e-4 * square + 3.02994407707441961300e-2) * square
        + 9.99999999999999999910e-1)
    let q =
      ((3.00198505138664455042e-6 * square + 2.52448340349684104192e-3) * square
        + 2.27265548208155028766e-1) * square + 2.00000000000000000005
    let power = 1 + 2 * (p / (q - p))
    // 2ⁿ in two factors, so that neither overflows where the product does not.
    let exponent = shifted.bitPattern &- (0x1.8p52).bitPattern &+ 2048
    let half = exponent &>> 1
    return power * Double(bitPattern: (half &- 1) &<< 52)
      * Double(bitPattern: (exponent &- half &- 1) &<< 52)
  }

  /// `x + x³ P(x²)/Q(x²)` for `|x| < 0.625`, else `1 - 2/(e²ˣ + 1)` with the sign of x (Cephes).
  @inline(__always)
  static func hyperbolicTangent(_ x: Double) -> Double {
    let size = x < 0 ? -x : x
    let isSmall = size < 0.625
    let square = x * x
    let p =
      (-9.64399179425052238628e-1 * square - 9.92877231001918586564e1) * square
      - 1.61468768441708447952e3
    let q =
      ((square + 1.12811678491632931402e2) * square + 2.23548839060100448583e3) * square
      + 4.84406305325125486048e3
    let (smallTop, largeBottom) = (square * p, exponential(2 * size) + 1)
    let quotient = chosen(isSmall, smallTop, 2) / chosen(isSmall, q, largeBottom)
    let (small, large) = (x + x * quotient, 1 - quotient)
    return chosen(isSmall, small, x < 0 ? -large : large)
  }
}

extension Float: Elementary {
  /// One of two numbers that are both worked out: a choice between bits is never made a branch.
  @inline(__always)
  private static func chosen(_ isFirst: Bool, _ first: Float, _ second: Float) -> Float {
    let mask: UInt32 = isFirst ? .max : 0
    return Float(bitPattern: first.bitPattern & mask | second.bitPattern & ~mask)
  }

  /// `eˣ = 2ⁿ eʳ` with n the integer nearest to x/ln 2 and `eʳ = 1 + r + r² P(r)` (Cephes).
  @inline(__always)
  static func exponential(_ x: Float) -> Float {
    let above = x > 89 ? 89 : x
    let clamped = above < -105 ? -105 : above
    let shifted = clamped * 1.44269504 + 0x1.8p23
    let n = shifted - 0x1.8p23
    let r = (clamped - n * 0.693359375) + n * 2.12194440e-4
    let low = (1.9875691500e-4 * r + 1.3981999507e-3) * r + 8.3334519073e-3
    let p = ((low * r + 4.1665795894e-2) * r + 1.6666665459e-1) * r + 5.0000001201e-1
    let power = 1 + (r + r * r * p)
    let exponent = shifted.bitPattern &- (0x1.8p23 as Float).bitPattern &+ 256
    let half = exponent &>> 1
    return power * Float(bitPattern: (half &- 1) &<< 23)
      * Float(bitPattern: (exponent &- half &- 1) &<< 23)
  }

  /// `x + x³ P(x²)` for `|x| < 0.625`, else `1 - 2/(e²ˣ + 1)` with the sign of x (Cephes).
  @inline(__always)
  static func hyperbolicTangent(_ x: Float) -> Float {
    let size = x < 0 ? -x : x
    let square = x * x
    let low = (-5.70498872745e-3 * square + 2.06390887954e-2) * square - 5.37397155531e-2
    let p = (low * square + 1.33314422036e-1) * square - 3.33332819422e-1
    let (small, large) = (x + x * (square * p), 1 - 2 / (exponential(2 * size) + 1))
    return chosen(size < 0.625, small, x < 0 ? -large : large)
  }
}
