//! The rules, explained: for people, as the reference page, and for programs.

use linchpin_analysis::{Lens, Rule, catalogue};
use serde_json::{Value as Json, json};
use std::fmt::Write;

use super::checked::severity;
use super::json::lens;
use super::style::{self, QUIET, STRONG, paint};

/// What is known of a rule.
pub fn rule(id: &str) -> Option<&'static Rule> {
    catalogue().iter().find(|rule| rule.heading.id == id)
}

/// Every rule in a line.
pub fn list() -> String {
    let widest = catalogue().iter().map(|rule| rule.heading.id.len()).max().unwrap_or(0);
    let row = |rule: &Rule| {
        let Rule { heading, severity: gravest, title, .. } = rule;
        let gravest = paint(style::of(*gravest), &format!("{:<8}", severity(*gravest)));
        format!("{:<widest$}  {gravest}  {title}\n", heading.id)
    };
    catalogue().iter().map(row).collect()
}

/// What is worth saying of a rule, under its headings.
pub(super) fn sections(rule: &Rule) -> [(&'static str, &'static str); 4] {
    [
        ("Why it matters", rule.explanation),
        ("How it is detected", rule.detection),
        ("When it is a false alarm", rule.false_alarms),
        ("What helps", rule.remedies),
    ]
}

/// One rule in full.
pub fn text(rule: &Rule) -> String {
    let mut out = format!("{}: {}\n", paint(style::of(rule.severity), rule.heading.id), paint(STRONG, rule.title));
    for (heading, said) in sections(rule) {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(out, "    {} {said}", paint(QUIET, &format!("{heading}:")));
    }
    out
}

/// These rules, for programs.
pub fn json<'a>(rules: impl Iterator<Item = &'a Rule>) -> String {
    let one = |rule: &Rule| -> Json {
        json!({
            "id": rule.heading.id,
            "lens": lens(rule.heading.lens),
            "severity": severity(rule.severity),
            "title": rule.title,
            "explanation": rule.explanation,
            "detection": rule.detection,
            "false_alarms": rule.false_alarms,
            "remedies": rule.remedies,
        })
    };
    format!("{:#}\n", Json::Array(rules.map(one).collect()))
}

/// The reference, for reading beside the source.
pub fn markdown() -> String {
    let mut out = INTRODUCTION.to_owned();
    for (of, title) in CHAPTERS {
        let _ = write!(out, "\n## {title}\n");
        let in_chapter = |rule: &&Rule| rule.heading.id.starts_with(of);
        catalogue().iter().filter(in_chapter).for_each(|rule| out += &chapter_of(rule));
    }
    out
}

/// "Lens: Failure. At most: critical."
pub(super) fn place(rule: &Rule) -> String {
    let lens = match rule.heading.lens {
        Lens::Failure => "Failure",
        Lens::Load => "Load",
        Lens::Responsibility => "Responsibility",
    };
    format!("Lens: {lens}. At most: {}.", severity(rule.severity))
}

fn chapter_of(rule: &Rule) -> String {
    let Rule { heading, title, .. } = rule;
    let mut out = format!("\n### {}\n\n**{title}.** {}\n", heading.id, place(rule));
    for (heading, said) in sections(rule) {
        let _ = write!(out, "\n*{heading}:* {said}\n");
    }
    out
}

/// The chapters of the reference: what ids begin with, and what those rules are about.
pub(super) const CHAPTERS: [(&str, &str); 4] = [
    ("failure.", "What takes it down"),
    ("load.", "What it cannot carry"),
    ("responsibility.", "What does too many jobs"),
    ("design.", "What cannot be read"),
];

const INTRODUCTION: &str = "\
# Rules

Everything Linchpin looks for, written out from the same table the findings come from; a test holds this page to it.
`linchpin rules` lists them, `linchpin rules ID` explains one.

A severity can be changed for a design, or the rule switched off, with an `override` record; a single finding can be
accepted, with a reason, with a `waiver`. Both are part of the design and travel with it. A finding that is accepted
is shown last and counts for no verdict. A design can have [rules of its own](own-rules.md).
";
