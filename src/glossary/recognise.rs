//! Recognition of terms in running text.
//!
//! From each word the trie is walked along the keys of the words that follow; the longest term
//! wins, the surest way of several. Hyphens and quotation marks between words are passed over, any
//! other punctuation ends a term. Linear in the text times the length of the longest term.

use std::ops::Range;
use std::sync::Arc;

use super::keys::{Key, Way};
use super::language::{IndexedTerm, LanguageIndex, ROOT, TermForm, carries_meaning};
use super::mention::{Mention, MentionKind, Nesting};
use super::pairs::is_in_pair;
use super::persons::is_given_name;
use crate::model::{PartOfSpeech, TermType};
use crate::similarity::character_similarity;
use crate::text::{Token, TokenClass, foldings_between};

/// How many letters a term of one word must have for a typing mistake in it to be forgiven.
const LONGEST_STRICT_WORD: usize = 8;

/// All mentions of a text, outer and inner.
pub(super) fn mentions(index: &LanguageIndex, text: &str) -> Vec<Mention> {
    if index.is_empty() {
        return Vec::new();
    }
    let tokens = index.vocabulary.analyser().tokens(text);
    let keys: Vec<Vec<(Key, Way)>> = tokens
        .iter()
        .map(|token| {
            if carries_meaning(token) {
                index.vocabulary.keys_of(token)
            } else {
                Vec::new()
            }
        })
        .collect();
    let reader = Reader {
        index,
        text,
        tokens: &tokens,
        keys: &keys,
    };
    let found: Vec<Mention> = (0..tokens.len())
        .filter_map(|start| reader.longest_from(start))
        .collect();
    nest(found)
}

/// Keeps the leftmost longest mentions and, inside them, those of another kind of concept:
/// the organisation inside the office, but not "National Security Council" inside "Supreme
/// National Security Council". Expects the mentions in the order of their starts.
fn nest(found: Vec<Mention>) -> Vec<Mention> {
    let mut kept: Vec<Mention> = Vec::with_capacity(found.len());
    let mut open: Vec<(Range<usize>, Option<String>)> = Vec::new();
    for mut mention in found {
        open.retain(|(span, _)| mention.span.start < span.end);
        let fits = open.iter().all(|(span, subject)| {
            mention.span.end <= span.end && may_stand_inside(&mention, subject.as_deref())
        });
        if fits {
            if !open.is_empty() {
                mention.nesting = Nesting::Inner;
            }
            open.push((mention.span.clone(), mention.entry.subject.clone()));
            kept.push(mention);
        }
    }
    kept
}

/// Whether a mention may stand inside one of another subject field: a state in an organ, an
/// organ in an office, but no office or rank in anything ("Governors" in "Board of Governors"),
/// and no state in the name of another place ("South China Sea", "Central American").
fn may_stand_inside(mention: &Mention, subject: Option<&str>) -> bool {
    let own = mention.entry.subject.as_deref();
    let is_in_place = own == Some("country") && matches!(subject, Some("region" | "sea"));
    own != subject && !is_in_place && !matches!(own, Some("office" | "rank"))
}

struct Reader<'a> {
    index: &'a LanguageIndex,
    text: &'a str,
    tokens: &'a [Token<'a>],
    keys: &'a [Vec<(Key, Way)>],
}

/// One way through the trie from a word on.
#[derive(Clone)]
struct Path {
    node: u32,
    /// The tokens taken, with the way in which each came to its key.
    taken: Vec<(usize, Way)>,
}

impl Path {
    fn misspelt(&self) -> usize {
        self.taken
            .iter()
            .filter(|(_, way)| *way == Way::Misspelt)
            .count()
    }

    fn ways(&self) -> usize {
        self.taken
            .iter()
            .filter(|(_, way)| *way != Way::Stem)
            .count()
    }
}

