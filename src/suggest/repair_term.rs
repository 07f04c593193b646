//! Terms exchanged in a target: the rendering of one concept for that of another.

use std::ops::Range;

use super::repair::{ChangeKind, Compared, Read, Replacement};
use crate::glossary::{Glossary, Mention, MentionKind, renderings};
use crate::lang::{ExchangeProfile, LanguageTag, profile_of};
use crate::model::{Term, TermType};
use crate::text::{Analyser, Token};

/// Exchanges terms between two languages.
pub(super) struct TermRepairer<'g> {
    glossary: &'g Glossary,
    from: LanguageTag,
    to: Analyser,
    profile: &'static ExchangeProfile,
    enclitics: &'static [String],
}

/// One term of the source that another stands in the place of.
pub(super) struct Swap {
    /// The tokens of the source that it takes.
    pub(super) source: Range<usize>,
    /// What it changes in the target; nothing where both are one concept.
    replacement: Option<Replacement>,
}

impl Swap {
    pub(super) fn replacement(self) -> Option<Replacement> {
        self.replacement
    }
}

/// A mention with the tokens that it takes.
struct Placed {
    mention: Mention,
    tokens: Range<usize>,
}

impl<'g> TermRepairer<'g> {
    pub(super) fn new(glossary: &'g Glossary, from: &LanguageTag, to: &LanguageTag) -> Self {
        let profile = profile_of(to);
        Self {
            glossary,
            from: from.clone(),
            to: Analyser::new(to),
            profile: &profile.exchange,
            enclitics: &profile.enclitics,
        }
    }

    /// The terms that account for every stretch of tokens in which query and source differ;
    /// `None` where they do not.
    pub(super) fn swaps(&self, compared: &Compared<'_>, target: &Read<'_>) -> Option<Vec<Swap>> {
        if compared.regions.is_empty() {
            return Some(Vec::new());
        }
        let queries = self.placed(&compared.query);
        let sources = self.placed(&compared.source);
        let rendered = self.glossary.mentions(target.text, self.to.language());
        let mut swaps: Vec<Swap> = Vec::new();
        for (own, other) in &compared.regions {
            let is_done = swaps
                .iter()
                .any(|swap| swap.source.start <= other.start && other.end <= swap.source.end);
            if is_done {
                continue;
            }
            let is_over = |placed: &&Placed, region: &Range<usize>| {
                placed.tokens.start <= region.start && region.end <= placed.tokens.end
            };
            let swap = sources
                .iter()
                .filter(|placed| is_over(placed, other))
                .flat_map(|old| {
                    let news = queries.iter().filter(|placed| is_over(placed, own));
                    news.map(move |new| (old, new))
                })
                .filter(|(old, new)| self.stand_for_each_other(compared, old, new))
                .find_map(|(old, new)| self.swap(old, new, &sources, &rendered, target))?;
            swaps.push(swap);
        }
        Some(swaps)
    }

    /// The mentions of a text, the longest of nested ones first.
    fn placed(&self, read: &Read<'_>) -> Vec<Placed> {
        let mentions = self.glossary.mentions(read.text, &self.from);
        let place = |mention: Mention| {
            let (start, end) = (mention.span.start, mention.span.end);
            let first = read.tokens.partition_point(|token| token.end() <= start);
            let last = read.tokens.partition_point(|token| token.start < end);
            Placed {
                mention,
                tokens: first..last,
            }
        };
        mentions.into_iter().map(place).collect()
    }

