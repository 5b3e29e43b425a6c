//! Trigonometric functions and their inverses: exact at multiples of π/12, else atoms.

use std::cmp::Ordering;

use dashu::integer::IBig;
use dashu::rational::RBig;

use super::Engine;
use super::powers::domain;
use crate::real::{Applied, Atom, Factors, Real, Term};
use crate::refused::{Kind, Needs};

impl Engine {
    pub(crate) fn sin(&mut self, x: &Real) -> Result<Real, Kind> {
        let (turns, rest) = self.split_turns(x)?;
        match twelfths(&turns) {
            None if rest == Real::zero() => self.sin_of_turns(turns),
            Some(k) if rest == Real::zero() => self.sin_of_twelfths(k),
            Some(k) if k % 6 == 0 => {
                let value = if k % 12 == 0 { self.sin_atom(&rest)? } else { self.cos_atom(&rest)? };
                if k >= 12 { self.negate(&value) } else { Ok(value) }
            }
            _ => self.sin_atom(x),
        }
    }

    /// sin(q·π) for 0 ≤ q < 2, by the sine or cosine of an angle up to π/4: one atom for all angles
    /// that share it.
    fn sin_of_turns(&mut self, q: RBig) -> Result<Real, Kind> {
        if q >= RBig::ONE {
            let opposite = self.sin_of_turns(q - RBig::ONE)?;
            return self.negate(&opposite);
        }
        let half = RBig::from_parts(1.into(), 2_u8.into());
        let q = if q > half { RBig::ONE - q } else { q };
        if q > RBig::from_parts(1.into(), 4_u8.into()) {
            let rest = self.turn(half - q)?;
            return self.applied(Applied::Cos, rest);
        }
        let angle = self.turn(q)?;
        self.applied(Applied::Sin, angle)
    }

    /// cos x = sin(x + π/2)
    pub(crate) fn cos(&mut self, x: &Real) -> Result<Real, Kind> {
        let (turns, rest) = self.split_turns(x)?;
        let pure = rest == Real::zero();
        if !pure && twelfths(&turns).is_none_or(|k| k == 0) {
            return self.cos_atom(x);
        }
        let quarter = self.turn(RBig::from_parts(1.into(), 2_u8.into()))?;
        let shifted = self.add(x, &quarter)?;
        self.sin(&shifted)
    }

    pub(crate) fn tan(&mut self, x: &Real, name: &str) -> Result<Real, Kind> {
        let (sin, cos) = (self.sin(x)?, self.cos(x)?);
        self.quotient(&sin, &cos, name)
    }

    /// A quotient whose zero divisor is a pole of the function.
    pub(crate) fn quotient(&mut self, a: &Real, b: &Real, name: &str) -> Result<Real, Kind> {
        match self.divide(a, b) {
            Err(Kind::DivisionByZero) => Err(domain(name, Needs::NotAPole)),
            quotient => quotient,
        }
    }

    /// Splits x into q·π with 0 ≤ q < 2, up to whole turns, and what is no multiple of π.
    fn split_turns(&mut self, x: &Real) -> Result<(RBig, Real), Kind> {
        let pi = self.intern(Atom::Pi)?;
        let alone: Factors = vec![(pi, RBig::ONE)];
        let mut rest = x.terms();
        let Some(i) = rest.iter().position(|term| term.factors == alone) else {
            return Ok((RBig::ZERO, x.clone()));
        };
        let turns = rest.remove(i).coefficient;
        let whole = (&turns / RBig::from(2)).floor();
        Ok((turns - RBig::from(whole) * RBig::from(2), Real::from_sorted(rest)))
    }

    /// sin(k·π/12) for 0 ≤ k < 24.
    fn sin_of_twelfths(&mut self, k: u8) -> Result<Real, Kind> {
        let first = match k % 12 {
            k @ 0..=6 => k,
            k => 12 - k,
        };
        let value = match first {
            0 => Real::zero(),
            1 => self.quarter_of_roots(-1)?,
            2 => Real::fraction(1, 2),
            3 => self.half_root(2)?,
            4 => self.half_root(3)?,
            5 => self.quarter_of_roots(1)?,
            _ => Real::one(),
        };
        if k >= 12 { self.negate(&value) } else { Ok(value) }
    }

