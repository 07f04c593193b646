//! `number`: a number, amount, measure or date of the source that the translation does not have.

mod counterpart;
mod proposal;

use counterpart::{Contradiction, Sums, answer, converted, said_twice};
use proposal::Style;

use super::reading::Reading;
use super::{Check, Example, Examples, Finding, Knowledge, Passage, Side, Subject};
use crate::lang::{LanguageTag, profile_of};
use crate::model::Severity;
use crate::text::{Figure, FigureForm, Unit};

/// Finds numbers that differ between a sentence and its translation.
///
/// Numbers are compared by value: digits of any script, separators of any language, number words,
/// words of magnitude (3 million = ۳ میلیون = 300万). A measure may be converted (240 miles = 386
/// km) and has to be converted rightly; a date may be of another calendar, an hour of the other
/// half of the day, a year shortened. What a neighbouring sentence says counts as said.
pub struct Number;

/// Number words below this one are said in too many ways to be asked for (both, twice, a dual),
/// and ordinal words of any value.
const SMALLEST_WORD: f64 = 3.0;

impl Check for Number {
    fn id(&self) -> &'static str {
        "number"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn about(&self) -> &'static str {
        "A number, measure or date of the source is missing from the translation or differs"
    }

    fn explains(&self) -> &'static str {
        "Numbers are compared by value: digits of any script, separators by both readings (1.234), \
         number words, words of magnitude (3 million = ۳ میلیون = 300万). A measure may be converted as \
         people round (240 miles, 386 km), a date be of another calendar (6 September 2021, ۱۵ شهریور \
         ۱۴۰۰), an hour of the other half of the day, a year shortened; what is converted wrongly is a \
         finding. What the next sentence says counts as said. Number words are asked for from three \
         on; where only the translation has a number, it counts in digits."
    }

    fn examples(&self) -> Examples {
        let source = (
            "en",
            &["Trade grew by 43 percent to 1.5 million tonnes."][..],
        );
        Examples {
            bad: Example {
                source,
                target: Some(("fa", &["تجارت ۳۴ درصد رشد کرد و به ۱٫۵ میلیون تن رسید."])),
            },
            good: Example {
                source,
                target: Some(("fa", &["تجارت ۴۳ درصد رشد کرد و به ۱٫۵ میلیون تن رسید."])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let mut compared: Vec<Compared<'_>> = subject
            .both_readings()
            .map(|(segment, source, target)| Compared::new(segment, source, target))
            .collect();
        moved(&mut compared);
        let style = Style::of(subject);
        let findings = compared.iter().flat_map(|own| own.findings(&style));
        findings.collect()
    }
}

/// A segment with what its two sides do not share.
struct Compared<'t> {
    segment: usize,
    source: Passage<'t>,
    target: Passage<'t>,
    own: Sums,
    other: Sums,
    contradictions: Vec<Contradiction>,
}

impl<'t> Compared<'t> {
    fn new(segment: usize, source: Reading<'_, 't>, target: Reading<'_, 't>) -> Self {
        let mut own = Sums::of(source);
        let mut other = Sums::of(target);
        let contradictions = answer(&mut own, &mut other);
        said_twice(&mut own, |unit| target.names_unit(unit));
        said_twice(&mut other, |unit| source.names_unit(unit));
        let said = (own.said(), other.said());
        let asks = Asks {
            repeated: true,
            months: target.numbers_months(),
            ..Asks::default()
        };
        let asks_back = Asks {
            counts_ones: target.numbers_months(),
            completely: true,
            ..Asks::default()
        };
        settle(&mut own, &other, &asks, |value| {
            target.may_say_beside(value, &said.1)
        });
        settle(&mut other, &own, &asks_back, |value| {
            source.may_say_beside(value, &said.0)
        });
        decades(&mut other, &own);
        begun_centuries(&mut own, || target.may_say_beside(100.0, &said.1));
        begun_centuries(&mut other, || source.may_say_beside(100.0, &said.0));
        duals(&mut own, target.language());
        duals(&mut other, source.language());
        Self {
            segment,
            source: source.passage(),
            target: target.passage(),
            own,
            other,
            contradictions,
        }
    }

    fn findings(&self, style: &Style<'_>) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self
            .contradictions
            .iter()
            .map(|found| self.contradicts(found, style))
            .collect();
        let is_digits = |at: &usize| self.other.figures[*at].form == FigureForm::Digits;
        // In words a translation says more than the source: only digits count as added.
        let (mut extra, mut words): (Vec<usize>, Vec<usize>) =
            self.other.left().partition(is_digits);
        for missing in self.own.left() {
            if self.own.is_told_with_another(missing, self.source.text)
                || self.is_contradicted_otherwise(missing)
            {
                continue;
            }
            let is_word = self.own.figures[missing].form != FigureForm::Digits;
            let nearest = self
                .nearest(missing, &extra)
                .or_else(|| self.nearest(missing, &words).filter(|_| is_word));
            if nearest.is_none() && is_word && is_small_word(&self.own.figures[missing]) {
                continue;
            }
            extra.retain(|at| Some(*at) != nearest);
            words.retain(|at| Some(*at) != nearest);
            findings.push(self.lacks(missing, nearest, style));
        }
        findings.extend(extra.into_iter().map(|at| self.adds(at)));
        findings
    }

    /// Whether a measure is said in another unit too, of which a contradiction is told already.
    fn is_contradicted_otherwise(&self, missing: usize) -> bool {
        let own = &self.own.figures;
        let told = |found: &Contradiction| converted(&own[found.source], &own[missing]);
        self.contradictions.iter().any(told)
    }

    /// The figure of the translation that most likely took the place of one of the source.
    fn nearest(&self, missing: usize, extra: &[usize]) -> Option<usize> {
        let wanted = &self.own.figures[missing];
        let share = |figure: &Figure, text: &str| ratio(figure.span.start, text.len());
        let at = share(wanted, self.source.text);
        let distance = |other: &usize| {
            let other = &self.other.figures[*other];
            let is_other_unit = wanted.unit.is_some() && wanted.unit != other.unit;
            (share(other, self.target.text) - at).abs() + if is_other_unit { 0.5 } else { 0.0 }
        };
        extra
            .iter()
            .min_by(|left, right| distance(left).total_cmp(&distance(right)))
            .copied()
    }

    fn contradicts(&self, found: &Contradiction, style: &Style<'_>) -> Finding {
        let (own, other) = (
            &self.own.figures[found.source],
            &self.other.figures[found.target],
        );
        let (Some(from), Some(to)) = (own.unit, other.unit) else {
            return self.lacks(found.source, Some(found.target), style);
        };
        let written = &self.source.text[own.span.clone()];
        let became = &self.target.text[other.span.clone()];
        let right = right_value((from, own.value), (to, other.value)).map(rounded);
        let message = match &right {
            Some(right) => format!("{written} {from} are {right} {to}, not {became}"),
            None => format!("{written} {from} became {became} {to}"),
        };
        let right = right.and_then(|right| style.value(&right));
        self.finding(message, right, 0.85, self.target.whole(&other.span))
    }

    fn lacks(&self, missing: usize, nearest: Option<usize>, style: &Style<'_>) -> Finding {
        let figure = &self.own.figures[missing];
        let written = &self.source.text[figure.span.clone()];
        let is_word = figure.form != FigureForm::Digits;
        let (message, span, confidence) = match nearest {
            Some(at) => {
                let found = &self.other.figures[at].span;
                let became = &self.target.text[found.clone()];
                let message = format!("{written} became {became}");
                (message, self.target.whole(found), 0.85)
            }
            None => {
                let message = format!("{written} is missing from the translation");
                (message, self.target.span(), if is_word { 0.5 } else { 0.7 })
            }
        };
        let instead = nearest.map(|at| &self.target.text[self.other.figures[at].span.clone()]);
        let proposal = style.proposal(figure, written, instead);
        self.finding(message, proposal, confidence, span)
    }

    fn adds(&self, extra: usize) -> Finding {
        let span = &self.other.figures[extra].span;
        let written = &self.target.text[span.clone()];
        let message = format!("{written} is not in the source");
        self.finding(message, None, 0.6, self.target.whole(span))
    }

    fn finding(
        &self,
        message: String,
        suggestion: Option<String>,
        confidence: f64,
        span: std::ops::Range<usize>,
    ) -> Finding {
        Finding {
            check: Number.id(),
            severity: Number.severity(),
            message,
            suggestion,
            confidence,
            side: Side::Target,
            segment: self.segment,
            span,
        }
    }
}

/// What is asked for beside plain numbers.
#[derive(Default)]
struct Asks {
    /// A number in digits as often as it stands there. A translation may repeat one.
    repeated: bool,
    /// The name of a month by itself, because the other language numbers them: 6月.
    months: bool,
    /// Ones and twos are not asked for, because the language counts where others do not: 1年間 for
    /// the past year.
    counts_ones: bool,
    /// A hundred percent is not asked for: it says "completely".
    completely: bool,
}

/// Answers for what a side need not have: loose figures, small number words, noughts but in
/// scores, what the other side says once for twice, and what some word of it may say.
fn settle(own: &mut Sums, other: &Sums, asks: &Asks, may_say: impl Fn(f64) -> bool) {
    let left: Vec<usize> = own.left().collect();
    for at in left {
        let figure = &own.figures[at];
        let is_in_score = own.is_in_score(at);
        let is_asked_for = match figure.form {
            FigureForm::Loose => figure.is_month && asks.months,
            FigureForm::Words if figure.is_month => true,
            FigureForm::Words => figure.value >= SMALLEST_WORD && !figure.is_ordinal,
            FigureForm::Digits => {
                let is_all = figure.value == 100.0 && figure.unit.is_some_and(Unit::is_share);
                let is_counter = matches!(figure.value, 1.0 | 2.0) && !is_in_score;
                (figure.value != 0.0 || is_in_score)
                    && !(asks.completely && is_all)
                    && !(asks.counts_ones && is_counter)
            }
        };
        let is_counted = asks.repeated && figure.form == FigureForm::Digits;
        let is_there = match is_counted {
            true => other.has_another(figure),
            false => other.has_same(figure),
        };
        let is_said = is_there
            || (!is_in_score || !is_counted)
                && (figure.readings().any(&may_say) || is_century_of(figure.value, other));
        if !is_asked_for || is_said {
            own.answer(at);
        }
    }
}

/// Answers for tens of years where the other side speaks of decades.
fn decades(own: &mut Sums, other: &Sums) {
    let speaks = other
        .figures
        .iter()
        .any(|figure| figure.form == FigureForm::Loose && figure.value == 10.0);
    let left: Vec<usize> = own.left().collect();
    for at in left.into_iter().filter(|_| speaks) {
        let figure = &own.figures[at];
        if figure.value % 10.0 == 0.0 && figure.unit.is_some_and(Unit::is_time) {
            own.answer(at);
        }
    }
}

/// Answers for the year with which a century begins where the other side may speak of a century:
/// the early 2000s, 本世纪之初.
fn begun_centuries(own: &mut Sums, speaks: impl Fn() -> bool) {
    let left: Vec<usize> = own.left().collect();
    for at in left {
        let value = own.figures[at].value;
        if value % 100.0 == 0.0 && (1500.0..=2100.0).contains(&value) && speaks() {
            own.answer(at);
        }
    }
}

/// Answers for a two that nothing of the other side contradicts, where that has a dual.
fn duals(own: &mut Sums, language: &LanguageTag) {
    if !profile_of(language).figures.dual {
        return;
    }
    let left: Vec<usize> = own.left().collect();
    for at in left {
        if own.figures[at].readings().any(|value| value == 2.0) {
            own.answer(at);
        }
    }
}

/// Whether a value is the century of a year that the other side has (the 1980s, 20世纪80年代), or a
/// year with which the century begins that the other side names (the 2000s).
fn is_century_of(value: f64, other: &Sums) -> bool {
    let begins = |century: f64, year: f64| {
        (10.0..=21.0).contains(&century)
            && (1000.0..2100.0).contains(&year)
            && (year / 100.0).floor() + 1.0 == century
    };
    let may_begin = value % 100.0 == 0.0;
    other
        .figures
        .iter()
        .any(|figure| begins(value, figure.value) || may_begin && begins(figure.value, value))
}

/// Answers for numbers that a translation says in the sentence before or behind.
fn moved(compared: &mut [Compared<'_>]) {
    for at in 1..compared.len() {
        let (before, behind) = compared.split_at_mut(at);
        let (one, two) = (&mut before[at - 1], &mut behind[0]);
        if one.segment + 1 == two.segment {
            exchange(&mut one.own, &mut two.other);
            exchange(&mut two.own, &mut one.other);
        }
    }
}

fn exchange(own: &mut Sums, other: &mut Sums) {
    let left: Vec<usize> = own.left().collect();
    for at in left {
        let found = other
            .left()
            .find(|place| own.figures[at].may_equal(&other.figures[*place]));
        if let Some(found) = found {
            own.answer(at);
            other.answer(found);
        }
    }
}

/// Whether a figure is a word for a handful that counts no measure: that three men were three a
/// translation may leave to the reader.
fn is_small_word(figure: &Figure) -> bool {
    figure.form == FigureForm::Words
        && !figure.is_month
        && figure.value <= 4.0
        && figure.unit.is_none()
}

/// What a value is in another unit; of degrees the temperature or the difference of
/// temperatures, whichever is nearer to what is written.
fn right_value((from, value): (Unit, f64), (to, written): (Unit, f64)) -> Option<f64> {
    let exact = from.convert(value, to)?;
    let difference = match (from.symbol(), to.symbol()) {
        ("F", "C" | "deg") | ("deg", "C") => value / 1.8,
        ("C", "F" | "deg") | ("deg", "F") => value * 1.8,
        _ => return Some(exact),
    };
    let is_nearer = (difference - written).abs() < (exact - written).abs();
    Some(if is_nearer { difference } else { exact })
}

/// A value as a person writes it after a conversion: three digits that count.
fn rounded(value: f64) -> String {
    let decimals = match value.abs() {
        large if large >= 100.0 => 0,
        middle if middle >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    count(part) / count(whole.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Aligned, Whole};
    use crate::glossary::Glossary;

    fn messages(from: &str, source: &str, to: &str, target: &str) -> Vec<String> {
        let passage = |text| Some(Passage { text, start: 0 });
        let tag = |text| LanguageTag::parse(text).unwrap();
        let subject = Subject {
            from: tag(from),
            to: Some(tag(to)),
            segments: vec![Aligned {
                source: passage(source),
                target: passage(target),
            }],
            whole: Whole::default(),
        };
        let knowledge = Knowledge {
            glossary: &Glossary::new(Vec::new()),
            translations: &|_| Vec::new(),
        };
        let findings = Number.run(&subject, &knowledge);
        findings
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn what_says_the_same_is_no_finding() {
        for (from, source, to, target) in [
            ("en", "240 miles away", "ru", "в 386 км от города"),
            (
                "en",
                "1 to 4 inches of rain",
                "de",
                "2,5 bis 10 Zentimeter Regen",
            ),
            ("en", "a 20-foot wave", "fa", "موجی ۶ متری"),
            ("en", "It was 80 degrees.", "fr", "Il faisait 27 degrés."),
            ("en", "on 6 September 2021", "fa", "در ۱۵ شهریور ۱۴۰۰"),
            ("fa", "۱۵ شهریور", "en", "6 September"),
            ("en", "on 6 September 2021", "ar", "في 28 محرم 1443"),
            ("en", "in June 2018", "zh", "2018年6月"),
            ("en", "in 2021", "fa", "در سال ۱۴۰۰"),
            ("en", "at 5.30pm", "ru", "в 17:30"),
            ("en", "at 7.55am", "fr", "à 07h55"),
            ("en", "the 1980s", "zh", "20世纪80年代"),
            ("en", "twenty-five people", "ar", "خمسة وعشرون شخصا"),
            ("en", "3 million", "zh", "300万"),
            ("en", "both sides, two of them", "ru", "обе стороны"),
            ("en", "the 19th century", "fr", "le XIXe siècle"),
            ("en", "call 116 123", "fa", "۱۱۶۱۲۳"),
            ("en", "300 km (190 miles) north", "ru", "в 300 км к северу"),
            ("en", "over half an inch", "ru", "до 1,5 см"),
            ("en", "the early 2000s", "zh", "本世纪之初"),
            ("en", "to be No.1 in AI", "fr", "devenir le leader en IA"),
            (
                "en",
                "block out the sun completely",
                "fr",
                "se protéger à 100 %",
            ),
            ("en", "in the past year", "ja", "過去1年間に"),
            ("en", "three teenage boys", "ja", "10代の少年3人"),
            ("en", "at 5.30pm", "ja", "午後5時半"),
        ] {
            let found = messages(from, source, to, target);
            assert!(found.is_empty(), "{source} | {target}: {found:?}");
        }
    }

    #[test]
    fn what_says_something_else_is() {
        for (from, source, to, target, expected) in [
            (
                "en",
                "385 miles south",
                "ru",
                "в 360 км к югу",
                "385 mi are 620 km, not 360",
            ),
            (
                "en",
                "5 miles south",
                "ru",
                "в 5 км к югу",
                "5 mi are 8.05 km, not 5",
            ),
            (
                "en",
                "It cost $5 million.",
                "fa",
                "۵ میلیون یورو هزینه داشت.",
                "5 million USD became ۵ میلیون EUR",
            ),
            ("en", "43 percent", "fa", "۳۴ درصد", "43 became ۳۴"),
            (
                "en",
                "a 20-degree difference",
                "de",
                "ein Unterschied von 15 ºC",
                "20 deg are 11.1 C, not 15",
            ),
            (
                "en",
                "on 6 September 2021",
                "fa",
                "در ۱۶ شهریور ۱۴۰۱",
                "6 became ۱۶",
            ),
            (
                "en",
                "Three men came.",
                "fa",
                "پنج مرد آمدند.",
                "Three became پنج",
            ),
            (
                "en",
                "It rose by 12.",
                "zh",
                "它上升了。",
                "12 is missing from the translation",
            ),
            (
                "en",
                "It rose.",
                "de",
                "Es stieg um 12.",
                "12 is not in the source",
            ),
        ] {
            let found = messages(from, source, to, target);
            assert!(
                found.iter().any(|message| message == expected),
                "{source} | {target}: {found:?}"
            );
        }
    }
}
