//! Roles of which an article tells who has them.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::ledger::{EntityId, Ledger};
use crate::lexicon::{Gender, Lexicon};
use crate::resolve::mentions::mention::Sort;
use crate::resolve::only;
use crate::text::tokens::fold;

/// Persons by the roles told of them.
#[derive(Debug, Default)]
pub struct Offices {
    /// Worked out when somebody asks.
    offices: OnceCell<Vec<Office>>,
}

/// One role, and who has it.
#[derive(Debug)]
struct Office {
    /// Its name, folded.
    name: String,
    /// The first of each gender, and the second: more would tell no more.
    holders: [[Option<EntityId>; 2]; 3],
}

impl Offices {
    /// The only person with whose role this one, folded, begins or ends alike.
    pub fn only_holder(
        &self,
        role: &str,
        gender: Gender,
        ledger: &Ledger,
        lexicon: &Lexicon,
    ) -> Option<EntityId> {
        let offices = self.offices.get_or_init(|| offices(ledger, lexicon));
        let same = |o: &&Office| o.name.ends_with(role) || role.ends_with(&o.name);
        let holders = offices.iter().filter(same).flat_map(|o| o.holders);
        let agrees = |id: &EntityId| ledger.entities[*id].gender.agrees(gender);
        only(holders.flatten().flatten().filter(agrees))
    }
}

fn offices(ledger: &Ledger, lexicon: &Lexicon) -> Vec<Office> {
    let (mut out, mut places) = (Vec::new(), FxHashMap::default());
    let people = ledger.entities.iter().enumerate();
    for (id, e) in people.filter(|(_, e)| e.sort == Sort::Person) {
        for row in &e.roles {
            let Some(fact) = lexicon.facts.get(*row as usize) else {
                continue;
            };
            let place = *places.entry(*row).or_insert_with(|| {
                out.push(Office {
                    name: fold(&fact.name),
                    holders: Default::default(),
                });
                out.len() - 1
            });
            let holders = &mut out[place].holders[e.gender as usize];
            if let Some(free) = holders.iter_mut().find(|h| h.is_none()) {
                *free = Some(id);
            }
        }
    }
    out
}
