//! Renderings of the parts of a title put together as a language does it.

use super::grammar::{Destination, Grammar, Joining, Rule};

/// A dependent by its name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dependent<'a> {
    pub(super) name: &'a str,
    /// Whether it is a state or place: those have articles of their own.
    pub(super) is_place: bool,
    /// Whether it is a town, which has no article.
    pub(super) is_town: bool,
}

/// A head with the name of what it belongs to. Where the form that grammar asks for is not known,
/// the name stands in brackets behind the head, which is right in every language.
pub(super) fn with_name(grammar: &Grammar, head: &str, dependent: Dependent<'_>) -> String {
    let joining = &grammar.joining;
    let name = dependent.name;
    match joining.rule {
        Rule::HeadFirst => format!(
            "{head}{}{}",
            joining.joint,
            &grammar.behind_preposition(name)
        ),
        Rule::DependentFirst => format!("{name}{}{head}", joining.joint),
        Rule::Article => match takes_article(joining, dependent) {
            true => format!("{head}{}{name}", joining.article_joint),
            false => format!("{head}{}{name}", joining.joint),
        },
        Rule::Contraction => format!("{head}{}{name}", contraction(joining, dependent)),
        Rule::Possessed => format!("{name} {}", possessed(joining, head)),
        Rule::Particle => format!("{} {name}", with_particle(joining, head)),
        Rule::Construct => construct(head, dependent),
        Rule::Genitive => match grammar.genitive(name) {
            Some(genitive) => format!("{head} {genitive}"),
            None => format!("{head} ({name})"),
        },
    }
}

/// A head that is sent with where to (Ambassador to Kenya, سفیر در کنیا); `None` where the language
/// has no rule for it.
pub(super) fn with_destination(
    grammar: &Grammar,
    head: &str,
    dependent: Dependent<'_>,
) -> Option<String> {
    let (joining, destination) = (&grammar.joining, &grammar.destination);
    let name = dependent.name;
    if destination.place.is_empty() {
        return None;
    }
    let word = match (&destination.body, dependent.is_place) {
        (_, true) => &destination.place,
        (body, false) => body.as_ref()?,
    };
    Some(match joining.rule {
        Rule::DependentFirst => {
            let (before, sent) = grammar.sent_part(head)?;
            // 常驻联合国代表: the word is there already.
            let word = if before.ends_with(word.as_str()) {
                ""
            } else {
                word
            };
            format!("{before}{word}{name}{sent}")
        }
        Rule::Contraction if dependent.is_place => {
            format!("{head}{}{name}", contracted_place(joining, dependent))
        }
        Rule::Contraction => format!("{head}{word}{}{name}", contraction(joining, dependent)),
        Rule::Genitive => {
            let word = russian_preposition(destination, word, name);
            format!("{head}{word}{}", grammar.prepositional(name)?)
        }
        _ if takes_article(joining, dependent) && !destination.article_place.is_empty() => {
            format!("{head}{}{name}", destination.article_place)
        }
        _ => format!("{head}{word}{}", grammar.behind_preposition(name)),
    })
}

