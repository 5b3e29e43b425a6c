//! What operations on big integers cost, in steps of about a nanosecond.
//!
//! Measured with dashu 0.6.2 and rounded up; the formulas use integers only, so that native and WASM
//! count the same.

/// Words of 64 bits, at least one.
fn words(bits: u64) -> u64 {
    (bits / 64).saturating_add(1)
}

/// Making, copying, adding or shifting a number.
pub(crate) fn copy(bits: u64) -> u64 {
    words(bits).saturating_mul(40).saturating_add(20)
}

/// Multiplying two numbers of at most `bits` bits: schoolbook, then Karatsuba, then NTT.
pub(crate) fn multiply(bits: u64) -> u64 {
    let w = words(bits);
    let karatsuba = w.saturating_mul(w.isqrt()).saturating_mul(10);
    w.saturating_mul(w).min(karatsuba).min(w.saturating_mul(1_000)).saturating_add(50)
}

/// Dividing a number of `bits` bits.
pub(crate) fn divide(bits: u64) -> u64 {
    multiply(bits).saturating_mul(4)
}

/// The greatest common divisor: quadratic.
pub(crate) fn gcd(bits: u64) -> u64 {
    let w = words(bits);
    w.saturating_mul(w).saturating_mul(3).saturating_div(2).saturating_add(w.saturating_mul(300))
}

/// Writing a number in decimal, or reading it.
pub(crate) fn decimal(bits: u64) -> u64 {
    multiply(bits).saturating_mul(6).saturating_add(100)
}

/// An arithmetic operation on two rationals whose parts have at most `bits` bits.
pub(crate) fn rational(bits: u64) -> u64 {
    multiply(bits).saturating_mul(3).saturating_add(gcd(bits))
}
