//! Forms: the content words of the terms of a language, and how they are found.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::atom::{Atom, Kind, OWNER, atoms};
use super::weight::{Weights, Words};
use crate::glossary::couples::{self, Couples};
use crate::glossary::keys::{Key, Vocabulary, VocabularyBuilder};
use crate::glossary::language::{IndexedTerm, LanguageIndex, TermForm};
use crate::glossary::recognise::{Owners, Read, Reader, is_cased};
use crate::glossary::table::{Number, Section, Table, TableBuilder, number_of};
use crate::lang::{TitleOrder, profile_of};
use crate::model::{PartOfSpeech, TermStatus};
use crate::text::{Token, TokenClass};

/// How many content words a term without a capital letter and without an owner needs: shorter
/// ones are common words (memorandum of understanding), whose other orders mean other things.
const LEAST_COMMON_WORDS: usize = 3;

/// How many signs a term needs whose words are written without spaces between them.
const LEAST_SIGNS: usize = 4;

/// What a word is in titles, in bits.
const QUALIFIER: u32 = 1;
const ROLE: u32 = 2;
const MODIFIER: u32 = 4;

/// A term as the set of its content words.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) term: IndexedTerm,
    /// Its words and owners, in their order.
    pub(super) keys: Vec<Key>,
    /// Which of them begin with a capital letter, by their place.
    pub(super) capitals: u64,
    /// The atoms of its term, read when they are needed.
    pub(super) atoms: OnceCell<Vec<Atom>>,
}

/// What recognition knows of the titles of a language.
#[derive(Debug)]
pub(in crate::glossary) struct Titles {
    table: Arc<Table>,
    pub(super) order: TitleOrder,
    /// Whether every content word of a title has a capital.
    pub(super) is_capitalised: bool,
    /// Qualifiers of several signs: their keys, and the key that stands for all.
    long_qualifiers: Vec<(Vec<Key>, Key)>,
}

impl Titles {
    /// The titles that a table holds.
    pub(in crate::glossary) fn new(vocabulary: &Vocabulary, table: Arc<Table>) -> Self {
        let analyser = vocabulary.analyser();
        let profile = &profile_of(analyser.language()).titles;
        let key_of = |text: &str| vocabulary.key_of(&analyser.stem(&analyser.folded(text)));
        let long = profile.qualifiers.iter().filter_map(|word| {
            let tokens = analyser.tokens(word);
            let keys: Option<Vec<Key>> = tokens.iter().map(|token| key_of(token.text)).collect();
            let keys = keys.filter(|keys| keys.len() > 1)?;
            Some((keys, key_of(word)?))
        });
        Self {
            long_qualifiers: long.collect(),
            order: profile.order,
            is_capitalised: profile.capitalised,
            table,
        }
    }

    /// Whether no variant can be found.
    pub(super) fn is_empty(&self) -> bool {
        self.table.count(Section::AnchorForms) == 0
    }

    /// Whether a word may lead to a form together with another key.
    pub(super) fn may_lead(&self, key: Key, other: Key) -> bool {
        Couples::of(&self.table, Section::AnchorCouples).may_have(key, other)
    }

    /// Whether a word leads to any form.
    pub(super) fn leads_on(&self, key: Key) -> bool {
        let places = self.table.places(Section::AnchorStarts, key as usize);
        key & OWNER == 0 && !places.is_empty()
    }

