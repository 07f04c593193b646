//! Gathering the candidates of texts.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::measure::{Use, c_value, log_likelihood, score};
use super::sequences::{Key, Line, Sequence, Sequencer};
use super::{Candidate, CandidateKind, CandidateUse, ExtractOptions, ExtractSentence, SingleWords};
use crate::glossary::{Glossary, MentionKind};

/// How many sequences are counted before the rarest are dropped.
const COUNTED: usize = 3_000_000;

/// How many uses of a candidate are told.
const USES: usize = 5;

/// How many different neighbours a phrase must have on each side (accessor variety, Feng, Chen,
/// Deng and Zheng 2004): a part of a word or of a repeated sentence has the rest always beside it.
const VARIETY: usize = 2;

/// Extracts candidates; see [`Glossary::extract`].
pub(super) fn extract(
    glossary: &Glossary,
    sentences: &[ExtractSentence<'_>],
    background: Option<&mut dyn Iterator<Item = String>>,
    options: &ExtractOptions,
) -> Vec<Candidate> {
    let sequencer = Sequencer::new(&options.language);
    let reader = Reader {
        glossary,
        sequencer: &sequencer,
        sentences: fresh(sentences),
        options,
    };
    let counts = reader.count();
    let mut gathered = reader.gather(&counts);
    subtract_longer(&mut gathered);
    let other = background.map(|texts| count_in(&sequencer, texts, &mut gathered));
    let script = options.language.script();
    let is_cased = matches!(script, "Latn" | "Cyrl" | "Grek" | "Armn");
    let mut candidates: Vec<Candidate> = gathered
        .into_values()
        .filter_map(|own| own.candidate(&counts, other, is_cased))
        .collect();
    candidates.sort_by(|one, two| {
        let scores = two.score.total_cmp(&one.score);
        scores.then_with(|| one.text.cmp(&two.text))
    });
    candidates.truncate(options.limit);
    candidates
}

/// The sentences that are there for the first time, with their numbers.
fn fresh<'s, 't>(sentences: &'s [ExtractSentence<'t>]) -> Vec<(usize, &'s ExtractSentence<'t>)> {
    let mut seen = FxHashSet::default();
    let numbered = sentences.iter().enumerate();
    numbered
        .filter(|(_, sentence)| seen.insert(sentence.text))
        .collect()
}

struct Reader<'r, 't> {
    glossary: &'r Glossary,
    sequencer: &'r Sequencer,
    sentences: Vec<(usize, &'r ExtractSentence<'t>)>,
    options: &'r ExtractOptions,
}

/// How often sequences stand in the texts.
#[derive(Default)]
struct Counts {
    sequences: FxHashMap<Key, Counted>,
    /// How many words the texts have.
    words: usize,
    /// How often a word stands in the texts, by its stem, and in how many places as verbs do.
    verbs: FxHashMap<u64, (u32, u32)>,
    /// How many sequences may have been dropped with how many places.
    dropped: u32,
}

impl Counts {
    /// In what share of its places a word stands as verbs do, 0–1.
    fn verb_share(&self, stem: u64) -> f64 {
        let (all, verbs) = self.verbs.get(&stem).copied().unwrap_or_default();
        f64::from(verbs) / f64::from(all.max(1))
    }
}

#[derive(Clone, Copy, Default)]
struct Counted {
    count: u32,
    /// In how many of those it does not open a sentence.
    inside: u32,
    /// In how many of those it is written as a name, title or acronym.
    named: u32,
    /// What it is written as there.
    kind: Option<CandidateKind>,
}

impl Counted {
    fn add(&mut self, sequence: &Sequence) {
        self.count += 1;
        self.inside += u32::from(!sequence.opens);
        if sequence.kind != CandidateKind::Phrase {
            self.named += 1;
            let kind = self
                .kind
                .map_or(sequence.kind, |own| own.min(sequence.kind));
            self.kind = Some(kind);
        }
    }

    /// What it is written as in most places: in a heading every word has a capital.
    fn kind(self) -> CandidateKind {
        let kind = self.kind.filter(|_| self.named * 2 > self.inside);
        kind.unwrap_or(CandidateKind::Phrase)
    }
}

