//! The entries of a glossary, each read when it is first asked for.
//!
//! Entries that come from a store are kept beside it in one mapped file, in the order of the
//! glossary and with those of one id made one, so that a command reads no more of them than it
//! meets.

use std::sync::{Arc, OnceLock};

use xxhash_rust::xxh3::xxh3_64;

use super::table::{Origin, Section, Table, TableBuilder};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, ConceptId, Location, Term, TermStatus};

/// Entries by their numbers.
pub(super) struct Entries {
    /// Where those lie that are read one by one.
    table: Option<Table>,
    read: Box<[OnceLock<Arc<ConceptEntry>>]>,
    all: OnceLock<Box<[Arc<ConceptEntry>]>>,
}

impl Entries {
    /// Entries that are in memory.
    pub(super) fn new(entries: Vec<ConceptEntry>) -> Self {
        let all: Box<[Arc<ConceptEntry>]> = entries.into_iter().map(Arc::new).collect();
        Self {
            table: None,
            read: Box::default(),
            all: OnceLock::from(all),
        }
    }

    /// The entries that a table holds. Costs nothing that grows with them but a place for each.
    pub(super) fn of_table(table: Table) -> Self {
        let count = table.count(Section::EntryStarts).saturating_sub(1);
        Self {
            table: Some(table),
            read: (0..count).map(|_| OnceLock::new()).collect(),
            all: OnceLock::new(),
        }
    }

    /// All entries. The first time reads those that were not read yet.
    pub(super) fn all(&self) -> &[Arc<ConceptEntry>] {
        self.all.get_or_init(|| {
            (0..self.read.len())
                .map(|at| Arc::clone(self.read(at)))
                .collect()
        })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.get().map_or(self.read.len(), |all| all.len())
    }

    /// The entry of a number.
    pub(super) fn get(&self, number: u32) -> &Arc<ConceptEntry> {
        match self.all.get() {
            Some(all) => &all[number as usize],
            None => self.read(number as usize),
        }
    }

    /// The entry of an id.
    pub(super) fn of_id(&self, id: &ConceptId) -> Option<&Arc<ConceptEntry>> {
        let Some(table) = &self.table else {
            return self.all().iter().find(|entry| entry.id == *id);
        };
        let slots = table.count(Section::IdSlots);
        let mut at = slot(id, slots)?;
        loop {
            let number = table.number(Section::IdSlots, at).checked_sub(1)?;
            let entry = self.get(number);
            if entry.id == *id {
                return Some(entry);
            }
            at = (at + 1) % slots;
        }
    }

    /// The entries that have a relation to the entry of an id, in the order of the glossary.
    pub(super) fn related_to(&self, id: &ConceptId) -> Vec<&Arc<ConceptEntry>> {
        let is_related = |entry: &ConceptEntry| entry.relations.iter().any(|own| own.target == *id);
        let Some(table) = &self.table else {
            let all = self.all().iter();
            return all.filter(|entry| is_related(entry)).collect();
        };
        let wanted = short_hash(id);
        let hashes = table.numbers(Section::RelatedHashes);
        let hash_at = |at: usize| table.number(Section::RelatedHashes, at);
        let first = hashes.partition_point(|hash| u32::from_le_bytes(*hash) < wanted);
        let own = (first..hashes.len()).take_while(|at| hash_at(*at) == wanted);
        own.map(|at| self.get(table.number(Section::RelatedEntries, at)))
            .filter(|entry| is_related(entry))
            .collect()
    }

    fn read(&self, at: usize) -> &Arc<ConceptEntry> {
        self.read[at].get_or_init(|| {
            let entry = self.table.as_ref().and_then(|table| {
                let place = table.places(Section::EntryStarts, at);
                let bytes = table.section(Section::EntryBytes).get(place)?;
                postcard::from_bytes(bytes).ok()
            });
            // The checksum and the origin of the table are right, so it reads.
            Arc::new(entry.unwrap_or_else(|| ConceptEntry::new("", Location::default())))
        })
    }