/// French: au Tadjikistan, aux États-Unis, en Iran, à Cuba.
fn contracted_place(joining: &Joining, dependent: Dependent<'_>) -> &'static str {
    let joint = contraction(joining, dependent);
    let is_bare = joining.bare_names.iter().any(|own| own == dependent.name);
    match () {
        () if is_bare || dependent.is_town => " à ",
        () if joint == joining.article_joint => " au ",
        () if joint == joining.plural_joint => " aux ",
        () => " en ",
    }
}

/// Russian: в Иране, во Франции, на Кубе, при ООН.
fn russian_preposition<'d>(destination: &'d Destination, word: &'d str, name: &str) -> &'d str {
    let is_other = destination.other_names.iter().any(|own| own == name);
    let mut letters = name.chars().flat_map(char::to_lowercase);
    let begins_hard = matches!(letters.next(), Some('в' | 'ф'))
        && letters
            .next()
            .is_some_and(|second| !"аеёиоуыэюя".contains(second));
    match () {
        () if is_other => &destination.other_word,
        () if begins_hard && word == destination.place => &destination.article_place,
        () => word,
    }
}

/// A head with an adjective of the state; `None` where the language has no rule for it.
pub(super) fn with_adjective(grammar: &Grammar, head: &str, adjective: &str) -> Option<String> {
    match grammar.joining.rule {
        Rule::Article if grammar.puts_adjective_before() => Some(format!("{adjective} {head}")),
        Rule::Construct => arabic_adjective(head, adjective),
        _ => None,
    }
}

/// Organisations of several words have an article; of states those with a word such as Republic.
fn takes_article(joining: &Joining, dependent: Dependent<'_>) -> bool {
    let lower = dependent.name.to_lowercase();
    let mut words = lower.split([' ', '-']);
    match dependent.is_place {
        true => words.any(|word| joining.article_words.iter().any(|own| own == word)),
        false => lower.contains(' '),
    }
}

/// French: du Tadjikistan, d’Iran, des États-Unis, de France, de la Fédération de Russie.
fn contraction<'j>(joining: &'j Joining, dependent: Dependent<'_>) -> &'j str {
    let name = dependent.name;
    let first = name.split([' ', '-']).next().unwrap_or(name);
    let is_named = |names: &[String]| names.iter().any(|own| own == name || own == first);
    let lower = name.to_lowercase();
    let begins_with_vowel = lower.starts_with([
        'a', 'e', 'i', 'o', 'u', 'é', 'è', 'ê', 'î', 'ô', 'â', 'œ', 'h',
    ]);
    let ends_feminine = ["e", "tion", "té"].iter().any(|end| first.ends_with(end));
    let is_feminine = ends_feminine != is_named(&joining.other_gender);
    match () {
        () if is_named(&joining.plural_names) => &joining.plural_joint,
        () if begins_with_vowel && !dependent.is_place => " de l’",
        () if begins_with_vowel => &joining.vowel_joint,
        () if is_feminine && !dependent.is_place => " de la ",
        () if is_named(&joining.article_words) => " de la ",
        () if is_feminine || is_named(&joining.bare_names) => &joining.joint,
        () => &joining.article_joint,
    }
}

/// Turkish: Başbakan, but Tacikistan Başbakanı; Büyükelçi, Tacikistan Büyükelçisi. Titles of several
/// words that end in ı, i, u or ü have the ending already (Dışişleri Bakanı).
fn possessed(joining: &Joining, head: &str) -> String {
    const VOWELS: &str = "aıoueiöü";
    let last = head.chars().next_back();
    // Agents end so too (Daimi Temsilci).
    let agents = ["ci", "cı", "cu", "cü", "çi", "çı", "çu", "çü"];
    let ends_closed = last.is_some_and(|last| "ıiuü".contains(last))
        && !agents.iter().any(|own| head.ends_with(own));
    let is_kept = joining.kept_words.iter().any(|word| word == head);
    if is_kept || ends_closed && head.contains(' ') {
        return head.to_owned();
    }
    let lower = head.to_lowercase();
    let vowel = lower.chars().rev().find(|letter| VOWELS.contains(*letter));
    let ending = match vowel {
        Some('a' | 'ı') => 'ı',
        Some('o' | 'u') => 'u',
        Some('ö' | 'ü') => 'ü',
        _ => 'i',
    };
    match last {
        Some(last) if VOWELS.contains(last) => format!("{head}s{ending}"),
        // Bakanlık, Bakanlığı.
        Some('k') => format!("{}ğ{ending}", &head[..head.len() - 1]),
        _ => format!("{head}{ending}"),
    }
}

/// A head with the particle that binds it to what follows, where that is written.
fn with_particle(joining: &Joining, head: &str) -> String {
    let last = head.rsplit([' ', '\u{200C}']).next().unwrap_or(head);
    if joining.kept_words.iter().any(|word| word == last) {
        return head.to_owned();
    }
    let changed = joining.head_endings.iter().find_map(|ending| {
        let (old, new) = ending.split_once('>')?;
        Some(format!("{}{new}", head.strip_suffix(old)?))
    });
    changed.unwrap_or_else(|| head.to_owned())
}

/// Arabic: the last noun of a short head loses its article (وزير خارجية طاجيكستان); a noun with an
/// adjective takes ل (الممثل الدائم لطاجيكستان), a longer head في.
fn construct(head: &str, dependent: Dependent<'_>) -> String {
    let words: Vec<&str> = head.split(' ').collect();
    let name = dependent.name;
    match words.as_slice() {
        [only] => format!("{} {name}", without_article(only)),
        [first, second] if !first.starts_with(ARTICLE) && second.starts_with(ARTICLE) => {
            format!("{first} {} {name}", without_article(second))
        }
        [first, second] if [first, second].iter().all(|own| own.starts_with(ARTICLE)) => {
            match name.strip_prefix(ARTICLE) {
                Some(rest) => format!("{head} لل{rest}"),
                None => format!("{head} ل{name}"),
            }
        }
        // The last word is no genitive of the head, or is one without article.
        [.., last] if !last.starts_with(ARTICLE) => format!("{head} {name}"),
        _ => format!("{head} في {name}"),
    }
}

const ARTICLE: &str = "ال";

fn without_article(word: &str) -> &str {
    let bare = word.strip_prefix(ARTICLE);
    bare.filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(word)
}

/// وزير الخارجية الطاجيكي, وزارة الخارجية الطاجيكية: the adjective agrees with the head, which is
/// definite by its own article or that of what depends on it.
fn arabic_adjective(head: &str, adjective: &str) -> Option<String> {
    let first = head.split(' ').next()?;
    let is_definite = head.split(' ').any(|word| word.starts_with(ARTICLE));
    let is_feminine = first.ends_with('ة') || first.ends_with("ات");
    let ending = if is_feminine { "ة" } else { "" };
    let bare = adjective.strip_prefix(ARTICLE).unwrap_or(adjective);
    let is_one_word = !bare.contains(' ');
    (is_definite && is_one_word).then(|| format!("{head} {ARTICLE}{bare}{ending}"))
}
