//! One translation for each source: proposals, and the change of the memories' files.

use std::collections::{BTreeMap, HashMap};
use std::fs;

use super::memory_check::{day_of, text_of};
use super::{FileFix, MemoryCheckOptions, Observer, Project, ProjectError};
use crate::check::Group;
use crate::formats::{SegmentChange, edit_tmx};
use crate::lang::LanguageTag;
use crate::model::{DocumentId, TextEdit, Unit, UnitId, UnitStatus};
use crate::store::SourceKind;

/// What a proposal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HarmonisedWhat {
    /// A whole segment.
    Segment,
    /// A term inside segments.
    Term,
}

/// One source whose translations are to be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it is about.
    pub what: HarmonisedWhat,
    /// The languages.
    pub languages: (LanguageTag, LanguageTag),
    /// The source.
    pub source: String,
    /// The translation that is proposed.
    pub target: String,
    /// In how many units it stands already.
    pub count: usize,
    /// What it replaces, with the number of units.
    pub replaces: Vec<(String, usize)>,
    /// The first and the last day of each of those, where days are known.
    pub days: Vec<Option<(String, String)>>,
    /// Units whose words a person has to change, for they are inflected: the unit and its text.
    pub by_hand: Vec<String>,
}

impl Proposal {
    /// How many percent of the units have the translation that is proposed.
    pub fn percent(&self) -> usize {
        let others: usize = self.replaces.iter().map(|(_, count)| count).sum();
        let all = self.count + others;
        (self.count * 100 + all / 2) / all.max(1)
    }
}

/// What is proposed for a memory.
#[derive(Debug, Clone, Default)]
pub struct Harmonised {
    /// The proposals, the heaviest first.
    pub proposals: Vec<Proposal>,
    /// Sources with several translations of which none is preferred to the others.
    pub undecided: usize,
    /// The changes of files.
    pub files: Vec<FileFix>,
    /// Units that were imported by command, or whose segments have markup: no file is changed
    /// for them.
    pub elsewhere: usize,
}

/// The new text of a unit.
pub(super) type UnitChange = SegmentChange;

/// The units that change.
type Changed = Vec<(UnitId, Unit)>;

/// A translation of a source with its units.
struct Use {
    text: String,
    units: Vec<(UnitId, Unit)>,
    approved: usize,
}

impl Project {
    /// Proposes one translation for each source that has several: the one that is approved in
    /// more units than any other, else the one that is used more often; and for each term the
    /// rendering of the glossary where units have another.
    ///
    /// # Errors
    /// When the memory has no two languages, or the store or a file cannot be read.
    pub fn harmonise(
        &self,
        options: &MemoryCheckOptions<'_>,
        observer: &dyn Observer,
    ) -> Result<Harmonised, ProjectError> {
        let mut harmonised = Harmonised::default();
        let days = self.days()?;
        let mut changed: HashMap<UnitId, UnitChange> = HashMap::new();
        for (languages, groups) in self.several_translations(options, observer)? {
            for group in &groups {
                match self.propose(group, &languages, &days)? {
                    None => harmonised.undecided += 1,
                    Some((proposal, units)) => {
                        for (id, unit) in units {
                            let change = UnitChange {
                                line: unit.origin.line,
                                language: languages.1.clone(),
                                old: text_of(&unit, &languages.1),
                                new: proposal.target.clone(),
                            };
                            changed.insert(id, change);
                        }
                        harmonised.proposals.push(proposal);
                    }
                }
            }
        }
        self.harmonise_terms(options, &mut changed, &mut harmonised)?;
        let mut changes: BTreeMap<u32, Vec<SegmentChange>> = BTreeMap::new();
        let mut changed: Vec<(UnitId, UnitChange)> = changed.into_iter().collect();
        changed.sort_by_key(|(id, _)| *id);
        for (id, change) in changed {
            changes.entry(id.import).or_default().push(change);
        }
        for source in self.store.sources()? {
            let Some(changes) = changes.get(&source.import) else {
                continue;
            };
            let is_file = source.kind == SourceKind::Synced && source.path.ends_with(".tmx");
            let (fix, left) = match is_file {
                true => self.change_file(&source.path, changes)?,
                false => (None, changes.len()),
            };
            harmonised.elsewhere += left;
            harmonised.files.extend(fix);
        }
        Ok(harmonised)
    }

    /// What is proposed for a group, with the units that change; `None` where no translation
    /// comes before the others.
    fn propose(
        &self,
        group: &Group,
        languages: &(LanguageTag, LanguageTag),
        days: &HashMap<DocumentId, String>,
    ) -> Result<Option<(Proposal, Changed)>, ProjectError> {
        let (from, to) = languages;
        let mut source = String::new();
        let mut uses = Vec::new();
        for ids in &group.uses {
            let mut used = Use {
                text: String::new(),
                units: Vec::new(),
                approved: 0,
            };
            for id in ids {
                let Some(unit) = self.store.unit(*id)? else {
                    continue;
                };
                used.approved += usize::from(unit.status == UnitStatus::Approved);
                if used.text.is_empty() {
                    used.text = text_of(&unit, to);
                    source = text_of(&unit, from);
                }
                used.units.push((*id, unit));
            }
            uses.push(used);
        }
        uses.sort_by_key(|own| std::cmp::Reverse((own.approved, own.units.len())));
        let rank = |own: &Use| (own.approved, own.units.len());
        let mut others = uses.into_iter();
        let Some(best) = others.next() else {
            return Ok(None);
        };
        let others: Vec<Use> = others.collect();
        if others.iter().any(|own| rank(own) == rank(&best)) {
            return Ok(None);
        }
        let days_of = |own: &Use| {
            let known = own.units.iter();
            let mut known: Vec<&str> = known.filter_map(|(_, unit)| day_of(unit, days)).collect();
            known.sort_unstable();
            let first = known.first().map(ToString::to_string);
            first.zip(known.last().map(ToString::to_string))
        };
        let proposal = Proposal {
            what: HarmonisedWhat::Segment,
            days: others.iter().map(days_of).collect(),
            by_hand: Vec::new(),
            languages: languages.clone(),
            source,
            target: best.text,
            count: best.units.len(),
            replaces: others
                .iter()
                .map(|own| (own.text.clone(), own.units.len()))
                .collect(),
        };
        let units = others.into_iter().flat_map(|own| own.units).collect();
        Ok(Some((proposal, units)))
    }

    /// The changes of a file, and how many cannot be made in it.
    fn change_file(
        &self,
        path: &str,
        changes: &[SegmentChange],
    ) -> Result<(Option<FileFix>, usize), ProjectError> {
        let file = self.root.join(path);
        let bytes = fs::read(&file).map_err(ProjectError::io("read", &file))?;
        let Ok(text) = String::from_utf8(bytes) else {
            return Ok((None, changes.len()));
        };
        let mut edits: Vec<TextEdit> = edit_tmx(&text, changes).into_iter().flatten().collect();
        edits.sort_by_key(|edit| edit.span.start);
        edits.dedup_by_key(|edit| edit.span.start);
        let left = changes.len() - edits.len();
        let fix = (!edits.is_empty()).then(|| FileFix {
            file,
            key: path.to_owned(),
            text,
            edits,
        });
        Ok((fix, left))
    }
}
