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

/// All places where one entity is named.
#[derive(Debug, Clone, Default)]
pub struct Refs {
    /// Mentions that reading the article linked, by sentence.
    read: Vec<Ref>,
    /// Nameless speakers that were told apart later, by sentence.
    told: Vec<Ref>,
}

impl Refs {
    /// A mention that reading linked; sentences come in order.
    pub fn push_read(&mut self, r: Ref) {
        self.read.push(r);
    }

    /// A speaker without a name; sentences come in order.
    pub fn push_told(&mut self, r: Ref) {
        self.told.push(r);
    }

    /// Number of places.
    pub fn count(&self) -> usize {
        self.read.len() + self.told.len()
    }

    /// The first place.
    pub fn first(&self) -> Option<&Ref> {
        self.read.first().or(self.told.first())
    }

    /// The last place before `at`, one without a name first.
    pub fn last_before(&self, at: Place) -> Option<&Ref> {
        let near = self.read.partition_point(|r| r.sentence <= at.sentence);
        let told = self.told.iter().rev().find(|r| r.is_before(at));
        told.or_else(|| self.read[..near].iter().rev().find(|r| r.is_before(at)))
    }

    /// The places before `at` in its sentence and so many before that.
    pub fn shortly_before(&self, at: Place, sentences: usize) -> impl Iterator<Item = &Ref> {
        let stretch = |refs: &'_ [Ref]| {
            refs.partition_point(|r| r.sentence + sentences < at.sentence)
                ..refs.partition_point(|r| r.sentence <= at.sentence)
        };
        let (read, told) = (stretch(&self.read), stretch(&self.told));
        self.read[read]
            .iter()
            .chain(&self.told[told])
            .filter(move |r| r.is_before(at))
    }

    /// The first place behind `at` in its sentence and so many after that.
    pub fn shortly_behind(&self, at: Place, sentences: usize) -> Option<&Ref> {
        let behind = |refs: &'_ [Ref]| {
            refs.partition_point(|r| r.sentence < at.sentence)
                ..refs.partition_point(|r| r.sentence <= at.sentence + sentences)
        };
        let (read, told) = (behind(&self.read), behind(&self.told));
        let mut all = self.read[read].iter().chain(&self.told[told]);
        all.find(|r| !r.is_before(at) && (r.sentence, r.unit) != (at.sentence, at.unit))
    }
}
