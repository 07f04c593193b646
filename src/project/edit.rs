//! Single units: added, changed, deleted.

use std::collections::BTreeSet;

use super::import::now;
use super::{Project, ProjectError};
use crate::model::{CODE, Unit, UnitId, Variant};
use crate::text::nfc;

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
}

fn wrong(why: impl Into<String>) -> ProjectError {
    ProjectError::Unit { why: why.into() }
}

fn gone() -> ProjectError {
    wrong("of that id is not there (any more)")
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
