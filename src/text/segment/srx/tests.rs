use super::super::{Segmenter, Verdict};
use super::*;

const CODES: CodeHandling = CodeHandling {
    start: KeptWith::Behind,
    end: KeptWith::Before,
    isolated: KeptWith::Behind,
};

fn rule<'r>(verdict: Verdict, before: &'r str, after: &'r str) -> SrxRuleSource<'r> {
    SrxRuleSource {
        verdict,
        before,
        after,
        line: 1,
    }
}

fn source(rules: Vec<SrxRuleSource<'_>>) -> SrxSource<'_> {
    SrxSource {
        maps: vec![SrxMap {
            pattern: ".*",
            line: 1,
            rules: rules
                .into_iter()
                .enumerate()
                .map(|(at, rule)| SrxRuleSource {
                    line: u32::try_from(at + 1).unwrap(),
                    ..rule
                })
                .collect(),
        }],
        cascade: SrxCascade::All,
        codes: CODES,
        white_space: WhiteSpace::BeforeBoundary,
    }
}

fn english() -> LanguageTag {
    LanguageTag::parse("en").unwrap()
}

fn compile(rules: Vec<SrxRuleSource<'_>>) -> SrxRules {
    SrxRules::compile(&source(rules), &english())
        .unwrap()
        .unwrap()
}

fn sentences<'t>(rules: &SrxRules, mode: SrxMode, text: &'t str) -> Vec<&'t str> {
    let segmenter = Segmenter::new(&english()).with_srx(rules.clone(), mode);
    let sentences = segmenter.try_sentences(text).unwrap();
    assert_eq!(
        sentences.iter().map(|one| one.text).collect::<String>(),
        text
    );
    sentences
        .iter()
        .map(|one| one.trimmed().1)
        .filter(|one| !one.is_empty())
        .collect()
}

#[test]
fn the_first_rule_at_a_place_decides() {
    use Verdict::{Break, Join};
    let rules = compile(vec![
        rule(Join, r"\bDr\.", r"\s"),
        rule(Break, r"[.?!؟۔]+", r"\s"),
        rule(Join, r"\.", r"\s"),
        rule(Break, "[。！]", ""),
    ]);
    for (text, expected) in [
        (
            "Dr. No left. Why? Yes.",
            &["Dr. No left.", "Why?", "Yes."][..],
        ),
        ("XDr. No left.", &["XDr.", "No left."]),
        ("آیا آمد؟ نه.", &["آیا آمد؟", "نه."]),
        ("他走了。你呢！", &["他走了。", "你呢！"]),
        ("One\n\nTwo.  Three ", &["One", "Two.", "Three"]),
        ("", &[]),
        (" \n ", &[]),
    ] {
        assert_eq!(
            sentences(&rules, SrxMode::Replace, text),
            expected,
            "{text:?}"
        );
    }
}

#[test]
fn rules_extend_ours() {
    use Verdict::{Break, Join};
    let rules = compile(vec![
        rule(Join, r"\bFoo\.", r"\s"),
        rule(Break, ":", r"\s"),
        rule(Break, r"Dr\.", r"\s"),
    ]);
    let text = "Mr. Foo. Bar came: late. Dr. No left. End.";
    assert_eq!(
        sentences(&rules, SrxMode::Extend, text),
        ["Mr. Foo. Bar came:", "late.", "Dr.", "No left.", "End."]
    );
    let segmenter = Segmenter::new(&english()).with_srx(rules, SrxMode::Extend);
    let decisions = segmenter.explain(text).unwrap();
    let shown: Vec<_> = decisions.iter().map(|one| (one.rule, one.line)).collect();
    assert_eq!(
        shown,
        [
            ("abbreviation", None),
            ("SRX", Some(1)),
            ("SRX", Some(2)),
            ("UAX #29", None),
            ("SRX", Some(3)),
            ("UAX #29", None),
        ]
    );
}

