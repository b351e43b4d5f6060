//! Classes: what a word can be. A set of them is a few machine words; names live in a [`Registry`].

use std::hash::{Hash, Hasher};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// The most classes a lexicon can use; each word that a rule names takes one besides those with names.
pub const MOST: usize = WORDS * 64;
/// Machine words of a set.
const WORDS: usize = 10;

/// A set of classes.
#[derive(Clone, Copy, Eq, Default, Serialize, Deserialize)]
pub struct Classes([u64; WORDS]);

/// Without a call to compare bytes, which the derived one makes.
impl PartialEq for Classes {
    fn eq(&self, other: &Classes) -> bool {
        (0..WORDS).fold(0, |all, i| all | self.0[i] ^ other.0[i]) == 0
    }
}

impl Hash for Classes {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|word| state.write_u64(*word));
    }
}

impl std::fmt::Debug for Classes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Classes {
    /// The empty set.
    pub const NONE: Classes = Classes([0; WORDS]);

    /// The set of one class.
    pub fn of(class: ClassId) -> Classes {
        let mut out = Classes::NONE;
        out.insert(class);
        out
    }

    /// Adds a class.
    pub fn insert(&mut self, class: ClassId) {
        self.0[class as usize / 64] |= 1 << (class % 64);
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: Classes) {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a |= b;
        }
    }

    /// Takes out all of `other`.
    pub fn remove(&mut self, other: Classes) {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a &= !b;
        }
    }

    /// What both hold.
    pub fn and(self, other: Classes) -> Classes {
        Classes(std::array::from_fn(|i| self.0[i] & other.0[i]))
    }

    /// Whether the class is in the set.
    pub fn has(self, class: ClassId) -> bool {
        self.0[class as usize / 64] >> (class % 64) & 1 == 1
    }

    /// Whether the two have a class in common.
    pub fn meets(self, other: Classes) -> bool {
        (0..WORDS).fold(0, |all, i| all | self.0[i] & other.0[i]) != 0
    }

    /// Whether all of `other` is in the set.
    pub fn holds(self, other: Classes) -> bool {
        (0..WORDS).fold(0, |all, i| all | !self.0[i] & other.0[i]) == 0
    }

    /// Whether no class is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == [0; WORDS]
    }

    /// Whether the set is of one class.
    pub fn single(self) -> bool {
        self.0.iter().map(|word| word.count_ones()).sum::<u32>() == 1
    }

    /// All classes of the set, in order.
    pub fn iter(self) -> impl Iterator<Item = ClassId> {
        self.0.into_iter().enumerate().flat_map(|(i, word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some((i * 64) as ClassId + bit as ClassId)
            })
        })
    }
}

/// Different sets of classes, each kept once.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Sets {
    ids: FxHashMap<Classes, u32>,
    sets: Vec<Classes>,
}

impl Sets {
    /// The number of a set, given out at first use.
    pub fn intern(&mut self, set: Classes) -> u32 {
        *self.ids.entry(set).or_insert_with(|| {
            self.sets.push(set);
            self.sets.len() as u32 - 1
        })
    }

    /// The set of a number.
    pub fn get(&self, id: u32) -> Classes {
        self.sets[id as usize]
    }
}

/// Number of a class.
pub type ClassId = u16;

/// Names of the classes.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Registry {
    ids: FxHashMap<String, ClassId>,
    names: Vec<String>,
}

impl Registry {
    /// The number of a class, given out at first use; `None` once [`MOST`] are in use.
    pub fn intern(&mut self, name: &str) -> Option<ClassId> {
        if let Some(&id) = self.ids.get(name) {
            return Some(id);
        }
        if self.names.len() == MOST {
            return None;
        }
        let id = self.names.len() as ClassId;
        self.names.push(name.to_owned());
        self.ids.insert(name.to_owned(), id);
        Some(id)
    }

    /// The number of a class in use.
    pub fn get(&self, name: &str) -> Option<ClassId> {
        self.ids.get(name).copied()
    }

    /// The set of one class, empty if no entry has it.
    pub fn set(&self, name: &str) -> Classes {
        self.get(name).map_or(Classes::NONE, Classes::of)
    }

    /// A class's name.
    pub fn name(&self, id: ClassId) -> &str {
        &self.names[id as usize]
    }

    /// All names in use.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}
