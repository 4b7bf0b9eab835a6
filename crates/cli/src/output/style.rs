//! How things look on a terminal.

use anstyle::{AnsiColor, Style};
use linchpin_analysis::Severity;

/// What is wrong.
pub const BAD: Style = AnsiColor::Red.on_default().bold();
/// What is worth changing.
pub const WARN: Style = AnsiColor::Yellow.on_default().bold();
/// What is worth knowing.
pub const NOTE: Style = AnsiColor::Cyan.on_default().bold();
/// All is well.
pub const GOOD: Style = AnsiColor::Green.on_default().bold();
/// What is read first.
pub const STRONG: Style = Style::new().bold();
/// What is read last.
pub const QUIET: Style = Style::new().dimmed();

/// Text in a style.
pub fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The style of a severity.
pub fn of(severity: Severity) -> Style {
    match severity {
        Severity::Critical => BAD,
        Severity::Warning => WARN,
        Severity::Info => NOTE,
    }
}
