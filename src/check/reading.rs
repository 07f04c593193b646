//! What the checks of one subject find out once and share.

use std::ops::Range;
use std::sync::OnceLock;

use super::finding::Side;
use super::subject::{Passage, Subject};
use crate::glossary::{Glossary, Introduced, Mention};
use crate::lang::LanguageTag;
use crate::text::{
    Analyser, Figure, FigureForm, FigureReader, FoldedText, Token, Unit, WrittenDate,
};

/// What the checks of one subject find out once and share: each thing when a check first asks
/// for it, and mentions by the glossary that the first of them knew.
#[derive(Debug, Default)]
pub struct Shared<'t> {
    source: OnceLock<SideShared<'t>>,
    target: OnceLock<SideShared<'t>>,
}

/// A copy shares nothing yet, for its text may be another one.
impl Clone for Shared<'_> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// How many bytes may stand between the words of one number: white space and "and".
const BESIDE: usize = 4;

#[derive(Debug)]
struct SideShared<'t> {
    language: LanguageTag,
    analyser: Analyser,
    figure_reader: OnceLock<FigureReader>,
    /// Its texts, and the acronyms that they introduce.
    texts: Vec<&'t str>,
    introduced: OnceLock<Introduced>,
    /// One for each segment.
    passages: Vec<PassageShared<'t>>,
}

#[derive(Debug, Default)]
struct PassageShared<'t> {
    folded: OnceLock<FoldedText<'t>>,
    stems: OnceLock<Vec<String>>,
    mentions: OnceLock<Vec<Mention>>,
    figures: OnceLock<(Vec<Figure>, Vec<WrittenDate>)>,
}

/// A passage as checks read it: its tokens, mentions and figures, each found out once however
/// many checks ask. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Reading<'s, 't> {
    passage: Passage<'t>,
    side: &'s SideShared<'t>,
    shared: &'s PassageShared<'t>,
}

impl<'t> Subject<'t> {
    /// How the passage of a segment is read; `None` where the side has none there.
    pub(super) fn reading(&self, side: Side, segment: usize) -> Option<Reading<'_, 't>> {
        let aligned = self.segments.get(segment)?;
        let passage = match side {
            Side::Source => aligned.source,
            Side::Target => aligned.target,
        };
        let side = self.side_shared(side);
        Some(Reading {
            passage: passage?,
            side,
            shared: side.passages.get(segment)?,
        })
    }

    /// The segments that have both sides: the number, and how each side is read.
    pub(super) fn both_readings(
        &self,
    ) -> impl Iterator<Item = (usize, Reading<'_, 't>, Reading<'_, 't>)> {
        (0..self.segments.len()).filter_map(|segment| {
            let source = self.reading(Side::Source, segment)?;
            Some((segment, source, self.reading(Side::Target, segment)?))
        })
    }

    /// What takes the texts of a side apart.
    pub(super) fn analyser(&self, side: Side) -> &Analyser {
        &self.side_shared(side).analyser
    }

    /// The mentions of each passage of the side that its author can still change, with its segment.
    pub(super) fn mentions_by_passage<'s>(
        &'s self,
        glossary: &'s Glossary,
    ) -> impl Iterator<Item = (usize, Passage<'t>, &'s [Mention])> {
        let side = self.own_side();
        self.passages(side).filter_map(move |(segment, passage)| {
            let reading = self.reading(side, segment)?;
            Some((segment, passage, reading.mentions(glossary)))
        })
    }

    fn side_shared(&self, side: Side) -> &SideShared<'t> {
        let shared = match side {
            Side::Source => &self.whole.shared.source,
            Side::Target => &self.whole.shared.target,
        };
        shared.get_or_init(|| SideShared {
            language: self.language(side).clone(),
            analyser: Analyser::new(self.language(side)),
            figure_reader: OnceLock::new(),
            texts: self.passages(side).map(|(_, own)| own.text).collect(),
            introduced: OnceLock::new(),
            passages: self.segments.iter().map(|_| Default::default()).collect(),
        })
    }
}

impl SideShared<'_> {
    fn figure_reader(&self) -> &FigureReader {
        self.figure_reader
            .get_or_init(|| FigureReader::new(&self.language))
    }
}

