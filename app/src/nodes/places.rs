//! Where each house stands on the map.

use std::f64::consts::TAU;

/// A place on the map, in its own units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) x: i32,
    pub(super) y: i32,
}

/// A map of a given form. Both forms are in the page; the style shows the one that fits.
#[derive(Debug)]
pub(super) struct Shape {
    /// The class of the style.
    pub(super) class: &'static str,
    /// Its width.
    pub(super) width: i32,
    /// Its height.
    pub(super) height: i32,
    /// As many houses can stand around with their names; more stand in two rings without.
    pub(super) named: usize,
    /// Where the first one stands: so many turns from the right, clockwise.
    first: f64,
    /// What is left free at either side, for names.
    side: i32,
}

/// For wide screens.
pub(super) const WIDE: Shape = Shape {
    class: "map__drawing map__drawing--wide",
    width: 620,
    height: 410,
    named: 10,
    first: 0.0,
    side: 76,
};

/// For phones.
pub(super) const TALL: Shape = Shape {
    class: "map__drawing map__drawing--tall",
    width: 330,
    height: 430,
    named: 8,
    first: -0.25,
    side: 56,
};

/// What is left free above the highest house, and below the lowest for its name.
const ABOVE: i32 = 34;
const BELOW: i32 = 62;
/// How near the inner ring is, and how many of ten stand on the outer one.
const INNER: f64 = 0.58;
const OUTER_OF_TEN: usize = 6;

impl Shape {
    /// The middle.
    pub(super) const fn centre(&self) -> Spot {
        Spot { x: self.width / 2, y: (self.height + ABOVE - BELOW) / 2 }
    }

    /// A place for each of so many houses, around the middle.
    pub(super) fn spots(&self, count: usize) -> Vec<Spot> {
        if count <= self.named {
            return self.ring(count, 1.0, 0.0);
        }
        let outer = (count * OUTER_OF_TEN).div_ceil(10);
        let mut spots = self.ring(outer, 1.0, 0.0);
        // Between the lines of the outer ring.
        spots.extend(self.ring(count - outer, INNER, 0.5 / outer as f64));
        spots
    }

    fn ring(&self, count: usize, part: f64, turned: f64) -> Vec<Spot> {
        let centre = self.centre();
        let across = f64::from(self.width / 2 - self.side) * part;
        let down = f64::from((self.height - ABOVE - BELOW) / 2) * part;
        let spot = |at: usize| {
            let angle = (self.first + turned + at as f64 / count as f64) * TAU;
            // Whole numbers are the same on the server and in the browser.
            let (x, y) = ((across * angle.cos()).round(), (down * angle.sin()).round());
            Spot { x: centre.x + x as i32, y: centre.y + y as i32 }
        };
        (0..count).map(spot).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_house_stands_on_another_or_outside_the_map() {
        for shape in [&WIDE, &TALL] {
            for count in 1..=40 {
                let reach = if count <= shape.named { 24 } else { 12 };
                let mut all = shape.spots(count);
                all.push(shape.centre());
                assert_eq!(all.len(), count + 1);
                for (at, spot) in all.iter().enumerate() {
                    assert!(spot.x >= reach && spot.x <= shape.width - reach, "{spot:?}");
                    assert!(spot.y >= reach && spot.y <= shape.height - reach, "{spot:?}");
                    for other in &all[..at] {
                        let (x, y) = (spot.x - other.x, spot.y - other.y);
                        assert!(x * x + y * y >= 4 * reach * reach, "{count}: {spot:?} {other:?}");
                    }
                }
            }
        }
    }
}