    /// The forms to which a word leads, each with the other key that must be near.
    pub(super) fn anchors(&self, key: Key) -> Anchors<'_> {
        let places = self.table.places(Section::AnchorStarts, key as usize);
        let numbers = |section| {
            let all = self.table.numbers(section);
            all.get(places.clone()).unwrap_or_default()
        };
        Anchors {
            others: numbers(Section::AnchorOthers),
            forms: numbers(Section::AnchorForms),
        }
    }

    /// Whether a qualifier of the language is written with several signs.
    pub(super) fn has_long_qualifiers(&self) -> bool {
        !self.long_qualifiers.is_empty()
    }

    /// The form of a number.
    pub(super) fn form(&self, number: u32) -> Form {
        let at = number as usize;
        let capitals = |half| u64::from(self.table.number(Section::FormCapitals, 2 * at + half));
        Form {
            term: self.term(number),
            keys: self.keys(number).collect(),
            capitals: capitals(0) | capitals(1) << 32,
            atoms: OnceCell::new(),
        }
    }

    /// How many words and owners a form has.
    pub(super) fn length(&self, number: u32) -> usize {
        self.table
            .places(Section::FormStarts, number as usize)
            .len()
    }

    /// The words and owners of a form; a text may lack only qualifiers.
    pub(super) fn keys(&self, number: u32) -> impl Iterator<Item = Key> + '_ {
        let places = self.table.places(Section::FormStarts, number as usize);
        let keys = self.table.numbers(Section::FormKeys).get(places);
        let keys = keys.unwrap_or_default().iter();
        keys.map(|key| u32::from_le_bytes(*key))
    }

    /// How many forms there are.
    #[cfg(test)]
    pub(super) fn count(&self) -> u32 {
        number_of(self.table.count(Section::FormEntries))
    }

    /// The term of a form.
    pub(super) fn term(&self, number: u32) -> IndexedTerm {
        let at = number as usize;
        IndexedTerm {
            entry: self.table.number(Section::FormEntries, at),
            term: self.table.number(Section::FormPlaces, at) as usize,
            form: TermForm::Whole,
        }
    }

    /// The countries and organisations that the terms of an entry name; none where they name
    /// none.
    pub(super) fn owners_of(&self, entry: u32) -> impl Iterator<Item = u32> + Clone + '_ {
        let places = self.table.places(Section::OwnerStarts, entry as usize);
        places.map(|at| self.table.number(Section::Owners, at))
    }

    /// The weight of a word or owner, 0–1.
    pub(super) fn weight_of(&self, key: Key) -> f64 {
        Weights::limited(key, self.is_qualifier(key), || {
            f32::from_bits(self.table.number(Section::Weights, key as usize))
        })
    }

    /// Whether a title may be meant as well without a word as with it.
    pub(super) fn is_qualifier(&self, key: Key) -> bool {
        self.has_role(key, QUALIFIER)
    }

    /// Whether a word is part of the names of offices and ranks and of nothing else
    /// (secretary, minister, deputy).
    pub(super) fn is_role(&self, key: Key) -> bool {
        self.has_role(key, ROLE)
    }

    /// Whether a word before the name of an office makes another office of it (deputy, vice,
    /// acting): entries have it and others are the same without it.
    pub(super) fn is_modifier(&self, key: Key) -> bool {
        self.has_role(key, MODIFIER)
    }

    fn has_role(&self, key: Key, role: u32) -> bool {
        key & OWNER == 0 && self.table.number(Section::Roles, key as usize) & role != 0
    }

    /// The key of the qualifier of several signs whose keys follow one another, and how many
    /// they are.
    pub(super) fn long_qualifier(
        &self,
        key_at: impl Fn(usize) -> Option<Key>,
    ) -> Option<(Key, usize)> {
        self.long_qualifiers
            .iter()
            .find(|(keys, _)| {
                let mut places = keys.iter().enumerate();
                places.all(|(place, key)| key_at(place) == Some(*key))
            })
            .map(|(keys, key)| (*key, keys.len()))
    }
}

/// The forms to which one word leads, by the other key that must be near, ascending.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchors<'t> {
    others: &'t [Number],
    forms: &'t [Number],
}

impl Anchors<'_> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.others.len()
    }

    /// The other key of one of them.
    pub(super) fn other(&self, at: usize) -> Key {
        u32::from_le_bytes(self.others[at])
    }

    /// The form of one of them.
    pub(super) fn form(&self, at: usize) -> u32 {
        self.forms.get(at).copied().map_or(0, u32::from_le_bytes)
    }

    /// The places of those with another key. Logarithmic in their number.
    pub(super) fn with(&self, key: Key) -> Range<usize> {
        let own = |number: &Number| u32::from_le_bytes(*number);
        let first = self.others.partition_point(|other| own(other) < key);
        let behind = &self.others[first..];
        let length = behind.iter().take_while(|other| own(other) == key).count();
        first..first + length
    }
}

/// Gathers the titles of a language.
pub(in crate::glossary) struct TitlesBuilder {
    /// The qualifiers that the data of the language names.
    named: Vec<Key>,
    forms: Vec<Form>,
    /// The function words in terms whose words stand apart.
    function_words: FxHashSet<Key>,
    owners: BTreeMap<u32, BTreeSet<u32>>,
}