#[test]
fn maps_choose_rules_by_the_whole_tag_in_any_case() {
    let one = |pattern| SrxMap {
        pattern,
        line: 1,
        rules: vec![rule(Verdict::Break, ":", "")],
    };
    for (maps, cascade, language, expected) in [
        (vec!["EN.*", ".*"], SrxCascade::All, "en-GB", Some(2)),
        (vec!["EN.*", ".*"], SrxCascade::First, "en-GB", Some(1)),
        (vec!["EN.*", ".*"], SrxCascade::First, "fa", Some(1)),
        (vec!["en_gb", "x"], SrxCascade::All, "en-GB", Some(1)),
        (vec!["ja*"], SrxCascade::All, "ja-JP", None),
        (
            vec!["(?i)(zh|ja|ko).*"],
            SrxCascade::All,
            "zh-Hant",
            Some(1),
        ),
    ] {
        let source = SrxSource {
            maps: maps.iter().map(|pattern| one(*pattern)).collect(),
            cascade,
            codes: CODES,
            white_space: WhiteSpace::BeforeBoundary,
        };
        let language = LanguageTag::parse(language).unwrap();
        let compiled = SrxRules::compile(&source, &language).unwrap();
        assert_eq!(
            compiled.map(|rules| rules.inner.rules.len()),
            expected,
            "{maps:?}"
        );
    }
}

#[test]
fn look_around_and_the_like_are_searched_for() {
    use Verdict::{Break, Join};
    let rules = compile(vec![
        rule(Join, r"(?<!\p{L})Mt\.", r"(?=\s\p{Lu})"),
        rule(Join, r"(\p{L})\1\.", ""),
        rule(Break, r"\.++", r"\s(?!x)"),
    ]);
    assert_eq!(rules.inner.searches.len(), 3);
    assert_eq!(
        sentences(&rules, SrxMode::Replace, "Mt. Fuji. Mt. x. aa. b. c"),
        ["Mt. Fuji.", "Mt. x.", "aa. b.", "c"]
    );
}

#[test]
fn word_boundaries_at_the_edges_need_no_engine_that_backtracks() {
    use Verdict::Break;
    for (before, after) in [
        (r"\bDr\.", r"\s"),
        (r"\b(?:Mr|(?i)dr)\.", r"\s+\p{Lu}\w*\b"),
        (r"(\bA|\bB)\.\b\w?\s*", r"\s"),
        (r"\w+[\p{Pe}\p{Po}]*[.?!:]+", r"\s+\P{Ll}"),
        (r"^\s*\p{Nd}+[.)]+", r"\s+"),
    ] {
        let rules = compile(vec![rule(Break, before, after)]);
        let is_automaton = rules.inner.searches.is_empty();
        // `.` and a letter have a boundary between them, a full stop and nothing may have none.
        assert_eq!(is_automaton, !before.contains(r"\b\w?"), "{before}");
    }
}

