//! Single units: added, changed, deleted.

use std::collections::BTreeSet;

use super::import::now;
use super::{Project, ProjectError};
use crate::lang::LanguageTag;
use crate::model::{
    CODE, DocumentId, Made, Note, Segment, Unit, UnitField, UnitId, UnknownName, Variant,
};
use crate::store::SourceKind;
use crate::text::nfc;

/// What a person says of a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitWording {
    /// Its texts; an empty one takes the language away.
    pub texts: Vec<(LanguageTag, String)>,
    /// What else; an empty value says nothing any more.
    pub fields: Vec<(UnitField, String)>,
}

/// A unit that was edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditedUnit {
    /// Its name, such as `desk#1`.
    pub name: String,
    /// The file that its source is kept in step with, which itself is not changed.
    pub file: Option<String>,
}

impl Project {
    /// Adds a unit to a source, such as `desk`; the source is made where there is none of that
    /// name. The unit is found by every search from now on and durable when this returns; it
    /// takes a fraction of a millisecond, and what the disk needs to be sure. Texts are brought
    /// to NFC; a unit that does not say when it was made is made now.
    ///
    /// What is added, changed or deleted in the source of a file stays when the file is read
    /// again; the file itself is not changed. See `docs/store.md`.
    ///
    /// # Errors
    /// When the unit has no text, an empty one or two in one language, or when the store cannot
    /// be written.
    pub fn add_unit(&mut self, source: &str, unit: Unit) -> Result<UnitId, ProjectError> {
        if source.trim().is_empty() {
            return Err(wrong("needs the name of a source, such as desk"));
        }
        let mut unit = checked(unit)?;
        unit.created = unit.created.or_else(|| Some(now()));
        let id = self.memory.add(&self.store, source, &unit)?;
        self.store.flush()?;
        Ok(id)
    }

    /// Puts a unit in the place of another; it counts as changed now. As [`Project::add_unit`]
    /// otherwise.
    ///
    /// # Errors
    /// When there is no unit of that id, and as [`Project::add_unit`].
    pub fn change_unit(&mut self, id: UnitId, unit: Unit) -> Result<(), ProjectError> {
        let mut unit = checked(unit)?;
        unit.changed = Some(now());
        match self.memory.change(&self.store, id, &unit)? {
            true => Ok(self.store.flush()?),
            false => Err(gone()),
        }
    }

    /// Deletes a unit: no search finds it from now on, and no other gets its id.
    ///
    /// # Errors
    /// When there is no unit of that id, or the store cannot be written.
    pub fn delete_unit(&mut self, id: UnitId) -> Result<(), ProjectError> {
        match self.memory.delete(&self.store, id)? {
            true => Ok(self.store.flush()?),
            false => Err(gone()),
        }
    }

    /// Adds a unit that a person wrote: one in two languages or more, made by a person unless
    /// it says otherwise.
    ///
    /// # Errors
    /// When a field has no such value, and as [`Project::add_unit`].
    pub fn add_wording(
        &mut self,
        source: &str,
        wording: &UnitWording,
    ) -> Result<EditedUnit, ProjectError> {
        let mut unit = Unit {
            made: Made::Human,
            ..Unit::default()
        };
        word(&mut unit, wording)?;
        unit.created_by = unit.changed_by.take();
        let id = self.add_unit(source, in_two_languages(unit)?)?;
        self.edited(source, id.ordinal)
    }

    /// Changes what a person says of a unit, by its name (`desk#1`); whatever else it has stays.
    ///
    /// # Errors
    /// When there is no such unit, a field has no such value, or less than two languages are
    /// left, and as [`Project::change_unit`].
    pub fn set_wording(
        &mut self,
        name: &str,
        wording: &UnitWording,
    ) -> Result<EditedUnit, ProjectError> {
        let mut place = self.show(name, 0)?;
        let mut unit = place.units.swap_remove(place.own);
        word(&mut unit, wording)?;
        self.change_unit(place.id, in_two_languages(unit)?)?;
        self.edited(source_of(name), place.id.ordinal)
    }

    /// Deletes a unit by its name.
    ///
    /// # Errors
    /// When there is no such unit, or the store cannot be written.
    pub fn remove_unit(&mut self, name: &str) -> Result<EditedUnit, ProjectError> {
        let place = self.show(name, 0)?;
        self.delete_unit(place.id)?;
        self.edited(source_of(name), place.id.ordinal)
    }

    fn edited(&self, source: &str, ordinal: u32) -> Result<EditedUnit, ProjectError> {
        let record = self.store.source(source)?;
        let file = record.filter(|record| record.kind == SourceKind::Synced);
        Ok(EditedUnit {
            name: format!("{source}#{}", u64::from(ordinal) + 1),
            file: file.map(|record| record.path),
        })
    }
}

/// The source in the name of a unit.
fn source_of(name: &str) -> &str {
    name.rsplit_once('#').map_or(name, |(source, _)| source)
}

