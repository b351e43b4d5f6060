//! The table of weights, as the lexicon has it.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::features::{Feature, visit};
use crate::Claim;

/// Name in the `feature` column for what every row begins with.
pub const BASE: &str = "base";
/// Name in the `feature` column for the confidence below which rows are left out.
pub const LEAST: &str = "least";

/// What each feature adds to the log odds of being right.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// What every row begins with.
    pub base: f64,
    /// Rows below this are left out unless the user says otherwise.
    pub least: f32,
    /// By feature, then by value.
    by_feature: [FxHashMap<Box<str>, f64>; Feature::ALL.len()],
}

impl Weights {
    /// Takes a row of the table.
    ///
    /// # Errors
    /// When no feature has that name; names the remedy.
    pub fn add(&mut self, feature: &str, value: &str, weight: f64) -> Result<(), String> {
        match (feature, Feature::named(feature)) {
            (BASE, _) => self.base = weight,
            (LEAST, _) if !(0.0..=1.0).contains(&weight) => {
                return Err("Rows are left out below a share; give one from 0 to 1.".into());
            }
            #[expect(clippy::cast_possible_truncation, reason = "a share of a few digits")]
            (LEAST, _) => self.least = weight as f32,
            (_, Some(f)) => self.set(f, value, weight),
            (_, None) => {
                let names: Vec<&str> = Feature::ALL
                    .iter()
                    .map(|f| f.name())
                    .chain([BASE, LEAST])
                    .collect();
                return Err(format!(
                    "There is no feature {feature:?}; features are: {}.",
                    names.join(", ")
                ));
            }
        }
        Ok(())
    }

    /// Gives a value its weight.
    pub fn set(&mut self, feature: Feature, value: &str, weight: f64) {
        self.by_feature[feature as usize].insert(value.into(), weight);
    }

    /// What a value adds; 0 if nothing is known of it.
    pub fn of(&self, feature: Feature, value: &str) -> f64 {
        self.by_feature[feature as usize]
            .get(value)
            .copied()
            .unwrap_or(0.0)
    }

    /// Fills in the confidence of all claims of one article, or of some of its paragraphs.
    pub fn rate(&self, claims: &mut [Claim]) {
        for at in 0..claims.len() {
            let mut sum = 0.0;
            visit(claims, at, &mut |feature, value| {
                sum += self.of(feature, value)
            });
            #[expect(clippy::cast_possible_truncation, reason = "shown with two digits")]
            let confidence = share(self.base + sum) as f32;
            claims[at].confidence = confidence;
        }
    }
}

/// The share that log odds stand for.
pub fn share(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_add_up() {
        let mut weights = Weights::default();
        weights.add(BASE, "", 1.0).unwrap();
        weights.add("how+kind", "named direct", 2.0).unwrap();
        let claim = |how: &str| Claim {
            speaker_how: how.into(),
            ..Claim::default()
        };
        let mut claims = [claim("named"), claim("pronoun")];
        weights.rate(&mut claims);
        assert!((f64::from(claims[0].confidence) - share(3.0)).abs() < 1e-6);
        assert!((f64::from(claims[1].confidence) - share(1.0)).abs() < 1e-6);
    }

    #[test]
    fn unknown_features_are_told() {
        assert!(
            Weights::default()
                .add("colour", "red", 1.0)
                .unwrap_err()
                .contains("rule+kind")
        );
    }
}
