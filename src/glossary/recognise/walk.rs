//! Ways through the trie of terms along the words of a text.

use super::Reader;
use super::letters::{begins_with_capital, is_joint};
use super::read::Brief;
use crate::glossary::keys::Way;
use crate::glossary::language::{Ends, ROOT, carries_meaning};

/// One way through the trie from a word on, which has come to where terms end.
#[derive(Debug, Default)]
pub(super) struct Path {
    pub(super) node: u32,
    /// The tokens taken, with the way in which each came to its key.
    pub(super) taken: Vec<(usize, Way)>,
}

impl Path {
    pub(super) fn misspelt(&self) -> usize {
        self.taken
            .iter()
            .filter(|(_, way)| *way == Way::Misspelt)
            .count()
    }

    /// Whether a particle stands before its first word.
    pub(super) fn is_behind_particle(&self) -> bool {
        let first = self.taken.first();
        first.is_some_and(|(_, way)| is_behind_particle(*way))
    }
}

/// Whether a term ends where a way through the trie has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Ends,
    GoesOn,
}

/// One token taken on a way.
#[derive(Debug, Clone, Copy)]
struct Taken {
    node: u32,
    at: usize,
    way: Way,
    /// The number of the step before; `None` of the first.
    before: Option<usize>,
    /// How many tokens came to their keys otherwise than by their stems.
    ways: usize,
    has_mistake: bool,
}

/// The steps of all ways from one word on, and the path that is being judged: room that the walk
/// from the next word uses again.
#[derive(Debug, Default)]
pub(super) struct Steps {
    steps: Vec<Taken>,
    path: Path,
}

impl Steps {
    /// Takes a token with one of its keys, behind a step or first.
    fn take(&mut self, (before, node): (Option<usize>, u32), at: usize, way: Way) {
        let other = usize::from(way != Way::Stem);
        let before_it = before.map(|before| self.steps[before]);
        self.steps.push(Taken {
            node,
            at,
            way,
            before,
            ways: before_it.map_or(0, |taken| taken.ways) + other,
            has_mistake: way == Way::Misspelt || before_it.is_some_and(|taken| taken.has_mistake),
        });
    }

    /// The path that ends with a step.
    fn path_to(&mut self, step: usize) -> &Path {
        self.path.node = self.steps[step].node;
        self.path.taken.clear();
        let mut next = Some(step);
        while let Some(step) = next {
            let taken = self.steps[step];
            self.path.taken.push((taken.at, taken.way));
            next = taken.before;
        }
        self.path.taken.reverse();
        &self.path
    }
}

impl Reader<'_> {
    /// Goes all ways from a token on; of those that have come equally far to where terms end, the
    /// surest first, until a term ends at one.
    pub(super) fn walk(
        &self,
        start: usize,
        steps: &mut Steps,
        mut judge: impl FnMut(&Path) -> Step,
    ) {
        if !self.may_begin(start) {
            return;
        }
        steps.steps.clear();
        for &(key, way) in self.read.keys(start) {
            if let Some(node) = self.index.child(ROOT, key) {
                steps.take((None, node), start, way);
            }
        }
        let (mut first, mut at) = (0, start);
        while first < steps.steps.len() {
            let end = steps.steps.len();
            steps.steps[first..].sort_by_key(|taken| taken.ways);
            let _ = (first..end).any(|step| {
                self.index.ends_terms(steps.steps[step].node)
                    && judge(steps.path_to(step)) == Step::Ends
            });
            let Some(next) = self.next_word(at) else {
                break;
            };
            at = next;
            self.step(steps, first..end, at);
            first = end;
        }
    }

    /// Goes on from some steps with a token.
    fn step(&self, steps: &mut Steps, from: std::ops::Range<usize>, at: usize) {
        for before in from {
            let Taken {
                node, has_mistake, ..
            } = steps.steps[before];
            for &(key, way) in self.read.keys(at) {
                // One mistake is forgiven.
                if has_mistake && way == Way::Misspelt {
                    continue;
                }
                if let Some(node) = self.index.child(node, key) {
                    steps.take((Some(before), node), at, way);
                }
            }
        }
    }

    /// Whether a term may begin with a token, by it and the next word alone: most words that
    /// begin terms begin none where they stand.
    fn may_begin(&self, start: usize) -> bool {
        if self.read.briefs()[start] != Brief::First {
            return false;
        }
        let Some(known) = self.read.known(start) else {
            return false;
        };
        let is_capital = || {
            known.keys.iter().any(|(_, way)| is_behind_particle(*way))
                || begins_with_capital(self.read.tokens[start].text)
        };
        match known.ends {
            Some(Ends::Always) => return true,
            Some(Ends::Capital) if is_capital() => return true,
            _ if known.nodes.is_empty() => return false,
            _ => {}
        }
        let Some(next) = self.next_word(start) else {
            return false;
        };
        let next = self.read.keys(next);
        known.nodes.iter().any(|node| {
            next.iter()
                .any(|(key, _)| self.index.child(*node, *key).is_some())
        })
    }

    /// The next word, when only hyphens, quotation marks and white space lie between.
    pub(super) fn next_word(&self, at: usize) -> Option<usize> {
        let tokens = &self.read.tokens;
        let mut next = at + 1;
        let is_initial = tokens[at].text.chars().nth(1).is_none();
        let ends_initial = |next: usize| is_initial && next == at + 1 && tokens[next].text == ".";
        while next < tokens.len() && (is_joint(&tokens[next]) || ends_initial(next)) {
            next += 1;
        }
        let token = tokens.get(next).filter(|token| carries_meaning(token))?;
        let between = &self.read.text[tokens[at].end()..token.start];
        (between.len() < 2 || !between.contains("\n\n")).then_some(next)
    }
}

fn is_behind_particle(way: Way) -> bool {
    matches!(way, Way::Clitic { before, .. } if before > 0)
}