    /// √n / 2
    fn half_root(&mut self, n: u8) -> Result<Real, Kind> {
        let root = self.square_root(n)?;
        self.scale(&root, &RBig::from_parts(1.into(), 2_u8.into()))
    }

    fn square_root(&mut self, n: u8) -> Result<Real, Kind> {
        self.rational_power(&Real::whole(n), &RBig::from_parts(1.into(), 2_u8.into()))
    }

    /// (√6 ± √2) / 4
    fn quarter_of_roots(&mut self, sign: i8) -> Result<Real, Kind> {
        let (six, two) = (self.square_root(6)?, self.square_root(2)?);
        let two = self.scale(&two, &RBig::from(sign))?;
        let sum = self.add(&six, &two)?;
        self.scale(&sum, &RBig::from_parts(1.into(), 4_u8.into()))
    }

    /// sin x where x is no known multiple of π: sin(−x) = −sin x, sin(arcsin y) = y.
    fn sin_atom(&mut self, x: &Real) -> Result<Real, Kind> {
        if x.leads_negative() {
            let positive = self.negate(x)?;
            let value = self.sin_atom(&positive)?;
            return self.negate(&value);
        }
        if *x == Real::zero() {
            return Ok(Real::zero());
        }
        if let Some(y) = self.argument_of(x, Applied::Asin) {
            return Ok(y);
        }
        match self.argument_of(x, Applied::Atan) {
            // sin(arctan y) = y / √(1 + y²)
            Some(y) => {
                let secant = self.secant_of_tangent(&y)?;
                self.divide(&y, &secant)
            }
            None => self.applied(Applied::Sin, x.clone()),
        }
    }

    fn cos_atom(&mut self, x: &Real) -> Result<Real, Kind> {
        if x.leads_negative() {
            let positive = self.negate(x)?;
            return self.cos_atom(&positive);
        }
        if *x == Real::zero() {
            return Ok(Real::one());
        }
        if let Some(y) = self.argument_of(x, Applied::Asin) {
            let square = self.multiply(&y, &y)?;
            let rest = self.subtract(&Real::one(), &square)?;
            return self.rational_power(&rest, &RBig::from_parts(1.into(), 2_u8.into()));
        }
        match self.argument_of(x, Applied::Atan) {
            Some(y) => {
                let secant = self.secant_of_tangent(&y)?;
                self.invert(&secant)
            }
            None => self.applied(Applied::Cos, x.clone()),
        }
    }

    /// √(1 + y²)
    fn secant_of_tangent(&mut self, y: &Real) -> Result<Real, Kind> {
        let square = self.multiply(y, y)?;
        let sum = self.add(&Real::one(), &square)?;
        self.rational_power(&sum, &RBig::from_parts(1.into(), 2_u8.into()))
    }

    pub(crate) fn asin(&mut self, x: &Real, name: &str) -> Result<Real, Kind> {
        if x.leads_negative() {
            let positive = self.negate(x)?;
            let value = self.asin(&positive, name)?;
            return self.negate(&value);
        }
        if let Some(k) = self.twelfths_with_sine(x)? {
            return self.turn(RBig::from_parts(k.into(), 12_u8.into()));
        }
        if let Some(y) = self.argument_of(x, Applied::Sin)
            && self.is_within_quarter(&y)?
        {
            return Ok(y);
        }
        self.require_within_one(x, Needs::WithinOne, name)?;
        self.applied(Applied::Asin, x.clone())
    }

    /// arccos x = π/2 − arcsin x
    pub(crate) fn acos(&mut self, x: &Real) -> Result<Real, Kind> {
        let asin = self.asin(x, "acos")?;
        let quarter = self.turn(RBig::from_parts(1.into(), 2_u8.into()))?;
        self.subtract(&quarter, &asin)
    }

    /// The k from 0 to 6 with sin(k·π/12) = x.
    fn twelfths_with_sine(&mut self, x: &Real) -> Result<Option<u8>, Kind> {
        if x.len() > 2 {
            return Ok(None);
        }
        let candidates: &[u8] = match x {
            Real::Rational(_) => &[0, 2, 6],
            Real::Sum(terms) if terms.len() == 1 => &[3, 4],
            Real::Sum(_) => &[1, 5],
        };
        for k in candidates {
            if self.sin_of_twelfths(*k)? == *x {
                return Ok(Some(*k));
            }
        }
        Ok(None)
    }

