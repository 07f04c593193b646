//! Sets of characters by the names that ICU and Java give them.

/// The inside of a set for a property: `Lu`, `IsCyrillic`, `InArabic`, `Alpha`, `script=Thai`.
///
/// # Errors
/// For a block that is not in the table. Whether another property exists is for the engine to say.
pub(super) fn set_of(name: &str) -> Result<String, String> {
    let plain: String = name
        .chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-'))
        .collect::<String>()
        .to_ascii_lowercase();
    let known = match plain.as_str() {
        "alpha" | "javaletter" | "javaalphabetic" => r"\p{Alphabetic}",
        "digit" | "javadigit" => r"\p{Nd}",
        "alnum" | "javaletterordigit" => r"\p{Alphabetic}\p{Nd}",
        "upper" | "javauppercase" => r"\p{Uppercase}",
        "lower" | "javalowercase" => r"\p{Lowercase}",
        "punct" => r"\p{P}",
        "space" | "javawhitespace" => r"\p{White_Space}",
        "word" => r"\w",
        "blank" => r"\t\p{Zs}",
        "cntrl" => r"\p{Cc}",
        "xdigit" => r"\p{Hex_Digit}",
        "graph" => r"^\p{White_Space}\p{Cc}\p{Cs}\p{Cn}",
        "print" => r"^\p{Cc}\p{Cs}\p{Cn}\p{Zl}\p{Zp}",
        "l1" => r"\x00-\xFF",
        _ => "",
    };
    if !known.is_empty() {
        // A negated list is a set inside a set.
        return Ok(match known.starts_with('^') {
            true => format!("[{known}]"),
            false => known.to_owned(),
        });
    }
    let block = plain
        .strip_prefix("in")
        .filter(|_| name.starts_with("In"))
        .or_else(|| plain.strip_prefix("block="))
        .or_else(|| plain.strip_prefix("blk="));
    match block {
        Some(block) => ranges_of(block).map(str::to_owned).ok_or_else(|| {
            format!(
                "the block {:?} is not known here",
                &name[name.len() - block.len()..]
            )
        }),
        None => Ok(format!(r"\p{{{name}}}")),
    }
}

/// The ranges of a block, by its name without spaces, marks and capitals.
fn ranges_of(block: &str) -> Option<&'static str> {
    BLOCKS
        .iter()
        .find(|(name, _)| *name == block)
        .map(|(_, ranges)| *ranges)
}

/// Blocks of Unicode that segmentation rules name.
const BLOCKS: &[(&str, &str)] = &[
    ("basiclatin", r"\x00-\x7F"),
    ("latin1supplement", r"\x80-\xFF"),
    ("latinextendeda", r"\u{100}-\u{17F}"),
    ("latinextendedb", r"\u{180}-\u{24F}"),
    ("latinextendedadditional", r"\u{1E00}-\u{1EFF}"),
    ("combiningdiacriticalmarks", r"\u{300}-\u{36F}"),
    ("greek", r"\u{370}-\u{3FF}"),
    ("greekandcoptic", r"\u{370}-\u{3FF}"),
    ("cyrillic", r"\u{400}-\u{4FF}"),
    ("cyrillicsupplement", r"\u{500}-\u{52F}"),
    ("cyrillicsupplementary", r"\u{500}-\u{52F}"),
    ("armenian", r"\u{530}-\u{58F}"),
    ("hebrew", r"\u{590}-\u{5FF}"),
    ("arabic", r"\u{600}-\u{6FF}"),
    ("arabicsupplement", r"\u{750}-\u{77F}"),
    ("arabicpresentationformsa", r"\u{FB50}-\u{FDFF}"),
    ("arabicpresentationformsb", r"\u{FE70}-\u{FEFF}"),
    ("syriac", r"\u{700}-\u{74F}"),
    ("devanagari", r"\u{900}-\u{97F}"),
    ("bengali", r"\u{980}-\u{9FF}"),
    ("gurmukhi", r"\u{A00}-\u{A7F}"),
    ("gujarati", r"\u{A80}-\u{AFF}"),
    ("tamil", r"\u{B80}-\u{BFF}"),
    ("telugu", r"\u{C00}-\u{C7F}"),
    ("kannada", r"\u{C80}-\u{CFF}"),
    ("malayalam", r"\u{D00}-\u{D7F}"),
    ("sinhala", r"\u{D80}-\u{DFF}"),
    ("thai", r"\u{E00}-\u{E7F}"),
    ("lao", r"\u{E80}-\u{EFF}"),
    ("tibetan", r"\u{F00}-\u{FFF}"),
    ("myanmar", r"\u{1000}-\u{109F}"),
    ("georgian", r"\u{10A0}-\u{10FF}"),
    ("hanguljamo", r"\u{1100}-\u{11FF}"),
    ("ethiopic", r"\u{1200}-\u{137F}"),
    ("khmer", r"\u{1780}-\u{17FF}"),
    ("mongolian", r"\u{1800}-\u{18AF}"),
    ("generalpunctuation", r"\u{2000}-\u{206F}"),
    ("currencysymbols", r"\u{20A0}-\u{20CF}"),
    ("numberforms", r"\u{2150}-\u{218F}"),
    ("arrows", r"\u{2190}-\u{21FF}"),
    ("cjksymbolsandpunctuation", r"\u{3000}-\u{303F}"),
    ("hiragana", r"\u{3040}-\u{309F}"),
    ("katakana", r"\u{30A0}-\u{30FF}"),
    ("bopomofo", r"\u{3100}-\u{312F}"),
    ("cjkunifiedideographsextensiona", r"\u{3400}-\u{4DBF}"),
    ("cjkunifiedideographs", r"\u{4E00}-\u{9FFF}"),
    ("hangulsyllables", r"\u{AC00}-\u{D7AF}"),
    ("cjkcompatibilityideographs", r"\u{F900}-\u{FAFF}"),
    ("halfwidthandfullwidthforms", r"\u{FF00}-\u{FFEF}"),
];
