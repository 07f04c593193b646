//! The sieve loses no entry that looking at all of them finds.

use super::*;
use crate::glossary::recognise::tests::{glossary, tag};

/// Terms of several scripts and lengths.
const LINES: &[&str] = &[
    "np person: en=Nikolai Patrushev; ru=Николай Патрушев; fa=نیکلای پاتروشف; zh=尼古拉·帕特鲁舍夫",
    "xi person: en=Xi Jinping; ru=Си Цзиньпин; fa=شی جین‌پینگ",
    "wy person: zh=王毅|王毅部长; ru=Ван И",
    "sl person: en=Sergey Lavrov; ru=Сергей Лавров; fa=سرگئی لاوروف; ar=سيرغي لافروف",
    "sc organ: en=Security Council; ru=Совет безопасности; ar=مجلس الأمن; zh=安全理事会",
    "snsc organ: en=Supreme National Security Council|SNSC; fa=شورای عالی امنیت ملی",
    "nato organisation: en=North Atlantic Treaty Organization|NATO; fa=ناتو; ru=НАТО",
    "ir country: en=Iran|Islamic Republic of Iran; fa=ایران|جمهوری اسلامی ایران; zh=伊朗",
    "mou concept: en=memorandum of understanding; fa=یادداشت تفاهم; tr=mutabakat muhtırası",
    "minister office: en=Minister of Foreign Affairs|Foreign Minister; fa=وزیر امور خارجه; ar=وزير الخارجية",
    "aaa concept: en=aaaaaaaaaaaaaaaaaaaaaaaa; fa=ااااااااااااااااااااااااا",
];

proptest::proptest! {
    #[test]
    fn the_sieve_loses_no_answer(
        of in 0..26_usize,
        cut in (0..3_usize, 0..40_usize),
        changes in proptest::collection::vec((0..30_usize, "[a-eоисرو安 ]"), 0..3),
        from in proptest::option::of(proptest::sample::select(vec!["en", "fa", "ru", "zh"])),
        similarity in 0.5..1.0_f64,
    ) {
        let all = glossary(LINES);
        let terms: Vec<&str> = all
            .entries()
            .iter()
            .flat_map(|entry| entry.terms.iter().map(|term| term.text.as_str()))
            .collect();
        // Words of a term, with letters changed.
        let words: Vec<&str> = terms[of % terms.len()].split(' ').skip(cut.0).collect();
        let mut query: Vec<char> = words.join(" ").chars().take(cut.1.max(1)).collect();
        for (at, letter) in changes {
            let at = at.min(query.len());
            query.splice(at..(at + 1).min(query.len()), letter.chars());
        }
        let query: String = query.into_iter().collect();
        let options = LookupOptions { from: from.map(tag), limit: 100, similarity };
        let sieved = all.sieved();
        let shown = |found: Vec<Found>| -> Vec<String> {
            let shown = found.iter().map(|own| {
                format!("{} {} {:?} {}", own.entry.id, own.term, own.by, own.similarity)
            });
            shown.collect()
        };
        proptest::prop_assert_eq!(
            shown(sieved.lookup(&query, &options)),
            shown(all.lookup(&query, &options)),
            "{}", query
        );
    }
}
