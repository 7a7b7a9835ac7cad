#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// `log₁₀ x`.
func decimalLogarithm(_ x: Double) -> Double { log10(x) }

/// `baseᵉ`.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
