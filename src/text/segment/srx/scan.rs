//! Many rules at once: at a place, two automata say which expressions match before and behind it.
//!
//! Both are built lazily (`regex_automata::hybrid`), run from the place outwards and stop where
//! no expression can match any longer, so that a place costs a few steps whatever the number of
//! rules. Most places are ruled out by the characters on both sides of them.

use std::ops::Range;

use regex_automata::hybrid::dfa::{Cache, DFA, OverlappingState};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input, MatchKind, PatternID};
use regex_syntax::hir::{ClassUnicode, Hir};
use rustc_hash::FxHashMap;

use super::edges::{Characters, Side, characters};

/// How far from a place a rule looks, in bytes, in either direction: so that a rule on a long
/// text costs no more than its length.
pub(super) const REACH: usize = 1000;

/// How large the automaton of all expressions of a side may become before it is one too many.
const LARGEST: usize = 64 << 20;

/// Every memory of an automaton's states is emptied when it has grown to this.
const CACHE: usize = 8 << 20;

/// A rule by the expressions of its two sides.
pub(super) struct Pair {
    pub(super) before: Hir,
    pub(super) after: Hir,
    /// Its place among all rules of the language.
    pub(super) rule: usize,
}

/// Rules, ready to be asked.
pub(super) struct Scan {
    before: Automaton,
    after: Automaton,
    /// For each expression before: the rules that have it, by rule, with their expression behind.
    rules: Vec<Vec<(usize, usize)>>,
    /// What may stand before a place and, where nothing is asked for there, what behind it.
    lasts: CharacterSet,
    firsts: CharacterSet,
}

impl std::fmt::Debug for Scan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scan").field("rules", &self.rules).finish()
    }
}

impl Scan {
    /// A scan for rules.
    ///
    /// # Errors
    /// The rule for whose expression no automaton can be built, and why.
    pub(super) fn new(pairs: &[Pair]) -> Result<Self, (usize, String)> {
        let (before, before_ids) = distinct(pairs.iter().map(|pair| &pair.before));
        let (after, after_ids) = distinct(pairs.iter().map(|pair| &pair.after));
        let mut rules = vec![Vec::new(); before.len()];
        for ((pair, before), after) in pairs.iter().zip(&before_ids).zip(&after_ids) {
            rules[*before].push((pair.rule, *after));
        }
        let mut lasts = CharacterSet::default();
        let mut firsts = CharacterSet::default();
        for pair in pairs {
            match characters(&pair.before, Side::End) {
                Characters::Some(class) => lasts.add(&class),
                Characters::All => match characters(&pair.after, Side::Start) {
                    Characters::Some(class) => firsts.add(&class),
                    Characters::All => firsts.everything = true,
                },
            }
        }
        let culprit = |side: fn(&Pair) -> &Hir, direction| {
            move |error: String| {
                let is_wrong = |pair: &&Pair| {
                    Automaton::new(std::slice::from_ref(side(pair)), direction).is_err()
                };
                let found = pairs.iter().find(is_wrong).or(pairs.last());
                (found.map_or(0, |pair| pair.rule), error)
            }
        };
        Ok(Self {
            before: Automaton::new(&before, Direction::Backward)
                .map_err(culprit(|pair| &pair.before, Direction::Backward))?,
            after: Automaton::new(&after, Direction::Forward)
                .map_err(culprit(|pair| &pair.after, Direction::Forward))?,
            rules,
            lasts,
            firsts,
        })
    }

    /// Hands over every place inside a stretch at which rules match, with the first of them, in
    /// order. The stretch is all that rules see.
    pub(super) fn each(&self, stretch: &str, mut each: impl FnMut(usize, usize)) {
        let mut before = self.before.run();
        let mut after = self.after.run();
        let mut previous = '\0';
        for (at, c) in stretch.char_indices() {
            let is_candidate = self.lasts.has(previous) || self.firsts.has(c);
            previous = c;
            if at == 0 || !is_candidate {
                continue;
            }
            let near = at.saturating_sub(REACH)..at;
            if !before.find(stretch, near) {
                continue;
            }
            if !after.find(stretch, at..(at + REACH).min(stretch.len())) {
                continue;
            }
            if let Some(rule) = self.first(&before.found, &after.found) {
                each(at, rule);
            }
        }
    }

