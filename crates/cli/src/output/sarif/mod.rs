//! Findings in SARIF 2.1.0, which code hosts and editors show beside the lines they are about.
//!
//! The standard: OASIS, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*.

mod combinations;

use linchpin_analysis::{Finding, Severity};
use linchpin_document::RecordId;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

use super::checked::{Checked, severity};
use super::json::lens;
use super::rules::rule;
use crate::input::{Origin, Place};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name of the fingerprint and the version of how it is made.
const FINGERPRINT: &str = "linchpinFinding/v1";

/// The whole report.
pub fn report(checked: &Checked) -> String {
    let findings = &checked.report.findings;
    let ids: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.as_ref()).collect();
    let index: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(index, id)| (*id, index)).collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut results: Vec<Json> = findings
        .iter()
        .map(|finding| {
            let fingerprint = fingerprint(finding);
            let again = seen.entry(fingerprint.clone()).and_modify(|count| *count += 1).or_insert(1);
            result(checked, finding, index[finding.rule.as_ref()], &format!("{fingerprint}:{again}"))
        })
        .collect();
    let mut rules: Vec<Json> = ids.iter().map(|id| described(id)).collect();
    if !combinations::combinations(checked).is_empty() {
        results.extend(combinations::results(checked, rules.len()));
        rules.push(combinations::rule());
    }
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Linchpin",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": true }],
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn described(id: &str) -> Json {
    let Some(rule) = rule(id) else {
        // A rule of the design's own says all it has to say in its findings.
        let text = "A rule of the design's own: see the message of the finding.";
        return json!({ "id": id, "shortDescription": { "text": id }, "help": { "text": text } });
    };
    let help = format!(
        "{}\n\nHow it is detected: {}\n\nWhen it is a false alarm: {}\n\nWhat helps: {}",
        rule.explanation, rule.detection, rule.false_alarms, rule.remedies
    );
    json!({
        "id": id,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.explanation },
        "help": { "text": help },
    })
}

fn result(checked: &Checked, finding: &Finding, rule_index: usize, fingerprint: &str) -> Json {
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": level(finding.severity),
        "message": { "text": message(finding) },
        "locations": [location(checked, finding.subjects.first().copied(), checked.place(finding))],
        "partialFingerprints": { FINGERPRINT: fingerprint },
        "properties": {
            "severity": severity(finding.severity),
            "lens": lens(finding.lens),
            "holdsOverRange": finding.holds_over_range,
            "assumptions": finding.assumptions,
        },
    });
    if let Some(reason) = &finding.waived {
        result["suppressions"] = json!([{ "kind": "inSource", "justification": reason }]);
    }
    let path = checked.path(finding);
    if path.len() > 1 {
        let steps = path.iter().map(|id| json!({ "location": location(checked, Some(*id), checked.places.get(*id)) }));
        result["codeFlows"] = json!([{ "threadFlows": [{ "locations": steps.collect::<Vec<_>>() }] }]);
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Critical => "error",
    }
}

fn message(finding: &Finding) -> String {
    let parts = [&finding.title, &finding.explanation, &finding.remedy];
    let sentence = |part: &&String| {
        let part = part.trim();
        if part.ends_with(['.', '?', '!']) { part.to_owned() } else { format!("{part}.") }
    };
    parts.iter().filter(|part| !part.trim().is_empty()).map(sentence).collect::<Vec<_>>().join(" ")
}

/// Where a record is: in the file, and in the design.
fn location(checked: &Checked, id: Option<RecordId>, place: Option<Place>) -> Json {
    let mut location = json!({});
    if let Origin::File(path) = &checked.input.origin {
        let mut physical = json!({ "artifactLocation": { "uri": uri(path) } });
        if let Some(place) = place {
            physical["region"] = json!({
                "startLine": place.line,
                "startColumn": place.column,
                "endColumn": place.end_column,
            });
        }
        location["physicalLocation"] = physical;
    }
    if let Some(id) = id {
        location["logicalLocations"] = json!([{
            "name": checked.name(id),
            "fullyQualifiedName": id.to_string(),
            "kind": "object",
        }]);
    }
    location
}

/// A path as a reference: relative paths stay relative.
fn uri(path: &Path) -> String {
    let mut parts = Vec::new();
    let mut is_absolute = false;
    for component in path.components() {
        match component {
            Component::RootDir => is_absolute = true,
            Component::Prefix(prefix) => parts.push(escaped(&prefix.as_os_str().to_string_lossy())),
            Component::CurDir => {}
            Component::ParentDir => parts.push("..".to_owned()),
            Component::Normal(name) => parts.push(escaped(&name.to_string_lossy())),
        }
    }
    let path = parts.join("/");
    if is_absolute { format!("file:///{path}") } else { path }
}

/// Everything but the unreserved characters of RFC 3986, section 2.3, percent-encoded.
fn escaped(name: &str) -> String {
    let escape = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    name.bytes().map(escape).collect()
}

/// The same for the same rule about the same records, wherever they stand and whatever they are called.
fn fingerprint(finding: &Finding) -> String {
    let ids = finding.subjects.iter().map(RecordId::to_string);
    hash(&std::iter::once(finding.rule.to_string()).chain(ids).collect::<Vec<_>>().join("\n"))
}

/// FNV-1a, 64 bits.
fn hash(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri(Path::new("./a b/größe.json")), "a%20b/gr%C3%B6%C3%9Fe.json");
        assert_eq!(uri(Path::new("/srv/x.json")), "file:///srv/x.json");
        assert_eq!(uri(Path::new("../x#1.json")), "../x%231.json");
    }
}
