//! The fields of a term by name, for whoever has to read, write or compare all of them.

use super::Term;
use super::concept::named_values;

named_values! {
    /// A field of a term beside its language and its text.
    TermField, "field of a term", {
        /// [`Term::status`].
        Status = "status",
        /// [`Term::kind`].
        Type = "type" | "term-type",
        /// [`Term::part_of_speech`].
        PartOfSpeech = "part-of-speech" | "pos",
        /// [`Term::gender`].
        Gender = "gender" | "grammatical-gender",
        /// [`Term::number`].
        Number = "number" | "grammatical-number",
        /// [`super::TermDetails::scheme`].
        Scheme = "scheme" | "transliteration-scheme",
        /// [`Term::valid_from`].
        From = "from" | "valid-from",
        /// [`Term::valid_until`].
        Until = "until" | "valid-until",
        /// [`Term::review`].
        Review = "review" | "process-status",
        /// [`super::TermDetails::reviewer`].
        Reviewer = "reviewer",
        /// [`Term::note`].
        Note = "note" | "term-note",
        /// [`Term::source`].
        Source = "source" | "term-source",
        /// [`super::TermDetails::context`].
        Context = "context" | "example",
        /// [`super::TermDetails::context_source`].
        ContextSource = "context-source",
    }
}

named_values! {
    /// What is said of a unit beside its texts.
    UnitField, "field of a unit", {
        /// [`Unit::status`](super::Unit::status).
        Status = "status",
        /// [`Unit::made`](super::Unit::made).
        Made = "made",
        /// [`Unit::subject`](super::Unit::subject).
        Subject = "subject",
        /// The only one of [`Unit::notes`](super::Unit::notes).
        Note = "note",
        /// [`Origin::document`](super::Origin::document).
        Document = "document",
        /// Who made it or last changed it.
        By = "by",
    }
}

impl TermField {
    /// What a term says in this field; `None` when it says nothing.
    pub fn of(self, term: &Term) -> Option<String> {
        let details = term.details.as_deref();
        match self {
            Self::Status => Some(term.status.to_string()),
            Self::Type => term.kind.map(|value| value.to_string()),
            Self::PartOfSpeech => term.part_of_speech.map(|value| value.to_string()),
            Self::Gender => term.gender.map(|value| value.to_string()),
            Self::Number => term.number.map(|value| value.to_string()),
            Self::Scheme => details?.scheme.clone(),
            Self::From => term.valid_from.as_ref().map(ToString::to_string),
            Self::Until => term.valid_until.as_ref().map(ToString::to_string),
            Self::Review => term.review.map(|value| value.to_string()),
            Self::Reviewer => details?.reviewer.clone(),
            Self::Note => term.note.clone(),
            Self::Source => term.source.clone(),
            Self::Context => details?.context.clone(),
            Self::ContextSource => details?.context_source.clone(),
        }
    }

    /// Makes a term say nothing in this field; the status cannot be nothing and stays.
    pub fn clear(self, term: &mut Term) {
        match self {
            Self::Status => {}
            Self::Type => term.kind = None,
            Self::PartOfSpeech => term.part_of_speech = None,
            Self::Gender => term.gender = None,
            Self::Number => term.number = None,
            Self::Scheme => term.change_details(|own| own.scheme = None),
            Self::From => term.valid_from = None,
            Self::Until => term.valid_until = None,
            Self::Review => term.review = None,
            Self::Reviewer => term.change_details(|own| own.reviewer = None),
            Self::Note => term.note = None,
            Self::Source => term.source = None,
            Self::Context => term.change_details(|own| own.context = None),
            Self::ContextSource => term.change_details(|own| own.context_source = None),
        }
    }

    /// Sets this field of a term from text; empty text says nothing and changes nothing. A
    /// status that is one of a review (`proposed`) sets both.
    ///
    /// # Errors
    /// What the text should have been, as one sentence.
    pub fn set(self, term: &mut Term, text: &str) -> Result<(), String> {
        if text.is_empty() {
            return Ok(());
        }
        match self {
            Self::Status => return set_status(term, text),
            Self::Type => term.kind = Some(parsed(text)?),
            Self::PartOfSpeech => term.part_of_speech = Some(parsed(text)?),
            Self::Gender => term.gender = Some(parsed(text)?),
            Self::Number => term.number = Some(parsed(text)?),
            Self::Scheme => term.change_details(|own| own.scheme = Some(text.to_owned())),
            Self::From => term.valid_from = Some(parsed(text)?),
            Self::Until => term.valid_until = Some(parsed(text)?),
            Self::Review => term.review = Some(parsed(text)?),
            Self::Reviewer => term.change_details(|own| own.reviewer = Some(text.to_owned())),
            Self::Note => term.note = Some(text.to_owned()),
            Self::Source => term.source = Some(text.to_owned()),
            Self::Context => term.change_details(|own| own.context = Some(text.to_owned())),
            Self::ContextSource => {
                term.change_details(|own| own.context_source = Some(text.to_owned()))
            }
        }
        Ok(())
    }
}

fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error: T::Err| error.to_string())
}

fn set_status(term: &mut Term, text: &str) -> Result<(), String> {
    let status = text.parse::<super::TermStatus>();
    let review = text.parse::<super::Review>().ok();
    match (status, review) {
        (Ok(status), review) => {
            term.status = status;
            term.review = term.review.or(review);
        }
        (Err(_), Some(review)) => term.review = Some(review),
        (Err(error), None) => return Err(error.to_string()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LanguageTag;
    use crate::model::{Review, TermStatus};

    #[test]
    fn every_field_is_set_and_read_back() {
        for field in TermField::ALL {
            let language = LanguageTag::parse("fa").unwrap();
            let mut term = Term::new(language, "x", TermStatus::Admitted);
            let value = match field {
                TermField::Status => "forbidden",
                TermField::Type => "acronym",
                TermField::PartOfSpeech => "adjective",
                TermField::Gender => "feminine",
                TermField::Number => "plural",
                TermField::From | TermField::Until => "2026-03",
                TermField::Review => "proposed",
                _ => "متن",
            };
            field.set(&mut term, value).unwrap();
            assert_eq!(field.of(&term).as_deref(), Some(value), "{field}");
            field.set(&mut term, "").unwrap();
            assert_eq!(field.of(&term).as_deref(), Some(value), "{field}");
        }
    }

    #[test]
    fn a_proposed_term_is_admitted_and_under_review() {
        let mut term = Term::new(LanguageTag::parse("fa").unwrap(), "x", TermStatus::Admitted);
        TermField::Status.set(&mut term, "proposed").unwrap();
        assert_eq!(term.status, TermStatus::Admitted);
        assert_eq!(term.review, Some(Review::Proposed));
        assert!(TermField::Status.set(&mut term, "nice").is_err());
    }
}
