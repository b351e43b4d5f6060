//! Where an entity is named, kept so that looking around a place takes no longer in a long article.

use crate::resolve::speakers::anaphora::Place;

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

    fn place(&self) -> (usize, u32) {
        (self.sentence, self.unit)
    }
}

/// All places where one entity is named, each list in reading order.
#[derive(Debug, Clone, Default)]
pub struct Refs {
    /// Those that reading linked.
    read: Vec<Ref>,
    /// Those told apart later. In a list of their own, because what reading linked goes on to the
    /// end of the article.
    told: Vec<Ref>,
}

impl Refs {
    /// A mention that reading linked; sentences come in order.
    pub fn push(&mut self, r: Ref) {
        self.read.push(r);
    }

    /// A place told apart later: its sentence speaks of the entity.
    pub fn insert(&mut self, at: Place) {
        let index = self.told.partition_point(|r| r.is_before(at));
        self.told.insert(
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
        self.read.len() + self.told.len()
    }

    /// The first place.
    pub fn first(&self) -> Option<&Ref> {
        let firsts = [self.told.first(), self.read.first()];
        firsts.into_iter().flatten().min_by_key(|r| r.place())
    }

    /// The last place so far that reading linked.
    pub fn last(&self) -> Option<&Ref> {
        self.read.last()
    }

    /// The places that reading linked, and those told apart later.
    pub fn lists(&self) -> [&[Ref]; 2] {
        [&self.read, &self.told]
    }

    /// The last place before `at`.
    pub fn last_before(&self, at: Place) -> Option<&Ref> {
        let last = |refs: &'_ [Ref]| {
            let near = refs.partition_point(|r| r.sentence <= at.sentence);
            refs[..near].iter().rposition(|r| r.is_before(at))
        };
        let lasts = self.lists().map(|refs| last(refs).map(|i| &refs[i]));
        lasts.into_iter().flatten().max_by_key(|r| r.place())
    }

    /// The places before `at` in its sentence and so many before that.
    pub fn shortly_before(&self, at: Place, sentences: usize) -> impl Iterator<Item = &Ref> {
        let near = move |refs: &'_ [Ref]| {
            let from = refs.partition_point(|r| r.sentence + sentences < at.sentence);
            from..refs.partition_point(|r| r.sentence <= at.sentence)
        };
        let lists = self.lists().map(|refs| &refs[near(refs)]);
        lists.into_iter().flatten().filter(move |r| r.is_before(at))
    }

    /// The first place behind `at` in its sentence and so many after that.
    pub fn shortly_behind(&self, at: Place, sentences: usize) -> Option<&Ref> {
        let near = |refs: &'_ [Ref]| {
            let from = refs.partition_point(|r| r.sentence < at.sentence);
            from..refs.partition_point(|r| r.sentence <= at.sentence + sentences)
        };
        let behind = |r: &&Ref| r.place() > (at.sentence, at.unit);
        let lists = self
            .lists()
            .map(|refs| refs[near(refs)].iter().find(behind));
        lists.into_iter().flatten().min_by_key(|r| r.place())
    }
}
