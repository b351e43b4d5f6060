//! How sure a share is that was counted on few cases.

/// Of the standard normal distribution: 95 % lie within ± this.
const Z: f64 = 1.959_963_984_540_054;

/// A share with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Interval {
    /// The share itself.
    pub share: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Wilson's score interval of a share among `cases`, which may be an effective number; none
/// for no cases.
pub fn wilson(share: f64, cases: f64) -> Option<Interval> {
    if cases <= 0.0 {
        return None;
    }
    let z2 = Z * Z;
    let scale = 1.0 + z2 / cases;
    let centre = share + z2 / (2.0 * cases);
    let half = Z
        * (share * (1.0 - share) / cases + z2 / (4.0 * cases * cases))
            .max(0.0)
            .sqrt();
    Some(Interval {
        share,
        low: ((centre - half) / scale).max(0.0),
        high: ((centre + half) / scale).min(1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_intervals() {
        // Newcombe 1998, table I: 81 of 263 and 15 of 148.
        for (right, cases, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (29.0, 29.0, 0.8830, 1.0),
        ] {
            let interval = wilson(right / cases, cases).unwrap();
            assert!((interval.low - low).abs() < 1e-4, "{interval:?}");
            assert!((interval.high - high).abs() < 1e-4, "{interval:?}");
        }
        assert_eq!(wilson(0.0, 0.0), None);
    }
}
