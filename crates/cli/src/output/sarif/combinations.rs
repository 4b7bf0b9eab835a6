//! Failures that are dangerous together, as results. They are notes and never count for the exit code: no
//! amount of redundancy makes a design without them.

use linchpin_analysis::{Combination, Reach};
use serde_json::{Value as Json, json};

use super::{FINGERPRINT, hash, location};
use crate::output::checked::Checked;
use crate::output::reliability;

/// The rule their results name.
pub const RULE: &str = "failure.dangerous-combination";

/// The rule in words.
pub fn rule() -> Json {
    let explanation = "Failures that together leave requests unanswered, while none of them does alone: a minimal cut \
                       set of the design, exact for what is drawn.";
    let help = "How it is detected: all minimal cut sets of two failures, or of as many as --combinations asks for; \
                those that stand in one place first, then the likeliest.\n\nWhen it is a false alarm: a pair of \
                things that were made redundant on purpose is no mistake. How likely it is says whether it matters.\
                \n\nWhat helps: one more of either, or another place for one of them.";
    json!({
        "id": RULE,
        "shortDescription": { "text": "Dangerous together" },
        "fullDescription": { "text": explanation },
        "help": { "text": format!("{explanation}\n\n{help}") },
    })
}

/// A result for each of them.
pub fn results(checked: &Checked, rule_index: usize) -> Vec<Json> {
    combinations(checked).iter().map(|combination| result(checked, combination, rule_index)).collect()
}

/// Those that are told.
pub fn combinations<'a>(checked: &'a Checked) -> &'a [Combination] {
    checked.reliability.as_ref().map_or(&[], |reliability| &reliability.combinations)
}

fn result(checked: &Checked, combination: &Combination, rule_index: usize) -> Json {
    let at = |index: usize| {
        let record = combination.failures[index].record;
        location(checked, Some(record), checked.places.get(record))
    };
    let mut result = json!({
        "ruleId": RULE,
        "ruleIndex": rule_index,
        "level": "note",
        "message": { "text": format!("{}.", reliability::described(checked, combination)) },
        "locations": [at(0)],
        "partialFingerprints": { FINGERPRINT: fingerprint(combination) },
        "properties": {
            "severity": "info",
            "lens": "failure",
            "order": combination.order,
            "probability": combination.probability,
            "reach": if combination.reach == Reach::Total { "total" } else { "partial" },
        },
    });
    if combination.failures.len() > 1 {
        result["relatedLocations"] = (1..combination.failures.len()).map(at).collect();
    }
    result
}

/// The same for the same failures, however likely they are.
fn fingerprint(combination: &Combination) -> String {
    let part = |failure: &linchpin_analysis::Failure| {
        format!("{} {} {}", failure.record, reliability::kind(failure.kind), failure.count)
    };
    let mut parts: Vec<String> = combination.failures.iter().map(part).collect();
    parts.sort();
    hash(&format!("{RULE}\n{}", parts.join("\n")))
}
