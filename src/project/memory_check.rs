//! Checking the memory as a whole.

use std::collections::HashMap;

use rayon::prelude::*;

use super::filter::{Filter, FilterSetting, Filters};
use super::observer::{Event, Observer};
use super::{Project, ProjectError};
use crate::check::{
    ConceptUses, Group, Groups, Level, MemoryCheck, MemoryFinding, MemoryText, MemoryUse, Policy,
    Scan, SeenUnit, UnitPlace, Used, drift, is_check, memory_texts,
};
use crate::lang::LanguageTag;
use crate::model::{CODE, Date, DocumentId, Severity, Unit, UnitId};
use crate::suggest::Origins;
use crate::text::{Foldings, fold};

/// How the memory is to be checked.
#[derive(Debug, Clone)]
pub struct MemoryCheckOptions<'o> {
    /// The source; the first of the project's languages that the memory has where it is `None`.
    pub from: Option<LanguageTag>,
    /// The translations; all other languages of the memory where it is `None`.
    pub to: Option<LanguageTag>,
    /// The checks to run; all that the settings have on where it is empty.
    pub only: &'o [String],
    /// The time that is looked at.
    pub period: Period,
    /// How many findings of each check and language at the most, the heaviest first.
    pub limit: usize,
}

/// A stretch of time, by the days of articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Period {
    /// Its first day, month or year; all that was before where it is `None`.
    pub since: Option<Date>,
    /// Its last.
    pub until: Option<Date>,
}

impl Period {
    /// Whether a day is in it; what has no day is in no time that has a beginning or an end.
    pub(super) fn has(&self, day: Option<&str>) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        let Some(day) = day.and_then(|day| day.parse::<Date>().ok()) else {
            return false;
        };
        self.since
            .as_ref()
            .is_none_or(|since| !day.is_before(since))
            && self
                .until
                .as_ref()
                .is_none_or(|until| !until.is_before(&day))
    }
}

/// What came of checking the memory between two languages.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedMemory {
    /// The languages.
    pub languages: (LanguageTag, LanguageTag),
    /// How many units have both.
    pub units: usize,
    /// How many different sources they have.
    pub sources: usize,
    /// How many findings there are, with those beyond the limit.
    pub counts: Vec<(MemoryCheck, usize)>,
    /// The heaviest of each check, the heaviest first.
    pub findings: Vec<MemoryFinding>,
}

/// The source and the other language.
type Languages = (LanguageTag, LanguageTag);

/// How many units are looked at together.
const STRETCH: usize = 16 * 1024;

/// How many of them one thread takes at a time.
const PART: usize = 256;

/// How many units without a translation are remembered.
type BrokenUnits = Vec<(UnitId, String)>;

impl Project {
    /// Checks the memory; memory use is some 50 bytes for each unit.
    ///
    /// # Errors
    /// When a check is not known, the memory has no two languages, or the store cannot be read.
    pub fn check_memory(
        &self,
        options: &MemoryCheckOptions<'_>,
        observer: &dyn Observer,
    ) -> Result<Vec<CheckedMemory>, ProjectError> {
        if let Some(name) = options.only.iter().find(|name| !is_check(name)) {
            return Err(ProjectError::unknown_check(name));
        }
        let checks = self.memory_checks(options.only);
        let origins = self.origins()?;
        let days = self.days()?;
        let (from, to) = self.memory_languages(options)?;
        to.iter()
            .map(|to| {
                let run = Run {
                    project: self,
                    languages: (&from, to),
                    checks: &checks,
                    origins: &origins,
                    period: &options.period,
                    limit: options.limit,
                };
                run.check(&days, observer)
            })
            .collect()
    }

