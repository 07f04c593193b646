//! Genitives of names, by rules as data (Russian).

use serde::Deserialize;
use std::collections::BTreeMap;

/// How names get into the genitive.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Genitive {
    /// Whole names, and nouns at the head of names, that no rule covers.
    exceptions: BTreeMap<String, String>,
    /// Endings of adjectives before the head, as `ая>ой`, tried in their order.
    adjectives: Vec<String>,
    /// Endings of nouns, as `ия>ии`, tried in their order; `о>о` stays.
    nouns: Vec<String>,
}

impl Genitive {
    /// The genitive of a name: its adjectives and the noun behind them are declined, what follows
    /// depends on that noun already and stays (Республики Таджикистан, Совета безопасности).
    /// `None` where no rule is sure. Linear in the name.
    ///
    /// The declensions are those of the Academy Grammar (Русская грамматика, 1980, §§ 1176–1212)
    /// as far as an ending alone decides; names that end in -ь or -ы need to be listed.
    pub(super) fn of(&self, name: &str) -> Option<String> {
        if let Some(known) = self.exceptions.get(name) {
            return Some(known.clone());
        }
        if is_acronym(name) {
            return Some(name.to_owned());
        }
        let words: Vec<&str> = name.split(' ').collect();
        let mut declined: Vec<String> = Vec::with_capacity(words.len());
        for (place, word) in words.iter().enumerate() {
            let is_last = place + 1 == words.len();
            if let Some(adjective) = changed(word, &self.adjectives).filter(|_| !is_last) {
                declined.push(adjective);
                continue;
            }
            declined.push(self.noun(word)?);
            declined.extend(words[place + 1..].iter().map(|rest| (*rest).to_owned()));
            break;
        }
        Some(declined.join(" "))
    }

    /// The form of a name that no rule covers.
    pub(super) fn exception(&self, name: &str) -> Option<&str> {
        self.exceptions.get(name).map(String::as_str)
    }

    fn noun(&self, word: &str) -> Option<String> {
        match self.exceptions.get(word) {
            Some(known) => Some(known.clone()),
            None if is_acronym(word) => Some(word.to_owned()),
            None => changed(word, &self.nouns),
        }
    }
}

/// A word with the first of some endings that it has exchanged.
fn changed(word: &str, endings: &[String]) -> Option<String> {
    endings.iter().find_map(|ending| {
        let (old, new) = ending.split_once('>')?;
        let stem = word.strip_suffix(old)?;
        (stem.chars().count() >= 2).then(|| format!("{stem}{new}"))
    })
}

/// Capitals stay as they are.
fn is_acronym(word: &str) -> bool {
    let letters = || word.chars().filter(|letter| letter.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::super::grammar::grammar_of;
    use crate::lang::LanguageTag;

    #[test]
    fn russian_names_get_into_the_genitive() {
        let grammar = grammar_of(&LanguageTag::parse("ru").unwrap()).unwrap();
        for (name, genitive) in [
            ("Таджикистан", Some("Таджикистана")),
            ("Республика Таджикистан", Some("Республики Таджикистан")),
            ("Россия", Some("России")),
            ("Российская Федерация", Some("Российской Федерации")),
            (
                "Исламская Республика Иран",
                Some("Исламской Республики Иран"),
            ),
            (
                "Соединённые Штаты Америки",
                Some("Соединённых Штатов Америки"),
            ),
            ("США", Some("США")),
            ("Китай", Some("Китая")),
            (
                "Китайская Народная Республика",
                Some("Китайской Народной Республики"),
            ),
            ("Беларусь", Some("Беларуси")),
            ("Израиль", Some("Израиля")),
            ("Филиппины", Some("Филиппин")),
            ("Америка", Some("Америки")),
            ("Корея", Some("Кореи")),
            ("Польша", Some("Польши")),
            ("Марокко", Some("Марокко")),
            ("Чили", Some("Чили")),
            ("Совет безопасности", Some("Совета безопасности")),
            (
                "Министерство иностранных дел",
                Some("Министерства иностранных дел"),
            ),
            (
                "Высший совет национальной безопасности",
                Some("Высшего совета национальной безопасности"),
            ),
            (
                "Шанхайская организация сотрудничества",
                Some("Шанхайской организации сотрудничества"),
            ),
            ("Сахарь", None),
            ("Управление делами", Some("Управления делами")),
            ("Федеральное собрание", Some("Федерального собрания")),
            ("", None),
        ] {
            assert_eq!(grammar.genitive(name).as_deref(), genitive, "{name}");
        }
    }
}
