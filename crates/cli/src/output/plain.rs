//! Words and numbers as lines of text carry them.

/// Text on one line, without what a terminal would take for an order: control characters, and marks
/// that turn the direction of writing.
pub fn line(text: &str) -> String {
    let harmless = |c: char| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c };
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !turns(c)).map(harmless).collect()
}

/// A multiple of today's load: `0.05x`, `3.4x`, `34x`.
pub fn multiple(value: f64) -> String {
    match value {
        f64::INFINITY => "never".to_owned(),
        value if value >= 9.95 => format!("{value:.0}x"),
        value if value >= 0.1 => format!("{}x", format!("{value:.1}").trim_end_matches(".0")),
        value => format!("{value:.2}x"),
    }
}

/// A share as a percentage, never rounded to none or to all.
pub fn percent(share: f64) -> String {
    match share * 100.0 {
        percent if percent > 0.0 && percent < 0.1 => "under 0.1 %".to_owned(),
        percent if percent > 99.9 && percent < 100.0 => "over 99.9 %".to_owned(),
        percent => format!("{} %", format!("{percent:.1}").trim_end_matches(".0")),
    }
}

/// Milliseconds with no more than three digits that say anything: `0.25`, `12.5`, `340`.
pub fn milliseconds(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

/// Seconds as people say them: `0.5 s`, `90 s`, `15 min`, `6 h`, `3 days`.
pub fn seconds(value: f64) -> String {
    match value {
        value if value < 10.0 => format!("{} s", format!("{value:.1}").trim_end_matches(".0")),
        value if value < 120.0 => format!("{value:.0} s"),
        value if value < 7_200.0 => format!("{:.0} min", value / 60.0),
        value if value < 172_800.0 => format!("{:.0} h", value / 3_600.0),
        value => format!("{:.0} days", value / 86_400.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_gives_orders_to_a_terminal() {
        assert_eq!(line("a\x1b[31mb\nc\u{9b}d\u{202e}e"), "a [31mb c de");
        assert_eq!(line("Größe 数据 é"), "Größe 数据 é");
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!([0.049, 1.0, 1.44, 9.96, 120.4].map(multiple), ["0.05x", "1x", "1.4x", "10x", "120x"]);
        assert_eq!(
            [0.0, 0.0001, 0.2, 0.999, 0.9999, 1.0].map(percent),
            ["0 %", "under 0.1 %", "20 %", "99.9 %", "over 99.9 %", "100 %"]
        );
    }

    #[test]
    fn times_read_well() {
        assert_eq!([0.254, 12.54, 340.2].map(milliseconds), ["0.25", "12.5", "340"]);
        assert_eq!([0.5, 90.0, 900.0, 21_600.0, 259_200.0].map(seconds), ["0.5 s", "90 s", "15 min", "6 h", "3 days"]);
    }
}