    /// The table of all entries; `None` when they are too long for one.
    pub(super) fn to_table(&self, origin: Origin) -> Option<Table> {
        let mut table = TableBuilder::new();
        let mut length: u64 = 0;
        for entry in self.all() {
            table.push(Section::EntryStarts, u32::try_from(length).ok()?);
            let bytes = postcard::to_stdvec(&**entry).ok()?;
            table.push_bytes(Section::EntryBytes, &bytes);
            length += bytes.len() as u64;
        }
        table.push(Section::EntryStarts, u32::try_from(length).ok()?);
        self.write_ids(&mut table);
        self.write_relations(&mut table);
        Some(table.table(origin))
    }

    fn write_ids(&self, table: &mut TableBuilder) {
        let slots = (self.len() * 2).next_power_of_two();
        let mut filled = vec![0_u32; slots];
        for (number, entry) in (1..).zip(self.all()) {
            let mut at = slot(&entry.id, slots).unwrap_or(0);
            while filled[at] != 0 {
                at = (at + 1) % slots;
            }
            filled[at] = number;
        }
        for number in filled {
            table.push(Section::IdSlots, number);
        }
    }

    fn write_relations(&self, table: &mut TableBuilder) {
        let mut related: Vec<(u32, u32)> = Vec::new();
        for (number, entry) in (0..).zip(self.all()) {
            let relations = entry.relations.iter();
            related.extend(relations.map(|own| (short_hash(&own.target), number)));
        }
        related.sort_unstable();
        related.dedup();
        for (hash, number) in related {
            table.push(Section::RelatedHashes, hash);
            table.push(Section::RelatedEntries, number);
        }
    }
}

/// What an entry with one term is as bytes, which tells whether entries still have the shape in
/// which a file holds them.
pub(super) fn shape() -> Vec<u8> {
    let mut entry = ConceptEntry::new("shape", Location::default());
    // English is always a language.
    if let Ok(english) = LanguageTag::parse("en") {
        let term = Term::new(english, "shape", TermStatus::Admitted);
        entry.terms.push(term);
    }
    postcard::to_stdvec(&entry).unwrap_or_default()
}

/// Where in a hash table of so many slots an id is looked for first; `None` in an empty one.
fn slot(id: &ConceptId, slots: usize) -> Option<usize> {
    let hash = usize::try_from(xxh3_64(id.0.as_bytes()) >> 1).unwrap_or(0);
    hash.checked_rem(slots)
}

/// The upper half of the hash of an id.
fn short_hash(id: &ConceptId) -> u32 {
    u32::try_from(xxh3_64(id.0.as_bytes()) >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Relation, RelationKind};

    #[test]
    fn entries_are_read_one_by_one_as_they_were() {
        let made = (0..500_u32).map(|number| {
            let mut entry = ConceptEntry::new(format!("شورا-{number}"), Location::default());
            entry.definition = Some(format!("definition {number}"));
            if number % 3 == 1 {
                entry.relations.push(Relation {
                    kind: RelationKind::PartOf,
                    target: ConceptId(format!("شورا-{}", number / 7)),
                    from: None,
                    until: None,
                });
            }
            entry
        });
        let known = Entries::new(made.collect());
        let stored = || Entries::of_table(known.to_table(Origin::of(b"")).unwrap());
        let entries = stored();
        assert_eq!(entries.len(), 500);
        assert_eq!(entries.get(499), known.get(499));
        assert!(entries.of_id(&ConceptId("شورا-500".to_owned())).is_none());
        for entry in known.all() {
            assert_eq!(entries.of_id(&entry.id), Some(entry));
            assert_eq!(entries.related_to(&entry.id), known.related_to(&entry.id));
        }
        assert_eq!(entries.all(), known.all());
        assert_eq!(stored().all(), known.all());
        let none = Entries::new(Vec::new());
        let none = Entries::of_table(none.to_table(Origin::of(b"")).unwrap());
        assert_eq!(none.all().len(), 0);
        assert!(none.of_id(&ConceptId("a".to_owned())).is_none());
    }
}