    /// Whether a mention of the source and one of the query stand in the same place: what lies
    /// before them and behind them is the same.
    fn stand_for_each_other(&self, compared: &Compared<'_>, old: &Placed, new: &Placed) -> bool {
        let is_point = |left: usize, right: usize| {
            let (own, other) = (compared.query.tokens.len(), compared.source.tokens.len());
            (left == 0 && right == 0)
                || (left == own && right == other)
                || compared.pairs.contains(&(left, right))
                || (left > 0 && right > 0 && compared.pairs.contains(&(left - 1, right - 1)))
        };
        let outside = |read: &Read<'_>, placed: &Placed| {
            let start = read.tokens[placed.tokens.start].start;
            let end = read.tokens[placed.tokens.end - 1].end();
            let span = &placed.mention.span;
            let before = read.text[start.min(span.start)..span.start].to_owned();
            (
                before,
                read.text[span.end..end.max(span.end)].replace('’', "'"),
            )
        };
        is_point(new.tokens.start, old.tokens.start)
            && is_point(new.tokens.end, old.tokens.end)
            && outside(&compared.query, new) == outside(&compared.source, old)
    }

    /// The swap of one mention for another, where it is certain.
    fn swap(
        &self,
        old: &Placed,
        new: &Placed,
        sources: &[Placed],
        rendered: &[Mention],
        target: &Read<'_>,
    ) -> Option<Swap> {
        let (before, after) = (&old.mention, &new.mention);
        let is_sure =
            |mention: &Mention| mention.kind != MentionKind::Variant && mention.also.is_empty();
        if !is_sure(before) || !is_sure(after) {
            return None;
        }
        if before.entry.id == after.entry.id {
            return Some(Swap {
                source: old.tokens.clone(),
                replacement: None,
            });
        }
        let of_old = |mention: &&Mention| mention.entry.id == before.entry.id;
        let in_source = sources.iter().filter(|one| of_old(&&one.mention)).count();
        let mut there = rendered.iter().filter(of_old);
        let (Some(there), None, 1) = (there.next(), there.next(), in_source) else {
            return None;
        };
        if !is_sure(there) || before.entry.subject != after.entry.subject {
            return None;
        }
        let wants_acronym = there.kind == MentionKind::Acronym;
        let is_acronym = |term: &&&Term| term.kind == Some(TermType::Acronym);
        let choices = renderings(&after.entry, after.term(), self.to.language());
        let choice = match wants_acronym {
            true => choices.iter().find(is_acronym)?,
            false => choices.iter().find(|term| !is_acronym(term))?,
        };
        let text = self.in_the_form_of(there, target, &choice.text)?;
        Some(Swap {
            source: old.tokens.clone(),
            replacement: Some(Replacement {
                span: there.span.clone(),
                text,
                kind: ChangeKind::Term,
            }),
        })
    }

    /// A new term in the form that the old one has in the target; `None` where it is not known.
    fn in_the_form_of(&self, there: &Mention, target: &Read<'_>, new: &str) -> Option<String> {
        let written = &target.text[there.span.clone()];
        let old = there.term().text.as_str();
        let is_dictionary_form = matches!(
            there.kind,
            MentionKind::Exact | MentionKind::Folded | MentionKind::Acronym
        );
        if self.profile.invariable {
            let fits = is_dictionary_form && self.joins_alike(there, target, new);
            return fits.then(|| new.to_owned());
        }
        if !self.begins_alike(there, target, new) {
            return None;
        }
        if written.contains(char::is_whitespace) || new.contains(char::is_whitespace) {
            return self.with_the_same_head(written, old, new);
        }
        self.declined_alike(written, old, new)
    }

    /// Whether a particle that is written after some words only (Persian ezafe) would be written
    /// behind both terms or behind neither, as far as the next word can ask for one.
    fn joins_alike(&self, there: &Mention, target: &Read<'_>, new: &str) -> bool {
        let takes_particle = |term: &str| {
            let hosts = self.enclitics.iter().filter_map(|one| one.split_once('|'));
            hosts.into_iter().any(|(host, _)| term.ends_with(host))
        };
        let written = &target.text[there.span.clone()];
        if takes_particle(written) == takes_particle(new) {
            return true;
        }
        let next = target
            .tokens
            .iter()
            .find(|token| token.start >= there.span.end);
        let asks = |token: &Token<'_>| {
            token.text.chars().any(char::is_alphanumeric)
                && !self.to.is_function_word(&self.to.folded(token.text))
        };
        !next.is_some_and(asks)
    }

    /// Whether a short word before a term (English a, an; Russian о, об) would be the same before
    /// the new one: it goes by whether a vowel follows.
    fn begins_alike(&self, there: &Mention, target: &Read<'_>, new: &str) -> bool {
        const VOWELS: &str = "aeiouyаеёиоуыэюяіїє";
        let is_vowel = |text: &str| {
            let first = self.to.folded(text).chars().next();
            first.is_some_and(|first| VOWELS.contains(first))
        };
        let before = target
            .tokens
            .iter()
            .rfind(|token| token.end() <= there.span.start);
        before.is_none_or(|token| token.text.chars().count() > 2)
            || is_vowel(&target.text[there.span.clone()]) == is_vowel(new)
    }

    /// Terms of several words whose first word is the same, as the target has it: only the rest
    /// is exchanged, which must stand there as in the dictionary. What agrees with a term agrees
    /// with its head.
    fn with_the_same_head(&self, written: &str, old: &str, new: &str) -> Option<String> {
        let (old_head, old_rest) = old.split_once(' ')?;
        let (new_head, new_rest) = new.split_once(' ')?;
        let (head, rest) = written.split_once(' ')?;
        (old_head == new_head && rest == old_rest).then(|| format!("{head} {new_rest}"))
    }

    /// Words of one paradigm: the new one gets the ending of the old one.
    fn declined_alike(&self, written: &str, old: &str, new: &str) -> Option<String> {
        let exceptions = &self.profile.exceptions;
        if exceptions.iter().any(|word| word == old || word == new) {
            return None;
        }
        self.profile.paradigms.iter().find_map(|paradigm| {
            let (letters, endings) = paradigm.split_once('|')?;
            let mut endings = endings.split(' ').map(|ending| ending.trim_matches('-'));
            let dictionary = endings.next()?;
            let stem = |word: &'_ str| -> Option<usize> {
                let stem = word.strip_suffix(dictionary)?;
                let last = stem.chars().next_back()?;
                (letters.is_empty() || letters.contains(last)).then_some(stem.len())
            };
            let (old_stem, new_stem) = (stem(old)?, stem(new)?);
            let ending = written.strip_prefix(&old[..old_stem])?;
            let is_known = ending == dictionary || endings.any(|own| own == ending);
            is_known.then(|| format!("{}{ending}", &new[..new_stem]))
        })
    }
}
