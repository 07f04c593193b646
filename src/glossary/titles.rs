//! The words that titles and names of bodies are made of.

use std::sync::{Arc, PoisonError};

use rustc_hash::FxHashSet;

use super::Glossary;
use crate::lang::LanguageTag;
use crate::text::is_letter_or_digit;

impl Glossary {
    /// The words of the terms of offices, bodies and notions in a language, in small letters: of
    /// all concepts but persons and places. Found out once for each language, in time linear in
    /// the entries, all of which it reads.
    pub fn title_words(&self, language: &LanguageTag) -> Arc<FxHashSet<String>> {
        let mut known = self
            .title_words
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let words = known
            .entry(language.clone())
            .or_insert_with(|| Arc::new(self.find_title_words(language)));
        Arc::clone(words)
    }

    fn find_title_words(&self, language: &LanguageTag) -> FxHashSet<String> {
        let has_title = |subject: Option<&str>| {
            !matches!(
                subject,
                Some("person" | "country" | "capital" | "territory")
            )
        };
        let entries = self.entries().iter();
        let titles = entries.filter(|entry| has_title(entry.subject.as_deref()));
        let terms = titles.flat_map(|entry| entry.terms_in(language));
        let words = terms.flat_map(|term| term.text.split(|c| !is_letter_or_digit(c)));
        words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    }
}