    fn is_within_quarter(&mut self, y: &Real) -> Result<bool, Kind> {
        let quarter = self.turn(RBig::from_parts(1.into(), 2_u8.into()))?;
        let above = self.subtract(&quarter, y)?;
        let below = self.add(&quarter, y)?;
        Ok(self.sign(&above)? != Ordering::Less && self.sign(&below)? != Ordering::Less)
    }

    /// Refuses |x| > 1, and |x| = 1 where `needs` says so.
    pub(crate) fn require_within_one(
        &mut self,
        x: &Real,
        needs: Needs,
        name: &str,
    ) -> Result<(), Kind> {
        for side in [self.subtract(&Real::one(), x)?, self.add(&Real::one(), x)?] {
            match self.sign(&side)? {
                Ordering::Less => return Err(domain(name, needs)),
                Ordering::Equal if needs == Needs::InsideOne => return Err(domain(name, needs)),
                _ => {}
            }
        }
        Ok(())
    }

    pub(crate) fn atan(&mut self, x: &Real) -> Result<Real, Kind> {
        if x.leads_negative() {
            let positive = self.negate(x)?;
            let value = self.atan(&positive)?;
            return self.negate(&value);
        }
        if let Some(k) = self.twelfths_with_tangent(x)? {
            return self.turn(RBig::from_parts(k.into(), 12_u8.into()));
        }
        if let Some(y) = self.tangent_argument(x)
            && self.is_within_quarter(&y)?
        {
            return Ok(y);
        }
        self.applied(Applied::Atan, x.clone())
    }

    /// The k from 0 to 5 with tan(k·π/12) = x.
    fn twelfths_with_tangent(&mut self, x: &Real) -> Result<Option<u8>, Kind> {
        let candidates: &[u8] = match x {
            Real::Rational(_) => &[0, 3],
            Real::Sum(terms) if terms.len() == 1 => &[2, 4],
            Real::Sum(terms) if terms.len() == 2 => &[1, 5],
            Real::Sum(_) => &[],
        };
        for k in candidates {
            let (sin, cos) = (self.sin_of_twelfths(*k)?, self.sin_of_twelfths(k + 6)?);
            if self.divide(&sin, &cos)? == *x {
                return Ok(Some(*k));
            }
        }
        Ok(None)
    }

    /// The y of sin y / cos y.
    fn tangent_argument(&self, x: &Real) -> Option<Real> {
        let Term { coefficient, factors } = x.single()?;
        let [(a, p), (b, q)] = factors.as_slice() else { return None };
        let (sin, cos) = if *p == RBig::ONE { (a, b) } else { (b, a) };
        let powers = [p.clone().max(q.clone()), p.clone().min(q.clone())];
        match (self.atoms.get(*sin), self.atoms.get(*cos)) {
            (Atom::Applied(Applied::Sin, x), Atom::Applied(Applied::Cos, y)) => {
                let tangent = powers == [RBig::ONE, -RBig::ONE] && coefficient.is_one();
                (tangent && x == y).then(|| x.clone())
            }
            _ => None,
        }
    }

    /// The angle of the point (x, y), above −π and up to π.
    pub(crate) fn atan2(&mut self, y: &Real, x: &Real) -> Result<Real, Kind> {
        let (above, right) = (self.sign(y)?, self.sign(x)?);
        let half = RBig::from_parts(1.into(), 2_u8.into());
        match (right, above) {
            (Ordering::Equal, Ordering::Equal) => Err(domain("atan2", Needs::NotZero)),
            (Ordering::Equal, Ordering::Greater) => self.turn(half),
            (Ordering::Equal, Ordering::Less) => self.turn(-half),
            _ => {
                let slope = self.divide(y, x)?;
                let angle = self.atan(&slope)?;
                let turn = match (right, above) {
                    (Ordering::Greater, _) => return Ok(angle),
                    (_, Ordering::Less) => self.turn(-RBig::ONE)?,
                    _ => self.turn(RBig::ONE)?,
                };
                self.add(&angle, &turn)
            }
        }
    }
}

/// q as k/12 with 0 ≤ k < 24, if it is that.
fn twelfths(turns: &RBig) -> Option<u8> {
    let k = turns * RBig::from(12);
    if k.is_int() { u8::try_from(k.numerator() % IBig::from(24)).ok() } else { None }
}