impl Reader<'_, '_> {
    /// Counts every sequence outside the terms of the glossary.
    fn count(&self) -> Counts {
        let mut counts = Counts::default();
        for (_, sentence) in &self.sentences {
            let line = self.sequencer.line(sentence.text);
            counts.words += line.len();
            for (stem, is_like_a_verb) in line.content() {
                let own = counts.verbs.entry(stem).or_default();
                own.0 += 1;
                own.1 += u32::from(is_like_a_verb);
            }
            for sequence in self.open_sequences(&line, sentence.text) {
                let counted = counts.sequences.entry(sequence.key);
                counted.or_default().add(&sequence);
            }
            if counts.sequences.len() > COUNTED {
                counts.dropped += 1;
                let least = counts.dropped;
                counts.sequences.retain(|_, own| own.count > least);
            }
        }
        counts
    }

    /// The sequences of a sentence that no mention of the glossary covers.
    fn open_sequences(&self, line: &Line, text: &str) -> Vec<Sequence> {
        let mentions = self.glossary.mentions(text, &self.options.language);
        let sure = mentions.iter().filter(|mention| {
            !matches!(mention.kind, MentionKind::Variant | MentionKind::Composed)
        });
        let covered: Vec<_> = sure.map(|mention| mention.span.clone()).collect();
        let mut sequences = line.sequences();
        sequences.retain(|sequence| {
            !covered
                .iter()
                .any(|span| span.start <= sequence.span.start && sequence.span.end <= span.end)
        });
        sequences
    }

    /// Whether a sequence that stands in so many places can be a candidate.
    fn is_enough(&self, own: Counted, sequence: &Sequence) -> bool {
        // Two ideographs are one word most often.
        let is_alone = sequence.length <= 1 + usize::from(sequence.is_ideographic);
        match own.kind() {
            CandidateKind::Acronym | CandidateKind::Title | CandidateKind::Name => true,
            CandidateKind::Phrase if is_alone => {
                self.options.single_words == SingleWords::All
                    && own.count as usize >= self.options.least
            }
            CandidateKind::Phrase => own.count as usize >= self.options.least,
        }
    }

    /// Reads the texts once more for everything about those that are frequent enough.
    fn gather(&self, counts: &Counts) -> FxHashMap<Key, Gathered> {
        let mut gathered: FxHashMap<Key, Gathered> = FxHashMap::default();
        for (nth, (number, sentence)) in self.sentences.iter().enumerate() {
            let line = self.sequencer.line(sentence.text);
            for sequence in self.open_sequences(&line, sentence.text) {
                let counted = counts.sequences.get(&sequence.key);
                let Some(own) = counted.filter(|own| self.is_enough(**own, &sequence)) else {
                    continue;
                };
                let entry = gathered.entry(sequence.key);
                let found = entry.or_insert_with(|| Gathered::new(&line, &sequence, own.kind()));
                found.add(&line, &sequence, sentence, (*number, nth as u64));
            }
        }
        gathered
    }
}

/// What is known of a sequence.
struct Gathered {
    length: usize,
    kind: CandidateKind,
    /// In how many places it is no part of a run of capitals.
    whole: usize,
    count: usize,
    documents: FxHashSet<u32>,
    /// The written forms with their counts.
    written: BTreeMap<String, usize>,
    uses: Vec<CandidateUse>,
    before: FxHashSet<u64>,
    behind: FxHashSet<u64>,
    /// The keys of the sequences inside it.
    inside: Vec<Key>,
    /// How many longer candidates it stands in, and in how many places those stand.
    longer: (usize, usize),
    /// In how many places the most frequent of those stands.
    most_longer: usize,
    /// In how many places it stands free.
    free: usize,
    /// The stems of its first and last word.
    ends: [u64; 2],
    /// Whether it has a function word inside.
    is_joined: bool,
    /// How often it stands in the texts to compare with.
    elsewhere: usize,
}

