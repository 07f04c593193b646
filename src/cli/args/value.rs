//! Readers of values that several commands take.

use crate::lang::LanguageTag;
use crate::model::UnitField;

/// A share between 0 and 1.
pub(super) fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a number from 0 to 1 is needed".to_owned()),
    }
}

/// Reads `LANG=TEXT`; the text may be empty.
pub(super) fn language_text(text: &str) -> Result<(LanguageTag, String), String> {
    let (language, text) = text
        .split_once('=')
        .ok_or("it should be LANG=TEXT, such as fa=ایران")?;
    let language = LanguageTag::parse(language).map_err(|error| error.to_string())?;
    Ok((language, crate::text::nfc(text.trim()).into_owned()))
}

/// Reads `FIELD=VALUE` of a unit.
pub(super) fn unit_field(text: &str) -> Result<(UnitField, String), String> {
    let (field, value) = field_value(text)?;
    let field = field.parse::<UnitField>();
    Ok((field.map_err(|error| error.to_string())?, value))
}

/// Reads `LANG=TERM`.
pub(super) fn language_term(text: &str) -> Result<(LanguageTag, String), String> {
    let (language, term) = text
        .split_once('=')
        .filter(|(_, term)| !term.trim().is_empty())
        .ok_or("it should be LANG=TERM, such as fa=ایران")?;
    let language = LanguageTag::parse(language).map_err(|error| error.to_string())?;
    Ok((language, crate::text::nfc(term.trim()).into_owned()))
}

/// Reads `FIELD=VALUE`; the value may be empty.
pub(super) fn field_value(text: &str) -> Result<(String, String), String> {
    let (field, value) = text
        .split_once('=')
        .filter(|(field, _)| !field.trim().is_empty())
        .ok_or("it should be FIELD=VALUE, such as status=deprecated")?;
    let value = crate::text::nfc(value.trim()).into_owned();
    Ok((field.trim().to_owned(), value))
}
