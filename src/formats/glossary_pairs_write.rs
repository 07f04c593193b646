//! Writing glossaries of two languages: a term and its translation in each row.

use std::io::Write;

use super::glossary_pairs::GlossaryPairs;
use super::glossary_table::{flat, is_wanted};
use super::{Export, SinkError};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, Term, TermStatus};

/// The two languages of an export: those that were asked for, else the first two that there are.
pub(super) fn two_languages(export: &Export<'_>) -> Result<(LanguageTag, LanguageTag), SinkError> {
    let mut found: Vec<&LanguageTag> = export.languages.iter().collect();
    let terms = export.concepts.iter().flat_map(|entry| &entry.terms);
    for term in terms {
        if found.len() >= 2 {
            break;
        }
        if export.languages.is_empty() && !found.contains(&&term.language) {
            found.push(&term.language);
        }
    }
    match found.as_slice() {
        [from, to, ..] => Ok(((*from).clone(), (*to).clone())),
        _ => Err("this format has two languages: name them with --lang en,fa".into()),
    }
}

/// The term of an entry in one language with each of its usable terms in another: the preferred
/// ones first.
pub(super) fn pairs<'e>(
    entry: &'e ConceptEntry,
    (from, to): (&LanguageTag, &LanguageTag),
) -> Vec<(&'e Term, &'e Term)> {
    let usable = |term: &&Term| term.status <= TermStatus::Admitted;
    let sorted = |language: &LanguageTag| {
        let mut terms: Vec<&Term> = entry.terms_in(language).filter(usable).collect();
        terms.sort_by_key(|term| term.status);
        terms
    };
    let (sources, targets) = (sorted(from), sorted(to));
    let Some(first) = targets.first() else {
        return Vec::new();
    };
    let Some((main, others)) = sources.split_first() else {
        return Vec::new();
    };
    let of_main = targets.iter().map(|target| (*main, *target));
    let of_others = others.iter().map(|source| (*source, *first));
    of_main.chain(of_others).collect()
}

/// Writes the rows of a form.
pub(super) fn write_pairs(
    form: GlossaryPairs,
    export: &Export<'_>,
    output: &mut dyn Write,
) -> Result<(), SinkError> {
    let (from, to) = two_languages(export)?;
    let mut builder = csv::WriterBuilder::new();
    if form == GlossaryPairs::OmegaT {
        builder.delimiter(b'\t').quote_style(csv::QuoteStyle::Never);
    }
    let mut writer = builder.from_writer(output);
    if form == GlossaryPairs::Weblate {
        writer.write_record([
            "source",
            "target",
            "context",
            "translator_comments",
            "developer_comments",
            "fuzzy",
        ])?;
    }
    for entry in export.concepts {
        for (source, target) in pairs(entry, (&from, &to)) {
            if !is_wanted(target, export) {
                continue;
            }
            let note = entry
                .note
                .as_deref()
                .or(entry.definition.as_deref())
                .unwrap_or("");
            let own = target.note.as_deref().unwrap_or("");
            let fuzzy = if target.is_unsettled() { "True" } else { "" };
            let context = entry.properties.iter().find(|own| own.name == "context");
            let context = context.map_or("", |own| own.value.as_str());
            match form {
                GlossaryPairs::OmegaT => {
                    let note = if own.is_empty() { note } else { own };
                    let record = [&source.text, &target.text, note].map(flat);
                    writer.write_record(record)?;
                }
                GlossaryPairs::Weblate => {
                    writer.write_record([&source.text, &target.text, context, own, note, fuzzy])?
                }
                GlossaryPairs::DeepL => writer.write_record([
                    source.text.as_str(),
                    target.text.as_str(),
                    &from.as_str().to_uppercase(),
                    &to.as_str().to_uppercase(),
                ])?,
            }
        }
    }
    writer.flush()?;
    Ok(())
}
