//! Where an entity is named, kept so that looking around a place takes no longer in a long article.

use super::anaphora::Place;

/// A place where an entity is named.
#[derive(Debug, Clone, Copy)]
pub struct Ref {
    /// Number of the sentence.
    pub sentence: usize,
    /// First unit of the mention.
    pub unit: u32,
    /// It is what the sentence speaks of.
    pub subject: bool,
}

impl Ref {
    fn is_before(&self, at: Place) -> bool {
        (self.sentence, self.unit) < (at.sentence, at.unit)
    }
}

/// All places where one entity is named, in reading order.
#[derive(Debug, Clone, Default)]
pub struct Refs(Vec<Ref>);

impl Refs {
    /// A mention that reading linked; sentences come in order.
    pub fn push(&mut self, r: Ref) {
        self.0.push(r);
    }

    /// A place told apart later: its sentence speaks of the entity.
    pub fn insert(&mut self, at: Place) {
        let index = self.0.partition_point(|r| r.is_before(at));
        self.0.insert(
            index,
            Ref {
                sentence: at.sentence,
                unit: at.unit,
                subject: true,
            },
        );
    }

    /// Number of places.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The first place.
    pub fn first(&self) -> Option<&Ref> {
        self.0.first()
    }

    /// The last place before `at`.
    pub fn last_before(&self, at: Place) -> Option<&Ref> {
        let near = self.0.partition_point(|r| r.sentence <= at.sentence);
        self.0[..near].iter().rev().find(|r| r.is_before(at))
    }

    /// The places before `at` in its sentence and so many before that.
    pub fn shortly_before(&self, at: Place, sentences: usize) -> impl Iterator<Item = &Ref> {
        let from = self
            .0
            .partition_point(|r| r.sentence + sentences < at.sentence);
        let to = self.0.partition_point(|r| r.sentence <= at.sentence);
        self.0[from..to].iter().filter(move |r| r.is_before(at))
    }

    /// The first place behind `at` in its sentence and so many after that.
    pub fn shortly_behind(&self, at: Place, sentences: usize) -> Option<&Ref> {
        let from = self.0.partition_point(|r| r.sentence < at.sentence);
        let to = self
            .0
            .partition_point(|r| r.sentence <= at.sentence + sentences);
        let mut near = self.0[from..to].iter();
        near.find(|r| (r.sentence, r.unit) > (at.sentence, at.unit))
    }
}
