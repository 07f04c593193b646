use super::*;
use crate::formats::testing::read;
use crate::lang::LanguageTag;
use crate::model::{Term, TermStatus};

const WIDE: &str = "\u{feff}# ours\r\nid,en,fa,note\r\nsco,\"Shanghai CO\",سازمان|پیمان,\"a, b\"\r\n\r\n# more\r\nun,UN,سازمان ملل\r\n";
const LONG: &str = "id\tlanguage\tterm\tstatus\tnote\nsco\ten\tSCO\tpreferred\tx\nsco\tfa\tسازمان\tpreferred\t\n# c\nun\ten\tUN\tpreferred\ty\n";

fn entry(text: &str, path: &str, id: &str) -> ConceptEntry {
    let kept = read(path, text.as_bytes()).unwrap();
    kept.concepts
        .into_iter()
        .find(|entry| entry.id.0 == id)
        .unwrap()
}

fn edited(text: &str, path: &str, change: EntryChange<'_>) -> String {
    edit_table(text, path, &ReadOptions::default(), change).unwrap()
}

/// The lines of a text that another does not have.
fn new_lines<'t>(before: &str, after: &'t str) -> Vec<&'t str> {
    let known: Vec<&str> = before.split_inclusive('\n').collect();
    after
        .split_inclusive('\n')
        .filter(|line| !known.contains(line))
        .collect()
}

fn term(language: &str, text: &str, status: TermStatus) -> Term {
    Term::new(LanguageTag::parse(language).unwrap(), text, status)
}

#[test]
fn a_wide_row_changes_in_its_cell_alone() {
    let old = entry(WIDE, "x.csv", "sco");
    let mut new = old.clone();
    new.terms[0].text = "Shanghai Cooperation, Organisation".to_owned();
    let text = edited(WIDE, "x.csv", EntryChange::Replace(&old, &new));
    assert_eq!(
        new_lines(WIDE, &text),
        ["sco,\"Shanghai Cooperation, Organisation\",سازمان|پیمان,\"a, b\"\r\n"]
    );
    let mut new = old.clone();
    new.terms[2].status = TermStatus::Deprecated;
    let text = edited(WIDE, "x.csv", EntryChange::Replace(&old, &new));
    assert_eq!(
        new_lines(WIDE, &text),
        [
            "id,en,fa,note,fa:deprecated\r\n",
            "sco,\"Shanghai CO\",سازمان,\"a, b\",پیمان\r\n"
        ]
    );
    assert_eq!(entry(&text, "x.csv", "un"), {
        let mut un = entry(WIDE, "x.csv", "un");
        un.location.line = entry(&text, "x.csv", "un").location.line;
        un
    });
}

#[test]
fn a_short_wide_row_is_filled_up_and_rows_come_and_go() {
    let old = entry(WIDE, "x.csv", "un");
    let mut new = old.clone();
    new.note = Some("n".to_owned());
    let text = edited(WIDE, "x.csv", EntryChange::Replace(&old, &new));
    assert_eq!(new_lines(WIDE, &text), ["un,UN,سازمان ملل,n\r\n"]);
    let mut fresh = ConceptEntry::new("eu", Location::default());
    fresh.terms.push(term("en", "EU", TermStatus::Preferred));
    let text = edited(WIDE, "x.csv", EntryChange::Add(&fresh));
    assert_eq!(text, format!("{WIDE}eu,EU,,\r\n"));
    let text = edited(WIDE, "x.csv", EntryChange::Remove(&old));
    assert_eq!(text, WIDE.replace("un,UN,سازمان ملل\r\n", ""));
}

#[test]
fn a_long_table_changes_by_rows() {
    let old = entry(LONG, "x.tsv", "sco");
    let mut new = old.clone();
    new.terms[0].status = TermStatus::Admitted;
    new.terms.push(term("ru", "ШОС", TermStatus::Preferred));
    new.terms
        .push(term("zh", "上合组织", TermStatus::Preferred));
    let text = edited(LONG, "x.tsv", EntryChange::Replace(&old, &new));
    assert_eq!(
        text,
        "id\tlanguage\tterm\tstatus\tnote\nsco\ten\tSCO\tadmitted\tx\nsco\tfa\tسازمان\tpreferred\t\nsco\tru\tШОС\tpreferred\t\nsco\tzh\t上合组织\tpreferred\t\n# c\nun\ten\tUN\tpreferred\ty\n"
    );
    new.terms.remove(1);
    let text = edited(LONG, "x.tsv", EntryChange::Replace(&old, &new));
    assert!(!text.contains("سازمان") && text.contains("ШОС"), "{text}");
    let text = edited(LONG, "x.tsv", EntryChange::Remove(&old));
    assert_eq!(
        text,
        "id\tlanguage\tterm\tstatus\tnote\n# c\nun\ten\tUN\tpreferred\ty\n"
    );
}

#[test]
fn a_file_without_a_last_line_break_gets_one_before_a_new_row() {
    let text = "id\ten\na\tA";
    let mut fresh = ConceptEntry::new("b", Location::default());
    fresh.terms.push(term("en", "B", TermStatus::Preferred));
    assert_eq!(
        edited(text, "x.tsv", EntryChange::Add(&fresh)),
        "id\ten\na\tA\nb\tB"
    );
}

#[test]
fn other_files_are_not_edited() {
    let fresh = ConceptEntry::new("b", Location::default());
    for text in ["", "one\tyek\n", "just text"] {
        let done = edit_table(
            text,
            "x.tsv",
            &ReadOptions::default(),
            EntryChange::Add(&fresh),
        );
        assert!(done.is_err(), "{text:?}");
    }
}

proptest::proptest! {
    #[test]
    fn an_edit_says_what_was_meant_and_touches_nothing_else(
        words in proptest::collection::vec("[a-zбی中\",;|# ]{1,8}", 6),
        at in 0usize..3,
        delimiter in proptest::sample::select(vec![',', ';', '\t']),
    ) {
        // A row starts with a comment sign only where its id does, and none of these does.
        let cell = |text: &str| match delimiter {
            '\t' => text.to_owned(),
            _ => format!("\"{}\"", text.replace('"', "\"\"")),
        };
        let clean = |text: &String| format!("w{}", text.replace('|', "").trim());
        let rows: Vec<String> = (0..3)
            .map(|row| {
                let cells = [format!("c{row}"), cell(&clean(&words[row])), cell(&clean(&words[row + 3]))];
                cells.join(&delimiter.to_string())
            })
            .collect();
        let text = format!("id{delimiter}en{delimiter}fa\n# x\n{}\n", rows.join("\n"));
        let kept = read("x.csv", text.as_bytes()).unwrap();
        let old = kept.concepts[at].clone();
        let mut new = old.clone();
        new.terms[0].text = "New \"term\", here".to_owned();
        let after = edited(&text, "x.csv", EntryChange::Replace(&old, &new));
        let again = read("x.csv", after.as_bytes()).unwrap();
        for (place, (before, now)) in kept.concepts.iter().zip(&again.concepts).enumerate() {
            if place == at {
                proptest::prop_assert_eq!(&now.terms[0].text, &new.terms[0].text);
                proptest::prop_assert_eq!(&now.terms[1], &new.terms[1]);
            } else {
                proptest::prop_assert_eq!(before, now);
            }
        }
        let changed = new_lines(&text, &after).len();
        proptest::prop_assert!(changed <= 1, "{} lines changed", changed);
    }
}
