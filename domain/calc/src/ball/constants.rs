//! π and ln 2 as fixed-point numbers, kept for the next use.

use dashu::integer::IBig;

/// What has been computed of the constants so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Constants {
    pi: Option<(usize, IBig)>,
    ln2: Option<(usize, IBig)>,
}

impl Constants {
    /// ⌊π · 2^bits⌋ within 2 units.
    pub(crate) fn pi(&mut self, bits: usize) -> IBig {
        cached(&mut self.pi, bits, |wide| {
            // Machin: π/4 = 4 arctan 1/5 − arctan 1/239.
            (reciprocal_series(5, wide, true) * 16) - (reciprocal_series(239, wide, true) * 4)
        })
    }

    /// ⌊ln 2 · 2^bits⌋ within 2 units.
    pub(crate) fn ln2(&mut self, bits: usize) -> IBig {
        cached(&mut self.ln2, bits, |wide| {
            // ln 2 = 18 artanh 1/26 − 2 artanh 1/4801 + 8 artanh 1/8749.
            reciprocal_series(26, wide, false) * 18 - reciprocal_series(4801, wide, false) * 2
                + reciprocal_series(8749, wide, false) * 8
        })
    }
}

/// Computes with 32 bits more than asked for: the series below lose fewer than 20.
fn cached(
    kept: &mut Option<(usize, IBig)>,
    bits: usize,
    compute: impl FnOnce(usize) -> IBig,
) -> IBig {
    if let Some((known, value)) = kept
        && *known >= bits
    {
        return value.clone() >> (*known - bits);
    }
    let value = compute(bits + 32) >> 32;
    *kept = Some((bits, value.clone()));
    value
}

/// arctan(1/n), or artanh(1/n) if the signs do not alternate, in units of `2^-bits`. Each of fewer
/// than `bits` terms is off by less than 2 units.
fn reciprocal_series(n: u64, bits: usize, alternating: bool) -> IBig {
    let square = n * n;
    let mut power = (IBig::ONE << bits) / n;
    let mut sum = power.clone();
    let mut divisor = 1_u64;
    while !power.is_zero() {
        power /= square;
        divisor += 2;
        let term = &power / divisor;
        if alternating && divisor % 4 == 3 {
            sum -= term;
        } else {
            sum += term;
        }
    }
    sum
}
