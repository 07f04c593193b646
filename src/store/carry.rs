//! Edits over a new import of their source: what a person corrected stays corrected.
//!
//! A unit that was changed or deleted is looked for in the new import by its texts as they were
//! imported, first in the same place. Found, it is changed or deleted there too. Not found, a
//! changed unit is added behind the others, so that nobody's work is lost, and a deleted one has
//! gone by itself. A unit that was added stays added, unless the source has one with the same
//! texts now.

use std::collections::{BTreeSet, HashMap, VecDeque};

use super::edit::{EditKind, Edits, FORMAT};
use super::source::SourceRecord;
use super::{Store, StoreError};
use crate::lang::LanguageTag;
use crate::model::{Unit, UnitId};

/// By what a unit is known again.
type Texts = Vec<(LanguageTag, String)>;

/// An edit that looks for its unit.
struct Carried {
    kind: EditKind,
    /// The unit as it is now; `None` where it was deleted.
    now: Option<Unit>,
    /// The texts that it is known by: as they were imported, or as they were added.
    known_by: Texts,
    ordinal: u32,
}

fn texts_of(unit: &Unit) -> Texts {
    let texts = unit.variants.iter();
    let mut texts: Texts = texts
        .map(|variant| (variant.language.clone(), variant.segment.text.clone()))
        .collect();
    texts.sort();
    texts
}

impl Store {
    /// Writes the edits of a source once more for a new import of it, which is complete but does
    /// not count yet. Linear in the new import when a unit is not where it was, or when units
    /// were added; else in the edits.
    pub(super) fn carry_edits(
        &self,
        edits: &mut Edits,
        old: &SourceRecord,
        new: (u32, u32),
    ) -> Result<(), StoreError> {
        let (import, units) = new;
        let mut behind = units;
        let mut taken = BTreeSet::new();
        let mut wandering: HashMap<Texts, VecDeque<Carried>> = HashMap::new();
        for carried in self.carried(edits, old)? {
            let place = UnitId {
                import,
                ordinal: carried.ordinal,
            };
            let there = match carried.ordinal < units {
                true => self.imported_unit(place)?,
                false => None,
            };
            if there.is_some_and(|unit| texts_of(&unit) == carried.known_by) {
                taken.insert(carried.ordinal);
                self.settle(edits, place, &carried)?;
            } else {
                let others = wandering.entry(carried.known_by.clone()).or_default();
                others.push_back(carried);
            }
        }
        if wandering.is_empty() {
            return Ok(());
        }
        for unit in self.imported_units(import) {
            let (place, unit) = unit?;
            if taken.contains(&place.ordinal) {
                continue;
            }
            let waiting = wandering.get_mut(&texts_of(&unit));
            if let Some(carried) = waiting.and_then(VecDeque::pop_front) {
                self.settle(edits, place, &carried)?;
            }
        }
        let mut left: Vec<Carried> = wandering.into_values().flatten().collect();
        left.sort_by_key(|carried| carried.ordinal);
        for carried in left {
            if let Some(unit) = &carried.now {
                let ordinal = behind;
                behind = behind.saturating_add(1);
                let id = UnitId { import, ordinal };
                self.write_edit(edits, id, EditKind::Added, Some(unit))?;
            }
        }
        Ok(())
    }

    /// The edits of a source with what their units are known by.
    fn carried(&self, edits: &Edits, old: &SourceRecord) -> Result<Vec<Carried>, StoreError> {
        if old.format == FORMAT {
            return self.all_as_added(edits, old);
        }
        let mut carried = Vec::new();
        for (id, edit) in edits.of(old.import) {
            let now = match edit.kind {
                EditKind::Deleted => None,
                EditKind::Added | EditKind::Changed => self.edited_unit(id)?,
            };
            // What does not read any more is known by what it was changed to.
            let imported = match id.ordinal < old.units {
                true => self.imported_unit(id).ok().flatten(),
                false => None,
            };
            // A unit that was added and deleted again leaves nothing to look for.
            if let Some(known) = imported.as_ref().or(now.as_ref()) {
                carried.push(Carried {
                    kind: edit.kind,
                    known_by: texts_of(known),
                    ordinal: id.ordinal,
                    now,
                });
            }
        }
        Ok(carried)
    }

    /// The units of a source without a file, of which each was added, folded or not.
    fn all_as_added(&self, edits: &Edits, old: &SourceRecord) -> Result<Vec<Carried>, StoreError> {
        let mut carried = Vec::new();
        for ordinal in 0..edits.end_of(old) {
            let id = UnitId {
                import: old.import,
                ordinal,
            };
            let unit = match edits.kind_of(id) {
                Some(EditKind::Deleted) => None,
                Some(EditKind::Added | EditKind::Changed) => self.edited_unit(id)?,
                None => self.imported_unit(id)?,
            };
            carried.extend(unit.map(|unit| Carried {
                kind: EditKind::Added,
                known_by: texts_of(&unit),
                ordinal,
                now: Some(unit),
            }));
        }
        Ok(carried)
    }

    /// Edits the unit of a new import that was found to be the one that was edited.
    fn settle(
        &self,
        edits: &mut Edits,
        place: UnitId,
        carried: &Carried,
    ) -> Result<(), StoreError> {
        match carried.kind {
            // The source has it now.
            EditKind::Added => Ok(()),
            kind => self.write_edit(edits, place, kind, carried.now.as_ref()),
        }
    }
}
