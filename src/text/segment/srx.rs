//! Rules of users: what SRX 2.0 says of the places at which a text is divided.
//!
//! Rules are compiled once for a language. Those whose expressions automata can run are asked
//! together (`scan.rs`); those with look-around, back-references and the like, which need an
//! engine that backtracks, are searched for one by one under a limit. At each place the first
//! rule that matches decides.
//!
//! Rules see a paragraph at a time, as in the tools that SRX was made for, whose filters hand
//! paragraphs over: `^` and `$` are its ends, and a paragraph always ends a segment.

mod blocks;
mod codes;
mod edges;
mod icu;
mod scan;

use std::sync::Arc;

use regex_syntax::hir::Hir;

use super::Verdict;
use crate::lang::LanguageTag;
use codes::Stripped;
pub use codes::{CodeHandling, KeptWith};
use edges::Side;
use icu::{Needs, translate};
use scan::{Pair, Scan};

/// One rule as its file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SrxRuleSource<'r> {
    /// What a match means.
    pub verdict: Verdict,
    /// The expression (ICU syntax) for what stands before a place; empty for anything.
    pub before: &'r str,
    /// The expression for what stands behind it; empty for anything.
    pub after: &'r str,
    /// The line of the file.
    pub line: u32,
}

/// For which languages rules are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SrxMap<'r> {
    /// The expression that the whole tag of a language has to match, in any case.
    pub pattern: &'r str,
    /// The line of the file.
    pub line: u32,
    /// The rules.
    pub rules: Vec<SrxRuleSource<'r>>,
}

/// Rules with their languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SrxSource<'r> {
    /// The maps in their order.
    pub maps: Vec<SrxMap<'r>>,
    /// Which of the maps that match a language count.
    pub cascade: SrxCascade,
    /// To which side codes at a boundary belong.
    pub codes: CodeHandling,
    /// Where boundaries stand.
    pub white_space: WhiteSpace,
}

/// Which of the maps that match a language count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SrxCascade {
    /// All, their rules in the order of the maps.
    All,
    /// The first.
    First,
}

/// Where a boundary stands that has white space behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhiteSpace {
    /// Behind the white space: no sentence begins with it.
    BeforeBoundary,
    /// Where the rule has it.
    AsRuled,
}

/// How the rules of a user and our own go together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SrxMode {
    /// Only the user's rules decide.
    #[default]
    Replace,
    /// The user's rules decide first, ours where none of them applies.
    Extend,
}

/// Why rules cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SrxError {
    /// An expression is wrong, or has what no engine here can run.
    #[error("{part} {pattern:?}: {problem}")]
    Pattern {
        /// The line of the file.
        line: u32,
        /// The element or attribute that the expression is from.
        part: &'static str,
        /// The expression.
        pattern: String,
        /// What is wrong.
        problem: String,
    },
    /// A rule took too many steps on a text.
    #[error(
        "the rule takes more than {steps} steps on this text; make its expressions simpler, as by a limit in place of * and +"
    )]
    Exhausted {
        /// The line of the file.
        line: u32,
        /// The limit.
        steps: usize,
    },
}

impl SrxError {
    /// The line of the rule or map, counted from 1.
    pub fn line(&self) -> u32 {
        match self {
            Self::Pattern { line, .. } | Self::Exhausted { line, .. } => *line,
        }
    }
}

/// How many steps back an engine may take in one search.
const STEPS: usize = 200_000;

/// The rules of a file for one language, compiled.
#[derive(Debug, Clone)]
pub struct SrxRules {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    rules: Vec<(Verdict, u32)>,
    scan: Option<Scan>,
    searches: Vec<Search>,
    codes: CodeHandling,
    white_space: WhiteSpace,
}

/// A rule that is searched for by itself.
#[derive(Debug)]
struct Search {
    rule: usize,
    regex: fancy_regex::Regex,
    /// The group whose place is the boundary.
    group: usize,
}

/// What a rule decided at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SrxDecision {
    pub(super) offset: usize,
    pub(super) verdict: Verdict,
    pub(super) line: u32,
}