fn wrong(why: impl Into<String>) -> ProjectError {
    ProjectError::Unit { why: why.into() }
}

fn gone() -> ProjectError {
    wrong("of that id is not there (any more)")
}

/// Puts into a unit what is said of it.
fn word(unit: &mut Unit, wording: &UnitWording) -> Result<(), ProjectError> {
    for (language, text) in &wording.texts {
        put_text(unit, language, text.trim());
    }
    for (field, value) in &wording.fields {
        put_field(unit, *field, value.trim())?;
    }
    Ok(())
}

/// Puts a text in the place of that in its language, of the same variety first.
fn put_text(unit: &mut Unit, language: &LanguageTag, text: &str) {
    let place = |is_it: &dyn Fn(&LanguageTag) -> bool| {
        let mut variants = unit.variants.iter();
        variants.position(|variant| is_it(&variant.language))
    };
    let place = place(&|own| own == language).or_else(|| place(&|own| own.goes_with(language)));
    match (place, text.is_empty()) {
        (Some(place), true) => drop(unit.variants.remove(place)),
        (Some(place), false) => {
            let variant = &mut unit.variants[place];
            variant.segment = Segment::plain(text);
            // What the unit says counts for its new text.
            variant.changed = None;
            variant.changed_by = None;
        }
        (None, true) => {}
        (None, false) => unit.variants.push(Variant::plain(language.clone(), text)),
    }
}

fn put_field(unit: &mut Unit, field: UnitField, value: &str) -> Result<(), ProjectError> {
    let given = (!value.is_empty()).then(|| nfc(value).into_owned());
    match field {
        UnitField::Status => unit.status = parsed(value)?,
        UnitField::Made => unit.made = parsed(value)?,
        UnitField::Subject => unit.subject = given,
        UnitField::Document => unit.origin.document = given.map(DocumentId),
        UnitField::By => unit.changed_by = given,
        UnitField::Note => {
            let note = given.map(|text| Note {
                language: None,
                text,
            });
            unit.notes = note.into_iter().collect();
        }
    }
    Ok(())
}

/// The value of a name; the usual one where nothing is said.
fn parsed<T>(name: &str) -> Result<T, ProjectError>
where
    T: std::str::FromStr<Err = UnknownName> + Default,
{
    if name.is_empty() {
        return Ok(T::default());
    }
    name.parse()
        .map_err(|unknown: UnknownName| ProjectError::Unknown {
            what: unknown.what,
            name: unknown.found,
            known: unknown.known,
        })
}

fn in_two_languages(unit: Unit) -> Result<Unit, ProjectError> {
    match unit.variants.len() {
        0 | 1 => Err(wrong("needs texts in two languages or more")),
        _ => Ok(unit),
    }
}

/// The unit with its texts in NFC, if it is one.
fn checked(mut unit: Unit) -> Result<Unit, ProjectError> {
    if unit.variants.is_empty() {
        return Err(wrong("needs a text"));
    }
    let mut languages = BTreeSet::new();
    for variant in &mut unit.variants {
        let Variant {
            language, segment, ..
        } = variant;
        if !languages.insert(language.clone()) {
            return Err(wrong(format!(
                "has one text in a language, not two in {language}"
            )));
        }
        if segment.text.trim().is_empty() {
            return Err(wrong(format!("needs a text in {language}")));
        }
        let codes = segment.text.chars().filter(|own| *own == CODE).count();
        if codes != segment.codes.len() {
            return Err(wrong(format!(
                "has {codes} places for {} inline codes in {language}",
                segment.codes.len()
            )));
        }
        segment.text = nfc(&segment.text).into_owned();
    }
    Ok(unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LanguageTag;

    fn unit(texts: &[(&str, &str)]) -> Unit {
        let variants = texts
            .iter()
            .map(|(language, text)| Variant::plain(LanguageTag::parse(language).unwrap(), *text));
        Unit {
            variants: variants.collect(),
            ..Unit::default()
        }
    }

    #[test]
    fn what_is_no_unit_is_refused_with_the_reason() {
        let why = |texts: &[(&str, &str)]| checked(unit(texts)).unwrap_err().to_string();
        assert_eq!(why(&[]), "a unit needs a text");
        assert_eq!(
            why(&[("en", "one"), ("fa", " ")]),
            "a unit needs a text in fa"
        );
        assert_eq!(
            why(&[("en", "one"), ("en", "two")]),
            "a unit has one text in a language, not two in en"
        );
        assert_eq!(
            why(&[("en", "one \u{FFFC}")]),
            "a unit has 1 places for 0 inline codes in en"
        );
    }

    #[test]
    fn texts_are_brought_to_nfc() {
        let decomposed = unit(&[("fr", "e\u{301}te\u{301}"), ("fa", "\u{627}\u{653}ب")]);
        let own = checked(decomposed).unwrap();
        assert_eq!(own.variants[0].segment.text, "été");
        assert_eq!(own.variants[1].segment.text, "آب");
    }
}