impl Gathered {
    fn new(line: &Line, sequence: &Sequence, kind: CandidateKind) -> Self {
        let words = &sequence.words;
        let starts = words.clone();
        let inside = starts.flat_map(|start| (start + 1..=words.end).map(move |end| start..end));
        let inside = inside
            .filter(|part| part != words)
            .map(|part| line.key(part))
            .collect();
        Self {
            length: sequence.length,
            kind,
            whole: 0,
            count: 0,
            documents: FxHashSet::default(),
            written: BTreeMap::new(),
            uses: Vec::new(),
            before: FxHashSet::default(),
            behind: FxHashSet::default(),
            inside,
            longer: (0, 0),
            most_longer: 0,
            free: 0,
            ends: line.ends_of(words),
            is_joined: sequence.is_joined,
            elsewhere: 0,
        }
    }

    fn add(
        &mut self,
        line: &Line,
        sequence: &Sequence,
        sentence: &ExtractSentence<'_>,
        (number, nth): (usize, u64),
    ) {
        let written = &sentence.text[sequence.span.clone()];
        self.count += 1;
        self.documents.insert(sentence.document);
        *self.written.entry(written.to_owned()).or_default() += 1;
        self.whole += usize::from(!line.is_cut(&sequence.words));
        self.free += usize::from(line.is_free(&sequence.words));
        if self.kind == CandidateKind::Phrase && self.before.len().min(self.behind.len()) < VARIETY
        {
            let (before, behind) = line.neighbours(&sequence.words, nth);
            self.before.insert(before);
            self.behind.insert(behind);
        }
        if self.uses.len() < USES {
            self.uses.push(CandidateUse {
                sentence: number,
                span: sequence.span.clone(),
            });
        }
    }

    /// The candidate that this is among such counts, and against other texts of so many words.
    fn candidate(self, counts: &Counts, other: Option<usize>, is_cased: bool) -> Option<Candidate> {
        let is_phrase = self.kind == CandidateKind::Phrase && self.length > 1;
        let variety = self.before.len().min(self.behind.len());
        if is_phrase && variety < VARIETY.min(self.count) || self.whole == 0 {
            return None;
        }
        let c_value = c_value(self.length, self.count, self.longer);
        let words = counts.words;
        let log_likelihood = other
            .filter(|words| *words > 0)
            .map(|other| log_likelihood((self.count, words), (self.elsewhere, other)));
        let score = score(&Use {
            kind: self.kind,
            count: self.count,
            words,
            elsewhere: other.map(|other| (self.elsewhere, other)),
            free: self.free,
            longer: self.most_longer,
            verbs: self.ends.map(|stem| counts.verb_share(stem)),
            is_joined: self.is_joined,
            is_cased,
        });
        let mut forms: Vec<(String, usize)> = self.written.into_iter().collect();
        // Of forms of one count that comes first that does by its letters.
        forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        (c_value > 0.0).then_some(Candidate {
            text: forms.first()?.0.clone(),
            kind: self.kind,
            count: self.count,
            documents: self.documents.len(),
            c_value,
            log_likelihood,
            score,
            forms,
            uses: self.uses,
            renderings: Vec::new(),
        })
    }
}

/// Tells every candidate in how many longer ones it stands.
fn subtract_longer(gathered: &mut FxHashMap<Key, Gathered>) {
    /// How many longer candidates, their places together, the places of the most frequent.
    type Longer = (usize, usize, usize);
    let mut longer: FxHashMap<Key, Longer> = FxHashMap::default();
    for own in gathered.values() {
        let parts: FxHashSet<Key> = own.inside.iter().copied().collect();
        for part in parts {
            let (kinds, places, most) = longer.entry(part).or_default();
            *kinds += 1;
            *places += own.count;
            *most = own.count.max(*most);
        }
    }
    for (key, (kinds, places, most)) in longer {
        if let Some(own) = gathered.get_mut(&key) {
            own.longer = (kinds, places);
            own.most_longer = most;
        }
    }
}

/// Counts candidates in other texts, and says how many words those have.
fn count_in(
    sequencer: &Sequencer,
    texts: &mut dyn Iterator<Item = String>,
    gathered: &mut FxHashMap<Key, Gathered>,
) -> usize {
    let mut words = 0;
    for text in texts {
        let line = sequencer.line(&text);
        words += line.len();
        for sequence in line.sequences() {
            if let Some(own) = gathered.get_mut(&sequence.key) {
                own.elsewhere += 1;
            }
        }
    }
    words
}
