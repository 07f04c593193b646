//! The checks of the memory and their pages.

use crate::check::{Example, Fix, Page, Scope};
use crate::model::Severity;

/// A check of the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemoryCheck {
    /// One concept rendered by several terms, or by one that it should not.
    Terms,
    /// One source with several translations.
    Translations,
    /// One translation of several sources.
    Sources,
    /// The same source and translation more than once.
    Duplicates,
    /// A unit that is no translation.
    Broken,
}

impl MemoryCheck {
    /// All of them, in the order in which findings are shown.
    pub const ALL: [Self; 5] = [
        Self::Terms,
        Self::Translations,
        Self::Sources,
        Self::Duplicates,
        Self::Broken,
    ];

    /// Its name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Terms => "memory-terms",
            Self::Translations => "memory-translations",
            Self::Sources => "memory-sources",
            Self::Duplicates => "memory-duplicates",
            Self::Broken => "memory-broken",
        }
    }

    /// Its page.
    pub fn page(self) -> Page {
        let (severity, about, explains) = self.says();
        let (bad, good) = self.examples();
        Page {
            id: self.id(),
            severity,
            scope: Scope::Memory,
            fix: Fix::ByHand,
            by_default: true,
            about,
            explains,
            bad,
            good,
        }
    }

    fn says(self) -> (Severity, &'static str, &'static str) {
        match self {
            Self::Terms => (
                Severity::Note,
                "The memory renders a concept of the glossary by several of its terms",
                "A warning where a deprecated or forbidden term is among them. Renderings are \
                 ranked by how often they are used, with the first and the last day of each; \
                 where one took the place of another, the finding says when. Units in which no \
                 term was recognised are counted, but are no finding of their own.",
            ),
            Self::Translations => (
                Severity::Warning,
                "A source text has several translations in the memory",
                "Texts are compared letter by letter. A note where the translations differ only \
                 in typing (letter forms, digits, quotation marks, spaces). `harmonise` proposes \
                 one of them for all.",
            ),
            Self::Sources => (
                Severity::Note,
                "A translation stands for several source texts in the memory",
                "Often right: two ways to say a thing may be one in the other language. Worth a \
                 look where the sources mean different things.",
            ),
            Self::Duplicates => (
                Severity::Note,
                "The memory has the same source with the same translation more than once",
                "Harmless for suggestions, which show such units as one, but it makes counts \
                 wrong and files long.",
            ),
            Self::Broken => (
                Severity::Warning,
                "A unit of the memory is no translation",
                "An empty side, the same text on both sides, one side many times as long as the \
                 other, a side in another language, inline codes that differ, characters that \
                 were lost in a conversion (U+FFFD).",
            ),
        }
    }

    fn examples(self) -> (Example, Example) {
        type Texts = &'static [&'static str];
        let (source, bad, good): (Texts, Texts, Texts) = match self {
            Self::Terms => (
                &["The SCO met.", "The SCO summit opened."],
                &[
                    "سازمان همکاری شانگهای تشکیل جلسه داد.",
                    "اجلاس پیمان شانگهای آغاز شد.",
                ],
                &[
                    "سازمان همکاری شانگهای تشکیل جلسه داد.",
                    "اجلاس سازمان همکاری شانگهای آغاز شد.",
                ],
            ),
            Self::Translations => (
                &["Related news:", "Related news:"],
                &["اخبار مرتبط:", "خبرهای مرتبط:"],
                &["اخبار مرتبط:", "اخبار مرتبط:"],
            ),
            Self::Sources => (
                &["foreign minister", "prime minister"],
                &["وزیر امور خارجه", "وزیر امور خارجه"],
                &["وزیر امور خارجه", "نخست‌وزیر"],
            ),
            Self::Duplicates => (
                &["Related news:", "Related news:"],
                &["اخبار مرتبط:", "اخبار مرتبط:"],
                &["اخبار مرتبط:", "بیشتر بخوانید:"],
            ),
            Self::Broken => (
                &["Trade between the two countries grew."],
                &["Trade between the two countries grew."],
                &["تجارت میان دو کشور رشد کرد."],
            ),
        };
        let example = |target| Example {
            source: ("en", source),
            target: Some(("fa", target)),
        };
        (example(bad), example(good))
    }
}
