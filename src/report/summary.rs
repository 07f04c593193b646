//! `stats`, `import`: counts and summaries.

use super::terminal::{Layout, Role};

/// Rows of a name and a figure, the figures under each other.
pub fn figures(layout: &Layout, rows: &[(String, String)]) -> String {
    let widest = rows
        .iter()
        .map(|(name, _)| super::terminal::visible_width(name))
        .max()
        .unwrap_or(0);
    let lines = rows.iter().map(|(name, figure)| {
        let gap = " ".repeat(widest - super::terminal::visible_width(name));
        format!("{name}{gap}  {}", layout.paint(Role::Figure, figure))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A number with a thin mark between thousands: `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number with the name of what is counted: `1 unit`, `1,234 units`.
pub fn counted(number: impl TryInto<u64>, one: &str, many: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    let name = if number == 1 { one } else { many };
    format!("{} {name}", grouped(number))
}

/// A size in bytes for people: `12.3 MB`.
pub fn bytes(size: u64) -> String {
    const UNITS: [&str; 4] = ["B", "kB", "MB", "GB"];
    let mut unit = 0;
    let mut tenths = u128::from(size) * 10;
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1000;
        unit += 1;
    }
    match unit {
        0 => format!("{size} B"),
        _ => format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_readable() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(counted(1, "unit", "units"), "1 unit");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(12_345_678), "12.3 MB");
        assert_eq!(bytes(5_000_000_000), "5.0 GB");
        let rows = [
            ("a".to_owned(), "1".to_owned()),
            ("long".to_owned(), "22".to_owned()),
        ];
        assert_eq!(figures(&Layout::PLAIN, &rows), "a     1\nlong  22");
    }
}
