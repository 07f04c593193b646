use super::*;
use crate::model::UnitId;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn id(ordinal: usize) -> UnitId {
    UnitId {
        import: 1,
        ordinal: u32::try_from(ordinal).unwrap(),
    }
}

fn scan(units: &[(String, String)]) -> Scan {
    let tag = |text| LanguageTag::parse(text).unwrap();
    let mut scan = Scan::default();
    for (number, (source, target)) in units.iter().enumerate() {
        let seen = SeenUnit {
            id: id(number),
            source,
            target,
            day: None,
        };
        scan.take(&seen, (&tag("en"), &tag("fa")), None);
    }
    scan
}

proptest! {
    /// The groups are those of a map from each text to what stands beside it.
    #[test]
    fn groups_are_those_of_a_plain_count(
        units in prop::collection::vec(("[abж]{0,2}", "[یک二]{0,2}"), 0..60),
        cut in 0usize..60,
    ) {
        let cut = cut.min(units.len());
        // In two parts, as threads do it; the ids of the second begin anew and do not matter.
        let mut scan = scan(&units[..cut]).merged(scan(&units[cut..]));
        let several = |pairs: &[(String, String)]| {
            let mut beside: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
            for (own, other) in pairs {
                *beside.entry(own).or_default().entry(other).or_default() += 1;
            }
            let mut weights: Vec<usize> = beside
                .values()
                .map(|uses| uses.values().sum::<usize>() - uses.values().max().unwrap())
                .filter(|weight| *weight > 0)
                .collect();
            weights.sort_unstable_by(|one, two| two.cmp(one));
            (beside.len(), weights)
        };
        let weights = |groups: &Groups| -> Vec<usize> {
            groups.heaviest.iter().map(|group| group.weight).collect()
        };
        let swapped: Vec<_> = units.iter().map(|(own, other)| (other.clone(), own.clone())).collect();
        let (sources, expected) = several(&units);
        prop_assert_eq!(scan.sources(), sources);
        prop_assert_eq!(weights(&scan.translations(usize::MAX)), expected);
        prop_assert_eq!(weights(&scan.several_sources(usize::MAX)), several(&swapped).1);
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        for unit in &units {
            *counts.entry(unit).or_default() += 1;
        }
        let twice = counts.values().filter(|count| **count > 1).count();
        let found = scan.duplicates(2);
        prop_assert_eq!(found.count, twice);
        prop_assert!(found.heaviest.len() <= 2);
    }
}

#[test]
fn one_rendering_takes_the_place_of_another() {
    let used = |text: &str, first: &str, last: &str| MemoryUse {
        text: text.to_owned(),
        count: 1,
        days: Some((first.to_owned(), last.to_owned())),
        units: Vec::new(),
    };
    let (old, new) = (
        used("a", "2025-01-01", "2025-09-30"),
        used("b", "2025-10-01", "2026-01-01"),
    );
    assert_eq!(
        drift(&[old.clone(), new.clone()]),
        Some(("b", "2025-10-01"))
    );
    let between = used("c", "2025-02-01", "2025-11-01");
    assert_eq!(drift(&[old.clone(), new, between]), None);
    assert_eq!(drift(&[old]), None);
}