impl TitlesBuilder {
    /// No titles yet. The qualifiers of the language get keys, those of several signs one beside
    /// their own.
    pub(in crate::glossary) fn new(vocabulary: &mut VocabularyBuilder) -> Self {
        let language = vocabulary.analyser().language().clone();
        let mut named = Vec::new();
        for word in &profile_of(&language).titles.qualifiers {
            let tokens = vocabulary.analyser().tokens(word);
            let signs: Vec<Key> = tokens.iter().map(|token| vocabulary.learn(token)).collect();
            let whole = Token {
                class: TokenClass::Word,
                text: word,
                start: 0,
            };
            match signs[..] {
                [only] => named.push(only),
                _ => named.push(vocabulary.learn(&whole)),
            }
        }
        Self {
            named,
            forms: Vec::new(),
            function_words: FxHashSet::default(),
            owners: BTreeMap::new(),
        }
    }

    /// Takes the forms of terms, with the index that knows their words. Linear in the terms.
    pub(in crate::glossary) fn take_forms<'t>(
        &mut self,
        index: &LanguageIndex,
        terms: impl Iterator<Item = &'t IndexedTerm>,
    ) {
        let mut taken: FxHashSet<(u32, usize)> = FxHashSet::default();
        for term in terms {
            // A term may stand in the index in other forms too.
            if term.form == TermForm::Short || !taken.insert((term.entry, term.term)) {
                continue;
            }
            let own = index.term(term);
            // A deprecated term is itself a variant of those that are not.
            let is_no_model = own.part_of_speech == Some(PartOfSpeech::Adjective)
                || own.status > TermStatus::Admitted;
            if index.is_owner(term, Owners::Countries) || index.is_place(term) || is_no_model {
                continue;
            }
            let read = Read::new(index, &own.text);
            let reader = Reader { index, read: &read };
            let atoms = atoms(&reader, owners_in(index, term), 0..read.tokens.len());
            if is_spaced(&own.text) {
                self.function_words.extend(function_words(&reader, &atoms));
            }
            let form = form(*term, &atoms);
            let owners = form.keys.iter().filter(|key| **key & OWNER != 0);
            for owner in owners {
                self.owners
                    .entry(term.entry)
                    .or_default()
                    .insert(owner & !OWNER);
            }
            self.forms.push(form);
        }
    }

    /// Writes the sections of the titles, with the number of keys that there are.
    pub(in crate::glossary) fn write(
        mut self,
        index: &LanguageIndex,
        keys: usize,
        table: &mut TableBuilder,
    ) {
        let words: Vec<Words<'_>> = self
            .forms
            .iter()
            .map(|form| Words {
                entry: form.term.entry,
                keys: &form.keys,
                is_office: matches!(
                    index.entry(&form.term).subject.as_deref(),
                    Some("office" | "rank")
                ),
            })
            .collect();
        let mut weights = Weights::of(&words, keys, &self.named);
        let language = index.vocabulary.analyser().language();
        if matches!(language.script(), "Hans" | "Hant" | "Jpan") {
            weights.keep_only(&self.named);
        }
        for key in 0..number_of(keys) {
            table.push(Section::Weights, weights.of_word(key).to_bits());
            let bit = |has: bool, bit: u32| if has { bit } else { 0 };
            let roles = bit(weights.is_qualifier(key), QUALIFIER)
                | bit(weights.is_role(key), ROLE)
                | bit(weights.is_modifier(key), MODIFIER);
            table.push(Section::Roles, roles);
        }
        let function_words = &self.function_words;
        self.forms
            .retain(|form| is_title(form, index) && has_content(form, function_words));
        self.write_forms(table);
        self.write_anchors(&weights, keys, table);
        for entry in 0..=number_of(index.count()) {
            let start = table.count(Section::Owners);
            table.push(Section::OwnerStarts, start);
            for owner in self.owners.get(&entry).into_iter().flatten() {
                table.push(Section::Owners, *owner);
            }
        }
    }

    fn write_forms(&self, table: &mut TableBuilder) {
        for form in &self.forms {
            table.push(Section::FormEntries, form.term.entry);
            table.push(Section::FormPlaces, number_of(form.term.term));
            for half in [form.capitals & u64::from(u32::MAX), form.capitals >> 32] {
                // Half of 64 bits.
                table.push(Section::FormCapitals, u32::try_from(half).unwrap_or(0));
            }
            let start = table.count(Section::FormKeys);
            table.push(Section::FormStarts, start);
            for key in &form.keys {
                table.push(Section::FormKeys, *key);
            }
        }
        let end = table.count(Section::FormKeys);
        table.push(Section::FormStarts, end);
    }

    /// Puts each form where its rarest words lead to it; a qualifier may be missing, so it leads
    /// to nothing unless there are too few other words.
    fn write_anchors(&self, weights: &Weights, keys: usize, table: &mut TableBuilder) {
        let mut anchors: Vec<(Key, Key, u32)> = Vec::with_capacity(self.forms.len());
        for (number, form) in (0..).zip(&self.forms) {
            let mut rarest: Vec<Key> = form.keys.clone();
            rarest.retain(|key| !weights.is_qualifier(*key));
            if rarest.len() < 2 {
                rarest.clone_from(&form.keys);
            }
            // Words first, then owners, whose mentions are found later, then what stands in every
            // sentence.
            let class = |key: &Key| match key {
                owner if owner & OWNER != 0 => 1,
                word if self.function_words.contains(word) => 2,
                _ => 0,
            };
            let rank = |key: &Key| (class(key), -weights.of_key(*key));
            rarest.sort_by(|left, right| {
                let (left, right) = (rank(left), rank(right));
                left.0.cmp(&right.0).then(left.1.total_cmp(&right.1))
            });
            if let [first, next, ..] = rarest[..]
                && first & OWNER == 0
            {
                anchors.push((first, next, number));
            }
        }
        anchors.sort_unstable();
        let mut at = 0;
        for key in 0..=number_of(keys) {
            while anchors.get(at).is_some_and(|(own, ..)| *own < key) {
                at += 1;
            }
            table.push(Section::AnchorStarts, number_of(at));
        }
        let mut couples: Vec<(Key, Key)> = anchors.iter().map(|own| (own.0, own.1)).collect();
        couples.dedup();
        couples::write(&couples, Section::AnchorCouples, table);
        for (_, other, form) in anchors {
            table.push(Section::AnchorOthers, other);
            table.push(Section::AnchorForms, form);
        }
    }
}