#[test]
fn wrong_rules_are_named() {
    for (before, after, expected) in [
        (
            r"a",
            r"\p{Nonsense}",
            r#"afterbreak "\\p{Nonsense}": Unicode property not found"#,
        ),
        (r"(a", "", r#"beforebreak "(a": unclosed group"#),
        (
            r"\Ga",
            "",
            r#"beforebreak "\\Ga": \G is not supported here"#,
        ),
        (
            r"*a",
            "",
            r#"beforebreak "*a": repetition operator missing expression"#,
        ),
        (r"(\p{L}{900}){900}", "", "rule "),
    ] {
        let all = source(vec![rule(Verdict::Break, before, after)]);
        let error = SrxRules::compile(&all, &english()).map(drop);
        let error = error.unwrap_err();
        assert_eq!(error.line(), 1);
        assert!(error.to_string().starts_with(expected), "{error}");
    }
}

#[test]
fn a_rule_that_takes_too_many_steps_says_so() {
    let rules = compile(vec![rule(Verdict::Break, r"(?=a)(a?a?a?)+\1+$", "b")]);
    let segmenter = Segmenter::new(&english()).with_srx(rules, SrxMode::Replace);
    let text = "a".repeat(60) + "!";
    let error = segmenter.try_sentences(&text).unwrap_err();
    assert!(
        matches!(error, SrxError::Exhausted { line: 1, .. }),
        "{error}"
    );
    assert_eq!(segmenter.sentences(&text).len(), 1);
}

#[test]
fn codes_are_not_seen_by_rules_and_kept_on_their_side() {
    let rules = compile(vec![rule(Verdict::Break, r"\.", r"\s")]);
    for (text, expected) in [
        ("One.</b> <i>Two.", &["One.</b>", "<i>Two."][..]),
        (
            "One.<i> Two.</i> a < b. c",
            &["One.", "<i> Two.</i>", "a < b.", "c"],
        ),
        ("One.\u{fffc} Two.", &["One.", "\u{fffc} Two."]),
    ] {
        assert_eq!(
            sentences(&rules, SrxMode::Replace, text),
            expected,
            "{text}"
        );
    }
}

/// What SRX says, asked of a backtracking engine at every place and for every start.
fn brute_force(rules: &[(Verdict, &str, &str)], text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let places = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    for at in places {
        let matches = |(_, before, after): &(Verdict, &str, &str)| {
            let starts = (0..=at).filter(|start| text.is_char_boundary(*start));
            let regex = |pattern: &str| fancy_regex::Regex::new(pattern).unwrap();
            let after = regex(&format!(r"\G(?:{after})"));
            // `(?:…)` has to end at the place: what is behind it is seen, but not taken.
            let rest = text[at..].chars().count();
            let before = regex(&format!(r"\G(?:{before})(?=(?s:.{{{rest}}})\z)"));
            starts
                .into_iter()
                .any(|start| is_match_at(&before, text, start))
                && is_match_at(&after, text, at)
        };
        if let Some(rule) = rules.iter().position(matches) {
            found.push((at, rule));
        }
    }
    found
}

fn is_match_at(regex: &fancy_regex::Regex, text: &str, at: usize) -> bool {
    regex
        .find_from_pos(text, at)
        .unwrap()
        .is_some_and(|found| found.start() == at)
}

const PARTS: &[&str] = &[
    r"\bab",
    r"[.?!؟]+",
    r"\w+\.",
    r"^a",
    r"\b\w",
    r"\s+",
    r"(?:a|\bb)\.",
    r"[^.]*[.]",
    r"\p{Lu}\.?",
    r".",
    r"\.\B",
    r"a{2,3}",
    r"",
];

const BEHIND: &[&str] = &[
    r"\s",
    r"\s+\p{Lu}",
    r"\w+\b",
    r"",
    r"[^a]",
    r"\p{L}*",
    r".*b",
    r"\s*$",
    r"(?:a\b|b)",
];

#[test]
fn a_rule_without_an_expression_hides_no_other_behind_a_letter_of_two_bytes() {
    let rules = [
        (Verdict::Break, r"[.?!؟]+", r"\s"),
        (Verdict::Break, r"[.]", r"\w"),
        (Verdict::Break, "", r"\s"),
    ];
    let sources = rules
        .iter()
        .map(|(verdict, before, after)| rule(*verdict, before, after));
    let compiled = compile(sources.collect());
    let mut decisions = Vec::new();
    compiled.decide("س.A", 0, &mut decisions).unwrap();
    let found: Vec<_> = decisions.iter().map(|one| (one.offset, one.line)).collect();
    assert_eq!(found, [(3, 2)]);
}

proptest::proptest! {
    #[test]
    fn automata_find_what_brute_force_finds(
        rules in proptest::collection::vec((0..PARTS.len(), 0..BEHIND.len()), 1..5),
        text in "[abAB. ؟سم\n]{0,14}",
    ) {
        let rules: Vec<(Verdict, &str, &str)> = rules
            .iter()
            .map(|(before, after)| (Verdict::Break, PARTS[*before], BEHIND[*after]))
            .collect();
        let compiled = compile(rules.iter().map(|(verdict, before, after)| rule(*verdict, before, after)).collect());
        let mut decisions = Vec::new();
        compiled.decide(&text, 0, &mut decisions).unwrap();
        let found: Vec<_> = decisions.iter().map(|one| (one.offset, one.line as usize - 1)).collect();
        // Rules of their own engine find one place for each start of a match.
        if compiled.inner.searches.is_empty() {
            proptest::prop_assert_eq!(found, brute_force(&rules, &text), "{:?} {:?}", rules, text);
        }
    }

    #[test]
    fn any_text_comes_back(text in "(\\PC|[\n\r.!?؟ <>/b]){0,60}") {
        for mode in [SrxMode::Replace, SrxMode::Extend] {
            for white_space in [WhiteSpace::AsRuled, WhiteSpace::BeforeBoundary] {
                let mut all = source(vec![
                    rule(Verdict::Join, "a", ""),
                    rule(Verdict::Break, "[.!]", r"\s*"),
                    rule(Verdict::Break, "", r"\p{Lu}"),
                ]);
                all.white_space = white_space;
                let rules = SrxRules::compile(&all, &english()).unwrap().unwrap();
                let segmenter = Segmenter::new(&english()).with_srx(rules, mode);
                let mut end = 0;
                for sentence in segmenter.try_sentences(&text).unwrap() {
                    proptest::prop_assert_eq!(sentence.start, end);
                    proptest::prop_assert!(!sentence.text.is_empty());
                    end += sentence.text.len();
                }
                proptest::prop_assert_eq!(end, text.len());
            }
        }
    }
}
