//! Whether confidence is honest: of rows that say 0.8, eight in ten should be right.

use super::samples::Sample;

/// Bands of confidence.
const BANDS: usize = 10;

/// Rows whose confidence lies in one band.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Band {
    /// How many.
    pub rows: usize,
    /// Mean confidence.
    pub said: f64,
    /// Share of right ones.
    pub right: f64,
}

/// Bands of a tenth each, from 0 to 1.
pub fn bands(samples: &[Sample]) -> [Band; BANDS] {
    let mut out = [Band::default(); BANDS];
    for s in samples {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share times ten"
        )]
        let band = &mut out[((s.confidence * BANDS as f64) as usize).min(BANDS - 1)];
        band.rows += 1;
        band.said += s.confidence;
        band.right += f64::from(u8::from(s.right));
    }
    for band in out.iter_mut().filter(|b| b.rows > 0) {
        band.said /= band.rows as f64;
        band.right /= band.rows as f64;
    }
    out
}

/// Expected calibration error: how far the bands are off, weighed by their rows.
pub fn error(samples: &[Sample]) -> f64 {
    let off: f64 = bands(samples)
        .iter()
        .map(|b| (b.said - b.right).abs() * b.rows as f64)
        .sum();
    if samples.is_empty() {
        0.0
    } else {
        off / samples.len() as f64
    }
}

/// What is left if only rows of at least this confidence are kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kept {
    /// Share of right ones among the kept; none if nothing is kept.
    pub precision: Option<f64>,
    /// Share of all rows that are kept.
    pub rows: f64,
    /// Share of all right rows that are kept.
    pub right: f64,
}

/// Precision and coverage at a threshold.
pub fn kept(samples: &[Sample], least: f64) -> Kept {
    let count = |of: &dyn Fn(&Sample) -> bool| samples.iter().filter(|s| of(s)).count() as f64;
    let (all, right) = (count(&|_| true), count(&|s| s.right));
    let (kept, kept_right) = (
        count(&|s| s.confidence >= least),
        count(&|s| s.right && s.confidence >= least),
    );
    Kept {
        precision: (kept > 0.0).then(|| kept_right / kept),
        rows: if all > 0.0 { kept / all } else { 0.0 },
        right: if right > 0.0 { kept_right / right } else { 0.0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(confidence: f64, right: bool) -> Sample {
        Sample {
            article: 0,
            values: Vec::new(),
            confidence,
            right,
        }
    }

    #[test]
    fn error_and_coverage() {
        let rows = [
            sample(0.85, true),
            sample(0.85, true),
            sample(0.15, true),
            sample(0.15, false),
        ];
        assert!((error(&rows) - (0.15 + 0.35) / 2.0).abs() < 1e-9);
        let kept = kept(&rows, 0.5);
        assert_eq!(kept.precision, Some(1.0));
        assert!((kept.rows - 0.5).abs() < 1e-9 && (kept.right - 2.0 / 3.0).abs() < 1e-9);
    }
}