    /// The first rule of which both expressions were found.
    fn first(&self, before: &[PatternID], after: &[PatternID]) -> Option<usize> {
        let has = |id: &usize| after.iter().any(|found| found.as_usize() == *id);
        before
            .iter()
            .filter_map(|found| {
                let rules = &self.rules[found.as_usize()];
                rules.iter().find(|(_, after)| has(after))
            })
            .map(|(rule, _)| *rule)
            .min()
    }
}

/// The different expressions, and for each of all which it is.
fn distinct<'h>(all: impl Iterator<Item = &'h Hir>) -> (Vec<Hir>, Vec<usize>) {
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    let mut hirs = Vec::new();
    let ids = all
        .map(|hir| {
            *known.entry(format!("{hir:?}")).or_insert_with(|| {
                hirs.push(hir.clone());
                hirs.len() - 1
            })
        })
        .collect();
    (hirs, ids)
}

/// Which way an automaton runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

type Caches = Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync>>;

/// All expressions of one side.
struct Automaton {
    dfa: DFA,
    direction: Direction,
    caches: Caches,
}

impl Automaton {
    fn new(hirs: &[Hir], direction: Direction) -> Result<Self, String> {
        let config = thompson::Config::new()
            .reverse(direction == Direction::Backward)
            // Searches begin at a character and expressions take whole ones: no empty match can
            // divide one, and looking for such matches loses others of the same place.
            .utf8(false)
            .which_captures(WhichCaptures::None)
            .nfa_size_limit(Some(LARGEST));
        let nfa = thompson::Compiler::new()
            .configure(config)
            .build_many_from_hir(hirs)
            .map_err(|error| error.to_string())?;
        let dfa = DFA::builder()
            .configure(
                DFA::config()
                    .match_kind(MatchKind::All)
                    .cache_capacity(CACHE)
                    .skip_cache_capacity_check(true),
            )
            .build_from_nfa(nfa)
            .map_err(|error| error.to_string())?;
        let maker = dfa.clone();
        Ok(Self {
            dfa,
            direction,
            caches: Pool::new(Box::new(move || maker.create_cache())),
        })
    }

    fn run(&self) -> Run<'_> {
        Run {
            automaton: self,
            cache: self.caches.get(),
            state: OverlappingState::start(),
            found: Vec::new(),
        }
    }
}

/// An automaton at work.
struct Run<'a> {
    automaton: &'a Automaton,
    cache: regex_automata::util::pool::PoolGuard<'a, Cache, Box<dyn Fn() -> Cache + Send + Sync>>,
    state: OverlappingState,
    found: Vec<PatternID>,
}

impl Run<'_> {
    /// Finds which expressions match from one end of a span, the right one backwards or the left
    /// one forwards. Returns whether any does.
    fn find(&mut self, text: &str, span: Range<usize>) -> bool {
        self.found.clear();
        self.state = OverlappingState::start();
        let input = Input::new(text).span(span).anchored(Anchored::Yes);
        let Automaton { dfa, direction, .. } = self.automaton;
        loop {
            let (cache, state) = (&mut self.cache, &mut self.state);
            let searched = match direction {
                Direction::Forward => dfa.try_search_overlapping_fwd(cache, &input, state),
                Direction::Backward => dfa.try_search_overlapping_rev(cache, &input, state),
            };
            // An automaton without Unicode's word boundaries and without a limit on emptying its
            // memory has no reason to give up.
            match searched.ok().and_then(|()| self.state.get_match()) {
                Some(found) if self.found.contains(&found.pattern()) => {}
                Some(found) => self.found.push(found.pattern()),
                None => return !self.found.is_empty(),
            }
        }
    }
}

/// A set of characters that is asked once for each character of a text.
#[derive(Debug, Clone, Default)]
struct CharacterSet {
    /// A bit for each character of the basic plane.
    bits: Vec<u64>,
    /// Whether characters beyond it are in the set.
    astral: bool,
    everything: bool,
}

impl CharacterSet {
    fn add(&mut self, class: &ClassUnicode) {
        self.bits.resize(1 << 10, 0);
        for range in class.iter() {
            let (start, end) = (range.start() as u32, range.end() as u32);
            self.astral |= end > 0xffff;
            for c in start..=end.min(0xffff) {
                self.bits[(c >> 6) as usize] |= 1 << (c & 63);
            }
        }
    }

    fn has(&self, c: char) -> bool {
        let c = c as u32;
        self.everything
            || match self.bits.get((c >> 6) as usize) {
                Some(bits) => bits & 1 << (c & 63) != 0,
                None => self.astral && c > 0xffff,
            }
    }
}