impl Reader<'_> {
    /// The longest mention that starts at a token.
    fn longest_from(&self, start: usize) -> Option<Mention> {
        let mut paths = vec![Path {
            node: ROOT,
            taken: Vec::new(),
        }];
        let mut best = None;
        let mut at = start;
        while !paths.is_empty() {
            paths = self.step(&paths, at);
            paths.sort_by_key(Path::ways);
            if let Some(mention) = paths.iter().find_map(|path| self.mention(path)) {
                best = Some(mention);
            }
            let Some(next) = self.next_word(at) else {
                break;
            };
            at = next;
        }
        best
    }

    fn step(&self, paths: &[Path], at: usize) -> Vec<Path> {
        let mut reached = Vec::new();
        for path in paths {
            for &(key, way) in &self.keys[at] {
                let within = |clitic: &Way| match clitic {
                    Way::Misspelt => path.misspelt() == 0,
                    Way::Stem | Way::Ending | Way::Clitic { .. } | Way::Glued { .. } => true,
                };
                if let Some(node) = self.index.child(path.node, key).filter(|_| within(&way)) {
                    let mut taken = path.taken.clone();
                    taken.push((at, way));
                    reached.push(Path { node, taken });
                }
            }
        }
        reached
    }

    /// The next word, when only hyphens, quotation marks and white space lie between.
    fn next_word(&self, at: usize) -> Option<usize> {
        let mut next = at + 1;
        while let Some(token) = self.tokens.get(next) {
            let is_joint = token.class == TokenClass::Punctuation
                && matches!(
                    token.text,
                    "-" | "‐"
                        | "‑"
                        | "–"
                        | "—"
                        | "'"
                        | "’"
                        | "·"
                        | "・"
                        | "־"
                        | "«"
                        | "»"
                        | "“"
                        | "”"
                        | "\""
                );
            let is_initial = |word: &Token<'_>| word.text.chars().count() == 1;
            let ends_initial = token.text == "." && next == at + 1 && is_initial(&self.tokens[at]);
            if !is_joint && !ends_initial {
                break;
            }
            next += 1;
        }
        let token = self
            .tokens
            .get(next)
            .filter(|token| carries_meaning(token))?;
        let between = &self.text[self.tokens[at].end()..token.start];
        (!between.contains("\n\n")).then_some(next)
    }

    /// The mention of the best term that ends where a path has come to.
    fn mention(&self, path: &Path) -> Option<Mention> {
        let span = self.span(path)?;
        let written = &self.text[span.clone()];
        let mut fitting: Vec<(MentionKind, Option<String>, &IndexedTerm)> = self
            .index
            .terms_at(path.node)
            .iter()
            .filter_map(|term| {
                let (kind, reason) = self.judge(path, written, term)?;
                Some((kind, reason, term))
            })
            .collect();
        fitting.sort_by_key(|(kind, _, term)| (*kind, term.entry.terms[term.term].status));
        let (kind, reason, best) = fitting.first()?;
        let mut also: Vec<_> = fitting[1..]
            .iter()
            .map(|(_, _, term)| Arc::clone(&term.entry))
            .filter(|entry| entry.id != best.entry.id)
            .collect();
        also.dedup_by(|left, right| left.id == right.id);
        let similarity = match kind {
            MentionKind::Variant => {
                character_similarity(written, &best.entry.terms[best.term].text)
            }
            _ => 1.0,
        };
        Some(Mention {
            entry: Arc::clone(&best.entry),
            term: best.term,
            kind: *kind,
            similarity,
            reason: reason.clone(),
            span,
            nesting: Nesting::Outer,
            also,
        })
    }

    /// The bytes from the first to the last word, without the clitics outside.
    fn span(&self, path: &Path) -> Option<Range<usize>> {
        let (first, way) = path.taken.first()?;
        let start = self.tokens[*first].start
            + match way {
                Way::Clitic { before, .. } | Way::Glued { before, .. } => *before,
                _ => 0,
            };
        let (last, way) = path.taken.last()?;
        let last = &self.tokens[*last];
        let end = last.end()
            - match way {
                Way::Clitic { behind, .. } | Way::Glued { behind, .. } => *behind,
                _ => possessive_length(last.text),
            };
        Some(start..end)
    }

    /// By what the written words count as a term, or `None` when they do not.
    fn judge(
        &self,
        path: &Path,
        written: &str,
        indexed: &IndexedTerm,
    ) -> Option<(MentionKind, Option<String>)> {
        let term = &indexed.entry.terms[indexed.term];
        let is_acronym = term.kind == Some(TermType::Acronym) || is_capitals(&term.text);
        if self.is_another_word(path) || self.is_given_name(path) {
            return None;
        }
        if indexed.form == TermForm::Short {
            let at = path.taken[0].0;
            let counts = is_in_pair(self.text, self.tokens, at, &self.index.vocabulary);
            return counts.then(|| {
                (
                    MentionKind::Acronym,
                    Some(format!("short for {}", term.text)),
                )
            });
        }
        if let Some(run) = self.words_run_together(path) {
            return Some((MentionKind::Variant, Some(format!("run together: {run}"))));
        }
        if path.misspelt() > 0 {
            return self.judge_misspelt(path, written, indexed);
        }
        let bare = written.split(['\'', '’']).next().unwrap_or_default();
        if is_acronym && !is_capitals(bare) && is_cased(&term.text) {
            return None;
        }
        let is_behind = matches!(path.taken[0].1, Way::Clitic { before, .. } if before > 0);
        if !is_behind && !capitals_fit(&term.text, written) {
            return None;
        }
        let plain = if is_acronym {
            MentionKind::Acronym
        } else {
            MentionKind::Exact
        };
        if path.taken.iter().any(|(_, way)| *way == Way::Ending) {
            let reason = format!("form of {}", term.text);
            return Some((MentionKind::Inflected, Some(reason)));
        }
        if let Some(clitic) = self.clitic_reason(path) {
            return Some((MentionKind::Clitic, Some(clitic)));
        }
        if written == term.text || is_acronym {
            return Some((plain, None));
        }
        let language = self.index.vocabulary.analyser().language();
        match foldings_between(written, &term.text, language) {
            Some(foldings) => {
                let names: Vec<_> = foldings.iter().map(|folding| folding.to_string()).collect();
                let reason = (!names.is_empty()).then(|| names.join(", "));
                Some((
                    reason.as_ref().map_or(plain, |_| MentionKind::Folded),
                    reason,
                ))
            }
            None => self.judge_words(path, &term.text),
        }
    }

    /// Judges by the words alone: the same words with other punctuation between them, or other
    /// forms of them. Two words of one stem that do not begin alike are different words whose
    /// endings happened to fall.
    fn judge_words(&self, path: &Path, term: &str) -> Option<(MentionKind, Option<String>)> {
        let analyser = self.index.vocabulary.analyser();
        let words = analyser.tokens(term);
        let words = words.iter().filter(|token| carries_meaning(token));
        let mut kind = (MentionKind::Folded, "punctuation".to_owned());
        for ((at, _), word) in path.taken.iter().zip(words) {
            let own = analyser.folded(word.text);
            let written = analyser.folded(self.tokens[*at].text);
            if own != written {
                let (own, written) = (analyser.stem(&own), analyser.stem(&written));
                if own != written {
                    return None;
                }
                kind = (MentionKind::Inflected, format!("form of {term}"));
            }
        }
        Some((kind.0, Some(kind.1)))
    }

    /// Whether a particle makes another word of a single one, or stands inside a phrase.
    fn is_another_word(&self, path: &Path) -> bool {
        let last = path.taken.len() - 1;
        path.taken.iter().enumerate().any(|(place, (at, way))| {
            let Way::Clitic { behind, .. } = way else {
                return false;
            };
            let word = self.tokens[*at].text;
            let (host, particle) = word.split_at(word.len() - behind);
            self.index.vocabulary.is_phrase_enclitic(particle, host) && (place == 0 || place < last)
        })
    }

    fn is_given_name(&self, path: &Path) -> bool {
        let [(at, _)] = path.taken.as_slice() else {
            return false;
        };
        is_given_name(self.text, self.tokens, *at, &self.index.vocabulary)
    }

    /// The word of a path that is several words without their spaces.
    fn words_run_together(&self, path: &Path) -> Option<&str> {
        let glued = |(_, way): &&(usize, Way)| matches!(way, Way::Glued { .. });
        let (at, _) = path.taken.iter().find(glued)?;
        Some(self.tokens[*at].text)
    }

    fn judge_misspelt(
        &self,
        path: &Path,
        written: &str,
        indexed: &IndexedTerm,
    ) -> Option<(MentionKind, Option<String>)> {
        let term = &indexed.entry.terms[indexed.term];
        let is_long_enough = path.taken.len() > 1 || written.chars().count() > LONGEST_STRICT_WORD;
        let usable = is_long_enough
            && term.part_of_speech != Some(PartOfSpeech::Adjective)
            && capitals_fit(&term.text, written);
        let word = path
            .taken
            .iter()
            .find(|(_, way)| *way == Way::Misspelt)
            .map(|(at, _)| self.tokens[*at].text)?;
        usable.then(|| (MentionKind::Variant, Some(format!("misspelt: {word}"))))
    }

    fn clitic_reason(&self, path: &Path) -> Option<String> {
        path.taken.iter().find_map(|(at, way)| {
            let word = self.tokens[*at].text;
            match way {
                Way::Clitic { before, .. } if *before > 0 => {
                    Some(format!("with {}", &word[..*before]))
                }
                Way::Clitic { behind, .. } => {
                    Some(format!("with {}", &word[word.len() - behind..]))
                }
                _ => None,
            }
        })
    }
}