/// Whose names are owners in a term: in the name of an organisation only countries.
pub(super) fn owners_in(index: &LanguageIndex, term: &IndexedTerm) -> Owners {
    if index.is_owner(term, Owners::All) {
        Owners::Countries
    } else {
        Owners::All
    }
}

/// The content words of a term.
fn form(term: IndexedTerm, atoms: &[Atom]) -> Form {
    let mut form = Form {
        term,
        keys: Vec::with_capacity(atoms.len()),
        capitals: 0,
        atoms: OnceCell::new(),
    };
    for atom in atoms {
        let key = match &atom.kind {
            Kind::Owner { entry, .. } => OWNER | entry,
            Kind::Word(known) => match known.keys.first() {
                Some((key, _)) => *key,
                None => continue,
            },
            Kind::Sign(key) => *key,
            Kind::Link | Kind::Unknown | Kind::End => continue,
        };
        if atom.is_capital && form.keys.len() < 64 {
            form.capitals |= 1 << form.keys.len();
        }
        form.keys.push(key);
    }
    form
}

/// Whether the words of a term stand apart.
fn is_spaced(text: &str) -> bool {
    text.contains(' ') || is_cased(text)
}

/// The keys of the function words of a term.
fn function_words(reader: &Reader<'_>, atoms: &[Atom]) -> Vec<Key> {
    let analyser = reader.index.analyser();
    let is_function_word = |atom: &Atom| {
        let word = analyser.folded(reader.read.tokens[atom.at].text);
        analyser.is_function_word(&word)
    };
    let words = atoms.iter().filter_map(|atom| match &atom.kind {
        Kind::Word(known) => Some((atom, known.keys.first()?.0)),
        _ => None,
    });
    words
        .filter(|(atom, _)| is_function_word(atom))
        .map(|(_, key)| key)
        .collect()
}

/// Whether a term has two words that are no function words, or one and an owner: "Out There" in
/// other words is nothing, and would be looked for in every sentence.
fn has_content(form: &Form, function_words: &FxHashSet<Key>) -> bool {
    let mut content = form.keys.iter().filter(|key| !function_words.contains(key));
    content.clone().any(|key| key & OWNER == 0) && content.nth(1).is_some()
}

/// Whether other ways of writing a term are looked for: it has several content words, and is a
/// name by its capitals, by its owner, or by its length.
fn is_title(form: &Form, index: &LanguageIndex) -> bool {
    let text = &index.term(&form.term).text;
    let has_owner = form.keys.iter().any(|key| key & OWNER != 0);
    let is_cased = is_cased(text);
    let least = match (is_spaced(text), has_owner, is_cased && form.capitals != 0) {
        (false, ..) => LEAST_SIGNS,
        (true, true, _) | (true, _, true) => 2,
        (true, false, false) => LEAST_COMMON_WORDS,
    };
    form.keys.len() >= least && form.keys.len() <= super::MOST_WORDS
}
