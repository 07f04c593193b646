//! The shipped glossaries, memories and articles, which travel inside the binary.

/// A file of the project by its path, with its content.
macro_rules! sample {
    ($path:literal) => {
        ($path, include_str!(concat!("../../", $path)))
    };
}

/// Path and content of every shipped file. A test fails when a file of the folders is missing.
pub(super) const SAMPLES: &[(&str, &str)] = &[
    sample!("examples/README.md"),
    sample!("examples/article.en.txt"),
    sample!("examples/article.fa.txt"),
    sample!("glossaries/NOTICE.md"),
    sample!("glossaries/capitals.tsv"),
    sample!("glossaries/countries.tsv"),
    sample!("glossaries/diplomacy.tsv"),
    sample!("glossaries/national-bodies.tsv"),
    sample!("glossaries/offices.tsv"),
    sample!("glossaries/organisations.tsv"),
    sample!("glossaries/persons.tsv"),
    sample!("glossaries/places.tsv"),
    sample!("glossaries/ranks.tsv"),
    sample!("glossaries/regions.tsv"),
    sample!("glossaries/territories.tsv"),
    sample!("glossaries/treaties.tsv"),
    sample!("tm/2026-03-14-dushanbe-security-dialogue.tmx"),
    sample!("tm/2026-07-04-sco-summit.tmx"),
    sample!("tm/2026-09-09-iaea-board.tmx"),
    sample!("tm/2026-10-20-caspian-summit.tmx"),
];

#[cfg(test)]
mod tests {
    use super::SAMPLES;

    #[test]
    fn every_shipped_file_travels_in_the_binary() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["glossaries", "tm", "examples"] {
            let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
                continue;
            };
            for entry in entries {
                let entry = entry.unwrap();
                if entry.path().is_file() {
                    let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
                    assert!(
                        SAMPLES.iter().any(|(path, _)| *path == name),
                        "{name} is not in project/samples.rs"
                    );
                }
            }
        }
    }
}