/// The bytes of an English possessive ending, which is no part of a mention.
fn possessive_length(word: &str) -> usize {
    ["'s", "’s", "'", "’"]
        .iter()
        .find(|ending| word.ends_with(*ending))
        .map_or(0, |ending| ending.len())
}

/// Whether a word is written in capitals alone, with digits and points at most between them.
fn is_capitals(word: &str) -> bool {
    let letters = || word.chars().filter(|letter| letter.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase)
}

/// Whether a script with capital letters is used.
fn is_cased(word: &str) -> bool {
    word.chars()
        .any(|letter| letter.is_uppercase() || letter.is_lowercase())
}

/// A term of one word with a capital letter is a name: written without, it is another word.
fn capitals_fit(term: &str, written: &str) -> bool {
    let first = |text: &str| text.chars().find(|c| c.is_alphabetic());
    let is_name = first(term).is_some_and(char::is_uppercase) && !term.contains([' ', '-']);
    !is_name || first(written).is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use crate::glossary::{Glossary, Nesting};
    use crate::lang::LanguageTag;
    use crate::model::{ConceptEntry, Location, Term, TermStatus};

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    /// A glossary of lines "id subject: language=term|term; …".
    fn glossary(lines: &[&str]) -> Glossary {
        let entries = lines.iter().map(|line| {
            let (head, terms) = line.split_once(": ").unwrap();
            let (id, subject) = head.split_once(' ').unwrap();
            let mut entry = ConceptEntry::new(id, Location::default());
            entry.subject = Some(subject.to_owned());
            for language in terms.split("; ") {
                let (language, texts) = language.split_once('=').unwrap();
                for text in texts.split('|') {
                    entry
                        .terms
                        .push(Term::new(tag(language), text, TermStatus::Preferred));
                }
            }
            entry
        });
        Glossary::new(entries.collect())
    }

    fn found(glossary: &Glossary, language: &str, text: &str) -> Vec<String> {
        glossary
            .mentions(text, &tag(language))
            .iter()
            .map(|mention| {
                format!(
                    "{}{} {} [{}]",
                    if mention.nesting == Nesting::Inner {
                        "  "
                    } else {
                        ""
                    },
                    mention.entry.id,
                    mention.kind.as_str(),
                    &text[mention.span.clone()],
                )
            })
            .collect()
    }

    #[test]
    fn terms_are_recognised_however_they_are_written() {
        let glossary = glossary(&[
            "sc organ: en=Security Council; ru=Совет безопасности; ar=مجلس الأمن; zh=安全理事会",
            "ru country: en=Russia|Russian Federation; ru=Россия; ar=روسيا; fa=روسیه",
            "ir country: en=Iran; fa=ایران; ar=إيران",
            "snsc organ: fa=شورای عالی امنیت ملی; en=Supreme National Security Council",
            "sec office: en=Secretary of the Supreme National Security Council",
            "nato organisation: en=North Atlantic Treaty Organization|NATO; fa=ناتو",
            "sanction concept: fa=تحریم; en=sanction",
            "us country: en=United States|US",
            "asia region: fa=آسیا",
            "mou concept: fa=یادداشت تفاهم",
            "tr country: en=Turkey; tr=Türkiye",
        ]);
        for (language, text, expected) in [
            (
                "en",
                "the Security Council of Russia",
                &[
                    "sc+ru composed [Security Council of Russia]",
                    "  sc exact [Security Council]",
                    "  ru exact [Russia]",
                ][..],
            ),
            (
                "en",
                "Iran’s SECURITY-COUNCIL",
                &[
                    "sc+ir composed [Iran’s SECURITY-COUNCIL]",
                    "  ir exact [Iran]",
                    "  sc folded [SECURITY-COUNCIL]",
                ],
            ),
            (
                "en",
                "tell us; the US and the U.S.",
                &["us acronym [US]", "us acronym [U.S.]"],
            ),
            (
                "en",
                "North Atlantic Treaty Organzation (NATO)",
                &[
                    "nato variant [North Atlantic Treaty Organzation]",
                    "nato acronym [NATO]",
                ],
            ),
            (
                "en",
                "Secretary of the Supreme National Security Council",
                &[
                    "sec exact [Secretary of the Supreme National Security Council]",
                    "  snsc exact [Supreme National Security Council]",
                ],
            ),
            ("en", "roast turkey in Turkey", &["tr exact [Turkey]"]),
            (
                "ru",
                "секретаря Совета безопасности",
                &["sc inflected [Совета безопасности]"],
            ),
            (
                "fa",
                "شوراي عالي امنيت ملي",
                &["snsc folded [شوراي عالي امنيت ملي]"],
            ),
            (
                "fa",
                "تحریم ها و تحریم‌های و تحریمها",
                &[
                    "sanction inflected [تحریم ها]",
                    "sanction inflected [تحریم‌های]",
                    "sanction inflected [تحریمها]",
                ],
            ),
            ("fa", "آسیای میانه", &["asia clitic [آسیا]"]),
            (
                "fa",
                "یادداشت تفاهمی میان ایرانیان ایرانی",
                &["mou clitic [یادداشت تفاهم]"],
            ),
            (
                "ar",
                "وروسيا ولمجلس الامن",
                &["ru clitic [روسيا]", "sc clitic [مجلس الامن]"],
            ),
            ("zh", "联合国安全理事会通过", &["sc exact [安全理事会]"]),
            ("tr", "Türkiye'nin", &["tr inflected [Türkiye'nin]"]),
        ] {
            assert_eq!(
                found(&glossary, language, text),
                expected,
                "{language}: {text}"
            );
        }
    }
}
