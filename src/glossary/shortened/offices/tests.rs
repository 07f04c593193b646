//! Offices without their owner in two languages.

use crate::glossary::Glossary;
use crate::glossary::recognise::tests::{glossary, tag};
use crate::model::{ConceptId, Relation, RelationKind};

const LINES: &[&str] = &[
    "us country: en=United States|US; ru=США; fr=États-Unis",
    "ru country: en=Russia; ru=Россия; fr=Russie",
    "president office: en=President; ru=президент; fr=président",
    "us-president office: en=President of the United States|US President; ru=президент США",
    "ru-president office: en=President of Russia; ru=президент России",
    "minister office: en=Minister; ru=министр",
    "fm office: en=Foreign Minister|Minister of Foreign Affairs; ru=министр иностранных дел",
    "vice office: en=Vice President",
    "trump person: en=Donald Trump; ru=Дональд Трамп",
];

/// The outer mentions of offices in a text.
fn offices(language: &str, text: &str) -> Vec<String> {
    let entries = glossary(LINES).entries().to_vec();
    let entries = entries.into_iter().map(|entry| {
        let mut entry = (*entry).clone();
        if entry.id.0 == "trump" {
            entry.relations.push(Relation {
                kind: RelationKind::Holds,
                target: ConceptId("us-president".to_owned()),
                from: None,
                until: None,
            });
        }
        entry
    });
    let glossary = Glossary::new(entries.collect());
    let found = glossary.article_mentions(text, &tag(language));
    let offices = found.iter().filter(|own| {
        own.nesting == crate::glossary::Nesting::Outer
            && own.entry.subject.as_deref() == Some("office")
    });
    offices
        .map(|own| format!("{}={}", &text[own.span.clone()], own.entry.id))
        .collect()
}

#[test]
fn an_office_without_owner_is_the_last_one_of_the_text() {
    assert_eq!(
        offices(
            "en",
            "The President of Russia came. The US President left. The president's men said the president had gone."
        ),
        [
            "President of Russia=ru-president",
            "US President=us-president",
            "president=us-president",
            "president=us-president",
        ]
    );
    assert_eq!(
        offices(
            "en",
            "Russia's Foreign Minister spoke. The minister left, the foreign minister too."
        ),
        [
            "Russia's Foreign Minister=fm+ru",
            "minister=fm+ru",
            "foreign minister=fm+ru",
        ]
    );
    assert_eq!(
        offices(
            "ru",
            "Президент России прилетел. Встретив президента, министр ушёл."
        ),
        [
            "Президент России=ru-president",
            "президента=ru-president",
            "министр=minister"
        ]
    );
}

#[test]
fn holders_name_their_office() {
    for text in [
        "Donald Trump spoke. They like the president.",
        "They like the president, said Donald Trump.",
        "They like the president. The US President left.",
    ] {
        assert!(
            offices("en", text).contains(&"president=us-president".to_owned()),
            "{text}: {:?}",
            offices("en", text)
        );
    }
    assert_eq!(
        offices("en", "President Donald Trump met the President of Russia."),
        ["President=us-president", "President of Russia=ru-president"]
    );
    assert_eq!(
        offices("ru", "Встретив президента Дональда Трампа, он ушёл."),
        ["президента=us-president"]
    );
    assert_eq!(
        offices(
            "ru",
            "Дональд Трамп ушёл. Бывший президент и любой другой президент."
        ),
        ["президент=president", "президент=president"]
    );
    // Two that it may be.
    assert!(
        offices(
            "en",
            "They like the president. The US President met the President of Russia."
        )
        .iter()
        .all(|own| !own.starts_with("president="))
    );
}

#[test]
fn what_is_no_certain_office_is_none() {
    for text in [
        "The US President left. A president is no king.",
        "The US President left. The president of the club stayed.",
        "The US President left. The president-elect stayed.",
        "The US President left. The presidents stayed.",
        "The US Vice President left. The president stayed.",
    ] {
        let found = offices("en", text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
    }
    assert_eq!(
        offices("en", "The US President met President Moon."),
        ["US President=us-president", "President=president"]
    );
}