impl SrxRules {
    /// The rules that a file has for a language; `None` where none of its maps matches.
    ///
    /// # Errors
    /// When an expression is wrong or has what no engine here can run, also one of another
    /// language's map.
    pub fn compile(
        source: &SrxSource<'_>,
        language: &LanguageTag,
    ) -> Result<Option<Self>, SrxError> {
        let mut rules = Vec::new();
        let mut is_mapped = false;
        for map in &source.maps {
            if (is_mapped && source.cascade == SrxCascade::First)
                || !is_for(map, language.as_str())?
            {
                continue;
            }
            is_mapped = true;
            rules.extend(&map.rules);
        }
        match is_mapped {
            true => Self::of_rules(&rules, source).map(Some),
            false => Ok(None),
        }
    }

    /// Whether every expression of a file can be used, whatever language it is for.
    ///
    /// # Errors
    /// The first that cannot.
    pub fn check(source: &SrxSource<'_>) -> Result<(), SrxError> {
        let mut checked = rustc_hash::FxHashSet::default();
        for map in &source.maps {
            is_for(map, "en")?;
            for rule in &map.rules {
                if checked.insert((rule.before, rule.after)) {
                    compile_rule(rule)?;
                }
            }
        }
        Ok(())
    }

    fn of_rules(rules: &[&SrxRuleSource<'_>], source: &SrxSource<'_>) -> Result<Self, SrxError> {
        let mut pairs = Vec::new();
        let mut searches = Vec::new();
        for (rule, own) in rules.iter().enumerate() {
            match compile_rule(own)? {
                Compiled::Pair(before, after) => pairs.push(Pair {
                    before,
                    after,
                    rule,
                }),
                Compiled::Search(regex, group) => searches.push(Search { rule, regex, group }),
            }
        }
        let scan = match pairs.is_empty() {
            true => None,
            false => Some(Scan::new(&pairs).map_err(|(rule, problem)| {
                let own = rules[rule];
                let both = format!("{}¦{}", own.before, own.after);
                wrong(own.line, "rule", &both, problem)
            })?),
        };
        Ok(Self {
            inner: Arc::new(Inner {
                rules: rules.iter().map(|rule| (rule.verdict, rule.line)).collect(),
                scan,
                searches,
                codes: source.codes,
                white_space: source.white_space,
            }),
        })
    }

    /// Where a boundary stands that has white space behind it.
    pub(super) fn white_space(&self) -> WhiteSpace {
        self.inner.white_space
    }

    /// What the rules decide inside a paragraph that starts at an offset, in order, each place
    /// once. Linear in the paragraph for rules without look-around and back-references.
    ///
    /// # Errors
    /// When a rule takes too many steps.
    pub(super) fn decide(
        &self,
        paragraph: &str,
        start: usize,
        decisions: &mut Vec<SrxDecision>,
    ) -> Result<(), SrxError> {
        let stripped = Stripped::of(paragraph);
        let text = stripped.text();
        let mut matches = Vec::new();
        if let Some(scan) = &self.inner.scan {
            scan.each(text, |at, rule| matches.push((at, rule)));
        }
        for search in &self.inner.searches {
            self.search(search, text, &mut matches)?;
        }
        // By place, the first rule of each.
        matches.sort_unstable();
        matches.dedup_by_key(|(at, _)| *at);
        decisions.extend(matches.iter().map(|(at, rule)| {
            let (verdict, line) = self.inner.rules[*rule];
            SrxDecision {
                offset: start + stripped.original(*at, self.inner.codes),
                verdict,
                line,
            }
        }));
        Ok(())
    }

    /// Adds every place at which a rule of its own engine matches: for each start of a match the
    /// place that the engine prefers, as other tools do it.
    fn search(
        &self,
        search: &Search,
        text: &str,
        matches: &mut Vec<(usize, usize)>,
    ) -> Result<(), SrxError> {
        let mut from = 0;
        while from < text.len() {
            let found = search.regex.captures_from_pos(text, from);
            let found = found.map_err(|_| SrxError::Exhausted {
                line: self.inner.rules[search.rule].1,
                steps: STEPS,
            })?;
            let Some(found) = found else {
                return Ok(());
            };
            if let Some(place) = found.get(search.group)
                && place.start() > 0
                && place.start() < text.len()
            {
                matches.push((place.start(), search.rule));
            }
            let start = found.get(0).map_or(text.len(), |whole| whole.start());
            from = text.ceil_char_boundary(start + 1);
        }
        Ok(())
    }
}

/// Whether a map is for a language: its whole tag matches, with `-` or, as some files have it,
/// with `_`.
fn is_for(map: &SrxMap<'_>, language: &str) -> Result<bool, SrxError> {
    let problem = |problem| wrong(map.line, "languagepattern", map.pattern, problem);
    let translated = translate(map.pattern, 0).map_err(problem)?;
    let whole = format!(r"(?i)\A(?:{})\z", translated.pattern);
    let regex = fancy_regex::Regex::new(&whole).map_err(|error| problem(in_words(&error)))?;
    let other = language.replace('-', "_");
    Ok([language, &other]
        .iter()
        .any(|tag| regex.is_match(tag).unwrap_or(false)))
}

enum Compiled {
    /// Two expressions for automata.
    Pair(Hir, Hir),
    /// One expression for an engine that backtracks, and the group that is the boundary.
    Search(fancy_regex::Regex, usize),
}

fn compile_rule(rule: &SrxRuleSource<'_>) -> Result<Compiled, SrxError> {
    let before = translate(rule.before, 0)
        .map_err(|problem| wrong(rule.line, "beforebreak", rule.before, problem))?;
    let after = translate(rule.after, before.groups + 1)
        .map_err(|problem| wrong(rule.line, "afterbreak", rule.after, problem))?;
    if before.needs == Needs::Automaton && after.needs == Needs::Automaton {
        let before = parse(rule, "beforebreak", &before.pattern)?;
        let after = parse(rule, "afterbreak", &after.pattern)?;
        let before = edges::simplified(&before, Side::Start);
        let after = edges::simplified(&after, Side::End);
        if let (Some(before), Some(after)) = (before, after) {
            return Ok(Compiled::Pair(before, after));
        }
    }
    let whole = format!("(?:{})()(?:{})", before.pattern, after.pattern);
    let regex = fancy_regex::RegexBuilder::new(&whole)
        .backtrack_limit(STEPS)
        .build()
        .map_err(|error| {
            // The side that fails by itself is the one to name.
            let is_wrong = |pattern: &str| fancy_regex::Regex::new(pattern).is_err();
            let (part, own) = match is_wrong(&before.pattern) {
                true => ("beforebreak", rule.before),
                false => ("afterbreak", rule.after),
            };
            wrong(rule.line, part, own, in_words(&error))
        })?;
    Ok(Compiled::Search(regex, before.groups + 1))
}

fn parse(rule: &SrxRuleSource<'_>, part: &'static str, pattern: &str) -> Result<Hir, SrxError> {
    regex_syntax::parse(pattern).map_err(|error| {
        let own = if part == "beforebreak" {
            rule.before
        } else {
            rule.after
        };
        let problem = match error {
            regex_syntax::Error::Parse(error) => error.kind().to_string(),
            regex_syntax::Error::Translate(error) => error.kind().to_string(),
            other => other.to_string(),
        };
        wrong(rule.line, part, own, problem)
    })
}

/// An error of an engine as one line.
fn in_words(error: &fancy_regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().rfind(|line| !line.trim().is_empty());
    last.unwrap_or("it is no regular expression")
        .trim()
        .trim_start_matches("error: ")
        .to_owned()
}

fn wrong(line: u32, part: &'static str, pattern: &str, problem: String) -> SrxError {
    SrxError::Pattern {
        line,
        part,
        pattern: pattern.to_owned(),
        problem,
    }
}

#[cfg(test)]
mod tests;
