//! Sentence segmentation against the bare boundaries of UAX #29, in bytes a second on one
//! thread. `TARJUMAN_TEXT=news.en.txt:news.fa.txt` measures files (their language from the name)
//! instead of made text.

mod made;

use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tarjuman::lang::LanguageTag;
use tarjuman::text::{
    CodeHandling, KeptWith, Segmenter, SrxCascade, SrxMap, SrxMode, SrxRuleSource, SrxRules,
    SrxSource, WhiteSpace, exported_rules,
};
use unicode_segmentation::UnicodeSegmentation;

/// The texts to measure, by language.
fn texts() -> Vec<(LanguageTag, String)> {
    let tag = |name: &str| LanguageTag::parse(name).expect("a language");
    let Ok(files) = std::env::var("TARJUMAN_TEXT") else {
        return vec![
            (tag("en"), made::ENGLISH.text(4 << 20)),
            (tag("fa"), made::PERSIAN.text(4 << 20)),
        ];
    };
    let read = |file: &str| {
        let stem = Path::new(file).with_extension("");
        let language = stem.extension().and_then(|name| name.to_str());
        let text = std::fs::read_to_string(file).expect("a file of UTF-8 text");
        (tag(language.expect("a name like news.en.txt")), text)
    };
    files.split(':').map(read).collect()
}

/// Our rules for a language as a user's rules.
fn exported(language: &LanguageTag) -> SrxRules {
    let sets = exported_rules(Some(language));
    let source = SrxSource {
        maps: sets
            .iter()
            .map(|set| SrxMap {
                pattern: &set.languages,
                line: 0,
                rules: set
                    .rules
                    .iter()
                    .map(|rule| SrxRuleSource {
                        verdict: rule.verdict,
                        before: &rule.before,
                        after: &rule.after,
                        line: 0,
                    })
                    .collect(),
            })
            .collect(),
        cascade: SrxCascade::All,
        codes: CodeHandling {
            start: KeptWith::Behind,
            end: KeptWith::Before,
            isolated: KeptWith::Behind,
        },
        white_space: WhiteSpace::BeforeBoundary,
    };
    let rules = SrxRules::compile(&source, language).expect("our own rules compile");
    rules.expect("our own rules are for every language")
}

fn segmentation(criterion: &mut Criterion) {
    for (language, text) in texts() {
        let mut group = criterion.benchmark_group(format!("sentences/{language}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        let segmenter = Segmenter::new(&language);
        group.bench_function("tarjuman", |bench| {
            bench.iter(|| segmenter.sentences(&text).len());
        });
        let exported = Segmenter::new(&language).with_srx(exported(&language), SrxMode::Replace);
        group.bench_function("our rules as SRX", |bench| {
            bench.iter(|| exported.sentences(&text).len());
        });
        group.bench_function("UAX #29", |bench| {
            bench.iter(|| text.split_sentence_bound_indices().count());
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = segmentation
}
criterion_main!(benches);