    /// Findings of the memory by the files of their units, with what the settings ignore marked;
    /// those below a confidence are left out.
    pub fn memory_texts(
        &self,
        checked: &CheckedMemory,
        min_confidence: Option<f64>,
    ) -> Vec<MemoryText> {
        memory_texts(&checked.languages, &checked.findings, |file| {
            let policy = self.config.checks.policy(file);
            Policy {
                min_confidence: min_confidence.unwrap_or(policy.min_confidence),
                ..policy
            }
        })
    }

    fn memory_checks(&self, only: &[String]) -> Vec<(MemoryCheck, Level)> {
        let policy = self.config.checks.policy("");
        let runs = |check: MemoryCheck| match only.is_empty() {
            true => policy.level(check.id()) != Level::Off,
            false => only.iter().any(|name| name == check.id()),
        };
        MemoryCheck::ALL
            .into_iter()
            .filter(|check| runs(*check))
            .map(|check| (check, policy.level(check.id())))
            .collect()
    }

    /// The source and the other languages that are meant.
    pub(super) fn memory_languages(
        &self,
        options: &MemoryCheckOptions<'_>,
    ) -> Result<(LanguageTag, Vec<LanguageTag>), ProjectError> {
        let known: Vec<LanguageTag> = self
            .memory
            .languages()
            .into_iter()
            .map(|(language, _)| language)
            .collect();
        let found = |wanted: &LanguageTag| known.iter().find(|own| own.goes_with(wanted));
        let from = match &options.from {
            Some(from) => found(from),
            None => self
                .config
                .languages
                .iter()
                .find_map(found)
                .or(known.first()),
        };
        let missing = || ProjectError::NoUnits {
            known: super::error::listed(&known),
        };
        let from = from.ok_or_else(missing)?.clone();
        let to: Vec<LanguageTag> = known
            .iter()
            .filter(|own| **own != from)
            .filter(|own| options.to.as_ref().is_none_or(|to| own.goes_with(to)))
            .cloned()
            .collect();
        match to.is_empty() {
            true => Err(missing()),
            false => Ok((from, to)),
        }
    }

    /// The heaviest groups of sources with several translations, by languages.
    pub(super) fn several_translations(
        &self,
        options: &MemoryCheckOptions<'_>,
        observer: &dyn Observer,
    ) -> Result<Vec<(Languages, Vec<Group>)>, ProjectError> {
        let (origins, days) = (self.origins()?, self.days()?);
        let (from, to) = self.memory_languages(options)?;
        let groups = to.into_iter().map(|to| {
            let run = Run {
                project: self,
                languages: (&from, &to),
                checks: &[],
                origins: &origins,
                period: &options.period,
                limit: options.limit,
            };
            let (mut scan, _) = run.scan(&days, observer)?;
            let found = scan.translations(options.limit).heaviest;
            Ok(((from.clone(), to), found))
        });
        groups.collect()
    }

    /// The days of the documents.
    pub(super) fn days(&self) -> Result<HashMap<DocumentId, String>, ProjectError> {
        let mut days = HashMap::new();
        for document in self.store.documents() {
            let document = document?;
            if let Some(date) = &document.date {
                days.insert(document.id.clone(), date.to_string());
            }
        }
        Ok(days)
    }
}

/// One pass over the memory between two languages.
struct Run<'r> {
    project: &'r Project,
    languages: (&'r LanguageTag, &'r LanguageTag),
    checks: &'r [(MemoryCheck, Level)],
    origins: &'r Origins,
    period: &'r Period,
    limit: usize,
}