impl<'s, 't> Reading<'s, 't> {
    /// The passage.
    pub(super) fn passage(&self) -> Passage<'t> {
        self.passage
    }

    /// Its text.
    pub(super) fn text(&self) -> &'t str {
        self.passage.text
    }

    /// Its language.
    pub(super) fn language(&self) -> &'s LanguageTag {
        &self.side.language
    }

    /// What takes it apart.
    pub(super) fn analyser(&self) -> &'s Analyser {
        &self.side.analyser
    }

    /// Its tokens, each with its folded form.
    pub(super) fn folded(&self) -> &'s FoldedText<'t> {
        once(&self.shared.folded, || {
            self.side.analyser.folded_text(self.text())
        })
    }

    /// Its tokens.
    pub(super) fn tokens(&self) -> &'s [Token<'t>] {
        &self.folded().tokens
    }

    /// The stem of each token.
    pub(super) fn stems(&self) -> &'s [String] {
        let stems = || -> Vec<String> {
            let folded = self.folded().folded.iter();
            folded.map(|word| self.side.analyser.stem(word)).collect()
        };
        once(&self.shared.stems, stems).as_slice()
    }

    /// The mentions of the glossary in it.
    pub(super) fn mentions(&self, glossary: &Glossary) -> &'s [Mention] {
        once(&self.shared.mentions, || {
            let SideShared {
                language, texts, ..
            } = self.side;
            let introduced = once(&self.side.introduced, || {
                glossary.introduced(texts.iter().copied(), language)
            });
            glossary.mentions_knowing(self.text(), language, introduced)
        })
        .as_slice()
    }

    /// Its figures and the dates that have the name of a month.
    pub(super) fn figures(&self) -> &'s (Vec<Figure>, Vec<WrittenDate>) {
        once(&self.shared.figures, || {
            self.side.figure_reader().read(self.folded())
        })
    }

    /// The days of the week that it names, Monday being 1, with their places.
    pub(super) fn weekdays(&self) -> Vec<(u8, Range<usize>)> {
        self.side.figure_reader().weekdays(self.folded())
    }

    /// Its ordinal numbers in words from the first to the twelfth, with their places; the last word
    /// of a longer number is none.
    pub(super) fn ranks(&self) -> Vec<(u8, Range<usize>)> {
        let mut ranks = self.side.figure_reader().ranks(self.folded());
        let figures = &self.figures().0;
        ranks.retain(|(rank, place)| {
            let of_longer = |figure: &Figure| {
                let value = figure.value;
                let is_inside = figure.span.start <= place.start && place.end <= figure.span.end;
                let is_beside = place.start.saturating_sub(figure.span.end) <= BESIDE
                    && figure.span.end <= place.start
                    || figure.span.start.saturating_sub(place.end) <= BESIDE
                        && place.end <= figure.span.start;
                is_inside && value > f64::from(*rank)
                    || is_beside && value >= 10.0 && figure.form == FigureForm::Words
            };
            !figures.iter().any(of_longer)
        });
        ranks
    }

    /// Whether some word of it beside those places may say a number; see
    /// [`FigureReader::may_say_beside`].
    pub(super) fn may_say_beside(&self, value: f64, said: &[Range<usize>]) -> bool {
        let reader = self.side.figure_reader();
        reader.may_say_beside(self.folded(), value, said)
    }

    /// Whether its language calls the months by numbers.
    pub(super) fn numbers_months(&self) -> bool {
        self.side.figure_reader().numbers_months()
    }

    /// Whether it names a unit, with or without a number.
    pub(super) fn names_unit(&self, unit: Unit) -> bool {
        self.side.figure_reader().names_unit(self.folded(), unit)
    }
}

/// What a cell has, or is given now. It is not locked meanwhile: what is found out may itself
/// run on many threads, one of which may come by and ask for the same.
fn once<T>(cell: &OnceLock<T>, find_out: impl FnOnce() -> T) -> &T {
    if let Some(known) = cell.get() {
        return known;
    }
    let found = find_out();
    cell.get_or_init(|| found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Aligned, Whole};

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    #[test]
    fn what_is_shared_is_what_each_check_would_find() {
        let sides = [
            (
                "Three men came on 6 September.",
                "سه مرد در ۱۵ شهریور آمدند.",
            ),
            ("It rose by 12.", "۱۲ درصد رشد کرد."),
        ];
        let passage = |text| Some(Passage { text, start: 0 });
        let aligned = sides.map(|(source, target)| Aligned {
            source: passage(source),
            target: passage(target),
        });
        let subject = Subject {
            from: tag("en"),
            to: Some(tag("fa")),
            segments: aligned.to_vec(),
            whole: Whole::default(),
        };
        assert_eq!(subject.both_readings().count(), 2);
        for (segment, source, target) in subject.both_readings() {
            let texts = [
                (source, sides[segment].0, "en"),
                (target, sides[segment].1, "fa"),
            ];
            for (reading, text, language) in texts {
                let analyser = Analyser::new(&tag(language));
                let reader = FigureReader::new(&tag(language));
                assert_eq!(reading.text(), text);
                assert_eq!(reading.tokens(), analyser.tokens(text));
                let stems: Vec<String> = analyser
                    .tokens(text)
                    .iter()
                    .map(|token| analyser.stem(&analyser.folded(token.text)))
                    .collect();
                assert_eq!(reading.stems(), stems);
                assert_eq!(reading.figures().0, reader.figures(text));
                assert!(std::ptr::eq(reading.folded(), reading.folded()));
            }
        }
        assert!(subject.reading(Side::Source, 2).is_none());
    }
}