impl Run<'_> {
    fn check(
        &self,
        days: &HashMap<DocumentId, String>,
        observer: &dyn Observer,
    ) -> Result<CheckedMemory, ProjectError> {
        let (mut scan, broken) = self.scan(days, observer)?;
        let mut checked = CheckedMemory {
            languages: (self.languages.0.clone(), self.languages.1.clone()),
            units: scan.units(),
            sources: scan.sources(),
            counts: Vec::new(),
            findings: Vec::new(),
        };
        for (check, level) in self.checks {
            let (count, mut findings) = match check {
                MemoryCheck::Terms => self.terms(&scan)?,
                MemoryCheck::Translations => {
                    self.groups(*check, scan.translations(self.limit), days)?
                }
                MemoryCheck::Sources => {
                    self.groups(*check, scan.several_sources(self.limit), days)?
                }
                MemoryCheck::Duplicates => {
                    self.groups(*check, scan.duplicates(self.limit), days)?
                }
                MemoryCheck::Broken => self.broken(&broken)?,
            };
            if let Level::As(severity) = level {
                findings.iter_mut().for_each(|own| own.severity = *severity);
            }
            checked.counts.push((*check, count));
            checked.findings.append(&mut findings);
        }
        Ok(checked)
    }

    fn runs(&self, check: MemoryCheck) -> bool {
        self.checks.iter().any(|(own, _)| *own == check)
    }

    /// Looks at every unit once, on all threads.
    fn scan(
        &self,
        days: &HashMap<DocumentId, String>,
        observer: &dyn Observer,
    ) -> Result<(Scan, BrokenUnits), ProjectError> {
        let mut whole = (Scan::default(), BrokenUnits::new());
        let mut stretch = Vec::with_capacity(STRETCH);
        let mut done = 0u64;
        for source in self.project.store.sources()? {
            for unit in self.project.store.units(source.import) {
                stretch.push(unit?);
                if stretch.len() == STRETCH {
                    whole = merged(whole, self.look(&stretch, days));
                    done += STRETCH as u64;
                    stretch.clear();
                    observer.event(&Event::Checked { units: done });
                }
            }
        }
        Ok(merged(whole, self.look(&stretch, days)))
    }

    fn look(
        &self,
        units: &[(UnitId, Unit)],
        days: &HashMap<DocumentId, String>,
    ) -> (Scan, BrokenUnits) {
        units
            .par_chunks(PART)
            .map(|part| {
                let mut scan = Scan::default();
                let mut broken = BrokenUnits::new();
                let mut filters = Filters::all().with(&[
                    FilterSetting::Without(Filter::Duplicate),
                    FilterSetting::Without(Filter::TooLong),
                    FilterSetting::Without(Filter::NoLetters),
                    FilterSetting::With(Filter::LengthRatio, Some(5.0)),
                ]);
                let of_period = |(_, unit): &&(UnitId, Unit)| self.period.has(day_of(unit, days));
                for (id, unit) in part.iter().filter(of_period) {
                    self.take(*id, unit, days, &mut scan);
                    if self.runs(MemoryCheck::Broken)
                        && let Some(reason) = self.fault_of(unit, &mut filters)
                    {
                        broken.push((*id, reason));
                    }
                }
                (scan, broken)
            })
            .reduce(Default::default, merged)
    }

    fn take(&self, id: UnitId, unit: &Unit, days: &HashMap<DocumentId, String>, scan: &mut Scan) {
        let (from, to) = self.languages;
        let (Some(source), Some(target)) = (unit.variant(from), unit.variant(to)) else {
            return;
        };
        let (source, target) = (&source.segment.text, &target.segment.text);
        if source.trim().is_empty() || target.trim().is_empty() {
            return;
        }
        let seen = SeenUnit {
            id,
            source,
            target,
            day: day_of(unit, days),
        };
        let wants_terms = self.runs(MemoryCheck::Terms);
        let glossary = wants_terms.then_some(&self.project.glossary);
        scan.take(&seen, self.languages, glossary);
    }

    /// Why a unit is no translation between the two languages; `None` where it is one, or is
    /// none of both languages.
    fn fault_of(&self, unit: &Unit, filters: &mut Filters) -> Option<String> {
        let (from, to) = self.languages;
        let (source, target) = (unit.variant(from)?, unit.variant(to)?);
        let texts = [&source.segment.text, &target.segment.text];
        if texts.iter().any(|text| text.contains('\u{FFFD}')) {
            return Some("characters were lost in a conversion (U+FFFD)".to_owned());
        }
        let [own, other] = texts.map(|text| text.matches(CODE).count());
        if own != other {
            return Some(format!("{own} inline codes became {other}"));
        }
        let both = Unit {
            variants: vec![source.clone(), target.clone()],
            ..Unit::default()
        };
        let left_out = filters.look(&both)?;
        Some(match left_out.filter {
            Filter::Empty => "one side is empty".to_owned(),
            Filter::Untranslated => "the same text on both sides".to_owned(),
            Filter::LengthRatio => format!("the lengths are far apart: {}", left_out.found),
            _ => format!("{}: {}", left_out.filter, left_out.found),
        })
    }

    fn terms(&self, scan: &Scan) -> Result<(usize, Vec<MemoryFinding>), ProjectError> {
        let found = scan.concepts();
        let count = found.len();
        let findings = found
            .into_iter()
            .take(self.limit)
            .map(|(uses, weight)| self.term_finding(uses, weight));
        Ok((count, findings.collect::<Result<_, _>>()?))
    }

    fn term_finding(
        &self,
        concept: &ConceptUses,
        weight: usize,
    ) -> Result<MemoryFinding, ProjectError> {
        let (from, to) = self.languages;
        let mut uses = concept
            .renderings
            .iter()
            .map(|(term, used)| {
                let term = term.and_then(|term| concept.entry.terms.get(term));
                self.used(term.map_or("", |term| term.text.as_str()), used)
            })
            .collect::<Result<Vec<_>, ProjectError>>()?;
        // Recognised renderings first.
        uses.sort_by(|one, two| {
            let empty = one.text.is_empty().cmp(&two.text.is_empty());
            let counts = two.count.cmp(&one.count);
            empty.then(counts).then_with(|| one.text.cmp(&two.text))
        });
        let known: Vec<&MemoryUse> = uses.iter().filter(|own| !own.text.is_empty()).collect();
        let all: usize = known.iter().map(|own| own.count).sum();
        let name = concept
            .entry
            .preferred(from)
            .map_or(concept.entry.id.to_string(), |term| term.text.clone());
        let is_outdated = concept.has_outdated();
        let mut message = match known.as_slice() {
            [only] => format!("{name} is rendered by {}", only.text),
            several => format!(
                "{name} is rendered in {} ways, {} % {}",
                several.len(),
                percent(several[0].count, all),
                several[0].text
            ),
        };
        if is_outdated {
            message.push_str("; a deprecated term is among them");
        }
        if let Some((text, since)) = drift(&uses) {
            message.push_str(&format!("; {text} since {since}"));
        }
        Ok(MemoryFinding {
            check: MemoryCheck::Terms,
            severity: match is_outdated {
                true => Severity::Warning,
                false => Severity::Note,
            },
            message,
            languages: (from.clone(), to.clone()),
            text: name,
            uses,
            weight,
        })
    }

    fn groups(
        &self,
        check: MemoryCheck,
        groups: Groups,
        days: &HashMap<DocumentId, String>,
    ) -> Result<(usize, Vec<MemoryFinding>), ProjectError> {
        let findings = groups
            .heaviest
            .iter()
            .map(|group| self.group_finding(check, group, days));
        Ok((groups.count, findings.collect::<Result<_, _>>()?))
    }

    fn group_finding(
        &self,
        check: MemoryCheck,
        group: &Group,
        days: &HashMap<DocumentId, String>,
    ) -> Result<MemoryFinding, ProjectError> {
        let (from, to) = self.languages;
        // The language of what all uses share, and the one in which they differ.
        let (shared, other) = match check {
            MemoryCheck::Sources => (to, from),
            _ => (from, to),
        };
        let mut text = String::new();
        let mut uses = Vec::new();
        for ids in &group.uses {
            let mut used = Used::default();
            let mut own_text = String::new();
            for id in ids {
                let Some(unit) = self.project.store.unit(*id)? else {
                    continue;
                };
                used.take(*id, day_of(&unit, days));
                if own_text.is_empty() {
                    own_text = text_of(&unit, other);
                    text = text_of(&unit, shared);
                }
            }
            uses.push(self.used(&own_text, &used)?);
        }
        let all: usize = uses.iter().map(|own| own.count).sum();
        let most = uses.first().map_or(0, |own| own.count);
        let ways = uses.len();
        let is_typing = check == MemoryCheck::Translations && is_typing(&uses, other);
        let mut message = match check {
            MemoryCheck::Duplicates => format!("the same unit is there {all} times"),
            MemoryCheck::Sources => format!("one translation stands for {ways} sources"),
            _ => format!(
                "one source has {ways} translations, {} % alike",
                percent(most, all)
            ),
        };
        if is_typing {
            message.push_str("; they differ only in typing");
        }
        if let Some((text, since)) = drift(&uses) {
            message.push_str(&format!("; {text} since {since}"));
        }
        let severity = match is_typing {
            true => Severity::Note,
            false => check.page().severity,
        };
        Ok(MemoryFinding {
            check,
            severity,
            message,
            languages: (from.clone(), to.clone()),
            text,
            uses,
            weight: group.weight,
        })
    }

    fn broken(
        &self,
        broken: &[(UnitId, String)],
    ) -> Result<(usize, Vec<MemoryFinding>), ProjectError> {
        let (from, to) = self.languages;
        let mut findings = Vec::new();
        for (id, reason) in broken.iter().take(self.limit) {
            let Some(unit) = self.project.store.unit(*id)? else {
                continue;
            };
            let used = Used {
                count: 1,
                days: None,
                units: vec![*id],
            };
            findings.push(MemoryFinding {
                check: MemoryCheck::Broken,
                severity: MemoryCheck::Broken.page().severity,
                message: reason.clone(),
                languages: (from.clone(), to.clone()),
                text: text_of(&unit, from),
                uses: vec![self.used(&text_of(&unit, to), &used)?],
                weight: 1,
            });
        }
        Ok((broken.len(), findings))
    }

    fn used(&self, text: &str, used: &Used) -> Result<MemoryUse, ProjectError> {
        let mut units = Vec::new();
        for id in &used.units {
            if let Some(unit) = self.project.store.unit(*id)? {
                let lineage = self.origins.lineage(*id, &unit, self.languages.1);
                units.push(UnitPlace {
                    unit: lineage.unit,
                    file: lineage.file,
                    line: lineage.line,
                    title: lineage.title,
                    date: lineage.date,
                });
            }
        }
        Ok(MemoryUse {
            text: text.to_owned(),
            count: used.count,
            days: used.days.clone(),
            units,
        })
    }
}

fn merged(one: (Scan, BrokenUnits), mut other: (Scan, BrokenUnits)) -> (Scan, BrokenUnits) {
    let (scan, mut broken) = one;
    broken.append(&mut other.1);
    (scan.merged(other.0), broken)
}

pub(super) fn day_of<'d>(unit: &Unit, days: &'d HashMap<DocumentId, String>) -> Option<&'d str> {
    let document = unit.origin.document.as_ref()?;
    days.get(document).map(String::as_str)
}

pub(super) fn text_of(unit: &Unit, language: &LanguageTag) -> String {
    unit.variant(language)
        .map(|variant| variant.segment.text.clone())
        .unwrap_or_default()
}

/// Whether texts differ only in how they are typed.
fn is_typing(uses: &[MemoryUse], language: &LanguageTag) -> bool {
    let plain = |own: &MemoryUse| fold(&own.text, language, Foldings::TYPING).to_string();
    let mut plain = uses.iter().map(plain);
    let first = plain.next();
    plain.all(|own| Some(&own) == first.as_ref())
}

fn percent(part: usize, all: usize) -> usize {
    (part * 100 + all / 2) / all.max(1)
}
